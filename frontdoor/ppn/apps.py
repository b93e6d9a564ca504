from django.apps import AppConfig


class PpnConfig(AppConfig):
    name = "frontdoor.ppn"
    verbose_name = "Police notices"

    def ready(self):
        pass
