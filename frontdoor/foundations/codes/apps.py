from django.apps import AppConfig


class CodesConfig(AppConfig):
    name = "frontdoor.foundations.codes"
