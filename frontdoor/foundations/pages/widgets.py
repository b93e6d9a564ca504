"""What comes back from the browser for a day, a moment and files. How they look is in rendering.py."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

DAY_PARTS = ("day", "month", "year")


class DayInput(forms.Widget):
    """Boxes named <name>-day, <name>-month, <name>-year; a refused answer is shown back exactly as typed."""

    parts: tuple[str, ...] = DAY_PARTS

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str] | None:
        given = {part: data.get(f"{name}-{part}", "") for part in self.parts}
        return given if any(text.strip() for text in given.values()) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.parts)

    def boxes(self, value: Any) -> dict[str, str]:
        if isinstance(value, dict):
            return {part: value.get(part, "") for part in self.parts}
        if value is None or value == "":
            return dict.fromkeys(self.parts, "")
        local = timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value
        time = f"{local:%H:%M}" if isinstance(local, dt.datetime) else ""
        return {"day": str(local.day), "month": str(local.month), "year": str(local.year), "time": time}


class MomentInput(DayInput):
    parts = (*DAY_PARTS, "time")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self, *, multiple: bool = False, attrs: dict[str, Any] | None = None) -> None:
        self.multiple = multiple
        super().__init__({**(attrs or {}), **({"multiple": True} if multiple else {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        many = self.multiple and hasattr(files, "getlist")
        return files.getlist(name) if many else files.get(name)
