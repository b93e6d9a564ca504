"""A batch of notices laid into the record: new ones, higher versions, withdrawn ones, and what cannot be read.

The order in which versions arrive does not change what is held: a lower one that comes late is kept beside the higher.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.many import leave_each
from frontdoor.foundations.record.models import share

from ..identity import Places
from ..keeping import core, digest, keepable, plain
from ..lines import draw, families_of, place
from ..models import Drop, Notice, NoticeVersion, Quarantine
from ..reading import Given, Problem, Reader
from ..rules import BINDING_ROLES
from .changing import told_is_changed
from .encompass import encompass_arrives
from .verbs import bring_back, receive_notice, replace_notice, set_in_quarantine, withdraw_notice
from .writing import COPIED, WORDS, keep, people_of, save, save_people

Stage = Notice.Stage
MOST_WARNINGS = 200
FOR_THE_HUB_ALONE = ("sensitive", "source_protected")
SAME_VERSION = "was received before with other content; the force sends a changed notice under a higher version"


@dataclass
class Arrived:
    """One notice of a batch on its way in."""

    form: dict[str, Any]
    given: Given
    digest: str
    notice: Notice | None = None
    became: str = ""  # accepted, replaced, withdrawn, unchanged, rejected


@dataclass
class Laying:
    """Lays notices of one force as one sender brought them, within one action; counts what became of each."""

    force_code: str
    by: User
    at: datetime
    made_at: datetime
    how: str
    drop: Drop | None = None
    is_test: bool = False
    received_at: datetime | None = None  # when it reached us, if that was before now
    tally: Counter = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def __post_init__(self):
        self.reader = Reader(force_code=self.force_code, now=self.at)
        self.places = Places()

    @cached_property
    def owner(self) -> Agency:
        """The force, which owns what it sends; the hub where the force is not set up yet, so that nothing is lost."""
        forces = Agency.objects.filter(kind="POLICE", ended_at=None)
        found = forces.filter(code=self.force_code).first()
        if found is None and forces.count() == 1 and not forces[0].code:
            found = forces[0]
        if found is None:
            self.warn(f"No agency has the force code {self.force_code}: nobody there can see what becomes of these. An administrator can add it.")
        return found or the_hub()

    def warn(self, says: str) -> None:
        if len(self.warnings) < MOST_WARNINGS:
            self.warnings.append(keepable(says))
        elif len(self.warnings) == MOST_WARNINGS:
            self.warnings.append("There are more warnings than are listed here.")

    # Reading

    def lay(self, groups: list[list[dict[str, Any]]]) -> None:
        """Each group is what the sender brought under one number: usually one form."""
        arrived = [each for group in groups for each in self._read(group)]
        held = {
            notice.ppn_id: notice
            for notice in Notice.objects.select_for_update().filter(
                force_code=self.force_code, ppn_id__in={each.given.notice["ppn_id"] for each in arrived}
            )
        }
        digests = {
            (notice, version): digest
            for notice, version, digest in NoticeVersion.objects.filter(notice__in=held.values()).values_list("notice", "police_version", "digest")
        }
        for each in arrived:
            self._place(each, held, digests)
        self._write([each for each in arrived if each.became])

    def _read(self, group: list[dict[str, Any]]) -> list[Arrived]:
        """The forms of one number that can be read, the highest version last; what cannot goes to quarantine."""
        by_version: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for form in group:
            by_version[str(form.get("version") or "").strip()].append(form)
        found = []
        for forms in by_version.values():
            different = {digest(form) for form in forms}
            if len(different) > 1:
                says = {"file": "notice.csv", "column": "ppn_id", "says": "is twice in this drop, with different content under one version"}
                for form in forms:
                    self.quarantine(form, [{**says, "row": form.get("row")}])
                continue
            given = self.reader.read(forms[0])
            if given is None:
                self.quarantine(forms[0], self.reader.problems)
            else:
                found.append(Arrived(forms[0], given, different.pop()))
        return sorted(found, key=lambda each: each.given.notice["version"])

    def quarantine(self, form: dict[str, Any], problems: list[Problem]) -> None:
        """Kept as it came with its reasons; the same thing sent again is kept once."""
        form, problems = keepable(form), keepable(problems)
        held, made = Quarantine.objects.get_or_create(
            force_code=self.force_code, digest=digest(form),
            defaults={
                "drop": self.drop, "ppn_id": str(form.get("ppn_id") or "")[:200], "content": form, "problems": problems,
                "made_at": self.made_at, "received_at": self.at, "owned_by": self.owner,
            },
        )
        self._count_quarantined(held, made=made)
        self.problems += problems
        if made:
            leave_each(set_in_quarantine, [held], by=self.by, at=self.at)

    def _count_quarantined(self, held: Quarantine, *, made: bool) -> None:
        """What somebody has dealt with already changes nothing when it is sent again."""
        self.tally["quarantined" if made or held.stage == Quarantine.Stage.WAITING else "unchanged"] += 1

    # Placing: what each one is beside what is held

    def _place(self, each: Arrived, held: dict[str, Notice], digests: dict[tuple, str]) -> None:
        said = each.given.notice
        notice = held.get(said["ppn_id"])
        if notice is None:
            each.became = "accepted" if said["status"] != "withdrawn" else "withdrawn"
            each.notice = held[said["ppn_id"]] = Notice(
                force_code=self.force_code, ppn_id=said["ppn_id"], received_at=self.received_at or self.at, owned_by=self.owner, is_test=self.is_test, how=self.how,
            )
            digests[each.notice.pk, said["version"]] = each.digest
            return
        each.notice = notice
        current = notice.police_version or max((v for pk, v in digests if pk == notice.pk), default=0)
        known = digests.get((notice.pk, said["version"]))
        if said["version"] > current:
            each.became = "withdrawn" if said["status"] == "withdrawn" else "replaced"
        elif said["version"] < current:
            self._late(each, current)
        elif known == each.digest:
            each.became, each.notice = "unchanged", None
        else:
            self._same_version(each)
        digests.setdefault((notice.pk, said["version"]), each.digest)

    def _late(self, each: Arrived, current: int) -> None:
        each.became = "rejected"
        self.problems.append({
            "file": "notice.csv", "row": each.given.notice["row"], "column": "version",
            "says": f"is {each.given.notice['version']}, lower than {current}, which is held",
        })

    def _same_version(self, each: Arrived) -> None:
        """Only what the police know of its people changed: the newer of the two is held. Anything else needs a version."""
        before = NoticeVersion.objects.filter(notice=each.notice, police_version=each.given.notice["version"]).order_by("-made_at").first()
        if before is None or core(before.content) != core(plain(each.form)):
            self.quarantine(each.form, [{"file": "notice.csv", "row": each.given.notice["row"], "column": "version", "says": SAME_VERSION}])
            each.notice = None
        elif each.notice.made_at < self.made_at:
            each.became = "replaced"
        else:
            each.became = "rejected"

    # Writing

    def _write(self, arrived: list[Arrived]) -> None:
        for each in arrived:
            self.tally[each.became] += 1
            for says in each.given.warnings:
                self.warn(says)
        kept = [each for each in arrived if each.notice is not None]
        top: dict[Any, Arrived] = {each.notice.pk: each for each in kept if each.became != "rejected"}
        fresh = {pk for pk, each in top.items() if each.notice._state.adding}
        bonds = {pk: _bonds(each) for pk, each in top.items()}
        families, touched, new = families_of(bonds, force_code=self.force_code)
        done = defaultdict(list)
        for pk, each in top.items():
            touched |= {each.notice.family_id} if each.notice.family_id else set()
            done[self._fill(each, families[pk])].append(each.notice)
        notices = [notice for together in done.values() for notice in together]
        made, changed = people_of(
            {each.notice: each.given for each in top.values()}, force_code=self.force_code, places=self.places, warn=self.warn, at=self.at
        )
        others = place(touched, at=self.at, arriving=notices, named=[*made, *changed])
        keep([self._version(each) for each in kept], new=save(notices))
        for_the_hub_alone = [notice for notice in notices if notice.circulation == Notice.Circulation.NAMED]
        share(*for_the_hub_alone, at=self.at, agency=the_hub(), reason="The hub screens it")
        save_people(made, changed)
        Notice.objects.bulk_update(others, ["reasons", "band"])
        for verb, together in done.items():
            leave_each(verb, together, by=self.by, at=self.at, how=self.how)
        draw(touched, new=new)
        encompass_arrives(notices, new=fresh, by=self.by, at=self.at)
        told_is_changed(notices, new=fresh, by=self.by, at=self.at)
        self.notices += notices

    def _version(self, each: Arrived) -> NoticeVersion:
        """Exactly as it came."""
        return NoticeVersion(
            notice=each.notice, police_version=each.given.notice["version"], content=keepable(plain(each.form)), digest=each.digest,
            made_at=self.made_at, received_at=self.at, drop=self.drop,
        )

    def _fill(self, each: Arrived, family: UUID) -> Any:
        """Everything the notice now says; and which verb that is."""
        notice, said, was = each.notice, each.given.notice, each.notice.stage
        for name in COPIED:
            setattr(notice, name, said[name])
        for name in WORDS:
            setattr(notice, name, said[name] or "")
        notice.police_version, notice.made_at, notice.police_grade = said["version"], self.made_at, said["risk_grade"]
        notice.hrda_listed, notice.marac = bool(said["hrda_listed"]), bool(said["marac"])
        notice.family_id = family
        # A protected source, or what the police call sensitive, is for the hub's own staff and not for every partner in it.
        notice.circulation = Notice.Circulation.NAMED if notice.info_share_limit in FOR_THE_HUB_ALONE else Notice.Circulation.HUB
        notice.band = notice.band or 9
        if notice.hub_grade and notice.hub_grade != notice.police_grade and not notice.hub_grade_why:
            notice.hub_grade = ""
        if said["status"] == "withdrawn":
            notice.stage, notice.waiting_since = Stage.WITHDRAWN, notice.waiting_since or notice.received_at
            return withdraw_notice
        if notice._state.adding:
            notice.waiting_since = notice.received_at
            return receive_notice
        if was == Stage.WAITING:
            return replace_notice
        notice.stage, notice.waiting_since = Stage.WAITING, self.at
        if was != Stage.WITHDRAWN or notice.decided_at:  # one that was only withdrawn is as if it had come now
            notice.reasons = sorted({*notice.reasons, "CHANGED"})
        return bring_back


def _bonds(each: Arrived) -> set[str]:
    """The numbers of those who bind this notice into a family. A withdrawn one binds nobody."""
    if each.given.notice["status"] == "withdrawn":
        return set()
    return {
        number for number, person in each.given.people.items()
        if BINDING_ROLES & {role["role"] for role in person["roles"]}
    }

