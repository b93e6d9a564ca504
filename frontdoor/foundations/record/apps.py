from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class RecordConfig(AppConfig):
    name = "frontdoor.foundations.record"

    def ready(self):
        from .founding import found
        from .guards import lay_guards

        for declared_in in ("actions", "kinds", "clocks", "worklists", "messages", "chores"):
            autodiscover_modules(declared_in)
        post_migrate.connect(lay_guards, dispatch_uid="lay_guards")
        post_migrate.connect(found, dispatch_uid="found")
