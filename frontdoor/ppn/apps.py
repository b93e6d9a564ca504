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
        from .actions.passing import listen_to_post
        from .later import register_later
        from .listening import listen
        from .queries.passing import is_told_of_notices
        from .queries.sent import is_of_a_force

        LISTENERS += [listen, listen_to_post]
        register_later()
        link("ppn.Notice", "notice", may=(May.SEE_HUB,))
        link("ppn.Passing", "passing", may=(May.TELL,))
        register(
            Entry("Police notices", "ppn-desk", May.SCREEN, order=20),
            Entry("Police drops", "drops", May.TAKE_NOTICES, order=21, near=May.SCREEN),
            Entry("Notices we sent", "ppn-sent", May.SEE_OWN_AGENCY, order=25, only_if=is_of_a_force),
            Entry("Operation Encompass", "encompass", May.TELL, order=45, near=May.SCREEN),
            Entry("What police told us", "police-told", May.REFER, order=62, only_if=is_told_of_notices),
            Entry("Flow of notices", "ppn-flow", May.SEE_FLOW, order=82, near=May.SCREEN),
            Entry("Days of schools", "school-days", May.MANAGE_ACCESS, order=85),
            Entry("Police feeds", "feeds", May.MANAGE_ACCESS, order=86),
        )
