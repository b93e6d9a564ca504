"""The keys by which a person can be found: exact numbers, sounds of names, birth dates, postcodes. Pure."""

import re
from datetime import date

import jellyfish


def plain(text: str) -> str:
    """Letters only, lower case: O'Neill, ONeill and o neill are one name."""
    return re.sub(r"[^a-z]", "", jellyfish_fold(text))


def jellyfish_fold(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def sounds(name: str) -> set[str]:
    """How each word of a name sounds."""
    return {jellyfish.metaphone(word) for word in re.split(r"[\s\-']+", jellyfish_fold(name)) if len(word) > 1} - {""}


def keys(
    *, given_names: str = "", family_name: str = "", born_on: date | None = None, postcode: str = "", nhs_number: str = "",
    upn: str = "", other_names: tuple[str, ...] = (),
) -> list[str]:
    """Every key of one person: two people who share none of them are never compared."""
    found = set()
    if nhs_number:
        found.add(f"nhs:{nhs_number.replace(' ', '')}")
    if upn:
        found.add(f"upn:{upn.upper()}")
    family = {sound for name in (family_name, *other_names) for sound in sounds(name)}
    given = sounds(given_names)
    found |= {f"name:{f}:{g}" for f in family for g in given}
    if born_on:
        found |= {f"born:{born_on:%Y%m%d}:{sound}" for sound in family | given}
    if postcode:
        found |= {f"home:{postcode.replace(' ', '').upper()}:{sound}" for sound in family | given}
    return sorted(key[:60] for key in found)
