from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "frontdoor.screening"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry, register

        register(
            Entry("Reception", "reception", May.SCREEN, order=10),
            Entry("How our referrals were rated", "referral-quality", May.ANSWER, order=60),
        )
