"""A contact as it stands: what was decided for each child, who has it now, and what happened when."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.models import ClockRun, Face
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.codes.threshold import ThresholdChart
from frontdoor.foundations.record.actions import CATALOGUE
from frontdoor.foundations.record.models import Event
from frontdoor.handover.models import Handover, HandoverChild
from frontdoor.handover.words import for_what
from frontdoor.people.models import Person

from ..models import Outcome
from .sent import sent_with


@dataclass(frozen=True)
class Proposals:
    """What a screener proposed for each child, with who and when: it stands beside the manager's answer."""

    outcomes: list[Outcome]
    by: str
    at: Any

    @property
    def initial(self) -> dict[Any, dict[str, str]]:
        return {
            each.child_id: {
                "level": str(each.level), "reason": each.reason,
                "what": f"{each.outcome}:{each.to_team_id}" if each.to_team_id else each.outcome,
            } for each in self.outcomes
        }

    def for_child(self, child: ContactChild) -> Outcome | None:
        return next((each for each in self.outcomes if each.child_id == child.pk), None)

    @property
    def indicators(self) -> list[str]:
        return sorted({code for each in self.outcomes for code in each.indicators})


def proposals(contact: Contact) -> Proposals:
    outcomes = list(
        Outcome.objects.filter(child__contact=contact, replaced_by=None).select_related("child", "to_team__agency").order_by("child__number")
    )
    screened = contact.timeline().filter(kind="screening.screen").last()
    return Proposals(outcomes, f"{screened.by}, {screened.agency}" if screened else "", screened.at if screened else None)


def proposed_before(contact: Contact) -> list[tuple[str, str]]:
    """What somebody else decided meanwhile, child by child."""
    return [
        (each.child.name, f"{CODES['contact_outcome'].label(each.outcome)}{f', {each.to_team}' if each.to_team else ''}, level {each.level}")
        for each in proposals(contact).outcomes
    ]


def as_decided(contact: Contact, user: User, *, now: Any, show_referrer: bool) -> dict[str, Any]:
    """Everything the read-only page of a contact shows, in a constant number of queries."""
    ever = Outcome.objects.select_related("to_team__agency").order_by("proposed_at")
    rows = ContactChild.objects.filter(contact=contact).annotate(is_known=Exists(Person.objects.visible_to(user).filter(pk=OuterRef("person"))))
    children = list(rows.select_related("person", "school", "gp").prefetch_related(Prefetch("outcomes", ever)))
    known = {child.person_id for child in children if child.is_known}
    adults = list(contact.adults.select_related("school", "gp"))
    handovers = list(
        Handover.objects.visible_to(user).filter(contact=contact).select_related("to_team__agency").order_by("offered_at").prefetch_related(
            Prefetch("children", HandoverChild.objects.select_related("child")),
        )
    )
    enquiries = list(contact.enquiries.visible_to(user)) if user.may(May.SEE_HUB) else []
    about = [contact.pk, *(each.pk for each in handovers), *(each.pk for each in enquiries)]
    running, ended = clock_faces(about, now=now)
    return {
        "contact": contact, "children": children, "known": known, "handovers": handovers, "enquiries": enquiries, "running": running, "ended": ended,
        "adults": adults, "show_referrer": show_referrer, "beside": sent_with(contact, user, now=now), "for_what": for_what, "signs": signs,
        "happened": happened(contact, about, show_referrer=show_referrer),
    }


def signs(outcome: Outcome) -> str:
    """What the level rests on, as the chart of that day words it."""
    chart = ThresholdChart.edition(outcome.chart_version) if outcome.chart_version else ThresholdChart.current(outcome.proposed_at)
    return "; ".join(chart.text(code) for code in outcome.indicators)


def clock_faces(about: list[Any], *, now: Any) -> tuple[list[Face], list[Face]]:
    """The clocks still running, soonest first; and those met or missed."""
    found = [run.face(now=now) for run in ClockRun.objects.filter(record_id__in=about).order_by("due_at")]
    return [face for face in found if face.stopped_at is None], [face for face in found if face.stopped_at]


def happened(contact: Contact, about: list[Any], *, show_referrer: bool) -> list[dict[str, Any]]:
    """The timeline in words. Who raised it is not named to those who may not know it."""
    entries = []
    for event in Event.objects.filter(record_id__in=about).select_related("by", "agency"):
        done = CATALOGUE.get(event.kind)
        if done and done.shown:
            hidden = not show_referrer and event.by_id == contact.referrer_id
            by = "Whoever raised it" if hidden else f"{event.by}, {event.agency}"
            late = event.recorded_at if (event.recorded_at - event.at).total_seconds() > 3600 else None
            entries.append({"title": done.summary, "at": event.at, "by": by, "recorded_at": late})
    return entries
