"""Drops nobody thought of: those that are right come out as they went in; of any other, every notice is accounted for."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdoor.ppn.keeping import digest
from frontdoor.ppn.layout import FILES, MANIFEST, NESTED, Column
from frontdoor.ppn.models import Drop, Gap, Notice, NoticePerson, NoticeVersion, Quarantine
from frontdoor.ppn.reading import PERSON
from frontdoor.ppn.taking.importing import COUNTED
from frontdoor.ppn.taking.staging import _key

from .drops import NOW, drop, forms, parts, taken, zipped

pytestmark = pytest.mark.django_db
SOME = {"max_examples": 15, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="=@+-")


def cells(column: Column) -> st.SearchStrategy[str]:
    """What a column may hold, as a cell."""
    if column.kind == "text":
        return st.text(LETTERS, min_size=1, max_size=min(column.most, 12))
    if column.kind == "moment":
        return st.datetimes(datetime(2001, 1, 1), datetime(2026, 11, 23)).map(lambda when: when.replace(tzinfo=UTC).isoformat())
    if column.kind == "day":
        return st.dates(date(1900, 1, 1), date(2026, 11, 23)).map(str)
    if column.kind == "whole":
        return st.integers(column.least, column.most).map(str)
    if column.kind == "object":
        return st.dictionaries(st.integers(1, 27).map(str), st.sampled_from(["Y", "N", "NK", "NA"]), max_size=3).map(json.dumps)
    return st.sampled_from(column.codes or {"flag": ("1", "0"), "tri": ("1", "0", "U")}[column.kind])


def row(file: str, *without: str) -> st.SearchStrategy[dict[str, str]]:
    columns = {column.name: column for column in FILES[file] if column.name not in without}
    made = {name: cells(column) if column.required else cells(column) | st.just("") for name, column in columns.items()}
    return st.fixed_dictionaries(made)


@st.composite
def a_form(draw, number: int):
    """A notice with everything that hangs on it; its times are in order, its people its own."""
    form = draw(row("notice.csv", "ppn_id", "version", "status")) | {"ppn_id": f"N{number}", "version": "1", "status": "new", "submitted_at": ""}
    form["roles"] = [
        draw(row("role.csv", "ppn_id", "person_local_id")) | {"person_local_id": f"P{number}-{n}", "person": draw(row(PERSON, "person_local_id"))}
        for n in range(draw(st.integers(0, 2)))
    ]
    whose = st.sampled_from(["", *(role["person_local_id"] for role in form["roles"])])
    form["locations"] = [place | {"person_local_id": draw(whose)} for place in draw(st.lists(row("location.csv", "ppn_id", "person_local_id"), max_size=2))]
    for name in ("risk", "crime", "missing"):
        form[name] = draw(st.lists(row(NESTED[name], "ppn_id"), max_size=1))
    return form


def undone(examine):
    """Each example as if it had never been."""
    with transaction.atomic():
        examine()
        transaction.set_rollback(True)


@given(data=st.data())
@settings(**SOME)
def test_a_drop_that_is_right_comes_out_as_it_went_in(cast, tmp_path, data):
    some = [data.draw(a_form(number)) for number in range(data.draw(st.integers(0, 3)))]

    def examine():
        answer = taken(drop(tmp_path, some))
        assert (answer.code, answer.counts["accepted"]) == (0, len(some)), answer.said()
        for form in some:
            notice = Notice.objects.get(ppn_id=form["ppn_id"])
            assert digest(notice.versions.get().content) == digest({**form, "force_code": "44"})
            assert (notice.summary, notice.police_grade, notice.da_repeat_12m) == (
                form["summary"], form["risk_grade"], int(form["da_repeat_12m"]) if form["da_repeat_12m"] else None)
            named = {each.local_id: each for each in notice.people.exclude(roles__contains=["UNBORN"])}
            assert set(named) == {role["person_local_id"] for role in form["roles"]}
            for role in form["roles"]:
                person = named[role["person_local_id"]]
                assert (person.family_name, str(person.born_on or "")) == (role["person"]["surname"], role["person"]["dob"])
        assert taken(drop(tmp_path, some)).counts.get("unchanged", 0) == len(some)

    undone(examine)


NASTY = st.sampled_from([
    "", " ", "X", "-1", "1e9", "9" * 400, "=1+1", "@x", "+A", "\0", "\x07", "é", "\udce9", "2026-13-40", "2999-01-01", "2999-01-01T00:00:00+00:00",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", '{"1": "Y"', '"', ",", "\n", "x" * 3000, "44", "45", "N/A", "null", "1", "0", "U", "\u202e", "\ufeff",
]) | st.text(max_size=6)


@st.composite
def spoiled(draw, files: dict[str, bytes]) -> tuple[dict[str, bytes], bool]:
    """A drop with a few things done to it, and whether its manifest knows."""
    files = dict(files)
    for _ in range(draw(st.integers(1, 4))):
        file = draw(st.sampled_from(sorted(FILES)))
        if draw(st.integers(0, 9)) == 0:
            at = draw(st.integers(0, len(files[file])))
            files[file] = files[file][:at] + draw(st.binary(max_size=6)) + files[file][at + draw(st.integers(0, 40)):]
            continue
        table = list(csv.reader(io.StringIO(files[file].decode("utf-8", "surrogateescape"), newline=""), strict=False))
        if len(table) > 1:
            files[file] = _written(_changed(draw, table))
    return files, draw(st.integers(0, 9)) > 0


def _changed(draw, table: list[list[str]]) -> list[list[str]]:
    number = draw(st.integers(0 if draw(st.integers(0, 9)) == 0 else 1, len(table) - 1))
    row, what = list(table[number]) or [""], draw(st.sampled_from(["cell", "cell", "cell", "cell", "drop", "twice", "short", "long", "shuffle"]))
    if what == "cell":
        row[draw(st.integers(0, len(row) - 1))] = draw(NASTY)
    elif what == "drop":
        return table[:number] + table[number + 1:]
    elif what == "twice":
        return [*table, row]
    elif what == "shuffle":
        return [table[0], *reversed(table[1:])]
    else:
        row = row[:-1] if what == "short" else [*row, draw(NASTY)]
    return [*table[:number], row, *table[number + 1:]]


def _written(table: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(table)
    return out.getvalue().encode("utf-8", "surrogateescape")


def numbers_in(files: dict[str, bytes]) -> list[str]:
    """The number of every notice row, as it is kept."""
    text = files["notice.csv"].decode("utf-8-sig", "surrogateescape")
    return [_key(each, 1) or "" for each in list(csv.reader(io.StringIO(text, newline="")))[1:] if each]


@given(data=st.data())
@settings(**{**SOME, "max_examples": 60})
def test_whatever_is_done_to_a_drop_every_notice_is_accounted_for(cast, tmp_path, data):
    files, honest = data.draw(spoiled(parts(drop(tmp_path, forms(3)))))

    def examine():
        answer = taken(zipped(files, honest=honest))  # never raises
        if answer.refused:
            assert (Notice.objects.count(), Quarantine.objects.count(), NoticePerson.objects.count()) == (0, 0, 0)
            assert answer.refused.endswith((".", ")")) and Drop.objects.get().stage == "REFUSED"
            return
        wanted = set(numbers_in(files))
        kept = set(Notice.objects.values_list("ppn_id", flat=True)) | set(Quarantine.objects.values_list("ppn_id", flat=True))
        assert {number for number in wanted if number} <= {each.strip() for each in kept}
        assert sum(answer.counts[name] for name in COUNTED) >= len({number for number in wanted if number})
        is_twice = len(wanted) < len(numbers_in(files)) or any(len(set(rows)) < len(rows) for rows in map(bytes.splitlines, files.values()))
        assert answer.counts["quarantined"] == Quarantine.objects.count() or "" in wanted or is_twice  # the same thing is kept once
        assert all(each["sentence"].endswith(".") and each["file"] in {*FILES, MANIFEST} for each in answer.said()["problems"])
        json.dumps(answer.said(), ensure_ascii=False).encode()  # it can be sent

    undone(examine)


def versions() -> list[tuple[int, list[dict]]]:
    """Four drops: a notice in three versions, one withdrawn, one whose child's details came later under the same version."""
    one, two, three = forms(3, families=3)
    later = {**three, "roles": [{**three["roles"][0], "person": {**three["roles"][0]["person"], "given_names": "Later"}}, *three["roles"][1:]]}
    return [
        (1, [one, two, three]), (2, [{**one, "version": "2", "status": "updated", "risk_grade": "H", "summary": "Second."}, later]),
        (3, [{**one, "version": "3", "status": "updated", "summary": "Third."}, {**two, "version": "2", "status": "withdrawn"}]),
        (4, [{**two, "version": "3", "status": "updated", "summary": "After all."}]),
    ]


