"""Somebody without an account reads what was sent to the address they proved to be theirs; nobody learns of anything else."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.feedback.actions import claim, tell
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.refusals import MayNot
from tests.scenarios import all_the_way_to_a_decision

from .conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def for_ann(cast, at):
    """A health visitor's locum with no account, told by post at the address she gave."""
    contact, _ = all_the_way_to_a_decision(
        at=at, by=cast.tess, referrer=None, referrer_name="Ann Other", referrer_email="Ann@Elsewhere.example", referrer_agency=None)
    owed = contact.feedback.get(kind="DECISION", to="REFERRER")
    return tell(owed, by=cast.rosa, at=owed.owed_at, text=owed.draft)


def test_who_proved_the_address_reads_it_and_has_opened_it(for_ann, guest, as_):
    ann = guest("ann@elsewhere.example")
    answer = as_(ann).get(f"/feedback/{for_ann.pk}/read/")
    assert answer.status_code == 200 and "Robin Ashgrove" in answer.content.decode()
    assert fresh(for_ann).opened_at and Message.objects.get(about_id=for_ann.pk).stage == "OPENED"
    assert as_(ann).post(f"/feedback/{for_ann.pk}/reply/", {"words": "Thank you"}).status_code == 302


def test_it_is_in_their_list_too(for_ann, guest, as_):
    assert for_ann.contact.reference in as_(guest("ann@elsewhere.example")).get("/feedback/mine/").content.decode()


@pytest.mark.parametrize(("email", "verified"), [
    ("ann@elsewhere.example", False), ("bob@elsewhere.example", True), ("ann@elsewhere.example.evil.example", True), ("xann@elsewhere.example", True),
])
def test_anybody_else_is_told_that_there_is_nothing(email, verified, for_ann, guest, as_):
    somebody = as_(guest(email, verified=verified))
    there, nowhere = somebody.get(f"/feedback/{for_ann.pk}/read/"), somebody.get(f"/feedback/{uuid4()}/read/")
    assert there.status_code == nowhere.status_code == 404
    assert len(there.content) == len(nowhere.content), "the page is the same, to the letter"
    assert for_ann.contact.reference not in somebody.get("/feedback/mine/").content.decode()
    assert fresh(for_ann).opened_at is None


def test_what_is_not_theirs_asks_the_database_the_same_as_what_is_not_there(for_ann, guest, as_):
    somebody, asked = as_(guest("bob@elsewhere.example")), []
    for pk in (uuid4(), for_ann.pk, uuid4()):
        with CaptureQueriesContext(connection) as queries:
            somebody.get(f"/feedback/{pk}/read/")
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_claiming_past_the_page_is_refused_too(for_ann, guest, at):
    for somebody in (guest("bob@elsewhere.example"), guest("ann@elsewhere.example", verified=False)):
        with pytest.raises(MayNot):
            claim(by=somebody, at=at, feedback=for_ann)


def test_a_letter_told_by_telephone_with_no_address_is_claimed_by_nobody(cast, at, guest, as_):
    contact, _ = all_the_way_to_a_decision(at=at, by=cast.tess, referrer=None, referrer_name="Ann", referrer_email="", referrer_phone="01632 960555", referrer_agency=None)
    owed = contact.feedback.get(kind="DECISION", to="REFERRER")
    told = tell(owed, by=cast.rosa, at=owed.owed_at, text=owed.draft, how="PHONE", told_to="Ann")
    assert as_(guest("ann@elsewhere.example")).get(f"/feedback/{told.pk}/read/").status_code == 404


def test_before_it_has_gone_there_is_nothing_to_claim(cast, for_ann, guest, as_):
    from datetime import timedelta

    from django.utils import timezone

    from frontdoor.foundations.record.actions import action

    @action("Let it go just now", permission=None, shown=False)
    def just_now(*, by, at):
        for_ann.open_from = timezone.now() + timedelta(minutes=1)
        for_ann.save(update_fields=["open_from"])
        return for_ann

    just_now(by=cast.rosa, at=timezone.now())
    assert as_(guest("ann@elsewhere.example")).get(f"/feedback/{for_ann.pk}/read/").status_code == 404
