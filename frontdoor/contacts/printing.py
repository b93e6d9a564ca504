"""A copy to keep: a tagged PDF, made for one reader from what that reader may see."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from frontdoor.foundations.pages.filters import moment

from .models import Contact
from .words import Part

LAYOUT = Path(__file__).parent / "print" / "referral.typ"


def pdf_of(contact: Contact, parts: list[Part], *, reader: str, files: list[Any], at: datetime) -> bytes:
    words = {
        "reference": contact.reference, "received": moment(contact.received_at), "made": f"Copy made for {reader}, {moment(at)}",
        "partnership": settings.PARTNERSHIP["name"], "files": [each.name for each in files],
        "parts": [{"title": part.title, "said": part.said, "rows": part.rows} for part in parts if part.shown],
    }
    fonts = settings.BASE_DIR / "build" / "assets" / "fonts"
    return typst.compile(
        str(LAYOUT), sys_inputs={"words": json.dumps(words)}, pdf_standards=["ua-1"], ignore_system_fonts=True,
        font_paths=[str(fonts)] if fonts.exists() else [],
    )
