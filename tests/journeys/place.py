"""A real site on a database of its own, with its worker beside it: to be stopped, killed and started in the middle of things."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """Where it answers, its web server, its worker, and what its database holds."""

    def __init__(self, *, url: str, env: dict[str, str], log: Any, dsn: str):
        self.url, self.env, self.log, self.dsn = url, env, log, dsn
        self.web: subprocess.Popen | None = None
        self.worker: subprocess.Popen | None = None

    def start(self) -> None:
        self.start_web()
        self.start_worker()

    def start_web(self) -> None:
        self.web = self._run(
            str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--workers", "1", "--blocking-threads", "8",
            "--host", "127.0.0.1", "--port", self.url.rsplit(":", 1)[1], "config.wsgi:application",
        )
        for _ in range(300):
            if self.answers():
                return
            time.sleep(0.1)
        raise RuntimeError("The site did not start. What it said: " + Path(self.log.name).read_text()[-3000:])

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/demo/", timeout=5) as page:  # noqa: S310 our own address
                page.read()
        except HTTPError:
            raise
        except OSError:
            return False
        return True

    def start_worker(self) -> None:
        self.worker = self._run(sys.executable, "manage.py", "work")

    def kill_web(self) -> None:
        self._kill(self.web)

    def kill_worker(self) -> None:
        self._kill(self.worker)

    def stop(self) -> None:
        for process in (self.web, self.worker):
            if process and process.poll() is None:
                self._kill(process)

    @staticmethod
    def _kill(process: subprocess.Popen) -> None:
        """As a power cut would: no chance to tidy up."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def tell(self, story: str, *words: str) -> dict[str, str]:
        """A story told through the actions, in a process of its own; gives back what a journey needs of it."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.told", story, *words], cwd=ROOT, env=self.env, check=False, capture_output=True, text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    def manage(self, *command: str) -> None:
        """One of the site's own commands, which must end well."""
        done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=self.env, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    def ask(self, question: str, *given: Any) -> list[tuple]:
        """What the database holds, past every barrier."""
        with psycopg.connect(self.dsn) as owner:
            return owner.execute(question, given).fetchall()

    def two_minutes_go_by(self) -> None:
        """For what waits its two minutes before it goes."""
        assert self.tell("two_minutes_go_by")["moved"], "nothing was waiting to go"

    def _run(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log, start_new_session=True)
