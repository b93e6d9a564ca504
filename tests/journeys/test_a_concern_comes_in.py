"""The main job of the product, walked by the people who do it, each at a browser of their own."""

import pytest

from .steps import deciding, referring, screening, telling

pytestmark = pytest.mark.browser


def test_a_concern_comes_in(desk_of, site):
    # Given that Robin came to notice once before
    robin, earlier = site.tell("robin_was_known").split()
    with desk_of("tess") as tess, desk_of("rosa") as rosa:
        # When Tess, of his school, refers Robin, his sister and the baby their mother expects, then she gets a number at once
        number = referring.tess_refers_three_children(tess)
