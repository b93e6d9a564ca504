"""A batch of notices laid into the record: new ones, higher versions, withdrawn ones, and what cannot be read.

The order in which versions arrive does not change what is held: a lower one that comes late is kept beside the higher.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.many import leave_each
from frontdoor.foundations.record.models import share

from ..identity import Places, rows
from ..keeping import core, digest, keepable, plain
from ..lines import families_of, weigh
from ..models import Drop, Family, Notice, NoticePerson, NoticeVersion, Quarantine
from ..proposing import propose, recognise
from ..reading import Given, Problem, Reader
from ..rules import BINDING_ROLES
from .encompass import encompass_arrives
from .verbs import bring_back, receive_notice, replace_notice, set_in_quarantine, withdraw_notice

Stage = Notice.Stage
MOST_WARNINGS = 200
FOR_THE_HUB_ALONE = ("sensitive", "source_protected")
COPIED = (
    "status", "ppn_type", "incident_at", "reported_at", "submitted_at", "supervised_at", "sent_to_mash_at", "da_repeat_12m",
)
WORDS = (
    "occurrence_no", "log_no", "incident_date_precision", "officer_id", "officer_station", "summary", "child_voice",
    "action_taken", "consent", "consent_override_reason", "info_share_limit", "gpms",
)
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
        new = {pk for pk, each in top.items() if each.notice._state.adding}
        bonds = {pk: _bonds(each) for pk, each in top.items()}
        families, touched = families_of(bonds, force_code=self.force_code)
        done = defaultdict(list)
        for pk, each in top.items():
            touched |= {each.notice.family_id} if each.notice.family_id else set()
            done[self._fill(each, families[pk])].append(each.notice)
        self._save([notice for notices in done.values() for notice in notices])
        share(
            *(notice for notices in done.values() for notice in notices if notice.circulation == Notice.Circulation.NAMED),
            at=self.at, agency=the_hub(), reason="The hub screens it",
        )
        self._keep_versions(kept)
        self._write_people(top)
        for verb, notices in done.items():
            leave_each(verb, notices, by=self.by, at=self.at, how=self.how)
        weigh(touched, at=self.at)
        encompass_arrives([each.notice for each in top.values()], new=new, by=self.by, at=self.at)
        self.notices += [each.notice for each in top.values()]

    def _fill(self, each: Arrived, family: Family) -> Any:
        """Everything the notice now says; and which verb that is."""
        notice, said, was = each.notice, each.given.notice, each.notice.stage
        for name in COPIED:
            setattr(notice, name, said[name])
        for name in WORDS:
            setattr(notice, name, said[name] or "")
        notice.police_version, notice.made_at, notice.police_grade = said["version"], self.made_at, said["risk_grade"]
        notice.hrda_listed, notice.marac = bool(said["hrda_listed"]), bool(said["marac"])
        notice.family_id = family.pk
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

    def _save(self, notices: list[Notice]) -> None:
        new, held = [each for each in notices if each._state.adding], [each for each in notices if not each._state.adding]
        for notice in held:
            notice.version += 1
        Notice.objects.bulk_create(new)
        changed = ["police_version", "made_at", "police_grade", "hub_grade", "hrda_listed", "marac", "family", "stage", "reasons", "version", "waiting_since", "circulation"]
        Notice.objects.bulk_update(held, [*COPIED, *WORDS, *changed])

    def _keep_versions(self, kept: list[Arrived]) -> None:
        NoticeVersion.objects.bulk_create(
            [
                NoticeVersion(
                    notice=each.notice, police_version=each.given.notice["version"], content=keepable(plain(each.form)), digest=each.digest,
                    made_at=self.made_at, received_at=self.at, drop=self.drop,
                )
                for each in kept
            ],
            ignore_conflicts=True,
        )

    def _write_people(self, top: dict[Any, Arrived]) -> None:
        """The people of each notice as it now stands: those named before keep their link, those no longer named stay."""
        before = {(row.notice_id, row.local_id): row for row in NoticePerson.objects.filter(notice__in=top)}
        made, changed = [], []
        for pk, each in top.items():
            for row in rows(each.notice, each.given, places=self.places, at=self.at):
                held = before.pop((pk, row.local_id), None)
                if held is None:
                    made.append(row)
                else:
                    row.pk, row.person_id, row.linked_how, row.proposed = held.pk, held.person_id, held.linked_how, held.proposed
                    changed.append(row)
            for says in each.given.warnings:
                if "school" in says:
                    self.warn(says)
        for (pk, _), row in before.items():
            if row.gone_in_version is None:
                row.gone_in_version = top[pk].notice.police_version
                changed.append(row)
        recognise(made, force_code=self.force_code)
        propose(made)
        NoticePerson.objects.bulk_create(made)
        names = [f.name for f in NoticePerson._meta.concrete_fields if not f.primary_key and f.name not in ("notice", "local_id")]
        NoticePerson.objects.bulk_update(changed, names)


def _bonds(each: Arrived) -> set[str]:
    """The numbers of those who bind this notice into a family. A withdrawn one binds nobody."""
    if each.given.notice["status"] == "withdrawn":
        return set()
    return {
        number for number, person in each.given.people.items()
        if BINDING_ROLES & {role["role"] for role in person["roles"]}
    }

