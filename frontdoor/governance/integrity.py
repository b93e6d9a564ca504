"""Whether the record is as it was left: the seals, and the last time somebody checked them."""

from dataclasses import dataclass

from frontdoor.foundations.record.models import Event, Seal
from frontdoor.foundations.record.seal import NUMBERED_BY

NAMES = {"record_event": "Events", "record_rowchange": "Row changes", "record_viewing": "Viewings"}


@dataclass(frozen=True)
class Sealed:
    name: str
    seals: int
    rows: int
    last: Seal | None


def sealed() -> list[Sealed]:
    """For each table kept for ever: how much of it is sealed. Three short queries for each."""
    found = []
    for table in NUMBERED_BY:
        seals = Seal.objects.filter(table_name=table)
        last = seals.order_by("-pk").first()
        found.append(Sealed(NAMES[table], seals.count(), last.last if last else 0, last))
    return found


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-pk").first()


def last_check() -> Event | None:
    return Event.objects.filter(kind="governance.check_integrity").select_related("by").order_by("-position").first()
