"""What was sent, in words and in reading order: the child first, their own words at the top. For the page and the PDF."""

from dataclasses import dataclass, field
from typing import Any

from frontdoor.foundations.codes.labels import labels
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.codes.threshold import ThresholdChart
from frontdoor.foundations.pages.filters import age, moment, short_day
from frontdoor.people.identifiers import CHECKS, KEPT, show_nhs_number

WITHHELD = "Address withheld: it is protected"
HOW_KNOWN = {
    "SAW": "I saw or heard it myself", "CHILD_SAID": "The child told me", "ADULT_SAID": "Somebody else told me",
    "RECORDS": "From records",
}
TOLD = {"YES": "Yes", "SOME": "Some of them", "NO": "No", "TOO_YOUNG": "Too young to be asked"}
AGREEMENT = {"GIVEN": "They agreed", "REFUSED": "They did not agree", "NOT_ASKED": "They were not asked"}
YES_NO = {True: "Yes", False: "No", None: ""}


@dataclass(frozen=True)
class Part:
    """One heading: what somebody said, then facts, of which the empty ones are left out."""

    title: str
    said: list[tuple[str, str]] = field(default_factory=list)  # (their words, who)
    rows: list[tuple[str, str]] = field(default_factory=list)
    is_person: bool = False

    @property
    def shown(self) -> bool:
        """Somebody who was named is shown even if nothing else is known of them."""
        return bool(self.said or self.rows or self.is_person)

    def __post_init__(self):
        object.__setattr__(self, "said", [pair for pair in self.said if pair[0]])
        object.__setattr__(self, "rows", [(label, str(value)) for label, value in self.rows if value])


def parts_of(contact: Any, children: Any, adults: Any, *, show_referrer: bool) -> list[Part]:
    """Every part of one contact, for one reader."""
    on = contact.received_at
    return [
        *[_child(child, on) for child in children], _worry(contact), _level(contact), _strengths(contact),
        *[_adult(adult, on) for adult in adults], _history(contact), _safety(contact), _agreement(contact),
        _referrer(contact, show_referrer),
    ]


def _child(child: Any, on: Any) -> Part:
    return Part(
        child.name, is_person=True,
        said=[(child.own_words, f"{child.name}, in their own words")],
        rows=[("What a day is like for them", child.lived_experience), ("Seen on", short_day(child.seen_on)), *_identity(child, on)],
    )


def _identity(one: Any, on: Any) -> list[tuple[str, Any]]:
    coded = {name: CODES[name].label(getattr(one, name), on=on) for name in ("sex", "ethnicity", "language", "religion")}
    school, gp = one.school_text or (one.school_id and str(one.school)), one.gp_text or (one.gp_id and str(one.gp))
    return [
        ("Known from", one.scrap if one.scrap != one.name else ""), ("Also known as", one.also_known_as), ("Born", birth(one, on)), ("Sex", coded["sex"]),
        ("Lives at", address(one)), ("Phone", one.phone),
        ("NHS number", checked("NHS", show_nhs_number(one.nhs_number))), ("Unique pupil number", checked("UPN", one.upn)),
        ("School, nursery or college", school), ("GP", gp), ("Ethnicity", coded["ethnicity"]), ("Religion", coded["religion"]),
        ("First language", coded["language"]), ("Needs an interpreter", YES_NO[one.interpreter]), ("Communication", one.communication),
        ("Disability", ", ".join(labels(one.disabilities, "disability", on))), ("As it was written", one.as_written),
    ]


def birth(one: Any, on: Any) -> str:
    """When they were born, with their age then; an estimate is called one."""
    if one.is_unborn and not one.expected_on:
        return "Not yet born: when the baby is due is not known"
    if one.is_unborn:
        return f"Not yet born: {age(None, on, one.expected_on)}, expected {short_day(one.expected_on)}"
    if one.born_on is None:
        return ""
    old = age(one.born_on, on)
    return f"About {one.born_on:%Y}, an estimate (age then about {old})" if one.birth_is_a_guess else f"{short_day(one.born_on)} (age then {old})"


def address(one: Any) -> str:
    given = ", ".join(part for part in (one.address, one.postcode) if part)
    return WITHHELD if given and one.address_is_protected else given


