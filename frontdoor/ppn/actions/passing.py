"""Passing on what a notice says: owing it, telling a school or a surgery, taking it back, and finding out whom to tell."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.notify.actions import UNDO, post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub, the_system
from frontdoor.foundations.record.models import Event, share, unshare
from frontdoor.foundations.record.refusals import Refused

from ..models import Notice, NoticePerson, Passing
from ..passing.drafting import draft_of, drafts_of, refusal
from ..passing.rules import ALWAYS, CAUTION, EDITABLE, PARTS
from .encompass import BY_THE_POLICE

Stage, Purpose, Known = Passing.Stage, Passing.Purpose, Passing.Known
OPEN = [Stage.TO_PASS, Stage.NOT_ON_ROLL]
MESSAGE = {Purpose.ENCOMPASS: "encompass", Purpose.SCHOOL: "passed-on", Purpose.HEALTH: "passed-on", Purpose.CHANGED: "told-changed"}


# Owing

def owe(*, notice: Notice, child: NoticePerson, by: User, at: datetime, purposes: Iterable[str] = (Purpose.SCHOOL, Purpose.HEALTH)) -> list[Passing]:
    """The child's school, or those who care for their health, are to know of this notice. What Operation Encompass tells a
    school is not owed to it a second time; the same is never owed twice."""
    found = []
    for purpose in purposes:
        for agency, how in _whom(child, purpose):
            meets = [purpose, Purpose.ENCOMPASS] if purpose == Purpose.SCHOOL else [purpose]
            held = Passing.objects.filter(notice=notice, child=child, purpose__in=meets)
            if purpose == Purpose.HEALTH:
                held = held.filter(agency=agency)
            same = held.exclude(stage=Stage.NOT_PASSED).filter(not_theirs_at=None).first() or held.filter(purpose=purpose).first()
            found.append(same or owe_passing(by=by, at=at, notice=notice, child=child, purpose=purpose, agency=agency, known_how=how))
    return found


def _whom(child: NoticePerson, purpose: str) -> list[tuple[Agency | None, str]]:
    """Whom it goes to, and how we know. None: somebody finds out."""
    known = child.person
    if purpose == Purpose.SCHOOL:
        return [_known(known.school if known else None, child.school)]
    wanted = settings.PROTOCOL.PPN.get("health_inboxes", ())
    area = Agency.objects.filter(name__in=wanted, ended_at=None).order_by("name")
    return [_known(known.gp if known else None, child.gp), *((each, Known.AREA) for each in area)]


def _known(held: Agency | None, police: Agency | None) -> tuple[Agency | None, str]:
    return (held, Known.HELD) if held else (police, Known.POLICE) if police else (None, "")


@action("Owe an agency word of a police notice", permission=None, shown=False, keeps=("purpose",))
def owe_passing(
    *, by: User, at: datetime, notice: Notice, child: NoticePerson, purpose: str, agency: Agency | None, known_how: str = "",
) -> Passing:
    return Passing.objects.create(
        notice=notice, child=child, purpose=purpose, agency=agency, known_how=known_how, since=at, owned_by=the_hub(), restricted=notice.restricted,
        stage=Stage.TO_PASS if agency else Stage.NOT_ON_ROLL,
    )


@action("Owe word of a police notice to the right school or surgery", permission=None, shown=False)
def owe_elsewhere(*, by: User, at: datetime, passing: Passing) -> Passing:
    """The one that was told says that the child is not theirs. The duty runs on from when it began."""
    return Passing.objects.create(
        notice=passing.notice, child=passing.child, purpose=passing.purpose, since=passing.since, owned_by=the_hub(), restricted=passing.restricted,
        stage=Stage.NOT_ON_ROLL, known_why=f"{passing.agency} was told, and says that the child is not theirs.",
    )


# Telling

@action("Pass on what a police notice says", permission=May.TELL, on=Passing, allowed_from=[Stage.TO_PASS], moves_to=Stage.PASSED, keeps=("parts", "how"))
def pass_on(
    passing: Passing, *, by: User, at: datetime, parts: Iterable[str], texts: dict[str, str] | None = None, how: str = "POST", told_to: str = "",
) -> Passing:
    """A person has read it and lets it go: to the agency's safeguarding inbox, with two minutes to take it back, or by
    telephone, when `at` is the time of the call. It is not a referral; the receiver is told so. What is told is kept as it was
    told; a protected address never goes (Operation Encompass: what a school is told)."""
    _may_be_told(passing, at=at, how=how, told_to=told_to)
    parts = [part for part in PARTS if part in {*parts, *ALWAYS}]
    said = {**draft_of(passing).parts, **{part: text.strip() for part, text in (texts or {}).items() if part in EDITABLE}}
    for part in EDITABLE:
        if part in parts and not said[part]:
            raise Refused("Write it, or leave this part out.", field=part.lower())
    if refuses := refusal(passing, [said[part] for part in parts]):
        raise Refused(refuses, field="what")
    passing.parts, passing.left_out = parts, [part for part in PARTS if part not in parts]
    passing.words = said["WHAT"] if "WHAT" in parts else ""
    passing.told = {part: said[part] for part in (*parts, CAUTION) if part in said and part != "WHAT"}
    passing.passed_at, passing.passed_by, passing.told_how, passing.told_to = at, by, how, told_to.strip()
    passing.sent_to, passing.open_from = (passing.agency.inbox, at + UNDO) if how == "POST" else ("", at)
    passing.police_version = passing.notice.police_version
    passing.save()
    share(passing, at=at, agency=passing.agency, reason=passing.get_purpose_display())
    Notice.objects.filter(pk=passing.notice_id, shared_at=None).update(shared_at=at)  # the first time anything of it was shared
    if how == "POST":
        _post(passing, by=by, at=at)
    return passing


def _post(passing: Passing, *, by: User, at: datetime) -> None:
    post(
        by=by, at=at, kind=MESSAGE[passing.purpose], to_address=passing.sent_to, to_name=f"{passing.agency}, safeguarding lead"[:120], about=passing,
        reference=passing.notice.reference[:40], path=f"/notices/passing/{passing.pk}/read/", undo=True,
    )


def _may_be_told(passing: Passing, *, at: datetime, how: str, told_to: str) -> None:
    if passing.notice.is_test:
        raise Refused("This is a test notice: nobody is told of it.")
    if passing.notice.stage == Notice.Stage.WITHDRAWN and passing.purpose != Purpose.CHANGED:
        raise Refused("The police withdrew this notice. Record that it is not passed on, and why.")
    if how not in {"POST", "PHONE"}:
        raise Refused("Choose how they are told.", field="how")
    if how == "POST" and not passing.agency.inbox:
        raise Refused(f"{passing.agency} has no safeguarding inbox that we know of. Tell them by telephone, and record whom you spoke to.", field="how")
    if how == "POST" and passing.restricted:
        raise Refused("This is restricted to those named on it: nobody at the agency could open it. Tell them by telephone.", field="how")
    if how == "PHONE" and not told_to.strip():
        raise Refused("Say whom you spoke to.", field="told_to")
    if at < passing.since.replace(second=0, microsecond=0):  # a call is noted to the minute
        raise Refused("That is before it happened. Check the day and the time.", field="told_at")


def pass_on_together(passings: Iterable[tuple[Passing, int]], *, by: User, at: datetime) -> tuple[list[Passing], list[str]]:
    """Those whose school is known and whose draft nobody changed, one event each. What needs a look by itself stays, with
    the reason; one that is refused does not stop the others."""
    passings, gone, stayed = list(passings), [], []
    drafts = drafts_of(passing for passing, _ in passings)
    for passing, seen in passings:
        draft = drafts[passing.pk]
        try:
            if draft.look:
                raise Refused(" ".join(draft.look))
            gone.append(pass_on(passing, by=by, at=at, seen=seen, parts=draft.ticked))
        except Refused as no:
            stayed.append(f"{passing.child.name}: {no.sentence}")
    return gone, stayed


@action(
    "Take back what an agency was to be told of a notice", permission=May.TELL, on=Passing, allowed_from=[Stage.PASSED],
    moves_to=[Stage.TO_PASS, Stage.NOT_PASSED],
)
def unpass(passing: Passing, *, by: User, at: datetime) -> Passing:
    """Its message was taken back before it went: nobody could read it. What was written is kept, to go on from; unless the
    police withdrew the notice meanwhile."""
    unshare(passing, at=at)
    passing.stage = Stage.TO_PASS
    if passing.notice.stage == Notice.Stage.WITHDRAWN and passing.purpose != Purpose.CHANGED:
        passing.stage, passing.not_passed, passing.why_not = Stage.NOT_PASSED, "WITHDRAWN", BY_THE_POLICE["WITHDRAWN"]
    passing.passed_at = passing.passed_by = passing.open_from = passing.police_version = None
    passing.told_how = passing.told_to = passing.sent_to = ""
    passing.save()
    return passing


def listen_to_post(event: Event, record) -> None:
    """A message was taken back: what it carried was not passed on."""
    if event.kind == "notify.take_back" and (passing := Passing.objects.filter(pk=record.about_id).first()):
        unpass(passing, by=event.by, at=event.at)


@action("Record why a notice is not passed on", permission=May.TELL, on=Passing, allowed_from=OPEN, moves_to=Stage.NOT_PASSED, keeps=("reason",))
def do_not_pass(passing: Passing, *, by: User, at: datetime, reason: str, why: str) -> Passing:
    """Telling is owed unless there is a sound reason not to, and the reason is kept."""
    if reason not in may_be_chosen(at):
        raise Refused("Choose the reason why it is not passed on.", field="reason")
    if not why.strip():
        raise Refused("Say more about why it is not passed on: it will be asked.", field="why")
    passing.not_passed, passing.why_not = reason, why.strip()
    passing.save(update_fields=["not_passed", "why_not"])
    return passing


def may_be_chosen(on: datetime) -> dict[str, str]:
    """The reasons a person may give; the others are set when the police change or withdraw a notice."""
    return {code: label for code, label in CODES["ppn_not_passed"].choices(on) if code not in {"WITHDRAWN", "CHANGED"}}


# Finding out whom to tell

@action("Say which school or surgery it is", permission=May.TELL, on=Passing, allowed_from=OPEN, moves_to=Stage.TO_PASS, keeps=("agency",))
def say_where(passing: Passing, *, by: User, at: datetime, agency: Agency, how: str) -> Passing:
    """Somebody found out, and how: a wrong school would be told what it may not know."""
    if not how.strip():
        raise Refused("Say how you know: who told you, or where it is written.", field="how")
    return _goes_to(passing, agency, known=Known.FOUND, why=how)


@action("Say that a child is home-educated", permission=May.TELL, on=Passing, allowed_from=OPEN, moves_to=Stage.TO_PASS)
def say_home_educated(passing: Passing, *, by: User, at: datetime, how: str) -> Passing:
    """No school is there to be told: the council's education service is (Home Office guidance, November 2025)."""
    if not passing.is_for_a_school:
        raise Refused("This is for health: find the child’s surgery.")
    if not how.strip():
        raise Refused("Say how you know that the child is home-educated.", field="how")
    service = Agency.objects.filter(kind="EDUCATION", ended_at=None).order_by("name").first()
    if service is None:
        raise Refused("No education service is set up to be told. An administrator can add it.")
    return _goes_to(passing, service, known=Known.HOME_EDUCATED, why=how)


