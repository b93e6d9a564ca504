"""What is missing or unsure in the records of people, and who recorded them: counted in the database, never by reading everybody.

Each measure is a condition on one person, as they are to be mended one by one. Records that lead to another, and the dead, are
not counted. Source: an inspection elsewhere found one person held several times, and a father not linked.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from frontdoor.foundations.access.models import User
from frontdoor.foundations.record.models import Event

from .models import Identifier, Merged, Person, Relationship

FATHERS = ("FATHER", "UNKNOWN_FATHER", "ADOPTIVE_PARENT")
SCHOOL_AGE = (4, 16)
TRACED = "01"  # code set nhs_number_status: present and verified


@dataclass(frozen=True)
class Measure:
    code: str
    title: str
    hint: str


MEASURES = {
    each.code: each for each in (
        Measure("no-nhs-number", "No NHS number", "Born, and no NHS number is held"),
        Measure("unverified", "NHS number not verified", "Held as given, and nobody traced it"),
        Measure("no-upn", "School age, no UPN", "From 4 to 16, and no unique pupil number is held"),
        Measure("no-birth-date", "No date of birth", "Born, and the date is not known or is a guess"),
        Measure("no-father", "Children with no father linked", "Under 18, and no father is in the network: also “not known by name” is an answer"),
        Measure("no-house-number", "Addresses without a property number", "Neither a number nor a flat in the address"),
    )
}  # fmt: skip


def counted(user: User, *, on: date) -> tuple[list[tuple[Measure, int]], list[dict[str, Any]], int]:
    """Each measure with its number; the same by who recorded them, most first; and how many people there are. One query."""
    rows = _measured(user, on=on).annotate(recorder=_recorder()).values("recorder").order_by("recorder")
    sums = {code.replace("-", "_"): Count("pk", filter=condition) for code, condition in _conditions(on).items()}
    by = list(rows.annotate(people=Count("pk"), **sums))
    names = dict(User.objects.filter(pk__in=[row["recorder"] for row in by if row["recorder"]]).values_list("pk", "name"))
    for row in by:
        row["name"] = names.get(row["recorder"], "Brought in together, or not known")
    totals = [(measure, sum(row[code.replace("-", "_")] for row in by)) for code, measure in MEASURES.items()]
    return totals, sorted(by, key=lambda row: (-row["people"], row["name"])), sum(row["people"] for row in by)


def found(code: str, user: User, *, on: date, recorder: UUID | None = None) -> QuerySet[Person]:
    """The people whom one measure finds, of those this reader may see."""
    rows = _measured(user, on=on).filter(_conditions(on)[code])
    if recorder:
        rows = rows.annotate(recorder=_recorder()).filter(recorder=recorder)
    return rows.order_by("family_name", "given_names", "pk")


def _measured(user: User, *, on: date) -> QuerySet[Person]:
    """Those who count, and the two things about each that stand in other tables."""
    led_on = Merged.objects.filter(person=OuterRef("pk"), ended_at=None)
    verified = Identifier.objects.filter(person=OuterRef("pk"), kind="NHS", is_verified=True, to_on=None)
    father = Relationship.objects.filter(other=OuterRef("pk"), kind__in=FATHERS)
    son_of = Relationship.objects.filter(person=OuterRef("pk"), kind="CHILD", other__sex="M")
    people = Person.objects.visible_to(user).filter(~Exists(led_on), died_on=None)
    return people.annotate(traced=Exists(verified), fathered=Q(Exists(father)) | Q(Exists(son_of)))


def _recorder() -> Subquery:
    return Subquery(Event.objects.filter(record_id=OuterRef("pk"), kind="people.add_person").values("by")[:1])


def _conditions(on: date) -> dict[str, Q]:
    unborn = Q(born_on=None) & (Q(not_yet_born=True) | Q(expected_on__isnull=False))
    aged = Q(born_on__gt=_years_before(on, SCHOOL_AGE[1] + 1), born_on__lte=_years_before(on, SCHOOL_AGE[0]))
    return {
        "no-nhs-number": Q(nhs_number="") & ~unborn,
        "unverified": ~Q(nhs_number="") & ~Q(nhs_number_status=TRACED) & Q(traced=False),
        "no-upn": Q(upn="") & aged,
        "no-birth-date": (Q(born_on=None) | Q(birth_is_a_guess=True)) & ~unborn,
        "no-father": Q(born_on__gt=_years_before(on, 18)) & Q(fathered=False),
        "no-house-number": ~Q(address="") & ~Q(address__regex=r"\d") & Q(address_is_protected=False),
    }


def _years_before(on: date, years: int) -> date:
    return on.replace(year=on.year - years, day=28 if (on.month, on.day) == (2, 29) else on.day)
