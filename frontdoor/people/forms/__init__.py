"""Forms about people. They check the shape of what is typed; whether it may be done is the actions' to say."""

from .asking import Confirm, Reason, Search
from .details import Correction, Details, NewPerson
from .facts import Address, AnotherName, Number
from .ties import SOMEBODY_ELSE, Involving, Relation

__all__ = [
    "SOMEBODY_ELSE", "Address", "AnotherName", "Confirm", "Correction", "Details", "Involving", "NewPerson", "Number", "Reason",
    "Relation", "Search",
]  # fmt: skip
