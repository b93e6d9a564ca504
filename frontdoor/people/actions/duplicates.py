"""The queue of pairs who may be one person: the matching proposes, the information officer decides."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.refusals import Refused

from ..apart import in_order
from ..models import DuplicatePair

Stage = DuplicatePair.Stage
WAITING = [Stage.OPEN, Stage.LATER]


@action("Propose that two people may be one", permission=May.RUN, keeps=("verdict",), shown=False)
def propose_pair(
    *, by: User, at: datetime, one: UUID, other: UUID, verdict: str, probability: float | None = None
) -> DuplicatePair:
    """The matching found them alike. It waits for a person, who sees both beside each other."""
    first, second = in_order(one, other)
    return DuplicatePair.objects.create(
        first_id=first, second_id=second, verdict=verdict, probability=probability, found_at=at, owned_by=the_hub()
    )


@action(
    "Propose a pair again", permission=May.RUN, on=DuplicatePair, allowed_from=[Stage.MERGED, Stage.TOLD_APART], moves_to=Stage.OPEN,
    keeps=("verdict",), shown=False,
)
def propose_again(pair: DuplicatePair, *, by: User, at: datetime, verdict: str) -> DuplicatePair:
    """A merge was taken back without a word that they are two, and they are still alike."""
    pair.verdict, pair.note = verdict, ""
    pair.save(update_fields=["verdict", "note"])
    return pair


@action(
    "Look at a pair later", permission=May.LINK_PEOPLE, on=DuplicatePair, allowed_from=WAITING, moves_to=Stage.LATER, shown=False,
)
def look_later(pair: DuplicatePair, *, by: User, at: datetime, note: str) -> DuplicatePair:
    """Not to be decided today: what is awaited is written down, and the clock begins again."""
    if not note.strip():
        raise Refused("Say what you are waiting for, so that a colleague can go on with it.", field="note")
    pair.note = note.strip()
    pair.save(update_fields=["note"])
    return pair


@action(
    "Find that a pair is one person", permission=May.LINK_PEOPLE, on=DuplicatePair, allowed_from=WAITING, moves_to=Stage.MERGED, shown=False,
)
def settle_as_one(pair: DuplicatePair, *, by: User, at: datetime, note: str) -> DuplicatePair:
    return _noted(pair, note)


@action(
    "Find that a pair is two people", permission=May.LINK_PEOPLE, on=DuplicatePair, allowed_from=WAITING, moves_to=Stage.TOLD_APART,
    shown=False,
)
def settle_as_two(pair: DuplicatePair, *, by: User, at: datetime, note: str) -> DuplicatePair:
    return _noted(pair, note)


def _noted(pair: DuplicatePair, note: str) -> DuplicatePair:
    pair.note = note.strip()[:500]
    pair.save(update_fields=["note"])
    return pair


def settle(people: Iterable[UUID], *, by: User, at: datetime, reason: str) -> None:
    """Within a merge: whatever proposed any two of these records is answered."""
    for pair in waiting_among(people, by=by):
        settle_as_one(pair, by=by, at=at, note=reason)


def waiting_among(people: Iterable[UUID], *, by: User) -> QuerySet[DuplicatePair]:
    pks = list(people)
    return DuplicatePair.objects.visible_to(by).filter(first__in=pks, second__in=pks, stage__in=WAITING)
