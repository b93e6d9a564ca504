"""Home, for everybody of the cast."""

import pytest

from tests.cast import CAST


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CAST))
def test_everybody_has_a_home(name, cast, as_, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        answer = as_(getattr(cast, name)).get("/")
    assert answer.status_code == 200
    assert "What waits for me" in answer.content.decode()


@pytest.mark.django_db
def test_nobody_sees_home_without_signing_in(client):
    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_a_worklist_that_does_not_exist_is_not_found(cast, as_):
    assert as_(cast.rosa).get("/worklists/no-such/").status_code == 404
