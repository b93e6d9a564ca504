"""A random walk over every action: anybody of the cast tries anything on anything, in any order, with good and bad words."""

import inspect
from collections import Counter
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from allauth.account.models import EmailAddress

from frontdoor.contacts.actions import receive
from frontdoor.contacts.models import Contact
from frontdoor.decisions.actions import ForChild
from frontdoor.decisions.models import Decision
from frontdoor.feedback.actions import claim
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.access.models import Agency, Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.notify.chores import CHORES
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.actions import CATALOGUE
from frontdoor.foundations.record.founding import the_door, the_system
from frontdoor.foundations.record.refusals import Refused
from frontdoor.handover.models import Handover
from frontdoor.mash.actions import Given, Recommendation, open_enquiry
from frontdoor.mash.models import AgencyRequest, Enquiry, Item
from frontdoor.screening.rules import HANDED_ON, ChildOutcome

# Done only within other actions, never by a page: each of these is walked through the one that calls it.
WITHIN_OTHERS = {
    "feedback.owe_feedback", "feedback.redraft", "feedback.owe_acknowledgement", "feedback.acknowledge", "feedback.untell", "feedback.reopen", "notify.post",
    "screening.settle", "handover.offer", "handover.set_aside", "handover.withdraw", "handover.accept_for_mash", "mash.make_request", "mash.follow_rating", "contacts.finish",
    "notify.mark_opened", "notify.mark_replied",
}
# They change no stage: who people are, who works where, what is kept of a file.
ELSEWHERE = ("people.", "governance.", "record.", "cast.", "demo.", "tests.", "contacts.attach", "contacts.take_back", "contacts.say_whom", "contacts.link", "screening.identify",
             "screening.add_named")
WORDS = ["", "  ", "Rang the school.", "Shouting every night.", "Kit has no coat.", "As agreed with Pete."]
KNOWN = {"to_team", "worker", "to", "needed", "agency"}
CHILDREN = [("Robin", "Ashgrove"), ("Wren", "Talland"), ("Kit", "Talland"), ("", "")]


