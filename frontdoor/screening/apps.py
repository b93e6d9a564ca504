from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "frontdoor.screening"
