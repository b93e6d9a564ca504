"""Taking notices in: a whole drop in one transaction, or what one push or one hand brought, by the same steps."""

import hashlib
from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.refusals import Refused

from ..keeping import digest
from ..models import Drop, Gap, Quarantine
from ..reading import sentence
from ..taking.opening import Opened
from ..taking.staging import batches, orphans, stage, unused_people
from .laying import Laying

# Counted for the sender: each notice is in one of these.
COUNTED = ("accepted", "unchanged", "replaced", "withdrawn", "rejected", "quarantined")


class AlreadyTaken(Exception):
    """This very drop was taken in before: nothing is done."""

    def __init__(self, held: Drop):
        super().__init__(str(held))
        self.held = held


def one_at_a_time(force_code: str) -> None:
    """Whatever comes from one force is laid one after another: the same notice in two drops at once is one notice."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('frontdoor.ppn'), %s)", [int(force_code)])


@action("Take in a drop of notices", permission=May.TAKE_NOTICES, keeps=("name", "sha256"))
def take_drop(*, by: User, at: datetime, drop: Opened, name: str, sha256: str) -> Drop:
    """Take in every notice that can be read, and keep in quarantine what cannot; all of it or, if anything breaks, nothing.

    The same drop again changes nothing: AlreadyTaken.
    """
    manifest = drop.manifest
    one_at_a_time(manifest.force_code)
    _must_be_new(sha256)
    taken = Drop(
        stage=Drop.Stage.TAKEN, name=name[:200], force_code=manifest.force_code, sha256=sha256, from_sequence=manifest.from_sequence,
        to_sequence=manifest.to_sequence, made_at=manifest.made_at, received_at=at, is_test=manifest.is_test, owned_by=the_hub(),
    )
    taken.save(force_insert=True)
    laying = Laying(
        force_code=manifest.force_code, by=by, at=at, made_at=manifest.made_at, how="DROP", drop=taken, is_test=manifest.is_test,
        warnings=list(drop.warnings),
    )
    stage(drop)
    for groups in batches():
        laying.lay(groups)
        laying.notices.clear()
    _lay_what_hangs_loose(laying)
    _notice_gaps(taken, laying, at=at)
    return _close(taken, laying)


def _must_be_new(sha256: str) -> None:
    if held := Drop.objects.filter(sha256=sha256, stage=Drop.Stage.TAKEN).first():
        raise AlreadyTaken(held)


def _close(taken: Drop, laying: Laying) -> Drop:
    """What became of it, kept on it; its problems go back to the sender."""
    taken.owned_by, taken.tally, taken.warnings = laying.owner, _counted(laying.tally), laying.warnings
    taken.save(update_fields=["owned_by", "tally", "warnings"])
    taken.laying = laying
    return taken


def _counted(tally: Counter) -> dict[str, int]:
    return {name: tally[name] for name in COUNTED}


def _lay_what_hangs_loose(laying: Laying) -> None:
    for file, row, says in orphans():
        problem = {"file": file, "row": row.get("row"), "column": "ppn_id", "says": says}
        laying.quarantine(row if file == "notice.csv" else {"ppn_id": row.get("ppn_id"), "loose": {file: row}}, [problem])
    for number, _ in unused_people():
        laying.warn(f"person.csv, row {number}, person_local_id: is in no role of this drop.")


def _notice_gaps(taken: Drop, laying: Laying, *, at: datetime) -> None:
    """The numbers of this force that have not come. One that a later drop fills is filled, whatever came first."""
    ranges = Drop.objects.filter(
        force_code=taken.force_code, stage=Drop.Stage.TAKEN, is_test=taken.is_test, from_sequence__isnull=False
    ).order_by("from_sequence")
    wanted, last = [], None
    for first, end in ranges.values_list("from_sequence", "to_sequence"):
        if last is not None and first > last + 1:
            wanted.append((last + 1, first - 1))
        last = end if last is None else max(last, end)
    if taken.is_test:
        return
    open_gaps = Gap.objects.filter(force_code=taken.force_code, stage=Gap.Stage.OPEN)
    for gap in open_gaps:
        if (gap.first, gap.last) not in wanted:
            fill_gap(gap, by=laying.by, at=at)
    for first, end in wanted:
        if not Gap.objects.filter(force_code=taken.force_code, first=first, last=end).exists():
            notice_gap(by=laying.by, at=at, force_code=taken.force_code, first=first, last=end, owned_by=laying.owner)
    if any(first <= taken.from_sequence - 1 <= end for first, end in wanted):
        numbers = next((f"{first} to {end}" if first != end else str(first)) for first, end in wanted if end == taken.from_sequence - 1)
        laying.warn(f"manifest.json: sequence {numbers} has not come. Send it, or tell us that there is nothing in it.")
    if ranges.filter(from_sequence__lte=taken.to_sequence, to_sequence__gte=taken.from_sequence).exclude(pk=taken.pk).exists():
        laying.warn(f"manifest.json: sequence {taken.from_sequence} to {taken.to_sequence} was sent before, in another drop.")


@action("Notice a gap in what a force sent", permission=May.TAKE_NOTICES, shown=False)
def notice_gap(*, by: User, at: datetime, force_code: str, first: int, last: int, owned_by: Any) -> Gap:
    """A number is missing: notices about children may be in it, so somebody asks for it."""
    return Gap.objects.create(force_code=force_code, first=first, last=last, noticed_at=at, owned_by=owned_by)


@action("Fill a gap", permission=May.TAKE_NOTICES, on=Gap, allowed_from=[Gap.Stage.OPEN], moves_to=Gap.Stage.FILLED, shown=False)
def fill_gap(gap: Gap, *, by: User, at: datetime) -> Gap:
    """What was missing came later, or a part of it: what is still missing is a gap of its own."""
    return gap


@action("Deal with a gap", permission=May.SCREEN, on=Gap, allowed_from=[Gap.Stage.OPEN], moves_to=Gap.Stage.DEALT_WITH, shown=False)
def deal_with_gap(gap: Gap, *, by: User, at: datetime, what_was_done: str) -> Gap:
    gap.what_was_done = _said(what_was_done)
    gap.save(update_fields=["what_was_done"])
    return gap


@action("Refuse a drop", permission=May.TAKE_NOTICES, keeps=("name",), shown=False)
def refuse_drop(*, by: User, at: datetime, name: str, sha256: str, why: str, force_code: str = "") -> Drop:
    """It could not be taken at all: the force hears why, and somebody here sees to it that it comes again."""
    return Drop.objects.create(
        stage=Drop.Stage.REFUSED, name=name[:200], sha256=sha256, refused_why=why, force_code=force_code, received_at=at, owned_by=the_hub()
    )


def refused_before(*, sha256: str, why: str) -> Drop | None:
    """The same thing, refused for the same reason, that nobody has dealt with yet: it is not refused a second time."""
    return Drop.objects.filter(stage=Drop.Stage.REFUSED, sha256=sha256, refused_why=why).first()


@action("Deal with a refused drop", permission=May.SCREEN, on=Drop, allowed_from=[Drop.Stage.REFUSED], moves_to=Drop.Stage.DEALT_WITH, shown=False)
def deal_with_drop(drop: Drop, *, by: User, at: datetime, what_was_done: str) -> Drop:
    drop.what_was_done = _said(what_was_done)
    drop.save(update_fields=["what_was_done"])
    return drop


def _said(what_was_done: str) -> str:
    if not what_was_done.strip():
        raise Refused("Say what you did: whom you asked, and what they said.", field="what_was_done")
    return what_was_done.strip()


@action("Take in notices one by one", permission=May.TAKE_NOTICES, keeps=("how",), shown=False)
def take_forms(
    *, by: User, at: datetime, force_code: str, forms: list[dict[str, Any]], made_at: datetime, how: str, name: str, is_test: bool = False,
    received_at: datetime | None = None,
) -> Drop:
    """Take in notices already in the nested form: pushed by a force's system, or keyed by hand. The same again changes
    nothing: AlreadyTaken."""
    one_at_a_time(force_code)
    sha256 = _digest([force_code, *sorted(map(digest, forms))])
    _must_be_new(sha256)
    taken = Drop.objects.create(
        stage=Drop.Stage.TAKEN, name=name[:200], force_code=force_code, sha256=sha256, made_at=made_at, received_at=at, is_test=is_test,
        owned_by=the_hub(),
    )
    laying = Laying(
        force_code=force_code, by=by, at=at, made_at=made_at, how=how, drop=taken, is_test=is_test, received_at=received_at,
    )
    by_number: dict[str, list] = {}
    for form in forms:
        by_number.setdefault(str(form.get("ppn_id") or "").strip(), []).append(form)
    laying.lay([group for number, group in by_number.items() if number])
    for form in by_number.get("", []):
        laying.quarantine(form, [{"file": "notice.csv", "row": form.get("row"), "column": "ppn_id", "says": "is empty, and is needed"}])
    return _close(taken, laying)


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@action(
    "Mend a notice in quarantine", permission=May.TAKE_NOTICES, on=Quarantine, allowed_from=[Quarantine.Stage.WAITING],
    moves_to=Quarantine.Stage.RELEASED, shown=False,
)
def release(held: Quarantine, *, by: User, at: datetime, form: dict[str, Any]) -> Quarantine:
    """Mended, it is taken in as if it had come so, from the time it reached us; what it said before stays here."""
    one_at_a_time(held.force_code)
    pushed = held.drop is not None and held.drop.from_sequence is None
    laying = Laying(
        force_code=held.force_code, by=by, at=at, made_at=held.made_at, received_at=held.received_at, how="PUSH" if pushed else "DROP", drop=held.drop,
        is_test=bool(held.drop and held.drop.is_test),
    )
    laying.lay([[form]])
    if laying.tally["quarantined"]:
        raise Refused(" ".join(sentence(each) for each in laying.problems))
    return held


@action(
    "Set aside what cannot be read", permission=May.SCREEN, on=Quarantine, allowed_from=[Quarantine.Stage.WAITING],
    moves_to=Quarantine.Stage.SET_ASIDE, shown=False,
)
def set_aside(held: Quarantine, *, by: User, at: datetime, why: str) -> Quarantine:
    """Nothing of it is needed, and why: the force sent it again, or it was a test."""
    if not why.strip():
        raise Refused("Say why nothing of this is needed.", field="why")
    held.set_aside_why = why.strip()
    held.save(update_fields=["set_aside_why"])
    return held
