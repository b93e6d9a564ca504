from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "frontdoor.decisions"

    def ready(self):
        from frontdoor.people.links import register

        register("decisions.Decision", "decision")
