"""A domestic-abuse notice as a force sends it, told through the actions: for tests of Operation Encompass."""

from datetime import UTC, datetime, timedelta

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.founding import the_system
from frontdoor.ppn.actions import take_forms
from frontdoor.ppn.models import Notice, Passing

FRIDAY_NIGHT = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
SCHOOL = "Thornbury Hill School"


def child(number="C1", role="SUBJECT_CHILD", *, given="Wren", born="2018-05-01", school=SCHOOL, **said):
    who = {"given_names": given, "surname": "Larkhill", "dob": born, "dob_precision": "exact", "sex": "F", "school_text": school}
    return {"person_local_id": number, "role": role, "present": "1", "witnessed": "1", "injured": "0", "lives_at_scene": "1", "person": who, **said}


def adult(number, role, relation, *, given, **said):
    who = {"given_names": given, "surname": "Larkhill", "dob": "1990-02-02", "dob_precision": "exact", "sex": "F"}
    return {"person_local_id": number, "role": role, "relation_to_subject": relation, "present": "1", "lives_at_scene": "1", "person": who, **said}


MOTHER = adult("V", "VICTIM", "mother", given="Kerensa")
PARTNER = adult("P", "PERPETRATOR", "partner", given="Jory", arrested="1", lives_at_scene="0")


def form(number="RMS1", *, people=(), at=FRIDAY_NIGHT, version="1", status="new", refuge="0", **said):
    own = {"ppn_id": number}
    scene = {"kind": "SCENE", "house": "12", "street": "Sedge Row", "town": "Alderport", "postcode": "ZZ1 1ZZ", "refuge": refuge}
    return {
        "force_code": "44", "ppn_id": number, "version": version, "status": status, "ppn_type": "DA", "incident_at": at.isoformat(),
        "incident_date_precision": "exact", "risk_grade": "M", "summary": "RAW SUMMARY of the officer.", "child_voice": "I hid under the bed.",
        "info_share_limit": "none", "roles": [{**own, **each} for each in (*(people or [child()]), MOTHER, PARTNER)], "risk": [], "crime": [], "missing": [],
        "locations": [{**own, **scene}], **said,
    }


def taken(*forms, at=SATURDAY, made_at=None, **kwargs):
    """Taken in at a time; gives back the notice of the first."""
    drop = take_forms(by=the_system(), at=at, force_code="44", forms=list(forms), made_at=made_at or at - timedelta(minutes=5), how="PUSH", name="Push", **kwargs)
    assert not drop.laying.problems, drop.laying.problems
    return Notice.objects.get(ppn_id=forms[0]["ppn_id"])


def passing_of(notice, **narrow) -> Passing:
    return Passing.objects.get(notice=notice, **narrow)


def agency(name) -> Agency:
    return Agency.objects.get(name=name)
