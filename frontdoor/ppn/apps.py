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
        register(
            Entry("Police notices", "ppn-desk", May.SCREEN, order=20), Entry("Flow of notices", "ppn-flow", May.SEE_FLOW, order=82),
            Entry("Notices we sent", "ppn-sent", May.SEE_OWN_AGENCY, order=25, only_if=lambda user: user.agency.kind == "POLICE"),
        )
        link("ppn.Notice", "notice", may=(May.SEE_HUB,))
