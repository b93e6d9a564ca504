"""How fast a drop of police notices is taken in, and how much memory that takes: against 300,000 people.

    PYTHONPATH=. .venv/bin/python benchmarks/ppn_import.py [notices ...]        (unsaid: 1000 10000 30000)

On a PostgreSQL of its own with its usual settings, thrown away at the end. The people are invented; half of the children in
each drop are among them. Each drop is imported by `manage.py import_ppn`, as the web's own login, in a process of its own:
seconds by the clock, the processor time of that process and of the database, and the most memory it held.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from launch.places import PYTHON, ROOT
from launch.postgres import OWNER, WEB, Server, remove, using

PEOPLE = 300_000
MANAGE = [str(PYTHON), "manage.py"]
TICK = os.sysconf("SC_CLK_TCK")
SAID = ("given_names", "family_name", "born_on", "sex", "nhs_number", "phone", "address", "postcode")


@contextmanager
def a_server():
    """Its folder may be named, to keep it from one run to the next."""
    home = Path(os.environ.get("BENCHMARK_SERVER") or tempfile.mkdtemp(prefix="frontdoor-bench-", dir="/var/tmp"))
    home.mkdir(exist_ok=True)
    home.chmod(0o711)
    server = Server(home)
    try:
        with using(server):
            yield server
    finally:
        if "BENCHMARK_SERVER" not in os.environ:
            remove(server)


def people() -> list[dict]:
    """Families of a mother, a father and their children, each at one of many homes."""
    from frontdoor.demo.families import a_family

    drawn, found = random.Random(44), []
    for number in range(PEOPLE):
        family = a_family(drawn, number, today=date(2026, 11, 1), schools=["-"])
        place = f"ZZ{drawn.randint(1, 99)} {drawn.randint(1, 9)}{drawn.choice('ABDEFGHJ')}{drawn.choice('JLNPQRSTUW')}"
        for each in (*family.children, *family.adults):
            if each.get("address"):
                each["postcode"] = place
            if each.get("phone"):
                each["phone"] = f"0770090{drawn.randint(0, 99_999):05d}"
            found.append(each)
        if len(found) >= PEOPLE:
            return found[:PEOPLE]
    return found


def lay_down(found: list[dict]) -> None:
    """In bulk, with the guards stood down for this alone and the index made afterwards: only a superuser can."""
    from django.db import connection

    from frontdoor.foundations.record.founding import the_hub
    from frontdoor.people.actions import keys_of
    from frontdoor.people.models import Person

    if Person.objects.count() >= PEOPLE:
        return
    hub, fields = the_hub(), Person._meta.concrete_fields
    with connection.cursor() as cursor:
        cursor.execute("set role none; set session_replication_role = replica; drop index person_match_keys")
        with cursor.copy(f"copy people_person ({', '.join(field.column for field in fields)}) from stdin") as copy:
            for number, each in enumerate(found):
                person = Person(**{name: each[name] for name in SAID if each.get(name)}, reference=f"B{number:07d}", owned_by=hub)
                person.match_keys = keys_of(person)
                copy.write_row([getattr(person, field.attname) for field in fields])
        cursor.execute("create index person_match_keys on people_person using gin (match_keys)")
        cursor.execute("set session_replication_role = origin")
        cursor.execute("vacuum (analyze)")
    connection.close()


def a_drop(folder: Path, notices: int, known: list[dict], sequence: int) -> Path:
    from frontdoor.ppn.sample import Sample

    children = [each for each in known if each.get("born_on") and each["born_on"] > date(2009, 1, 1)]
    drawn = random.Random(notices).sample(children, min(len(children), notices))
    drawn = [
        {"given_names": each["given_names"], "surname": each["family_name"], "dob": each["born_on"].isoformat(), "postcode": each["postcode"]}
        if number % 2 else {} for number, each in enumerate(drawn)
    ]
    return Sample(notices=notices, seed=sequence, sequence=sequence, people=drawn).write(folder)


def processor(server: Server) -> float:
    """Seconds of the processor that the database's ended sessions have taken."""
    pid = (server.data / "postmaster.pid").read_text().split()[0]
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()[13:15])) / TICK


def imported(drop: Path, server: Server, env: dict) -> dict:
    theirs, began = processor(server), time.perf_counter()
    process = subprocess.Popen([*MANAGE, "import_ppn", str(drop)], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    ended, peak = 0, 0
    while not ended:
        peak = max(peak, held_by(process.pid))
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        time.sleep(0.1)
    taken = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    time.sleep(1)  # its sessions end
    return {
        "said": json.loads(process.stdout.read()), "code": process.returncode, "seconds": taken, "ours": used.ru_utime + used.ru_stime,
        "theirs": processor(server) - theirs, "peak": peak,
    }


def held_by(pid: int) -> float:
    """The most memory a process has held, in MiB: its own since it began, which ru_maxrss is not when the parent was large."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return 0


def main(sizes: list[int]) -> None:
    sys.path.insert(0, str(ROOT))
    with a_server() as server, tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "SECRET_KEY": "only for measuring", "DJANGO_SETTINGS_MODULE": "config.settings", "OWNER_DATABASE_URL": server.url(OWNER)}
        subprocess.run([*MANAGE, "migrate", "--no-input", "-v0"], cwd=ROOT, env={**env, "DATABASE_URL": server.url(OWNER)}, check=True)
        os.environ.update(env, DATABASE_URL=server.url(OWNER))
        import django

        django.setup()
        known = people()
        lay_down(known)
        sequence = int(time.time())
        print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load {os.getloadavg()[0]:.1f}, {PEOPLE:,} people")
        print("| notices | a second | seconds | processor: import | database | peak memory | |\n|" + "---|" * 7, flush=True)
        for at, notices in enumerate(sizes):
            drop = a_drop(Path(folder), notices, known, sequence + at)
            done = imported(drop, server, {**env, "DATABASE_URL": server.url(WEB)})
            print(
                f"| {notices:,} | **{notices / done['seconds']:.0f}** | {done['seconds']:.1f} | {done['ours']:.1f} s | {done['theirs']:.1f} s "
                f"| {done['peak']:.0f} MiB | {done['said'].get('accepted')} taken, {done['said'].get('quarantined')} in quarantine, exit {done['code']} |", flush=True,
            )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1000, 10_000, 30_000])
