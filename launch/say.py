"""What a person sees: one line for each step, moving while it lasts, and sentences when something is wrong."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

A_DOT_EVERY = 2
A_LINE_EVERY = 15


class Sorry(Exception):
    """Something the person at the keyboard can act on, in a sentence; shown without a trace."""


class Stopped(BaseException):
    """Ctrl-C, or a request to end: put everything away and go."""


def say(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(what: str, *, log: Path | None = None) -> Iterator[None]:
    """Say what is being done, dots while it lasts (now and then the last line of its log), and how long it took."""
    started = time.monotonic()
    over = threading.Event()

    def dots() -> None:
        shown = started
        while not over.wait(A_DOT_EVERY):
            sys.stdout.write(".")
            if log and time.monotonic() - shown > A_LINE_EVERY and (line := last_line(log)):
                shown = time.monotonic()
                sys.stdout.write(f"\n    {line} ...")
            sys.stdout.flush()

    sys.stdout.write(f"{what} ...")
    sys.stdout.flush()
    ticking = threading.Thread(target=dots, daemon=True)
    ticking.start()
    outcome = "stopped"
    try:
        yield
        outcome = "done"
    finally:
        over.set()
        ticking.join()
        took = time.monotonic() - started
        say(f" {outcome}" + (f" ({took:.0f} s)" if took >= 1.5 else ""))


def last_line(log: Path) -> str:
    try:
        with open(log, "rb") as file:
            file.seek(max(file.seek(0, os.SEEK_END) - 1000, 0))
            return (file.read().decode(errors="replace").strip().splitlines() or [""])[-1].strip()[:100]
    except OSError:
        return ""
