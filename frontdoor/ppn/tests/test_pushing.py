"""The endpoint: known by its token alone, refused with the path, taken in as a drop is; fuzzed against its own schema."""

import json
import re
from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdoor.foundations.access.models import User
from frontdoor.ppn.actions.feeds import begin_feed, digest_of, end_feed
from frontdoor.ppn.layout import FILES, NESTED
from frontdoor.ppn.models import Drop, Feed, Notice, NoticePerson, Quarantine
from frontdoor.ppn.openapi import COUNTED, schemas

from . import drops
from .drops import forms
from .schema import fits, values

pytestmark = pytest.mark.django_db
TOKEN = "a token of the tests"
PUSH = reverse("notices-push")
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def feed(cast):
    return begin_feed(by=cast.ada, at=AT, name="Records", force_code="44", agency=cast.pete.agency, digest=digest_of(TOKEN))


def natural(form):
    """The nested form of a drop as a force's system says it in JSON."""
    made = {name: value for name, value in form.items() if name != "force_code" and value != "" and name not in NESTED}
    made |= {"version": int(form["version"]), "hrda_listed": form["hrda_listed"] == "1"}
    for name in NESTED:
        made[name] = deepcopy(form[name])
    for role in made["roles"]:
        role.update({flag: role[flag] == "1" for flag in ("present", "injured", "lives_at_scene")})
        role["relation_to_subject"] = role["relation_to_subject"] or None
    for risk in made["risk"]:
        risk.update(answers=json.loads(risk["answers"]), yes_count=int(risk["yes_count"]))
    return made


def body(*notices, **more):
    return {"schema": "ppn-drop/1", "force_code": "44", "created_at": "2026-11-24T08:00:00+00:00", "environment": "live", "notices": list(notices), **more}


def push(said, *, token=TOKEN, **more):
    sent = said if isinstance(said, (bytes, str)) else json.dumps(said)
    options = {"content_type": "application/json", "headers": {"authorization": f"Bearer {token}"} if token else {}, **more}
    return Client(enforce_csrf_checks=True).post(PUSH, sent, **options)


def test_notices_are_pushed_and_the_same_again_changes_nothing(feed):
    said = body(*map(natural, forms()))
    first = push(said)
    assert first.status_code == 200, first.content
    assert (first.json()["accepted"], first.json()["problems"]) == (3, [])
    notice = Notice.objects.order_by("ppn_id").first()
    assert (notice.how, notice.owned_by) == ("PUSH", feed.user.agency)
    assert NoticePerson.objects.filter(present=True).count() == 9
    again = push(said)
    assert (again.status_code, again.json()["unchanged"], again.json()["accepted"]) == (200, 3, 0)
    assert Drop.objects.count() == 1


def test_what_came_in_a_drop_is_unchanged_when_it_is_pushed(feed, tmp_path):
    drops.taken(drops.drop(tmp_path, forms()))
    said = push(body(*map(natural, forms()))).json()
    assert (said["unchanged"], said["quarantined"], said["accepted"]) == (3, 0, 0), said


def test_what_cannot_be_read_waits_and_the_rest_is_taken(feed):
    notices = [natural(each) for each in forms()]
    notices[1]["risk_grade"], notices[2]["roles"][1]["person"]["dob"] = "X", "soon"
    answer = push(body(*notices))
    assert answer.status_code == 202
    assert (answer.json()["accepted"], answer.json()["quarantined"]) == (1, 2)
    assert {each["sentence"] for each in answer.json()["problems"]} == {
        "notice.csv, row 2, risk_grade: “X” is not one of H, M, S, U.", "person.csv, row 2, dob: “soon” is not a date like 2019-03-27.",
    }


