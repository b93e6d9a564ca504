from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "frontdoor.people"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry
        from frontdoor.foundations.pages.navigation import register as navigation

        from .later_of_people import register_all
        from .links import register

        navigation(
            Entry("People", "people", May.SEE_HUB, order=40),
            Entry("Quality of records", "people-quality", May.LINK_PEOPLE, order=83),
        )
        register("people.Person", "person")
        register_all()
