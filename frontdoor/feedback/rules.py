"""The rules of telling. Values in, answer out."""

from collections.abc import Iterable
from dataclasses import dataclass

# Who raised it, in the census's list: an individual (1A to 1D), other (9), not known (10). They are told the least.
PUBLIC = ("1", "9", "10")
HEALTH = frozenset({"HEALTH_TRUST", "GP_PRACTICE", "HEALTH_BOARD", "AMBULANCE", "MENTAL_HEALTH"})
SCHOOLS = frozenset({"SCHOOL", "EARLY_YEARS", "COLLEGE"})


def how_much(*, to: str, source: str, works_on: str, held_something: bool = True) -> str:
    """How much this recipient is told, by the role they go on having (domain practice: three content profiles).

    The public: received and considered. An agency that held nothing has no continuing part: the kind of outcome. An
    organisation's safeguarding team keeps the record of what its staff raised, so it is told as they would be.
    """
    if to == "CONTRIBUTOR":
        return "CONTINUING" if held_something else "LIMITED"
    if source.startswith(PUBLIC):
        return "MINIMAL"
    if to == "INBOX":
        return "CONTINUING"
    return works_on or "CONTINUING"


@dataclass(frozen=True)
class ChildSoFar:
    """What became of one child of a contact: what was decided first, what the enquiry decided, where the work stands."""

    outcome: str  # reception's, as it stands; "" when there is none
    decided: str = ""  # the enquiry's, as it stands; "" when there is none
    handed_on: frozenset[tuple[str, str]] = frozenset()  # (outcome, stage) of each hand-over of this child


@dataclass(frozen=True)
class Unfinished:
    """What a contact still waits for, in words; nothing when it may be finished."""

    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.reasons)


def what_is_unfinished(
    *, children: Iterable[ChildSoFar], enquiries_open: int, referrer_told: bool, owed: int, posts_unsettled: int, ends_here: frozenset[str],
) -> Unfinished:
    """A contact is finished when every child's outcome ended here or was taken on by somebody, every enquiry is decided, and
    everyone due was told or exempted, with no message still on its way back to us (design: conservation)."""
    reasons = []
    if any(not _settled(child, ends_here) for child in children):
        reasons.append("a child’s work is not yet taken on")
    if enquiries_open:
        reasons.append("an enquiry is not decided")
    if owed:
        reasons.append("somebody is still to be told")
    if not referrer_told:
        reasons.append("whoever raised it was neither told nor exempted")
    if posts_unsettled:
        reasons.append("a message has not gone, or did not arrive")
    return Unfinished(tuple(reasons))


def _settled(child: ChildSoFar, ends_here: frozenset[str]) -> bool:
    """Decided, with nothing on offer or sent back, and either ended here or taken on (or ended) by somebody."""
    stages = {stage for _, stage in child.handed_on}
    stands = child.decided or child.outcome
    if not stands or stages & {"OFFERED", "RETURNED"}:
        return False
    if ("MASH_ENQUIRY", "ACCEPTED") in child.handed_on and not child.decided:
        return False
    return stands in ends_here or bool(stages & {"ACCEPTED", "ENDED"})
