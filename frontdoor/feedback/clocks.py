from django.conf import settings

from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import EndOfSchoolDay, WorkingDays

from .actions import acknowledge, exempt, owe_acknowledgement, owe_feedback, read_reply, reply, tell, untell
from .rules import SCHOOLS


def school_day(feedback):
    """A school whose pupil is in school now hears before the end of the school day."""
    agency = feedback.agency
    if agency and agency.kind in SCHOOLS and feedback.to == "REFERRER" and feedback.contact.child_at_school_now:
        return settings.PROTOCOL.LIMITS.get("feedback-to-school", EndOfSchoolDay())
    return None


ACKNOWLEDGE = Clock(
    code="acknowledge", duty="Acknowledge what was sent", limit=WorkingDays(1), starts=(owe_acknowledgement,), stops=(acknowledge,),
    source="Working Together to Safeguard Children 2023, paragraph 151: referrers hear what becomes of a referral",
    since=lambda feedback: feedback.contact.received_at,
)
FEEDBACK = Clock(
    code="feedback", duty="Tell them what was decided", limit=WorkingDays(1), starts=(owe_feedback, untell), stops=(tell, exempt),
    source="Keeping children safe in education 2025, paragraphs 62 and 63; Information sharing advice 2024",
    applies=lambda feedback: feedback.stage == "DUE", pick=school_day, since=lambda feedback: feedback.owed_at,
)
REPLY = Clock(
    code="read-reply", duty="Read the reply to feedback", limit=WorkingDays(1), starts=(reply,), stops=(read_reply,),
    source="Local protocol: an unread answer is a failure",
)