class Walk:
    def __init__(self, seed: int, *, at: datetime):
        self.draw, self.at, self.done, self.refused = Random(seed), at, Counter(), Counter()
        self.people = [user for user in User.objects.all() if user.membership and user.role.code not in {"system", "door"}]
        self.teams, self.agencies = list(Team.objects.all()), list(Agency.objects.exclude(inbox=""))
        self.verbs = [
            verb for kind, verb in sorted(CATALOGUE.items())
            if verb.on and kind not in WITHIN_OTHERS and not kind.startswith(ELSEWHERE) and hasattr(verb.on.objects, "visible_to")
        ]

    def step(self) -> None:
        """Time goes on; somebody tries something. A refusal is a sentence and changes nothing."""
        self.at += timedelta(minutes=self.draw.choice([0, 1, 1, 3, 20, 90, 600]))
        move = self.draw.choices([self.something_comes_in, self.the_worker_works, self.an_enquiry_opens, self.somebody_claims, self.somebody_acts],
                                 weights=[2, 6, 4, 1, 30])[0]
        try:
            move()
        except Refused as no:
            self.refused[no.sentence[:60]] += 1

    def something_comes_in(self) -> None:
        children = [
            {"given_names": given, "family_name": family, **({} if given else {"scrap": "The baby"})}
            for given, family in self.draw.sample(CHILDREN, self.draw.randint(1, 3))
        ]
        by = self.draw.choice([*self.people, None, None])
        who = {"by": the_door(), "referrer_name": self.draw.choice(["", "A neighbour"]), "referrer_email": self.draw.choice(["", "new@guest.example"]),
               "referrer_phone": self.draw.choice(["", "01632 960555"]), "source": "1B"} if by is None else {
            "by": by, "referrer": by, "referrer_name": by.name, "referrer_email": self.draw.choice([by.email, "gone@bounce.example"]),
            "referrer_agency": by.agency, "source": self.draw.choice(["2A", "3A", "3E", "6"]), "referrer_works_on": self.draw.choice(["", "LIMITED"])}
        receive(at=self.at, submission=uuid4(), received_at=self.at - timedelta(minutes=self.draw.randint(0, 500)), channel="FORM",
                concern="Shouting every night.", children=children, child_at_school_now=self.draw.random() < 0.3, is_urgent=self.draw.random() < 0.2, **who)
        self.done["contacts.receive_contact"] += 1

    def the_worker_works(self) -> None:
        for chore in CHORES.values():
            if chore.name != "seal" and self.draw.random() < 0.8:
                self.done[f"chore {chore.name}"] += bool(chore.do(by=the_system(), at=self.at))

    def an_enquiry_opens(self) -> None:
        offered = self.any_of(Handover, stage="OFFERED", outcome="MASH_ENQUIRY")
        if offered:
            open_enquiry(by=self.actor(May.ENQUIRE), at=self.at, handover=offered, rating="AMBER")
            self.done["mash.open_enquiry"] += 1

    def somebody_claims(self) -> None:
        told, who = self.any_of(Feedback, stage="TOLD"), self.draw.choice(self.people)
        EmailAddress.objects.get_or_create(user=who, email=who.email, defaults={"verified": self.draw.random() < 0.5})
        if told:
            claim(by=who, at=self.at, feedback=told)
            self.done["feedback.claim"] += 1

    def somebody_acts(self) -> None:
        """Something that could be done now, most often one that moves work on; sometimes what is no longer possible."""
        verbs = self.draw.choices(self.verbs, weights=[4 if verb.moves_to and verb.permission != May.RUN else 1 for verb in self.verbs], k=12)
        for verb in verbs:
            narrow = {"stage__in": verb.allowed_from} if verb.allowed_from and self.draw.random() < 0.95 else {}
            by, record = self.actor(verb.permission), self.any_of(verb.on, **narrow)
            if record is None or not verb.on.objects.visible_to(by).filter(pk=record.pk).exists():
                continue
            act = getattr(inspect.getmodule(verb.function), verb.function.__name__)
            given = self.arguments(verb, record)
            if given is None:
                continue
            act(record, by=by, at=self.at, **given)
            self.done[verb.kind] += 1
            return

    def any_of(self, model, **narrow):
        found = list(model.objects.filter(**narrow).order_by("pk").values_list("pk", flat=True))
        return model.objects.get(pk=self.draw.choice(found)) if found else None

    def actor(self, permission) -> User:
        """Mostly somebody who may; sometimes anybody at all."""
        if permission == May.RUN:
            return the_system()
        able = [user for user in self.people if user.may(permission)]
        return self.draw.choice(able if self.draw.random() < 0.9 else self.people)

    def arguments(self, verb, record) -> dict | None:
        """Something for each argument it must have; None when this walk does not know what to give."""
        special = getattr(self, "for_" + verb.kind.replace(".", "_"), None)
        if special:
            return special(record)
        wanted = list(inspect.signature(verb.function).parameters.values())[1:]
        wanted = [each for each in wanted if each.name not in {"by", "at"} and each.default is each.empty]
        if any(each.annotation is not str and each.name not in KNOWN for each in wanted):
            return None
        return {each.name: self.one(each.name) for each in wanted}

    def one(self, name: str):
        """Something for an argument of this name: mostly words, sometimes none."""
        made = {
            "to_team": lambda: self.draw.choice(self.teams), "worker": lambda: self.draw.choice(self.people), "to": lambda: self.draw.choice(self.people),
            "rating": lambda: self.draw.choice(["RED", "AMBER", "GREEN"]), "needed": lambda: self.draw.random() < 0.5,
            "agency": lambda: self.draw.choice(self.agencies), "kind": lambda: self.draw.choice(["MORE", "DISAGREE"]),
            "exemption": lambda: self.draw.choice(["UNSAFE", "NO_ROUTE", "NOT_A_CODE"]),
        }
        return made[name]() if name in made else self.words()

    def words(self) -> str:
        return self.draw.choice(WORDS if self.draw.random() < 0.2 else WORDS[2:])

    def outcome(self, codes: str) -> tuple[str, int, Team | None]:
        outcome = self.draw.choice([row.code for row in CODES[codes]])
        return outcome, self.draw.randint(1, 4), self.draw.choice(self.teams) if outcome in HANDED_ON else None

    def outcomes(self, contact: Contact) -> list[ChildOutcome]:
        made = []
        for child in contact.children.all():
            outcome, level, team = self.outcome("contact_outcome") if self.draw.random() < 0.6 else ("MASH_ENQUIRY", 3, Team.objects.get(function="MASH"))
            made.append(ChildOutcome(child, outcome, level, self.words(), [], team))
        return made

    def for_screening_screen(self, contact):
        return {"rating": self.one("rating"), "outcomes": self.outcomes(contact)}

    def for_screening_agree(self, contact):
        return {"outcomes": self.outcomes(contact)}

    def for_screening_decide_again(self, contact):
        returned = contact.handovers.filter(stage="RETURNED").order_by("pk").first()
        if returned is None:
            return None
        rows = set(returned.children.values_list("child", flat=True))
        return {"handover": returned, "outcomes": [each for each in self.outcomes(contact) if each.child.pk in rows]}

    def for_handover_send_elsewhere(self, handover):
        outcome = self.draw.choice(["", "MASH_ENQUIRY", "EARLY_HELP", "OPEN_CASE"])
        return {"to_team": self.one("to_team"), "reason": self.words(), "outcome": outcome}

    def for_mash_ask(self, enquiry):
        return {"agency": self.one("agency"), "what": self.words(), "why": self.words(), "months_back": 12, "lawful_basis": "ART6_1E",
                "people": [row.child.name for row in enquiry.children.select_related("child")]}

    def for_mash_answer(self, request: AgencyRequest):
        outcome = self.draw.choice(["HELD", "NOTHING_HELD", "NOT_SEARCHED", "CANNOT_SHARE"])
        items = [Given(text="Two call-outs.", source="Records", is_sensitive=self.draw.random() < 0.3)] if outcome == "HELD" else []
        return {"outcome": outcome, "items": items, "searched": self.words(), "why_not": self.words(), "speak_to": "Pete"}

    def for_mash_answer_by_telephone(self, request: AgencyRequest):
        return {**self.for_mash_answer(request), "told_by": self.words()}

    def for_mash_write_analysis(self, enquiry):
        return {"words": {"risks": self.words()}}

    def for_mash_recommend(self, enquiry):
        words = dict.fromkeys(["history", "risks", "strengths", "lived_experience", "not_known", "analysis"], "Known.")
        return {"words": words, "recommendations": [
            Recommendation(row.child, self.outcome("mash_outcome")[0], 3, self.words()) for row in enquiry.children.select_related("child")]}

    def for_decisions_decide(self, enquiry: Enquiry):
        decisions = []
        for row in enquiry.children.select_related("child"):
            outcome, level, team = self.outcome("mash_outcome")
            decisions.append(ForChild(row.child, outcome, level, self.words(), team))
        return {"decisions": decisions, "took_part": ["Pete Sandiford, police"]}

    def for_decisions_amend(self, decision: Decision):
        outcome, level, team = self.outcome("mash_outcome")
        return {"outcome": outcome, "level": level, "rationale": self.words(), "why": self.words(), "to_team": team}

    def for_feedback_tell(self, feedback: Feedback):
        return {"text": self.draw.choice([feedback.draft, "", "Kit Talland lives at 12 High Street, ZZ9 9ZZ."]), "how": self.draw.choice(["POST", "POST", "PHONE"]),
                "told_to": self.words()}

    def for_mash_show_item(self, item: Item):
        return {"to": self.one("worker"), "reason": self.words()}

    def for_notify_take_back(self, message: Message):
        return {}
