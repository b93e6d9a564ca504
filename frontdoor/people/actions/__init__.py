"""What may be done about who is who."""

from .births import born, expect, may_be_a_mother, relate_somebody_new
from .duplicates import look_later, propose_again, propose_pair, settle_as_one, settle_as_two
from .identity import IDENTITY_FIELDS, add_address, add_identifier, add_name, add_person, correct, keys_of
from .merging import merge, tell_people_apart, unmerge
from .ties import begin_involvement, end_involvement, end_relationship, involve, relate, share_person, tell_apart

__all__ = [
    "IDENTITY_FIELDS", "add_address", "add_identifier", "add_name", "add_person", "begin_involvement", "born", "correct", "end_involvement", "end_relationship",
    "expect", "involve", "keys_of", "look_later", "may_be_a_mother", "merge", "propose_again", "propose_pair", "relate", "relate_somebody_new", "settle_as_one",
    "settle_as_two", "share_person",    "tell_apart", "tell_people_apart", "unmerge",
]  # fmt: skip
