"""What comes in about children: one contact per inbound item, one row per child, and the others it names."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.models import Record
from frontdoor.people.models import Identity, Person

from .words import Part, parts_of


class Draft(models.Model):
    """A referral being written: kept on the server from its first word, so that nothing is lost."""

    class Kind(models.TextChoices):
        REFERRAL = "REFERRAL", "Referral"
        RECORD = "RECORD", "Call, e-mail or note"

    guarded = False  # not yet a record of practice; its owner may throw it away
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REFERRAL)
    answers = models.JSONField(default=dict)  # by section, exactly as typed; emptied once sent or thrown away
    saves = models.JSONField(default=dict)  # by section: how often it was saved, and by which tab last
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "saved_at"])]


class Contact(Record):
    """One inbound item. When it arrived and when it was typed are both kept, to the second."""

    class Stage(models.TextChoices):
        AWAITING_SCREENING = "AWAITING_SCREENING", "Awaiting screening"
        AWAITING_MANAGER = "AWAITING_MANAGER", "Awaiting a manager's eye"
        SCREENED = "SCREENED", "Screened"
        FINISHED = "FINISHED", "Finished"

    closed_stages = frozenset({"FINISHED"})
    carried_stages = frozenset({"SCREENED"})  # what is owed now is held by its enquiry, hand-overs and feedback
    about = "children__person"
    restricted_with, has_post = ("children__person", "adults__person"), True
    tells = {
        "at": "received_at", "worries": {"concern": "Raised", "impact": "What it does to the child"},
        "strengths": {"strengths": "What goes well", "safety_now": "What keeps them safe now"},
    }

    reference = models.CharField(max_length=20, unique=True)
    submission = models.UUIDField(unique=True)  # sending twice makes one
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.AWAITING_SCREENING)
    channel = models.CharField(max_length=20)  # code set contact_channel
    source = models.CharField(max_length=3)  # code set referral_source
    source_local = models.CharField(max_length=40, blank=True)  # code set source_local
    is_urgent = models.BooleanField(default=False)
    received_at = models.DateTimeField()  # when it reached us
    recorded_at = models.DateTimeField(null=True)  # when it was typed
    out_of_hours = models.BooleanField(default=False)

    # Who raised it: a protected field with an audience of its own.
    referrer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    referrer_name = models.CharField(max_length=120, blank=True)
    referrer_job = models.CharField(max_length=120, blank=True)
    referrer_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    referrer_agency_text = models.CharField(max_length=120, blank=True)
    referrer_phone = models.CharField(max_length=30, blank=True)
    referrer_email = models.EmailField(blank=True)
    referrer_knows_child = models.CharField(max_length=300, blank=True)
    referrer_wants_no_name = models.BooleanField(default=False)
    referrer_works_on = models.CharField(max_length=20, blank=True)  # role after this: CONTINUING, LIMITED, MINIMAL

    categories = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # code set concern_category
    concern = models.TextField()
    happened = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    happened_when = models.CharField(max_length=200, blank=True)  # "most nights since half-term"
    how_known = models.CharField(max_length=20, blank=True)  # SAW, CHILD_SAID, ADULT_SAID, RECORDS
    impact = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    tried = models.TextField(blank=True)
    history = models.TextField(blank=True)
    known_services = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # code set prior_service
    professionals = models.TextField(blank=True)
    safety_now = models.TextField(blank=True)
    wanted = models.TextField(blank=True)
    staff_risk = models.CharField(max_length=300, blank=True)
    level_claimed = models.PositiveSmallIntegerField(null=True, blank=True)
    indicators = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    chart_version = models.CharField(max_length=20, blank=True)
    parents_told = models.CharField(max_length=20, blank=True)  # YES, NO, SOME
    not_told_reason = models.CharField(max_length=20, blank=True)  # code set not_told_reason
    parents_not_told_why = models.CharField(max_length=300, blank=True)
    child_told = models.CharField(max_length=20, blank=True)  # YES, NO, TOO_YOUNG
    agreement = models.CharField(max_length=20, blank=True)  # to a service: GIVEN, REFUSED, NOT_ASKED
    agreement_why = models.CharField(max_length=300, blank=True)
    consulted = models.CharField(max_length=300, blank=True)  # whom the referrer asked first
    lawful_basis = models.CharField(max_length=40, blank=True)  # code set lawful_basis
    safe_contact = models.CharField(max_length=300, blank=True)
    child_at_school_now = models.BooleanField(default=False)
    as_written = models.TextField(blank=True)  # answers that could not be read as a date or a number: kept in words

    # The hub's own view, set at screening.
    rating = models.CharField(max_length=10, blank=True)  # code set rating
    quality = models.CharField(max_length=10, blank=True)  # code set referral_quality
    quality_gaps = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # code set referral_gap

    class Meta:
        indexes = [
            models.Index(fields=["stage", "received_at"]),
            models.Index(fields=["id"], condition=Q(restricted=True), name="contact_restricted"),
            models.Index(fields=["received_at"]),
            models.Index(fields=["owned_by", "received_at"]),
            models.Index(fields=["referrer_agency", "received_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(level_claimed=None) | Q(level_claimed__range=(1, 4)), name="a_level_claimed_is_one_to_four"
            )
        ]

    def __str__(self):
        return self.reference

    def as_sent(self, children, adults, *, show_referrer: bool) -> list[Part]:
        """All that was sent, the child first, for one reader: what the page shows and the PDF prints."""
        return parts_of(self, children, adults, show_referrer=show_referrer)

    @property
    def raised_by(self) -> str:
        who = self.referrer_name or "Not named"
        agency = str(self.referrer_agency) if self.referrer_agency_id else self.referrer_agency_text
        return f"{who}, {agency}" if agency else who


class ContactChild(Identity, Record):
    """One child in one contact, unborn and siblings too: a row of their own in every decision and outcome."""

    about = "person"
    restricted_with = ("contact",)
    tells = {
        "at": "contact__received_at",
        "voice": {"own_words": "In their own words", "lived_experience": "What a day is like for them"},
    }
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="children")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="in_contacts")
    own_words = models.TextField(blank=True)  # what the child said, as said
    lived_experience = models.TextField(blank=True)  # what a day is like for this child
    seen_on = models.DateField(null=True, blank=True)
    also_known_as = models.CharField(max_length=120, blank=True)
    as_written = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["id"], condition=Q(restricted=True), name="child_restricted")]
        constraints = [models.UniqueConstraint(fields=["contact", "number"], name="a_child_is_numbered_once_in_a_contact")]

    def __str__(self):
        return self.name


class ContactAdult(Identity):
    """Somebody else the contact names: a parent, an ex-partner, a household member, from however little is known."""

    guarded = True
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="adults")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="named_in_contacts")
    relationship = models.CharField(max_length=40, blank=True)  # to the children: code set relationship
    has_parental_responsibility = models.BooleanField(null=True, blank=True)
    lives_with_children = models.BooleanField(null=True, blank=True)
    risk = models.CharField(max_length=300, blank=True)
    also_known_as = models.CharField(max_length=120, blank=True)
    as_written = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["contact", "number"], name="an_adult_is_numbered_once_in_a_contact")]

    def __str__(self):
        return self.name


class Addition(Record):
    """What somebody added afterwards to what they sent, or that they disagree with what was decided."""

    class Kind(models.TextChoices):
        MORE = "MORE", "More information"
        DISAGREE = "DISAGREE", "I disagree"

    class Stage(models.TextChoices):
        NEW = "NEW", "Not yet read"
        READ = "READ", "Read"

    closed_stages = frozenset({"READ"})
    about = "contact__children__person"
    restricted_with = ("contact",)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="additions")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.NEW)
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what_was_done = models.TextField(blank=True)

    class Meta:
        ordering = ["added_at"]


class Attachment(Record):
    """A file sent with a contact: its type checked by its content, kept under a name of our own."""

    about = "contact__children__person"
    restricted_with = ("contact",)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="attachments")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, related_name="attachments")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="attachments/%Y/%m/")
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scanned = models.CharField(max_length=20, default="NOT_SCANNED")  # CLEAN, NOT_SCANNED
    added_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)  # before it was sent: the row stays, the file does not
    is_about = ArrayField(models.PositiveSmallIntegerField(), null=True)  # the numbers of the children; null: nobody has said

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="a_file_is_not_empty")]
        ordering = [F("added_at").asc()]
