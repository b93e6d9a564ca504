"""Whom to tell of what the police told us, and of whom we do not know whom to tell."""

from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.worklists.declare import Worklist

from .clocks_passing import ENCOMPASS, PASS_ON
from .models import Passing

Stage, Purpose = Passing.Stage, Passing.Purpose
OWNER = "reception and the MASH"
RELATED = ("notice", "child", "agency")


def _row(passing: Passing) -> tuple:
    return passing.child.name, passing.notice.reference, passing.agency or passing.child.school_text or "Not known"


def _row_of_any(passing: Passing) -> tuple:
    child = passing.child
    said = child.school_text if passing.is_for_a_school else child.gp_text
    return child.name, passing.notice.reference, passing.get_purpose_display(), passing.agency or said or "Not known"


def _link(passing: Passing) -> str:
    return reverse("passing", args=[passing.pk])


TO_SCHOOLS = Worklist(
    code="encompass", title="Operation Encompass: tell the school", owner=OWNER, model=Passing, stages=(Stage.TO_PASS,), clock=ENCOMPASS,
    permission=May.TELL, columns=("Child", "Police reference", "School"), row=_row, link=_link, related=RELATED, desk="encompass",
    also=lambda passings: passings.filter(purpose=Purpose.ENCOMPASS), empty="Every school has been told.", order=20,
)
NOT_ON_ROLL = Worklist(
    code="not-on-roll", title="Operation Encompass: not on any roll", owner=OWNER, model=Passing, stages=(Stage.NOT_ON_ROLL,), clock=ENCOMPASS,
    permission=May.TELL, columns=("Child", "Police reference", "What the police say of a school"), row=_row, link=_link, related=RELATED,
    also=lambda passings: passings.filter(purpose=Purpose.ENCOMPASS),
    empty="We know the school of every child of whom a school is to be told.", order=21,
)
TO_OTHERS = Worklist(
    code="pass-on", title="Pass on to school and health", owner=OWNER, model=Passing, stages=(Stage.TO_PASS,), clock=PASS_ON,
    permission=May.TELL, columns=("Child", "Police reference", "What for", "To"), row=_row_of_any, link=_link, related=RELATED,
    also=lambda passings: passings.exclude(purpose=Purpose.ENCOMPASS), empty="Everything that was to be shared has been passed on.", order=22,
)
NOBODY_KNOWN = Worklist(
    code="pass-on-to-whom", title="School or surgery not known", owner=OWNER, model=Passing, stages=(Stage.NOT_ON_ROLL,), clock=PASS_ON,
    permission=May.TELL, columns=("Child", "Police reference", "What for", "What the police say"), row=_row_of_any, link=_link, related=RELATED,
    also=lambda passings: passings.exclude(purpose=Purpose.ENCOMPASS), empty="We know whom to tell of every child.", order=23,
)
