"""Invented families, as a front door meets them: siblings, twins, fathers and sons of one name, people who move, marry and are misheard.

    python -m benchmarks.matching.families --people 100000 --incoming 10000 --seed 7 --out FOLDER

Writes index.csv, incoming.csv and truth.csv in the columns `link_people` reads. The same seed makes the same files. Besides, each
incoming row's name group and each index row's family and person go to who.csv, for judging only.
"""

import argparse
import csv
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

from .names import FIRST_PARTS, GROUPS, KINDS, LAST_PARTS, SHORT, SPELT, STREETS

COLUMNS = "rec_id source first_name middle_name surname dob sex address postcode nhs_number prev_surname prev_postcode".split()
TODAY = date(2026, 11, 1)
SPELLINGS = {name: [other for other in group.split() if other != name] for group in SPELT for name in group.split()}
SHORTENED = {name: forms.split() for name, forms in SHORT.items()}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NEXT = {a: b for a, b in zip("qwertyuiopasdfghjklzxcvbnm", "wqrewtuyoisdaghfkjlxzvcnbm", strict=True)}


class Person:
    __slots__ = ("number", "family", "group", "sex", "first", "middle", "surname", "born", "nhs", "home", "before", "was", "twin", "records")

    def __init__(self, **given):
        for name in self.__slots__:
            setattr(self, name, given.get(name))
        self.records = []


