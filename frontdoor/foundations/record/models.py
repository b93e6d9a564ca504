"""Records, and what is kept about them for ever: events, row changes, viewings, seals."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Now

from frontdoor.foundations.access.models import Agency, Membership, Team, User
from frontdoor.foundations.access.roles import May

from .following import behind_a_closed_door
from .guard import must_be_in_action


class Event(models.Model):
    """Something that happened in practice. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    # Order of writing, given by the database as the row goes in: what the sealer walks along.
    position = models.BigIntegerField(
        unique=True, editable=False, db_default=Func(Value("record_event_position"), function="nextval")
    )
    kind = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    record_id = models.UUIDField()
    record = GenericForeignKey("record_type", "record_id")
    details = models.JSONField(default=dict)  # codes and references only; words stay in the record they belong to

    class Meta:
        ordering = ["at", "position"]
        indexes = [models.Index(fields=["record_id", "at"]), models.Index(fields=["by", "at"])]


class RowChange(models.Model):
    """Before and after of every row an event touched. Written by the database only."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="changes")  # checked at commit
    table_name = models.TextField()
    row_id = models.TextField()
    operation = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["row_id", "table_name"])]


class Viewing(models.Model):
    """Who looked at what, when and how. Written with the page, or the page is not served."""

    class How(models.TextChoices):
        READ = "READ", "Opened"
        SEARCH = "SEARCH", "Searched"
        LIST = "LIST", "Shown in a list"
        EXPORT = "EXPORT", "Exported"
        PRINT = "PRINT", "Printed or made a PDF"
        REFUSED = "REFUSED", "Refused"

    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How, default=How.READ)
    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, related_name="+")
    record_id = models.UUIDField(null=True)
    page = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "at"]), models.Index(fields=["by", "at"]),
            GinIndex(KeyTransform("records", "details"), name="shown_in_a_list", condition=Q(how__in=["LIST", "SEARCH"])),
        ]


def shown_among(records: Iterable[uuid.UUID]) -> Q:
    """The lists and searches that showed one of these records; pages keep what they showed in `details`."""
    return Q(how__in=[Viewing.How.LIST, Viewing.How.SEARCH], details__records__has_any_keys=[str(pk) for pk in records])


class Seal(models.Model):
    """One link of the chain: the digest of a run of rows and of the seal before it."""

    table_name = models.TextField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    rows = models.IntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table_name", "first"], name="a_run_is_sealed_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="a_run_ends_after_it_begins"),
        ]


class ShareQuerySet(models.QuerySet):
    def open(self):
        """In force now, by the database's clock: one with a time on it closes by itself."""
        return self.filter(Q(until=None) | Q(until__gt=Now()), ended_at=None)


class Share(models.Model):
    """One record shared with one agency, or with one person: who, when and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    record_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200)
    basis = models.CharField(max_length=40, blank=True)  # code set lawful_basis
    started_at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # given for a time: breaking the glass
    ended_at = models.DateTimeField(null=True)
    objects = ShareQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "record_type"], condition=Q(ended_at=None), name="open_share_to_agency"),
            models.Index(fields=["user", "record_type"], condition=Q(ended_at=None), name="open_share_to_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False) ^ Q(user__isnull=False), name="a_share_is_with_an_agency_or_a_person"
            ),
            models.UniqueConstraint(
                fields=["record_id", "agency"], condition=Q(ended_at=None, agency__isnull=False), name="one_open_share_to_an_agency"
            ),
            models.UniqueConstraint(
                fields=["record_id", "user"], condition=Q(ended_at=None, user__isnull=False), name="one_open_share_to_a_person"
            ),
        ]


class RecordQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Own agency, or an open share with my agency or me, or the hub's when I sit in the hub; restricted, or following
        what is restricted: only those named. The system itself carries what nobody else may read."""
        if not getattr(user, "is_active", False) or user.agency is None:
            return self.none()
        kind = ContentType.objects.get_for_model(self.model)
        shares = Share.objects.open().filter(record_id=OuterRef("pk"), record_type=kind)
        named = Q(Exists(shares.filter(user=user)))
        normal = Q(Exists(shares.filter(agency=user.agency))) if user.may(May.SEE_OWN_AGENCY) else Q(pk__in=[])
        if user.may(May.SEE_OWN_AGENCY):
            normal |= Q(owned_by=user.agency)
        if user.may(May.SEE_HUB):
            normal |= Q(circulation=Record.Circulation.HUB)
        if self.model.office and user.may(self.model.office):
            named |= Q(pk__isnull=False)
        if user.may(May.RUN):
            return self.filter(named | normal)
        return self.filter(named | Q(restricted=False) & normal & ~behind_a_closed_door(self.model, user))

    def create(self, **kwargs):
        must_be_in_action(self.model)
        return super().create(**kwargs)

    def update(self, **kwargs):
        must_be_in_action(self.model)
        return super().update(**kwargs)

    def bulk_create(self, *args, **kwargs):
        must_be_in_action(self.model)
        return super().bulk_create(*args, **kwargs)

    def delete(self):
        raise TypeError("Records are never deleted")


class Record(models.Model):
    """Base of every safeguarding record: owned, circulated, and only written inside an action."""

    class Circulation(models.TextChoices):
        HUB = "HUB", "Everyone in the hub"
        NAMED = "NAMED", "Its owner and those it is shared with"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owned_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    circulation = models.CharField(max_length=10, choices=Circulation, default=Circulation.HUB)
    restricted = models.BooleanField(default=False)  # only the people named in its shares
    version = models.PositiveIntegerField(default=1)  # grows with every action; a stale form is told what changed
    objects = RecordQuerySet.as_manager()

    # The records this one follows: restricted with them, and seen by those named on them. A model that says nothing fails a test.
    restricted_with: tuple[str, ...] | None = None
    has_post = False  # letters are written about it, and follow it
    office: May | None = None  # whoever may this reads every one of them, as information governance reads restrictions
    # The path from this record to the people it is about, for chronology, "who looked", and subject access.
    about: str | None = None
    # The stages at which nothing more is owed. Every other stage must be in exactly one worklist.
    closed_stages: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        must_be_in_action(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Records are never deleted")

    def is_visible_to(self, user: User) -> bool:
        return type(self).objects.visible_to(user).filter(pk=self.pk).exists()

    def timeline(self):
        return Event.objects.filter(record_id=self.pk).select_related("by", "agency")


GUARDED = (Share, Agency, Team, Membership)  # not Records, yet written only in actions
APPEND_ONLY = (Event, RowChange, Viewing, Seal)


def share(
    *records: Record, at: datetime, reason: str, agency: Agency | None = None, user: User | None = None, basis: str = "",
    until: datetime | None = None,
) -> None:
    """Let one agency, or one person, see these records from now on. Called within an action; saying it twice changes nothing."""
    must_be_in_action(Share)
    Share.objects.bulk_create(
        [
            Share(
                record_type=ContentType.objects.get_for_model(record), record_id=record.pk, agency=agency, user=user,
                reason=reason, basis=basis, started_at=at, until=until,
            )
            for record in records
        ],
        ignore_conflicts=True,
    )


def unshare(record: Record, *, at, agencies=None) -> int:
    """End the open shares of one record, with these agencies or with all. Nothing is deleted."""
    must_be_in_action(Share)
    shares = Share.objects.open().filter(record_type=ContentType.objects.get_for_model(record), record_id=record.pk)
    if agencies is not None:
        shares = shares.filter(agency__in=agencies)
    return shares.update(ended_at=at)
