"""A PostgreSQL of our own: made once, running only while somebody uses it.

It listens on loopback only, on a free port, with generated passwords kept in a 0600 file. Whoever uses it holds a
shared lock; a keeper process (launch/keeper.py) runs the server until the last lock is gone. So several commands share
one server, none of them has to stop it, and a kill -9 of any of them leaves nothing running. A path names the server
(the checkout's own var/), so two checkouts or two users of one machine never meet.
"""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from launch.binaries import AS_ROOT, find_binaries, server_user, version
from launch.places import ROOT, VAR
from launch.processes import locked
from launch.say import Sorry, step

OWNER = "frontdoor_owner"
APP = "frontdoor_app"
WEB = "frontdoor_web"
DATABASE = "frontdoor"
NOT_WAITED_FOR: list[subprocess.Popen] = []  # keepers outlive us on purpose


@dataclass(frozen=True)
class Server:
    """One server's folder: data/ belongs to the server's user, the rest to us."""

    home: Path
    throwaway: bool = False

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def passwords(self) -> Path:
        return self.home / "passwords.json"

    def url(self, login: str) -> str:
        password = json.loads(self.passwords.read_text())[login]
        return f"postgres://{login}:{password}@127.0.0.1:{self.port()}/{DATABASE}"

    def port(self) -> int:
        return int((self.home / "port").read_text())

    def exists(self) -> bool:
        return (self.home / "made").exists()


def own_server() -> Server:
    """This checkout's server, kept from one start to the next."""
    return Server(reachable_home())


@contextmanager
def throwaway_server() -> Iterator[Server]:
    """A server for one run of the tests: nothing is flushed to disk and nothing is kept."""
    home = Path(tempfile.mkdtemp(prefix="frontdoor-test-"))
    home.chmod(0o711)
    if not reachable(home):
        home.rmdir()
        home = Path(tempfile.mkdtemp(prefix="frontdoor-test-", dir="/var/tmp"))
        home.chmod(0o711)
    try:
        yield Server(home, throwaway=True)
    finally:
        with suppress(FileNotFoundError), locked(home / "keeper.lock"):  # until the keeper has gone
            shutil.rmtree(home, ignore_errors=True)


def reachable_home() -> Path:
    """var/postgres in the checkout; where root's server user cannot get there, a folder of this checkout's own."""
    home = VAR / "postgres"
    home.mkdir(exist_ok=True)
    home.chmod(0o711)
    if reachable(home):
        return home
    name = f"frontdoor-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"
    for parent in (Path("/var/lib"), Path("/var/tmp")):  # noqa: S108 - checked to be ours, below
        if parent.is_dir() and os.access(parent, os.W_OK):
            home = parent / name
            home.mkdir(exist_ok=True)
            if home.is_symlink() or home.stat().st_uid != os.geteuid():
                raise Sorry(f"{home} is there already and belongs to somebody else: have it removed, then try again.")
            home.chmod(0o711)
            return home
    raise Sorry("PostgreSQL cannot run as root, and no other user can reach this checkout. Run this as a plain user.")


def reachable(folder: Path) -> bool:
    test = subprocess.run(["/bin/sh", "-c", 'cd "$1"', "-", str(folder)], capture_output=True, cwd="/", **server_user())
    return test.returncode == 0


@contextmanager
def using(server: Server) -> Iterator[int]:
    """Have the server running for as long as this block, or the handle it gives, lasts."""
    with locked(server.home / "users.lock", shared=True) as handle:
        with locked(server.home / "start.lock"):
            binaries = find_binaries(copies=own_server().home)
            if not server.exists():
                with step("Making a PostgreSQL database"):
                    make(server, binaries)
            start(server, binaries)
        yield handle


def make(server: Server, binaries: Path) -> None:
    """Lay down an empty database, its owner, and the login the web uses: a member of frontdoor_app and nothing else."""
    shutil.rmtree(server.data, ignore_errors=True)
    server.data.mkdir(mode=0o700)
    if AS_ROOT:
        os.chown(server.data, server_user()["user"], server_user()["group"])
    collation = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    if version(binaries) < 17:
        collation = ["--locale=en_GB.UTF-8" if sys.platform == "darwin" else "--locale=C.UTF-8"]
    initdb = [binaries / "initdb", "-D", server.data, "-U", OWNER, "-E", "UTF8", "-A", "trust", "--no-sync", *collation]
    as_server(server, initdb)
    # Nobody has connected yet, and from here on nobody does without a password.
    (server.data / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
    passwords = {login: secrets.token_urlsafe(24) for login in (OWNER, WEB)}
    with open(server.passwords, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        json.dump(passwords, file)
    # One statement a line, as the single-user server reads them.
    sql = f"""
        ALTER ROLE {OWNER} PASSWORD '{passwords[OWNER]}';
        CREATE ROLE {APP} NOLOGIN;
        CREATE ROLE {WEB} LOGIN PASSWORD '{passwords[WEB]}';
        GRANT {APP} TO {WEB};
        CREATE DATABASE {DATABASE} OWNER {OWNER};
    """
    as_server(server, [binaries / "postgres", "--single", "-D", server.data, "postgres"], sql)
    (server.home / "made").touch()


def as_server(server: Server, command: list, text: str = "") -> None:
    command = [str(part) for part in command]
    done = subprocess.run(command, input=text, text=True, cwd="/", capture_output=True, **server_user())
    if done.returncode or "ERROR:" in done.stderr:
        raise Sorry(f"{Path(command[0]).name} could not make the database in {server.home}:\n\n{done.stderr.strip()}")


def start(server: Server, binaries: Path) -> None:
    """Put a keeper on the server unless it has one, and wait until it answers."""
    with locked(server.home / "keeper.lock", wait=False) as free:
        kept = free is None
    keeper = None
    if not kept:
        (server.home / "port").unlink(missing_ok=True)
        command = [sys.executable, "-P", "-m", "launch.keeper", str(server.home), str(binaries)]
        with open(server.home / "keeper.log", "wb") as log:
            keeper = subprocess.Popen(
                command + (["--throwaway"] if server.throwaway else []),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                start_new_session=True,
            )
        NOT_WAITED_FOR.append(keeper)
    for _ in range(600):
        if answers(server, binaries):
            return
        if keeper and keeper.poll() is not None:
            break
        time.sleep(0.1)
    raise Sorry(f"PostgreSQL did not start. What it said is in {server.home}/keeper.log.")


def answers(server: Server, binaries: Path) -> bool:
    if not (server.home / "port").exists():
        return False
    ready = [binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(server.port())]
    return subprocess.run(ready, cwd="/", **server_user()).returncode == 0


def remove(server: Server) -> bool:
    """Everything the server holds, unless somebody is using it; a keeper that is about to go is given time to."""
    with suppress(FileNotFoundError):  # a throwaway server's keeper took its folder along, locks and all
        for _ in range(100):
            users = locked(server.home / "users.lock", wait=False)
            keeper = locked(server.home / "keeper.lock", wait=False)
            with users as unused, keeper as unkept:
                if unused is not None and unkept is not None:
                    shutil.rmtree(server.data, ignore_errors=True)
                    for name in ("made", "passwords.json", "port", "migrated", "stories"):
                        (server.home / name).unlink(missing_ok=True)
                    return True
            time.sleep(0.1)
        return False
    return True
