"""What a force sees of what it sent, and nobody else's; and how well its notices are filled in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from frontdoor.ppn.actions import decide_line
from frontdoor.ppn.deciding import Choice
from frontdoor.ppn.models import Notice, NoticePerson
from frontdoor.ppn.queries.quality import quality
from frontdoor.ppn.sample import Sample

from .test_importing import drop, taken

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)  # the pages ask the clock on the wall


@pytest.fixture
def forms(cast, tmp_path):
    forms = list(Sample(notices=8, seed=9, families=10_000, made_at=NOW - timedelta(hours=2)).forms())
    for form in forms:
        form |= {"officer_station": "Wyke", "officer_id": "C1001", "child_voice": "“I hid.”", "ppn_type": "CHILD"}
    forms[0]["roles"][0]["person"]["dob"] = ""
    forms[1]["roles"][0]["person"]["given_names"] = ""
    forms[2]["child_voice"] = ""
    forms[3]["submitted_at"] = (NOW - timedelta(hours=1)).isoformat()
    forms[3]["incident_at"] = (NOW - timedelta(hours=30)).isoformat()
    forms[4]["officer_station"] = "Alderport"
    forms[7]["risk_grade"] = "X"
    taken(drop(tmp_path, forms, made_at=NOW - timedelta(hours=1)), at=NOW)
    bad = tmp_path / "PPN_44_20261124T090000Z_3.zip"
    bad.write_bytes(b"not a zip")
    taken(bad, at=NOW)
    return forms


def test_a_force_sees_where_each_stands_and_what_became_of_each_child(cast, as_, forms):
    notice = Notice.objects.order_by("ppn_id").first()
    child = NoticePerson.objects.get(notice=notice, is_child=True)
    decide_line([Choice(notice, child, "NFA", "A reason of the hub’s own.")], by=cast.rosa, at=NOW)
    page = as_(cast.pete).get("/notices/sent/").content.decode()
    assert notice.ppn_id in page and "No further action" in page and "not decided yet" in page
    assert "A reason of the hub’s own" not in page and "Rosa" not in page
    only = as_(cast.pete).get(f"/notices/sent/?state=decided&number={notice.ppn_id}").content.decode()
    assert only.count("govuk-table__row") == 2
    assert "Nothing you sent matches" in as_(cast.pete).get("/notices/sent/?state=withdrawn").content.decode()


def test_a_force_sees_what_came_back_with_the_reasons(cast, as_, forms):
    page = as_(cast.pete).get("/notices/sent/came-back/").content.decode()
    assert "is not a zip file" in page and "risk_grade: “X” is not one of H, M, S, U." in page


def test_nobody_else_sees_a_forces_pages(cast, as_, forms):
    for address in ("/notices/sent/", "/notices/sent/came-back/"):
        assert as_(cast.nadia).get(address).status_code == 404
        assert as_(cast.mina).get(address).status_code == 404
        assert as_(cast.tom).get(address).status_code == 403
    assert as_(cast.nadia).get("/notices/sent/quality/").status_code == 404


def test_what_is_wanting_is_counted_by_station_and_month(cast, forms):
    rows = {row.station: row for row in quality(now=NOW, force=None)}
    wyke = rows["Wyke"]
    assert (wyke.notices, wyke.wanting) == (6, {"undated": 1, "unnamed": 1, "unheard": 1, "late": 1, "nobody": 0})
    assert wyke.share("late") == "1 (17%)" and not wyke.is_few
    assert rows["Alderport"].is_few and rows["Alderport"].share("late") == "0"


def test_an_officer_is_named_to_the_force_and_to_nobody_else(cast, as_, forms):
    ours = as_(cast.pete).get("/notices/sent/quality/").content.decode()
    theirs = as_(cast.bea).get("/notices/sent/quality/").content.decode()
    assert ">C1001<" in ours and "C1001" not in theirs
    assert "Fewer than 6" in theirs and "Wyke" in theirs
