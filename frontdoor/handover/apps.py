from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "frontdoor.handover"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry, register
        from frontdoor.foundations.record.actions import LISTENERS

        from .listening import listen

        LISTENERS.append(listen)
        register(Entry("Work offered to us", "work", May.TAKE_ON, order=20))
