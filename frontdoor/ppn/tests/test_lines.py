"""Why a notice comes where it does is the same whether it came with others or alone, early or late; and weighing it again
changes nothing."""

from datetime import timedelta

import pytest

from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub, the_system
from frontdoor.ppn.lines import weigh
from frontdoor.ppn.models import Family, Notice
from frontdoor.ppn.sample import Sample

from .test_importing import NOW, drop, taken

pytestmark = pytest.mark.django_db


def forms():
    """Two families, four notices each, days apart: repeats and patterns."""
    found = list(Sample(notices=8, families=2, seed=4, made_at=NOW - timedelta(hours=2)).forms())
    for number, form in enumerate(found):
        happened = NOW - timedelta(days=60 - 5 * number)
        form |= {name: happened.isoformat() for name in ("incident_at", "reported_at", "submitted_at", "supervised_at", "sent_to_mash_at")}
        form["risk_grade"] = "SMSUSSHS"[number]
    return found


def as_it_stands():
    notices = {notice.ppn_id: (notice.reasons, notice.band) for notice in Notice.objects.all()}
    families = sorted(tuple(sorted(family.notices.values_list("ppn_id", flat=True))) for family in Family.objects.filter(waiting__gt=0))
    lines = sorted(Family.objects.filter(waiting__gt=0).values_list("waiting", "band", "reasons", "grade"))
    return notices, families, lines


@action("Weigh again, for a test", permission=None, shown=False)
def weigh_again(*, by, at):
    weigh(Family.objects.values_list("pk", flat=True), at=at)
    return the_hub()


ALL = {f"RMS000001{number:05d}" for number in range(8)}


@pytest.mark.parametrize("order", [list(range(8)), list(range(8))[::-1], [3, 7, 0, 5, 1, 6, 2, 4]])
def test_one_by_one_in_any_order_is_as_all_together(cast, tmp_path, order):
    together = forms()
    for sequence, number in enumerate(order, 1):
        taken(drop(tmp_path, [together[number]], sequence=sequence))
    one_by_one = as_it_stands()
    weigh_again(by=the_system(), at=NOW)
    assert as_it_stands() == one_by_one
    notices, families, lines = one_by_one
    assert notices.keys() == ALL and any("PATTERN" in reasons for reasons, _ in notices.values())
    assert sum(line[0] for line in lines) == 8
    assert {ppn_id: sorted({"REPEAT", "PATTERN"} & set(reasons)) for ppn_id, (reasons, _) in notices.items()} == said_of(families)


def said_of(families):
    """Worked out by hand: all in sixty days, so each after its family's first is a repeat, and from the third of a low grade on
    a low grade is a pattern."""
    found, grades = {}, {form["ppn_id"]: form["risk_grade"] for form in forms()}
    for family in families:
        low = 0
        for number, ppn_id in enumerate(family):  # in the order in which they happened
            low += grades[ppn_id] != "H"
            found[ppn_id] = ["PATTERN"] * (low >= 3 and grades[ppn_id] != "H") + ["REPEAT"] * (number > 0)
    return found


def test_all_together_is_as_one_by_one(cast, tmp_path):
    taken(drop(tmp_path, forms()))
    together = as_it_stands()
    weigh_again(by=the_system(), at=NOW)
    assert as_it_stands() == together
    notices, families, _ = together
    assert {ppn_id: sorted({"REPEAT", "PATTERN"} & set(reasons)) for ppn_id, (reasons, _) in notices.items()} == said_of(families)
