"""The everyday of six months: what comes in, who it is about, and what becomes of it."""

from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from frontdoor.contacts.actions import link_adult, link_child, receive
from frontdoor.contacts.models import Contact
from frontdoor.decisions.actions import ForChild, ToDo, decide
from frontdoor.feedback.actions import exempt
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.clocks.calendars import wall_clock
from frontdoor.foundations.clocks.limits import next_working_day
from frontdoor.handover.actions import accept, send_back, send_elsewhere
from frontdoor.handover.models import Handover
from frontdoor.mash.actions import Given, Recommendation, answer, ask, open_enquiry, recommend, withdraw
from frontdoor.mash.models import Enquiry
from frontdoor.people.actions import add_person, relate
from frontdoor.screening.actions import agree, screen
from frontdoor.screening.rules import HANDED_ON, ChildOutcome

from . import rates, words
from .families import Family, a_family
from .teller import NotYet, Teller

SOURCE_KINDS = {
    "6": ("POLICE",), "2A": ("SCHOOL",), "2B": ("EDUCATION", "EARLY_YEARS", "COLLEGE"), "3A": ("GP_PRACTICE",), "3E": ("HEALTH_TRUST",),
    "3B": ("HEALTH_TRUST",), "3C": ("HEALTH_TRUST",), "3D": ("HEALTH_TRUST",), "3F": ("MENTAL_HEALTH", "AMBULANCE", "HEALTH_TRUST"),
    "4": ("HOUSING",), "5A": ("ADULT_SERVICES",), "5C": ("OTHER_AUTHORITY",), "5D": ("EARLY_HELP",), "7": ("PROBATION", "YOUTH_JUSTICE"),
    "8": ("DOMESTIC_ABUSE_SERVICE", "SUBSTANCE_MISUSE"),
}
TEAM_FOR = {
    "EARLY_HELP": ("hub_north", "hub_south"), "OPEN_CASE": ("family_help_east", "family_help_west"), "MASH_ENQUIRY": ("mash",),
    "STRATEGY_NOW": ("family_help_east",), "OTHER_AUTHORITY": ("northshire_reception",), "ADULT_SAFEGUARDING": ("adult_safeguarding",),
    "ALLEGATION": ("allegations",), "ASSESSMENT": ("family_help_east", "family_help_west"), "STRATEGY": ("family_help_west",),
}
RECEIVERS = {
    "hub_north": "elsie", "hub_south": "errol", "family_help_east": "fay", "family_help_west": "wanda", "exploitation": "wil",
    "adult_safeguarding": "adam", "allegations": "alma", "northshire_reception": "nora",
}
SCREENERS, WORKERS, MANAGERS = ("rosa", "ravi", "rowan"), ("sam", "saskia"), ("mina", "marcus")


def arrivals(teller: Teller, *, contacts: int) -> list[datetime]:
    """When things come in: weekdays, a busy Monday and the hour after school, a little at night; more in the last weeks."""
    today, found = teller.now.date(), []
    days = [today - timedelta(days=back) for back in range(rates.WEEKS * 7)]
    weights = [(1.25 if day.weekday() == 0 else 1.0 if day.weekday() < 5 else 0.16) * (1 if back > 21 else 1.2) for back, day in enumerate(days)]
    for day in teller.drawn.choices(days, weights, k=contacts):
        hour = teller.drawn.choices(range(24), [1] * 7 + [2, 5, 9, 9, 8, 7, 7, 8, 12, 9, 6, 4, 3, 3, 2, 2, 1])[0]
        found.append(wall_clock(day, time(hour, teller.drawn.randint(0, 59), teller.drawn.randint(0, 59))))
    last = teller.now - timedelta(minutes=teller.drawn.randint(4, 20))
    found += [last - timedelta(minutes=37 * number) for number in range(12)]  # whatever the hour, the desk has something to do
    return sorted(at for at in found if at < teller.now)


