"""One-click sign-in: in the demonstration anybody of the cast, elsewhere not even its address."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOOK = """
import django
django.setup()
from django.apps import apps
from django.urls import NoReverseMatch, reverse
try:
    print(reverse("demo-cast"))
except NoReverseMatch:
    print("no address")
print(apps.is_installed("frontdoor.demo"))
"""


def as_installed(**environment):
    kept = {name: value for name, value in os.environ.items() if name != "FRONTDOOR_DEMO"}
    told = {**kept, "DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "only for this test", **environment}
    done = subprocess.run([sys.executable, "-c", LOOK], env=told, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.split("\n")[:2]


def test_is_there_in_the_demonstration():
    assert as_installed(FRONTDOOR_DEMO="1") == ["/demo/", "True"]


@pytest.mark.parametrize("environment", [{}, {"FRONTDOOR_DEMO": "0"}, {"DEBUG": "1"}])
def test_is_nowhere_else(environment):
    assert as_installed(**environment) == ["no address", "False"]


@pytest.mark.django_db
def test_the_view_itself_knows_nobody_outside_the_demonstration(cast, settings):
    from frontdoor.demo.sign_in import one_of_the_cast

    settings.FRONTDOOR_DEMO = True
    assert one_of_the_cast(cast.rosa.email) == cast.rosa
    settings.FRONTDOOR_DEMO = False
    assert one_of_the_cast(cast.rosa.email) is None


@pytest.mark.django_db
def test_the_cast_has_everybody_with_a_place_and_neither_the_system_nor_the_public_form(cast):
    from frontdoor.demo.sign_in import the_cast

    named = [place.user.name for _, people in the_cast() for place in people]
    assert set(named) >= {person.name for person in vars(cast).values()}
    assert not {"The system", "The public form"} & set(named)
    agencies = [agency.name for agency, _ in the_cast()]
    assert len(agencies) == len(set(agencies)) and agencies[0].endswith("front door")
