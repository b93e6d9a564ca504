"""Arranging agencies and places directly, as an action would."""

import uuid
from contextlib import contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.record.actions import _tell_database
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.guard import current_event
from frontdoor.foundations.record.models import Event


@pytest.fixture
def in_action():
    @contextmanager
    def opened():
        event_id, system = uuid.uuid4(), the_system()
        token = current_event.set(event_id)
        _tell_database(event_id)
        try:
            yield
            Event.objects.create(
                id=event_id, kind="tests.arranged", at=timezone.now(), by=system, agency=system.agency, role="system",
                record_type=ContentType.objects.get_for_model(User), record_id=Agency.objects.first().pk,
            )
        finally:
            current_event.reset(token)
            _tell_database(None)

    return opened
