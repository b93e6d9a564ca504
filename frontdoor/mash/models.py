"""The enquiry: one honest question to every agency, and what each answered."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.models import Record
from frontdoor.handover.models import Handover


class Enquiry(Record):
    """What the hub finds out about some children together, and what the social worker makes of it."""

    class Stage(models.TextChoices):
        GATHERING = "GATHERING", "Gathering information"
        AWAITING_DECISION = "AWAITING_DECISION", "Awaiting a manager's decision"
        DECIDED = "DECIDED", "Decided"

    closed_stages = frozenset({"DECIDED"})
    about = "children__child__person"
    restricted_with = ("contact",)
    tells = {
        "at": "opened_at", "voice": {"lived_experience": "What a day is like for them, as the MASH understands it"},
        "worries": {"risks": "What the MASH found to worry about"}, "strengths": {"strengths": "What the MASH found to go well"},
    }
    reference = models.CharField(max_length=24, unique=True)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="enquiries")
    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="enquiry")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.GATHERING)
    rating = models.CharField(max_length=10)  # code set rating
    rating_reason = models.CharField(max_length=300, blank=True)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    accepted_at = models.DateTimeField()  # from when the 48 hours count

    history = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    lived_experience = models.TextField(blank=True)
    not_known = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    more_wanted = models.TextField(blank=True)  # what the manager asked for when sending it back

    class Meta:
        indexes = [
            models.Index(fields=["stage", "opened_at"]), models.Index(fields=["contact"]),
            models.Index(fields=["id"], condition=Q(restricted=True), name="enquiry_restricted"),
        ]

    def __str__(self):
        return self.reference


class Rating(models.Model):
    """One rating an enquiry had: which, from when, by whom and why. A changed rating never covers the one before."""

    guarded = True
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="ratings")
    rating = models.CharField(max_length=10)  # code set rating
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]


class EnquiryChild(models.Model):
    """One child in an enquiry, with what the social worker recommends for them."""

    guarded = True
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(ContactChild, on_delete=models.PROTECT, related_name="enquiries")
    recommended = models.CharField(max_length=40, blank=True)  # code set mash_outcome
    recommended_level = models.PositiveSmallIntegerField(null=True)
    recommended_why = models.TextField(blank=True)

    class Meta:
        ordering = ["child__number"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "child"], name="a_child_is_in_an_enquiry_once")]


class AgencyRequest(Record):
    """One scoped question to one agency: what, why, how far back, on what basis. The agency sees this, not the case."""

    class Stage(models.TextChoices):
        ASKED = "ASKED", "Asked"
        ANSWERED = "ANSWERED", "Answered"
        ANSWERED_AFTER = "ANSWERED_AFTER", "Answered after the decision, not yet read"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"

    closed_stages = frozenset({"ANSWERED", "WITHDRAWN"})
    about = "enquiry__children__child__person"
    restricted_with, has_post = ("enquiry",), True
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.ASKED)
    what = models.TextField()
    why = models.TextField()
    months_back = models.PositiveSmallIntegerField()
    lawful_basis = models.CharField(max_length=40)  # code set lawful_basis
    people = ArrayField(models.CharField(max_length=200), default=list)  # who is asked about, as the agency may know them
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    told_by = models.CharField(max_length=200, blank=True, db_default="")  # who there said it, where nobody of theirs signs in
    outcome = models.CharField(max_length=20, blank=True)  # code set return_outcome: four different things
    searched = models.TextField(blank=True)  # what was searched, for "nothing held"
    why_not = models.TextField(blank=True)  # for "not searched" and "cannot share"
    sensitive_items = models.PositiveSmallIntegerField(default=0)  # that there are some, and whom to ask, is no secret
    speak_to = models.CharField(max_length=200, blank=True)
    times_chased = models.PositiveSmallIntegerField(default=0)
    last_chased_at = models.DateTimeField(null=True)
    done_after = models.TextField(blank=True)  # what was done about an answer that came after the decision

    class Meta:
        indexes = [
            models.Index(fields=["stage", "agency"]), models.Index(fields=["enquiry"]),
            models.Index(fields=["id"], condition=Q(restricted=True), name="request_restricted"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "agency"], condition=Q(stage="ASKED"), name="one_open_question_an_agency"),
            models.CheckConstraint(condition=Q(stage__in=["ANSWERED", "ANSWERED_AFTER"]) ^ Q(outcome=""), name="an_answer_says_which_of_the_four"),
        ]

    @property
    def is_answered(self) -> bool:
        return self.stage in (self.Stage.ANSWERED, self.Stage.ANSWERED_AFTER)

    @property
    def given_by(self) -> str:
        """Whose answer it is; and who wrote it down, if another."""
        if self.told_by and self.answered_by and self.answered_by.email.casefold() != self.agency.inbox.casefold():
            return f"{self.told_by}, written down by {self.answered_by}"
        return self.told_by or str(self.answered_by or "")

    def __str__(self):
        return f"{self.agency} about {self.enquiry.reference}"


class Item(Record):
    """One thing an agency holds: with its source, its date, and whether it is fact or opinion. It stays the agency's own."""

    about = "request__enquiry__children__child__person"
    restricted_with = ("request",)
    request = models.ForeignKey(AgencyRequest, on_delete=models.PROTECT, related_name="items")
    person_text = models.CharField(max_length=200)
    child = models.ForeignKey(ContactChild, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    source = models.CharField(max_length=200)
    happened_on = models.DateField(null=True)
    is_opinion = models.BooleanField(default=False)
    is_sensitive = models.BooleanField(default=False)
    is_needed = models.BooleanField(default=False)  # the analysis rests on it: it goes on with the child
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["happened_on", "given_at"]


class Presence(models.Model):
    """Who has an enquiry open, and when their page last asked for news. Not a record: it says nothing about a child."""

    guarded = False  # seconds old and overwritten; that somebody looked is kept for ever in the viewings
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "user"], name="a_person_is_here_once")]


class Unfinished(models.Model):
    """Words not yet given: an agency's answer, an analysis or a decision being written. Kept from the first of them."""

    guarded = False  # not yet a record of practice; emptied when it becomes one
    key = models.CharField(max_length=100, unique=True)  # what is being written, about which record, and whose it is
    words = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
