"""What information governance keeps in order: restrictions, and each breaking of the glass."""

from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import REVIEW_OPENING, REVIEW_RESTRICTION
from .models import Opening, Restriction


def _restriction(restriction: Restriction) -> tuple:
    what = "A contact" if restriction.contact_id else "A person's record"
    return restriction.reference, what, CODES["restriction_reason"].label(restriction.reason), restriction.set_by.name


def _opening(opening: Opening) -> tuple:
    return opening.reference, opening.opened_by.name, CODES["break_glass_reason"].label(opening.reason)


OPENINGS = Worklist(
    code="glass-broken", title="The glass was broken", owner="information governance", model=Opening, stages=(Opening.Stage.TO_REVIEW,),
    clock=REVIEW_OPENING, permission=May.SEE_ACCESS_LOG, columns=("Record", "By", "Why"), row=_opening, related=("opened_by",),
    link=lambda opening: reverse("governance:opening", args=[opening.pk]), empty="Nobody had to break the glass.", order=60,
)
RESTRICTIONS = Worklist(
    code="restrictions", title="Restrictions to review", owner="information governance", model=Restriction, stages=(Restriction.Stage.IN_FORCE,),
    clock=REVIEW_RESTRICTION, permission=May.SEE_ACCESS_LOG, columns=("Record", "What it is", "Why", "Restricted by"), row=_restriction,
    related=("set_by",), link=lambda restriction: reverse("governance:restriction", args=[restriction.pk]),
    empty="No record is restricted.", order=61,
)
