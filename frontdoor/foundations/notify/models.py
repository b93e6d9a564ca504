"""The outbox: one message, one recipient, written with the action that owes it, sent by the worker."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from frontdoor.foundations.record.models import Record


class Message(Record):
    """An e-mail that carries a reference and a link, never a child's data: what it says is read after sign-in."""

    class Stage(models.TextChoices):
        WAITING = "WAITING", "Waiting to go"
        SENT = "SENT", "Sent"
        OPENED = "OPENED", "Opened"
        NOT_DELIVERED = "NOT_DELIVERED", "Not delivered"
        NOT_OPENED = "NOT_OPENED", "Not opened"
        UNDONE = "UNDONE", "Taken back before it went"
        DEALT_WITH = "DEALT_WITH", "Dealt with another way"

    closed_stages = frozenset({"SENT", "OPENED", "UNDONE", "DEALT_WITH"})
    restricted_with = ("subject_of",)

    kind = models.CharField(max_length=60)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.WAITING)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=120, blank=True)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=40)
    path = models.CharField(max_length=200)  # where it is read, after sign-in
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.UUIDField(default=uuid.uuid4)
    subject_of = GenericForeignKey("about_type", "about_id")
    undo = models.BooleanField(default=False, db_default=False)  # a person let it go, and may take it back before it goes
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    dealt_with = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["send_after"], condition=Q(stage="WAITING"), name="post_waiting"),
            models.Index(fields=["about_id"]),
            models.Index(fields=["stage", "sent_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_address__contains=",") & ~Q(to_address__contains=";") & ~Q(to_address__contains=" "),
                name="one_message_one_recipient",
            )
        ]

    def __str__(self):
        return f"{self.reference} to {self.to_address}"


class Heartbeat(models.Model):
    """When each part of the machine last did its work: a silent one is shown to people."""

    name = models.CharField(max_length=60, primary_key=True)
    beat_at = models.DateTimeField()
    every_seconds = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return self.name
