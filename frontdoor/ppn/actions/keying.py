"""A notice that came on paper is keyed, with the paper beside it."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile

from frontdoor.contacts.files import NotTaken, take_file
from frontdoor.contacts.scanner import scan
from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused

from ..models import Drop, Notice, NoticeFile
from ..reading import sentence
from .taking import take_forms

HELD = "{notice} is held already{version}. If the police changed it, key it with the higher version the paper shows."


@action("Key a notice from paper", permission=May.TAKE_NOTICES, keeps=("how",), shown=False)
def key_notice(
    *, by: User, at: datetime, force_code: str, form: dict[str, Any], how: str, received_at: datetime, files: list[tuple[str, bytes]],
) -> Drop:
    """It goes the way that every notice goes, from when the paper reached us. The same submission again is AlreadyTaken."""
    taken = take_forms(
        by=by, at=at, force_code=force_code, forms=[form], made_at=received_at, received_at=received_at, how=how,
        name=f"Keyed by {by}, {form['ppn_id']}",
    )
    notice = Notice.objects.filter(force_code=force_code, ppn_id=form["ppn_id"]).first()
    if not (taken.tally["accepted"] or taken.tally["replaced"]):
        if notice and notice.police_version >= int(form["version"]):
            raise Refused(HELD.format(notice=notice, version=f" in version {notice.police_version}"), field="ppn_id")
        raise Refused(" ".join(sentence(each) for each in taken.laying.problems))
    for name, content in files:
        _keep(notice, name=name, content=content, at=at)
    return taken


def _keep(notice: Notice, *, name: str, content: bytes, at: datetime) -> NoticeFile:
    limits = settings.PROTOCOL.UPLOADS
    try:
        taken = take_file(name, content, largest=limits["most_bytes"])
        scanned = scan(taken.name, content, scanner=limits["scanner"])
    except NotTaken as no:
        raise Refused(str(no), field="files") from no
    return NoticeFile.objects.create(
        notice=notice, name=taken.name, media_type=taken.media_type, size=len(taken.content), sha256=sha256(taken.content).hexdigest(),
        file=ContentFile(taken.content, name=f"{uuid4().hex}.{taken.ending}"), scanned=scanned, added_at=at, owned_by=notice.owned_by,
        restricted=notice.restricted, circulation=notice.circulation,
    )
