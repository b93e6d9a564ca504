"""Every offer waits with exactly one owner: the team it was offered to, the MASH, or the hub where nobody there signs in."""

from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import DECIDE_AGAIN, TAKE_ON
from .models import Handover
from .queries import FOR_THE_MASH, of_ones_own, somebody_signs_in
from .words import children_of, for_what, level_words

TOLD = {
    "model": Handover, "related": ("contact", "to_team__agency"), "together": ("children__child",),
    "columns": ("Children", "For", "Level", "Contact", "To"),
    "row": lambda handover: (
        children_of(handover), for_what(handover) + (" (urgent)" if handover.is_urgent else ""), level_words(handover.level),
        handover.contact.reference, str(handover.to_team),
    ),
}
WORK_OFFERED = Worklist(
    code="work-offered", title="Work offered to us", owner="receiving teams", stages=(Handover.Stage.OFFERED,), clock=TAKE_ON,
    permission=May.TAKE_ON, link=lambda handover: reverse("handover", args=[handover.pk]),
    empty="Nothing is waiting to be accepted.", desk="work", order=10, mine=of_ones_own,
    also=lambda handovers: handovers.exclude(FOR_THE_MASH).filter(somebody_signs_in()), **TOLD,
)
ENQUIRIES_TO_OPEN = Worklist(
    code="enquiries-to-open", title="Enquiries to open", owner="MASH social workers", stages=(Handover.Stage.OFFERED,),
    clock=TAKE_ON, permission=May.ENQUIRE, link=lambda handover: reverse("enquiry-open", args=[handover.pk]),
    empty="Every enquiry that was asked for is open.", order=20, also=lambda handovers: handovers.filter(FOR_THE_MASH), **TOLD,
)
RING_THEM = Worklist(
    code="ring-them", title="Offered where nobody signs in", owner="reception and the MASH", stages=(Handover.Stage.OFFERED,),
    clock=TAKE_ON, permission=May.SCREEN, link=lambda handover: reverse("handover", args=[handover.pk]),
    empty="Nobody has to be rung about work offered to them.", order=35,
    also=lambda handovers: handovers.exclude(FOR_THE_MASH).exclude(somebody_signs_in()), **TOLD,
)
RETURNED = Worklist(
    code="returned-work", title="Work sent back", owner="reception and the MASH", stages=(Handover.Stage.RETURNED,),
    clock=DECIDE_AGAIN, permission=May.SCREEN, link=lambda handover: reverse("handover", args=[handover.pk]),
    empty="No work has come back.", order=30, **TOLD,
)
