"""Invented families, homes and numbers. Surnames and streets that are nobody's; NHS numbers 999; postcodes of no place."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

GIRLS = ["Ada", "Bryony", "Cleo", "Dilys", "Esme", "Faye", "Greta", "Hollie", "Isla", "Jola", "Keira", "Liv", "Mabel", "Nia", "Orla", "Poppy", "Quilla", "Rhea", "Suki", "Tamsin", "Una", "Vera", "Wren", "Yasmin", "Zofia", "Amara", "Blessing", "Chanda", "Deepa", "Efua"]
BOYS = ["Albie", "Bram", "Caius", "Dario", "Ellis", "Felix", "Gethin", "Hari", "Ivo", "Jonah", "Kit", "Leo", "Milo", "Noah", "Otis", "Perry", "Quin", "Robin", "Seth", "Toby", "Ugo", "Vik", "Wes", "Yusuf", "Zak", "Amir", "Bilal", "Chidi", "Dev", "Eryk"]
WOMEN = ["Alison", "Beth", "Carys", "Donna", "Ewa", "Farida", "Gemma", "Hayley", "Ines", "Jodie", "Kasia", "Leanne", "Mina", "Natalie", "Olga", "Priti", "Rachel", "Shanice", "Tanya", "Zoe"]
MEN = ["Adrian", "Ben", "Craig", "Dean", "Emeka", "Frank", "Gary", "Hassan", "Ian", "Jamie", "Karol", "Lee", "Marcus", "Neil", "Omar", "Paul", "Ryan", "Shaun", "Tomasz", "Wayne"]
START = ["Ash", "Bram", "Cold", "Dun", "Elder", "Fen", "Gorse", "Hollin", "Ivel", "Kes", "Lark", "Marl", "Nether", "Oake", "Pen", "Quarr", "Rusk", "Stan", "Thorn", "Under", "Wether", "Yarn"]
END = ["bridge", "combe", "den", "field", "garth", "hanger", "ing", "ley", "mere", "nock", "over", "pool", "ridge", "stow", "thwaite", "wick", "worth"]
STREETS = ["Alder Close", "Barley Rise", "Cooper's Yard", "Dell View", "Fuller Road", "Gannet Walk", "Hopfield Lane", "Kiln Street", "Lapwing Drive", "Mallow Court", "Orchard End", "Quay Terrace", "Rope Walk", "Sorrel Way", "Tanner's Row"]
ETHNICITIES = ["WBRI"] * 30 + ["WOTH"] * 4 + ["MWBC", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "BAFR", "BCRB", "OOTH", "NOBT", "NOBT", "WROM"]


@dataclass
class Family:
    surname: str
    address: str
    postcode: str
    children: list[dict[str, Any]] = field(default_factory=list)
    adults: list[dict[str, Any]] = field(default_factory=list)
    school: str = ""
    known: dict[int, Any] = field(default_factory=dict)  # child's place -> Person, once linked
    known_adults: dict[int, Any] = field(default_factory=dict)
    times: int = 0


def nhs_number(number: int) -> str:
    """A well-formed number in the range kept for tests (999), by the modulus 11 rule."""
    while True:
        nine = f"999{number % 1_000_000:06d}"
        check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return nine + str(0 if check == 11 else check)
        number += 1


def a_family(drawn: Random, number: int, *, today: date, schools: list[str]) -> Family:
    """One to four children, one or two adults who may not live together, one home."""
    surname = drawn.choice(START) + drawn.choice(END)
    family = Family(
        surname, f"{drawn.randint(1, 120)} {drawn.choice(STREETS)}, {drawn.choice(START)}{drawn.choice(END)}",
        f"ZZ{drawn.randint(1, 19)} {drawn.randint(1, 9)}{drawn.choice('ABDEFGH')}{drawn.choice('JLNPQRST')}", school=drawn.choice(schools),
    )
    ethnicity, names = drawn.choice(ETHNICITIES), set()
    for place in range(drawn.choices([1, 2, 3, 4], [48, 32, 14, 6])[0]):
        girl = drawn.random() < 0.49
        given = drawn.choice([name for name in (GIRLS if girl else BOYS) if name not in names])
        names.add(given)
        born = today - timedelta(days=drawn.randint(190, 6300))  # before the first day that is told
        family.children.append({
            "given_names": given, "family_name": surname, "born_on": born, "sex": "F" if girl else "M", "ethnicity": ethnicity,
            "address": family.address, "postcode": family.postcode,
            "nhs_number": nhs_number(number * 10 + place) if drawn.random() < 0.6 else "",
        })
    family.adults.append({
        "given_names": drawn.choice(WOMEN), "family_name": surname if drawn.random() < 0.7 else drawn.choice(START) + drawn.choice(END),
        "relationship": "MOTHER", "has_parental_responsibility": True, "lives_with_children": True, "address": family.address,
        "postcode": family.postcode, "born_on": today - timedelta(days=drawn.randint(7300, 16000)), "phone": f"01632 96{drawn.randint(1000, 1999)}",
    })
    if drawn.random() < 0.75:
        at_home = drawn.random() < 0.55
        family.adults.append({
            "given_names": drawn.choice(MEN), "family_name": surname if drawn.random() < 0.8 else "",
            "relationship": drawn.choice(["FATHER", "FATHER", "STEPPARENT", "PARENTS_EX_PARTNER"]), "lives_with_children": at_home,
            "address": family.address if at_home else "", "postcode": family.postcode if at_home else "",
        })
    return family
