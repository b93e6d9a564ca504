"""What happens to a notice as it comes: the event left on each, and what turns its clocks."""

from datetime import datetime

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action

from ..models import Notice, Quarantine


@action("Receive a police notice", permission=May.TAKE_NOTICES, on=Notice, keeps=("how",))
def receive_notice(notice: Notice, *, by: User, at: datetime, how: str = "") -> Notice:
    """It reached the hub: from now on its clock runs, whatever its grade. Left for each notice of a drop."""
    return notice


@action("Replace a police notice", permission=May.TAKE_NOTICES, on=Notice)
def replace_notice(notice: Notice, *, by: User, at: datetime) -> Notice:
    """The police sent a higher version: it replaces the earlier one whole, and the earlier one is kept."""
    return notice


@action("Bring a decided notice back", permission=May.TAKE_NOTICES, on=Notice)
def bring_back(notice: Notice, *, by: User, at: datetime) -> Notice:
    """The police changed a notice after it was decided: it is on the desk again, marked so."""
    return notice


@action("Withdraw a police notice", permission=May.TAKE_NOTICES, on=Notice)
def withdraw_notice(notice: Notice, *, by: User, at: datetime) -> Notice:
    """The police withdrew it: it leaves the desk and stays in the record."""
    return notice


@action("Set a notice in quarantine", permission=May.TAKE_NOTICES, on=Quarantine, shown=False)
def set_in_quarantine(held: Quarantine, *, by: User, at: datetime) -> Quarantine:
    """It could not be read: a person mends it, inside a clock, so that what is in it does not rot."""
    return held
