"""A county's worth of rows, for measuring: told stories multiplied in the database, never through actions.

Every row of a few hundred told contacts is copied so many times, each copy with identities of its own and its people with
names, birthdays and homes of their own. The guards are stood down for it, which only the owner can do, and the record's
chain does not vouch for what it makes: a database so filled is for measuring and nothing else.
"""

from django.apps import apps
from django.db import connection

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.models import Event, Share

from .families import BOYS, END, GIRLS, MEN, START, WOMEN

ROOMS = ("people", "contacts", "handover", "screening", "mash", "decisions", "feedback")
# Columns that point at any kind of record, so that no foreign key says so.
POINTERS = {"record_id", "about_id", "as_given", "submission"}
KEPT_EVENTS = (
    "contacts.receive_contact", "screening.screen", "handover.offer", "handover.accept", "mash.open_enquiry", "mash.answer",
    "mash.recommend", "decisions.decide", "feedback.tell",
)


def tables() -> list[str]:
    """What is multiplied, those that others point at first."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return [model._meta.db_table for model in (Event, *models, Share, ClockRun, Message)]


def multiply(times: int, *, say) -> None:
    """Copy every told row so many times."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica; set work_mem = '256MB'; set synchronous_commit = off")
        _names(cursor)
        for table in tables():
            made = _multiply_one(cursor, table, times, tables())
            say(f"  {made:>9,} rows of {table}")
        cursor.execute("set session_replication_role = origin")
        cursor.execute("analyze")


def _multiply_one(cursor, table: str, times: int, copied: list[str]) -> int:
    cursor.execute(
        """
        select c.column_name, c.data_type, c.column_default, c.is_identity,
               (select confrelid::regclass::text from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                where k.contype = 'f' and k.conrelid = %s::regclass and a.attname = c.column_name and array_length(k.conkey, 1) = 1)
        from information_schema.columns c where c.table_name = %s order by c.ordinal_position
        """,
        [table, table],
    )
    columns, values = [], []
    for name, kind, default, identity, points_at in cursor.fetchall():
        if identity == "YES" or (default and "nextval" in default):
            continue  # the database numbers the copies
        columns.append(f'"{name}"')
        values.append(_value(table, name, kind, points_at, copied))
    only = ""
    if table == "record_event":
        only = "where t.kind in ({})".format(", ".join(f"'{kind}'" for kind in KEPT_EVENTS))
    cursor.execute(
        f"insert into {table} ({', '.join(columns)}) select {', '.join(values)} from {table} t cross join generate_series(1, {times}) n {only} "  # noqa: S608
        "on conflict do nothing"
    )
    return cursor.rowcount


def _value(table: str, name: str, kind: str, points_at: str | None, copied: list[str]) -> str:
    if kind == "uuid" and (name == "id" or name in POINTERS or points_at in copied):
        return f"md5(t.{name}::text || n)::uuid"
    if kind == "timestamp with time zone":
        # Spread back over the years by whole weeks, so that working days stay working days; what is open stays now.
        return f"t.{name} - (n % 150) * interval '7 days'" if _is_past(table) else f"t.{name}"
    if kind == "date" and name in {"born_on"}:
        return f"t.{name} - (n * 37 % 1500)::int"
    if name == "reference":
        return f"left(t.reference, 10) || '-' || n{' || right(t.reference, 3)' if table == 'mash_enquiry' else ''}"
    if name == "family_name":
        return "(select family from bench_names where number = abs(hashtext(t.id::text || n)) % (select count(*) from bench_names))"
    if name == "match_keys":
        return (
            "(select array['name:' || f.sound || ':' || g.sound, 'born:' || to_char(t.born_on - (n * 37 % 1500)::int, 'YYYYMMDD') || ':' || f.sound] "
            "from bench_names f, bench_given g where f.number = abs(hashtext(t.id::text || n)) % (select count(*) from bench_names) "
            "and g.given = t.given_names limit 1)"
        )
    if name in {"postcode"}:
        return "case when t.postcode = '' then '' else 'ZZ' || (n % 90) || ' ' || right(t.postcode, 3) end"
    if name in {"nhs_number", "value"}:
        return f"case when t.{name} = '' then '' else left(t.{name}, 3) || lpad(((n * 7919 + hashtext(t.id::text)::bigint) % 9999999 + 9999999)::text, 8, '0') end"
    return f't."{name}"'


def _is_past(table: str) -> bool:
    return table not in {"notify_message"}


def _names(cursor) -> None:
    from frontdoor.people.keys import sounds

    cursor.execute("create temp table bench_names (number int primary key, family text, sound text); create temp table bench_given (given text primary key, sound text)")
    families = [start + end for start in START for end in END]
    cursor.executemany("insert into bench_names values (%s, %s, %s)", [(n, name, min(sounds(name))) for n, name in enumerate(families)])
    cursor.executemany(
        "insert into bench_given values (%s, %s)", [(name, min(sounds(name))) for name in {*GIRLS, *BOYS, *WOMEN, *MEN}]
    )
