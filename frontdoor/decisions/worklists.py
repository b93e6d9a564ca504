from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.worklists.declare import Worklist
from frontdoor.mash.models import Enquiry

from .clocks import MASH_DECISION


def row(enquiry: Enquiry) -> tuple:
    """The children first."""
    names = ", ".join(each.child.name for each in enquiry.children.all())
    return (names or enquiry.reference, enquiry.reference, CODES["rating"].label(enquiry.rating), str(enquiry.worker or "Nobody yet"))


COLUMNS = ("Children", "Enquiry", "Rating", "Social worker")
GATHERING = Worklist(
    code="mash-enquiries", title="MASH enquiries", owner="the MASH’s social workers", model=Enquiry, stages=(Enquiry.Stage.GATHERING,),
    clock=MASH_DECISION, permission=May.ENQUIRE, columns=COLUMNS, row=row, link=lambda enquiry: reverse("enquiry", args=[enquiry.pk]),
    related=("worker",), together=("children__child",), empty="No enquiry is open.", desk="mash", order=20,
)
AWAITING = Worklist(
    code="awaiting-decision", title="Enquiries awaiting a decision", owner="the MASH’s managers", model=Enquiry,
    stages=(Enquiry.Stage.AWAITING_DECISION,), clock=MASH_DECISION, permission=May.DECIDE, columns=COLUMNS, row=row,
    link=lambda enquiry: reverse("decide", args=[enquiry.pk]), related=("worker",), together=("children__child",),
    empty="Nothing waits for a decision.", order=10,
)
