"""A notice becomes a contact, with nothing keyed again: the children decided so, their family, what happened, who they are."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from frontdoor.contacts.actions import receive_contact
from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import User
from frontdoor.foundations.codes.sets import CODES
from frontdoor.people.actions import IDENTITY_FIELDS
from frontdoor.screening.actions import identify, screen
from frontdoor.screening.rules import ChildOutcome

from ..deciding import BY_CONTACT, HANDED_ON, RATING, Choice
from ..models import Grade, Notice, NoticePerson
from ..rules import ORDER

POLICE = "6"  # referral source
NOBODY_OF_THE_FAMILY = {"REPORTER", "PROFESSIONAL"}
RELATION = {
    "mother": "MOTHER", "father": "FATHER", "step": "STEPPARENT", "grandparent": "GRANDPARENT", "partner": "PARENTS_PARTNER",
    "ex_partner": "PARENTS_EX_PARTNER", "sibling": "SIBLING", "other": "OTHER",
}


def contacts_of(choices: list[Choice], *, by: User, at: datetime) -> dict[tuple, Contact]:
    """The contacts these decisions make, by notice and child: one that reception screens, and one for those handed on from
    the desk. Several notices decided together about one family are one contact, so that a child is screened once."""
    made: dict[tuple, Contact] = {}
    groups: dict[tuple, list[Choice]] = defaultdict(list)
    for each in choices:
        if each.outcome in BY_CONTACT:
            groups[each.notice.family_id, each.outcome in HANDED_ON].append(each)
    for (_, is_handed_on), group in groups.items():
        contact, rows = _receive(group, by=by, at=at)
        if is_handed_on:
            _hand_on(contact, group, rows, by=by, at=at)
        made.update({(each.notice.pk, each.child.pk): contact for each in group})
    return made


def _receive(group: list[Choice], *, by: User, at: datetime) -> tuple[Contact, dict]:
    notices = sorted({each.notice.pk: each.notice for each in group}.values(), key=lambda notice: notice.received_at)
    newest = notices[-1]
    named = list(NoticePerson.objects.filter(notice__in=notices, gone_in_version=None).select_related("person"))
    children = _each_once([row for row in named if row.pk in {each.child.pk for each in group}])
    others = _each_once([row for row in named if not row.is_child and not set(row.roles) <= NOBODY_OF_THE_FAMILY])
    words = {_who(row): [notice.child_voice for notice in notices if notice.child_voice and notice.pk == row.notice_id] for row in children}
    contact = receive_contact(
        by=by, at=at, submission=uuid4(), received_at=min(newest.received_at, at), channel="POLICE_NOTICE", source=POLICE,
        concern="\n\n".join(map(account, notices)), is_urgent=any(notice.grade == Grade.HIGH for notice in notices),
        happened_on=timezone.localtime(newest.incident_at).date() if newest.incident_at else None,
        children=[{**_identity(row), "own_words": "\n".join(words[_who(row)])} for row in children],
        adults=[
            {**_identity(row), "relationship": RELATION.get(row.relation, ""), "lives_with_children": row.lives_at_scene} for row in others
        ],
        referrer_name=f"Officer {newest.officer_id}" if newest.officer_id else "", referrer_job="Police officer", referrer_agency=newest.owned_by,
        referrer_email=newest.owned_by.inbox, parents_told="YES" if newest.consent == "given" else "",
        parents_not_told_why=newest.consent_override_reason[:300], restricted=any(notice.restricted for notice in notices),
    )
    rows = _link(contact, children, others, by=by, at=at)
    return contact, rows


def _each_once(rows: list[NoticePerson]) -> list[NoticePerson]:
    """The same person in several notices once, as the newest says."""
    return list({_who(row): row for row in sorted(rows, key=lambda row: row.notice.received_at)}.values())


def _who(row: NoticePerson) -> Any:
    return row.person_id or row.local_id


def _identity(row: NoticePerson) -> dict[str, Any]:
    return {name: getattr(row, name) for name in IDENTITY_FIELDS}


def _link(contact: Contact, children: list[NoticePerson], others: list[NoticePerson], *, by: User, at: datetime) -> dict:
    """Whoever was linked on the desk is linked on the contact."""
    made = dict(zip(map(_who, children), contact.children.order_by("number"), strict=True))
    adults = dict(zip(map(_who, others), contact.adults.order_by("number"), strict=True))
    for row in [*children, *others]:
        if row.person_id:
            named = made.get(_who(row)) or adults[_who(row)]
            identify(contact, by=by, at=at, named=named, person=row.person, how="POLICE_NOTICE")
    return made


def _hand_on(contact: Contact, group: list[Choice], rows: dict, *, by: User, at: datetime) -> None:
    """Decided on the desk: screened by the same hand, so that work, feedback and clocks go the way they always do."""
    worst = min((each.notice.grade for each in group), key=ORDER.__getitem__)
    newest = {_who(each.child): each for each in sorted(group, key=lambda each: each.notice.received_at)}
    outcomes = [
        ChildOutcome(child=rows[who], outcome=each.outcome, level=each.level, reason=each.reason, to_team=each.to_team)
        for who, each in newest.items()
    ]
    screen(contact, by=by, at=at, rating=RATING[worst], outcomes=outcomes)


def account(notice: Notice) -> str:
    """What the police say happened, as a contact says it. A limit on sharing comes first."""
    when = f"{timezone.localtime(notice.incident_at):%-d %B %Y at %H:%M}" if notice.incident_at else "at a time not given"
    limits = {
        "no_disclose_to_family": "Not to be disclosed to the family.", "source_protected": "The source is protected: ask the police before sharing.",
        "sensitive": "Sensitive: share only what is needed.",
    }
    kind, grade = CODES["ppn_type"].label(notice.ppn_type), Grade(notice.grade).label.lower()
    parts = [
        limits.get(notice.info_share_limit, ""), f"Police notice {notice.force_code}/{notice.ppn_id}, {kind.lower()}, {grade} risk, {when}.",
        notice.summary, f"What the police did: {notice.action_taken}" if notice.action_taken else "",
    ]
    return "\n".join(filter(None, parts))
