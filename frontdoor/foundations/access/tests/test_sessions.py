"""Sessions end: at rest, after a working day, and at once with the access."""

import time

import pytest

from frontdoor.foundations.access.models import Membership

pytestmark = pytest.mark.django_db
POLL = {"HX-Request": "true"}


def put_back(client, **seconds):
    """Let so many seconds have passed since."""
    session = client.session
    for key, ago in seconds.items():
        session[key] = time.time() - ago
    session.save()


def test_lasts_while_somebody_is_at_the_desk(as_, cast):
    client = as_(cast.rosa)
    assert client.get("/").status_code == 200
    put_back(client, at_desk=29 * 60)
    assert client.get("/").status_code == 200
    assert time.time() - client.session["at_desk"] < 5


def test_ends_after_half_an_hour_at_rest_and_says_so(as_, cast):
    client = as_(cast.rosa)
    client.get("/")
    put_back(client, at_desk=31 * 60)
    answer = client.get("/?x=1")
    assert answer.status_code == 302 and answer["Location"] == "/account/login/?next=%2F%3Fx%3D1"
    assert "nothing was done for a while" in client.get(answer["Location"]).content.decode()


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(as_, cast):
    client = as_(cast.rosa)
    client.get("/")
    put_back(client, at_desk=20 * 60)
    assert client.get("/", headers=POLL).status_code == 200
    put_back(client, at_desk=31 * 60)
    answer = client.get("/", headers=POLL)
    assert answer.status_code == 204 and answer["HX-Redirect"] == "/account/login/"
    assert "_auth_user_id" not in client.session


def test_polling_with_no_session_goes_to_the_sign_in_page_not_into_the_table(client, db):
    answer = client.get("/", headers=POLL)
    assert answer.status_code == 204 and answer["HX-Redirect"] == "/account/login/"


def test_ends_after_a_working_day_even_at_the_desk(as_, cast):
    client = as_(cast.rosa)
    client.get("/")
    put_back(client, began_at=12 * 3600 + 1, at_desk=1)
    assert client.get("/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_posting_after_the_end_does_nothing(as_, cast):
    client = as_(cast.rosa)
    client.get("/")
    put_back(client, at_desk=31 * 60)
    answer = client.post("/account/logout/", {})
    assert answer.status_code == 302 and answer["Location"] == "/account/login/"


def test_ends_at_once_when_the_place_ends(as_, cast, in_action, at):
    client = as_(cast.rosa)
    assert client.get("/").status_code == 200
    with in_action():
        Membership.objects.filter(user=cast.rosa).update(ended_at=at)
    assert client.get("/").status_code == 302
    assert client.get("/").status_code == 302 and "_auth_user_id" not in client.session


def test_no_answer_may_be_kept_by_a_browser(as_, cast):
    client = as_(cast.rosa)
    assert "no-store" in client.get("/")["Cache-Control"]
    put_back(client, at_desk=31 * 60)
    assert "no-store" in client.get("/")["Cache-Control"]
