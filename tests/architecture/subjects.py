"""What the permission table is asked about: one ordinary story and one restricted one, with strings planted in both.

Relations to the ordinary story, by agency: the hub owns it; Thornbury Hill School raised it (Tess wrote it, Tom did not);
the police and the hospital were asked; early help has been offered it; every other agency has nothing to do with it.
The restricted one is the same: the child's record is kept to Mina and Sam, and Tess sees what she sent and what she was told.
"""

import io
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace

from frontdoor.contacts import drafts
from frontdoor.contacts.actions import add, attach, attach_to_draft, link_child
from frontdoor.feedback.actions import tell
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_hub, the_system
from frontdoor.governance.actions import admit_guest, break_glass, lift_restriction, restrict_person
from frontdoor.governance.models import Restriction
from frontdoor.handover.models import Handover
from frontdoor.people.actions import add_address, add_person, involve, merge, propose_pair, relate
from frontdoor.people.models import Involvement, Relationship
from frontdoor.ppn.actions import identify, pass_on, say_school_days, take_forms
from frontdoor.ppn.actions.deciding import draw_for_second_look
from frontdoor.ppn.actions.feeds import begin_feed, digest_of
from frontdoor.ppn.actions.keying import key_notice
from frontdoor.ppn.actions.taking import notice_gap
from frontdoor.ppn.models import Drop, Notice, NoticeFile, Passing, Quarantine
from frontdoor.ppn.passing.rules import PARTS
from frontdoor.ppn.sample import Sample
from frontdoor.ppn.taking.importing import import_drop, import_forms
from tests import scenarios as tell_of


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
        "addition": f"Zq{mark}addition", "file": f"zq{mark}file", "notice": f"Zq{mark}notice", "refuge": f"Zq{mark}refuge",
        "passed_child": f"Zq{mark}pupil", "passed_voice": f"Zq{mark}underthebed",
        "arrival": f"Zq{mark}arrival", "why": f"Zq{mark}why", "danger": f"Zq{mark}danger",
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
    again = add_person(by=cast.rosa, at=at, source="the referral", given_names="Jo", family_name="Elsewhere")
    merge(by=cast.rosa, at=at, person=again, into=parent, reason="Both gave the same telephone number.")
    pair = propose_pair(by=the_system(), at=at, one=person.pk, other=parent.pk, verdict="MAY_BE")
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
    told = _with_what_follows(cast, contact, child, person, parent, enquiry, asked, waiting, decisions, words, at=at + timedelta(hours=7))
    told.records |= {"pair": pair, "merged": again.merges.get().pk}
    return told


def _with_what_follows(cast, contact, child, person, parent, enquiry, asked, waiting, decisions, words, *, at) -> Subject:
    told = Feedback.objects.get(contact=contact, to="REFERRER", stage="DUE", user=cast.tess)
    tell(told, by=cast.mina, at=at, text="It has been looked at together.")
    added = add(contact, by=cast.tess, at=at, kind="MORE", words=words["addition"])
    file = attach(contact, by=cast.tess, at=at, name=f"{words['file']}.txt", content=b"Seen on Monday.")
    draft = drafts.begin(owner=cast.tess, at=at)
    drafts.close(drafts.begin(owner=cast.tess, at=at, pk=contact.submission), at=at, sent=True)
    unsent = attach_to_draft(by=cast.tess, at=at, draft=draft, name="unsent.txt", content=b"Not sent yet.")
    noticed = a_notice(cast, words, person, at=at)
    return Subject(planted=words, records={
        "contact": contact, "child": child, "person": person, "parent": parent, "enquiry": enquiry, "request": asked, "waiting": waiting,
        "item": asked.items.get(), "decision": decisions[0], "handover": Handover.objects.get(contact=contact, stage="OFFERED"),
        "feedback": told, "message": Message.objects.filter(about_id=told.pk).get(), "addition": added, "file": file, "draft": draft,
        "unsent": unsent, "submission": contact.submission,
        "relationship": Relationship.objects.get(other=person).pk, "involvement": Involvement.objects.get(person=person).pk,
        "agency": cast.gita.agency, "user": cast.gita, "nothing": uuid.UUID(int=0), **noticed, **_arrivals(cast, words["arrival"], at=at),
        **passed_on(cast, words, person, at=at),
    })


def a_notice(cast, words, person, *, at) -> dict[str, object]:
    """Two police notices about the child: one on the desk, one decided and drawn for a second look."""
    taken = {}
    for mark in ("one", "two"):
        form = {
            "force_code": "44", "ppn_id": f"{words['notice']}{mark}", "version": "1", "status": "new", "ppn_type": "CHILD", "risk_grade": "S",
            "summary": f"What happened. {words['notice']}", "child_voice": f"“I hid.” {words['notice']}",
            "roles": [{"person_local_id": f"{words['notice']}c", "role": "SUBJECT_CHILD", "person": {
                "given_names": "Robin", "surname": words["child"], "dob": "2018-05-01"}}],
            "locations": [{"kind": "HOME", "person_local_id": f"{words['notice']}c", "street": words["refuge"], "refuge": "1"}],
        }
        drop = take_forms(by=cast.rosa, at=at, force_code="44", forms=[form], made_at=at, how="HAND", name=mark)
        taken[mark] = drop.laying.notices[0]
    named = {mark: notice.people.get() for mark, notice in taken.items()}
    for mark, notice in taken.items():
        identify(notice, by=cast.rosa, at=at, named=named[mark], person=person, how="MATCHED")
    look = draw_for_second_look(by=cast.rosa, at=at, notice=taken["two"])
    return {"notice": taken["one"], "named": named["one"], "look": look}


