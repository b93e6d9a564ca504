"""What of a notice was passed on, to whom; and the days of each school."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.models import Record

from .notice import Notice, NoticePerson


class Passing(Record):
    """What of a notice was passed to one agency about one child: what, when, and what was left out. Never a referral."""

    class Purpose(models.TextChoices):
        ENCOMPASS = "ENCOMPASS", "Operation Encompass"
        SCHOOL = "SCHOOL", "For the school to know"
        HEALTH = "HEALTH", "For health to know"
        CHANGED = "CHANGED", "What they were told has changed"

    class Stage(models.TextChoices):
        TO_PASS = "TO_PASS", "To be passed on"
        NOT_ON_ROLL = "NOT_ON_ROLL", "Not on any roll we know"
        PASSED = "PASSED", "Passed on"
        NOT_PASSED = "NOT_PASSED", "Not passed on"

    class Known(models.TextChoices):
        POLICE = "POLICE", "The police said so"
        HELD = "HELD", "Known to us of this child"
        FOUND = "FOUND", "Somebody found out"
        HOME_EDUCATED = "HOME_EDUCATED", "Home-educated: the education service is told"
        AREA = "AREA", "The area’s own list"

    closed_stages = frozenset({"PASSED", "NOT_PASSED"})
    about = "child__person"
    restricted_with = ("notice",)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.TO_PASS)
    purpose = models.CharField(max_length=10, choices=Purpose)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="passings")
    child = models.ForeignKey(NoticePerson, on_delete=models.PROTECT, related_name="passings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    parts = ArrayField(models.CharField(max_length=20), default=list)  # code set ppn_part
    left_out = ArrayField(models.CharField(max_length=20), default=list)
    words = models.TextField(blank=True)  # what happened, as it was told to them
    told = models.JSONField(default=dict)  # the other parts, as they were told: kept, whatever the police send later
    known_how = models.CharField(max_length=14, choices=Known, blank=True)
    known_why = models.TextField(blank=True)  # how somebody found the school, or knows that there is none
    not_passed = models.CharField(max_length=20, blank=True)  # code set ppn_not_passed
    why_not = models.TextField(blank=True)
    since = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    police_version = models.PositiveIntegerField(null=True)  # of the notice, when it was passed on
    told_how = models.CharField(max_length=5, blank=True)  # POST, PHONE
    told_to = models.CharField(max_length=120, blank=True)  # on the telephone: who was spoken to
    sent_to = models.EmailField(blank=True)
    open_from = models.DateTimeField(null=True)  # from when they can read it: after the two minutes to undo
    opened_at = models.DateTimeField(null=True)
    not_theirs_at = models.DateTimeField(null=True)  # the school said that the child is not its pupil: told all the same, and kept

    class Meta:
        indexes = [
            models.Index(fields=["stage", "purpose"], name="passing_to_do"), models.Index(fields=["agency", "stage"], name="passing_to_agency"),
            models.Index(Upper("sent_to"), name="passing_to_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "child", "purpose", "agency"], nulls_distinct=False, condition=~Q(purpose="CHANGED"), name="passed_once_for_a_purpose"
            ),
            models.CheckConstraint(condition=~Q(stage="PASSED") | Q(passed_at__isnull=False, agency__isnull=False), name="passed_says_when_and_to_whom"),
            models.CheckConstraint(condition=~Q(stage="NOT_PASSED") | ~Q(not_passed=""), name="not_passed_says_why"),
        ]

    def __str__(self):
        return f"{self.child.name}, {self.notice.reference}"

    @property
    def is_for_a_school(self) -> bool:
        if self.purpose == self.Purpose.CHANGED:
            return self.agency.kind not in ("GP_PRACTICE", "HEALTH_TRUST", "MENTAL_HEALTH")
        return self.purpose != self.Purpose.HEALTH


class SchoolDays(models.Model):
    """When one school is closed though others are open, or open though others are closed."""

    guarded = True
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="school_days")
    from_on = models.DateField()
    to_on = models.DateField()
    is_open = models.BooleanField(default=False)
    why = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)  # said by mistake: no longer counts

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="school_days_end_after_they_begin")]
