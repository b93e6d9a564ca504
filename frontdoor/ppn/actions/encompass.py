"""Operation Encompass as notices arrive: each school-age child of a domestic-abuse notice has a school to be told.

Domestic Abuse Act 2021, section 49A, in force 7 November 2025. For what comes by the thousand: no question per notice.
"""

from collections.abc import Container, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.many import leave_each

from ..models import Notice, NoticePerson, Passing
from ..passing.days import give_calendars
from ..passing.rules import DOMESTIC_ABUSE, is_school_age, was_part_of_it

Stage, Known = Passing.Stage, Passing.Known
OPEN = [Stage.TO_PASS, Stage.NOT_ON_ROLL]
BY_THE_POLICE = {"WITHDRAWN": "The police withdrew the notice.", "CHANGED": "The police no longer say that the child was part of this."}
CHANGED = ["stage", "agency", "known_how", "not_passed", "why_not", "since", "version"]


@action("Owe a school word of domestic abuse", permission=May.TAKE_NOTICES, on=Passing)
def owe_encompass(passing: Passing, *, by: User, at: datetime) -> Passing:
    """A school-age child lives where it happened, or was part of it: the school knows before its next day begins."""
    return passing


@action("Bring what a school is to be told up to date", permission=May.TAKE_NOTICES, on=Passing, shown=False)
def follow_notice(passing: Passing, *, by: User, at: datetime) -> Passing:
    """The police replaced the notice before the school was told."""
    return passing


@action("End what a school was to be told", permission=May.TAKE_NOTICES, on=Passing, shown=False)
def end_with_notice(passing: Passing, *, by: User, at: datetime) -> Passing:
    """The police withdrew the notice, or the child is no longer part of it, before the school was told."""
    return passing


def encompass_arrives(notices: Iterable[Notice], *, new: set[UUID], by: User, at: datetime) -> None:
    """What these notices make of Operation Encompass, within the action that lays them. `new` are those never held before,
    about which nothing can be owed yet."""
    notices = [each for each in notices if not each.is_test]
    wanted = _children(each for each in notices if each.ppn_type in DOMESTIC_ABUSE and each.stage != Notice.Stage.WITHDRAWN)
    held = _held(each.pk for each in notices if each.pk not in new)
    not_theirs = {(each.child_id, each.agency_id) for each in held if each.not_theirs_at}
    told, owed, followed, ended = set(), [], [], []
    for passing in held:
        child = wanted.get(passing.child_id)
        told.add(passing.child_id)
        if child is None and passing.stage in OPEN:
            ended.append(_end(passing))
        elif child is not None and passing.stage in OPEN:
            followed.append(_follow(passing, child, not_theirs=not_theirs))
        elif child is not None and passing.not_passed in BY_THE_POLICE:
            owed.append(_follow(passing, child, again=at))
    made = [_owe(child) for pk, child in wanted.items() if pk not in told]
    _write(made, owed, followed, ended, by=by, at=at)


def _write(made: list[Passing], owed: list[Passing], followed: list[Passing], ended: list[Passing], *, by: User, at: datetime) -> None:
    if made:
        hub = the_hub()
        for passing in made:
            passing.owned_by = hub
        Passing.objects.bulk_create(made)
    Passing.objects.bulk_update([*owed, *followed, *ended], CHANGED)
    give_calendars([*made, *owed, *followed])
    for verb, passings in ((owe_encompass, [*made, *owed]), (follow_notice, followed), (end_with_notice, ended)):
        leave_each(verb, passings, by=by, at=at)


def _children(notices: Iterable[Notice]) -> dict[UUID, NoticePerson]:
    """The children whose schools are to be told, each with its notice and the school known of them: one query."""
    by_pk = {each.pk: each for each in notices}
    if not by_pk:
        return {}
    rows = NoticePerson.objects.filter(
        notice__in=by_pk, is_child=True, not_yet_born=False, is_deceased=False, gone_in_version=None
    ).annotate(known_school=F("person__school"), died_on=F("person__died_on"))
    found = {}
    for row in rows:
        row.notice = by_pk[row.notice_id]
        on = timezone.localtime(row.notice.incident_at or row.notice.received_at).date()
        part = was_part_of_it(row.roles, lives_there=row.lives_at_scene, present=row.present, witnessed=row.witnessed, injured=row.injured)
        if part and row.died_on is None and is_school_age(row.born_on, row.approx_age, on=on, is_a_guess=row.birth_is_a_guess):
            found[row.pk] = row
    return found


def _held(notices: Iterable[UUID]) -> list[Passing]:
    notices = list(notices)
    if not notices:
        return []
    found = Passing.objects.filter(notice__in=notices, purpose=Passing.Purpose.ENCOMPASS).select_for_update(of=("self",))
    return list(found.select_related("notice").order_by("pk"))


def since_when(notice: Notice) -> datetime:
    """The duty runs from what happened; from when we heard, where the police know no more than the month."""
    known = notice.incident_at and notice.incident_date_precision != "month"
    return min(notice.incident_at, notice.received_at) if known else notice.received_at


def school_of(child: NoticePerson) -> tuple[UUID | None, str]:
    """The school we know of the person the child is known to be, else the one the police give."""
    if child.known_school:
        return child.known_school, Known.HELD
    return child.school_id, Known.POLICE if child.school_id else ""


def _owe(child: NoticePerson) -> Passing:
    school, how = school_of(child)
    return Passing(
        purpose=Passing.Purpose.ENCOMPASS, notice=child.notice, child=child, agency_id=school, known_how=how,
        stage=Stage.TO_PASS if school else Stage.NOT_ON_ROLL, since=since_when(child.notice),
    )


def _follow(passing: Passing, child: NoticePerson, *, again: datetime | None = None, not_theirs: Container = ()) -> Passing:
    """As the notice now stands. What somebody here found out stands until they say otherwise, and what a school said."""
    passing.version += 1
    if passing.known_how not in (Known.FOUND, Known.HOME_EDUCATED):
        school, how = school_of(child)
        passing.agency_id, passing.known_how = (None, "") if (child.pk, school) in not_theirs else (school, how)
    passing.stage = Stage.TO_PASS if passing.agency_id else Stage.NOT_ON_ROLL
    passing.not_passed = passing.why_not = ""
    passing.since = again or since_when(child.notice)
    return passing


def _end(passing: Passing) -> Passing:
    passing.version += 1
    passing.stage = Stage.NOT_PASSED
    passing.not_passed = "WITHDRAWN" if passing.notice.stage == Notice.Stage.WITHDRAWN else "CHANGED"
    passing.why_not = BY_THE_POLICE[passing.not_passed]
    return passing
