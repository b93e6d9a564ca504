from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "frontdoor.governance"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry, register
        from frontdoor.foundations.record.actions import LISTENERS
        from frontdoor.people.search import HEARERS

        from .custodians import hear_search, listen

        LISTENERS.append(listen)
        HEARERS.append(hear_search)
        register(
            Entry("Agencies", "governance:agencies", May.MANAGE_ACCESS, order=80),
            Entry("People with access", "governance:people", May.MANAGE_ACCESS, order=81),
            Entry("Who looked", "governance:access", May.SEE_ACCESS_LOG, order=82),
            Entry("Unusual reading", "governance:unusual", May.SEE_ACCESS_LOG, order=83),
            Entry("Restrictions", "governance:restrictions", May.SEE_ACCESS_LOG, order=84),
            Entry("Open by reference", "governance:find-restricted", May.BREAK_GLASS, order=75, near=May.SCREEN),
            Entry("Integrity of the record", "governance:integrity", May.SEE_ACCESS_LOG, order=84),
        )
