"""The rows of a batch of notices, written: each new one once, by the thousand; each held one as its higher version says."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from frontdoor.foundations.record.many import write_new

from ..identity import Places, rows
from ..models import Notice, NoticePerson, NoticeVersion
from ..proposing import propose, recognise
from ..reading import Given

COPIED = (
    "status", "ppn_type", "incident_at", "reported_at", "submitted_at", "supervised_at", "sent_to_mash_at", "da_repeat_12m",
)
WORDS = (
    "occurrence_no", "log_no", "incident_date_precision", "officer_id", "officer_station", "summary", "child_voice",
    "action_taken", "consent", "consent_override_reason", "info_share_limit", "gpms",
)
SET = (
    "police_version", "made_at", "police_grade", "hub_grade", "hrda_listed", "marac", "family", "stage", "reasons", "band", "version",
    "waiting_since", "circulation",
)
CHANGED = [field.name for field in NoticePerson._meta.concrete_fields if field.name not in ("id", "notice", "local_id")]


def save(notices: list[Notice]) -> set[UUID]:
    """Gives back which of them are new."""
    new, held = [each for each in notices if each._state.adding], [each for each in notices if not each._state.adding]
    for notice in held:
        notice.version += 1
    write_new(new)
    Notice.objects.bulk_update(held, [*COPIED, *WORDS, *SET])
    return {notice.pk for notice in new}


def keep(versions: list[NoticeVersion], *, new: set[UUID]) -> None:
    """Each as it came. Of a notice held before it may be kept already."""
    write_new([each for each in versions if each.notice_id in new])
    NoticeVersion.objects.bulk_create([each for each in versions if each.notice_id not in new], ignore_conflicts=True)


def people_of(
    given: dict[Notice, Given], *, force_code: str, places: Places, warn: Callable[[str], None], at: datetime
) -> tuple[list[NoticePerson], list[NoticePerson]]:
    """The people of each notice as it now stands, the new and the others: those named before keep their link, those no
    longer named stay."""
    before = {(row.notice_id, row.local_id): row for row in NoticePerson.objects.filter(notice__in=given)}
    made, changed = [], []
    for notice, said in given.items():
        for row in rows(notice, said, places=places, at=at):
            held = before.pop((notice.pk, row.local_id), None)
            if held is None:
                made.append(row)
            else:
                row.pk, row.person_id, row.linked_how, row.proposed = held.pk, held.person_id, held.linked_how, held.proposed
                changed.append(row)
        for says in said.warnings:
            if "school" in says:
                warn(says)
    now = {notice.pk: notice.police_version for notice in given}
    for (pk, _), row in before.items():
        if row.gone_in_version is None:
            row.gone_in_version = now[pk]
            changed.append(row)
    recognise(made, force_code=force_code)
    propose(made)
    return made, changed


def save_people(made: list[NoticePerson], changed: list[NoticePerson]) -> None:
    write_new(made)
    NoticePerson.objects.bulk_update(changed, CHANGED)