class Everyday:
    """One contact after another, each followed as far as the present."""

    def __init__(self, teller: Teller, *, part: int = 0, parts: int = 1):
        self.teller, self.drawn = teller, teller.drawn
        schools = [name for name, agency in teller.agencies.items() if agency.kind == "SCHOOL"]
        self.families = [a_family(self.drawn, number, today=teller.now.date(), schools=schools) for number in range(part, rates.FAMILIES, parts)]
        self.back_again: list[Family] = []

    def tell(self, at: datetime) -> None:
        family = self.drawn.choice(self.back_again) if self.back_again and self.drawn.random() < 0.33 else self.drawn.choice(self.families)
        with suppress(NotYet):
            self.follow(self.arrive(at, family), family, at)

    def arrive(self, at: datetime, family: Family) -> Contact:
        source = self.teller.one_of(rates.SOURCES)
        agency = self.teller.agency(*SOURCE_KINDS[source]) if source in SOURCE_KINDS else None
        if source == "2A" and self.drawn.random() < 0.8:
            agency = self.teller.agencies[family.school]
        referrer = self.teller.member_of(agency) if agency else None
        category = self.drawn.choice([key for key in words.CONCERNS if key != "UNBORN"])
        worry, said, day, levels = words.CONCERNS[category]
        children = family.children[: 1 if self.drawn.random() < 0.5 else None]
        given = [dict(child) for child in children]
        first = given[0]["given_names"]
        if self.drawn.random() < 0.55:
            given[0] |= {"own_words": said.format(name=first), "lived_experience": day.format(name=first)}
        for child in given:
            if source == "2A" and agency:
                child["school"] = agency
        family.times += 1
        if family.times == 1 and self.drawn.random() < 0.4:
            self.back_again.append(family)
        by = referrer if referrer and self.drawn.random() < 0.8 else self.drawn.choice(SCREENERS)
        typed_by_us = isinstance(by, str)
        out_of_hours = typed_by_us and (at.hour < 8 or at.hour >= 18 or at.weekday() > 4)
        return self.teller.do(
            receive, by="oona" if out_of_hours else by, at=at + timedelta(minutes=self.drawn.randint(2, 25)) if typed_by_us else at,
            submission=UUID(int=self.drawn.getrandbits(128)), received_at=at, source=source, categories=[category],
            channel="OUT_OF_HOURS" if out_of_hours else self.drawn.choice(["CALL", "CALL", "EMAIL"]) if typed_by_us else "FORM",
            out_of_hours=out_of_hours, concern=worry.format(name=first), children=given, adults=[dict(adult) for adult in family.adults],
            strengths=self.drawn.choice(words.STRENGTHS), tried=self.drawn.choice(words.TRIED), **self.who(source, agency, referrer),
            is_urgent=category in {"PHYSICAL", "DOMESTIC_ABUSE"} and self.drawn.random() < 0.06,
            level_claimed=self.drawn.choice(levels) if self.drawn.random() < 0.72 else None,
            parents_told=self.drawn.choice(["YES", "YES", "NO", ""]), agreement=self.drawn.choice(["GIVEN", "NOT_ASKED", "REFUSED", ""]),
        )

    def who(self, source: str, agency: Any, referrer: Any) -> dict[str, Any]:
        if referrer:
            return {"referrer": referrer, "referrer_name": referrer.name, "referrer_email": referrer.email, "referrer_agency": agency,
                    "referrer_job": "Safeguarding lead" if source == "2A" else ""}
        if agency:
            return {"referrer_name": f"Duty worker, {agency.name}", "referrer_agency": agency, "referrer_email": agency.inbox}
        if source in {"9", "10"}:
            return {"referrer_wants_no_name": True}
        return {"referrer_name": "A family member or neighbour", "referrer_phone": f"01632 96{self.drawn.randint(1000, 1999)}"}

    def follow(self, contact: Contact, family: Family, at: datetime) -> None:
        """As far as the present lets it. What is already done stays done: NotYet is caught outside each step."""
        teller = self.teller
        seen_at = teller.after(at, rates.SCREEN if not contact.is_urgent else (0.4, 0.5))
        screener = self.drawn.choice(SCREENERS)
        with suppress(NotYet):
            self.say_who_they_are(contact, family, by=screener, at=seen_at - timedelta(minutes=8))
            self.screened(contact, by=screener, at=seen_at)
            self.looked_at_again(contact, at=seen_at)
            for handover in Handover.objects.filter(contact=contact, stage="OFFERED").select_related("to_team__agency"):
                with suppress(NotYet):
                    if handover.to_team.function == "MASH":
                        self.enquired(handover)
                    else:
                        self.taken_on(handover)
            for handover in Handover.objects.filter(contact=contact, stage="OFFERED").exclude(to_team__function="MASH").select_related("to_team__agency"):
                with suppress(NotYet):
                    self.taken_on(handover)
        for feedback in Feedback.objects.filter(contact=contact, stage="DUE").select_related("contact", "agency"):
            with suppress(NotYet):
                self.told(feedback)

    def say_who_they_are(self, contact: Contact, family: Family, *, by: str, at: datetime) -> None:
        """The first time a family comes its people are added; after that they are linked."""
        new = set()
        for place, row in enumerate(contact.children.all()):
            if place not in family.known:
                new.add(place)
                fields = {key: value for key, value in family.children[place].items() if value}
                family.known[place] = self.teller.do(add_person, by=by, at=at, source=contact.reference, **fields)
            self.teller.do(link_child, row, by=by, at=at, person=family.known[place], how="NEW" if family.times == 1 else "MATCH")
        for place, row in enumerate(contact.adults.all()[:1]):
            if place not in family.known_adults:
                fields = {key: family.adults[place].get(key) for key in ("given_names", "family_name", "born_on", "address", "postcode", "phone")}
                parent = self.teller.do(add_person, by=by, at=at, source=contact.reference, **{k: v for k, v in fields.items() if v})
                family.known_adults[place] = parent
            for known in new:
                self.teller.do(
                    relate, family.known_adults[place], by=by, at=at, other=family.known[known], kind=row.relationship, lives_with=True,
                    has_parental_responsibility=row.has_parental_responsibility, source=contact.reference,
                )
            self.teller.do(link_adult, contact, by=by, at=at, adult=row, person=family.known_adults[place])

    def screened(self, contact: Contact, *, by: str, at: datetime) -> None:
        code = self.teller.one_of(rates.SCREENED)
        if contact.is_urgent and code in {"NFA", "INFO_ADVICE", "SIGNPOST"}:
            code = "MASH_ENQUIRY"
        level = {"NFA": 1, "INFO_ADVICE": 2, "SIGNPOST": 2, "EARLY_HELP": 3, "STRATEGY_NOW": 4, "ALLEGATION": 4}.get(code) or self.drawn.choice([3, 3, 4])
        team = self.teller.teams[self.drawn.choice(TEAM_FOR[code])] if code in HANDED_ON else None
        outcomes = [ChildOutcome(child, code, level, words.SCREENED[code], [], team) for child in contact.children.all()]
        professional = contact.source[0] in "2345678"
        quality = self.teller.one_of(rates.QUALITY) if professional else ""
        gaps = self.drawn.sample(["CHILD_VOICE", "HISTORY", "FAMILY", "PARENTS_TOLD", "IMPACT", "ANALYSIS"], 2) if quality == "POOR" else []
        self.teller.do(screen, contact, by=by, at=at, rating=self.teller.one_of(rates.RATINGS), outcomes=outcomes, quality=quality, quality_gaps=gaps)

    def looked_at_again(self, contact: Contact, *, at: datetime) -> None:
        contact.refresh_from_db()
        if contact.stage != Contact.Stage.AWAITING_MANAGER:
            return
        raised = self.drawn.random() < 0.45
        outcomes = []
        for child in contact.children.all():
            was = child.outcomes.get(replaced_by=None)
            if raised:
                outcomes.append(ChildOutcome(child, "EARLY_HELP", 3, "Taken together these contacts are a pattern; advice has not changed it.", [], self.teller.teams["hub_north"]))
            else:
                outcomes.append(ChildOutcome(child, was.outcome, was.level, was.reason, was.indicators, was.to_team))
        self.teller.do(agree, contact, by=self.drawn.choice(MANAGERS), at=self.teller.after(at, (2.0, 0.7)), outcomes=outcomes)

    def taken_on(self, handover: Handover) -> None:
        receiver = RECEIVERS[handover.to_team.name.lower().replace(" ", "_")]
        at = self.teller.after(handover.offered_at, rates.ACCEPT)
        if self.drawn.random() < 0.045:
            self.teller.do(send_back, handover, by=receiver, at=at, reason=self.drawn.choice(words.RETURNED))
            again = self.teller.after(at, (2.0, 0.6))
            handover = self.teller.do(
                send_elsewhere, handover, by=self.drawn.choice(MANAGERS), at=again, to_team=handover.to_team,
                reason=f"{handover.reason}\nWe have spoken with the family and with you: please take this on.",
            )
            at = self.teller.after(again, rates.ACCEPT)
        self.teller.do(accept, handover, by=receiver, at=at, worker_name="")

    def enquired(self, handover: Handover) -> None:
        worker, rating = self.drawn.choice(WORKERS), handover.contact.rating or "AMBER"
        at = self.teller.after(handover.offered_at, rates.OPEN_ENQUIRY)
        enquiry = self.teller.do(open_enquiry, by=worker, at=at, handover=handover, rating=rating)
        answered = self.asked(enquiry, by=worker, at=at + timedelta(minutes=12), rating=rating)
        at = self.teller.after(max(answered or [at]), rates.RECOMMEND)
        code = self.teller.one_of(rates.DECIDED)
        level = {"NFA": 2, "INFO_ADVICE": 2, "EARLY_HELP": 3}.get(code, 4)
        rows = [row.child for row in enquiry.children.select_related("child")]
        said = {key: text.format(name=rows[0].given_names or "The child") for key, text in self.drawn.choice(words.ANALYSIS).items()}
        self.teller.do(
            recommend, enquiry, by=worker, at=at, words=said,
            recommendations=[Recommendation(child, code, level, words.DECIDED[code]) for child in rows],
        )
        at = self.teller.after(at, rates.DECIDE)
        team = self.teller.teams[self.drawn.choice(TEAM_FOR[code])] if code in HANDED_ON else None
        due = next_working_day(next_working_day(at.date()))
        todo = [ToDo("Speak with the family and with school", str(team or "Reception"), due)] if team else []
        self.teller.do(
            decide, enquiry, by=self.drawn.choice(MANAGERS), at=at, took_part=["Pete Sandiford, police", "Hana Birtwell, health"],
            dissent="School thinks the level should be higher." if self.drawn.random() < 0.06 else "",
            decisions=[ForChild(child, code, level, words.DECIDED[code], team, todo) for child in rows],
        )

    def asked(self, enquiry: Enquiry, *, by: str, at: datetime, rating: str) -> list[datetime]:
        """Police and health always; school and others by the family's network. Returns when the answers came."""
        kinds = ["POLICE", "HEALTH_TRUST", *self.drawn.sample(["SCHOOL", "GP_PRACTICE", "EDUCATION", "HOUSING", "ADULT_SERVICES"], self.drawn.choice([1, 2]))]
        answered, hours = [], {"RED": 0.25, "AMBER": 0.7}.get(rating, 1.4)
        names = [row.child.name for row in enquiry.children.select_related("child")]
        for kind in kinds:
            agency = self.teller.agency(kind)
            request = self.teller.do(
                ask, enquiry, by=by, at=at, agency=agency, what="What you know of these children and who lives with them", months_back=24,
                why="To understand what has been described to us", lawful_basis="ART6_1E", people=names,
            )
            done_at = self.teller.after(at, (rates.ANSWER[0] * hours, rates.ANSWER[1]))
            with suppress(NotYet):
                self.answered(request, agency, at=done_at)
            answered.append(done_at)
        return answered

    def answered(self, request: Any, agency: Any, *, at: datetime) -> None:
        member = self.teller.member_of(agency)
        outcome = self.teller.one_of(rates.ANSWERS)
        if member is None or outcome == "NONE" or not member.may("answer"):
            self.teller.do(withdraw, request, by="sam", at=at, why="Answered by telephone; nothing to add.")
            return
        text, source = self.drawn.choice(words.HELD.get(agency.kind, words.HELD["GP_PRACTICE"]))
        self.teller.do(
            answer, request, by=member, at=at, outcome=outcome, speak_to=member.name if outcome == "CANNOT_SHARE" else "",
            items=[Given(text=text, source=source)] if outcome == "HELD" else [],
            searched="Names, dates of birth and the address, two years back" if outcome == "NOTHING_HELD" else "",
            why_not={"NOT_SEARCHED": "Our system is down until tomorrow; I will search then.", "CANNOT_SHARE": "A live investigation."}.get(outcome, ""),
        )

    def told(self, feedback: Feedback) -> None:
        health = bool(feedback.agency and feedback.agency.kind in {"HEALTH_TRUST", "GP_PRACTICE", "MENTAL_HEALTH", "AMBULANCE"})
        at, by = self.teller.after(feedback.owed_at, rates.TELL_HEALTH if health else rates.TELL), self.drawn.choice((*SCREENERS, *WORKERS))
        if not feedback.email and not feedback.phone:
            self.teller.do(exempt, feedback, by=by, at=at, exemption="NO_ROUTE", why="No number and no address was left.")
        elif not feedback.email:
            self.teller.told_as_drafted(feedback, by=by, at=at, how="PHONE", told_to=feedback.name or "Whoever rang")
        else:
            self.teller.told_as_drafted(feedback, by=by, at=at)
