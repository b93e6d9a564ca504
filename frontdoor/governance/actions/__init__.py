from .access import (
    NOT_GIVEN,
    REASONS,
    add_agency,
    add_person,
    add_team,
    admit_guest,
    change_agency,
    change_role,
    check_integrity,
    end_access,
)
from .glass import break_glass, review_opening
from .restrictions import (
    amend_restriction,
    continue_restriction,
    keep_restriction,
    lift_restriction,
    name_person,
    restrict_contact,
    restrict_person,
    tell_custodians,
    unname_person,
)
from .sealing import seal_person, tell_of_search

__all__ = [
    "NOT_GIVEN", "REASONS", "add_agency", "add_person", "add_team", "admit_guest", "amend_restriction", "break_glass", "change_agency",
    "change_role", "check_integrity", "continue_restriction", "end_access", "keep_restriction", "lift_restriction", "name_person",
    "restrict_contact", "restrict_person", "review_opening", "seal_person", "tell_custodians", "tell_of_search",
    "unname_person",
]
