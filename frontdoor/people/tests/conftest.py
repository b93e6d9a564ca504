import pytest

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import share
from frontdoor.people.models import Person


@action("Restrict a person (told in tests)", permission=May.LINK_PEOPLE, on=Person, shown=False)
def _restrict(person, *, by, at, to):
    person.restricted = True
    person.save(update_fields=["restricted"])
    share(person, at=at, user=to, reason="Named")
    return person


@pytest.fixture
def restrict(cast, at):
    """Make a person restricted, and name one who may see."""
    return lambda person, to: _restrict(person, by=cast.rosa, at=at, to=to)
