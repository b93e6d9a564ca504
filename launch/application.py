"""The environment Front Door runs in on this machine: its database, its secrets, where it keeps things."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch.places import PYTHON, ROOT, STATIC, VAR
from launch.postgres import OWNER, WEB, Server, own_server, using
from launch.processes import must_run
from launch.say import step

MANAGE = ROOT / "manage.py"


@contextmanager
def database(*, handed_on: bool = False) -> Iterator[dict[str, str]]:
    """The two logins, on the server DATABASE_URL names or else on our own: one to migrate with, one to work with.

    With `handed_on`, a program that takes this process's place keeps the server running in its turn.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        yield {"DATABASE_URL": given, "OWNER_DATABASE_URL": os.environ.get("OWNER_DATABASE_URL") or given}
        return
    server = own_server()
    with using(server) as handle:
        os.set_inheritable(handle, handed_on)
        yield logins(server)


def logins(server: Server) -> dict[str, str]:
    return {"DATABASE_URL": server.url(WEB), "OWNER_DATABASE_URL": server.url(OWNER)}


def environment(databases: dict[str, str], port: int) -> dict[str, str]:
    """What the web, the worker and the commands are told; anything already set on this machine stays."""
    media = VAR / "media"
    media.mkdir(mode=0o700, exist_ok=True)
    ours = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FRONTDOOR_DEMO": "1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": secret_key(),
        "MEDIA_ROOT": str(media),
        "DIGEST_FILE": str(VAR / "audit-digests.txt"),
        "STATIC_ROOT": str(STATIC),
        "PYTHONUNBUFFERED": "1",
    }
    return {**ours, **os.environ, **databases}


def secret_key() -> str:
    """Made once, so that people stay signed in over a restart."""
    file = VAR / "secret_key"
    if not file.exists():
        with open(file, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text()


def has_command(name: str) -> bool:
    return any(ROOT.glob(f"frontdoor/**/management/commands/{name}.py"))


def manage(*command: str) -> list[str]:
    return [str(PYTHON), str(MANAGE), *command]


def migrate(env: dict[str, str]) -> None:
    """Lay the database out as the code now reads; on our own server, only when the code has changed since."""
    mark = None if os.environ.get("DATABASE_URL") else own_server().home / "migrated"
    now = newest("frontdoor/**/*.py", "frontdoor/**/*.sql", "config/*.py", ".venv/.installed-requirements.txt")
    if mark and mark.exists() and mark.read_text() == now:
        return
    with step("Bringing the database up to date"):
        must_run(manage("migrate", "--no-input"), log="migrate", what="Bringing the database up to date", env=env)
    if mark:
        mark.write_text(now)


def newest(*patterns: str) -> str:
    """A mark that changes when any of these files does."""
    files: list[Path] = sorted(path for pattern in patterns for path in ROOT.glob(pattern))
    return "\n".join(f"{path.relative_to(ROOT)} {path.stat().st_mtime_ns}" for path in files)
