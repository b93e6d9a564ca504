"""`bin/manage COMMAND ...`: a management command in the demo's environment, on the demo's database.

The command takes this process's place, so the terminal, the signals and the exit code are its own. It inherits the
lock that keeps PostgreSQL running: when it ends, a server that nobody else is using stops.
"""

import contextlib
import json
import os
import sys

from launch.application import database, environment, manage, migrate
from launch.environment import install, prepare
from launch.places import VAR
from launch.postgres import own_server

LAYS_OUT_ITSELF = {"migrate", "makemigrations", "help", "--help", "--version", "check"}


def main(arguments: list[str]) -> int:
    with contextlib.redirect_stdout(sys.stderr):  # what the command prints may be on its way to a file
        prepare(assets=False)
        for requirements, what in extras(arguments):
            install(requirements, what)
        with database(handed_on=True) as databases:
            env = environment(databases, port())
            if not os.environ.get("DATABASE_URL") and not LAYS_OUT_ITSELF & set(arguments[:1]):
                if not (own_server().home / "migrated").exists():
                    migrate(env)
            command = manage(*arguments)
            os.execve(command[0], command, env)  # noqa: S606


def extras(arguments: list[str]) -> list[tuple[str, str]]:
    """What only some commands need: no page does, so no start waits for it."""
    needed = []
    if {"link_people", "train_matching"} & set(arguments[:1]):
        needed.append(("requirements-matching.txt", "what links whole files of people"))
    if "link_people" in arguments[:1] and {"spark", "--engine=spark"} & set(arguments):
        needed.append(("requirements-region.txt", "Spark and its Java (some minutes, once)"))
    return needed


def port() -> int:
    """Where the demo last listened, so that addresses in what the command writes are right."""
    try:
        return json.loads((VAR / "demo.json").read_text())["port"]
    except (OSError, ValueError):
        return 8000
