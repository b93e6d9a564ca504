from django.apps import AppConfig


class PpnConfig(AppConfig):
    name = "frontdoor.ppn"
    verbose_name = "Police notices"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry, register

        register(
            Entry("Police drops", "drops", May.TAKE_NOTICES, order=16), Entry("Police feeds", "feeds", May.MANAGE_ACCESS, order=85),
        )
