"""One decision for each child, by a named person. A later one stands beside it and never over it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import Agency, Team
from frontdoor.foundations.record.models import Record
from frontdoor.mash.models import Enquiry


class Decision(Record):
    about = "child__person"
    restricted_with = ("enquiry",)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="decisions")
    child = models.ForeignKey(ContactChild, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=40)  # code set mash_outcome
    level = models.PositiveSmallIntegerField()
    rationale = models.TextField()
    took_part = ArrayField(models.CharField(max_length=200), default=list)
    dissent = models.TextField(blank=True)
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    amends = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="amended_by")
    why_amended = models.TextField(blank=True)

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="a_level_decided_is_one_to_four"),
            models.UniqueConstraint(fields=["enquiry", "child"], condition=Q(amends=None), name="one_first_decision_a_child"),
        ]

    def __str__(self):
        return f"{self.outcome} for {self.child}"


class AgreedAction(models.Model):
    """What was agreed with the decision: who does what, by when."""

    guarded = True
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    what = models.TextField()
    who = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
