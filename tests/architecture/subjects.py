"""What the permission table is asked about: one ordinary story and one restricted one, with strings planted in both.

Relations to the ordinary story, by agency: the hub owns it; Thornbury Hill School raised it (Tess wrote it, Tom did not);
the police and the hospital were asked; early help has been offered it; every other agency has nothing to do with it.
The restricted one is the same, seen by Mina and Sam only, and by Tess who wrote it.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace

from django.apps import apps

from frontdoor.contacts import drafts
from frontdoor.contacts.actions import add, attach, attach_to_draft, link_child
from frontdoor.feedback.actions import tell
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import Record, Share, share
from frontdoor.governance.actions import admit_guest
from frontdoor.handover.models import Handover
from frontdoor.people.actions import add_address, add_person, involve, relate
from frontdoor.people.models import Involvement, Relationship
from frontdoor.ppn.actions import pass_on, say_school_days, take_forms
from frontdoor.ppn.models import Passing
from frontdoor.ppn.passing.rules import PARTS
from tests import scenarios as tell_of

HERS = ("contact", "child", "addition", "file", "feedback")  # what Tess wrote, or was written to her


@dataclass
class Subject:
    """The records of one story, by the word the table uses for them, and the strings planted in it."""

    records: dict[str, object]
    planted: dict[str, str] = field(default_factory=dict)

    def key(self, word: str) -> object:
        found = self.records[word]
        return getattr(found, "pk", found)


def planted(mark: str) -> dict[str, str]:
    return {
        "child": f"Zq{mark}child", "concern": f"Zq{mark}concern", "referrer": f"Zq{mark}referrer", "referrer_email": f"zq{mark}@raised.example",
        "address": f"Zq{mark}close", "sensitive": f"Zq{mark}intelligence", "answer": f"Zq{mark}callout", "analysis": f"Zq{mark}analysis",
        "addition": f"Zq{mark}addition", "file": f"zq{mark}file", "passed_child": f"Zq{mark}pupil", "passed_voice": f"Zq{mark}underthebed",
    }


def ordinary(cast, *, at, mark: str = "open") -> Subject:
    """All the way to a decision, then told and added to, with everything planted."""
    words = planted(mark)
    contact = tell_of.a_school_refers(
        at=at, concern=f"Shouting every night. {words['concern']}", referrer_name=words["referrer"], referrer_email=words["referrer_email"],
        children=[{
            "given_names": "Robin", "family_name": words["child"], "address": f"1 {words['address']}", "postcode": "ZZ9 9ZZ",
            "address_is_protected": True, "born_on": date(2018, 5, 1),
        }],
    )
    child = contact.children.get()
    person = add_person(by=cast.rosa, at=at, source="the referral", given_names="Robin", family_name=words["child"], born_on=date(2018, 5, 1))
    parent = add_person(by=cast.rosa, at=at, source="the referral", given_names="Jo", family_name=words["child"])
    link_child(child, by=cast.rosa, at=at, person=person)
    add_address(person, by=cast.rosa, at=at, address=f"1 {words['address']}", postcode="ZZ9 9ZZ", is_protected=True)
    relate(parent, by=cast.rosa, at=at, other=person, kind="MOTHER")
    involve(person, by=cast.rosa, at=at, agency=cast.elsie.agency, kind="EARLY_HELP", from_on=at.date())
    tell_of.reception_sends_it_to_the_mash(contact, at=at + timedelta(hours=1))
    enquiry = tell_of.the_mash_opens_it(contact, at=at + timedelta(hours=2))
    asked, waiting = tell_of.it_asks(enquiry, at=at + timedelta(hours=2))
    tell_of.police_answer(asked, at=at + timedelta(hours=3), text=words["sensitive"], sensitive=True)
    second = tell_of.it_asks(enquiry, at=at + timedelta(hours=2), agencies=("Westshire Probation",))[0]
    tell_of.answer(second, by=cast.priya, at=at + timedelta(hours=3), outcome="HELD", items=[tell_of.Given(text=words["answer"], source="Records")])
    tell_of.recommend(
        enquiry, by=cast.sam, at=at + timedelta(hours=5), words={**tell_of.ANALYSIS, "risks": words["analysis"]},
        recommendations=[tell_of.Recommendation(child, "EARLY_HELP", 3, "Help now may prevent worse.")],
    )
    decisions = tell_of.mina_decides(enquiry, at=at + timedelta(hours=6))
    return _with_what_follows(cast, contact, child, person, parent, enquiry, asked, waiting, decisions, words, at=at + timedelta(hours=7))


def _with_what_follows(cast, contact, child, person, parent, enquiry, asked, waiting, decisions, words, *, at) -> Subject:
    told = Feedback.objects.get(contact=contact, to="REFERRER", stage="DUE", user=cast.tess)
    tell(told, by=cast.mina, at=at, text="It has been looked at together.")
    added = add(contact, by=cast.tess, at=at, kind="MORE", words=words["addition"])
    file = attach(contact, by=cast.tess, at=at, name=f"{words['file']}.txt", content=b"Seen on Monday.")
    draft = drafts.begin(owner=cast.tess, at=at)
    drafts.close(drafts.begin(owner=cast.tess, at=at, pk=contact.submission), at=at, sent=True)
    unsent = attach_to_draft(by=cast.tess, at=at, draft=draft, name="unsent.txt", content=b"Not sent yet.")
    return Subject(planted=words, records={
        "contact": contact, "child": child, "person": person, "parent": parent, "enquiry": enquiry, "request": asked, "waiting": waiting,
        "item": asked.items.get(), "decision": decisions[0], "handover": Handover.objects.get(contact=contact, stage="OFFERED"),
        "feedback": told, "message": Message.objects.filter(about_id=told.pk).get(), "addition": added, "file": file, "draft": draft,
        "unsent": unsent, "submission": contact.submission,
        "relationship": Relationship.objects.get(other=person).pk, "involvement": Involvement.objects.get(person=person).pk,
        "agency": cast.gita.agency, "user": cast.gita, "nothing": uuid.UUID(int=0), **passed_on(cast, words, at=at),
    })


def passed_on(cast, words, *, at) -> dict[str, object]:
    """The police told us of a pupil of Tess's school, and Rosa told her; and that school said that it is closed for a day."""
    number = {"ppn_id": f"RMS{words['file'][2:6]}"}
    pupil = {"given_names": "Wren", "surname": words["passed_child"], "dob": "2018-05-01", "school_text": cast.tess.agency.name}
    take_forms(by=the_system(), at=at, made_at=at, force_code="44", how="PUSH", name="pushed", forms=[{
        **number, "force_code": "44", "version": "1", "status": "new", "ppn_type": "DA", "risk_grade": "M", "incident_at": (at - timedelta(hours=9)).isoformat(),
        "child_voice": words["passed_voice"], "locations": [], "risk": [], "crime": [], "missing": [],
        "roles": [{**number, "person_local_id": words["passed_child"], "role": "SUBJECT_CHILD", "lives_at_scene": "1", "person": pupil}],
    }])
    passing = pass_on(Passing.objects.get(child__family_name=words["passed_child"]), by=cast.rosa, at=at, parts=PARTS)
    on = at.date() + timedelta(days=20 if "shut" in words["passed_child"] else 10)
    said = say_school_days(by=cast.rosa, at=at, school=cast.tess.agency, from_on=on, to_on=on, is_open=False, why="Burst pipe")
    return {"passing": passing, "school_days": said}


