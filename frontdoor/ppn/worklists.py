from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import NOTICE, SECOND_LOOK
from .models import Grade, Notice, SecondLook


def _notice(notice: Notice) -> tuple:
    children = [row.name for row in notice.people.all() if row.is_child]
    return ", ".join(children) or "No child named", str(notice), Grade(notice.grade).label


DESK = Worklist(
    code="notices", title="Police notices", owner="reception and the MASH", model=Notice, stages=(Notice.Stage.WAITING,), clock=NOTICE,
    permission=May.SCREEN, columns=("Children", "Notice", "Grade"), row=_notice, link=lambda notice: reverse("ppn-line", args=[notice.family_id]),
    empty="No police notice is waiting.", together=("people",), desk="ppn-desk", order=12,
)
SECOND_LOOKS = Worklist(
    code="second-looks", title="Second looks at police notices", owner="reception and the MASH, never whoever decided", model=SecondLook,
    stages=(SecondLook.Stage.DRAWN,), clock=SECOND_LOOK, permission=May.SCREEN, columns=("Children", "Notice", "Decided by"),
    row=lambda look: (*_notice(look.notice)[:2], str(look.decided_by)), link=lambda look: reverse("second-look", args=[look.pk]),
    empty="No decision is waiting for a second look.", related=("notice", "decided_by"), together=("notice__people",),
    mine=lambda looks, user: looks.exclude(decided_by=user), order=45,
)
