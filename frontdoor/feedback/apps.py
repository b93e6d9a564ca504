from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "frontdoor.feedback"

    def ready(self):
        from frontdoor.foundations.access.roles import May
        from frontdoor.foundations.pages.navigation import Entry, register
        from frontdoor.foundations.record.actions import LISTENERS
        from frontdoor.people.links import register as link

        from .duties import listen

        LISTENERS.append(listen)
        link("feedback.Feedback", "feedback-check", may=(May.TELL,))
        register(
            Entry("Feedback I have been given", "feedback-mine", May.REFER, order=60, near=May.SCREEN),
            Entry("Just let go", "messages", May.TELL, order=70, near=May.SCREEN),
            Entry("Health of the door", "flow", May.SEE_FLOW, order=80), Entry("Post room", "post-room", order=200),
        )
