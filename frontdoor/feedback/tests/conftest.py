from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from frontdoor.feedback.actions import tell
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.access.models import Agency, Membership, User
from frontdoor.foundations.notify.delivery import send_all
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import NOT_LISTED, the_system
from tests.scenarios import all_the_way_to_a_decision


@pytest.fixture
def decided(cast, at):
    """Robin, referred by Tess of Thornbury Hill School, decided after the police answered; nobody is told yet."""
    contact, _ = all_the_way_to_a_decision(at=at)
    return contact


@pytest.fixture
def for_tess(decided):
    return decided.feedback.get(kind="DECISION", to="REFERRER")


@pytest.fixture
def for_pete(decided):
    return decided.feedback.get(kind="DECISION", to="CONTRIBUTOR")


@pytest.fixture
def told(for_tess, cast):
    """Tess's letter has gone, and its two minutes are over."""
    return tell(for_tess, by=cast.rosa, at=for_tess.owed_at, text=for_tess.draft)


@pytest.fixture
def later(at):
    """An hour after the decision."""
    return at + timedelta(hours=7)


@action("Admit somebody for a test", permission=None, shown=False)
def admit(*, by, at, email: str) -> User:
    user = User.objects.create(email=email, name=email)
    Membership.objects.create(user=user, agency=Agency.objects.get(name=NOT_LISTED), role="guest", started_at=at)
    return user


@pytest.fixture
def guest(cast, at):
    """Somebody without an account, let in by a code to this address."""

    def come_in(email: str, *, verified: bool = True) -> User:
        user = admit(by=the_system(), at=at, email=email)
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
        return user

    return come_in


def fresh(feedback: Feedback) -> Feedback:
    return Feedback.objects.get(pk=feedback.pk)


def post_goes(*, at) -> None:
    send_all(by=the_system(), at=at)