@action("Restrict for a test", permission=None, shown=False)
def restrict(*, by, at, records, people):
    """Only the people named on it: no agency, whoever owns it."""
    for record in records:
        Share.objects.open().filter(record_id=record.pk).update(ended_at=at)
        type(record).objects.filter(pk=record.pk).update(restricted=True)
        for each in people:
            share(record, at=at, user=each, reason="Named on it")
    return records[0]


def restricted(cast, *, at) -> Subject:
    subject = ordinary(cast, at=at, mark="shut")
    about = [
        record for model in apps.get_models() if issubclass(model, Record) and model.about
        for record in model.objects.filter(**{f"{model.about}": subject.records["person"].pk})
    ]
    about.append(subject.records["parent"])
    hers = [subject.records[word] for word in HERS]
    theirs = list({record.pk: record for record in about if record != subject.records["item"]}.values())
    restrict(by=cast.mina, at=at, records=theirs, people=[cast.mina, cast.sam])
    restrict(by=cast.mina, at=at, records=[subject.records["item"]], people=[cast.pete])
    restrict(  # as the outbox itself does for a record that is restricted when the letter is written
        by=cast.mina, at=at, records=list(Message.objects.filter(about_id__in=[record.pk for record in theirs])),
        people=[cast.mina, cast.sam, the_system()],
    )
    restrict(by=cast.mina, at=at, records=[subject.records["passing"]], people=[cast.mina, cast.sam])
    restrict(by=cast.mina, at=at, records=hers, people=[cast.mina, cast.sam, cast.tess])
    return subject


def everybody(cast, *, at) -> SimpleNamespace:
    """The cast and a guest."""
    guest = admit_guest(by=the_system(), at=at, email="kit@nursery.example").user
    return SimpleNamespace(**vars(cast), guest=guest)
