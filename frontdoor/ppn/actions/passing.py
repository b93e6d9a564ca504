"""Passing what a notice says to a school or to health."""

from datetime import datetime

from frontdoor.foundations.access.models import User

from ..models import Notice, NoticePerson


def owe(*, notice: Notice, child: NoticePerson, by: User, at: datetime) -> None:
    """Filled by the branch that brings passing on."""
