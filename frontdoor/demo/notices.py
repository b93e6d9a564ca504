"""A month of police notices, relative to today: drops twice a day, worked on the desk with believable lateness, a bad drop, rows
that cannot be read, a number that does not come, a family whose pattern shows only when rolled up, and a backlog this morning.

Volumes: about 120 domestic abuse reports a day in the force, 71% of its children here, a third with a child linked (assumed):
28 a day; children and missing beside them assumed. Fewer are told, so that the telling stays quick.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from frontdoor.foundations.clocks.calendars import wall_clock
from frontdoor.foundations.clocks.limits import is_working_day
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.guard import told_at
from frontdoor.ppn.actions import decide_line, regrade
from frontdoor.ppn.deciding import Choice, what_is_missing
from frontdoor.ppn.models import Family, Notice, NoticePerson
from frontdoor.ppn.sample import Sample, write_drop
from frontdoor.ppn.taking.importing import import_drop

from . import rates
from .teller import NotYet, Teller

FORCE = "44"
DESK = ("rosa", "ravi")
# By outcome, for each grade; assumed.
OUTCOMES = {
    "H": {"HRDA": 60, "CONTACT": 40}, "M": {"CONTACT": 30, "SHARED": 40, "NFA": 30}, "S": {"CONTACT": 8, "SHARED": 42, "NFA": 50},
    "U": {"CONTACT": 20, "SHARED": 40, "NFA": 40},
}
WHY = {
    "HRDA": "High risk by the tool and by what the child said; for tomorrow's meeting.",
    "CONTACT": "What the child said cannot wait for school to notice: reception looks at the family as a whole.",
    "SHARED": "One argument, nobody hurt, the children asleep. School and health should know, so that somebody asks how they are.",
    "NFA": "Known already, seen last week by the health visitor; nothing new in it.",
}
VOICE = ["“I put my pillow over my ears.”", "“I don’t want to go to sleep when he’s here.”", "“Mum says not to tell.”", "", ""]

# As officers write a school: by its name, now and then by one that nobody here knows.
SCHOOLS = [*["Thornbury Hill School", "Mill Lane Academy", "Brookfold Primary School", "Saltmarsh Junior School", "Harrow Down Secondary", "St Osric's Primary School"] * 5, "Taught at home", ""]
SURGERIES = [*["Z99001", "Z99002", "Z99003"] * 2, ""]


class Month:
    """Drop after drop, and between them the desk."""

    def __init__(self, teller: Teller):
        self.teller, self.drawn, self.sequence = teller, teller.drawn, 0

    def tell(self) -> None:
        with TemporaryDirectory() as folder:
            for at in self.times():
                self.drop(Path(folder), at)
                self.work(at)
        self.grade_again()

    def times(self) -> Iterator[datetime]:
        """Twice a day, weekends too: the force works them all."""
        for back in range(rates.NOTICE_DAYS, -1, -1):
            for hour in (7, 15):
                at = wall_clock(self.teller.now.date() - timedelta(days=back), time(hour, 10))
                if at < self.teller.now - timedelta(minutes=10):
                    yield at

    def drop(self, folder: Path, at: datetime) -> None:
        self.sequence += 1
        if self.sequence == rates.NEVER_CAME:
            self.sequence += 1
        sample = Sample(notices=self.how_many(at), seed=self.sequence, sequence=self.sequence, made_at=at - timedelta(minutes=10))
        forms = [self.one(form) for form in sample.forms()]
        if self.sequence in rates.PATTERN_DROPS:
            forms.append(self.of_the_pattern(forms[0], at))
        if self.sequence == rates.CANNOT_BE_READ:
            forms[0]["risk_grade"], forms[1]["incident_at"] = "High", "last Tuesday"
        path = write_drop(forms, folder / sample.name, force_code=FORCE, made_at=sample.made_at, sequence=(self.sequence, self.sequence))
        if self.sequence == rates.DAMAGED:
            self.take(path, at, name=path.name, damaged=True)
            at += timedelta(minutes=40)  # sent again, whole
        self.take(path, at, name=path.name)

    def take(self, path: Path, at: datetime, *, name: str, damaged: bool = False) -> None:
        token = told_at.set(at + timedelta(seconds=20))
        try:
            if damaged:
                bad = path.with_suffix(".part")
                bad.write_bytes(path.read_bytes()[:2000])
                path = bad
            import_drop(path, name=name, by=the_system(), at=at)
        finally:
            told_at.reset(token)

    def how_many(self, at: datetime) -> int:
        """More after a weekend's nights than after a school day."""
        usual = rates.NOTICES_A_DAY * (0.62 if at.hour < 12 else 0.38) * (1.4 if at.weekday() in (5, 6, 0) else 0.85)
        return max(2, round(self.drawn.gauss(usual, usual / 6)))

    def one(self, form: dict) -> dict:
        """As officers write them: some without a birth date, some without a word from the child, some days late."""
        child = form["roles"][0]["person"]
        is_little = child["dob"] > (self.teller.now - timedelta(days=4.5 * 365)).date().isoformat()
        form["child_voice"] = "" if is_little else self.drawn.choice(VOICE)
        child |= {"school_text": "" if is_little else self.drawn.choice(SCHOOLS), "gp_ods": self.drawn.choice(SURGERIES)}
        if self.drawn.random() < 0.07:
            form["roles"][0]["person"]["dob"] = ""
        if self.drawn.random() < 0.11:
            late = datetime.fromisoformat(form["incident_at"]) - timedelta(hours=self.drawn.randint(20, 70))
            form |= {"incident_at": late.isoformat(), "reported_at": late.isoformat()}
        return form

    def of_the_pattern(self, like: dict, at: datetime) -> dict:
        """The Larkmeres: standard risk each time, by other officers at other stations; only together do they say anything."""
        happened = at - timedelta(hours=14)
        born = date(at.year - 6, 3, 27)
        people = [
            ("SUBJECT_CHILD", "", {"given_names": "Juno", "surname": "Larkmere", "dob": born.isoformat(), "sex": "F", "school_urn": "999103"}),
            ("VICTIM", "mother", {"given_names": "Petra", "surname": "Larkmere", "dob": "1994-05-02", "sex": "F"}),
        ]
        said = ["Neighbours heard shouting; calm when officers came.", "A door was broken. Nobody would say how.", "Juno let the officers in. She had not been to bed."]
        number = rates.PATTERN_DROPS.index(self.sequence)
        return {
            **like, "ppn_id": f"RMSJUNO{number}", "occurrence_no": f"{FORCE}{at:%y}900000{number}", "risk_grade": "S", "ppn_type": "DA",
            "risk": [{**each, "grade": "S"} for each in like["risk"]],
            "summary": said[number], **{
                name: (happened + timedelta(hours=hours)).isoformat()
                for name, hours in {"incident_at": 0, "reported_at": 0, "submitted_at": 3, "supervised_at": 4, "sent_to_mash_at": 5}.items()
            },
            "child_voice": ["", "Asleep.", "“I was waiting for it to stop.”"][number], "officer_station": ["Wyke", "Alderport", "Tannery Street"][number],
            "roles": [
                {"person_local_id": f"NJUNO{role}", "role": role, "relation_to_subject": relation, "present": "1", "injured": "0", "lives_at_scene": "1", "person": person}
                for role, relation, person in people
            ],
            "locations": [{"location_local_id": "LJUNO", "kind": "SCENE", "house": "3", "street": "Sedge Row", "town": "Kesmere", "postcode": "ZZ4 3AA", "refuge": "0"}],
        }

    def work(self, at: datetime) -> None:
        """What the desk does until the next drop: high risk first and soon; the rest later, and at weekends hardly at all."""
        until = at + timedelta(hours=8 if at.hour < 12 else 16)
        waiting = Family.objects.filter(waiting__gt=0).order_by("band", "due_at", "pk")
        most = rates.DECIDED_A_SHIFT if is_working_day(at.date()) else 3
        if until > self.teller.now - timedelta(hours=rates.BACKLOG_HOURS):
            most = 2  # this morning, or since Friday: the desk has not come to them yet
        for family in list(waiting[:most]):
            minutes = self.drawn.randint(20, 470 if family.band > 1 else 150)
            with suppress(NotYet):
                self.decide(family, at=at + timedelta(minutes=minutes))

    def decide(self, family: Family, *, at: datetime) -> None:
        rows = NoticePerson.objects.filter(notice__family=family, notice__stage=Notice.Stage.WAITING, is_child=True).select_related("notice")
        outcome = self.drawn.choices(*zip(*OUTCOMES[family.grade].items(), strict=True))[0]
        if "PATTERN" in family.reasons:
            outcome = "CONTACT"
        choices = [Choice(row.notice, row, outcome, WHY[outcome]) for row in rows]
        if any(what_is_missing(each) for each in choices):
            choices = [Choice(row.notice, row, "CONTACT", WHY["CONTACT"]) for row in rows]
        if choices:
            self.teller.do(lambda *, by, at: decide_line(choices, by=by, at=at), by=self.drawn.choice(DESK), at=at)

    def grade_again(self) -> None:
        """One that the hub takes more seriously than the police did."""
        notice = Notice.objects.filter(stage=Notice.Stage.WAITING, police_grade="S").exclude(child_voice="").order_by("-received_at").first()
        if notice:
            self.teller.do(
                regrade, notice, by="rosa", at=self.teller.now - timedelta(minutes=25), grade="M",
                why="The child has said this before, to school, in other words.",
            )


def police_notices(teller: Teller) -> None:
    """A month of police notices: Juno Larkmere's three, a damaged drop, two rows in quarantine, and a backlog this morning."""
    Month(teller).tell()
