"""Refusals are sentences: what is wrong, and what to do."""


class Refused(Exception):
    """A rule of practice says no. The message is shown to the person as it stands."""

    def __init__(self, sentence: str, *, field: str | None = None):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotNow(Refused):
    """The record is not at a stage where this may be done."""


class ChangedMeanwhile(NotNow):
    """Somebody else changed the record after this person opened it."""


class MayNot(Refused):
    """This person's role may not do this."""
