from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "frontdoor.feedback"

    def ready(self):
        from frontdoor.foundations.record.actions import LISTENERS

        from .duties import listen

        LISTENERS.append(listen)
