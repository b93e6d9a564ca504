from frontdoor.foundations.notify.chores import Chore

from .finishing import finish_what_is_done

Chore("finish", 30, finish_what_is_done, "contacts finished")
