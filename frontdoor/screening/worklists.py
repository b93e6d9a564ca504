from django.urls import reverse

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import MANAGERS_EYE, SCREEN


def _row(contact: Contact) -> tuple:
    return (
        ", ".join(child.name for child in contact.children.all()), contact.reference,
        CODES["referral_source"].label(contact.source, on=contact.received_at), f"Level {contact.level_claimed}" if contact.level_claimed else "",
    )


TOLD = {"model": Contact, "columns": ("Children", "Contact", "Source", "Level claimed"), "row": _row, "together": ("children",)}
RECEPTION = Worklist(
    code="reception", title="Reception", owner="reception", stages=(Contact.Stage.AWAITING_SCREENING,), clock=SCREEN,
    permission=May.SCREEN, link=lambda contact: reverse("screen", args=[contact.pk]), empty="Nothing is waiting to be screened.",
    desk="reception", order=10, **TOLD,
)
MANAGERS = Worklist(
    code="managers-eye", title="Awaiting a manager’s eye", owner="MASH managers", stages=(Contact.Stage.AWAITING_MANAGER,),
    clock=MANAGERS_EYE, permission=May.DECIDE, link=lambda contact: reverse("managers-eye", args=[contact.pk]),
    empty="No repeat contact is waiting to be looked at again.", order=15, **TOLD,
)
