"""Starting programs so that nothing outlives the launcher, and locks that the system lets go of for us."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from launch.places import LOGS, ROOT
from launch.say import Sorry, Stopped

TETHER = Path(__file__).with_name("tether.py")


class Tethered:
    """A program on a tether: it ends with `stop()`, with the block, or with this process however that dies."""

    def __init__(self, command: Sequence[str], *, env: Mapping[str, str] | None = None, out=None, cwd: Path = ROOT):
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(TETHER), *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT if out is not None else None,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            start_new_session=True,  # Ctrl-C is ours to hear; we then let go of the tether
        )

    def __enter__(self) -> "Tethered":
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def running(self) -> bool:
        return self.process.poll() is None

    def wait(self) -> int:
        return self.process.wait()

    def let_go(self) -> None:
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()

    def stop(self) -> None:
        self.let_go()
        self.process.wait()


def run(command: Sequence[str], *, log: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> bool:
    """Run to the end with the output kept in var/log/<log>.log; true if it went well."""
    with open(log_file(log), "wb") as out, Tethered(command, env=env, out=out, cwd=cwd) as it:
        return it.wait() == 0


def must_run(command: Sequence[str], *, log: str, what: str, env: Mapping[str, str] | None = None) -> None:
    if not run(command, log=log, env=env):
        raise Sorry(f"{what} did not work. The last of what it said (var/log/{log}.log has all):\n\n{tail(log)}")


def log_file(name: str) -> Path:
    return LOGS / f"{name}.log"


def tail(name: str, lines: int = 15) -> str:
    text = log_file(name).read_text(errors="replace").splitlines()
    return "\n".join(f"    {line}" for line in text[-lines:])


@contextmanager
def locked(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[int | None]:
    """Hold a lock file; gives None if it is held elsewhere and `wait` is off. The system frees it if we are killed."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield None
        else:
            yield handle
    finally:
        os.close(handle)


def stop_on_signals() -> None:
    """SIGTERM and a closed terminal end us as Ctrl-C does: by unwinding, so that everything is put away."""

    def unwind(*_) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # once is enough; a second must not cut the putting away short
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number == signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN:
            continue  # started with nohup: a closed terminal is no reason to stop
        signal.signal(number, unwind)
