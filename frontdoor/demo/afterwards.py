"""What becomes of a month of police notices after the desk: reception takes the contacts on, schools and surgeries are told, second
looks are taken, what was damaged came again. So that what waits today waits since today or yesterday, with a little lateness in it."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.refusals import Refused
from frontdoor.ppn.actions import deal_with_drop, look_again, pass_on, say_home_educated, say_not_theirs, say_where
from frontdoor.ppn.models import Drop, Passing, SecondLook
from frontdoor.ppn.passing.drafting import drafts_of

from . import rates
from .everyday import Everyday
from .teller import NotYet, Teller
from .telling import known

DESK = ("rosa", "ravi")


class FromNotices(Everyday):
    """Contacts that notices became, followed as any other; the families are whoever the police named."""

    def __init__(self, teller: Teller):
        super().__init__(teller, part=rates.FAMILIES)

    def say_who_they_are(self, contact: Contact, family: Any, *, by: str, at: datetime) -> None:
        if contact.stage == Contact.Stage.AWAITING_SCREENING and not contact.children.exclude(person=None).exists():
            known(self.teller, contact, by=by, at=at)

    def screened(self, contact: Contact, *, by: str, at: datetime) -> None:
        if contact.stage == Contact.Stage.AWAITING_SCREENING:
            super().screened(contact, by=by, at=at)

    def tell(self) -> None:
        for contact in Contact.objects.filter(channel="POLICE_NOTICE").exclude(stage="FINISHED").order_by("recorded_at"):
            self.follow(contact, None, contact.recorded_at)


def pass_on_what_is_owed(teller: Teller) -> None:
    """Most schools before their bell, at weekends too; a few late. Surgeries in a day or so, once somebody knows which."""
    found_out(teller)
    owed = list(Passing.objects.filter(stage="TO_PASS").select_related("notice", "child__person__school", "agency").order_by("since"))
    drafts = drafts_of(owed)
    for passing in owed:
        hours = 5 if passing.purpose == "ENCOMPASS" else 24
        with suppress(NotYet, Refused):
            teller.do(pass_on, passing, by=teller.drawn.choice(DESK), at=_soon(teller, passing, hours), parts=drafts[passing.pk].ticked)


def found_out(teller: Teller) -> None:
    """Whose school or surgery nobody knew: somebody rang."""
    kinds = {True: ("SCHOOL", "The admissions team of the council says so."), False: ("GP_PRACTICE", "The child’s record on the NHS spine says so.")}
    places = {kind: list(Agency.objects.filter(kind=kind, ended_at=None)) for kind, _ in kinds.values()}
    for passing in Passing.objects.filter(stage="NOT_ON_ROLL").select_related("notice", "child"):
        kind, how = kinds[passing.is_for_a_school]
        at, by = _soon(teller, passing, 8 if passing.is_for_a_school else 20), teller.drawn.choice(DESK)
        with suppress(NotYet):
            if passing.child.school_text == "Taught at home":
                teller.do(say_home_educated, passing, by=by, at=at, how="Her mother says so, and the education service knows of it.")
            else:
                teller.do(say_where, passing, by=by, at=at, agency=teller.drawn.choice(places[kind]), how=how)


def _soon(teller: Teller, passing: Passing, hours: float) -> datetime:
    """From when we could know of it; most sooner than that, some later."""
    began = max(passing.since, passing.notice.received_at)
    return began + timedelta(hours=hours * teller.drawn.lognormvariate(-0.4, 0.5))


def not_their_pupil(teller: Teller) -> None:
    """A school that was told says that the child is not theirs: somebody finds the right one."""
    told = Passing.objects.filter(stage="PASSED", purpose="ENCOMPASS", agency__name="Thornbury Hill School", open_from__lt=teller.now - timedelta(hours=2))
    if passing := told.order_by("-passed_at").first():
        teller.do(say_not_theirs, passing, by="tess", at=teller.now - timedelta(minutes=50))


def looked_at_again(teller: Teller) -> None:
    for look in SecondLook.objects.filter(stage="DRAWN").select_related("decided_by", "notice"):
        at = teller.after(look.notice.outcomes.latest("decided_at").decided_at, (9.0, 0.6))
        by = next(name for name in DESK if teller.people[name] != look.decided_by)
        with suppress(NotYet):
            agrees = at < teller.now - timedelta(days=2) or teller.drawn.random() < 0.8  # what came back long ago was decided long ago
            why = "I read the child’s words and the history, and would have done the same." if agrees else "The child’s words point to more than the grade says."
            teller.do(look_again, look, by=by, at=at, agrees=agrees, why=why)


def afterwards(teller: Teller) -> None:
    """After the desk has decided."""
    FromNotices(teller).tell()
    pass_on_what_is_owed(teller)
    looked_at_again(teller)
    not_their_pupil(teller)
    for drop in Drop.objects.filter(stage="REFUSED"):
        with suppress(NotYet):
            teller.do(deal_with_drop, drop, by="ravi", at=drop.received_at + timedelta(hours=1), what_was_done="Rang the force. They sent it again, whole, within the hour.")
