"""Every table is accounted for: who may write it, and what the database itself refuses."""

import csv
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, models, transaction

from frontdoor.foundations.record.following import followed
from frontdoor.foundations.record.guards import MAY_DELETE, guarded_models
from frontdoor.foundations.record.models import APPEND_ONLY, Record

TABLE = Path(__file__).with_name("models.csv")
KINDS = {"record", "guarded", "append only", "unguarded"}


def classified() -> dict[str, dict[str, str]]:
    with TABLE.open(newline="") as file:
        return {row["model"]: row for row in csv.DictReader(file)}


def kind_of(model) -> str:
    if issubclass(model, Record):
        return "record"
    if model in APPEND_ONLY:
        return "append only"
    return "guarded" if model in guarded_models() else "unguarded"


def test_every_model_is_classified_and_as_it_is():
    """A new model fails here until somebody has said in models.csv what it is, and why if it is not guarded."""
    there = {model._meta.label: kind_of(model) for model in apps.get_models()}
    said = {label: row["kind"] for label, row in classified().items()}
    assert said == there


def test_what_is_not_guarded_says_why():
    assert [label for label, row in classified().items() if row["kind"] == "unguarded" and len(row["why"]) < 20] == []
    assert {row["kind"] for row in classified().values()} <= KINDS


def test_every_record_says_which_it_is_restricted_with_or_why_none():
    """A restricted contact must not be read in its outcomes, letters or files: a new kind of record fails until it says."""
    records = {model._meta.label: model.restricted_with for model in apps.get_models() if issubclass(model, Record)}
    said = {label: tuple(row["restricted with"].split()) for label, row in classified().items() if row["kind"] == "record"}
    assert said == records
    assert [label for label, follows in records.items() if not follows and len(classified()[label]["why"]) < 20] == []


@pytest.mark.parametrize("model", [m for m in apps.get_models() if issubclass(m, Record)], ids=lambda m: m._meta.label)
def test_what_a_record_follows_is_a_record_and_quick_to_ask(model):
    """Each kind that others follow has an index of its few restricted rows."""
    for path in model.restricted_with:
        for target in followed(model, path):
            assert issubclass(target, Record)
            assert any(index.name.endswith("_restricted") for index in target._meta.indexes)


def triggers() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and t.tgenabled <> 'D'"
        )
        found: dict[str, set[str]] = {}
        for table, name in cursor.fetchall():
            found.setdefault(table, set()).add(name)
    return found


@pytest.mark.django_db
def test_every_record_and_everything_guarded_is_guarded_in_the_database():
    laid = triggers()
    expected = [model for model in apps.get_models() if kind_of(model) in ("record", "guarded")]
    assert len(expected) > 20
    assert [m._meta.label for m in expected if not {"frontdoor_guard", "frontdoor_no_truncate"} <= laid.get(m._meta.db_table, set())] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", [m for m in apps.get_models() if kind_of(m) in ("record", "guarded")], ids=lambda m: m._meta.label)
def test_the_database_refuses_a_write_outside_an_action(model):
    """Not only when there is a row: deleting is refused by the grant, and inserting by the guard or a constraint before it."""
    for statement in (f"delete from {model._meta.db_table}", f"truncate {model._meta.db_table} cascade"):
        with pytest.raises(DatabaseError, match="permission denied|outside an action|never deleted|append only"), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.mark.django_db
def test_the_guard_refuses_a_change_of_a_row_that_is_there(cast):
    with pytest.raises(DatabaseError, match="access_team written outside an action"), transaction.atomic():
        connection.cursor().execute("update access_team set name = name")


@pytest.mark.django_db
@pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda m: m._meta.label)
def test_what_is_kept_for_ever_is_never_changed_or_taken_away(model, cast):
    """As the application's role, and by the table's own triggers whoever asks."""
    table, column = model._meta.db_table, model._meta.pk.column
    for statement in (f"update {table} set {column} = {column}", f"delete from {table}", f"truncate {table} cascade"):
        with pytest.raises(DatabaseError, match="permission denied|append only"), transaction.atomic():
            connection.cursor().execute(statement)
    assert {"frontdoor_append_only", "frontdoor_no_truncate"} <= triggers()[table]


@pytest.mark.django_db
def test_the_application_owns_no_table_and_cannot_disable_a_guard():
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone()[0] == settings.APP_ROLE
        cursor.execute("select tablename from pg_tables where schemaname = 'public' and tableowner = %s", [settings.APP_ROLE])
        assert cursor.fetchall() == []
    for statement in ("alter table access_team disable trigger all", "drop table access_team", "create table mine (id int)",
                      "insert into record_rowchange (event_id) values (null)"):
        with pytest.raises(DatabaseError, match="must be owner|permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.mark.django_db
def test_rows_may_be_deleted_only_where_the_framework_must():
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.role_table_grants where grantee = %s and privilege_type in ('DELETE', 'TRUNCATE')",
            [settings.APP_ROLE],
        )
        assert {table for table, in cursor.fetchall()} <= set(MAY_DELETE)
    ours = {m._meta.db_table for m in apps.get_models() if m.__module__.startswith("frontdoor.")}
    allowed_of_ours = {classified_table for classified_table in set(MAY_DELETE) & ours}
    assert allowed_of_ours <= {m._meta.db_table for m in apps.get_models() if kind_of(m) == "unguarded"}


def test_a_record_has_no_many_to_many():
    """Such a table has no agency, no reason and no dates: who is linked to whom is a model of its own."""
    assert [
        f"{model._meta.label}.{field.name}" for model in apps.get_models() if issubclass(model, Record)
        for field in model._meta.get_fields() if isinstance(field, models.ManyToManyField)
    ] == []


def test_nothing_takes_a_record_with_it():
    """No cascade: ending one thing never deletes another."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("frontdoor.")]
    cascading = [
        f"{model._meta.label}.{field.name}" for model in ours for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    assert cascading == [] and ContentType not in ours


def test_every_record_says_whom_it_is_about():
    """Chronology, "who looked" and subject access follow that path; what is about nobody says so in models.csv."""
    missing = [model._meta.label for model in apps.get_models() if issubclass(model, Record) and not model.about]
    assert [label for label in missing if not classified()[label]["why"]] == []
