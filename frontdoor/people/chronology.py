"""What happened to a child, across agencies, as far as one reader may see.

Every Record says by `about` how it leads to the people it is about; so what is known of one person is one union over all
of them, each through `visible_to`. Nothing here knows which capabilities exist.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, QuerySet, Subquery, UUIDField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, JSONObject

from frontdoor.foundations.access.models import Agency, Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.pages.filters import age
from frontdoor.foundations.record.actions import CATALOGUE
from frontdoor.foundations.record.models import Event, Record, RowChange, Viewing, shown_among

from .links import link_to
from .models import Person
from .words import in_past, says

LATE_TYPING = timedelta(minutes=5)  # recorded so much after it happened, both times are shown


def models_about_people() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record) and model.about]


People = UUID | Iterable[UUID]  # one record, or all that are shown together as one human being


def _each(people: People) -> list[UUID]:
    return [people] if isinstance(people, UUID) else list(people)


def records_about(people: People, *, user: User | None) -> list[UUID]:
    """The ids of every record about a person: those this reader may see, or with no reader all there are.

    Fetched, not nested in the next query: a person has some hundreds of records and a county has millions of events, and
    only with the ids in hand does the database always go by them.
    """
    parts, wanted = [], _each(people)
    for model in models_about_people():
        records = model.objects.visible_to(user) if user else model.objects.all()
        parts.append(records.filter(**{f"{model.about}__in": wanted}).order_by().values_list("pk", flat=True))
    return list(parts[0].union(*parts[1:]))


def events_about(people: People, *, user: User) -> QuerySet[Event]:
    """What happened, newest first, with what each event made for this person: two queries, however much there is."""
    shown = [kind for kind, declared in CATALOGUE.items() if declared.shown]
    ids = records_about(people, user=user)
    made = RowChange.objects.filter(
        event=OuterRef("pk"),
        operation="INSERT",
        after__has_key="outcome",
        row_id__in=[str(each) for each in ids],
    ).values(made=JSONObject(table="table_name", outcome="after__outcome", level="after__level"))
    return (
        Event.objects.filter(record_id__in=ids, kind__in=shown)
        .select_related("by", "agency")
        .order_by("-at", "-position")
        .annotate(made=ArraySubquery(made), agency_named=_named(Agency, "agency"), team_named=_named(Team, "to_team"))
    )


def _named(model: type, key: str) -> Subquery:
    """The name of the agency or team whose id the event keeps."""
    told = Cast(KeyTextTransform(key, OuterRef("details")), UUIDField())
    return Subquery(model.objects.filter(pk=told).values("name")[:1])


def entries(events: Iterable[Event], *, person: Person, user: User) -> list[dict]:
    """Events as the timeline component shows them."""
    return [_entry(event, person, user) for event in events]


def _entry(event: Event, person: Person, user: User) -> dict:
    declared = CATALOGUE.get(event.kind)
    protected = _names_whoever_raised_it(event, user)
    return {
        "title": in_past(declared.summary) if declared else event.kind,
        "at": event.at,
        "recorded_at": event.recorded_at if event.recorded_at - event.at > LATE_TYPING else None,
        "by": "" if protected else str(event.by),
        "source": "Whoever raised it: not shown to you" if protected else str(event.agency),
        "age": _age(person, event.at),
        "text": says(event, protected=protected),
        "href": link_to(_label(event.record_type_id), event.record_id, user=user),
    }


def _names_whoever_raised_it(event: Event, user: User) -> bool:
    """Who raised it is for the hub's own staff, for themselves, and for those who lead safeguarding in their own agency:
    others, partners who sit in the hub among them, learn that it was raised and not by whom."""
    declared = CATALOGUE.get(event.kind)
    of_the_referrer = declared is not None and declared.permission in (None, May.REFER) and event.role != "system"
    own_agency = user.may(May.SEE_OWN_AGENCY) and event.agency_id == user.agency.pk
    return of_the_referrer and not (user.may(May.RECORD_CONTACT) or event.by_id == user.pk or own_agency)


def _age(person: Person, at: datetime) -> str:
    return age(person.born_on, at, person.expected_on) if person.born_on or person.expected_on else ""


def _label(content_type: int) -> str:
    kind = ContentType.objects.get_for_id(content_type)  # cached
    return f"{kind.app_label}.{kind.model}"


def due_about(people: People, *, user: User, now: datetime, most: int = 20) -> list[tuple]:
    """The open clocks of every record about this person that the reader may see, soonest first: (face, link)."""
    runs = ClockRun.objects.filter(stopped_at=None, record_id__in=records_about(people, user=user)).order_by("due_at")[
        :most
    ]
    return [(run.face(now=now), link_to(_label(run.record_type_id), run.record_id, user=user)) for run in runs]


def looked_at(people: People, *, user: User | None, most: int = 50) -> list[dict]:
    """Who looked at this person, or at a record about them, lately: each person, page and day once, with how often.

    Lists and searches that showed them are beside what was opened, and never crowd it out.
    """
    about = [*_each(people), *records_about(people, user=user)]
    looks = Viewing.objects.select_related("by", "agency").order_by("-at")
    seen = [*looks.filter(record_id__in=about)[:most], *looks.filter(shown_among(about))[:most]]
    grouped: dict[tuple, dict] = {}
    for viewing in seen:
        key = (viewing.by_id, viewing.how, viewing.record_type_id, viewing.at.date())
        row = grouped.setdefault(
            key,
            {
                "by": viewing.by,
                "agency": viewing.agency,
                "how": viewing.get_how_display(),
                "what": _what(viewing),
                "last": viewing.at,
                "times": 0,
                "why": viewing.details.get("reason", ""),
            },
        )
        row["times"] += 1
    return sorted(grouped.values(), key=lambda row: row["last"], reverse=True)


def _what(viewing: Viewing) -> str:
    if viewing.details.get("address"):
        return "protected address"
    return str(ContentType.objects.get_for_id(viewing.record_type_id).name) if viewing.record_type_id else "a search" if viewing.how == Viewing.How.SEARCH else "a list"


def told_about(people: People, *, user: User) -> dict[str, list[dict]]:
    """What records say of the child's voice, worries and strengths, newest first: those whose model declares `tells`.

    Where the time it happened may not be known, `at` names more than one: the first that is.
    `tells = {"at": "received_at", "voice": {"own_words": "In their own words"}, "worries": {...}, "strengths": {...}}`
    """
    parts, wanted = [], _each(people)
    for model in models_about_people():
        tells = getattr(model, "tells", None)
        if not tells:
            continue
        names = [name for theme in ("voice", "worries", "strengths") for name in tells.get(theme, {})]
        found = model.objects.visible_to(user).filter(**{f"{model.about}__in": wanted}).order_by().distinct()
        parts.append(
            found.values_list(
                Value(model._meta.label, output_field=CharField()),
                "pk",
                Coalesce(*at) if isinstance(at := tells["at"], tuple) else at,
                JSONObject(**{name: name for name in names}),
            )
        )
    if not parts:
        return {"voice": [], "worries": [], "strengths": []}
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return _by_theme(sorted(rows, key=lambda row: row[2], reverse=True), user)


def _by_theme(rows: list[tuple], user: User) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {"voice": [], "worries": [], "strengths": []}
    for label, pk, at, words in rows:
        model = apps.get_model(label)
        for theme, listed in found.items():
            for name, title in model.tells.get(theme, {}).items():
                if words.get(name):
                    listed.append({"text": words[name], "what": title, "at": at, "href": link_to(label, pk, user=user)})
    return found
