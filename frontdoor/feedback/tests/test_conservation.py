"""Conservation: asserted on the declarations, on every kind of breach, and after random actions."""

import pytest

from frontdoor.feedback.conservation import undeclared, violations


def test_every_open_stage_is_in_exactly_one_worklist():
    assert undeclared() == []


@pytest.mark.django_db
def test_nothing_is_wrong_where_nothing_is(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert violations() == []
