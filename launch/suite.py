"""`bin/test [pytest arguments]`: every check and test on a PostgreSQL of its own, leaving nothing running.

In order: ruff, the import contracts, models against migrations, the fast tests on both cores, the browser tests. All of
them run even if an earlier one fails; the last line counts them.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from launch.application import manage
from launch.browser import NONE, find_browser
from launch.environment import prepare
from launch.places import PYTHON, VENV
from launch.postgres import OWNER, throwaway_server, using
from launch.processes import Tethered
from launch.say import say

NOTHING_COLLECTED = 5


@dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, ok: bool) -> None:
        self.passed += ok
        self.failed += not ok
        if not ok:
            self.wrong.append(what)


def main(arguments: list[str]) -> int:
    prepare(tests=True)
    browser = find_browser()
    tally = Tally()
    with test_database() as databases, tempfile.TemporaryDirectory(prefix="frontdoor-") as scratch:
        env = environment(databases, Path(scratch), browser)
        for what, command in checks().items():
            say(f"\n== {what}")
            tally.count(what, told(command, env) == 0)
        say("\n== The fast tests")
        tests(tally, "The fast tests", ["-n", "2", "-m", "not browser", *arguments], env, Path(scratch))
        say("\n== The browser tests")
        if browser:
            tests(tally, "The browser tests", ["-m", "browser", *arguments], env, Path(scratch))
        else:
            say(NONE)
            tally.count("a browser for the browser tests", False)
    return summing_up(tally)


def checks() -> dict[str, list[str]]:
    return {
        "ruff": [str(VENV / "bin" / "ruff"), "check", "."],
        "import contracts": [str(PYTHON), "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        "models and migrations agree": manage("makemigrations", "--check", "--dry-run"),
    }


@contextmanager
def test_database() -> Iterator[dict[str, str]]:
    """Databases made on the server DATABASE_URL names, or else on one that is thrown away at the end."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield {"DATABASE_URL": given, "OWNER_DATABASE_URL": os.environ.get("OWNER_DATABASE_URL") or given}
        return
    with throwaway_server() as server, using(server):
        yield {"DATABASE_URL": server.url(OWNER), "OWNER_DATABASE_URL": server.url(OWNER)}


def environment(databases: dict[str, str], scratch: Path, browser: str | None) -> dict[str, str]:
    for folder in ("media", "static"):
        (scratch / folder).mkdir()
    ours = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only for the tests",
        "MEDIA_ROOT": str(scratch / "media"),
        "STATIC_ROOT": str(scratch / "static"),
        "DIGEST_FILE": str(scratch / "audit-digests.txt"),
    }
    here = {name: value for name, value in os.environ.items() if name not in ("FRONTDOOR_DEMO", "DEBUG")}
    return {**here, **ours, **databases, **({"BROWSER_PATH": browser} if browser else {})}


def told(command: list[str], env: dict[str, str]) -> int:
    with Tethered(command, env=env) as it:
        return it.wait()


def tests(tally: Tally, what: str, arguments: list[str], env: dict[str, str], scratch: Path) -> None:
    """Run pytest and add its own count. That none match is no failure when only some were asked for."""
    report = scratch / "report.xml"
    report.unlink(missing_ok=True)
    code = told([str(PYTHON), "-m", "pytest", f"--junitxml={report}", *arguments], env)
    if code == NOTHING_COLLECTED:
        return
    if not report.exists():
        tally.count(f"{what} (they did not run)", False)
        return
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own report
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        tally.passed += max(int(suite.get("tests", 0)) - failed - skipped, 0)
        tally.failed += failed
        tally.skipped += skipped
        if failed:
            tally.wrong.append(what)
        elif code:
            tally.count(f"{what} (pytest ended with {code})", False)


def summing_up(tally: Tally) -> int:
    """Three checks and all the tests, in the words of pytest's own last line."""
    say()
    for what in tally.wrong:
        say(f"Not right: {what}")
    skipped = f", {tally.skipped} skipped" if tally.skipped else ""
    say(f"{tally.passed} passed, {tally.failed} failed{skipped}")
    return 1 if tally.failed or not tally.passed else 0
