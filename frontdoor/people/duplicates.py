"""Looking among the people known for those who are held twice: a machine proposes, and nothing is joined without a person.

It goes on where it stopped: everybody who is new or was changed since they were last looked at, and nobody else. Pairs that
were told apart are not proposed again, sealed identities never.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from frontdoor.foundations.access.models import User

from .actions import propose_again, propose_pair
from .apart import in_order
from .matching import Match
from .models import DuplicateLook, DuplicatePair, Merged, Person
from .proposing import proposed

AT_ONCE = 200


@dataclass
class Looked:
    people: int = 0
    pairs: int = 0


def to_look_at() -> QuerySet[Person]:
    """The records in front that are new, or were changed since."""
    looked = DuplicateLook.objects.filter(person=OuterRef("pk"), version=OuterRef("version"))
    led_on = Merged.objects.filter(person=OuterRef("pk"), ended_at=None)
    return Person.objects.filter(~Exists(looked), ~Exists(led_on), sealed=False).order_by("pk")


def find_duplicates(*, by: User, at: datetime, most: int | None = None) -> Looked:
    """Look at those who are due, at most so many of them, some at a time: what is found is kept even if it is stopped."""
    found = Looked()
    while (left := AT_ONCE if most is None else min(AT_ONCE, most - found.people)) > 0:
        people = list(to_look_at()[:left])
        if not people:
            break
        for person in people:
            found.pairs += _look(person, by=by, at=at)
        _note(people)
        found.people += len(people)
    return found


def _look(person: Person, *, by: User, at: datetime) -> int:
    wanted = set(settings.PROTOCOL.DUPLICATES["propose"])
    alike = [match for match in proposed(person, user=by) if match.verdict in wanted and not match.person.sealed]
    return sum(_propose(person, match, by=by, at=at) for match in alike)


def _propose(person: Person, match: Match, *, by: User, at: datetime) -> bool:
    """Once for each two people; again only where a merge was taken back. Says whether it is now waiting because of this."""
    first, second = in_order(person.pk, match.person.pk)
    pair = DuplicatePair.objects.filter(first=first, second=second).first()
    if pair is not None and pair.stage != DuplicatePair.Stage.MERGED:
        return False
    try:
        with transaction.atomic():
            if pair is not None:
                propose_again(pair, by=by, at=at, verdict=match.verdict)
            else:
                probability = getattr(match, "probability", None)
                propose_pair(by=by, at=at, one=first, other=second, verdict=match.verdict, probability=probability)
    except IntegrityError:  # another run was there a moment before
        return False
    return True


def _note(people: Iterable[Person]) -> None:
    DuplicateLook.objects.bulk_create(
        [DuplicateLook(person=each, version=each.version) for each in people],
        update_conflicts=True, unique_fields=["person"], update_fields=["version"],
    )  # fmt: skip


def waiting(user: User) -> int:
    return DuplicatePair.objects.visible_to(user).filter(stage__in=[DuplicatePair.Stage.OPEN, DuplicatePair.Stage.LATER]).count()
