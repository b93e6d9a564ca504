"""Where files are chosen: the same limits everywhere, from the area's own protocol."""

from typing import Any

from django.conf import settings

from frontdoor.foundations.pages.fields import FileField

ENDINGS = ".pdf,.docx,.xlsx,.odt,.jpg,.jpeg,.png,.txt,.eml"


def files_field(label: str, **options: Any) -> FileField:
    limits = settings.PROTOCOL.UPLOADS
    return FileField(
        label=label, required=False, multiple=True, largest=limits["most_bytes"], most=limits["most_files"], called="a file", accept=ENDINGS,
        hint=options.pop("hint", f"PDF, Word, Excel, OpenDocument, JPEG, PNG, plain text or e-mail; up to {limits['most_bytes'] // 1024 // 1024} MB each"),
        **options,
    )
