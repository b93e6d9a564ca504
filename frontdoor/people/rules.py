"""Whether a person as given may be a person as known: each field compared in the open, then a verdict in words.

Rules only, and no number: a person reads why, and a person decides. Verdicts are absolute, so the best of several poor
candidates is still called unlikely. The error that harms is to take a relative for the child (a twin, a brother, a
father of the same name), so those have a verdict of their own. Source: shared measurements of linkage on families, where
four fifths of wrong links were relatives; domain brief section 9 (duplicates and misspelt people are the pain of reception).
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

SAME, CLOSE, DIFFERENT, MISSING = "same", "close", "different", "missing"


class Verdict(StrEnum):
    VERY_LIKELY = "VERY_LIKELY"
    MAY_BE = "MAY_BE"
    RELATIVE = "RELATIVE"
    UNLIKELY = "UNLIKELY"


WORDS = {
    Verdict.VERY_LIKELY: "Very likely the same",
    Verdict.MAY_BE: "May be the same",
    Verdict.RELATIVE: "Could be a relative",
    Verdict.UNLIKELY: "Unlikely",
}
SURE, WORTH_A_LOOK, LIKELY_KIN = 0.95, 0.25, 0.25  # what the engine must make of two people before its word counts
GENERATION = 12  # years: so far apart, two of one name are more likely parent and child than one person written twice


@dataclass(frozen=True)
class Known:
    """What one side says of a person. `names` are pairs of given names and family name, the first the one they go by."""

    names: tuple[tuple[str, str], ...] = ()
    born_on: date | None = None
    is_a_guess: bool = False
    expected_on: date | None = None
    sex: str = ""
    homes: tuple[tuple[str, str], ...] = ()  # pairs of address and postcode, the first the one where they live now
    withheld: bool = False  # the address is protected: neither shown nor compared, for an answer would give it away
    nhs_number: str = ""
    upn: str = ""
    phone: str = ""
    school: str = ""


@dataclass(frozen=True)
class Compared:
    """One field on both sides. `how` is same, close, different, or missing where one side does not say."""

    name: str
    left: str
    right: str
    how: str
    why: str = ""
    because: str = ""  # a code for the kind of closeness, which the verdict reads

    @property
    def row(self) -> tuple[str, str, str, str, str]:
        return self.name, self.left, self.right, self.how, self.why


@dataclass(frozen=True)
class Answer:
    verdict: Verdict
    why: str
    fields: dict[str, Compared] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return WORDS[self.verdict]


def weigh(fields: dict[str, Compared], *, years_apart: int | None = None) -> Answer:
    """The verdict on two sides compared. Read from the top: the first rule that holds answers."""
    verdict, why = _weigh(_Look(fields), years_apart)
    return Answer(verdict, why, fields)


def agreed(verdict: Verdict, why: str, *, probability: float, relative: float) -> tuple[Verdict, str]:
    """The verdict of the rules beside what the engine makes of the whole county: each holds the other back.

    Very likely needs both. What the rules think too little, but few others in the county could be, may be them. A relative stays one: no
    number makes a twin the child.
    """
    if verdict == Verdict.VERY_LIKELY and probability < SURE:
        return Verdict.MAY_BE, f"{why} Others known could be them too."
    if verdict == Verdict.UNLIKELY and probability >= WORTH_A_LOOK:
        return Verdict.MAY_BE, "What agrees is rare enough among the people known."
    if verdict == Verdict.UNLIKELY and relative >= LIKELY_KIN:
        return Verdict.RELATIVE, "What they share is what relatives share."
    return verdict, why


class _Look:
    """Short ways to ask about the compared fields."""

    def __init__(self, fields: dict[str, Compared]):
        self.how = {name: each.how for name, each in fields.items()}
        self.because = {name: each.because for name, each in fields.items()}

    def same(self, *names: str) -> bool:
        return any(self.how.get(name) == SAME for name in names)

    def near(self, name: str) -> bool:
        return self.how.get(name) in (SAME, CLOSE)

    def differs(self, name: str) -> bool:
        return self.how.get(name) == DIFFERENT

    def silent(self, name: str) -> bool:
        return self.how.get(name, MISSING) == MISSING

    @property
    def numbers_clash(self) -> bool:
        return self.differs("nhs_number") or self.differs("upn")

    @property
    def something_else(self) -> str:
        """Something besides names and dates that ties the two together, in words."""
        ties = {
            "nhs_number": "NHS number",
            "upn": "UPN",
            "home": "address",
            "phone": "phone number",
            "school": "school",
        }
        found = [said for name, said in ties.items() if self.same(name)]
        return found[0] if found else ("postcode" if self.because.get("home") == "postcode" else "")


def _weigh(look: _Look, years_apart: int | None) -> tuple[Verdict, str]:
    for rule in (_by_number, _of_one_name, _by_different_name, _by_name_and_birth, _by_name, _by_little):
        if answer := rule(look, years_apart):
            return answer
    return Verdict.UNLIKELY, "Too little agrees."


def _by_number(look: _Look, years_apart: int | None) -> tuple[Verdict, str] | None:
    if not look.same("nhs_number", "upn"):
        return None
    number = "NHS number" if look.same("nhs_number") else "UPN"
    if look.numbers_clash:
        return Verdict.MAY_BE, f"The {number} agrees but another number does not: one of them is wrong."
    if not look.differs("given") and not look.differs("born") and not look.differs("sex"):
        return Verdict.VERY_LIKELY, f"The {number} agrees, and nothing speaks against it."
    what = "given name" if look.differs("given") else "date of birth" if look.differs("born") else "sex"
    return (
        Verdict.MAY_BE,
        f"The {number} agrees but the {what} does not: check that it is not a brother’s or a sister’s number.",
    )


def _of_one_name(look: _Look, years_apart: int | None) -> tuple[Verdict, str] | None:
    """Father and son, mother and daughter."""
    if look.near("given") and look.differs("born") and (years_apart or 0) >= GENERATION:
        if look.near("family") or look.same("home"):
            return Verdict.RELATIVE, f"Of one name but {years_apart} years apart: perhaps parent and child."
        return Verdict.UNLIKELY, f"{years_apart} years apart."
    return None


def _by_different_name(look: _Look, years_apart: int | None) -> tuple[Verdict, str] | None:
    """Twins, brothers and sisters: never the same because the rest agrees."""
    if not look.differs("given"):
        return None
    if look.because.get("given") == "exchanged" and look.near("born"):
        return Verdict.MAY_BE, "The given name and the family name may have been exchanged."
    tie = (
        "home" if look.near("home") else "family name" if look.near("family") else "phone" if look.same("phone") else ""
    )
    if not tie:
        return Verdict.UNLIKELY, "The given names differ, and neither family name nor home is shared."
    if look.same("born"):
        return Verdict.RELATIVE, f"Born on one day and sharing a {tie}, with different given names: perhaps twins."
    if look.near("family") and not (look.near("home") or look.same("phone")):
        return Verdict.UNLIKELY, "Only the family name is shared."
    return Verdict.RELATIVE, f"Sharing a {tie}, with different given names."


def _by_name_and_birth(look: _Look, years_apart: int | None) -> tuple[Verdict, str] | None:
    if not (look.near("given") and look.near("born")):
        return None
    against = "NHS numbers" if look.numbers_clash else "sexes" if look.differs("sex") else ""
    if against:
        return (
            Verdict.MAY_BE,
            f"Name and date of birth agree but the {against} differ: they may be two people, twins among them.",
        )
    tie = look.something_else
    if look.near("family"):
        if look.same("given") and look.same("family") and look.same("born"):
            return Verdict.VERY_LIKELY, "Given name, family name and date of birth agree."
        if look.because.get("given") == "spelling" and look.same("born"):
            return Verdict.MAY_BE, "Close, but twins can have names as close as these."
        if tie or (look.same("born") and look.same("family")):
            return Verdict.VERY_LIKELY, "Name and date of birth agree or nearly do" + (
                f", and the {tie} agrees." if tie else "."
            )
        return Verdict.MAY_BE, "Name and date of birth nearly agree; nothing else ties them together."
    if tie:
        return Verdict.MAY_BE, f"Given name, date of birth and {tie} agree; the family name may have changed."
    if look.silent("family"):
        return Verdict.MAY_BE, "Given name and date of birth agree; no family name to compare."
    return Verdict.UNLIKELY, "The family names differ, and nothing else ties them together."


def _by_name(look: _Look, years_apart: int | None) -> tuple[Verdict, str] | None:
    """A name without a birth date that agrees: most adults, and much of what comes by telephone."""
    if not look.near("given"):
        return None
    tie = look.something_else
    if look.differs("born"):
        if look.near("family") and tie:
            return (
                Verdict.MAY_BE,
                f"Name and {tie} agree but the dates of birth do not: one may be wrong, or they are relatives.",
            )
        return Verdict.UNLIKELY, "The dates of birth differ."
    if look.near("family") and tie:
        return Verdict.MAY_BE, f"Name and {tie} agree; no date of birth to compare."
    if look.same("given") and look.same("family"):
        return Verdict.MAY_BE, "Only the name can be compared, and it agrees."
    if tie and look.silent("family"):
        return Verdict.MAY_BE, f"Given name and {tie} agree; no family name to compare."
    if tie and tie != "school":
        return Verdict.MAY_BE, f"Given name and {tie} agree; the family name may have changed."
    return None


def _by_little(look: _Look, years_apart: int | None) -> tuple[Verdict, str] | None:
    """No given name on one side: the unborn, the newborn, “Baby Ashgrove”."""
    if not look.silent("given"):
        return None
    tie = look.something_else
    if look.near("born") and (look.near("family") or tie):
        return Verdict.MAY_BE, "No given name to compare; the birth date and " + (
            "family name" if look.near("family") else tie
        ) + " fit."
    if look.silent("born") and look.near("family") and tie:
        return Verdict.RELATIVE, f"Family name and {tie} agree; no given name or date of birth to compare."
    if look.differs("born") and look.near("family") and tie:
        return Verdict.RELATIVE, f"Family name and {tie} agree, with different dates of birth."
    return None
