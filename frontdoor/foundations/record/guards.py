"""The guards in the database, and what the application's role may do. Laid down by every `migrate`, as the owner."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

FUNCTIONS = (Path(__file__).parent / "guards.sql").read_text()
GUARD = """
create or replace trigger frontdoor_guard after insert or update or delete on {t}
for each row execute function frontdoor_guard();
create or replace trigger frontdoor_no_truncate before truncate on {t}
for each statement execute function frontdoor_append_only();
"""
APPEND_ONLY = """
create or replace trigger frontdoor_append_only before update or delete on {t}
for each row execute function frontdoor_append_only();
create or replace trigger frontdoor_no_truncate before truncate on {t}
for each statement execute function frontdoor_append_only();
"""
# Tables of the framework, and an index of our own, in which the application really does delete rows.
MAY_DELETE = (
    "django_session", "frontdoor_cache", "account_emailaddress", "account_emailconfirmation", "mfa_authenticator",
    "socialaccount_socialaccount", "socialaccount_socialtoken",
    "people_card", "people_key", "people_namecount",  # made from the people, and made again
)


def guarded_models() -> list[type]:
    from .models import GUARDED, Record

    return [model for model in apps.get_models() if issubclass(model, (Record, *GUARDED)) or _is_guarded(model)]


def _is_guarded(model: type) -> bool:
    return getattr(model, "guarded", False)


def lay_guards(**kwargs) -> None:
    """Every table of records is guarded, including those added tomorrow; the application's role owns none of them."""
    from .models import APPEND_ONLY as KEPT_FOR_EVER

    existing = set(connection.introspection.table_names())
    if "record_viewing" not in existing:
        return
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        for model in guarded_models():
            if model._meta.db_table in existing:
                cursor.execute(GUARD.format(t=model._meta.db_table))
        for model in KEPT_FOR_EVER:
            cursor.execute(APPEND_ONLY.format(t=model._meta.db_table))
        call_command("createcachetable", "frontdoor_cache", verbosity=0)  # rate limits are counted there, by every process
        _grant(cursor, existing, [model._meta.db_table for model in KEPT_FOR_EVER])


def _grant(cursor, existing: set[str], kept_for_ever: list[str]) -> None:
    role = settings.APP_ROLE
    cursor.execute("select 1 from pg_roles where rolname = %s", [role])
    if not cursor.fetchone():
        # Two databases of one server may be migrated at once (the tests do): the loser of the race finds it there.
        cursor.execute(
            f"do $$ begin create role {role} nologin; exception when duplicate_object or unique_violation then null; end $$"
        )
    cursor.execute(f"grant {role} to current_user")
    cursor.execute(f"grant usage on schema public to {role}; revoke create on schema public from public")
    cursor.execute(f"grant select, insert, update on all tables in schema public to {role}")
    cursor.execute(f"grant usage, select on all sequences in schema public to {role}")
    cursor.execute(f"grant execute on all functions in schema public to {role}")
    for table in kept_for_ever:
        cursor.execute(f"revoke update on {table} from {role}")
    cursor.execute(f"revoke insert on record_rowchange from {role}")
    cursor.execute(f"revoke insert, update on django_migrations from {role}")
    for table in MAY_DELETE:
        if table in existing:
            cursor.execute(f"grant delete on {table} to {role}")
