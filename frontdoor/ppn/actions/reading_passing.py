"""What a school or a surgery does with what was passed on to it: claims it by its address, opens it, and says that the child is
not theirs."""

from datetime import datetime

from frontdoor.foundations.access.models import User
from frontdoor.foundations.notify.actions import opened
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import share, unshare
from frontdoor.foundations.record.refusals import MayNot, NotNow

from ..models import Passing
from ..queries.passing import is_their_address, is_their_own
from .passing import owe_elsewhere


@action("Claim what was passed on, by its address", permission=None, shown=False)
def claim_passing(*, by: User, at: datetime, passing: Passing) -> Passing:
    """Whoever proves, by a code sent to it, that the inbox is theirs may read what was sent there: for a school without
    accounts."""
    if not is_their_address(by, passing.sent_to):
        raise MayNot("Not found, or not shared with you.")
    share(passing, at=at, user=by, reason="It was sent to their verified address")
    return passing


@action("Read what was passed on", permission=None, on=Passing, allowed_from=[Passing.Stage.PASSED])
def read_passing(passing: Passing, *, by: User, at: datetime) -> Passing:
    """The first time somebody of the agency opens it, and what was posted about it counts as opened."""
    if not is_their_own(passing, by):
        raise MayNot("That you looked is noted; only the agency it was passed to can have read it.")
    if passing.open_from is None or at < passing.open_from:
        raise NotNow("This is not out yet: it can still be taken back.")
    if passing.opened_at is None:
        passing.opened_at = at
        passing.save(update_fields=["opened_at"])
    opened(passing, by=by, at=at)
    return passing


@action("Say that a child is not theirs", permission=None, on=Passing, allowed_from=[Passing.Stage.PASSED])
def say_not_theirs(passing: Passing, *, by: User, at: datetime) -> Passing:
    """The wrong school was told: it no longer sees it, what it was told is kept, and somebody finds the right one by the same
    clock."""
    if not is_their_own(passing, by):
        raise MayNot("Only the agency it was passed to can say that the child is not theirs.")
    if passing.open_from is None or at < passing.open_from:
        raise NotNow("This is not out yet: it can still be taken back.")
    passing.not_theirs_at = at
    passing.save(update_fields=["not_theirs_at"])
    unshare(passing, at=at)
    owe_elsewhere(by=the_system(), at=at, passing=passing)
    return passing
