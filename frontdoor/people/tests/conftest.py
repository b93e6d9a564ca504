from datetime import date, timedelta

import pytest

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import share
from frontdoor.people.actions import add_person, share_person
from frontdoor.people.models import Person

ROBIN = {
    "given_names": "Robin",
    "family_name": "Ashgrove",
    "born_on": date(2019, 3, 27),
    "sex": "F",
    "address": "12 Elm Row",
    "postcode": "ZZ9 9ZZ",
    "phone": "01632 960123",
    "nhs_number": "9990000018",
}


@action("Restrict a person (told in tests)", permission=May.LINK_PEOPLE, on=Person, shown=False)
def _restrict(person, *, by, at, to):
    person.restricted = True
    person.save(update_fields=["restricted"])
    share(person, at=at, user=to, reason="Named")
    return person


@action("Share a person (told in tests)", permission=May.LINK_PEOPLE, on=Person, shown=False)
def _share(person, *, by, at, agency):
    return share_person(person, agency, at=at, reason="Offered to them")


@pytest.fixture
def restrict(cast, at):
    """Make a person restricted, and name one who may see."""
    return lambda person, to: _restrict(person, by=cast.rosa, at=at, to=to)


@pytest.fixture
def share_with(cast, at):
    return lambda person, user: _share(person, by=cast.rosa, at=at, agency=user.agency)


@pytest.fixture
def add(cast, at):
    """Add somebody; Robin where nothing else is said."""
    return lambda **details: add_person(by=cast.rosa, at=at - timedelta(days=9), source="Told in a test", **details)


@pytest.fixture
def robin(add):
    return add(**ROBIN)
