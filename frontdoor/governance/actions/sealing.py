"""Sealing an identity: adoption, and witness protection. Nobody but its custodians may learn that it is there.

Source: published policies of other authorities (adoption records never to partners; identities before and after an adoption not
to be linked by ordinary users). The matching goes on behind the seal, and what it finds is told to the custodians alone.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import Event, Share
from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.merging import one_with
from frontdoor.people.models import Person

from ..models import Restriction
from .restrictions import _named, _restrict, lift_restriction

WHY_SEALED = ("ADOPTION", "HIGH_PROFILE")
QUIET = timedelta(hours=1)  # one who searches again and again is told of once in so long


@action("Seal an identity", permission=May.RESTRICT, on=Person, keeps=("reason", "people"), shown=False)
def seal_person(person: Person, *, by: User, at: datetime, reason: str, why: str, people: Iterable[User]) -> Restriction:
    """From now on only the custodians find this person: whoever was named before is named no more, and no agency has a share."""
    if reason not in WHY_SEALED:
        raise Refused("Only an adopted or a protected identity is sealed. For anything else, restrict the record.", field="reason")
    if len(one_with([person.pk])[person.pk]) > 1:
        raise Refused("This record is said to be the same person as another. Take that back first, or the other gives it away.")
    kept = [person.pk]
    if held := Restriction.objects.filter(person=person, stage=Restriction.Stage.IN_FORCE).first():
        lift_restriction(held, by=by, at=at, review="Sealed instead.")
        person.refresh_from_db()
        kept.append(held.pk)
    Share.objects.filter(record_id__in=kept, ended_at=None).update(ended_at=at)
    made = _restrict(person, by=by, at=at, reason=reason, why=why, people=people, kind=Restriction.Kind.SEALED)
    person.sealed = True
    person.save(update_fields=["sealed"])
    return made


@action("Tell the custodians of a search", permission=May.RUN, keeps=("searcher",), shown=False)
def tell_of_search(*, by: User, at: datetime, restriction: Restriction, searcher: User) -> Restriction:
    """The searcher saw nothing. The custodians learn who searched, and when; what was asked stands in the log of viewings."""
    since = Event.objects.filter(record_id=restriction.pk, kind="governance.tell_of_search", at__gt=at - QUIET)
    if not since.filter(details__searcher=str(searcher.pk)).exists():
        for each in User.objects.filter(pk__in=_named(restriction).values("user"), is_active=True):
            post(
                by=by, at=at, kind="sealed-search", to_address=each.email, to_name=each.name, to_user=each, about=restriction,
                reference=restriction.reference, path=reverse("governance:restriction", args=[restriction.pk]),
            )
    return restriction
