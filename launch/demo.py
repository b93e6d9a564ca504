"""`bin/demo [--port N] [--fresh]`: Front Door on this machine, with its stories told, until Ctrl-C."""

import argparse
import json
import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from launch.application import database, environment, has_command, manage, migrate, newest
from launch.environment import prepare
from launch.places import PYTHON, STATIC, VAR, make_var
from launch.postgres import own_server, remove
from launch.processes import Tethered, locked, log_file, must_run, run, tail
from launch.say import Sorry, say, step

RESTARTS = 5
BEGUN, TOLD = "begun", "told"


def main(arguments: list[str]) -> int:
    asked = parse(arguments)
    make_var()
    with locked(VAR / "demo.lock", wait=False) as alone:
        if alone is None:
            raise Sorry(f"The demo of this checkout is already running, at {running_address()}. Stop that one first.")
        check_port(asked.port)
        (VAR / "demo.json").write_text(json.dumps({"port": asked.port}))
        if asked.fresh:
            start_over("Forgetting what was entered")
        elif broken_off():
            start_over("Clearing away stories that were broken off half-way")
        prepare()
        with database() as databases:
            serve(environment(databases, asked.port), asked.port)
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/demo", description="Run Front Door with its demonstration stories.")
    parser.add_argument("--port", type=int, default=8000, help="where to listen on 127.0.0.1 (8000 unless you say)")
    parser.add_argument("--fresh", action="store_true", help="forget everything entered and tell the stories anew")
    return parser.parse_args(arguments)


def running_address() -> str:
    try:
        return f"http://127.0.0.1:{json.loads((VAR / 'demo.json').read_text())['port']}"
    except (OSError, ValueError):
        return "another address"


def check_port(port: int) -> None:
    if not 1 <= port <= 65535:
        raise Sorry(f"{port} is not a port. Choose one between 1024 and 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Sorry(f"Only root may listen on port {port}. Choose another: bin/demo --port 8080.") from None
        except OSError:
            other = port + 1 if 1024 <= port < 65535 else 8080
            raise Sorry(f"Port {port} is taken by another program. Choose another: bin/demo --port {other}.") from None


def start_over(why: str) -> None:
    if os.environ.get("DATABASE_URL"):
        raise Sorry("--fresh empties only the demo's own PostgreSQL. DATABASE_URL names another: empty that yourself.")
    with step(why):
        if not remove(own_server()):
            raise Sorry("Another command is using the demo's database. Let it finish, then try again.")
        shutil.rmtree(VAR / "media", ignore_errors=True)
        for name in ("audit-digests.txt", "secret_key"):
            (VAR / name).unlink(missing_ok=True)


def serve(env: dict[str, str], port: int) -> None:
    migrate(env)
    tell_stories(env)
    collect_static(env)
    wanted = {"web": web(port)} | ({"worker": manage("work")} if has_command("work") else {})
    running: dict[str, Tethered] = {}
    try:
        with step("Starting"):
            for name, command in wanted.items():
                running[name] = begin(name, command, env)
            wait_for_web(running["web"], port)
        welcome(env, port)
        watch(running, lambda name: begin(name, wanted[name], env))
    finally:
        for program in running.values():
            program.let_go()
        for program in running.values():
            program.stop()


def tell_stories(env: dict[str, str]) -> None:
    """Once for each database."""
    ours = not os.environ.get("DATABASE_URL")
    mark = own_server().home / "stories" if ours else None
    if not has_command("tell_stories") or (mark and mark.exists() and mark.read_text() == TOLD):
        return
    if mark:
        mark.write_text(BEGUN)
    with step("Telling the demonstration stories (some minutes, the first time)", log=log_file("stories")):
        must_run(manage("tell_stories"), log="stories", what="Telling the demonstration stories", env=env)
    if mark:
        mark.write_text(TOLD)


def broken_off() -> bool:
    """The stories were begun and not finished. Nobody has used that database yet, and half of them is no use."""
    mark = own_server().home / "stories"
    return not os.environ.get("DATABASE_URL") and mark.exists() and mark.read_text() == BEGUN


def collect_static(env: dict[str, str]) -> None:
    mark = STATIC.parent / "static-made-from"
    now = newest("build/assets/**/*", "frontdoor/**/static/**/*", ".venv/.installed-*", "config/settings.py")
    if STATIC.exists() and mark.exists() and mark.read_text() == now:
        return
    with step("Collecting the style sheets and scripts"):
        collect = manage("collectstatic", "--no-input", "--clear", "--verbosity", "0")
        must_run(collect, log="collectstatic", what="Collecting the style sheets and scripts", env=env)
    mark.write_text(now)


def web(port: int) -> list[str]:
    granian = [str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    return [*granian, "--workers", "1", "--blocking-threads", "16", "--no-ws", "config.wsgi:application"]


def begin(name: str, command: list[str], env: dict[str, str]) -> Tethered:
    with open(log_file(name), "ab") as out:
        return Tethered(command, env=env, out=out)


def wait_for_web(program: Tethered, port: int) -> None:
    for _ in range(300):
        if not program.running():
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10):
                return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
            break
        except OSError:
            time.sleep(0.2)
    raise Sorry(f"The web server did not start. The last of what it said (var/log/web.log has all):\n\n{tail('web')}")


def welcome(env: dict[str, str], port: int) -> None:
    say(f"\nFront Door is at http://127.0.0.1:{port}\n")
    if has_command("cast") and run(manage("cast"), log="cast", env=env):
        say(log_file("cast").read_text())
    say("What the web and the worker say is kept in var/log. Ctrl-C stops everything; what you enter is kept.")


def watch(running: dict[str, Tethered], again: Callable[[str], Tethered]) -> None:
    """Until Ctrl-C. A program that falls over is started again, but not for ever."""
    falls = dict.fromkeys(running, 0)
    while True:
        time.sleep(1)
        for name in running:
            if running[name].running():
                continue
            falls[name] += 1
            if falls[name] > RESTARTS:
                raise Sorry(f"The {name} keeps stopping. The last of what it said:\n\n{tail(name)}")
            say(f"The {name} stopped (see var/log/{name}.log); starting it again.")
            running[name] = again(name)
