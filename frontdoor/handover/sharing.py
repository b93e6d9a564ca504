"""What a receiving agency is shown of a contact, kept in step with what it was offered."""

from datetime import datetime

from django.db.models import Q

from frontdoor.contacts.models import Attachment, Contact, ContactChild
from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.models import Event, Record, Share, share
from frontdoor.people.actions import begin_involvement
from frontdoor.people.models import Person

from .models import Handover, HandoverChild
from .rules import file_goes_along

Stage = Handover.Stage
THEIRS = [Stage.OFFERED, Stage.ACCEPTED]
WHY = "Offered to "
BY_AN_INDIVIDUAL = "1"  # code set referral_source
# Work that means somebody is working with the child from now on, by outcome: how they are involved.
INVOLVES = {"EARLY_HELP": "EARLY_HELP", "ASSESSMENT": "ASSESSMENT"}


def show(handover: Handover, *, at: datetime) -> None:
    """The contact, the children offered, and the people they are: not their brothers and sisters, who went elsewhere."""
    agency, contact = handover.to_team.agency, handover.contact
    if agency.pk != contact.owned_by_id:
        share(handover, *_what_goes_with(handover), at=at, agency=agency, reason=f"{WHY}{handover.to_team}")
        show_files(contact, agency, at=at)


def _what_goes_with(handover: Handover) -> list[Record]:
    children = [row.child for row in handover.children.select_related("child__person")]
    return [handover.contact, *children, *(child.person for child in children if child.person_id)]


def stop_showing(handover: Handover, *, at: datetime, itself: bool = True) -> None:
    """They no longer need to see it, unless other work of theirs rests on the same record. `itself`: the hand-over too."""
    agency = handover.to_team.agency
    goes = [*_what_goes_with(handover), *([handover] if itself else [])]
    kept = _rests_on(agency, contact=handover.contact, people=[each.pk for each in goes if isinstance(each, Person)], but=handover)
    _end([record.pk for record in goes if record.pk not in kept], agency, at=at)
    show_files(handover.contact, agency, at=at, but=handover)


def _rests_on(agency: Agency, *, contact: Contact, people: list, but: Handover | None = None) -> set:
    """The keys of what other work of this agency rests on."""
    theirs = HandoverChild.objects.filter(handover__to_team__agency=agency, handover__stage__in=THEIRS)
    rows = theirs.exclude(handover=but).filter(Q(handover__contact=contact) | Q(child__person__in=people))
    return {pk for row in rows.values_list("handover__contact_id", "child_id", "child__person_id") for pk in row}


def _end(records: list, agency: Agency, *, at: datetime) -> None:
    Share.objects.open().filter(agency=agency, record_id__in=records, reason__startswith=WHY).update(ended_at=at)


def show_files(contact: Contact, agency: Agency, *, at: datetime, but: Handover | None = None) -> None:
    """The files about the children this agency was offered, and no file that is about a child who went elsewhere."""
    files = list(Attachment.objects.filter(contact=contact, taken_back_at=None))
    if not files or agency.pk == contact.owned_by_id:
        return
    rows = HandoverChild.objects.filter(handover__contact=contact, handover__to_team__agency=agency, handover__stage__in=THEIRS)
    offered = set(rows.exclude(handover=but).values_list("child__number", flat=True))
    everybody, hidden = set(contact.children.values_list("number", flat=True)), _may_say_what_is_protected(contact)
    goes = [each for each in files if file_goes_along(about=each.is_about, offered=offered, everybody=everybody, may_say_what_is_protected=hidden)]
    share(*goes, at=at, agency=agency, reason=f"{WHY}them with the children it is about")
    _end([each.pk for each in files if each not in goes], agency, at=at)


def _may_say_what_is_protected(contact: Contact) -> bool:
    """Who raised it, or where somebody lives, is to stay unsaid, and nobody can tell whether a file says it."""
    hidden = contact.referrer_wants_no_name or contact.source.startswith(BY_AN_INDIVIDUAL)
    return hidden or any(each.filter(address_is_protected=True).exists() for each in (contact.children, contact.adults))


def files_changed(contact: Contact, *, at: datetime) -> None:
    """A file came, or somebody said whom it is about: everybody who has the children sees it at once, or no longer."""
    for agency in Agency.objects.filter(pk__in=contact.handovers.filter(stage__in=THEIRS).values("to_team__agency")):
        show_files(contact, agency, at=at)


def child_was_linked(child: ContactChild, *, at: datetime) -> None:
    """Said after an offer who the child is: the receiver sees the person at once, and nobody it was taken to be before."""
    before = Event.objects.filter(record_id=child.pk, kind="contacts.link_child").values_list("details__person", flat=True)
    people = [pk for pk in before if pk and pk != str(child.person_id)]
    held = Handover.objects.filter(children__child=child, stage__in=THEIRS).select_related("to_team__agency", "contact")
    for handover in held:
        show(handover, at=at)
        kept = _rests_on(handover.to_team.agency, contact=handover.contact, people=people)
        _end([pk for pk in people if pk not in {str(each) for each in kept}], handover.to_team.agency, at=at)
        if child.person_id and handover.stage == Stage.ACCEPTED and handover.outcome in INVOLVES:
            begin_involvement([child.person], at=at, team=handover.to_team, kind=INVOLVES[handover.outcome], worker_name=handover.worker_name)
