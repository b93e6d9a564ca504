"""Saying who somebody named in a notice is. Matching proposes; a person confirms."""

from datetime import datetime
from uuid import UUID

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.actions import IDENTITY_FIELDS, add_identifier, add_person
from frontdoor.people.merging import leads_to
from frontdoor.people.models import Person

from ..lines import join, weigh
from ..models import Notice, NoticePerson
from ..proposing import police_number
from .passing import use_known_school


@action("Say who somebody in a notice is", permission=May.LINK_PEOPLE, on=Notice, keeps=("named", "person", "how"), shown=False)
def identify(notice: Notice, *, by: User, at: datetime, named: NoticePerson, person: Person | None, how: str = "") -> Notice:
    """Link somebody a notice names to somebody known, or take the link back with None. The police's own number of them is
    kept with the force, so that the next notice knows them; notices about the same person are about one family."""
    if named.notice_id != notice.pk:
        raise Refused("That person is not named in this notice.")
    before, person = named.person_id, leads_to(person, user=by) if person else None
    NoticePerson.objects.filter(pk=named.pk).update(person=person, linked_how=how if person else "")
    named.person, named.linked_how = person, how if person else ""
    _and_in_the_others(notice, named, before=before)
    if person is None:
        weigh([notice.family_id], at=at)
        return notice
    if not named.local_id.endswith("#unborn"):
        source = f"{notice.owned_by}, {notice}"
        add_identifier(person, by=by, at=at, kind="POLICE", value=police_number(notice.force_code, named.local_id), source=source[:120])
    join(notice, person=person.pk, at=at)
    for row in NoticePerson.objects.filter(local_id=named.local_id, notice__force_code=notice.force_code, person=person, is_child=True):
        use_known_school(row, by=by, at=at)
    return notice


def _and_in_the_others(notice: Notice, named: NoticePerson, *, before: UUID | None) -> None:
    """The same police number in the family's other notices is the same person: said once, and taken back once."""
    others = NoticePerson.objects.filter(
        local_id=named.local_id, notice__force_code=notice.force_code, notice__family=notice.family_id
    ).exclude(pk=named.pk)
    if named.person_id:
        others.filter(person=None).update(person=named.person_id, linked_how="POLICE_NUMBER")
    elif before:
        others.filter(person=before, linked_how="POLICE_NUMBER").update(person=None, linked_how="")


@action("Add somebody in a notice as a new person", permission=May.LINK_PEOPLE, on=Notice, keeps=("named",), shown=False)
def add_named(notice: Notice, *, by: User, at: datetime, named: NoticePerson) -> Person:
    """Nobody known is this person: record them from what the police gave, and link them."""
    now = NoticePerson.objects.select_related("person").get(pk=named.pk, notice=notice)
    if now.person_id:
        raise Refused(f"{now.name} was linked to {now.person.name} ({now.person.reference}) meanwhile.")
    given = {name: getattr(now, name) for name in IDENTITY_FIELDS}
    person = add_person(by=by, at=at, source=f"{notice.owned_by}, {notice}"[:120], **given)
    identify(notice, by=by, at=at, named=now, person=person, how="NEW")
    return person
