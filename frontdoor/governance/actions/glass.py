"""Breaking the glass: a restricted record opened for a time because a child may be in danger now. Always told, always reviewed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.models import Record, Share, share
from frontdoor.foundations.record.refusals import Refused

from ..models import Opening, Restriction

Stage = Opening.Stage
BROKEN = "Broke the glass"


@action("Break the glass", permission=May.BREAK_GLASS, keeps=("reason", "reference"))
def break_glass(*, by: User, at: datetime, restriction: Restriction, reference: str, reason: str, why: str) -> Opening:
    """Only where somebody may come to harm now. It closes by itself; those named and information governance hear at once."""
    if reason not in dict(CODES["break_glass_reason"].choices()):
        raise Refused("Select what the danger is. For anything else, ask one of the people named.", field="reason")
    if not why.strip():
        raise Refused("Say what you know of the danger, in words somebody else can check tomorrow.", field="why")
    if restriction.stage != Restriction.Stage.IN_FORCE:
        raise Refused("This record is not restricted any more.")
    until = at + timedelta(minutes=settings.PROTOCOL.BREAK_GLASS_MINUTES)
    made = Opening.objects.create(
        restriction=restriction, reference=reference, opened_by=by, opened_at=at, until=until, reason=reason, why=why.strip(),
        owned_by=the_hub(), circulation=Record.Circulation.NAMED,
    )
    _open(restriction.of, by=by, at=at, until=until)
    _tell(made, by=by, at=at)
    return made


def _open(record: Record, *, by: User, at: datetime, until: datetime) -> None:
    mine = Share.objects.filter(record_id=record.pk, user=by)
    if mine.open().exists():
        raise Refused("This record is open to you already.")
    mine.filter(ended_at=None).update(ended_at=at)  # an earlier hour, long over
    share(record, at=at, user=by, reason=BROKEN, until=until)


def _tell(opening: Opening, *, by: User, at: datetime) -> None:
    named = Share.objects.open().filter(record_id=opening.restriction_id, user__isnull=False, until=None).values("user")
    office = User.objects.filter(memberships__role="information_governance", memberships__ended_at=None)
    for each in User.objects.filter(pk__in=named.union(office.values("pk")), is_active=True):
        share(opening, at=at, user=each, reason="Told that the glass was broken")
        post(
            by=by, at=at, kind="glass-broken", to_address=each.email, to_name=each.name, to_user=each, about=opening,
            reference=opening.reference, path=reverse("governance:opening", args=[opening.pk]),
        )


@action(
    "Review a breaking of the glass", permission=May.SEE_ACCESS_LOG, on=Opening, allowed_from=[Stage.TO_REVIEW], moves_to=Stage.REVIEWED,
    keeps=("finding",),
)
def review_opening(opening: Opening, *, by: User, at: datetime, finding: str, review: str) -> Opening:
    """Within one working day, by somebody else: was there a danger, and was no more read than it needed?"""
    if opening.opened_by_id == by.pk:
        raise Refused("Nobody reviews their own opening. Ask a colleague.")
    if finding not in dict(CODES["break_glass_finding"].choices()):
        raise Refused("Select what you found.", field="finding")
    if not review.strip():
        raise Refused("Say what you looked at and whom you spoke with.", field="review")
    opening.finding, opening.review, opening.reviewed_at, opening.reviewed_by = finding, review.strip(), at, by
    opening.save(update_fields=["finding", "review", "reviewed_at", "reviewed_by"])
    return opening
