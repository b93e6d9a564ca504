"""A police notice is a record of its own: as the police graded it and as the hub did, with all its times."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import Agency, Team
from frontdoor.foundations.record.models import Record
from frontdoor.people.models import Identity, Person


class Grade(models.TextChoices):
    HIGH = "H", "High"
    MEDIUM = "M", "Medium"
    STANDARD = "S", "Standard"
    UNGRADED = "U", "Ungraded"


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
        "at": "incident_at", "worries": {"summary": "Police notice"},
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


class NoticeOutcome(Record):
    """What was decided for one child of one notice, and why. A later one stands beside it."""

    about = "child__person"
    restricted_with = ("notice",)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="outcomes")
    child = models.ForeignKey(NoticePerson, on_delete=models.PROTECT, null=True, related_name="outcomes")  # None: no child named
    outcome = models.CharField(max_length=20)  # code set ppn_outcome
    level = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="from_notices")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "child"], condition=Q(replaces=None, child__isnull=False), name="one_first_outcome_a_child_of_a_notice"
            ),
        ]


class SecondLook(Record):
    """A second pair of eyes on a standard-risk decision drawn at random: never those who decided."""

    class Stage(models.TextChoices):
        DRAWN = "DRAWN", "To be looked at"
        LOOKED = "LOOKED", "Looked at"

    closed_stages = frozenset({"LOOKED"})
    about = "notice__people__person"
    restricted_with = ("notice",)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.DRAWN)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="second_looks")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    agrees = models.BooleanField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(looked_by=None) | ~Q(looked_by=F("decided_by")), name="nobody_looks_again_at_their_own"
            )
        ]


class Passing(Record):
    """What of a notice was passed to one agency about one child: what, when, and what was left out. Never a referral."""

    class Purpose(models.TextChoices):
        ENCOMPASS = "ENCOMPASS", "Operation Encompass"
        SCHOOL = "SCHOOL", "For the school to know"
        HEALTH = "HEALTH", "For health to know"

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

    class Meta:
        indexes = [
            models.Index(fields=["stage", "purpose"], name="passing_to_do"), models.Index(fields=["agency", "stage"], name="passing_to_agency"),
            models.Index(Upper("sent_to"), name="passing_to_address"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "child", "purpose", "agency"], nulls_distinct=False, name="passed_once_for_a_purpose"),
            models.CheckConstraint(condition=~Q(stage="PASSED") | Q(passed_at__isnull=False, agency__isnull=False), name="passed_says_when_and_to_whom"),
            models.CheckConstraint(condition=~Q(stage="NOT_PASSED") | ~Q(not_passed=""), name="not_passed_says_why"),
        ]

    def __str__(self):
        return f"{self.child.name}, {self.notice.reference}"

    @property
    def is_for_a_school(self) -> bool:
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
