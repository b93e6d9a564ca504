"""Who may open what: every address x GET and POST x everybody x an ordinary and a restricted story, and nobody.

The table is permissions.csv: one line for each address, story and method, with who may (any answer that is not a refusal), who
is refused in words (403); everybody else must not learn that it exists (404). `anybody` says whether one need sign in.
An address that is not in the table fails. Beside the statuses, every answer's body and headers are searched for the strings
planted in the stories: planted.csv says who may ever be shown which.
"""

import csv
import re
import zlib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from .addresses import ADDRESSES, BY_ROUTE, NOT_ASKED
from .subjects import everybody, ordinary, restricted
from .test_views import patterns

HERE = Path(__file__).parent
GROUPS = {
    "hub": "rosa ravi sam mina marcus", "partners": "pete hana edie", "contributors": "nadia priya hugh dina",
    "receivers": "adam elsie fay wil", "leads": "tess moira", "referrers": "helen tom gita guest", "offices": "bea ivor ada inez",
}
EVERYBODY = " ".join(GROUPS.values()).split() + ["oona"]


def names(words: str) -> set[str]:
    """Groups and people; "all", "-name" takes away."""
    found: set[str] = set()
    for word in words.split():
        bare = word.removeprefix("-")
        these = set(EVERYBODY) if bare == "all" else set(GROUPS.get(bare, bare).split())
        assert these <= set(EVERYBODY), f"nobody is called {bare}"
        found = found - these if word.startswith("-") else found | these
    return found


@cache
def table() -> dict[tuple[str, str, str], dict]:
    with (HERE / "permissions.csv").open(newline="") as file:
        return {
            (row["address"], row["story"], row["method"]): {
                "may": names(row["may"]), "refused": names(row["refused"]), "anybody": row["anybody"],
            } for row in csv.DictReader(file)
        }


@cache
def who_may_be_shown() -> dict[tuple[str, str], set[str]]:
    with (HERE / "planted.csv").open(newline="") as file:
        return {(row["story"], row["planted"]): names(row["may be shown"]) for row in csv.DictReader(file)}


def all_addresses() -> dict[str, str]:
    """Name (or route, where it has none) and route of every address; the sign-in library's own are asked elsewhere."""
    return {name: route for name, route, _ in patterns() if name not in NOT_ASKED}


ROOMS = ("people", "referrals", "work", "reception", "mash", "decisions", "feedback", "governance", "notices", "everything else")


def room_of(route: str) -> str:
    first = route.split("/")[0]
    return first if first in ROOMS else ROOMS[-1]


def test_every_address_is_in_the_table():
    """A new page fails here until somebody has said who may open it."""
    listed = {address for address, _, _ in table()}
    there = set(all_addresses())
    assert there - listed == set(), "add these to permissions.csv (and addresses.py, if they need a record)"
    assert listed - there - NOT_ASKED == set(), "these are no longer there"


def test_every_line_says_each_person_once():
    for key, row in table().items():
        assert row["may"] & row["refused"] == set(), key


def path_of(name: str, route: str, subject) -> str:
    if name in BY_ROUTE:
        return BY_ROUTE[name]
    values = {
        param: word.removeprefix("=") if str(word).startswith("=") else subject.key(word)
        for param, word in ADDRESSES.get(name, {}).items()
    }
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        pytest.fail(f"{name} ({route}) needs a record: say which in addresses.py")


def cookies_of(people) -> dict[str, str]:
    found = {"nobody": ""}
    for name in EVERYBODY:
        client = Client()
        client.force_login(getattr(people, name), backend="allauth.account.auth_backends.AuthenticationBackend")
        found[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


def ask(path: str, method: str, cookie: str):
    """One request, and then as if it had never been."""
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    with transaction.atomic():
        answer = client.get(path) if method == "GET" else client.post(path, {})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer, body


def what_it_is(answer) -> str:
    if answer.status_code in (403, 404):
        return {403: "refused", 404: "unknown"}[answer.status_code]
    if answer.status_code in (301, 302) and answer["Location"].startswith("/account/login/"):
        return "sign in"
    return "may" if answer.status_code < 500 else f"broken ({answer.status_code})"


def readable(answer, body: bytes) -> str:
    """Headers and body as a reader, or a proxy on the way, has them; what a PDF holds is unpacked."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    if body.startswith(b"%PDF"):
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.S)
        body += b"".join(_unpacked(each) for each in streams)
    return (headers + "\n" + body.decode(errors="replace")).lower()


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def stories_of(name: str) -> tuple[str, ...]:
    needs = [word for word in ADDRESSES.get(name, {}).values() if not word.startswith("=") and word not in ("agency", "user")]
    return ("open", "restricted") if needs else ("-",)


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_who_may_open_what_and_what_they_are_shown(room, cast, at):
    people = everybody(cast, at=at)
    subjects = {"open": ordinary(people, at=at), "restricted": restricted(people, at=at)}
    cookies, wrong, shown = cookies_of(people), [], defaultdict(set)
    for name, route in all_addresses().items():
        if room_of(route) != room:
            continue
        for story in stories_of(name):
            path = path_of(name, route, subjects["open" if story == "-" else story])
            for method in ("GET", "POST"):
                got = defaultdict(set)
                for viewer, cookie in cookies.items():
                    answer, body = ask(path, method, cookie)
                    got[what_it_is(answer)].add(viewer)
                    _look_for_planted(shown, subjects, readable(answer, body), viewer=viewer, where=f"{method} {name} ({story})")
                wrong += compared(name, story, method, got)
    leaks = [f"{viewer} was shown the {what} of the {story} story: {', '.join(sorted(where))}" for (story, what, viewer), where in shown.items()]
    assert wrong + leaks == [], "\n" + "\n".join(wrong + leaks)


def _look_for_planted(shown, subjects, text: str, *, viewer: str, where: str) -> None:
    for story, subject in subjects.items():
        for what, words in subject.planted.items():
            if words.lower() in text and viewer not in who_may_be_shown()[story, what]:
                shown[story, what, viewer].add(where)


def compared(name: str, story: str, method: str, got: dict[str, set[str]]) -> list[str]:
    """Nothing, or the line as it would have to be for this to be right."""
    row = table().get((name, story, method))
    anybody = "yes" if got["may"] & {"nobody"} else "no" if got["unknown"] & {"nobody"} else ""
    for each in got.values():
        each.discard("nobody")
    broken = [f"{name} {story} {method}: {what} for {', '.join(sorted(who))}" for what, who in got.items() if who and what.startswith("broken")]
    if row and (row["may"], row["refused"], row["anybody"]) == (got["may"], got["refused"], anybody) and not broken:
        return []
    return [*broken, f"{name},{story},{method},{in_words(got['may'])},{in_words(got['refused'])},{anybody}"]


def in_words(who: set[str]) -> str:
    """The shortest way to say it: everybody but a few, or groups and people."""
    left = set(EVERYBODY) - who
    if who and len(left) < len(who) // 2:
        return " ".join(["all", *(f"-{each}" for each in in_words(left).split())])
    said, rest = [], set(who)
    for group, members in GROUPS.items():
        if set(members.split()) <= rest:
            said.append(group)
            rest -= set(members.split())
    return " ".join([*said, *sorted(rest)])
