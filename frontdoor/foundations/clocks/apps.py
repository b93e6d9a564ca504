from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "frontdoor.foundations.clocks"

    def ready(self):
        from frontdoor.foundations.record.actions import LISTENERS

        from .run import turn

        LISTENERS.append(turn)
