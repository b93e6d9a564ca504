"""Whom to ask: what the children's network suggests, each with its reason in words. A person chooses.

Values in, answer out, as in rules.py. Who is asked in every enquiry: Hampshire's MASH has police, health and adult
services in the hub; education, housing, probation and the domestic abuse service are asked when something points to them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

HEALTH = frozenset({"HEALTH_TRUST", "HEALTH_BOARD", "MENTAL_HEALTH", "AMBULANCE"})
SCHOOLS = frozenset({"SCHOOL", "EARLY_YEARS", "COLLEGE", "EDUCATION"})
# What a concern points to: the agencies of a kind that may hold something about it.
POINTS_TO = {
    "DOMESTIC_ABUSE": ("DOMESTIC_ABUSE_SERVICE", "PROBATION"), "HONOUR": ("DOMESTIC_ABUSE_SERVICE",),
    "PARENT_SUBSTANCE": ("SUBSTANCE_MISUSE",), "CHILD_SUBSTANCE": ("SUBSTANCE_MISUSE",),
    "PARENT_MENTAL_HEALTH": ("MENTAL_HEALTH",), "CHILD_MENTAL_HEALTH": ("MENTAL_HEALTH",), "SELF_HARM": ("MENTAL_HEALTH",),
    "HOMELESS": ("HOUSING",), "NEGLECT": ("HOUSING",), "PARENT_DISABILITY": ("ADULT_SERVICES",),
    "GANGS": ("YOUTH_JUSTICE",), "CCE": ("YOUTH_JUSTICE",), "EDUCATION": ("EDUCATION",),
}
# What each kind of agency is usually asked, so that the worker narrows a question and need not invent one.
WHAT = {
    "POLICE": "Call-outs to the home, offences, missing episodes and public protection notices",
    "HEALTH_TRUST": "Attendances, missed appointments, health visiting or school nursing contact, and any worry recorded",
    "GP_PRACTICE": "Consultations about the worry, missed appointments, and anything known of the adults that bears on the children",
    "SCHOOL": "Attendance, what the child has said, changes in how the child is, and contact with the parents",
    "EARLY_YEARS": "Attendance, how the child is, and contact with the parents",
    "EDUCATION": "School attended, attendance, exclusions, special educational needs, and home education",
    "ADULT_SERVICES": "Whether the adults are known, for what, and anything that bears on their care of the children",
    "HOUSING": "Who lives at the address, its condition, complaints, and risk of losing it",
    "PROBATION": "Whether the adults are supervised, for what, and the risk to children as assessed",
    "DOMESTIC_ABUSE_SERVICE": "Whether the adults are known as victim or perpetrator, and the risk as assessed",
    "SUBSTANCE_MISUSE": "Whether anybody is in treatment, and anything that bears on the children",
    "MENTAL_HEALTH": "Whether anybody is known, for what, and anything that bears on the children",
    "YOUTH_JUSTICE": "Whether the child is known, for what, and any worry about exploitation",
}
ANYTHING = "What you know that bears on the worry about the children"


@dataclass
class Suggestion:
    """One agency to ask, and why, in words."""

    agency: Any
    reasons: list[str] = field(default_factory=list)

    @property
    def what(self) -> str:
        return WHAT.get(self.agency.kind, ANYTHING)


@dataclass(frozen=True)
class Involved:
    """An agency that works with one of the children now."""

    agency: Any
    child: str
    worker: str = ""


def suggest(
    *, children: Iterable[Any], adults: Iterable[Any], categories: Iterable[str], involved: Iterable[Involved], agencies: Iterable[Any],
    in_hub: Iterable[Any], raised_by: Any = None,
) -> list[Suggestion]:
    """The agencies to ask, in the order a worker asks them: the children's own network first."""
    children, adults, agencies, hub = list(children), list(adults), list(agencies), {each.pk for each in in_hub}
    found: dict[Any, Suggestion] = {}

    def add(agency: Any, why: str) -> None:
        reasons = found.setdefault(agency.pk, Suggestion(agency)).reasons
        if why not in reasons:
            reasons.append(why)

    for child in children:
        if child.school:
            add(child.school, f"{child.name}’s school")
        if child.gp:
            add(child.gp, f"{child.name}’s GP")
    for each in involved:
        add(each.agency, f"Works with {each.child}{f': {each.worker}' if each.worker else ''}")
    for agency in agencies:
        for why in _because_of_its_kind(agency, children=children, adults=adults, categories=categories, in_hub=agency.pk in hub):
            add(agency, why)
    if raised_by is not None and raised_by.pk in found:
        found[raised_by.pk].reasons.append("Raised this contact: may hold more than it sent")
    return list(found.values())


def _because_of_its_kind(agency: Any, *, children: list, adults: list, categories: Iterable[str], in_hub: bool) -> Iterable[str]:
    kind = agency.kind
    if kind == "POLICE":
        yield "Asked in every enquiry"
    if kind in HEALTH and in_hub:
        yield "Health in the hub: asked in every enquiry"
    if kind == "HEALTH_TRUST" and (unborn := [child.name for child in children if child.is_unborn]):
        yield f"{' and '.join(unborn)}: maternity records"
    if kind == "EDUCATION" and (unknown := [child.name for child in children if not child.is_unborn and not child.school]):
        yield f"No school is linked for {' and '.join(unknown)}"
    if kind == "ADULT_SERVICES" and adults:
        yield f"Adults are named: {' and '.join(adult.name for adult in adults)}"
    if kind == "PROBATION" and (risky := [adult.name for adult in adults if adult.risk]):
        yield f"A risk is recorded for {' and '.join(risky)}"
    if any(kind in POINTS_TO.get(category, ()) for category in categories):
        yield "The kind of worry points here"
