from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import READ_ADDITION
from .models import Addition


def _row(addition: Addition) -> tuple:
    children = ", ".join(child.name for child in addition.contact.children.all())
    return children, addition.contact.reference, addition.get_kind_display(), str(addition.owned_by)


ADDED = Worklist(
    code="added", title="Added information and disagreements", owner="reception and the MASH", model=Addition, stages=(Addition.Stage.NEW,),
    clock=READ_ADDITION, permission=May.SCREEN, columns=("Children", "Contact", "What", "From"), row=_row,
    link=lambda addition: reverse("addition", args=[addition.pk]), empty="Nobody has added anything that is not yet read.",
    related=("contact", "owned_by"), together=("contact__children",), order=20,
)
