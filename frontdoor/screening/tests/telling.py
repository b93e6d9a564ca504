"""What the tests of the pages send and read, shared by them."""

import re

from django.urls import reverse

from tests.scenarios import team


def address(contact, name="screen", *more):
    return reverse(name, args=[contact.pk, *more])


def filled(contact, *, what="NFA", to=None, level="2", reason="Seen and well.", **said):
    """The whole form, as a browser sends it."""
    sent = {"version": contact.version, "rating": "GREEN", "quality": "GOOD"}
    for child in contact.children.all():
        sent |= {
            f"child-{child.number}-level": level, f"child-{child.number}-what": f"{what}:{team(to).pk}" if to else what,
            f"child-{child.number}-reason": reason,
        }
    return sent | said


def version_in(text):
    return int(re.search(r'name="version"[^>]*value="(\d+)"', text)[1])
