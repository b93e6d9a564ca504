from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "frontdoor.contacts"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry
        from frontdoor.foundations.pages.navigation import register as navigation
        from frontdoor.people.links import register

        from .later import register_later

        navigation(
            Entry("Referrals", "referrals", May.REFER, order=35), Entry("Record a call or note", "record-contact", May.RECORD_CONTACT, order=15),
        )
        register("contacts.Addition", "addition")
        register_later()
