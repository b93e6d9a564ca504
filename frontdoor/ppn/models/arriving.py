"""How notices come: parcels of a force, what is missing between them, what could not be read, a system that pushes."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from frontdoor.foundations.record.models import Record


class Drop(Record):
    """A parcel of notices as a force sent it: taken in whole, or refused whole with the reason."""

    class Stage(models.TextChoices):
        TAKEN = "TAKEN", "Taken in"
        REFUSED = "REFUSED", "Refused"
        DEALT_WITH = "DEALT_WITH", "Refused, and dealt with"

    closed_stages = frozenset({"TAKEN", "DEALT_WITH"})
    restricted_with = ()

    stage = models.CharField(max_length=12, choices=Stage)
    name = models.CharField(max_length=200)
    force_code = models.CharField(max_length=2, blank=True)
    sha256 = models.CharField(max_length=64)
    from_sequence = models.PositiveBigIntegerField(null=True)
    to_sequence = models.PositiveBigIntegerField(null=True)
    made_at = models.DateTimeField(null=True)  # when the force says it made it
    received_at = models.DateTimeField()
    is_test = models.BooleanField(default=False)
    tally = models.JSONField(default=dict)  # accepted, unchanged, replaced, withdrawn, rejected, quarantined
    warnings = ArrayField(models.TextField(), default=list)
    refused_why = models.TextField(blank=True)
    what_was_done = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["force_code", "to_sequence"]), models.Index(fields=["received_at"])]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], condition=Q(stage="TAKEN"), name="a_drop_is_taken_in_once")
        ]

    def __str__(self):
        return self.name


class Gap(Record):
    """Sequence numbers of a force that have not come: somebody asks for them, unless they come after all."""

    class Stage(models.TextChoices):
        OPEN = "OPEN", "Missing"
        FILLED = "FILLED", "Came later"
        DEALT_WITH = "DEALT_WITH", "Dealt with"

    closed_stages = frozenset({"FILLED", "DEALT_WITH"})
    restricted_with = ()

    stage = models.CharField(max_length=12, choices=Stage, default=Stage.OPEN)
    force_code = models.CharField(max_length=2)
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    noticed_at = models.DateTimeField()
    what_was_done = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="a_gap_ends_after_it_begins"),
            models.UniqueConstraint(fields=["force_code", "first", "last"], name="a_gap_is_noticed_once"),
        ]

    def __str__(self):
        numbers = str(self.first) if self.first == self.last else f"{self.first} to {self.last}"
        return f"Force {self.force_code}, sequence {numbers}"


class Quarantine(Record):
    """A notice, or a row, that could not be read: kept as it came with the reasons, until somebody mends it."""

    class Stage(models.TextChoices):
        WAITING = "WAITING", "Waiting to be mended"
        RELEASED = "RELEASED", "Mended and taken in"
        SET_ASIDE = "SET_ASIDE", "Set aside"

    closed_stages = frozenset({"RELEASED", "SET_ASIDE"})
    restricted_with = ()

    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WAITING)
    drop = models.ForeignKey(Drop, on_delete=models.PROTECT, null=True, related_name="quarantine")
    force_code = models.CharField(max_length=2)
    ppn_id = models.CharField(max_length=200, blank=True)
    content = models.JSONField()  # the nested form, with the row of each part
    problems = models.JSONField()  # [{file, row, column, says}]
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    set_aside_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force_code", "digest"], name="what_cannot_be_read_is_kept_once")
        ]

    def __str__(self):
        return f"PPN {self.force_code}/{self.ppn_id or 'without a number'}"


class Feed(models.Model):
    """A force's system that may push notices: known by a token of which only the digest is kept."""

    guarded = True
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    force_code = models.CharField(max_length=2)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # acts for it
    digest = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name


class Alarm(Record):
    """Arrivals outran decisions for longer than the area allows: said once to whoever is on duty, until it eases."""

    class Stage(models.TextChoices):
        RAISED = "RAISED", "Raised"
        EASED = "EASED", "Eased"

    closed_stages = frozenset({"RAISED", "EASED"})  # what is owed is the notices themselves, on their own clocks
    restricted_with = ()

    stage = models.CharField(max_length=8, choices=Stage, default=Stage.RAISED)
    days = models.PositiveSmallIntegerField()  # running, when it was raised
    raised_at = models.DateTimeField()
    eased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage"], condition=Q(stage="RAISED"), name="one_alarm_at_a_time"),
            models.CheckConstraint(condition=Q(stage="RAISED", eased_at=None) | Q(stage="EASED", eased_at__isnull=False), name="eased_says_when"),
        ]

    def __str__(self):
        return f"Alarm of {timezone.localtime(self.raised_at):%-d %B %Y}"
