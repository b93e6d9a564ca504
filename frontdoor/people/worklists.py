from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.filters import short_day
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import DUPLICATES
from .models import DuplicatePair
from .rules import WORDS, Verdict


def _row(pair: DuplicatePair) -> tuple:
    alike = WORDS.get(Verdict(pair.verdict), "") if pair.verdict in set(Verdict) else ""
    return f"{pair.first.name} and {pair.second.name}", str(pair), alike, short_day(pair.found_at), pair.get_stage_display()


PAIRS = Worklist(
    code="duplicates", title="People who may be one", owner="reception and the MASH", model=DuplicatePair,
    stages=(DuplicatePair.Stage.OPEN, DuplicatePair.Stage.LATER), clock=DUPLICATES, permission=May.LINK_PEOPLE,
    columns=("Who", "Records", "How alike", "Found", "Stage"), row=_row, link=lambda pair: reverse("duplicate", args=[pair.pk]),
    empty="No two records are waiting to be looked at.", related=("first", "second"), order=60,
)
