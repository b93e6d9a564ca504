"""Working a notice: opened, graded again, decided for each child, looked at by a second pair of eyes."""

import secrets
from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db import transaction

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.refusals import ChangedMeanwhile, Refused

from ..deciding import Choice, wants_a_second_look, what_is_missing
from ..lines import weigh
from ..models import Grade, Notice, NoticeOutcome, NoticePerson, SecondLook
from ..rules import is_upward, needs_a_reason
from . import becoming, passing

Stage = Notice.Stage
_dice = secrets.SystemRandom()


@action("Open a notice", permission=May.SCREEN, on=Notice, allowed_from=[Stage.WAITING], shown=False)
def open_notice(notice: Notice, *, by: User, at: datetime) -> Notice:
    """The first time somebody who decides looks at it: how long it lay unread is measured from here."""
    if notice.opened_at is None:
        notice.opened_at, notice.opened_by = at, by
        notice.save(update_fields=["opened_at", "opened_by"])
    return notice


@action("Grade a notice again", permission=May.SCREEN, on=Notice, allowed_from=[Stage.WAITING, Stage.SECOND_LOOK, Stage.DECIDED], keeps=("grade",))
def regrade(notice: Notice, *, by: User, at: datetime, grade: str, why: str) -> Notice:
    """The hub's own grade beside the police's, never over it; a change says why. Upward, the right people hear at once."""
    if grade not in Grade.values:
        raise Refused("Choose high, medium, standard or ungraded.", field="grade")
    if needs_a_reason(notice.police_grade, grade) and not why.strip():
        raise Refused("Say why the grade changes: the police hear it, and an inspector may ask.", field="why")
    was, notice.hub_grade, notice.hub_grade_why = notice.grade, grade, why.strip()
    notice.save(update_fields=["hub_grade", "hub_grade_why"])
    weigh([notice.family_id], at=at)
    notice.refresh_from_db(fields=["reasons", "band", "family"])
    if is_upward(was, grade):
        _tell_at_once(notice, by=by, at=at)
    return notice


def _tell_at_once(notice: Notice, *, by: User, at: datetime) -> None:
    """The duty manager, and the force, which graded it lower."""
    for address, name in {(the_hub().inbox, "duty manager"), (notice.owned_by.inbox, str(notice.owned_by))}:
        if address:
            post(
                by=by, at=at, kind="notice-upgraded", to_address=address, to_name=name, about=notice, reference=str(notice),
                path=f"/notices/{notice.pk}/",
            )


def decide_line(choices: list[Choice], *, by: User, at: datetime, seen: dict | None = None) -> list[Notice]:
    """Decide several notices about one family, or a selection, together: one reason for each kind of outcome, and still one
    event for each notice and child. All of it, or nothing: `seen` holds the version of each notice as it was read."""
    by_notice: dict[Notice, list[Choice]] = defaultdict(list)
    for each in choices:
        by_notice[each.notice].append(each)
    with transaction.atomic():
        # Always in one order, so that two people with overlapping selections never wait for each other in a ring.
        ordered = sorted(by_notice, key=lambda notice: notice.pk)
        locked = {each.pk: each for each in Notice.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=[n.pk for n in ordered]).order_by("pk")}
        for notice in ordered:
            now = locked.get(notice.pk)
            if now is None or now.stage != Stage.WAITING or (seen or {}).get(notice.pk, now.version) != now.version:
                raise ChangedMeanwhile(f"{notice} changed after you opened it: somebody decided it, or the police sent more. Your words are kept below.")
        contacts = becoming.contacts_of(choices, by=by, at=at)
        return [decide(notice, by=by, at=at, choices=by_notice[notice], contacts=contacts) for notice in ordered]


@action("Decide on a notice", permission=May.SCREEN, on=Notice, allowed_from=[Stage.WAITING], moves_to=[Stage.DECIDED, Stage.SECOND_LOOK])
def decide(notice: Notice, *, by: User, at: datetime, choices: list[Choice], contacts: dict | None = None) -> Notice:
    """An outcome with its reason for every child of the notice, the unborn too."""
    _check(notice, choices)
    for each in choices:
        decide_for_child(by=by, at=at, choice=each, contact=(contacts or {}).get(_key(each)))
    is_pattern = "PATTERN" in notice.reasons
    drawn = _dice.randrange(100) < settings.PROTOCOL.PPN["second_look_percent"]
    notice.decided_at = at
    notice.opened_at, notice.opened_by = notice.opened_at or at, notice.opened_by or by
    notice.stage = Stage.DECIDED
    if wants_a_second_look(choices, grade=notice.grade, is_pattern=is_pattern, drawn=drawn):
        notice.stage = Stage.SECOND_LOOK
        draw_for_second_look(by=by, at=at, notice=notice)
    notice.reasons = [each for each in notice.reasons if each != "CHANGED"]
    notice.save(update_fields=["decided_at", "opened_at", "opened_by", "stage", "reasons"])
    weigh([notice.family_id], at=at)
    return notice


