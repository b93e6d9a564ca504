"""Reception's outcome for each child."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import Team
from frontdoor.foundations.record.models import Record


class Outcome(Record):
    """What reception decided for one child, why, and by which line of the threshold chart. A later one stands beside it."""

    about = "child__person"
    restricted_with = ("child",)
    child = models.ForeignKey(ContactChild, on_delete=models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=40)  # code set contact_outcome
    level = models.PositiveSmallIntegerField()
    indicators = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    chart_version = models.CharField(max_length=20, blank=True)
    reason = models.TextField()
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="a_screening_level_is_one_to_four"),
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(replaces=None), name="one_first_outcome_a_child"
            ),
        ]
        indexes = [models.Index(fields=["child"])]
