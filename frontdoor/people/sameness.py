"""That two records are one human being, or are not, or may be. Both are kept, as they were: what is written here is said of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from frontdoor.foundations.record.models import Record


class Merged(models.Model):
    """From now on `person` is the same human being as `into`. Ended, never deleted; nothing of either is moved."""

    guarded = True
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="merged_here")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    why_ended = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_open_merge_a_person"),
            models.CheckConstraint(condition=~Q(person=F("into")), name="nobody_is_merged_into_themselves"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, why_ended="") | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="a_merge_is_ended_by_somebody",
            ),
        ]  # that no circle closes, however long, is a trigger of the same migration
        indexes = [models.Index(fields=["into"], condition=Q(ended_at=None), name="open_merge_into")]

    def __str__(self):
        return f"{self.person.reference} into {self.into.reference}"


class Apart(models.Model):
    """Somebody looked at two known people and said that they are two: obeyed by every later run."""

    guarded = True
    first = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_people_are_told_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="told_apart_in_one_order"),
        ]
        indexes = [models.Index(fields=["second"])]


class DuplicatePair(Record):
    """Two known people who may be one: proposed by the matching, for a person to decide."""

    class Stage(models.TextChoices):
        OPEN = "OPEN", "To be looked at"
        LATER = "LATER", "To be looked at again"
        MERGED = "MERGED", "One person"
        TOLD_APART = "TOLD_APART", "Two people"

    closed_stages = frozenset({"MERGED", "TOLD_APART"})
    restricted_with = ("first", "second")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OPEN)
    first = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20)  # of the matching, when it was proposed
    probability = models.FloatField(null=True)
    found_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)  # what was decided, or what is awaited

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_proposed_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_in_one_order"),
        ]
        indexes = [models.Index(fields=["stage", "found_at"]), models.Index(fields=["second"])]

    def __str__(self):
        return f"{self.first.reference} and {self.second.reference}"


class DuplicateLook(models.Model):
    """Which version of a person was last looked at for duplicates: the next run goes on from there."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, primary_key=True, related_name="+")
    version = models.PositiveIntegerField()
