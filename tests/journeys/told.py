"""What happened before a journey begins, told through the actions: `python -m tests.journeys.told <story>` prints what a journey needs."""

import json
import sys
from datetime import timedelta
from typing import Any

import django

NAMES = ("Quillon", "Featherstane")
SAID = "A child here hides under the stairs when the door bangs."
HELD = "Officers came to Featherstane's home on two nights in January."
IN_CONFIDENCE = "An aunt rang about this and must never be named."


def main(story: str, *words: str) -> None:
    django.setup()
    found = STORIES[story](*words)
    print(json.dumps(found, default=str))


def now() -> Any:
    from django.utils import timezone

    return timezone.now()


def robin_was_known():
    """Robin Ashgrove came through the door last autumn; reception added him, and nothing more was needed."""
    from frontdoor.screening.actions import add_named, screen
    from frontdoor.screening.rules import ChildOutcome
    from tests.scenarios import a_school_refers, person

    then = now() - timedelta(days=60)
    robin = {"given_names": "Robin", "family_name": "Ashgrove", "born_on": "2017-05-02", "address": "4 Quarry Rise", "postcode": "ZZ9 9ZZ"}
    contact = a_school_refers(at=then, children=[robin], concern="Robin came without a coat.")
    child = contact.children.get()
    robin = add_named(contact, by=person("rosa"), at=then + timedelta(minutes=10), named=child)
    screen(
        contact, by=person("rosa"), at=then + timedelta(minutes=20), rating="GREEN", quality="GOOD",
        outcomes=[ChildOutcome(child, "INFO_ADVICE", 1, "The school is helping with a coat.", [], None)],
    )
    return {"robin": robin.reference, "contact": contact.reference}


def quillon_is_referred(given_names: str = NAMES[0], hours_ago: str = "8") -> dict[str, Any]:
    """A school refers Quillon, or a child called otherwise; nobody has screened it yet."""
    from tests.scenarios import a_school_refers

    child = {"given_names": given_names, "family_name": NAMES[1], "born_on": "2018-03-09", "address": "9 Larch Walk", "postcode": "ZZ9 8ZZ"}
    contact = a_school_refers(at=now() - timedelta(hours=float(hours_ago)), children=[child], concern=SAID)
    return {"contact": contact.pk, "reference": contact.reference, "child": contact.children.get().pk}


def quillon_awaits_a_decision(given_names: str = NAMES[0]) -> dict[str, Any]:
    """Screened, enquired about, the police have answered, one thing in confidence, and Sam has recommended."""
    from frontdoor.contacts.models import Contact
    from frontdoor.mash.actions import Given, answer
    from frontdoor.mash.models import Item
    from frontdoor.screening.actions import add_named
    from tests import scenarios as told

    found, began = quillon_is_referred(given_names), now() - timedelta(hours=8)
    contact = Contact.objects.get(pk=found["contact"])
    person = add_named(contact, by=told.person("rosa"), at=began + timedelta(minutes=5), named=contact.children.get())
    contact.refresh_from_db()
    told.reception_sends_it_to_the_mash(contact, at=began + timedelta(minutes=10))
    offered = contact.handovers.get()
    enquiry = told.the_mash_opens_it(contact, at=began + timedelta(minutes=20))
    police, health = told.it_asks(enquiry, at=began + timedelta(minutes=30), agencies=("Westshire Police", "Westshire Community Health Trust"))
    answer(
        police, by=told.person("pete"), at=began + timedelta(minutes=40), outcome="HELD", speak_to="Pete Sandiford",
        items=[Given(text=HELD, source="Police records"), Given(text=IN_CONFIDENCE, source="Police records", is_sensitive=True)],
    )
    told.sam_recommends(enquiry, at=began + timedelta(minutes=50))
    item = Item.objects.get(request=police, is_sensitive=True)
    return {**found, "person": person.pk, "offered": offered.pk, "enquiry": enquiry.pk, "police": police.pk, "health": health.pk, "item": item.pk}


