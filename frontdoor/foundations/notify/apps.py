from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "frontdoor.foundations.notify"
