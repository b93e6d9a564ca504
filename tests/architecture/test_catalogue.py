"""docs/catalogue.md is what the declarations say."""

import pytest
from django.core.management import CommandError, call_command


def test_the_catalogue_is_up_to_date():
    try:
        call_command("catalogue", "--check")
    except CommandError as old:
        pytest.fail(str(old))
