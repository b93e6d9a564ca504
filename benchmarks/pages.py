"""How pages hold up in a county: the same pages on the demonstration's database and on a county's, turn by turn in one run.

    FRONTDOOR_DEMO=1 SECRET_KEY=any python benchmarks/pages.py postgres://…/demo postgres://…/county [requests [page …]]

Each database has a process of its own, which asks for its pages through all of the middleware, signed in, DEBUG off
(so `collectstatic` first). The two take turns, request by request, so that whatever else the machine does falls on both. Every
page is of a record not asked for before in the run (`processor` is that of the process that answers, without the database's); the first few, not timed, warm the process up and count the queries.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve()
WARM, TIMED = 15, 150
FRAME = {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"}  # not counted as queries
PAGES = ("reception", "contact to screen", "contact screened", "child", "chronology", "enquiry", "MASH board", "search", "home")


def addresses(page: str, many: int) -> tuple[str, list[str]]:
    """Who asks, and what they ask: so many addresses at random, or for a search the names to look for."""
    from django.db.models import Count
    from django.urls import reverse

    from frontdoor.contacts.models import Contact
    from frontdoor.mash.models import Enquiry
    from frontdoor.people.models import Person

    def some(rows):
        return list(rows.order_by("?")[:many])

    if page.startswith("notices"):
        asked = {"notices, last page": "?page=9999", "notices, high risk": "?grade=H"}
        return "mina", [reverse("ppn-flow" if page == "notices, flow" else "ppn-desk") + asked.get(page, "")]
    if page in {"reception", "home"}:
        return "rosa", [reverse(page)]
    if page == "MASH board":
        return "sam", [reverse("mash")]
    if page == "contact to screen":
        return "rosa", [reverse("screen", args=[c.pk]) for c in some(Contact.objects.filter(stage="AWAITING_SCREENING"))]
    if page == "contact screened":
        return "rosa", [reverse("contact", args=[c.pk]) for c in some(Contact.objects.filter(stage__in=["SCREENED", "FINISHED"]))]
    if page in {"child", "chronology"}:  # as many contacts each, on the one database as on the other
        children = some(Person.objects.annotate(contacts=Count("in_contacts")).filter(contacts__range=(3, 6), restricted=False))
        return "sam", [reverse("person" if page == "child" else "person-chronology", args=[p.pk]) for p in children]
    if page == "enquiry":
        return "sam", [reverse("enquiry", args=[e.pk]) for e in some(Enquiry.objects.filter(stage="DECIDED"))]
    named = some(Person.objects.exclude(given_names="").exclude(family_name="").filter(restricted=False))
    return "mina", [p.name for p in named]


def answer() -> None:
    """One database's process: told a page, it gets ready; told to go on, it asks for the next one and says how long it took."""
    sys.path.insert(0, str(HERE.parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from frontdoor.foundations.access.models import User

    assert not settings.DEBUG
    client, left, queries_log = Client(), [], connection.queries_log

    def get(asked: str):
        if asked.startswith("/"):
            return client.get(asked)
        kept = client.post(reverse("people"), {"name": asked})  # a search is kept, then shown: two requests
        queries_log.clear()  # each is a page of its own
        return client.get(kept.url)

    for line in sys.stdin:
        page = line.strip()
        if page:
            who, found = addresses(page, WARM + TIMED)
            client.force_login(User.objects.get(email__startswith=f"{who}@"), backend=settings.AUTHENTICATION_BACKENDS[0])
            queries = []
            for address in (found * WARM)[:WARM]:
                queries_log.clear()
                connection.force_debug_cursor = True
                response = get(address)
                connection.force_debug_cursor = False
                assert response.status_code == 200, (address, response.status_code)
                queries.append(sum(each["sql"].split(" ")[0] not in FRAME for each in queries_log))
            left = (found[WARM:] or found) * TIMED
            said = {"queries": max(queries[3:]), "bytes": len(response.content), "addresses": len(found)}
        else:
            began, worked = time.perf_counter(), time.process_time()
            response = get(left.pop(0))
            said = {"ms": (time.perf_counter() - began) * 1000, "processor": (time.process_time() - worked) * 1000}
            assert response.status_code == 200
        print(json.dumps(said), flush=True)


def main(demo: str, county: str, requests: int = TIMED, *pages: str) -> None:
    sides = [
        subprocess.Popen(
            [sys.executable, str(HERE), "--answer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "DATABASE_URL": url}
        ) for url in (demo, county)
    ]

    def ask(side, said: str = "") -> dict:
        side.stdin.write(f"{said}\n")
        side.stdin.flush()
        return json.loads(side.stdout.readline())

    print("| Page | queries, demo | county | p50 demo | county | p95 demo | county | ratio p50 | ratio p95 | processor p95 demo | county | ratio |\n|" + "---|" * 12)
    for page in pages or PAGES:
        ready = [ask(side, page) for side in sides]
        times: tuple[list[float], list[float]] = ([], [])
        worked: tuple[list[float], list[float]] = ([], [])
        for _ in range(requests):
            for side, taken, own in zip(sides, times, worked, strict=True):
                said = ask(side)
                taken.append(said["ms"])
                own.append(said["processor"])
        busy = [sorted(own)[int(len(own) * 0.95)] for own in worked]
        middle, late = ([sorted(taken)[int(len(taken) * part)] for taken in times] for part in (0.5, 0.95))
        print(
            f"| {page} | {ready[0]['queries']} | {ready[1]['queries']} | {middle[0]:.0f} ms | {middle[1]:.0f} ms | {late[0]:.0f} ms | {late[1]:.0f} ms "
            f"| {middle[1] / middle[0]:.2f} | {late[1] / late[0]:.2f} | {busy[0]:.0f} ms | {busy[1]:.0f} ms | {busy[1] / busy[0]:.2f} |", flush=True,
        )
    for side in sides:
        side.stdin.close()
        side.wait()


if __name__ == "__main__":
    answer() if sys.argv[1] == "--answer" else main(*sys.argv[1:3], *map(int, sys.argv[3:4]), *sys.argv[4:])
