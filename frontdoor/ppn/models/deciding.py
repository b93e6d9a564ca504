"""What was decided for each child, and the second pair of eyes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import Team
from frontdoor.foundations.record.models import Record

from .notice import Notice, NoticePerson


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
