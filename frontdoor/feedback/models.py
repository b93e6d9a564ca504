"""Telling: one duty for each person and each organisation that raised or contributed, each with its own clock."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.models import Record
from frontdoor.mash.models import Enquiry


class Feedback(Record):
    """What one recipient is told about one contact, in the words fit for who they are."""

    class Stage(models.TextChoices):
        DUE = "DUE", "To be told"
        TOLD = "TOLD", "Told"
        REPLIED = "REPLIED", "Replied: to be read"
        EXEMPT = "EXEMPT", "Need not be told"

    class To(models.TextChoices):
        REFERRER = "REFERRER", "Whoever raised it"
        INBOX = "INBOX", "The organisation's safeguarding inbox"
        CONTRIBUTOR = "CONTRIBUTOR", "An agency that contributed"

    closed_stages = frozenset({"TOLD", "EXEMPT"})
    about = "contact__children__person"
    restricted_with, has_post = ("contact",), True
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="feedback")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, null=True, related_name="feedback")
    kind = models.CharField(max_length=20)  # code set feedback_kind
    to = models.CharField(max_length=12, choices=To)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DUE)
    profile = models.CharField(max_length=12)  # code set feedback_profile
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    owed_at = models.DateTimeField()
    draft = models.TextField(blank=True)
    text = models.TextField(blank=True)  # what was in fact said
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=10, blank=True)  # POST, PHONE, SYSTEM
    told_to = models.CharField(max_length=120, blank=True)  # on the telephone: who was spoken to
    open_from = models.DateTimeField(null=True)  # from when its recipient can read it: after the two minutes to undo
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    exemption = models.CharField(max_length=20, blank=True)  # code set feedback_exemption
    exemption_why = models.TextField(blank=True)
    opened_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    reply_led_to = models.TextField(blank=True)  # what was done with the reply

    class Meta:
        indexes = [
            models.Index(fields=["stage", "owed_at"]), models.Index(fields=["contact"]),
            models.Index(Upper("email"), name="feedback_to_address"),
            models.Index(fields=["id"], condition=Q(restricted=True), name="feedback_restricted"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(stage__in=["TOLD", "REPLIED"]) | Q(told_at__isnull=False), name="told_says_when"),
            models.CheckConstraint(condition=~Q(stage="EXEMPT") | ~Q(exemption=""), name="exempt_says_why"),
            models.UniqueConstraint(
                fields=["contact", "kind", "to", "agency", "user", "enquiry"], condition=Q(stage="DUE"),
                name="each_is_owed_once", nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"{self.name or self.agency} about {self.contact.reference}"

    @property
    def is_told(self) -> bool:
        return self.stage in {self.Stage.TOLD, self.Stage.REPLIED}
