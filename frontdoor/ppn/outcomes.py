"""outcome.json: what became of what a force sent, child by child, as data.

Built for one reader, the force that sent the notice, from a list of fields: codes and times only. The words of the hub
(its reasons, what health or school said) never go this way, and a restricted record goes to nobody.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from frontdoor.foundations.access.models import User

from .models import NoticeOutcome
from .taking.importing import write_json

SCHEMA = "ppn-outcome/1"
DAYS = 92  # a quarter: what was decided before that the force has had many times


def outcomes(*, force_code: str, by: User, at: datetime, days: int = DAYS) -> dict[str, Any]:
    """What was decided for each child of each notice of this force lately; of several decisions, the one that stands."""
    decided = NoticeOutcome.objects.visible_to(by).filter(
        notice__force_code=force_code, decided_at__gt=at - timedelta(days=days), decided_at__lte=at, replaced_by=None,
        notice__restricted=False, restricted=False, notice__is_test=False,
    ).exclude(contact__restricted=True)
    found = decided.select_related("notice", "child", "contact").order_by("decided_at", "pk")
    return {"schema": SCHEMA, "force_code": force_code, "outcomes": [_one(each) for each in found]}


def _one(outcome: NoticeOutcome) -> dict[str, Any]:
    notice, contact = outcome.notice, outcome.contact
    return {
        "ppn_id": notice.ppn_id, "version": notice.police_version, "person_local_id": outcome.child.local_id if outcome.child else None,
        "mash_contact_id": contact.reference if contact else None, "sent_to_mash_at": _said(notice.sent_to_mash_at),
        "received_at": _said(notice.received_at), "triaged_at": _said(notice.opened_at), "level": outcome.level, "decision": outcome.outcome,
        "decided_at": _said(outcome.decided_at), "feedback_text": None, "strategy_at": None, "joint_enquiry": None,
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def write_outcomes(folder: Path, *, force_code: str, by: User, at: datetime, days: int = DAYS) -> Path:
    """outcome.json in this folder, written whole or not at all."""
    return write_json(folder / "outcome.json", outcomes(force_code=force_code, by=by, at=at, days=days))
