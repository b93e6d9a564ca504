"""A county's worth of rows, for measuring: told stories multiplied in the database, never through actions.

Copied are the people, and each finished contact with everything that hangs on it: its own identities, its own names, homes
and numbers, and years further back. What is under way stays as told, but for reception's queue, which is filled; the post is not copied. The guards
and foreign keys are stood down for it, which only a superuser can do (what was copied is checked afterwards); of row changes
only those are copied that a page reads, and no seal vouches for any: a database so filled is for measuring and nothing else.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from frontdoor.contacts.models import Contact, Draft
from frontdoor.feedback.finishing import nothing_open
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.models import Event, RowChange, Share
from frontdoor.people.actions import keys_of
from frontdoor.people.cards import build, recount
from frontdoor.people.models import Apart, Card, DuplicateLook, DuplicatePair, Key, Merged, NameCount, Person

from .families import END, START

ROOMS = ("people", "contacts", "handover", "screening", "mash", "decisions", "feedback")
# Columns that point at a record of any kind, so that no foreign key says so.
POINTERS = {"record_id", "about_id", "as_given"}
READ_AGAIN = "t.operation = 'INSERT' and t.after ? 'outcome'"  # the row changes that a chronology reads
NOT_COPIED = (Draft, Merged, Apart, DuplicatePair, DuplicateLook, Card, Key, NameCount)  # being written, said of two people, or made from them
YEARS = 10  # how far back the copies reach

AT_ONCE = 4
STAND_DOWN = (
    "set role none; set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '512MB'"
)
WORKSHOP = f"""
drop schema if exists county cascade;
create schema county;
create unlogged table county.chosen (id uuid primary key, of text);
create or replace function county.draw(of text, p int, sides int) returns int language sql immutable
return ((hashtext(of || ':' || p)::bigint & 2147483647) % sides)::int;
create or replace function county.surname(of text, p int) returns text language sql immutable
return case when of = '' then '' else (array['{"','".join(start + end for start in START for end in END)}'])[1 + county.draw(of, p, {len(START) * len(END)})] end;
create or replace function county.number(of text, p int) returns text language sql immutable
return case when of = '' then '' else left(of, 3) || lpad(county.draw(of, p, 10000000)::text, 7, '0') end;
create or replace function county.home(of text, p int) returns text language sql immutable
return case when of = '' then '' else regexp_replace(of, '^[0-9]+ ', 1 + county.draw(of, p, 150) || ' ' || left(county.surname(of, p), 4) || ' ') end;
create or replace function county.place(of text, p int) returns text language sql immutable
return case when of = '' then '' else 'ZZ' || 1 + county.draw(of, p, 99) || ' ' || right(of, 3) end;
"""
# The same told words give the same new words throughout one copy, on the person and on the forms that name them.
DRAWN = {
    "family_name": "surname", "nhs_number": "number", "upn": "number", "value": "number", "phone": "number", "address": "home",
    "postcode": "place",
}


@dataclass(frozen=True)
class Copies:
    """Copies `first` to `last` of what is chosen. People are copied fewer times, so that each comes with several contacts."""

    tables: list[str]
    first: int
    last: int
    people: int
    past: bool

    @property
    def back(self) -> str:
        """Whole weeks, so that working days stay working days; half a year for each copy of the people, a week for each contact."""
        return f"((1 + s.p % {YEARS * 2}) * 182 + (n - 1) / {self.people} * 7)" if self.past else "0"

    @property
    def back_at_birth(self) -> str:
        return f"((1 + s.p % {YEARS * 2}) * 182 + {self.last // self.people * 7})"


def fill(*, contacts: int, people: int, waiting: int, viewings: int, say) -> None:
    """So many of each, in a database in which the stories were told."""
    done = [*Contact.objects.filter(stage__in=Contact.closed_stages), *nothing_open()]
    queue = list(Contact.objects.filter(stage=Contact.Stage.AWAITING_SCREENING))
    times, families = contacts // len(done), people // Person.objects.count()
    queued = max(0, waiting // max(1, len(queue)) - 1)
    everything = tables(*ROOMS)
    settled = Copies(everything, 1, times, families, past=True)
    at_the_desk = Copies([name for name in everything if not name.startswith("people_")], times + 1, times + queued, families, past=False)
    with connection.cursor() as cursor:
        cursor.execute(f"{STAND_DOWN}; {WORKSHOP}")
        indexes = _without_indexes(cursor, everything)
        for copies, chosen in ((at_the_desk, queue), (settled, done)):
            _choose(cursor, copies, [contact.pk for contact in chosen])
            _at_once(copies.tables, lambda own, table, copies=copies: say(f"  {_copy(own, table, copies):>10,} rows of {table}"))
        say("  what finds each of the people")
        _say_what_finds_them(cursor)
        say(f"  {len(indexes):,} indexes")
        _at_once(indexes, lambda own, index: own.execute(index))
        say(f"  {_look(cursor, viewings):,} viewings")
        cursor.execute("drop schema county cascade; set session_replication_role = origin")
        _check(cursor, everything)
        cursor.execute("vacuum (analyze)")


def _at_once(jobs: list[str], do) -> None:
    """Several jobs at a time, each on a connection of its own."""
    def one(job: str) -> None:
        with connection.cursor() as own:  # each thread has its own
            own.execute(STAND_DOWN)
            do(own, job)
        connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(one, jobs):
            pass


def _without_indexes(cursor, copied: list[str]) -> list[str]:
    """Take the indexes away, but for those that are constraints, and say how they are made again: far quicker afterwards."""
    cursor.execute(
        "select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename = any(%s) "
        "and indexname not in (select conname from pg_constraint)", [copied],
    )
    found = cursor.fetchall()
    cursor.execute("; ".join(f'drop index "{name}"' for name, _ in found))
    return [made for _, made in found]


def tables(*rooms: str) -> list[str]:
    """What is multiplied, those that others point at first; not what is only being written, nor who is here just now."""
    models = [model for room in rooms for model in apps.get_app_config(room).get_models() if getattr(model, "guarded", True)]
    return [model._meta.db_table for model in (*models, Event, RowChange, Share, ClockRun) if model not in NOT_COPIED]


def _choose(cursor, copies: Copies, contacts: list) -> None:
    """Which rows are copied: these contacts, and what hangs on them and on nothing else. Of the past, only what is closed."""
    cursor.execute("truncate county.chosen")
    models = {model._meta.db_table: model for model in apps.get_models()}
    for table in copies.tables:
        where = _hangs_on_the_chosen(cursor, table, copies)
        if table == "contacts_contact":
            where.append("t.id in ({})".format(", ".join(f"'{pk}'" for pk in contacts)))
        elif table == "record_rowchange":
            where.append(READ_AGAIN)
        elif copies.past and getattr(models[table], "closed_stages", ()):
            where.append("t.stage in ({})".format(", ".join(f"'{each}'" for each in models[table].closed_stages)))
        uuids = _columns(cursor, table)["id"].kind == "uuid"
        cursor.execute(f"create or replace view county.{table} as select t.* from {table} t where {' and '.join(where) or 'true'}")
        if uuids:
            cursor.execute(f"insert into county.chosen select id, '{table}' from county.{table}; analyze county.chosen")


def _hangs_on_the_chosen(cursor, table: str, copies: Copies) -> list[str]:
    columns = _columns(cursor, table)
    return [
        f"({'' if name in POINTERS else f't.{name} is null or '}exists (select from county.chosen where id = t.{name}))"
        for name, column in columns.items() if name in POINTERS or column.points_at in copies.tables and column.points_at != table
    ]


def _copy(cursor, table: str, copies: Copies) -> int:
    columns = {name: column for name, column in _columns(cursor, table).items() if not column.numbered}
    values = [_value(table, name, column, copies) for name, column in columns.items()]
    pointer = next((name for name in columns if name in POINTERS - {"as_given"}), None)
    last = f"case when c.of = 'people_person' then {copies.people} else {copies.last} end" if pointer else str(copies.last)
    if table.startswith("people_"):
        last = str(copies.people)
    quoted = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"insert into {table} ({quoted}) select {', '.join(values)} from county.{table} t "  # noqa: S608 names of our own tables
        f"{f'join county.chosen c on c.id = t.{pointer}' if pointer else ''} cross join lateral generate_series({copies.first}, {last}) n "
        f"cross join lateral (select 1 + (n - 1) % {copies.people} as p) s"
    )
    return cursor.rowcount


@dataclass(frozen=True)
class Column:
    kind: str
    numbered: bool  # by the database
    points_at: str | None


def _columns(cursor, table: str) -> dict[str, Column]:
    cursor.execute(
        """
        select a.attname, format_type(a.atttypid, null), a.attidentity <> '' or coalesce(pg_get_expr(d.adbin, d.adrelid) like '%%nextval%%', false),
               (select confrelid::regclass::text from pg_constraint k where k.contype = 'f' and k.conrelid = a.attrelid and k.conkey = array[a.attnum])
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
        """,
        [table],
    )
    return {name: Column(*rest) for name, *rest in cursor.fetchall()}


def _value(table: str, name: str, column: Column, copies: Copies) -> str:
    if column.points_at == "people_person" and "people_person" in copies.tables:
        return f"md5(t.{name}::text || s.p)::uuid"
    if column.kind == "uuid" and (name in {"id", "submission", *POINTERS} or column.points_at in copies.tables):
        return f"md5(t.{name}::text || n)::uuid"
    if name == "row_id":
        return "case when length(t.row_id) = 36 then md5(t.row_id || n)::uuid::text else t.row_id end"
    if table == "contacts_contact" and name == "stage" and copies.past:
        return "'FINISHED'"
    if column.kind == "timestamp with time zone":
        return f"t.{name} - {copies.back} * interval '1 day'"
    if column.kind == "date":
        return f"t.{name} - {copies.back_at_birth if name in {'born_on', 'expected_on'} else copies.back}"
    if name == "reference":
        return "t.reference || '-' || n"
    if name == "match_keys":
        return "'{}'"
    if name in DRAWN:
        return f"left(county.{DRAWN[name]}(t.{name}, s.p), {300 if name == 'address' else 100})"
    return f't."{name}"'


def _say_what_finds_them(cursor) -> None:
    """The keys of the people copied, by the same rule as for anybody: only the names and numbers on the person are asked."""
    found = []
    for person in Person.objects.filter(match_keys=[]).iterator(chunk_size=5000):
        person._state.adding = True  # so that nothing more is asked of the database, person by person
        found.append((person.pk, keys_of(person)))
    cursor.execute("create temp table found_by (id uuid primary key, keys varchar[])")
    with cursor.copy("copy found_by from stdin") as rows:
        for each in found:
            rows.write_row(each)
    cursor.execute("update people_person p set match_keys = f.keys from found_by f where f.id = p.id")
    build()
    recount()


def _look(cursor, viewings: int) -> int:
    """So many viewings over three years, by anybody of the cast, of any person or contact."""
    cursor.execute(
        """
        with staff as (select array_agg(user_id) as users, array_agg(agency_id) as agencies, count(*)::int as how_many from access_membership where team_id is not null),
        looked_at as (
            select id, 'person' as model from people_person union all select id, 'contact' from contacts_contact
        )
        insert into record_viewing (at, by_id, agency_id, how, record_type_id, record_id, page, details)
        select now() - random() * interval '3 years', users[one], agencies[one], 'READ', ct.id, looked_at.id, looked_at.model, '{}'
        from looked_at join django_content_type ct using (model) cross join staff
        cross join lateral generate_series(1, (random() * 2 * %s / (select count(*) from looked_at) + 0.5)::int) again
        cross join lateral (select 1 + (hashtext(looked_at.id::text || again)::bigint & 2147483647) %% how_many as one) who
        """,
        [viewings],
    )
    return cursor.rowcount


def _check(cursor, copied: list[str]) -> None:
    """Every foreign key of what was copied leads somewhere: the database was told not to look."""
    for table in copied:
        for name, column in _columns(cursor, table).items():
            if column.points_at:
                cursor.execute(f"select count(*) from {table} t left join {column.points_at} o on o.id = t.{name} where t.{name} is not null and o.id is null")  # noqa: S608
                if lost := cursor.fetchone()[0]:
                    raise RuntimeError(f"{lost} rows of {table} point at no {column.points_at} ({name}).")
