"""Run one program that must not outlive the process that started it.

    python tether.py PROGRAM ARGUMENT...

Its standard input is a pipe held open by the starter. When that closes, for whatever reason (kill -9 included), or when
this process is told to end, the program and everything it started are asked to stop, and made to after ten seconds.
Works the same on Linux and macOS. Standard library only, and no import of the rest of the launcher, so it starts fast.
"""

import os
import signal
import subprocess
import sys
import threading

PATIENCE = 10


def signal_group(child: subprocess.Popen, number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except (ProcessLookupError, PermissionError):
        pass  # gone already


def stop(child: subprocess.Popen) -> None:
    signal_group(child, signal.SIGTERM)
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        signal_group(child, signal.SIGKILL)


def main(command: list[str]) -> int:
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)

    def stop_when_let_go() -> None:
        while os.read(0, 1024):
            pass
        stop(child)

    threading.Thread(target=stop_when_let_go, daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: threading.Thread(target=stop, args=(child,), daemon=True).start())
    code = child.wait()
    signal_group(child, signal.SIGKILL)  # anything it left behind
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
