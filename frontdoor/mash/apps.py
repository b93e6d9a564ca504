from django.apps import AppConfig


class MashConfig(AppConfig):
    name = "frontdoor.mash"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry, register

        register(Entry("MASH", "mash", May.ENQUIRE, order=30))