def what_is_held():
    return (
        set(Notice.objects.values_list("ppn_id", "police_version", "stage", "summary", "police_grade", "band", "made_at")),
        {(n.ppn_id, tuple(n.reasons)) for n in Notice.objects.all()},
        set(NoticePerson.objects.filter(gone_in_version=None).values_list("notice__ppn_id", "local_id", "given_names")),
        set(NoticeVersion.objects.values_list("notice__ppn_id", "police_version", "digest")),
        Gap.objects.filter(stage="OPEN").count(), Quarantine.objects.count(),
    )


def test_the_order_of_arrival_does_not_matter(cast, tmp_path):
    paths = [drop(tmp_path, some, sequence=number, made_at=NOW - timedelta(hours=10 - number)) for number, some in versions()]
    found = []
    for order in list(permutations(paths))[::2]:
        def examine(order=order):
            for path in order:
                assert taken(path).code == 0
            found.append(what_is_held())

        undone(examine)
    assert all(each == found[0] for each in found)
    assert {(number, version, stage) for number, version, stage, *_ in found[0][0]} == {
        (form["ppn_id"], version, "WAITING") for form, version in zip(versions()[0][1], (3, 3, 1), strict=True)
    }
    assert any(name == "Later" for _, _, name in found[0][2])


def test_a_withdrawn_notice_leaves_the_desk_and_stays_in_the_record(cast, tmp_path):
    one = forms(1)[0]
    taken(drop(tmp_path, [one]))
    answer = taken(drop(tmp_path, [{**one, "version": "2", "status": "withdrawn"}], sequence=2))
    notice = Notice.objects.get()
    assert (answer.counts["withdrawn"], notice.stage, notice.versions.count(), notice.family.waiting) == (1, "WITHDRAWN", 2, 0)
    again = taken(drop(tmp_path, [{**one, "version": "3", "status": "updated"}], sequence=3))
    notice.refresh_from_db()
    assert (again.counts["replaced"], notice.stage) == (1, "WAITING") and "CHANGED" not in notice.reasons


def test_a_lower_version_is_rejected_and_kept(cast, tmp_path):
    one = forms(1)[0]
    taken(drop(tmp_path, [{**one, "version": "5"}]))
    answer = taken(drop(tmp_path, [{**one, "version": "2"}], sequence=2))
    assert answer.counts["rejected"] == 1
    assert answer.said()["problems"][0]["sentence"] == "notice.csv, row 2, version: is 2, lower than 5, which is held."
    assert list(NoticeVersion.objects.values_list("police_version", flat=True)) == [2, 5]


def test_the_same_version_with_other_content_waits(cast, tmp_path):
    one = forms(1)[0]
    taken(drop(tmp_path, [one]))
    answer = taken(drop(tmp_path, [{**one, "summary": "Something else."}], sequence=2))
    assert answer.counts["quarantined"] == 1 and Notice.objects.get().summary == one["summary"]
