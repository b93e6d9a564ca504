"""The facts of each child of each notice, and the draft from them: a constant number of queries, however many.

Here the questions go past `visible_to`, on purpose: a protected address must be kept out of what is passed on even when the
one who passes it on may not read it. Nothing of it is shown.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from frontdoor.people.models import Person, Residence

from ..models import Notice, NoticePerson, Passing
from .rules import ALWAYS, PARTS, left_out_by_default
from .words import RELATIONS, Facts, draft, must_not_hold

TOLD_BY = {"REPORTER", "PROFESSIONAL"}


@dataclass(frozen=True)
class Draft:
    """What one agency would be told of one child, what is left out unless somebody puts it in, and why to look first."""

    parts: dict[str, str]
    left_out: set[str]
    look: tuple[str, ...]

    @property
    def ticked(self) -> list[str]:
        return [part for part in PARTS if part not in self.left_out]


def drafts_of(passings: Iterable[Passing], *, afresh: bool = False) -> dict[UUID, Draft]:
    """The drafts of these passings, which come with their notice, child and agency; `afresh`, without the words that somebody
    wrote for them."""
    passings = list(passings)
    people = defaultdict(list)
    for row in NoticePerson.objects.filter(notice__in={each.notice_id for each in passings}, gone_in_version=None).select_related("person__school"):
        people[row.notice_id].append(row)
    protected = _protected(row for rows in people.values() for row in rows)
    return {each.pk: _draft(each, people[each.notice_id], protected, afresh=afresh) for each in passings}


def draft_of(passing: Passing) -> Draft:
    return drafts_of([passing])[passing.pk]


def _protected(rows: Iterable[NoticePerson]) -> dict[UUID, set[str]]:
    """Addresses that nobody may be told, by notice: of this notice's own people, and of those they are known to be."""
    found, notices = defaultdict(set), defaultdict(set)
    for row in rows:
        if row.person_id:
            notices[row.person_id].add(row.notice_id)
        if row.address_is_protected:
            found[row.notice_id] |= {row.address, row.postcode}
    lived = Residence.objects.filter(person__in=notices, is_protected=True, to_on=None).values_list("person", "address", "postcode")
    known = Person.objects.filter(pk__in=notices, address_is_protected=True).values_list("pk", "address", "postcode")
    for person, address, postcode in [*lived, *known]:
        for notice in notices[person]:
            found[notice] |= {address, postcode}
    return found


def _draft(passing: Passing, people: list[NoticePerson], protected: dict[UUID, set[str]], *, afresh: bool = False) -> Draft:
    notice, child = passing.notice, next((row for row in people if row.pk == passing.child_id), passing.child)
    keep_out = protected.get(notice.pk, set())
    parts = draft(_facts(notice, child, people, keep_out=bool(keep_out)))
    gone = no_longer(notice, passing.child) if passing.purpose == Passing.Purpose.CHANGED else ""
    if gone:
        parts |= {"WHAT": gone}
    if not afresh:
        parts |= {part: text for part, text in passing.told.items() if part == "VOICE"} | ({"WHAT": passing.words} if passing.words else {})
    left_out = set(passing.left_out) or (set(PARTS) - ALWAYS - {"WHAT"} if gone else left_out_by_default(notice.info_share_limit))
    refuses = must_not_hold([text for part, text in parts.items() if part not in left_out], addresses=keep_out, sources=_sources(notice, people))
    return Draft(parts, left_out, tuple(_look(passing, child)) + ((refuses,) if refuses else ()))


def no_longer(notice: Notice, child: NoticePerson) -> str:
    """What is said where nothing of it stands any more; empty where it does."""
    if notice.stage == Notice.Stage.WITHDRAWN:
        return "The police have withdrawn this. What you were told of it no longer stands."
    if child.gone_in_version:
        return f"The police no longer say that {child.given_names or 'the child'} was part of this. What you were told of it no longer stands."
    return ""


def refusal(passing: Passing, texts: Iterable[str]) -> str:
    """Why these words may not go, or nothing."""
    people = list(NoticePerson.objects.filter(notice=passing.notice_id, gone_in_version=None))
    keep_out = _protected(people).get(passing.notice_id, set())
    return must_not_hold(texts, addresses=keep_out, sources=_sources(passing.notice, people))


def _sources(notice: Notice, people: list[NoticePerson]) -> list[str]:
    if notice.info_share_limit != "source_protected":
        return []
    return [row.name for row in people if TOLD_BY & set(row.roles) and (row.given_names or row.family_name)]


def _look(passing: Passing, child: NoticePerson) -> list[str]:
    """Why somebody looks at this one by itself before it goes."""
    found = []
    if passing.words or passing.told:
        found.append("Its words were changed.")
    known = child.person.school if child.person_id else None
    if passing.is_for_a_school and passing.known_how != Passing.Known.FOUND and known and child.school_id and known.pk != child.school_id:
        found.append(f"The police say {child.school}; we know {known}.")
    if passing.restricted:
        found.append("It is restricted to those named on it: tell them by telephone.")
    if passing.agency and not passing.agency.inbox:
        found.append(f"{passing.agency} has no safeguarding inbox: tell them by telephone.")
    return found


def _facts(notice: Notice, child: NoticePerson, people: list[NoticePerson], *, keep_out: bool) -> Facts:
    others = [row for row in people if row.pk != child.pk and row.present and not TOLD_BY & set(row.roles)]
    return Facts(
        name=child.name, given=child.given_names.split()[0] if child.given_names.split() else "The child", born_on=child.born_on,
        birth_is_a_guess=child.birth_is_a_guess, reference=notice.reference, ppn_type=notice.ppn_type, when=when_of(notice),
        at_home=child.lives_at_scene, address="" if keep_out else child.address, present=child.present, witnessed=child.witnessed,
        injured=child.injured, others=tuple(sorted(_relation(row) for row in others)), arrested=any(row.arrested for row in people),
        voice=notice.child_voice, several=sum(row.is_child and not row.not_yet_born for row in people) > 1, info_share_limit=notice.info_share_limit,
    )


def _relation(row: NoticePerson) -> str:
    return RELATIONS.get(row.relation) or ("another child" if row.is_child else "another adult")


def when_of(notice: Notice) -> str:
    """No more exact than the police were."""
    if notice.incident_at is None:
        return ""
    at = timezone.localtime(notice.incident_at)
    day = f"{at:%A} {at.day} {at:%B %Y}"
    return {"month": f"{at:%B %Y}", "day": day}.get(notice.incident_date_precision, f"{day} at {at:%H:%M}")