@pytest.mark.parametrize(("path", "value", "says"), [
    (("version",), [1], "notices[0].version must be a whole number or null, not a list."),
    (("version",), 1.5, "notices[0].version must be a whole number or null, not a number."),
    (("version",), True, "notices[0].version must be a whole number or null, not true or false."),
    (("summary",), 7, "notices[0].summary must be a string or null, not a number."),
    (("hrda_listed",), 1, "notices[0].hrda_listed must be true, false or null, not a number."),
    (("roles",), {}, None),
    (("roles",), "x", "notices[0].roles must be a list, not a string."),
    (("roles", 0), None, "notices[0].roles[0] must be an object, not null."),
    (("roles", 0, "person"), [], "notices[0].roles[0].person must be an object, not a list."),
    (("roles", 0, "person", "dob"), 2019, "notices[0].roles[0].person.dob must be a string or null, not a number."),
    (("roles", 0, "ppn_id"), "RMS", "notices[0].roles[0] has an unknown name, “ppn_id”."),
    (("risk", 0, "answers"), ["Y"], "notices[0].risk[0].answers must be an object or null, not a list."),
    (("notes",), "x", "notices[0] has an unknown name, “notes”."),
])
def test_the_wrong_type_is_refused_with_its_path(feed, path, value, says):
    notice = natural(forms()[0])
    at = notice
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    answer = push(body(notice))
    if says is None:
        assert answer.status_code == 200
        return
    assert (answer.status_code, answer.json()) == (400, {"refused": says})
    assert Notice.objects.count() == 0 and Drop.objects.get().refused_why == says


@pytest.mark.parametrize(("sent", "says"), [
    (b" ", "The body cannot be read as JSON in UTF-8."), (b"{", "The body cannot be read as JSON in UTF-8."),
    (b"\xff\xfe", "The body cannot be read as JSON in UTF-8."), (b"[" * 100_000, "The body cannot be read as JSON in UTF-8."),
    (b"[]", "The body must be an object, not a list."), (b"9" * 5000, "The body cannot be read as JSON in UTF-8."),
    (b'{"schema": 1, "schema": 2}', "schema is twice in one object."), (b'{"schema": NaN}', "NaN is not a number of JSON."),
    ({"schema": "x"}, "schema must be “ppn-drop/1”."),
    (body(schema="ppn-drop/1"), "notices must hold 1 to 500 notices; it holds 0."),
    (body({}, force_code=44), "force_code must be two digits in quotation marks, such as “44”."),
    (body({}, environment=None), "environment must be “live” or “test”."),
    (body({}, created_at="now"), "created_at must be a date and time with its offset, such as 2026-11-24T09:30:00+00:00."),
    (body({}, more=1), "The body has an unknown name, “more”."),
    (body(notices={}), "notices must be a list, not an object."),
])
def test_a_body_that_is_no_push(feed, sent, says):
    answer = push(sent)
    assert (answer.status_code, answer.json()) == (400, {"refused": says})


def test_names_and_surrogates_that_no_database_holds(feed):
    notice = natural(forms()[0])
    notice["summary"], notice["child_voice"] = "\ud800", "a\0b"
    answer = push(body(notice))
    assert answer.status_code == 202 and Quarantine.objects.get().content["child_voice"] == "a␀b"
    assert push(body({"\ud800": 1})).status_code == 400


def test_one_person_said_in_two_ways(feed):
    notice = natural(forms()[0])
    notice["roles"].append({**notice["roles"][0], "role": "WITNESS", "person": {**notice["roles"][0]["person"], "dob": "2001-01-01"}})
    answer = push(body(notice))
    assert answer.status_code == 202
    assert answer.json()["problems"][0]["sentence"] == "person.csv, row 4, person_local_id: is given twice in this notice, differently."
    notice["roles"][-1]["person"] = None
    assert push(body(notice)).status_code == 200


def test_who_is_let_in(feed, cast):
    said = body(natural(forms()[0]))
    for token in ("", "wrong", TOKEN + " ", "é"):
        if token.strip() != TOKEN:
            answer = push(said, token=token)
            assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
    assert push(said, headers={"authorization": f"Basic {TOKEN}"}).status_code == 401
    end_feed(feed, by=cast.ada, at=AT)
    assert push(said).status_code == 401
    assert Notice.objects.count() == 0


def test_never_by_a_session(feed, cast, as_):
    client = as_(cast.rosa)
    assert client.post(PUSH, json.dumps(body(natural(forms()[0]))), content_type="application/json").status_code == 401


def test_another_force(feed):
    answer = push(body(natural(forms()[0]), force_code="45"))
    assert (answer.status_code, answer.json()["refused"]) == (403, "This token is of force 44; the push is of force 45.")


def test_another_method_kind_or_size(feed, settings):
    assert Client().get(PUSH).status_code == 405
    assert push(b"x", content_type="text/plain").status_code == 415
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    assert push(b" " * 1024 * 1024 + b" ").status_code == 413


