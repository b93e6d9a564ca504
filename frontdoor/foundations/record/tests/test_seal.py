"""Whatever is changed behind the guards is found."""

import json
import random

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from conftest import owner_dsn
from frontdoor.foundations.record.models import Seal
from frontdoor.foundations.record.seal import seal
from frontdoor.foundations.record.verify import tampering
from tests.scenarios import all_the_way_to_a_decision


@pytest.fixture
def sealed(cast, committing, settings, tmp_path, at):
    settings.DIGEST_FILE = str(tmp_path / "digests.jsonl")
    all_the_way_to_a_decision(at=at)
    assert seal(at=timezone.now()) > 20
    assert list(tampering()) == []
    return settings.DIGEST_FILE


def behind_the_guards(statement):
    """What somebody who owns the database could do."""
    with psycopg.connect(owner_dsn(connection.settings_dict["NAME"]), autocommit=True) as owner:
        owner.execute("set session_replication_role = replica")
        return owner.execute(statement).rowcount


@pytest.mark.parametrize("statement", [
    "update record_event set at = at - interval '1 day' where position = (select min(position) from record_event)",
    "update record_event set by_id = (select id from access_user where name like 'Tom%') where kind = 'decisions.decide'",
    "delete from record_event where kind = 'decisions.decide'",
    "update record_rowchange set after = after || '{\"concern\": \"other\"}' where table_name = 'contacts_contact' and operation = 'INSERT'",
    "delete from record_rowchange where id = (select max(id) from record_rowchange)",
    "insert into record_rowchange (event_id, table_name, row_id, operation, after) select event_id, table_name, row_id, 'UPDATE', "
    "after || '{\"concern\": \"forged\"}' from record_rowchange where table_name = 'contacts_contact' and operation = 'INSERT'",
    "update contacts_contact set concern = 'nothing to see'",
    "delete from decisions_decision",
    "update mash_item set text = 'two call-outs, nothing found'",
    "update access_membership set role = 'administrator' where role = 'referrer'",
    "update record_seal set digest = repeat('0', 64) where id = (select min(id) from record_seal)",
    "delete from record_seal where id = (select max(id) from record_seal)",
])
def test_tampering_is_found(sealed, statement):
    assert behind_the_guards(statement) >= 1
    seal(at=timezone.now())
    assert list(tampering())


def test_a_cut_off_tail_is_found_by_the_copy_kept_elsewhere(sealed, at):
    for table in ("record_event", "record_rowchange", "record_viewing", "record_seal"):
        behind_the_guards(f"delete from {table}")  # noqa: S608
    assert any("cut off" in each for each in tampering())
    with open(sealed) as kept:
        assert json.loads(kept.readline())["digest"]


def test_random_tampering_is_found_every_time(sealed):
    """Edit, delete or move one random row of the record; each must be found, then is put back."""
    drawn = random.Random(7)
    for table, number in (("record_event", "position"), ("record_rowchange", "id")):
        with connection.cursor() as cursor:
            cursor.execute(f"select {number} from {table} order by 1")  # noqa: S608
            numbers = [row[0] for row in cursor.fetchall()]
        for chosen in drawn.sample(numbers, 5):
            column = "kind" if table == "record_event" else "row_id"
            with connection.cursor() as cursor:
                cursor.execute(f"select {column} from {table} where {number} = {chosen}")  # noqa: S608
                was = cursor.fetchone()[0]
            behind_the_guards(f"update {table} set {column} = 'forged' where {number} = {chosen}")  # noqa: S608
            assert list(tampering()), (table, chosen)
            behind_the_guards(f"update {table} set {column} = '{was}' where {number} = {chosen}")  # noqa: S608
    assert list(tampering()) == []


def test_the_command_says_so(sealed, capsys):
    call_command("verify_record")
    assert "No tampering found" in capsys.readouterr().out
    behind_the_guards("update contacts_contact set concern = 'nothing to see'")
    with pytest.raises(CommandError, match="contacts_contact .* was changed outside any action"):
        call_command("verify_record")


def test_sealing_twice_adds_nothing_and_later_rows_are_added(sealed, at):
    before = Seal.objects.count()
    assert seal(at=timezone.now()) == 0 and Seal.objects.count() == before
    all_the_way_to_a_decision(at=at)
    assert seal(at=timezone.now()) > 20 and list(tampering()) == []