class County:
    """Families one after another until there are records enough."""

    def __init__(self, *, seed: int, people: int):
        self.dice, self.people, self.made = Random(seed), people, 0
        self.tail = [a + b for a in FIRST_PARTS for b in LAST_PARTS]
        areas = max(2, people // 30000)
        self.postcodes = [self._postcode(self.dice.choice(["FA", "KB", "NB", "TB", "YB"]), self.dice.randint(1, areas + 1)) for _ in range(max(40, people // 34))]
        self.street_of = {code: f"{self.dice.choice(STREETS)} {self.dice.choice(KINDS)}" for code in self.postcodes}
        self.families: list[list[Person]] = []
        self.families_made = self.numbers = 0
        self.groups = list(GROUPS)
        self.shares = [GROUPS[name][0] for name in self.groups]

    def _postcode(self, area: str, district: int) -> str:
        return f"{area}{district} {self.dice.randint(1, 4)}{self.dice.choice('ABDEFGHJLNPQRSTUWXYZ')}{self.dice.choice('ABDEFGHJLNPQRSTUWXYZ')}"

    def nhs(self) -> str:
        while True:
            self.numbers += 1
            nine = f"9{self.numbers + 4930000:08d}"
            check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
            if check != 10:
                return nine + str(0 if check == 11 else check)

    def home(self) -> tuple[str, str]:
        code = self.dice.choice(self.postcodes)
        flat = f"Flat {self.dice.randint(1, 12)}, " if self.dice.random() < 0.18 else ""
        return f"{flat}{self.dice.randint(1, 60)} {self.street_of[code]}", code

    def pick(self, names: str) -> str:
        known = names.split()
        return known[min(int(self.dice.expovariate(1 / (len(known) * 0.38))), len(known) - 1)]

    def surname(self, group: str) -> str:
        if group == "white British" and self.dice.random() < 0.62:
            return self.dice.choice(self.tail)
        return self.pick(GROUPS[group][3])

    def given(self, group: str, sex: str) -> str:
        return self.pick(GROUPS[group][1 if sex == "M" else 2])

    def born(self, youngest: int, oldest: int) -> date:
        return TODAY - timedelta(days=self.dice.randint(youngest * 365, oldest * 365))

    def person(self, family: int, group: str, sex: str, surname: str, born: date, home: tuple[str, str], **more) -> Person:
        self.made += 1
        middle = self.given(group, sex) if self.dice.random() < 0.55 else ""
        return Person(number=self.made, family=family, group=group, sex=sex, first=more.pop("first", None) or self.given(group, sex), middle=middle,
                      surname=surname, born=born, nhs=self.nhs(), home=home, was=more.pop("was", ""), **more)

    def family(self) -> list[Person]:
        dice, number = self.dice, self.families_made
        self.families_made += 1
        group = dice.choices(self.groups, self.shares)[0]
        other = group if dice.random() < 0.9 else dice.choices(self.groups, self.shares)[0]
        home, before = self.home(), self.home() if dice.random() < 0.3 else None
        name = self.surname(group)
        mother = self.person(number, other, "F", name, self.born(19, 58), home, before=before)
        if dice.random() < 0.45:
            mother.surname = self.surname(other)
        elif dice.random() < 0.3:
            mother.was = self.surname(other)
        found = [mother]
        if dice.random() < 0.78:
            away = dice.random() < 0.3
            found.append(self.person(number, group, "M", name, self.born(20, 62), self.home() if away else home, before=home if away else before))
        father = found[1] if len(found) > 1 else None
        eldest, count = min(17, (TODAY - mother.born).days // 365 - 17), dice.choices([1, 2, 3, 4, 5], [36, 36, 18, 7, 3])[0]
        double = f"{mother.surname}-{name}" if mother.surname != name and dice.random() < 0.2 else ""
        at = self.born(0, max(1, eldest))
        while len(found) < count + 2 and at < TODAY:
            sex, half = dice.choice("MF"), dice.random() < 0.12
            surname = mother.surname if half else double or name
            first = father.first if father and sex == "M" and dice.random() < 0.03 else None
            child = self.person(number, group, sex, surname, at, home, before=before, first=first)
            found.append(child)
            if dice.random() < 0.025:
                found.append(self.twin_of(child))
            at = at + timedelta(days=dice.randint(300, 1600))
        if dice.random() < 0.12:
            parent = dice.choice(found[:2])
            found.append(self.person(number, parent.group, dice.choice("MF"), parent.surname, parent.born - timedelta(days=dice.randint(17, 35) * 365), home if dice.random() < 0.5 else self.home()))
        return found

    def twin_of(self, child: Person) -> Person:
        dice = self.dice
        sex = child.sex if dice.random() < 0.65 else "MF".replace(child.sex, "")
        alike = [name for name in GROUPS[child.group][1 if sex == "M" else 2].split() if name[0] == child.first[0] and name != child.first]
        first = dice.choice(alike) if alike and dice.random() < 0.6 else None
        twin = self.person(child.family, child.group, sex, child.surname, child.born, child.home, before=child.before, first=first)
        while twin.first == child.first:
            twin.first = self.given(child.group, sex)
        child.twin, twin.twin = twin.number, child.number
        return twin


def slip(word: str, dice: Random) -> str:
    """A key missed, doubled, exchanged with its neighbour, or beside the right one."""
    if len(word) < 3:
        return word
    at, kind = dice.randrange(1, len(word)), dice.randrange(5)
    if kind == 0:
        return word[:at] + word[at + 1:]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if kind == 3:
        return word[:at] + dice.choice("aeiou" if word[at] in "aeiou" else LETTERS) + word[at + 1:]
    return word[:at] + NEXT.get(word[at], word[at]) + word[at + 1:]


def wrong_day(born: date, dice: Random) -> date:
    kind, year, month, day = dice.randrange(6), born.year, born.month, born.day
    try:
        return (
            date(year, 1, 1) if kind == 0 else date(year, day, month) if kind == 1 else date(year, month, day + dice.choice([-2, -1, 1, 2, 10]))
            if kind == 2 else date(year, month + dice.choice([-1, 1]), day) if kind == 3 else date(year + dice.choice([-1, 1, -10, 10]), month, day) if kind == 4
            else date(year, month, int(f"{day:02d}"[0] + str(dice.randint(0, 9))))
        )
    except ValueError:
        return born


# source: (no birth date, no sex, no home, NHS number, middle name, slips, incident address, moved)
SOURCES = {
    "index": (0.02, 0.01, 0.02, 0.47, 0.42, 0.035, 0.0, 0.0), "police": (0.27, 0.05, 0.11, 0.0, 0.12, 0.08, 0.12, 0.16), "health": (0.14, 0.0, 0.01, 0.83, 0.4, 0.05, 0.0, 0.2),
    "school": (0.14, 0.005, 0.005, 0.0, 0.48, 0.05, 0.0, 0.14), "referral": (0.34, 0.05, 0.14, 0.12, 0.15, 0.07, 0.02, 0.14),
}


def written(person: Person, source: str, dice: Random, *, county: County, home: tuple[str, str] | None = None) -> dict[str, str]:
    """How this source wrote this person down."""
    no_born, no_sex, no_home, nhs, middle, slips, _, moved = SOURCES[source]
    first, surname, was = person.first, person.surname, ""
    mid = person.middle if dice.random() < middle / 0.55 else ""
    if dice.random() < 0.015 and person.middle:
        first, mid = person.middle, person.first if dice.random() < 0.4 else ""
    elif first in SHORTENED and dice.random() < 0.1:
        first = dice.choice(SHORTENED[first])
    if (TODAY - person.born).days < 200 and dice.random() < 0.25:
        first, mid = "Baby", ""
    first, surname = (dice.choice(SPELLINGS[name]) if name in SPELLINGS and dice.random() < 0.12 else name for name in (first, surname))
    if person.was:
        surname, was = (person.was, "") if dice.random() < (0.15 if source != "index" else 0.08) else (surname, person.was if dice.random() < 0.4 else "")
    if "-" in surname and dice.random() < 0.3:
        surname = dice.choice(surname.split("-"))
    first, surname = (slip(name, dice) if dice.random() < slips else name for name in (first, surname))
    if dice.random() < 0.008:
        first, surname = surname, first
    if mid and dice.random() < 0.4:
        mid = mid[0]
    born = wrong_day(person.born, dice) if dice.random() < slips * 0.8 else person.born
    place, before = home or person.home, person.before[1] if person.before and dice.random() < 0.6 else ""
    if person.before and dice.random() < (0.3 if source != "index" else 0.22):
        place, before = (home or person.before), "" if source != "index" else before and person.home[1] * (dice.random() < 0.2)
    elif home is None and dice.random() < moved * 0.5:
        place, before = county.home(), ""
    hidden = dice.random() < no_home
    row = {
        "first_name": first, "middle_name": mid, "surname": surname, "dob": "" if dice.random() < no_born else born.isoformat(),
        "sex": "" if dice.random() < no_sex else ("MF".replace(person.sex, "") if dice.random() < 0.008 else person.sex), "address": "" if hidden else place[0],
        "postcode": "" if hidden else place[1], "nhs_number": slip_number(person.nhs, dice) if dice.random() < nhs else "", "prev_surname": was,
        "prev_postcode": before if source == "index" or dice.random() < 0.3 else "", "source": source,
    }
    if source in ("police", "health"):
        row |= {name: row[name].upper() for name in ("first_name", "middle_name", "surname", "address")}
    if dice.random() < 0.05:
        row["postcode"] = row["postcode"].replace(" ", "")
    return row


def slip_number(number: str, dice: Random) -> str:
    if dice.random() > 0.008:
        return number
    at = dice.randrange(1, 10)
    return number[:at] + str(dice.randint(0, 9)) + number[at + 1:]


def make(*, people: int, incoming: int, seed: int, out: Path) -> None:
    county, dice = County(seed=seed, people=people), Random(seed * 7919 + 1)
    out.mkdir(parents=True, exist_ok=True)
    known: list[list[Person]] = []
    with open(out / "index.csv", "w", newline="") as f, open(out / "who.csv", "w", newline="") as w:
        index, who, count = csv.DictWriter(f, COLUMNS), csv.writer(w), 0
        index.writeheader()
        who.writerow(["rec_id", "person", "family", "twin", "group"])
        while count < people:
            family = county.family()
            known.append(family)
            for person in family:
                for _ in range(0 if dice.random() < 0.06 else dice.choices([1, 2, 3], [86, 12, 2])[0]):
                    rec = f"K{count:08d}"
                    person.records.append(rec)
                    index.writerow({"rec_id": rec, **written(person, "index", dice, county=county)})
                    who.writerow([rec, person.number, person.family, person.twin or "", person.group])
                    count += 1
        _incoming(county, dice, known, incoming, out, who)


def _incoming(county: County, dice: Random, known: list[list[Person]], wanted: int, out: Path, who) -> None:
    count = event = 0
    with open(out / "incoming.csv", "w", newline="") as f, open(out / "truth.csv", "w", newline="") as t:
        rows, truth = csv.DictWriter(f, ["event_id", *COLUMNS]), csv.writer(t)
        rows.writeheader()
        truth.writerow(["incoming_id", "index_id"])
        while count < wanted:
            family, source = dice.choice(known) if dice.random() < 0.76 else county.family(), dice.choice(["police", "health", "referral", "school"])
            named = dice.sample(family, min(len(family), dice.choices([1, 2, 3, 4, 5], [18, 32, 30, 15, 5])[0]))
            if dice.random() < 0.18:
                named.append(dice.choice(dice.choice(known)))
            if dice.random() < 0.07:
                named = [namesake(named[0], county, dice)]
            at = county.home() if dice.random() < SOURCES[source][6] else dice.choice(family).home if dice.random() < 0.75 else None
            for person in named:
                rec = f"N{count:08d}"
                rows.writerow({"event_id": f"E{event:07d}", "rec_id": rec, **written(person, source, dice, county=county, home=at if person.family >= 0 else None)})
                truth.writerows([rec, each] for each in person.records)
                who.writerow([rec, person.number, person.family, person.twin or "", person.group])
                count += 1
            event += 1


def namesake(person: Person, county: County, dice: Random) -> Person:
    """Somebody else of the same name, born about the same time, living elsewhere."""
    return county.person(
        -person.family - 1, person.group, person.sex, person.surname, person.born + timedelta(days=dice.choice([-3, -1, 1, 2, 30, 365, -365, 700, -40])),
        county.home(), first=person.first,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("people", 100_000), ("incoming", 10_000), ("seed", 7)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(sys.argv[1:])
    make(people=asked.people, incoming=asked.incoming, seed=asked.seed, out=asked.out)
