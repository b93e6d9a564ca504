"""The first agency, and the two who are nobody: the system, and the public form. Every other person is added by a person."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from frontdoor.foundations.access.models import Agency, Membership, User

from .actions import _tell_database
from .guard import current_event
from .models import Event

SYSTEM, DOOR = "system@front-door.invalid", "public@front-door.invalid"
NOT_LISTED = "Not a listed agency"


def found(**kwargs) -> None:
    """Make the council's front door, the system and the public form, once, when the database is first laid out."""
    if "record_event" not in connection.introspection.table_names() or User.objects.filter(email=SYSTEM).exists():
        return
    with transaction.atomic():
        at, event_id = timezone.now(), uuid.uuid4()
        token = current_event.set(event_id)
        _tell_database(event_id)
        try:
            hub = Agency.objects.create(name=f"{settings.PARTNERSHIP['council']} front door", kind="CHILDRENS_SOCIAL_CARE", source_code="5B")
            outside = Agency.objects.create(name=NOT_LISTED, kind="VOLUNTARY", source_code="8")
            system = User.objects.create(email=SYSTEM, name="The system")
            door = User.objects.create(email=DOOR, name="The public form")
            Membership.objects.create(user=system, agency=hub, role="system", started_at=at)
            Membership.objects.create(user=door, agency=outside, role="door", started_at=at)
            Event.objects.create(
                id=event_id, kind="record.found", at=at, by=system, agency=hub, role="system",
                record_type=ContentType.objects.get_for_model(Agency), record_id=hub.pk,
            )
        finally:
            current_event.reset(token)
            _tell_database(None)


def the_system() -> User:
    """Who does what no person does: posting, chasing, sealing."""
    return _with_its_place(SYSTEM)


def the_door() -> User:
    """Who sends in what a member of the public writes."""
    return _with_its_place(DOOR)


def _with_its_place(email: str) -> User:
    place = Membership.objects.select_related("user", "agency", "team").get(user__email=email, ended_at=None)
    place.user.membership = place
    return place.user


def the_hub() -> Agency:
    """The council's own front door: the owner of what is received."""
    return the_system().agency
