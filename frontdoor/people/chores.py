from frontdoor.foundations.notify.chores import Chore

from .duplicates import find_duplicates

Chore("duplicates", 300, lambda *, by, at: find_duplicates(by=by, at=at, most=200).pairs, "pairs of people proposed")
