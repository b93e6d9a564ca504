"""The month of police notices, told short: what goes wrong in it, what is decided, and what waits this morning."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdoor.demo import rates
from frontdoor.demo.afterwards import looked_at_again, pass_on_what_is_owed
from frontdoor.demo.notices import police_notices
from frontdoor.demo.teller import Teller
from frontdoor.ppn.models import Drop, Family, Gap, Notice, NoticeOutcome, Passing, Quarantine, SecondLook

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_the_month_of_notices(cast, monkeypatch):
    short = {"NOTICE_DAYS": 4, "DAMAGED": 2, "CANNOT_BE_READ": 7, "NEVER_CAME": 5, "PATTERN_DROPS": (1, 4, 8), "NOTICES_A_DAY": 8, "DECIDED_A_SHIFT": 4}
    for name, value in short.items():
        monkeypatch.setattr(rates, name, value)
    police_notices(Teller(now=NOW))
    assert Drop.objects.filter(stage="REFUSED").count() == 1
    assert Quarantine.objects.count() == 2
    assert [str(gap) for gap in Gap.objects.filter(stage="OPEN")] == ["Force 44, sequence 5"]
    larkmeres = Notice.objects.filter(ppn_id__startswith="RMSJUNO")
    assert larkmeres.count() == 3 and larkmeres.values("family").distinct().count() == 1
    assert "PATTERN" in larkmeres.get(ppn_id="RMSJUNO2").reasons
    assert NoticeOutcome.objects.count() >= 15 and Family.objects.filter(waiting__gt=0).count() >= 5
    assert Notice.objects.filter(hub_grade="M", police_grade="S").count() == 1
    assert {notice.owned_by.name for notice in Notice.objects.all()} == {"Westshire Police"}

    # and what the desk decided goes on: most schools were told, the few that wait do so since yesterday or today
    pass_on_what_is_owed(Teller(now=NOW))
    looked_at_again(Teller(now=NOW))
    told = Passing.objects.filter(stage="PASSED")
    assert told.count() > 10 and told.values("agency").distinct().count() >= 2
    waits = Passing.objects.filter(stage="TO_PASS", purpose="ENCOMPASS")
    assert waits.count() < told.count() and not waits.filter(since__lt=NOW - timedelta(days=3)).exists()
    assert not SecondLook.objects.filter(stage="DRAWN", notice__outcomes__decided_at__lt=NOW - timedelta(days=3)).exists()