def _goes_to(passing: Passing, agency: Agency, *, known: str, why: str) -> Passing:
    same = Passing.objects.filter(notice=passing.notice_id, child=passing.child_id, purpose=passing.purpose, agency=agency).exclude(pk=passing.pk)
    if same.exists():
        raise Refused(f"{agency} is told, or was told, of this child in another line.", field="agency")
    passing.agency, passing.known_how, passing.known_why = agency, known, why.strip()
    passing.calendar = None
    passing.save(update_fields=["agency", "known_how", "known_why"])
    return passing


def use_known_school(child: NoticePerson, *, by: User, at: datetime) -> list[Passing]:
    """The child was linked to somebody known: their school, or surgery, is used where none was known. Called by whoever links."""
    if child.person is None:
        return []
    moved = []
    for passing in Passing.objects.filter(child=child, stage=Stage.NOT_ON_ROLL):
        agency = child.person.school if passing.is_for_a_school else child.person.gp
        if agency and not Passing.objects.filter(child=child, purpose=passing.purpose, agency=agency).exists():  # they said: not theirs
            moved.append(use_known(passing, by=the_system() if not by.may(May.SEE_HUB) else by, at=at, agency=agency))
    return moved


@action("Use the school or surgery we know", permission=None, on=Passing, allowed_from=[Stage.NOT_ON_ROLL], moves_to=Stage.TO_PASS, shown=False)
def use_known(passing: Passing, *, by: User, at: datetime, agency: Agency) -> Passing:
    return _goes_to(passing, agency, known=Known.HELD, why="")
