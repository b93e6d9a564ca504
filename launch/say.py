"""What a person sees: one line for each step, moving while it lasts, and sentences when something is wrong."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Sorry(Exception):
    """Something the person at the keyboard can act on, in a sentence; shown without a trace."""


class Stopped(BaseException):
    """Ctrl-C, or a request to end: put everything away and go."""


def say(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is being done, a dot every two seconds while it lasts, and how long it took."""
    started = time.monotonic()
    over = threading.Event()

    def dots() -> None:
        while not over.wait(2):
            sys.stdout.write(".")
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
