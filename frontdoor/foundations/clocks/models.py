"""Runs of clocks. Whether one is late is worked out, never stored."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models

from .declare import CLOCKS, Clock
from .limits import remaining
from .reading import read_limit


@dataclass(frozen=True)
class Face:
    """What a page shows of a clock: due, how long left, why it started, its source in law or protocol."""

    duty: str
    state: str
    due_at: datetime | None
    started_at: datetime | None
    stopped_at: datetime | None
    left: str
    why: str
    source: str


class ClockRun(models.Model):
    """One run of one clock on one record."""

    guarded = True
    clock = models.CharField(max_length=60)
    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    record_id = models.UUIDField()
    started_by = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="+")
    stopped_by = models.ForeignKey("record.Event", on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    limit = models.CharField(max_length=80)  # in words, as it was in force

    class Meta:
        indexes = [
            models.Index(fields=["record_id"]),
            models.Index(fields=["clock", "due_at"], condition=models.Q(stopped_at=None), name="open_clock_by_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "record_id"], condition=models.Q(stopped_at=None), name="one_open_run_of_a_clock"
            )
        ]

    @property
    def declared(self) -> Clock:
        return CLOCKS[self.clock]

    def state(self, *, now: datetime) -> str:
        if self.stopped_at:
            return "met" if self.stopped_at <= self.due_at else "missed"
        if now > self.due_at:
            return "overdue"
        return "due_soon" if now >= self.warn_at else "running"

    def face(self, *, now: datetime) -> Face:
        state = self.state(now=now)
        left = {"met": "Done in time", "missed": "Done late"}.get(state) or remaining(
            now, self.due_at, limit=read_limit(self.limit)
        )
        return Face(
            self.declared.duty, state, self.due_at, self.started_at, self.stopped_at, left,
            f"{self.declared.duty}: {self.limit}", self.declared.source,
        )


def faces(records, *, now: datetime, clock: Clock | None = None) -> dict:
    """The open clocks of these records, soonest first, in one query: {record id: [Face, ...]}."""
    runs = ClockRun.objects.filter(record_id__in=[record.pk for record in records], stopped_at=None).order_by("due_at")
    if clock:
        runs = runs.filter(clock=clock.code)
    found: dict = {}
    for run in runs:
        found.setdefault(run.record_id, []).append(run.face(now=now))
    return found
