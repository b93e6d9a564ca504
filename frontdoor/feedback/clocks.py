from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import EndOfSchoolDay, WorkingDays

from .actions import exempt, owe, tell


def school_day(feedback):
    """A school whose pupil is in school now hears before the end of the school day."""
    agency = feedback.agency
    if agency and agency.kind in {"SCHOOL", "EARLY_YEARS"} and feedback.to == "REFERRER" and feedback.contact.child_at_school_now:
        return EndOfSchoolDay()
    return None


FEEDBACK = Clock(
    code="feedback", duty="Tell them what was decided", limit=WorkingDays(1), starts=(owe,), stops=(tell, exempt),
    source="Keeping children safe in education 2025, paragraphs 62 and 63; Information sharing advice 2024",
    applies=lambda feedback: feedback.stage == "DUE", pick=school_day,
)