def quillon_is_decided(given_names: str = NAMES[0]) -> dict[str, Any]:
    """Mina decided for early help; Elsie's team has it before them, and Tess is owed word of it."""
    from frontdoor.decisions.models import Decision
    from frontdoor.feedback.models import Feedback
    from frontdoor.handover.models import Handover
    from frontdoor.mash.models import Enquiry
    from tests import scenarios as told

    found = quillon_awaits_a_decision(given_names)
    told.mina_decides(Enquiry.objects.get(pk=found["enquiry"]), at=now() - timedelta(minutes=30))
    return {
        **found, "decision": Decision.objects.get(enquiry=found["enquiry"]).pk, "work": Handover.objects.get(contact=found["contact"], stage="OFFERED").pk,
        "feedback": Feedback.objects.get(contact=found["contact"], to="REFERRER", kind="DECISION").pk,
    }


def two_minutes_go_by() -> dict[str, Any]:
    """What was let go is moved two minutes back: by an action like all that changes a record, or it would count as tampering."""
    from django.db.models import F

    from frontdoor.feedback.models import Feedback
    from frontdoor.foundations.access.models import Agency
    from frontdoor.foundations.notify.actions import UNDO
    from frontdoor.foundations.notify.models import Message
    from frontdoor.foundations.record.actions import action
    from frontdoor.foundations.record.founding import the_hub, the_system
    from frontdoor.ppn.models import Passing

    moved = []

    @action("Let two minutes go by", permission=None, shown=False)
    def let_them_go_by(*, by, at) -> Agency:
        waiting = Message.objects.filter(stage="WAITING", undo=True)
        moved.append(waiting.update(send_after=F("send_after") - UNDO))
        for told in (Feedback, Passing):
            told.objects.filter(open_from__gt=at).update(open_from=F("open_from") - UNDO)
        return the_hub()

    let_them_go_by(by=the_system(), at=now())
    return {"moved": moved[0]}


def police_came_on_friday_night() -> dict[str, Any]:
    """Officers were called to the home of two children on Friday night; the force sent the notice on Saturday morning."""
    from datetime import time

    from frontdoor.foundations.clocks.calendars import wall_clock
    from frontdoor.ppn.models import Passing
    from frontdoor.ppn.tests.encompass import SCHOOL, child, form, taken

    today = now().date()
    friday = today - timedelta(days=(today.weekday() - 4) % 7 or 7)
    people = [child(given="Tansy", school=SCHOOL), child("C2", "SIBLING", given="Corin", born="2014-03-03", school="Nowhere Primary")]
    night = wall_clock(friday, time(23, 10))
    notice = taken(form("RMSFRIDAY", people=people, at=night), at=min(night + timedelta(hours=9), now()))
    ours = {each.child.given_names: each.pk for each in Passing.objects.filter(notice=notice).select_related("child")}
    return {"tansy": ours["Tansy"], "corin": ours["Corin"], "reference": notice.reference}


def three_notices_about_merrin() -> dict[str, Any]:
    """Three notices of standard risk about one home in two months: each by itself is little."""
    from frontdoor.ppn.actions import take_forms
    from frontdoor.ppn.tests.encompass import child, form
    from tests.scenarios import person

    merrin = child("MERRIN", given="Merrin", born="2016-04-04")
    merrin["person"]["surname"] = "Stonecross"
    notices = []
    for number, days in enumerate((50, 21, 0), 1):
        at = now() - timedelta(days=days, hours=5)
        said = form(f"RMSMERRIN{number}", at=at, risk_grade="S", summary=f"Shouting was heard, time {number}.", roles=[merrin])
        drop = take_forms(by=person("rosa"), at=at + timedelta(hours=1), force_code="44", forms=[said], made_at=at, how="PUSH", name=f"Merrin {number}")
        notices += drop.laying.notices
    return {"line": notices[-1].family_id, "newest": notices[-1].pk}


STORIES = {each.__name__: each for each in (three_notices_about_merrin, police_came_on_friday_night, robin_was_known, quillon_is_referred, quillon_awaits_a_decision, quillon_is_decided, two_minutes_go_by)}

if __name__ == "__main__":
    main(*sys.argv[1:])
