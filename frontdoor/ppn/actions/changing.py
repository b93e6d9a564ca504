"""The police withdraw or change a notice of which a school or a surgery was told already: they are to be told again. What they
were told before stays as it was told."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from frontdoor.foundations.access.models import User

from ..models import Notice, Passing
from ..passing.drafting import drafts_of, no_longer
from .passing import owe_passing

Stage, Purpose = Passing.Stage, Passing.Purpose


def told_is_changed(notices: Iterable[Notice], *, new: set[UUID], by: User, at: datetime) -> None:
    """Within the action that lays these notices: for each child and agency, what was told last is held against what would be
    told now. A telling that is still owed follows by itself."""
    by_pk = {each.pk: each for each in notices if each.pk not in new and not each.is_test}
    if not by_pk:
        return
    told, owed = {}, set()
    for each in Passing.objects.filter(notice__in=by_pk).exclude(agency=None).select_related("child__person__school", "agency").order_by("passed_at"):
        each.notice = by_pk[each.notice_id]
        if each.stage == Stage.PASSED and not each.not_theirs_at:
            told[each.child_id, each.agency_id] = each
        elif each.purpose == Purpose.CHANGED and each.stage == Stage.TO_PASS:
            owed.add((each.child_id, each.agency_id))
    last = [each for key, each in told.items() if key not in owed]
    drafts = drafts_of(last, afresh=True)
    for each in last:
        if _differs(each, drafts[each.pk].parts):
            owe_passing(by=by, at=at, notice=each.notice, child=each.child, purpose=Purpose.CHANGED, agency=each.agency, known_how=each.known_how)


def _differs(passing: Passing, now: dict[str, str]) -> bool:
    """Were they told something that is no longer so?"""
    said = {**passing.told, **({"WHAT": passing.words} if passing.words else {})}
    if gone := no_longer(passing.notice, passing.child):
        return said.get("WHAT") != gone
    return any(said.get(part) != now.get(part) for part in passing.parts)
