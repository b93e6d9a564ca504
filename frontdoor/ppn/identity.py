"""What a notice says of a person, as the rows of a notice hold it. Nothing is guessed: what is not said stays empty."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.codes.sets import CODES

from .models import Notice, NoticePerson
from .reading import Given, sentence
from .rules import is_a_child

FLAGS = ("present", "witnessed", "injured", "lives_at_scene", "drink", "drugs", "arrested")
UNBORN = "UNBORN"


class Places:
    """Schools and surgeries by the numbers that police give for them: asked for once."""

    @cached_property
    def by_code(self) -> dict[str, Agency]:
        return {each.code.upper(): each for each in Agency.objects.filter(ended_at=None).exclude(code="")}

    @cached_property
    def by_name(self) -> dict[str, Agency]:
        kinds = Q(kind__in=["SCHOOL", "EARLY_YEARS", "COLLEGE", "GP_PRACTICE"])
        return {each.name.casefold(): each for each in Agency.objects.filter(kinds, ended_at=None)}

    def find(self, code: str | None, name: str | None) -> Agency | None:
        """By its number, else by its whole name."""
        return self.by_code.get((code or "").upper()) or self.by_name.get((name or "").strip().casefold())


def ethnicity(police: str | None) -> str:
    """A police self-defined code as the census has it; empty where none fits."""
    if not police:
        return ""
    return next((row.code for row in CODES["ethnicity"] if police in (row.maps_to.get("police"), row.maps_to.get("police18"))), "")


def language(said: str | None) -> str:
    wanted = (said or "").strip().casefold()
    return next((row.code for row in CODES["language"] if wanted and wanted in (row.code.casefold(), row.label.casefold())), "")


def address(place: dict[str, Any]) -> str:
    """One line of an address, from its parts."""
    street = " ".join(filter(None, (place["house"], place["street"])))
    return ", ".join(filter(None, (place["flat"], street, place["locality"], place["town"])))[:300]


def home_of(number: str, given: Given, *, lives_at_scene: bool) -> dict[str, Any] | None:
    """Where a person lives: their own home or where they stay for now, else the scene if they live there."""
    kinds = [("TEMPORARY", number), ("HOME", number)] + ([("SCENE", None)] if lives_at_scene else [])
    for kind, whose in kinds:
        for place in given.locations:
            if place["kind"] == kind and place["person_local_id"] == whose and not place["to_date"]:
                return place
    return None


def rows(notice: Notice, given: Given, *, places: Places, at: datetime) -> list[NoticePerson]:
    """Everybody a notice names, and the unborn baby of whoever is said to be pregnant."""
    on = timezone.localtime(notice.incident_at or at).date()
    found = []
    for number, person in given.people.items():
        row = _row(notice, number, person, given, places=places, on=on)
        found.append(row)
        if row.is_pregnant and not row.is_child | bool({"REPORTER", "PROFESSIONAL"} & set(row.roles)):
            found.append(_unborn(notice, row))
    return found


def _row(notice: Notice, number: str, person: dict[str, Any], given: Given, *, places: Places, on: date) -> NoticePerson:
    roles = [role["role"] for role in person["roles"]]
    said = {name: _any(role[name] for role in person["roles"]) for name in FLAGS}
    home = home_of(number, given, lives_at_scene=bool(said["lives_at_scene"]))
    school, surgery = places.find(person["school_urn"], person["school_text"]), places.find(person["gp_ods"], person["gp_text"])
    if not school and (person["school_urn"] or person["school_text"]):
        given.warnings.append(sentence({"file": "person.csv", "row": person["row"], "column": "school_urn", "says": "is no school we know"}))
    born, guess = person["dob"], person["dob_precision"] in ("month", "year", "estimated")
    return NoticePerson(
        notice=notice, local_id=number, roles=sorted(set(roles)), given_names=person["given_names"] or "",
        family_name=person["surname"] or "", born_on=born, birth_is_a_guess=bool(born and guess), sex=person["sex"] or "",
        is_child=is_a_child(roles, born, person["approx_age"], on=on), approx_age=person["approx_age"],
        relation=next((role["relation_to_subject"] for role in person["roles"] if role["relation_to_subject"]), ""),
        aliases=person["aliases"] or "", ethnicity=ethnicity(person["ethnicity_sde"]), language=language(person["language"]),
        interpreter=person["interpreter"], is_pregnant=person["pregnant"], phone=person["phone"] or "", email=person["email"] or "",
        nhs_number="".join((person["nhs_number"] or "").split()), pnc_id=person["pnc_id"] or "", school=school,
        school_text="" if school else person["school_text"] or person["school_urn"] or "", gp=surgery,
        gp_text="" if surgery else person["gp_text"] or person["gp_ods"] or "", is_deceased=bool(person["deceased"]),
        communication=person["disability"] or "", address=address(home) if home else "", postcode=(home["postcode"] or "") if home else "",
        address_is_protected=bool(home and home["refuge"]),
        scrap="" if person["given_names"] or person["surname"] else "Not named by the police", **said,
    )


def _unborn(notice: Notice, mother: NoticePerson) -> NoticePerson:
    """The unborn are children of the notice too: a row of their own in every decision."""
    return NoticePerson(
        notice=notice, local_id=f"{mother.local_id}#unborn", roles=[UNBORN], is_child=True, not_yet_born=True,
        family_name=mother.family_name, sex="U", address=mother.address, postcode=mother.postcode,
        address_is_protected=mother.address_is_protected, scrap=f"Unborn baby of {mother.name}"[:300],
    )


def _any(said: Iterable[bool | None]) -> bool | None:
    """True if anything says so; false if something says not; else not known."""
    found = [each for each in said if each is not None]
    return any(found) if found else None
