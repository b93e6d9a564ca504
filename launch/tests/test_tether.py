"""Nothing the launcher starts outlives it, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from launch.places import ROOT
from launch.processes import Tethered

SLEEPER = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(600)"
STARTER = (
    "import sys, time; from launch.processes import Tethered; "
    "it = Tethered([sys.executable, '-c', sys.argv[1], sys.argv[2]]); time.sleep(600)"
)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_program_ends_when_its_starter_does(tmp_path, how):
    note = tmp_path / "pid"
    starter = subprocess.Popen([sys.executable, "-c", STARTER, SLEEPER, str(note)], cwd=ROOT)
    program = int(soon(lambda: note.exists() and note.read_text()))
    starter.send_signal(how)
    starter.wait()
    assert soon(lambda: not alive(program))


def test_the_tether_gives_the_programs_own_exit_code():
    with Tethered([sys.executable, "-c", "raise SystemExit(7)"]) as program:
        assert program.wait() == 7


def soon(question, seconds: int = 20):
    for _ in range(seconds * 20):
        if answer := question():
            return answer
        time.sleep(0.05)
    raise AssertionError("It did not happen in time.")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")  # ended, not yet collected
