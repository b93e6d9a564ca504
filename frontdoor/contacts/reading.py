"""From a draft, as typed, to what is received: every answer that can be read, and in words every answer that cannot."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from frontdoor.foundations.access.models import User
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.widgets import DayInput

from . import drafts
from .forms.people import Adult, Child, identity_of
from .forms.sections import Agreement, Chart, Files, History, Safety, Strengths, Voice, Worries, You, is_guest
from .models import Contact, ContactAdult, ContactChild, Draft
from .rules import Gap
from .words import Part

FORMS = {
    "you": You, "children": Child, "family": Adult, "worries": Worries, "voice": Voice, "chart": Chart, "strengths": Strengths,
    "history": History, "safety": Safety, "agreement": Agreement, "files": Files,
}
TITLES = {
    "children": "The children, and any baby not yet born", "worries": "What worries you", "voice": "The child's own words and daily life",
    "safety": "Safety now", "family": "Family and household", "chart": "Level of need on the threshold chart",
    "strengths": "Strengths, and what has been tried", "history": "What you know of the past", "agreement": "What the family know, and agreement",
    "files": "Files", "you": "You, and how to reach you",
}
PLAIN = ("worries", "chart", "strengths", "history", "safety", "agreement", "you")


@dataclass
class Reading:
    """What `receive` is given; and what could not be read, by section, as sentences."""

    children: list[dict[str, Any]] = field(default_factory=list)
    adults: list[dict[str, Any]] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)
    unread: list[Gap] = field(default_factory=list)


def name_of(typed: MultiValueDict) -> str:
    """What to call somebody in a list, from however little was typed."""
    name = f"{typed.get('given_names', '').strip()} {typed.get('family_name', '').strip()}".strip()
    unborn = typed.get("is_unborn") == "UNBORN"
    baby = f"Unborn baby of {typed.get('mother').strip()}" if unborn and typed.get("mother", "").strip() else "Unborn baby" if unborn else ""
    return name or typed.get("scrap", "").strip() or baby or "Name not known"


def children_of(draft: Draft) -> list[tuple[str, str]]:
    return [(key, name_of(typed)) for key, typed in drafts.people_in(draft, "children")]


def read(draft: Draft, *, user: User) -> Reading:
    """The whole draft. Nothing typed is lost: what cannot be read as a date or a number goes along as it was written."""
    found, today = Reading(), timezone.localdate()
    voice = Voice(drafts.kept_in(draft, "voice"), children=children_of(draft))
    spoken, unheard = _readable(voice, "voice", found)
    notes = [unheard]
    for key, typed in drafts.people_in(draft, "children"):
        data, words = _readable(Child(typed), "children", found)
        child = identity_of(data, on=today) | voice.of(key, spoken)
        if child := _somebody(child, words):
            found.children.append(child)
    for _, typed in drafts.people_in(draft, "family"):
        data, words = _readable(Adult(typed), "family", found)
        if adult := _somebody(identity_of(data, on=today), words):
            found.adults.append(adult)
    for section in PLAIN:
        form = FORMS[section](drafts.kept_in(draft, section), user=user)
        data, words = _readable(form, section, found)
        found.given |= {name: value for name, value in data.items() if value not in (None, "", [])}
        notes.append(words)
    found.given = known_of(user) | found.given
    if kept := "\n".join(filter(None, notes)):
        found.given["as_written"] = kept
    return found


def as_it_will_be_read(reading: Reading, *, user: User, at: datetime) -> list[Part]:
    """The page that reception will see, before it is sent: made of records that are never saved."""
    contact = Contact(received_at=at, recorded_at=at, channel="FORM", **{"concern": "", **about_the_sender(user, reading.given)})
    return contact.as_sent(
        [ContactChild(**child) for child in reading.children], [ContactAdult(**adult) for adult in reading.adults], show_referrer=True)


def _somebody(data: dict[str, Any], words: str) -> dict[str, Any] | None:
    """A row for anybody of whom anything is known; a page opened and left empty is nobody."""
    if not data and not words:
        return None
    if not (data.get("given_names") or data.get("family_name") or data.get("scrap") or data.get("expected_on")):
        data["scrap"] = "Name not known"
    return data | ({"as_written": words} if words else {})


def _readable(form: forms.Form, section: str, found: Reading) -> tuple[dict[str, Any], str]:
    form.is_valid()
    words = []
    for name, errors in form.errors.items():
        if name == "__all__":
            continue
        bound = form[name]
        words.append(f"{bound.field.called[:1].upper()}{bound.field.called[1:]}: {_in_words(bound)}")
        found.unread.append(Gap(section, str(errors[0]), "If you send it like this, we will see it as you wrote it."))
    return {name: value for name, value in form.cleaned_data.items() if name not in form.errors}, "\n".join(words)


def _in_words(bound: forms.BoundField) -> str:
    value = bound.value()
    if isinstance(bound.field.widget, DayInput) and isinstance(value, dict):
        return " ".join(part for part in value.values() if part)
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def known_of(user: User) -> dict[str, str]:
    """What their sign-in already says of them: they need not type it again, and may change it."""
    known = {"referrer_name": user.name, "referrer_job": user.job_title, "referrer_phone": user.phone}
    return {name: value for name, value in known.items() if value}


def about_the_sender(user: User, given: dict[str, Any]) -> dict[str, Any]:
    """Who raised it: their sign-in says who they are and where they work; a guest's agency is in their own words."""
    sources = CODES["source_local"]
    source = sources.maps(given.get("source_local", "")).get("referral_source") or (user.agency.source_code if not is_guest(user) else "") or "10"
    return {
        **given, "source": source, "referrer": user, "referrer_email": user.email,
        "referrer_name": given.get("referrer_name") or user.name or user.email, "referrer_agency": None if is_guest(user) else user.agency,
    }
