"""Drops put into the watched folder are taken in; what became of them is written beside."""

from frontdoor.foundations.notify.chores import Chore

from . import chores_passing  # noqa: F401 declares its own
from .taking.watching import watch, write_outcomes_of_all

Chore("notices", 20, watch, "files taken from the notices folder")
Chore("notice-outcomes", 300, write_outcomes_of_all, "outcome files written")
