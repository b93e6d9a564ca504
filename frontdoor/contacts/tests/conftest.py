from uuid import uuid4

import pytest

from frontdoor.foundations.access.models import Agency, Membership, User
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import NOT_LISTED, the_system


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@action("Let a guest in", permission=None, shown=False)
def let_in(*, by, at, email) -> User:
    guest = User.objects.create(email=email, name="")
    Membership.objects.create(user=guest, agency=Agency.objects.get(name=NOT_LISTED), role="guest", started_at=at)
    return guest


@pytest.fixture
def guest(db, at):
    """A professional without an account, whose work e-mail was verified by a code."""
    return let_in(by=the_system(), at=at, email="nia@little-oaks.example")


@pytest.fixture
def other_guest(db, at):
    return let_in(by=the_system(), at=at, email="owen@brook-dental.example")


@pytest.fixture
def given(at):
    """What `receive` is given at the least."""
    return {"at": at, "received_at": at, "channel": "FORM", "source": "2A", "concern": "Hungry.", "children": [{"scrap": "the baby upstairs"}],
            "submission": uuid4()}
