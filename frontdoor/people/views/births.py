"""A baby expected, and a baby born."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from frontdoor.foundations.pages.page import page

from .. import actions
from ..forms import Birth, Unborn
from .changing import one_thing, sent, simply
from .leading import in_front


@page(does=actions.expect)
@in_front
def unborn(request: HttpRequest, pk: Any) -> HttpResponse:
    """A baby, or more than one, expected by this mother."""
    return one_thing(
        request, pk, "Record an unborn baby", "Each baby has a record of their own, tied to their mother.",
        lambda record: Unborn(sent(request)), simply(request, actions.expect),
        hint="Each baby has a record of their own from now on, found by their mother and the date they are due.",
    )  # fmt: skip


@page(does=actions.born)
@in_front
def born(request: HttpRequest, pk: Any) -> HttpResponse:
    """The unborn baby becomes the newborn."""
    return one_thing(
        request, pk, "Record the birth", "The birth is recorded.",
        lambda record: Birth(sent(request), initial={"family_name": record.family_name}), simply(request, actions.born),
        hint="The record stays the same one, with all that was recorded before the birth.",
    )  # fmt: skip
