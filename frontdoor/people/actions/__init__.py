"""What may be done about who is who."""

from .identity import IDENTITY_FIELDS, add_address, add_identifier, add_name, add_person, correct, keys_of
from .ties import begin_involvement, end_involvement, end_relationship, involve, relate, share_person, tell_apart

__all__ = [
    "IDENTITY_FIELDS", "add_address", "add_identifier", "add_name", "add_person", "begin_involvement", "correct", "end_involvement", "end_relationship",
    "involve", "keys_of", "relate", "share_person", "tell_apart",
]  # fmt: skip