def _arrivals(cast, mark: str, *, at) -> dict[str, object]:
    """A drop that was refused, a notice that could not be read, one keyed from paper, a gap and a feed."""
    number = sum(mark.encode())
    form = {**next(Sample(notices=1, seed=number, made_at=at).forms()), "ppn_id": mark, "summary": mark}
    refused = import_drop(io.BytesIO(mark.encode()), name=f"{mark}.zip", by=the_system(), at=at).drop
    pushed = import_forms([{**form, "risk_grade": mark}], name=mark, how="PUSH", by=the_system(), at=at, force_code="44", made_at=at)
    key_notice(by=cast.rosa, at=at, force_code="44", form=form, how="HAND", received_at=at, files=[(f"{mark}.pdf", b"%PDF-1.4 paper")])
    return {
        "drop": refused, "pushed": pushed.drop, "held": Quarantine.objects.get(ppn_id=mark),
        "keyed": Drop.objects.get(name__startswith="Keyed", name__endswith=mark), "paper": NoticeFile.objects.get(notice__ppn_id=mark),
        "gap": notice_gap(by=the_system(), at=at, force_code="44", first=number, last=number, owned_by=the_hub()),
        "feed": begin_feed(by=cast.ada, at=at, name=f"Feed {number}", force_code="44", agency=cast.pete.agency, digest=digest_of(mark)),
    }


def passed_on(cast, words, person, *, at) -> dict[str, object]:
    """The police told us of a pupil of Tess's school, and Rosa told her; and that school said that it is closed for a day."""
    number = {"ppn_id": f"RMS{words['file'][2:6]}"}
    pupil = {"given_names": "Wren", "surname": words["passed_child"], "dob": "2018-05-01", "school_text": cast.tess.agency.name}
    take_forms(by=the_system(), at=at, made_at=at, force_code="44", how="PUSH", name="pushed", forms=[{
        **number, "force_code": "44", "version": "1", "status": "new", "ppn_type": "DA", "risk_grade": "M", "incident_at": (at - timedelta(hours=9)).isoformat(),
        "child_voice": words["passed_voice"], "locations": [], "risk": [], "crime": [], "missing": [],
        "roles": [{**number, "person_local_id": words["passed_child"], "role": "SUBJECT_CHILD", "lives_at_scene": "1", "person": pupil}],
    }])
    passing = pass_on(Passing.objects.get(child__family_name=words["passed_child"]), by=cast.rosa, at=at, parts=PARTS)
    identify(passing.notice, by=cast.rosa, at=at, named=passing.child, person=person, how="MATCHED")
    on = at.date() + timedelta(days=20 if "shut" in words["passed_child"] else 10)
    said = say_school_days(by=cast.rosa, at=at, school=cast.tess.agency, from_on=on, to_on=on, is_open=False, why="Burst pipe")
    line = Notice.objects.values_list("family", flat=True).get(pk=passing.notice_id)  # joined to the child's other notices
    return {"passing": passing, "school_days": said, "line": line}


def _kept_to_mina_and_sam(cast, subject: Subject, *, at) -> Subject:
    """The child's record and the parent's, and nothing else by itself: all the rest follows. Rosa broke the glass, long ago."""
    people, why = [cast.mina, cast.sam], subject.planted["why"]
    for word in ("person", "parent"):
        held = restrict_person(subject.records[word], by=cast.mina, at=at, reason="STAFF", why=why, people=people)
        subject.records.setdefault("restriction", held)
    held = subject.records["restriction"]
    subject.records["opening"] = break_glass(
        by=cast.rosa, at=at, restriction=held, reference=subject.records["contact"].reference, reason="LIFE", why=subject.planted["danger"],
    )
    subject.records["reference"] = subject.records["contact"].reference
    return subject


def lifted(cast, *, at) -> Subject:
    """The ordinary story: it was restricted once, and is so no more."""
    subject = _kept_to_mina_and_sam(cast, ordinary(cast, at=at), at=at)
    for held in Restriction.objects.filter(stage="IN_FORCE"):
        lift_restriction(held, by=cast.ivor, at=at, review="No reason is left.")
    return subject


def restricted(cast, *, at) -> Subject:
    return _kept_to_mina_and_sam(cast, ordinary(cast, at=at, mark="shut"), at=at)


def everybody(cast, *, at) -> SimpleNamespace:
    """The cast and a guest."""
    guest = admit_guest(by=the_system(), at=at, email="kit@nursery.example").user
    return SimpleNamespace(**vars(cast), guest=guest)
