from django.apps import AppConfig


class MashConfig(AppConfig):
    name = "frontdoor.mash"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry, register
        from frontdoor.people.links import register as link

        register(Entry("MASH", "mash", May.ENQUIRE, order=30))
        link("mash.Enquiry", "enquiry", may=(May.SEE_HUB,))
        link("mash.AgencyRequest", "agency-request", may=(May.ANSWER,))
