"""An action is one verb of practice: checked, done, moved on, recorded and clocked, in one transaction."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May, who_may

from .guard import current_event, to_be_written, told_at
from .models import Event
from .refusals import ChangedMeanwhile, MayNot, NotNow

CATALOGUE: dict[str, "Action"] = {}
ACTIONS_ON: dict[type, list["Action"]] = defaultdict(list)
# The clocks listen here: (event, the record acted on or made).
LISTENERS: list[Callable[[Event, Any], None]] = []


@dataclass(frozen=True)
class Action:
    """One verb, as declared: who may do it, on what, from which stages, to which."""

    kind: str
    summary: str
    permission: May | None
    on: type | None
    allowed_from: frozenset[str]
    moves_to: tuple[str, ...]
    keeps: tuple[str, ...]
    shown: bool
    related: tuple[str, ...]
    function: Callable


def action(
    summary: str,
    *,
    permission: May | None,
    on: type | None = None,
    allowed_from: Iterable[str] = (),
    moves_to: str | Iterable[str] | None = None,
    keeps: Iterable[str] = (),
    shown: bool = True,
    related: Iterable[str] = (),
):
    """Declare a verb of practice.

    `keeps` names the arguments that go into the event (codes and references, never words). `moves_to` is the stage
    afterwards; where there are several the function sets one of them. `shown` says whether it belongs on a chronology.
    `related` is fetched together with the record, as it is when locked; only the record itself is locked.
    """
    moves = () if moves_to is None else (moves_to,) if isinstance(moves_to, str) else tuple(moves_to)

    def wrap(function: Callable) -> Callable:
        path = function.__module__.split(".")
        room = path[2] if path[1:2] == ["foundations"] else path[1] if path[0] == "frontdoor" else path[-1]
        kind = f"{room}.{function.__name__}"
        declared = Action(
            kind, summary, permission, on, frozenset(map(str, allowed_from)), tuple(map(str, moves)), tuple(keeps), shown,
            tuple(related), function,
        )
        CATALOGUE[kind] = declared
        if on is not None:
            ACTIONS_ON[on].append(declared)

        @functools.wraps(function)
        def run(subject: Any = None, *, by: User, at: datetime, seen: int | None = None, **details):
            outer, goes_on = current_event.get(), connection.in_atomic_block
            # Within another action a refusal refuses the whole, so a savepoint would only cost time.
            with transaction.atomic(savepoint=outer is None):
                _check_permission(declared, by)
                if on is not None:
                    subject = _lock(declared, subject, by=by, seen=seen)
                made = _do(declared, subject, by=by, at=at, details=details)
                if goes_on:  # else the transaction ends here, and what the database was told with it
                    _tell_database(outer)
                return made

        run.declared = declared
        run.kind = kind
        return run

    return wrap


def _check_permission(declared: Action, by: User) -> None:
    if by.may(declared.permission):
        return
    roles = " or ".join(who_may(declared.permission)) or "nobody"
    raise MayNot(f"Your role does not let you do this: {declared.summary.lower()}. It is done by: {roles}.")


def _lock(declared: Action, subject: Any, *, by: User, seen: int | None) -> Any:
    """The record as it is now, held until the transaction ends; refused if it moved on since it was seen."""
    visible = declared.on.objects.visible_to(by) if hasattr(declared.on.objects, "visible_to") else declared.on.objects
    if declared.related:
        visible = visible.select_related(*declared.related)
    record = visible.select_for_update(of=("self",)).get(pk=subject.pk)
    if declared.allowed_from and record.stage not in declared.allowed_from:
        raise NotNow(
            f"{declared.summary} is not possible now: it is at the stage “{record.get_stage_display()}”."
            f"{_who_was_last(record)}"
        )
    if seen is not None and record.version != seen:
        raise ChangedMeanwhile(f"This changed after you opened it.{_who_was_last(record)} Your words are kept below.")
    return record


def _who_was_last(record: Any) -> str:
    last = Event.objects.filter(record_id=record.pk).select_related("by", "agency").order_by("-position").first()
    if last is None or last.kind not in CATALOGUE:
        return ""
    from django.utils import timezone

    when = timezone.localtime(last.at)
    return f" Last: {CATALOGUE[last.kind].summary.lower()}, by {last.by} ({last.agency}), {when:%-d %B at %H:%M}."


def _do(declared: Action, subject: Any, *, by: User, at: datetime, details: dict[str, Any]) -> Any:
    event_id, within = uuid.uuid4(), to_be_written.get()
    events = [] if within is None else within
    before = len(events)
    tokens = current_event.set(event_id), to_be_written.set(events)
    _tell_database(event_id)
    try:
        made = declared.function(subject, by=by, at=at, **details) if declared.on else declared.function(by=by, at=at, **details)
        about = subject if subject is not None else made
        if declared.on is not None:
            _move(declared, subject)
        event = _event(declared, about, id=event_id, at=at, by=by, details=details)
        events.append(event)
        for listen in LISTENERS:
            listen(event, about)
        if within is None:
            Event.objects.bulk_create(events)
    except BaseException:
        del events[before:]  # it is rolled back: should somebody around it go on, its events are not written either
        raise
    finally:
        current_event.reset(tokens[0])
        to_be_written.reset(tokens[1])
    return made


def _event(declared: Action, about: Any, *, id: uuid.UUID, at: datetime, by: User, details: dict[str, Any]) -> Event:
    event = Event(
        id=id, kind=declared.kind, at=at, by=by, agency=by.agency, role=by.membership.role,
        record_type=ContentType.objects.get_for_model(about), record_id=about.pk,
        details={name: _code(details[name]) for name in declared.keeps if details.get(name) is not None},
    )
    if told_at.get():
        event.recorded_at = told_at.get()
    return event


def _move(declared: Action, subject: Any) -> None:
    """The stage the declaration promises, and a version one higher, in one write."""
    changes = {}
    if len(declared.moves_to) == 1:
        changes["stage"] = subject.stage = declared.moves_to[0]
    elif declared.moves_to:
        assert subject.stage in declared.moves_to, f"{declared.kind} left the stage at {subject.stage}"
        changes["stage"] = subject.stage
    if hasattr(subject, "version"):
        changes["version"] = F("version") + 1
    if changes:
        type(subject).objects.filter(pk=subject.pk).update(**changes)
        if hasattr(subject, "version"):
            subject.version += 1


def _code(value: Any) -> Any:
    if hasattr(value, "pk"):
        return str(value.pk)
    if isinstance(value, str | int | float | bool | None):
        return value if not hasattr(value, "value") else value.value
    if isinstance(value, list | tuple | set | frozenset):
        return [_code(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _code(each) for key, each in value.items()}
    return str(value)


def _tell_database(event_id: uuid.UUID | None) -> None:
    """The guard in the database must know which event the next writes belong to, and when there is none.

    A rollback, to a savepoint too, takes it back by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("select set_config('frontdoor.event', %s, true)", [str(event_id or "")])


def available(record: Any, user: User) -> list[Action]:
    """The actions this person may take on this record now: what the page offers as buttons."""
    return [
        declared for declared in ACTIONS_ON[type(record)]
        if user.may(declared.permission) and (not declared.allowed_from or record.stage in declared.allowed_from)
    ]
