from typing import Any

from django import forms

from frontdoor.foundations.pages.fields import LongTextField, TextField, TickField

from ..layout import Column
from ..mending import Spot, mended

ANY_LENGTH = 5_000_000  # how long a cell may be is said by the reading, with where it is


def _hint(spot: Spot, column: Column) -> str:
    kinds = {
        "moment": "Like 2026-11-24T09:30:00+00:00", "day": "Like 2019-03-27", "flag": "1 or 0", "tri": "1, 0 or U",
        "whole": f"{column.least:,} to {column.most:,}",
    }
    says = f"One of {', '.join(column.codes)}" if column.codes else kinds.get(column.kind, "")
    return " ".join(spot.wrong(column.name)) or says


class Mending(forms.Form):
    """The cells of the rows in which something is wrong, as they came, to be put right."""

    def __init__(self, *args: Any, content: dict[str, Any], rows: list[Spot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content, self.rows = content, rows
        self.cells: dict[str, tuple[tuple[Any, ...], str]] = {}
        self.leaving: dict[str, tuple[Any, ...]] = {}
        for spot in rows:
            for column in spot.columns:
                self._add(spot, column)
            if spot.may_be_left_out:
                name = f"{spot.key}-leave"
                self.leaving[name] = spot.path
                self.fields[name] = TickField(label="Leave this row out", required=False, small=True)

    def _add(self, spot: Spot, column: Column) -> None:
        says = str(spot.row.get(column.name) or "")
        kind = LongTextField if column.most >= 500 or len(says) > 60 else TextField
        name = f"{spot.key}-{column.name}"
        self.cells[name] = (spot.path, column.name)
        self.fields[name] = kind(
            label=column.name, required=False, max_length=ANY_LENGTH, initial=says, hint=_hint(spot, column), called=column.name,
            **({"rows": 3} if kind is LongTextField else {"width": 20}),
        )

    def wrong_of(self, spot: Spot) -> list[Any]:
        """The boxes of the cells in which something is wrong: these come first."""
        return [self[f"{spot.key}-{column.name}"] for column in spot.columns if spot.wrong(column.name)]

    def rest_of(self, spot: Spot) -> list[Any]:
        return [self[f"{spot.key}-{column.name}"] for column in spot.columns if not spot.wrong(column.name)]

    def leave_of(self, spot: Spot) -> Any:
        return self[f"{spot.key}-leave"] if spot.may_be_left_out else None

    def form(self) -> dict[str, Any]:
        """The notice as it was mended."""
        said = {where: self.cleaned_data[name] for name, where in self.cells.items()}
        return mended(self.content, said, {path for name, path in self.leaving.items() if self.cleaned_data[name]})


class SetAside(forms.Form):
    why = LongTextField(
        label="Why nothing of this is needed", called="why nothing of this is needed", rows=3, max_length=2000,
        hint="For example: the force sent it again, and that one could be read", must="Say why nothing of this is needed",
    )
