from django.apps import AppConfig


class PpnConfig(AppConfig):
    name = "frontdoor.ppn"
    verbose_name = "Police notices"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry, register
        from frontdoor.foundations.record.actions import LISTENERS
        from frontdoor.people.links import register as link

        from . import messages as messages
        from .listening import listen

        LISTENERS.append(listen)
        register(Entry("Police notices", "ppn-desk", May.SCREEN, order=20))
        link("ppn.Notice", "notice", may=(May.SEE_HUB,))

        register(
            Entry("Police drops", "drops", May.TAKE_NOTICES, order=16), Entry("Police feeds", "feeds", May.MANAGE_ACCESS, order=85),
        )
