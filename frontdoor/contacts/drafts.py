"""Keeping what is being written, exactly as typed. A draft is not yet a record of practice: it is written without an event."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from frontdoor.foundations.access.models import User

from .models import Draft

MOST_PEOPLE = 40
PEOPLE = {"children": "child", "family": "adult"}  # the sections that are lists, and the page of one of them


def begin(*, owner: User, at: datetime, kind: str = Draft.Kind.REFERRAL, pk: UUID | None = None) -> Draft:
    """A draft from its first word; asked for again by the same number, the same draft."""
    draft, _ = Draft.objects.get_or_create(
        id=pk or uuid4(), defaults={"owner": owner, "kind": kind, "begun_at": at, "saved_at": at}
    )
    return draft


def own_draft(pk: UUID, *, owner: User, kind: str | None = None, to_change: bool = False) -> Draft | None:
    """The draft if it is this person's and still open: nobody else may know that it exists."""
    drafts = Draft.objects.filter(pk=pk, owner=owner, discarded_at=None, sent_at=None)
    drafts = drafts.filter(kind=kind) if kind else drafts
    return (drafts.select_for_update() if to_change else drafts).first()


def sent_draft(pk: UUID, *, owner: User) -> bool:
    return Draft.objects.filter(pk=pk, owner=owner).exclude(sent_at=None).exists()


def drafts_of(owner: User, kind: str | None = None):
    drafts = Draft.objects.filter(owner=owner, discarded_at=None, sent_at=None).order_by("-saved_at")
    return drafts.filter(kind=kind) if kind else drafts


def typed(sent: QueryDict, form: Any) -> dict[str, list[str]]:
    """Of what a browser sent, the answers to this form, as they were typed."""
    kept = {}
    for name, values in sent.lists():
        if name in form.fields or name.rpartition("-")[0] in form.fields:
            kept[name] = [value.replace("\x00", "") for value in values]
    return kept


NOT_ANSWERS = {"csrfmiddlewaretoken", "version", "tab", "draft", "more", "record"}


def all_typed(sent: QueryDict) -> dict[str, list[str]]:
    """Everything that a page of many rows sent."""
    return {name: [value.replace("\x00", "") for value in values] for name, values in sent.lists() if name not in NOT_ANSWERS}


def kept_in(draft: Draft, place: str) -> MultiValueDict:
    """What is kept at one place of the draft, as a form reads it."""
    section, _, key = place.partition(":")
    answers = draft.answers.get(section, {})
    if key:
        answers = next((each["typed"] for each in draft.answers.get(section, []) if each["key"] == key), {})
    return MultiValueDict(answers)


def people_in(draft: Draft, section: str) -> list[tuple[str, MultiValueDict]]:
    return [(each["key"], MultiValueDict(each["typed"])) for each in draft.answers.get(section, [])]


def version_of(draft: Draft, place: str) -> int:
    return draft.saves.get(place, {}).get("number", 0)


def save(draft: Draft, *, place: str, answers: dict[str, list[str]], seen: int, tab: str, by_itself: bool, at: datetime) -> bool:
    """Keep one section. False if it was saved from elsewhere since this tab read it: nothing is overwritten unseen.

    A tab may always save after itself: its own saving in the background is not somebody else.
    """
    last = draft.saves.get(place, {"number": 0, "tab": "", "by_itself": False})
    own = tab and tab == last["tab"] and (last["by_itself"] or not by_itself)
    if seen != last["number"] and not own:
        return False
    _put(draft, place, answers)
    draft.saves[place] = {"number": last["number"] + 1, "tab": tab, "by_itself": by_itself}
    _store(draft, at=at)
    return True


def _put(draft: Draft, place: str, answers: dict[str, list[str]]) -> None:
    section, _, key = place.partition(":")
    if not key:
        draft.answers[section] = answers
        return
    people = draft.answers.setdefault(section, [])
    for each in people:
        if each["key"] == key:
            each["typed"] = answers
            return
    people.append({"key": key, "typed": answers})


def has_room(draft: Draft, *, section: str, key: str) -> bool:
    """Whether somebody more can be named; whoever is named already always has room."""
    people = draft.answers.get(section, [])
    return len(key) <= 16 and (len(people) < MOST_PEOPLE or any(each["key"] == key for each in people))


def remove_person(draft: Draft, *, section: str, key: str, at: datetime) -> None:
    draft.answers[section] = [each for each in draft.answers.get(section, []) if each["key"] != key]
    _store(draft, at=at)


def _store(draft: Draft, *, at: datetime) -> None:
    draft.saved_at, draft.version = at, draft.version + 1
    draft.save(update_fields=["answers", "saves", "saved_at", "version"])


def close(draft: Draft, *, at: datetime, sent: bool) -> None:
    """Sent, or thrown away: the words are in the record now, or nowhere, and not kept twice."""
    draft.answers, draft.saves = {}, {}
    setattr(draft, "sent_at" if sent else "discarded_at", at)
    draft.save(update_fields=["answers", "saves", "sent_at", "discarded_at"])
