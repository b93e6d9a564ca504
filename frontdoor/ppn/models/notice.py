"""A police notice is a record of its own: as the police graded it and as the hub did, with all its times."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from frontdoor.foundations.record.models import Record
from frontdoor.people.models import Identity, Person

from .arriving import Drop


class Grade(models.TextChoices):
    HIGH = "H", "High"
    MEDIUM = "M", "Medium"
    STANDARD = "S", "Standard"
    UNGRADED = "U", "Ungraded"


class Family(models.Model):
    """Notices about one family, rolled up into one line of the desk. What is waiting is kept here by the actions that
    change it, so that a desk of fifty thousand costs what one of five hundred does."""

    guarded = True
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    waiting = models.PositiveIntegerField(default=0)
    band = models.PositiveSmallIntegerField(default=9)  # rules.BANDS: the lowest of its notices that wait
    due_at = models.DateTimeField(null=True)  # the earliest of its notices that wait
    reasons = ArrayField(models.CharField(max_length=12), default=list)
    grade = models.CharField(max_length=1, choices=Grade, default=Grade.UNGRADED)

    class Meta:
        indexes = [
            models.Index(fields=["band", "due_at"], condition=Q(waiting__gt=0), name="line_by_band"),
            models.Index(fields=["due_at"], condition=Q(waiting__gt=0), name="line_by_due"),
        ]


class Notice(Record):
    """One public protection notice. A higher version replaces it whole; the earlier one is kept."""

    class Stage(models.TextChoices):
        WAITING = "WAITING", "On the desk"
        SECOND_LOOK = "SECOND_LOOK", "Awaiting a second look"
        DECIDED = "DECIDED", "Decided"
        WITHDRAWN = "WITHDRAWN", "Withdrawn by the police"

    class How(models.TextChoices):
        DROP = "DROP", "In a drop"
        PUSH = "PUSH", "Pushed by the force’s system"
        HAND = "HAND", "Keyed by hand"
        OUT_OF_HOURS = "OUT_OF_HOURS", "Keyed out of hours"

    closed_stages = frozenset({"DECIDED", "WITHDRAWN"})
    carried_stages = frozenset({"SECOND_LOOK"})  # what is owed now is held by its second look
    about = "people__person"
    restricted_with = ("people__person",)
    has_post = True
    tells = {
        "at": ("incident_at", "received_at"), "worries": {"summary": "Police notice"},
        "voice": {"child_voice": "What the child said to the officer"},
    }

    stage = models.CharField(max_length=12, choices=Stage, default=Stage.WAITING)
    how = models.CharField(max_length=12, choices=How)
    force_code = models.CharField(max_length=2)
    ppn_id = models.CharField(max_length=40)
    police_version = models.PositiveIntegerField()
    made_at = models.DateTimeField()  # when the force made what brought this version
    status = models.CharField(max_length=10)
    ppn_type = models.CharField(max_length=8)  # code set ppn_type
    occurrence_no = models.CharField(max_length=20, blank=True)
    log_no = models.CharField(max_length=40, blank=True)
    is_test = models.BooleanField(default=False)

    incident_at = models.DateTimeField(null=True)
    incident_date_precision = models.CharField(max_length=5, blank=True)
    reported_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    supervised_at = models.DateTimeField(null=True)
    sent_to_mash_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    waiting_since = models.DateTimeField()  # when it reached us, or came back to the desk
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)

    police_grade = models.CharField(max_length=1, choices=Grade)
    hub_grade = models.CharField(max_length=1, choices=Grade, blank=True)
    hub_grade_why = models.TextField(blank=True)
    hrda_listed = models.BooleanField(default=False)
    marac = models.BooleanField(default=False)
    da_repeat_12m = models.PositiveIntegerField(null=True)
    officer_id = models.CharField(max_length=40, blank=True)
    officer_station = models.CharField(max_length=80, blank=True)
    summary = models.TextField(blank=True)
    child_voice = models.TextField(blank=True)
    action_taken = models.TextField(blank=True)
    consent = models.CharField(max_length=12, blank=True)
    consent_override_reason = models.TextField(blank=True)
    info_share_limit = models.CharField(max_length=24, blank=True)
    gpms = models.CharField(max_length=20, blank=True)

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="notices")
    reasons = ArrayField(models.CharField(max_length=12), default=list)  # rules.REASONS, as they stand now
    band = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["family", "stage"]),
            models.Index(fields=["stage", "received_at"]),
            models.Index(fields=["owned_by", "received_at"]),
            models.Index(fields=["decided_at"]),
            models.Index(fields=["id"], condition=Q(restricted=True), name="notice_restricted"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["force_code", "ppn_id"], name="a_notice_is_held_once"),
            models.CheckConstraint(
                condition=Q(hub_grade="") | Q(hub_grade=F("police_grade")) | ~Q(hub_grade_why=""), name="a_regrade_says_why"
            ),
        ]

    def __str__(self):
        return f"PPN {self.force_code}/{self.ppn_id}"

    @property
    def reference(self) -> str:
        return str(self)

    @property
    def grade(self) -> str:
        """The grade it is worked by: the hub's where it has one."""
        return self.hub_grade or self.police_grade


class NoticeVersion(models.Model):
    """A notice exactly as it came, under the version it had. Never changed; a lower one that came late is here too."""

    guarded = True
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="versions")
    police_version = models.PositiveIntegerField()
    content = models.JSONField()  # the nested form of the interchange
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    drop = models.ForeignKey(Drop, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["police_version", "made_at"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "police_version", "digest"], name="a_version_is_kept_once")
        ]


class NoticePerson(Identity):
    """Somebody a notice names, as the police know them; the unborn too. Who they are is confirmed by a person."""

    guarded = True
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="people")
    local_id = models.CharField(max_length=48)  # the force's own number of this person, unique in the force
    roles = ArrayField(models.CharField(max_length=20), default=list)
    is_child = models.BooleanField(default=False)
    relation = models.CharField(max_length=20, blank=True)
    aliases = models.CharField(max_length=500, blank=True)
    approx_age = models.PositiveSmallIntegerField(null=True)
    email = models.CharField(max_length=254, blank=True)
    pnc_id = models.CharField(max_length=20, blank=True)
    is_pregnant = models.BooleanField(null=True)
    is_deceased = models.BooleanField(default=False)
    present = models.BooleanField(null=True)
    witnessed = models.BooleanField(null=True)
    injured = models.BooleanField(null=True)
    lives_at_scene = models.BooleanField(null=True)
    drink = models.BooleanField(null=True)
    drugs = models.BooleanField(null=True)
    arrested = models.BooleanField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="in_notices")
    linked_how = models.CharField(max_length=16, blank=True)  # MATCHED, NEW, POLICE_NUMBER (confirmed before)
    proposed = ArrayField(models.UUIDField(), default=list)  # who they may be, found as they arrived
    gone_in_version = models.PositiveIntegerField(null=True)  # a later version names them no longer

    class Meta:
        ordering = ["-is_child", "born_on", "local_id"]
        constraints = [models.UniqueConstraint(fields=["notice", "local_id"], name="a_person_is_named_once_in_a_notice")]
        indexes = [
            models.Index(fields=["local_id"]),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="notices_of_a_person"),
        ]

    def __str__(self):
        return self.name


class NoticeFile(Record):
    """The PDF or letter a notice was keyed from."""

    about = "notice__people__person"
    restricted_with = ("notice",)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="notices/%Y/%m/")
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scanned = models.CharField(max_length=20, default="NOT_SCANNED")
    added_at = models.DateTimeField()
