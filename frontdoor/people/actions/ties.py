"""Whom somebody belongs with and who works with them; that they are not somebody else; and who may read of them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from frontdoor.foundations.access.models import Agency, Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import as_day
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import share
from frontdoor.foundations.record.refusals import Refused

from ..models import Involvement, NotTheSame, Person, Relationship


@action("Say how two people are related", permission=May.LINK_PEOPLE, on=Person, keeps=("other", "kind"))
def relate(
    person: Person,
    *,
    by: User,
    at: datetime,
    other: Person,
    kind: str,
    has_parental_responsibility: bool | None = None,
    lives_with: bool | None = None,
    source: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
) -> Relationship:
    """`person` is the `kind` (code set relationship) of `other`, or was until `to_on`. Saying it twice changes nothing."""
    if person.pk == other.pk:
        raise Refused("Nobody is related to themselves. Choose somebody else.", field="who")
    if from_on and to_on and to_on < from_on:
        raise Refused("It ended before it began. Check the dates.", field="to_on")
    found, _ = Relationship.objects.get_or_create(
        person=person,
        other=other,
        kind=kind,
        to_on=to_on,
        defaults={
            "has_parental_responsibility": has_parental_responsibility,
            "lives_with": lives_with,
            "source": source,
            "from_on": from_on,
        },
    )
    return found


@action("End a relationship", permission=May.LINK_PEOPLE, on=Person, keeps=("relationship",))
def end_relationship(person: Person, *, by: User, at: datetime, relationship: Relationship) -> Relationship:
    """It is so no longer, from today; that it was so stays on the record."""
    if relationship.to_on:
        raise Refused("This has ended already.")
    relationship.to_on, relationship.lives_with = as_day(at), False
    relationship.save(update_fields=["to_on", "lives_with"])
    return relationship


def begin_involvement(people: Iterable[Person], *, at: datetime, team: Team, kind: str, worker_name: str = "") -> None:
    """A team that takes work on is involved from that day. Within the action by which it takes it on; once for a team."""
    for person in people:
        if not Involvement.objects.filter(person=person, team=team, kind=kind, to_on=None).exists():
            Involvement.objects.create(
                person=person, agency=team.agency, team=team, kind=kind, from_on=as_day(at), worker_name=worker_name,
                worker_phone=team.agency.phone,
            )


@action("Record who is involved", permission=May.LINK_PEOPLE, on=Person, keeps=("agency", "kind"))
def involve(
    person: Person,
    *,
    by: User,
    at: datetime,
    agency: Agency,
    kind: str,
    from_on: date,
    team: Team | None = None,
    worker_name: str = "",
    worker_phone: str = "",
    worker_email: str = "",
) -> Involvement:
    """Somebody is working with this person: new information goes to them, not round them."""
    return Involvement.objects.create(
        person=person,
        agency=agency,
        team=team,
        kind=kind,
        from_on=from_on,
        worker_name=worker_name,
        worker_phone=worker_phone,
        worker_email=worker_email,
    )


@action("End an involvement", permission=May.LINK_PEOPLE, on=Person, keeps=("involvement",))
def end_involvement(person: Person, *, by: User, at: datetime, involvement: Involvement) -> Involvement:
    """They no longer work with this person; who worked with whom, and when, stays."""
    if involvement.to_on:
        raise Refused("This involvement has ended already.")
    involvement.to_on = max(as_day(at), involvement.from_on)
    involvement.save(update_fields=["to_on"])
    return involvement


@action("Say that somebody is not this person", permission=May.LINK_PEOPLE, on=Person, keeps=("as_given",), shown=False)
def tell_apart(person: Person, *, by: User, at: datetime, as_given: Any, reason: str = "") -> NotTheSame:
    """A person looked and says these are two people: never proposed again."""
    found, _ = NotTheSame.objects.get_or_create(
        as_given=getattr(as_given, "pk", as_given), person=person, defaults={"reason": reason}
    )
    return found


def share_person(person: Person, agency: Agency, *, at: datetime, reason: str, basis: str = "") -> bool:
    """Within another action: let a receiving agency read this person's page. A restricted person is shared with nobody
    this way, only with those who are named one by one. Says whether it was shared."""
    if person.restricted or agency.pk == person.owned_by_id:
        return False
    share(person, at=at, agency=agency, reason=reason, basis=basis)
    return True
