"""Children and adults as columns of another query, so that thirty enquiries cost what one does."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from frontdoor.contacts.models import ContactAdult, ContactChild

SHOWN = ("given_names", "family_name", "scrap", "born_on", "expected_on")
OF_ADULTS = (*SHOWN, "relationship", "lives_with_children", "has_parental_responsibility", "risk")


def columns(rows: QuerySet, *, path: str = "", fields: tuple[str, ...] = SHOWN, **more: Any) -> ArraySubquery:
    """These rows, folded into one array of objects with the fields of an identity."""
    return ArraySubquery(rows.values(folded=JSONObject(**{name: f"{path}{name}" for name in fields}, **more)))


def child(folded: dict[str, Any]) -> ContactChild:
    return ContactChild(**_dated(folded))


def adult(folded: dict[str, Any]) -> ContactAdult:
    return ContactAdult(**_dated(folded))


def _dated(folded: dict[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if value and name.endswith("_on") else value for name, value in folded.items()}
