"""Runs one PostgreSQL server while anybody holds a lock on it, then stops it and goes.

    python -m launch.keeper HOME BINARIES [--throwaway]

Nobody has to remember to stop the server: a user who is killed lets go of the lock like any other.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from launch.binaries import server_user
from launch.processes import locked

LOOK_EVERY = 0.5


def main(home: Path, binaries: Path, throwaway: bool) -> None:
    with locked(home / "keeper.lock", wait=False) as kept:
        if kept is None:
            return  # another keeper has it
        clear_what_a_crash_left(home / "data")
        server = start(home, binaries, throwaway)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: server.send_signal(signal.SIGINT))
        while server.poll() is None:
            with locked(home / "users.lock", wait=False) as unused:
                if unused is not None:
                    stop(server)
                    (home / "port").unlink(missing_ok=True)
                    if throwaway:
                        shutil.rmtree(home, ignore_errors=True)
                    # Before the users' lock is free again, so that the next user finds no keeper and starts one.
                    os.close(kept)
                    os._exit(0)
            time.sleep(LOOK_EVERY)
        (home / "port").unlink(missing_ok=True)


def start(home: Path, binaries: Path, throwaway: bool) -> subprocess.Popen:
    port = free_port()
    options = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": ""}
    if throwaway:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    server = subprocess.Popen(
        [str(binaries / "postgres"), "-D", str(home / "data"), *settings],
        stdin=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        **server_user(),
    )
    (home / "port").write_text(str(port))
    return server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stop(server: subprocess.Popen) -> None:
    """Fast shutdown: roll back what is open, write everything down; at once if that takes too long."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def clear_what_a_crash_left(data: Path) -> None:
    """After a kill -9 the server may run on without its keeper, or its process number be another program's now."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    first_line = pid_file.read_text().partition("\n")[0]
    pid = int(first_line) if first_line.isdigit() else 0
    if pid and serves(pid, data):
        os.kill(pid, signal.SIGINT)
        for _ in range(300):
            if not serves(pid, data):
                break
            time.sleep(0.1)
    pid_file.unlink(missing_ok=True)


def serves(pid: int, data: Path) -> bool:
    """Whether that process is a server of this very folder."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        if Path("/proc/self").exists():
            return False
        command = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout
    return "postgres" in command and str(data) in command


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--throwaway" in sys.argv)
