from frontdoor.foundations.notify.chores import Chore

from .cards import tidy
from .duplicates import find_duplicates

Chore("duplicates", 300, lambda *, by, at: find_duplicates(by=by, at=at, most=200).pairs, "pairs of people proposed")
Chore("cards", 3600, lambda *, by, at: tidy(), "people’s matching cards written")
