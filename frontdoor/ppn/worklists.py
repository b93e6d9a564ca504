from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.filters import when
from frontdoor.foundations.worklists.declare import Worklist

from . import worklists_passing  # noqa: F401 declares its own
from .clocks import GAP, NOTICE, QUARANTINE, REFUSED, SECOND_LOOK
from .models import Drop, Gap, Grade, Notice, Quarantine, SecondLook
from .reading import sentence


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


def _problems(held: Quarantine) -> str:
    first, *others = held.problems
    return sentence(first)[:140] + (f" And {len(others)} more." if others else "")


UNREAD = Worklist(
    code="notices-unread", title="Police notices that could not be read", owner="reception and the MASH", model=Quarantine,
    stages=(Quarantine.Stage.WAITING,), clock=QUARANTINE, permission=May.TAKE_NOTICES, columns=("Notice", "What is wrong", "Came"),
    row=lambda held: (str(held), _problems(held), when(held.received_at)), link=lambda held: reverse("unread", args=[held.pk]),
    empty="Every notice that came could be read.", order=6,
)
REFUSED_DROPS = Worklist(
    code="drops-refused", title="Refused drops", owner="reception and the MASH", model=Drop, stages=(Drop.Stage.REFUSED,), clock=REFUSED,
    permission=May.SCREEN, columns=("Drop", "Why", "Came"), row=lambda drop: (drop.name, drop.refused_why[:140], when(drop.received_at)),
    link=lambda drop: reverse("drop", args=[drop.pk]), empty="No drop was refused, or somebody dealt with each.", order=7,
)
GAPS = Worklist(
    code="drops-missing", title="Drops that have not come", owner="reception and the MASH", model=Gap, stages=(Gap.Stage.OPEN,), clock=GAP,
    permission=May.SCREEN, columns=("What is missing", "Noticed"), row=lambda gap: (str(gap), when(gap.noticed_at)),
    link=lambda gap: reverse("gap", args=[gap.pk]), empty="Nothing is missing in what any force sent.", order=8,
)
