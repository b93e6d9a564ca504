"""Forms about people. They check the shape of what is typed; whether it may be done is the actions' to say."""

from .asking import Confirm, Reason, Search
from .births import Birth, Unborn
from .details import Correction, Details, NewPerson
from .facts import Address, AnotherName, Number
from .ties import NO_RECORD, SOMEBODY_ELSE, Involving, Relation

__all__ = [
    "NO_RECORD", "SOMEBODY_ELSE", "Address", "AnotherName", "Birth", "Confirm", "Correction", "Details", "Involving", "NewPerson", "Number", "Reason",
    "Relation", "Search", "Unborn",
]  # fmt: skip