def checked(kind: str, number: str) -> str:
    """A number as given, saying so where it fails its check."""
    if not number:
        return ""
    try:
        CHECKS[kind][0](number)
        return number
    except ValueError:
        return f"{number} ({KEPT})"


def _worry(contact: Any) -> Part:
    return Part("What worries them", rows=[
        ("Urgent", "Yes: a child may be in danger today" if contact.is_urgent else ""), ("Concern", contact.concern),
        ("Kind of concern", ", ".join(labels(contact.categories, "concern_category", contact.received_at))),
        ("What happened", contact.happened), ("When", contact.happened_when), ("On", short_day(contact.happened_on)),
        ("How they know", HOW_KNOWN.get(contact.how_known, "")), ("Effect on the child", contact.impact), ("As it was written", contact.as_written),
    ])


def _level(contact: Any) -> Part:
    chart = ThresholdChart.edition(contact.chart_version) if contact.chart_version else ThresholdChart.current(contact.received_at)
    level = CODES["threshold_level"].label(str(contact.level_claimed or ""), on=contact.received_at)
    return Part("Level of need, as they see it", rows=[("Level", level), ("Signs", "\n".join(chart.text(code) for code in contact.indicators))])


def _strengths(contact: Any) -> Part:
    return Part("What keeps them safe, and what has been tried", rows=[
        ("Strengths", contact.strengths), ("Tried so far", contact.tried), ("What they hope for", contact.wanted),
    ])


def _adult(adult: Any, on: Any) -> Part:
    relation = CODES["relationship"].label(adult.relationship, on=on)
    return Part(f"{adult.name}" + (f", {relation[:1].lower()}{relation[1:]}" if relation else ""), is_person=True, rows=[
        ("Parental responsibility", YES_NO[adult.has_parental_responsibility]), ("Lives with the children", YES_NO[adult.lives_with_children]),
        ("Worry about them", adult.risk), *_identity(adult, on),
    ])


def _history(contact: Any) -> Part:
    return Part("History", rows=[
        ("Known to them", contact.history), ("Services involved", ", ".join(labels(contact.known_services, "prior_service", contact.received_at))),
        ("People who know the family", contact.professionals),
    ])


def _safety(contact: Any) -> Part:
    return Part("Safety now", rows=[
        ("Immediate safety", contact.safety_now), ("At school, nursery or college when sent", "Yes" if contact.child_at_school_now else ""),
        ("Risk to staff", contact.staff_risk), ("Safe ways to make contact", contact.safe_contact),
    ])


def _agreement(contact: Any) -> Part:
    on = contact.received_at
    return Part("What the family know", rows=[
        ("Parents told", TOLD.get(contact.parents_told, "")), ("Why not", CODES["not_told_reason"].label(contact.not_told_reason, on=on)),
        ("In their words", contact.parents_not_told_why), ("Child told", TOLD.get(contact.child_told, "")),
        ("Agreement to help", AGREEMENT.get(contact.agreement, "")), ("About agreement", contact.agreement_why),
        ("Lawful basis", CODES["lawful_basis"].label(contact.lawful_basis, on=on)),
    ])


def _referrer(contact: Any, show: bool) -> Part:
    on = contact.received_at
    rows = [("Received", moment(on)), ("Written down", moment(contact.recorded_at) if moment(contact.recorded_at) != moment(on) else ""), ("Came by", CODES["contact_channel"].label(contact.channel, on=on)),
            ("Out of hours", "Yes" if contact.out_of_hours else "")]
    if not show:
        return Part("Who raised it", rows=[*rows, ("Raised by", "Withheld: shown only to those who need it")])
    return Part("Who raised it", rows=[
        *rows, ("Name", contact.referrer_name or "Not given"),
        ("Asked not to be named", "Yes: do not tell the family who raised this" if contact.referrer_wants_no_name else ""),
        ("Job", contact.referrer_job), ("Agency", contact.referrer_agency_text or str(contact.referrer_agency or "")),
        ("Source", CODES["source_local"].label(contact.source_local, on=on) or CODES["referral_source"].label(contact.source, on=on)),
        ("Phone", contact.referrer_phone), ("E-mail", contact.referrer_email), ("How they know the child", contact.referrer_knows_child),
        ("Work with the child after this", CODES["feedback_profile"].label(contact.referrer_works_on, on=on)), ("Asked first", contact.consulted),
    ])
