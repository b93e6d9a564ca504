"""The clocks of passing on what a notice says."""

from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import BeforeNextSchoolDay, WorkingDays

from .actions.encompass import end_with_notice, follow_notice, owe_encompass
from .actions.passing import (
    do_not_pass,
    owe_elsewhere,
    owe_passing,
    pass_on,
    say_home_educated,
    say_where,
    unpass,
    use_known,
)
from .actions.school_days import count_again
from .passing.days import before_school

FOUND = (say_where, say_home_educated, use_known)
ENCOMPASS = Clock(
    code="encompass", duty="Tell the child’s school", limit=BeforeNextSchoolDay(), starts=(owe_encompass, owe_elsewhere, unpass),
    stops=(pass_on, do_not_pass, end_with_notice), resets=(*FOUND, follow_notice, count_again), pick=before_school,
    applies=lambda passing: passing.purpose == "ENCOMPASS" and passing.stage != "NOT_PASSED", since=lambda passing: passing.since,
    source="Domestic Abuse Act 2021, section 49A; Operation Encompass: before the start of the next school day (KCSIE 2025)",
)
PASS_ON = Clock(
    code="pass-on", duty="Pass on what the police told us", limit=WorkingDays(1), starts=(owe_passing, owe_elsewhere, unpass), stops=(pass_on, do_not_pass),
    applies=lambda passing: passing.purpose != "ENCOMPASS" and passing.stage != "NOT_PASSED", since=lambda passing: passing.since, source="Local protocol",
)
