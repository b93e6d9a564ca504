"""Restricted work must not be lost: what comes in about a restricted child, and what is handed on. Listens as the clocks do.

A contact or a police notice comes in: reception cannot know whom it is about, so those named are told. Nothing is hidden by a
machine: it waits at the desk as any other until somebody named says who it is. A notice of whoever was confirmed before under
the same police number is theirs alone from the start, and so only they can see to it.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import Event, Record
from frontdoor.foundations.record.refusals import Refused
from frontdoor.handover.models import Handover
from frontdoor.handover.queries import nobody_answers_for
from frontdoor.people.comparing import compare
from frontdoor.people.matching import keys_asked, likely_for_all, side_of
from frontdoor.people.models import Person
from frontdoor.people.rules import Verdict
from frontdoor.people.search import would_find
from frontdoor.ppn.models import NoticePerson

from .actions import tell_custodians, tell_of_search
from .models import Restriction
from .queries.restrictions import in_force, named_on

CLOSE = (Verdict.VERY_LIKELY, Verdict.MAY_BE)


def listen(event: Event, record) -> None:
    if event.kind == "contacts.receive_contact":
        for restriction in may_be_about(record):
            tell_custodians(by=the_system(), at=event.at, restriction=restriction, about=record, path=reverse("screen", args=[record.pk]))
    elif event.kind == "handover.offer":
        somebody_there_must_be_named(record)


def listen_to_many(pairs: list[tuple[Event, Record]]) -> None:
    """Notices come by the thousand: one look for all of them, and mostly nobody is restricted."""
    if not pairs or pairs[0][0].kind != "ppn.receive_notice":
        return
    notices = {record.pk: (event, record) for event, record in pairs}
    for restriction, pk in notices_about_the_restricted(notices):
        event, notice = notices[pk]
        tell_custodians(by=the_system(), at=event.at, restriction=restriction, about=notice, path=reverse("notice", args=[pk]))


listen.many = listen_to_many


def notices_about_the_restricted(notices: Collection[UUID]) -> list[tuple[Restriction, UUID]]:
    """Each restriction with each of these notices that names its child, or may: the same person, NHS number, or birth and name."""
    held = Restriction.objects.filter(stage=Restriction.Stage.IN_FORCE, person__isnull=False)
    held = list(held.select_related("person")) if held.exists() else []
    rows = NoticePerson.objects.filter(notice__in=notices, gone_in_version=None).select_related("person") if held else ()
    found = {(each, row.notice_id): None for row in rows for each in held if _may_be(row, each.person)}
    return list(found)


def _may_be(row: NoticePerson, person: Person) -> bool:
    if row.person_id or (row.nhs_number and row.nhs_number == person.nhs_number):
        return row.person_id in (None, person.pk)
    likely = row.born_on and row.born_on == person.born_on and set(keys_asked(row)) & set(person.match_keys)
    return bool(likely) and compare(side_of(row), side_of(person)).verdict in CLOSE


def somebody_there_must_be_named(handover: Handover) -> None:
    """Work that nobody of the receiving team can see would wait for ever."""
    held, team = in_force(handover.contact).first(), handover.to_team
    if held is None or nobody_answers_for(team):
        return
    people = User.objects.filter(memberships__agency=team.agency, memberships__ended_at=None, is_active=True)
    takes = May.ENQUIRE if team.function == Team.Function.MASH else May.TAKE_ON
    if not any(user.may(takes) and handover.is_visible_to(user) for user in people):
        raise Refused(f"{held.reference} is restricted, and nobody in {team} is named on it. Name somebody there first.", field="to_team")


def may_be_about(contact: Contact) -> list[Restriction]:
    """Those restrictions whose own people would find this likely. Mostly one short look, since few people are restricted."""
    named = [*contact.children.all(), *contact.adults.all()]
    keys = sorted({key for row in named for key in keys_asked(row)})
    people = Person.objects.filter(restricted=True, match_keys__overlap=keys)
    found = Restriction.objects.filter(person__in=people, stage=Restriction.Stage.IN_FORCE)
    return [each for each in found if _likely(each, named, user=named_on(each)[0])]


def _likely(restriction: Restriction, named: list, *, user: User) -> bool:
    matches = (match for found in likely_for_all(named, user=user).values() for match in found)
    return any(match.person.pk == restriction.person_id and match.verdict in CLOSE for match in matches)


def hear_search(terms: dict[str, Any], *, by: User, at: datetime) -> None:
    """Somebody searched. Where a sealed identity would have answered, its custodians are told, and the searcher sees nothing of it."""
    sealed = Person.objects.filter(sealed=True).exclude(pk__in=Person.objects.visible_to(by).filter(sealed=True).values("pk"))
    found = would_find(sealed, terms) if sealed.exists() else []
    held = Restriction.objects.filter(person__in=found, stage=Restriction.Stage.IN_FORCE, kind=Restriction.Kind.SEALED)
    for restriction in held:
        tell_of_search(by=the_system(), at=at, restriction=restriction, searcher=by)
