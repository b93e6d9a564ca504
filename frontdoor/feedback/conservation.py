"""Every item is in exactly one worklist, with an owner and a clock, or closed. Nothing falls between two desks.

An unread queue is a failure of reliability (Haringey, 2019 to 2023: more than a thousand e-mails nobody had read).
"""

from itertools import combinations

from django.apps import apps
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value

from frontdoor.contacts.models import Contact
from frontdoor.foundations.clocks.declare import CLOCKS
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.models import Record
from frontdoor.foundations.worklists.declare import WORKLISTS, Worklist
from frontdoor.handover.models import Handover
from frontdoor.mash.models import Enquiry

from .finishing import nothing_open, unfinished
from .models import Feedback

SHOWN = 20  # of each sort: one is enough to act on


def staged() -> list[type[Record]]:
    """Every sort of record that moves through stages."""
    return [model for model in apps.get_models() if issubclass(model, Record) and any(f.name == "stage" for f in model._meta.fields)]


def open_stages(model: type[Record]) -> set[str]:
    """Where something is owed here: not closed, and not carried by other records."""
    return set(model.Stage.values) - model.closed_stages - getattr(model, "carried_stages", frozenset())


def undeclared() -> list[str]:
    """What is wrong with the declarations themselves, before any record exists."""
    found = []
    for model in staged():
        for stage in sorted(open_stages(model)):
            lists = [each for each in WORKLISTS.values() if each.model is model and stage in each.stages]
            if not lists:
                found.append(f"{model._meta.verbose_name} at “{stage}” is in no worklist.")
            if len(lists) > 1 and any(not tells_apart(each) for each in lists):
                found.append(f"{model._meta.verbose_name} at “{stage}” is in {' and '.join(each.code for each in lists)}, and nothing tells them apart.")
    for worklist in WORKLISTS.values():
        if closed := set(worklist.stages) - open_stages(worklist.model):
            found.append(f"“{worklist.title}” lists what is closed: {', '.join(sorted(closed))}.")
        if not worklist.owner.strip():
            found.append(f"“{worklist.title}” is worked by nobody.")
    return found


def tells_apart(worklist: Worklist) -> bool:
    return worklist.also is not Worklist.__dataclass_fields__["also"].default


def violations() -> list[str]:
    """One sentence for each item that breaks conservation. None, when all is as it must be. Few queries, however many items."""
    asked = [*_in_no_list(), *_in_two_lists(), *_without_their_clock(), *_clocks_on_what_is_not_listed(), *_closed_too_soon()]
    rows = asked[0].union(*asked[1:], all=True) if asked else ()
    return undeclared() + sorted(f"{noun} {str(pk)[:8]} {what}" for noun, what, pk in rows) + _carried_by_nothing()


def _rows(records: QuerySet, what: str) -> QuerySet:
    noun = records.model._meta.verbose_name.capitalize()
    return records.order_by().annotate(sort_of=_text(noun), sentence=_text(what)).values_list("sort_of", "sentence", "pk")[:SHOWN]


def _text(words: str) -> Value:
    return Value(words, output_field=CharField())


def _lists_of(model: type[Record]) -> list[Worklist]:
    return [each for each in WORKLISTS.values() if each.model is model]


def _in_no_list() -> list[QuerySet]:
    asked = []
    for model in staged():
        if stages := open_stages(model):
            records = model.objects.filter(stage__in=stages)
            for worklist in _lists_of(model):
                records = records.exclude(pk__in=worklist.everything().order_by().values("pk"))
            asked.append(_rows(records, "is in no worklist."))
    return asked


def _in_two_lists() -> list[QuerySet]:
    return [
        _rows(one.everything().filter(pk__in=other.everything().order_by().values("pk")), f"is in two worklists: {one.code} and {other.code}.")
        for model in staged() for one, other in combinations(_lists_of(model), 2) if set(one.stages) & set(other.stages)
    ]


def _without_their_clock() -> list[QuerySet]:
    return [
        _rows(
            each.everything().filter(~Exists(ClockRun.objects.filter(clock=each.clock.code, record_id=OuterRef("pk"), stopped_at=None))),
            f"waits in “{each.title}” without its clock.",
        )
        for each in WORKLISTS.values()
    ]


def _clocks_on_what_is_not_listed() -> list[QuerySet]:
    """A clock that goes on with nobody to see it: its record left the list, or is closed."""
    asked = []
    for code in sorted(CLOCKS):
        runs = ClockRun.objects.filter(clock=code, stopped_at=None)
        lists = [each for each in WORKLISTS.values() if each.clock.code == code]
        for worklist in lists:
            runs = runs.exclude(Exists(worklist.everything().order_by().filter(pk=OuterRef("record_id"))))
        for model in [] if lists else staged():
            closed = model.objects.filter(pk=OuterRef("record_id"), stage__in=model.closed_stages)
            asked.append(_clock_rows(runs.filter(Exists(closed)), code))
        if lists:
            asked.append(_clock_rows(runs, code))
    return asked


def _clock_rows(runs: QuerySet, code: str) -> QuerySet:
    what = _text(f"is in no worklist, and the clock “{code}” goes on.")
    return runs.order_by().annotate(sort_of=_text("Something"), sentence=what, about=F("record_id")).values_list("sort_of", "sentence", "about")[:SHOWN]


def _closed_too_soon() -> list[QuerySet]:
    """A finished contact about which somebody is still to be told, or work is still on offer."""
    finished, what = {"contact__stage": Contact.Stage.FINISHED}, "is open, and its contact is finished."
    return [
        _rows(Feedback.objects.filter(stage=Feedback.Stage.DUE, **finished), what),
        _rows(Handover.objects.exclude(stage__in=Handover.closed_stages).filter(**finished), what),
        _rows(Enquiry.objects.exclude(stage__in=Enquiry.closed_stages).filter(**finished), what),
    ]


def _carried_by_nothing() -> list[str]:
    """A screened contact is carried by its hand-overs, enquiries, feedback or post; if by none, it can be finished."""
    alone = list(nothing_open().order_by("received_at")[:SHOWN])
    why = unfinished(alone)
    return [f"Contact {each.reference} is carried by nothing: {', '.join(why[each.pk].reasons)}." for each in alone if why[each.pk]]
