"""Restrictions: who alone may see a record, why, and each time somebody had to look all the same."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.models import Record
from frontdoor.people.models import Person


class Restriction(Record):
    """One contact, or one child's record, kept to the people named on it. Information governance reads this, not the child."""

    class Stage(models.TextChoices):
        IN_FORCE = "IN_FORCE", "In force"
        LIFTED = "LIFTED", "Lifted"

    class Kind(models.TextChoices):
        NAMED = "NAMED", "Kept to those named"
        SEALED = "SEALED", "Sealed"  # adoption, witness protection: nobody but custodians may learn that it is there

    closed_stages = frozenset({"LIFTED"})
    about = "person"
    restricted_with, has_post = (), True
    office = May.SEE_ACCESS_LOG
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.IN_FORCE)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NAMED, db_default=Kind.NAMED)
    reference = models.CharField(max_length=20)  # of what is restricted
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="restrictions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="restrictions")
    reason = models.CharField(max_length=20)  # code set restriction_reason
    why = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(blank=True)  # why it was continued, amended or lifted, the last time

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(restricted=True), name="restriction_restricted")]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="SEALED") | Q(contact=None), name="only_a_person_is_sealed"),
            models.CheckConstraint(condition=Q(contact=None) ^ Q(person=None), name="a_restriction_is_of_one_record"),
            models.UniqueConstraint(fields=["contact"], condition=Q(stage="IN_FORCE"), name="a_contact_is_restricted_once"),
            models.UniqueConstraint(fields=["person"], condition=Q(stage="IN_FORCE"), name="a_person_is_restricted_once"),
        ]

    def __str__(self):
        return f"Restriction of {self.reference}"

    @property
    def of(self) -> Record:
        return self.contact or self.person


class Opening(Record):
    """The glass broken once: by whom, for what danger, until when, and what the review after it found."""

    class Stage(models.TextChoices):
        TO_REVIEW = "TO_REVIEW", "To be reviewed"
        REVIEWED = "REVIEWED", "Reviewed"

    closed_stages = frozenset({"REVIEWED"})
    about = "restriction__person"
    restricted_with, has_post = ("restriction",), True
    office = May.SEE_ACCESS_LOG
    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="openings")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.TO_REVIEW)
    reference = models.CharField(max_length=20)  # of the contact that was asked for
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=20)  # code set break_glass_reason
    why = models.TextField()
    finding = models.CharField(max_length=20, blank=True)  # code set break_glass_finding
    review = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-opened_at"]
        indexes = [
            models.Index(fields=["stage", "opened_at"]),
            models.Index(fields=["id"], condition=Q(restricted=True), name="opening_restricted"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(stage="REVIEWED") | ~Q(finding=""), name="a_review_says_what_it_found")]

    def __str__(self):
        return f"{self.reference}, opened by {self.opened_by}"
