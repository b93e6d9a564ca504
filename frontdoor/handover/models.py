"""Handing on: work offered to a receiving team, which accepts it or sends it back with a reason."""

from django.conf import settings
from django.db import models

from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.foundations.access.models import Team
from frontdoor.foundations.record.models import Record


class Handover(Record):
    """Some children of one contact, offered to one team for one purpose."""

    class Stage(models.TextChoices):
        OFFERED = "OFFERED", "Offered"
        ACCEPTED = "ACCEPTED", "Accepted"
        RETURNED = "RETURNED", "Sent back"
        SENT_ELSEWHERE = "SENT_ELSEWHERE", "Sent elsewhere"
        ENDED = "ENDED", "Ended"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"

    closed_stages = frozenset({"ACCEPTED", "SENT_ELSEWHERE", "ENDED", "WITHDRAWN"})
    about = "children__child__person"
    restricted_with = ("contact",)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="handovers")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.OFFERED)
    outcome = models.CharField(max_length=40)  # code set contact_outcome or mash_outcome
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    is_urgent = models.BooleanField(default=False)
    offered_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    worker_name = models.CharField(max_length=120, blank=True)
    return_reason = models.TextField(blank=True)
    ended_why = models.TextField(blank=True)
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        indexes = [models.Index(fields=["stage", "to_team"]), models.Index(fields=["contact"])]

    def __str__(self):
        return f"{self.contact.reference} to {self.to_team}"


class HandoverChild(models.Model):
    guarded = True
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(ContactChild, on_delete=models.PROTECT, related_name="handovers")

    class Meta:
        ordering = ["child__number"]
        constraints = [models.UniqueConstraint(fields=["handover", "child"], name="a_child_is_handed_on_once")]