def _key(each: Choice) -> tuple:
    return each.notice.pk, each.child.pk if each.child else None


def _check(notice: Notice, choices: list[Choice]) -> None:
    children = {row.pk: row for row in NoticePerson.objects.filter(notice=notice, is_child=True, gone_in_version=None)}
    given = [each.child.pk if each.child else None for each in choices]
    for pk, child in children.items():
        if pk not in given:
            raise Refused(f"Decide for {child.name} too: every child in {notice} has an outcome of their own.")
    if not children and None not in given:
        raise Refused(f"{notice} names no child: say what becomes of the notice itself.")
    for each in choices:
        if each.notice.pk != notice.pk or (each.child and each.child.pk not in children) or (children and each.child is None):
            raise Refused(f"One of those is not a child of {notice}.")
        if given.count(each.child.pk if each.child else None) > 1:
            raise Refused("One outcome for each child, not two.")
        if not CODES["ppn_outcome"].knows(each.outcome):
            raise Refused("Choose an outcome from the list.", field="outcome")
        if missing := what_is_missing(each):
            raise Refused(missing)


@action("Decide for a child of a notice", permission=May.SCREEN, keeps=("outcome", "level"), shown=True)
def decide_for_child(*, by: User, at: datetime, choice: Choice, contact=None) -> NoticeOutcome:
    """One event for each notice and child, however many were decided together."""
    before = NoticeOutcome.objects.filter(notice=choice.notice, child=choice.child, replaced_by=None).first()
    made = NoticeOutcome.objects.create(
        notice=choice.notice, child=choice.child, outcome=choice.outcome, level=choice.level, reason=choice.reason.strip(), decided_at=at,
        decided_by=by, contact=contact, to_team=choice.to_team, replaces=before, owned_by=by.agency, restricted=choice.notice.restricted,
    )
    if choice.outcome == "SHARED":
        passing.owe(notice=choice.notice, child=choice.child, purposes=("SCHOOL", "HEALTH"), by=by, at=at)
    return made


@action("Draw for a second look", permission=May.SCREEN, shown=False)
def draw_for_second_look(*, by: User, at: datetime, notice: Notice) -> SecondLook:
    """A random few of the standard-risk decisions, and every pattern that ends, go to somebody who did not decide."""
    return SecondLook.objects.create(notice=notice, decided_by=by, owned_by=by.agency, restricted=notice.restricted)


@action("Look again at a decision on a notice", permission=May.SCREEN, on=SecondLook, allowed_from=[SecondLook.Stage.DRAWN], moves_to=SecondLook.Stage.LOOKED, keeps=("agrees",))
def look_again(look: SecondLook, *, by: User, at: datetime, agrees: bool, why: str) -> SecondLook:
    """Agree, and it is done; or not, and it is on the desk again with why. Never by whoever decided."""
    if by.pk == look.decided_by_id:
        raise Refused("You decided this. A second look is somebody else’s: ask a colleague.")
    if not why.strip():
        raise Refused("Say what you looked at, and why you agree or do not.", field="why")
    look.looked_by, look.looked_at, look.agrees, look.why = by, at, agrees, why.strip()
    look.save(update_fields=["looked_by", "looked_at", "agrees", "why"])
    settle(look.notice, by=by, at=at) if agrees else send_back(look.notice, by=by, at=at)
    return look


@action("Let a decision stand after a second look", permission=May.SCREEN, on=Notice, allowed_from=[Stage.SECOND_LOOK], moves_to=Stage.DECIDED, shown=False)
def settle(notice: Notice, *, by: User, at: datetime) -> Notice:
    return notice


@action("Put a notice on the desk again", permission=May.SCREEN, on=Notice, allowed_from=[Stage.SECOND_LOOK], moves_to=Stage.WAITING)
def send_back(notice: Notice, *, by: User, at: datetime) -> Notice:
    """A second pair of eyes does not agree: it waits again, and the outcomes given stand beside those that follow."""
    notice.stage, notice.waiting_since = Stage.WAITING, at
    notice.save(update_fields=["stage", "waiting_since"])
    weigh([notice.family_id], at=at)
    return notice


