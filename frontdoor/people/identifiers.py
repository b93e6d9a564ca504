"""Numbers, postcodes and phones as people type them: checked, put in one form, or kept as given.

A check gives back the one form that is stored, or raises ValueError with a sentence for the person who typed it. The
sentence never repeats the number: it may be seen by somebody else. A number that fails may still be all there is, so
`take(..., keep=True)` keeps it as given and says that it is not verified.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import nhs_number as nhs
from stdnum.gb import upn as upn_letters

KEPT = "kept as given, not verified"

# Local authority numbers that a UPN may carry: census rule 1530, and 942 and 943, made in 2023, which it still refuses.
# The list in python-stdnum lacks several of them, so only its check letter is used.
UPN_AUTHORITIES = frozenset(
    number
    for first, last in [
        (1, 5), (201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373), (380, 384), (390, 394),
        (420, 420), (660, 681), (701, 708), (800, 803), (805, 808), (810, 813), (815, 816), (820, 823), (825, 826),
        (830, 831), (835, 841), (845, 846), (850, 852), (855, 857), (860, 861), (865, 896), (908, 909), (916, 916),
        (919, 919), (921, 921), (925, 926), (928, 929), (931, 931), (933, 933), (935, 938), (940, 943),
    ]
    for number in range(first, last + 1)
)  # fmt: skip

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
GROUPED = [  # how a British number is read aloud: the digits that begin it, and the sizes of its groups
    (r"02", (3, 4, 4)),
    (r"03|08|09", (4, 3, 4)),
    (r"011.|01.1", (4, 3, 4)),
]


def check_nhs_number(text: str) -> str:
    """Ten digits whose last agrees with the others. Source: NHS data dictionary, modulus 11."""
    number = _tidy(text, " -")
    if not re.fullmatch(r"[0-9]*", number):
        raise ValueError("An NHS number has digits only. Check for letters, such as O for 0.")
    if len(number) != 10:
        raise ValueError(f"An NHS number has 10 digits. This one has {len(number)}.")
    if len(set(number)) == 1 or str(nhs.calculate_checksum(number[:9])) != number[9]:
        raise ValueError("This is not an NHS number: its last digit does not agree with the others. Check each digit.")
    if not nhs.is_valid(number):
        raise ValueError("A number that begins 01 to 31 is a Scottish one, and starts with a date of birth. Check it.")
    return number


def show_nhs_number(number: str) -> str:
    """As it is printed on letters: 999 123 4567. Anything kept as given is shown as given."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if re.fullmatch(r"[0-9]{10}", number) else number


def check_upn(text: str) -> str:
    """A check letter, eleven digits, then a digit or, in a temporary one, a letter. Source: rules 1510 to 1550 of the
    children in need census. Never made up here: any that fits may belong to a real child."""
    number = _tidy(text, " -").upper()
    if len(number) != 13:
        raise ValueError(f"A UPN has 13 characters. This one has {len(number)}.")
    if not re.fullmatch(r"[A-HJ-NP-RT-Z][0-9]{11}[A-HJ-NP-RT-Z0-9]", number):
        raise ValueError(
            "A UPN is a letter, then 12 digits; the last may be a letter if it is temporary. I, O and S are never used."
        )
    if int(number[1:4]) not in UPN_AUTHORITIES:
        raise ValueError("This is not a UPN: its second to fourth characters are not the number of a local authority.")
    if upn_letters.calc_check_digit(number[1:]) != number[0]:
        raise ValueError("This is not a UPN: its first letter does not agree with the digits. Check each character.")
    return number


def is_temporary_upn(number: str) -> bool:
    """A temporary UPN ends in a letter: ask the school for the lasting one."""
    return bool(re.fullmatch(r"[A-Z][0-9]{11}[A-Z]", number))


def check_postcode(text: str) -> str:
    """Upper case with one space. Invented areas such as ZZ pass: the shape is checked, not the place."""
    compact = _tidy(text, " -.").upper()
    found = POSTCODE.fullmatch(compact)
    if not found and POSTCODE.fullmatch(compact[:-3] + re.sub("^O", "0", compact[-3:])):
        raise ValueError("The second half of a postcode begins with a digit. Is the letter O meant to be 0?")
    if not found:
        raise ValueError("Enter a full postcode, such as ZZ9 9ZZ. If only part is known, put it in the address.")
    return f"{found[1]} {found[2]}"


def check_phone(text: str) -> str:
    """A number that can be rung back, as it is read aloud: 07700 900123, or 01632 960123 ext 12, or +35318000000."""
    main, _, extension = _phone_parts(text)
    digits = _tidy(main.replace("(0)", ""), " -.()/")
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^\+440?", "0", digits)
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise ValueError("A phone number has digits only, with + first if it is from abroad. Put words in the notes.")
    if digits.startswith("+"):
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", digits):
            raise ValueError("A number from abroad has 7 to 15 digits after the +, country code first.")
    elif not re.fullmatch(r"0[1-9][0-9]{8,9}|08001111", digits):
        raise ValueError(f"A UK phone number begins with 0 and has 10 or 11 digits. This one has {len(digits)}.")
    shown = digits if digits.startswith("+") else _grouped(digits)
    return f"{shown} ext {extension}" if extension else shown


@dataclass(frozen=True)
class Taken:
    """What is stored, what was typed, and why it is not verified where it is not."""

    value: str
    as_given: str
    problem: str = ""

    @property
    def is_verified(self) -> bool:
        return not self.problem

    @property
    def note(self) -> str:
        return "" if self.is_verified else KEPT


# Each kind with its check and the most characters a field of that kind holds.
CHECKS: dict[str, tuple[Callable[[str], str], int]] = {
    "NHS": (check_nhs_number, 20),
    "UPN": (check_upn, 20),
    "POSTCODE": (check_postcode, 10),
    "PHONE": (check_phone, 30),
}


def take(kind: str, text: str, *, keep: bool = False) -> Taken:
    """The checked value; or, when the person says so, the text as they gave it with the reason it is not verified."""
    check, most = CHECKS[kind]
    given = _as_given(text)
    if not given:
        return Taken("", "")
    try:
        return Taken(check(given), given)
    except ValueError as problem:
        if not keep:
            raise
        if len(given) > most:
            raise ValueError(f"At most {most} characters can be kept here. Put the rest in the notes.") from problem
        return Taken(given, given, str(problem))


def _as_given(text: str) -> str:
    """What was typed, with runs of spaces made one and characters that cannot be stored or seen taken out."""
    text = "".join(" " if unicodedata.category(c) in ("Zs", "Zl", "Zp", "Cc") else c for c in text)
    return " ".join("".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cs")).split())


def _tidy(text: str, separators: str) -> str:
    """The characters that matter: full-width forms and unusual dashes made plain, separators taken out."""
    text = re.sub("[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", _as_given(text)))
    return text.translate(str.maketrans("", "", separators))


def _phone_parts(text: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"(.*?)\s*(ext|extension|x)\.?\s*([0-9]{1,6})", _as_given(text), flags=re.IGNORECASE)
    return found.groups() if found else (_as_given(text), "", "")


def _grouped(digits: str) -> str:
    if digits == "08001111":
        return "0800 1111"
    sizes = next((sizes for begins, sizes in GROUPED if re.match(begins, digits)), (5, 6))
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    return " ".join(group for group in groups if group)