def test_too_many(feed, settings, monkeypatch):
    monkeypatch.setitem(settings.PROTOCOL.PPN, "most_pushes_a_minute", 1)
    said = body(natural(forms()[0]))
    answers = [push(said).status_code for _ in range(4)]
    assert 429 in answers and answers[0] == 200


def test_the_token_is_shown_once_and_only_its_digest_kept(cast, as_):
    client = as_(cast.ada)
    answer = client.post(reverse("feed-begin"), {"name": "Records system", "agency": str(cast.pete.agency.pk), "force_code": "44"})
    token = re.search(r'fd-copy__text">([\w-]{43})<', answer.content.decode())[1]
    assert Feed.objects.get().digest == digest_of(token)
    assert push(body(natural(forms()[0])), token=token).status_code == 200
    assert token not in client.get(reverse("feeds")).content.decode()
    assert not User.objects.get(name="Records system").has_usable_password()
    twice = client.post(reverse("feed-begin"), {"name": "records system", "agency": str(cast.pete.agency.pk), "force_code": "44"})
    assert "There is already a feed called records system." in twice.content.decode()
    client.post(reverse("feed-end", args=[Feed.objects.get().pk]))
    assert push(body(natural(forms()[1])), token=token).status_code == 401


def test_nobody_is_given_the_role_of_a_feed(cast, as_):
    page = as_(cast.ada).get(reverse("governance:add-person", args=[cast.pete.agency.pk])).content.decode()
    assert "A force’s system" not in page and "A force&#39;s system" not in page


def test_the_document_has_every_column():
    said = Client().get(reverse("notices-openapi")).json()
    assert said["openapi"] == "3.1.0" and PUSH in said["paths"]
    named = {name for each in said["components"]["schemas"].values() for name in each["properties"]}
    assert {column.name for columns in FILES.values() for column in columns} <= named
    assert Client().get(reverse("notices-for-forces")).status_code == 200


def test_what_a_drop_says_fits_the_document():
    assert fits(body(*map(natural, forms())), schemas(), "Push")
    assert not fits(body(*map(natural, forms()), more=1), schemas(), "Push")


FUZZ = {"max_examples": 20, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


@given(said=values(schemas(), "Push"))
@settings(**FUZZ)
def test_whatever_fits_the_document_is_taken_or_waits(feed, monkeypatch, said):
    """And every notice is accounted for."""
    said["force_code"] = "44"
    assert fits(said, schemas(), "Push")
    _no_limit(monkeypatch)

    def examine():
        answer = push(said)
        assert answer.status_code in (200, 202) or "created_at" in answer.json()["refused"], answer.content
        if answer.status_code < 300:
            assert fits(answer.json(), schemas(), "Answer")
            assert 0 < sum(answer.json()[name] for name in COUNTED) <= len(said["notices"])

    undone(examine)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=5,
)


@given(data=st.data())
@settings(**FUZZ)
def test_whatever_does_not_is_never_a_fault_of_ours(feed, monkeypatch, data):
    """One place of a push that could be read is spoiled: the answer is a sentence, or it waits, or it did not matter."""
    _no_limit(monkeypatch)
    said = body(*map(natural, forms(2)))
    at, step = said, None
    while isinstance(at, (dict, list)) and at:
        keys = sorted(at) if isinstance(at, dict) else range(len(at))
        parent, step = at, data.draw(st.sampled_from(list(keys)))
        at = parent[step]
        if data.draw(st.integers(0, 2)) == 0:
            break
    parent[step] = data.draw(JSON)

    def examine():
        answer = push(said)
        assert answer.status_code in (200, 202, 400, 403), answer.content
        assert fits(answer.json(), schemas(), "Answer" if answer.status_code < 300 else "Refusal")
        if answer.status_code >= 400:
            assert answer.json()["refused"].endswith(".") and Notice.objects.count() == 0

    undone(examine)


def undone(examine):
    """Each example as if it had never been."""
    with transaction.atomic():
        examine()
        transaction.set_rollback(True)


def _no_limit(monkeypatch):
    from django.conf import settings as ours

    monkeypatch.setitem(ours.PROTOCOL.PPN, "most_pushes_a_minute", 10**9)
