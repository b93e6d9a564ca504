"""Pages by which notices arrive: taken in, refused, mended, keyed; for those who may."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from frontdoor.foundations.record.founding import the_system
from frontdoor.ppn.models import Drop, Gap, Notice, NoticeFile, NoticePerson, Quarantine
from frontdoor.ppn.sample import Sample, write_drop
from frontdoor.ppn.taking.importing import import_drop

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def drop(folder, forms, sequence=1, **kwargs):
    return write_drop(
        forms, folder / f"PPN_44_20261124T080000Z_{sequence}.zip", force_code="44", made_at=NOW - timedelta(hours=1),
        sequence=(sequence, sequence), **kwargs,
    )


def taken(path):
    return import_drop(path, name=path.name, by=the_system(), at=NOW)


@pytest.fixture
def forms():
    return list(Sample(notices=3, seed=7, made_at=NOW - timedelta(hours=2)).forms())


def text(answer):
    return answer.content.decode()


def test_a_drop_is_uploaded_and_its_page_says_what_became_of_it(cast, as_, tmp_path, forms):
    path = drop(tmp_path, forms)
    client = as_(cast.rosa)
    answer = client.post(reverse("drop-take"), {"drop": SimpleUploadedFile(path.name, path.read_bytes())}, follow=True)
    assert "3 accepted" in text(answer) and Drop.objects.get().name == path.name
    assert path.name in text(client.get(reverse("drops")))
    said = json.loads(client.get(reverse("drop-ack", args=[Drop.objects.get().pk])).content)
    assert (said["drop"], said["accepted"], said["problems"]) == (path.name, 3, [])


def test_a_refused_drop_says_why_and_somebody_deals_with_it(cast, as_):
    client = as_(cast.rosa)
    answer = client.post(reverse("drop-take"), {"drop": SimpleUploadedFile("letter.zip", b"Dear all")}, follow=True)
    assert "letter.zip is not a zip file" in text(answer) and "pushed, or keyed by hand" not in text(answer)
    held = Drop.objects.get()
    assert held.name in text(client.get(reverse("worklist", args=["drops-refused"])))
    assert "Say what you did" in text(client.post(reverse("drop-deal", args=[held.pk]), {"what_was_done": " "}))
    client.post(reverse("drop-deal", args=[held.pk]), {"what_was_done": "Rang the force; it comes again at noon."})
    held.refresh_from_db()
    assert (held.stage, held.what_was_done) == ("DEALT_WITH", "Rang the force; it comes again at noon.")
    assert json.loads(client.get(reverse("drop-ack", args=[held.pk])).content)["refused"].startswith("letter.zip is not a zip file")


def test_a_gap_is_dealt_with(cast, as_, tmp_path, forms):
    taken(drop(tmp_path, forms[:1], sequence=1))
    taken(drop(tmp_path, forms[1:2], sequence=3))
    gap, client = Gap.objects.get(), as_(cast.rosa)
    assert "Force 44, sequence 2" in text(client.get(reverse("worklist", args=["drops-missing"])))
    client.post(reverse("gap", args=[gap.pk]), {"what_was_done": "The force says it was a test."})
    gap.refresh_from_db()
    assert gap.stage == "DEALT_WITH"
    assert "Nothing is missing" in text(client.get(reverse("worklist", args=["drops-missing"])))


@pytest.fixture
def held(cast, tmp_path, forms):
    forms[1]["risk_grade"] = "X"
    forms[1]["roles"][0]["present"] = "perhaps"
    taken(drop(tmp_path, forms))
    return Quarantine.objects.get()


def as_shown(client, held):
    """The mending form as the browser has it."""
    form = client.get(reverse("unread", args=[held.pk])).context["mending"]
    return {"version": held.version, **{bound.html_name: bound.value() or "" for bound in form if not isinstance(bound.value(), bool)}}


@pytest.fixture(autouse=True)
def contexts(monkeypatch):
    """Jinja pages do not tell the test client what they were given: remember it here."""
    from django.template.backends import jinja2

    plain = jinja2.Template.render

    def render(self, context=None, request=None):
        from django.test.signals import template_rendered

        template_rendered.send(sender=self, template=self, context=context or {})
        return plain(self, context, request)

    monkeypatch.setattr(jinja2.Template, "render", render)


def test_what_is_wrong_is_shown_beside_its_cells_and_mended(cast, as_, held):
    client = as_(cast.rosa)
    page = text(client.get(reverse("unread", args=[held.pk])))
    assert "notice.csv, row 3, risk_grade: “X” is not one of H, M, S, U." in page and "role.csv, row 5, present: “perhaps” is not 1 or 0." in page
    sent = {**as_shown(client, held), "notice-risk_grade": "H"}
    answer = client.post(reverse("unread", args=[held.pk]), sent)
    assert answer.status_code == 422 and "present: “perhaps” is not 1 or 0" in text(answer)
    client.post(reverse("unread", args=[held.pk]), {**sent, "roles-0-present": "1"})
    held.refresh_from_db()
    assert held.stage == "RELEASED"
    notice = Notice.objects.get(ppn_id=held.ppn_id)
    assert (notice.police_grade, notice.received_at, notice.people.filter(is_child=True).get().present) == ("H", held.received_at, True)
    assert held.content["risk_grade"] == "X"


def test_a_row_may_be_left_out(cast, as_, held):
    client = as_(cast.rosa)
    client.post(reverse("unread", args=[held.pk]), {**as_shown(client, held), "notice-risk_grade": "S", "roles-0-leave": "on"})
    assert Notice.objects.get(ppn_id=held.ppn_id).people.count() == 2


def test_two_people_mend_one_notice(cast, as_, held):
    client = as_(cast.rosa)
    sent = {**as_shown(client, held), "notice-risk_grade": "S", "roles-0-present": "1"}
    as_(cast.mina).post(reverse("unread-aside", args=[held.pk]), {"version": held.version, "why": "It came again."})
    answer = as_(cast.rosa).post(reverse("unread", args=[held.pk]), {**sent, "notice-summary": "What I typed."})
    assert answer.status_code == 409
    assert "Set aside what cannot be read".lower() in text(answer).lower() and "What I typed." in text(answer)
    held.refresh_from_db()
    assert held.stage == "SET_ASIDE" and not Notice.objects.filter(ppn_id=held.ppn_id).exists()


def test_setting_aside_needs_a_reason(cast, as_, held):
    client = as_(cast.rosa)
    answer = client.post(reverse("unread-aside", args=[held.pk]), {"version": held.version, "why": ""})
    assert answer.status_code == 422 and "Say why nothing of this is needed" in text(answer)


def test_a_role_whose_person_did_not_come_gets_one(cast, as_, tmp_path, forms):
    path = drop(tmp_path, [{**forms[0], "roles": [{**forms[0]["roles"][0], "person": None}]}])
    taken(path)
    held, client = Quarantine.objects.get(), as_(cast.rosa)
    assert "is not in person.csv" in text(client.get(reverse("unread", args=[held.pk])))
    client.post(reverse("unread", args=[held.pk]), {**as_shown(client, held), "roles-0-person-given_names": "Robin", "roles-0-person-dob": "2018-05-01"})
    assert NoticePerson.objects.get().given_names == "Robin"


def keyed(**more):
    return {
        "submission": "6f0f1a52-7f0e-4a5b-9d5e-0d9f3f1b2c3d", "received_at-day": "23", "received_at-month": "11", "received_at-year": "2026",
        "received_at-time": "9:30am", "ppn_type": "DA", "risk_grade": "M", "summary": "Shouting heard.", "child_voice": "“I hid.”",
        "person-rows": "2", "person-0-given_names": "Robin", "person-0-surname": "Zqkeyed", "person-0-role": "SUBJECT_CHILD",
        "person-0-dob-day": "1", "person-0-dob-month": "5", "person-0-dob-year": "2018", "person-0-said": ["present", "injured"],
        "person-0-street": "Sedge Row", "risk-tool": "DASH2009", "risk-grade": "M", "risk-q1": "Y", "risk-q2": "N", "key": "1", **more,
    }


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def paper():
    return SimpleUploadedFile("notice.pdf", b"%PDF-1.4 paper")


def test_a_notice_is_keyed_from_paper_with_the_paper_beside_it(cast, as_, media):
    client = as_(cast.rosa)
    answer = client.post(reverse("notice-key"), {**keyed(), "files": [paper()]}, follow=True)
    notice = Notice.objects.get()
    assert "The notice is on the desk." in text(answer) and str(notice) in text(answer)
    assert (notice.how, notice.police_grade, notice.child_voice, notice.ppn_id) == ("HAND", "M", "“I hid.”", "HAND-6F0F1A527F0E4A5B")
    child = notice.people.get()
    assert (child.name, child.injured, child.witnessed, child.address) == ("Robin Zqkeyed", True, None, "Sedge Row")
    assert notice.received_at == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert json.loads(notice.versions.get().content["risk"][0]["answers"]) == {"1": "Y", "2": "N"}
    kept = NoticeFile.objects.get()
    got = client.get(reverse("notice-file", args=[kept.pk]))
    assert b"".join(got.streaming_content) == b"%PDF-1.4 paper" and "attachment" in got["Content-Disposition"]


def test_sent_twice_it_is_one(cast, as_, media):
    client = as_(cast.rosa)
    for _ in range(2):
        answer = client.post(reverse("notice-key"), {**keyed(), "files": [paper()]})
        assert answer.status_code == 302
    assert (Notice.objects.count(), Drop.objects.count(), NoticeFile.objects.count()) == (1, 1, 1)


def test_an_unfinished_form_keeps_its_words(cast, as_):
    client = as_(cast.rosa)
    answer = client.post(reverse("notice-key"), keyed(risk_grade="", **{"person-1-surname": "Zqother"}))
    assert answer.status_code == 422 and Notice.objects.count() == 0
    page = text(answer)
    assert "Select the police grade" in page and "Select their part in it" in page and "Zqkeyed" in page and "“I hid.”" in page
    more = text(client.post(reverse("notice-key"), {**keyed(), "more": "person"}))
    assert "Person 3" in more and "Zqkeyed" in more and "There is a problem" not in more


def test_a_file_that_cannot_be_kept_refuses_the_whole(cast, as_, media):
    answer = as_(cast.rosa).post(reverse("notice-key"), {**keyed(), "files": [SimpleUploadedFile("x.pdf", b"MZ program")]})
    assert answer.status_code == 422 and "is a program" in text(answer)
    assert (Notice.objects.count(), Drop.objects.count()) == (0, 0)


def test_a_notice_that_is_held_is_not_keyed_again(cast, as_, tmp_path, forms):
    taken(drop(tmp_path, forms))
    number = forms[0]["ppn_id"]
    answer = as_(cast.rosa).post(reverse("notice-key"), keyed(ppn_id=number))
    assert answer.status_code == 422 and f"PPN 44/{number} is held already in version 1." in text(answer)
    assert as_(cast.rosa).post(reverse("notice-key"), keyed(ppn_id=number, police_version="2")).status_code == 302
    assert Notice.objects.get(ppn_id=number).summary == "Shouting heard."


def test_in_the_night_it_says_so(cast, as_):
    as_(cast.oona).post(reverse("notice-key"), keyed())
    assert Notice.objects.get().how == "OUT_OF_HOURS"


def test_an_import_from_memory_is_the_same(cast, tmp_path, forms):
    path = drop(tmp_path, forms)
    assert import_drop(io.BytesIO(path.read_bytes()), name=path.name, by=the_system(), at=NOW).counts["accepted"] == 3
