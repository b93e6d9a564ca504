"""Form fields of the design system: they refuse in sentences and draw themselves as GOV.UK components.

In a form:
    class Screen(forms.Form):
        outcome = ChoiceField(label="What should happen next?", choices=OUTCOMES, hints={"nfa": "Nothing more to do"},
                              reveals={"other": ["other_area"]})         # fields of this form shown under a choice
        other_area = TextField(label="Which authority?", required=False, width=20)
        born = DayField(label="Date of birth", called="the date of birth", required=False, not_after="today")
In a template:
    {{ field(form.outcome) }}  or  {{ field(form.outcome, label_size="l", page_heading=True) }}  or, for all, {{ form }}
The error summary and "Error: " in the title are drawn by pages/base.html from `form` (or from `forms`, a list).

Every field takes, besides Django's own: hint, called (how sentences name it: "the date of birth"), must (the whole
sentence when it is missing), label_size (s m l xl), hidden_label, classes; text fields: width (2 3 4 5 10 20 or
"two-thirds"), autocomplete, prefix, suffix, inputmode; long text: rows, count (characters left of max_length);
choices: hints, reveals, inline, small, as_select, divider_before.
A field that is revealed must be required=False and checked in clean(): see `require`.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from .filters import day as in_words
from .parsing import NotUnderstood, capital, name_of, read_day, read_moment
from .rendering import Forms as Renderer  # settings: FORM_RENDERER
from .widgets import DayInput, FilesInput, MomentInput

LOOK = (
    "label_size",
    "hidden_label",
    "classes",
    "width",
    "autocomplete",
    "prefix",
    "suffix",
    "inputmode",
    "rows",
    "count",
    "hints",
    "reveals",
    "inline",
    "small",
    "divider_before",
    "spellcheck",
    "accept",
    "page_heading",
)
__all__ = [
    "Renderer",
    "TextField",
    "LongTextField",
    "EmailField",
    "NumberField",
    "DayField",
    "MomentField",
    "ChoiceField",
    "ManyChoicesField",
    "YesNoField",
    "TickField",
    "FileField",
    "HiddenField",
    "require",
]
Limit = dt.date | str | Callable[[], dt.date] | None


class Drawn:
    """What every field here shares: a look for the page, and a name for its sentences."""

    asks = "Enter"

    def __init__(self, *args: Any, hint: str = "", called: str = "", must: str = "", **kwargs: Any) -> None:
        self.look = {name: kwargs.pop(name) for name in LOOK if name in kwargs}
        label = kwargs.get("label")
        self.called = called or name_of(label)
        question = bool(label) and str(label).endswith("?") and not called
        sentence = must or (f"Answer the question ‘{label}’" if question else f"{self.asks} {self.called}")
        kwargs["error_messages"] = {"required": sentence, **(kwargs.get("error_messages") or {})}
        super().__init__(*args, help_text=hint or kwargs.pop("help_text", ""), **kwargs)


class TextField(Drawn, forms.CharField):
    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.validators = [v for v in self.validators if getattr(v, "code", "") != "max_length"]
        self.max_length = max_length

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # no maxlength: cutting off what somebody pastes loses it without a word

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if len(text) > self.max_length:
            over = len(text) - self.max_length
            raise ValidationError(f"Shorten {self.called} to {self.max_length:,} characters: it is {over:,} too long")
        return text


class LongTextField(TextField):
    widget = forms.Textarea

    def __init__(self, *, max_length: int = 10_000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")  # a line's end counts once, as on screen


class EmailField(Drawn, forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        look = {"autocomplete": "email", "spellcheck": False, "width": "two-thirds"}
        super().__init__(**{**look, **kwargs})
        self.error_messages["invalid"] = f"Enter {self.called} in the form name@example.org"
        for validator in self.validators:
            if getattr(validator, "code", "") == "invalid":
                validator.message = self.error_messages["invalid"]


class NumberField(Drawn, forms.IntegerField):
    widget = forms.TextInput

    def __init__(self, *, least: int | None = None, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(**{"inputmode": "numeric", "width": 5, **kwargs})
        self.least, self.most = least, most
        self.error_messages["invalid"] = f"{capital(self.called)} must be a whole number, like 3"

    def clean(self, value: Any) -> int | None:
        number = super().clean(value)
        if number is not None and self.least is not None and number < self.least:
            raise ValidationError(f"{capital(self.called)} must be {self.least:,} or more")
        if number is not None and self.most is not None and number > self.most:
            raise ValidationError(f"{capital(self.called)} must be {self.most:,} or less")
        return number


class DayField(Drawn, forms.Field):
    """Three boxes. `not_before` and `not_after` take a date, a callable, or "today"."""

    widget = DayInput
    reader = staticmethod(read_day)

    def __init__(self, *, not_before: Limit = None, not_after: Limit = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.not_before, self.not_after = not_before, not_after

    def to_python(self, value: Any) -> Any:
        if isinstance(value, (dt.date, type(None))):
            return value
        try:
            return self.reader(value, called=self.called, optional=not self.required)
        except NotUnderstood as problem:
            raise ValidationError(str(problem), code=f"part:{problem.part}") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        that = timezone.localdate(value) if isinstance(value, dt.datetime) else value
        for limit, passes, today_words, words in (
            (self.not_before, lambda end: that >= end, "today or in the future", "on or after"),
            (self.not_after, lambda end: that <= end, "today or in the past", "on or before"),
        ):
            end = timezone.localdate() if limit == "today" else limit() if callable(limit) else limit
            if end and not passes(end):
                when = today_words if limit == "today" else f"{words} {in_words(end)}"
                raise ValidationError(f"{capital(self.called)} must be {when}")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class MomentField(DayField):
    """A day and a time in England, to a moment. With not_after="now" the future is refused to the minute."""

    widget = MomentInput
    reader = staticmethod(read_moment)

    def validate(self, value: Any) -> None:
        if self.not_after == "now":
            forms.Field.validate(self, value)
            if value and value > timezone.now() + dt.timedelta(minutes=1):
                raise ValidationError(f"{capital(self.called)} must be now or in the past")
            return
        super().validate(value)


class ChoiceField(Drawn, forms.ChoiceField):
    """Radios, or a drop-down with as_select=True."""

    asks = "Select"
    widget = forms.RadioSelect

    def __init__(self, *, as_select: bool = False, empty: str = "Choose one", **kwargs: Any) -> None:
        if as_select:
            kwargs["widget"] = forms.Select
        super().__init__(**kwargs)
        self.empty = empty
        self.error_messages["invalid_choice"] = f"{self.asks} {self.called} from the list"


class ManyChoicesField(Drawn, forms.MultipleChoiceField):
    asks = "Select"
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = f"{self.asks} {self.called} from the list"


class YesNoField(ChoiceField):
    """Yes is True, No is False, unanswered is None. Where "not known" is an answer, it is a ChoiceField."""

    def __init__(self, *, yes: str = "Yes", no: str = "No", **kwargs: Any) -> None:
        super().__init__(choices=[("yes", yes), ("no", no)], **{"inline": "reveals" not in kwargs, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def clean(self, value: Any) -> bool | None:
        return {"yes": True, "no": False}.get(super().clean(self.prepare_value(value)))


class TickField(Drawn, forms.BooleanField):
    """One box that must, or may, be ticked: the label says what ticking it means."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"must": f"Tick to confirm: {kwargs.get('label', '')}", **kwargs})


class FileField(Drawn, forms.FileField):
    """One file, or a list with multiple=True. `largest` is in bytes. What is inside is the receiver's to check."""

    asks = "Choose"

    def __init__(self, *, multiple: bool = False, largest: int = 20_000_000, most: int = 20, **kwargs: Any) -> None:
        self.multiple, self.largest, self.most = multiple, largest, most
        super().__init__(widget=FilesInput(multiple=multiple), **kwargs)
        self.error_messages["missing"] = self.error_messages["invalid"] = (
            f"Choose {self.called} again: it did not arrive"
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = list(data) if isinstance(data, (list, tuple)) else [data] if data else []
        if len(given) > self.most:
            number = "1 file" if self.most == 1 else f"{self.most} files or fewer"
            raise ValidationError(f"Choose {number} at a time: you chose {len(given)}")
        files = [self._one(each, initial) for each in given] or [super().clean(None, initial)]
        return [each for each in files if each] if self.multiple else files[0]

    def _one(self, file: Any, initial: Any) -> Any:
        if file.size == 0:
            raise ValidationError(f"The file {file.name} is empty: choose it again")
        if file.size > self.largest:
            raise ValidationError(
                f"The file {file.name} is larger than {self.largest // 1_000_000} MB: choose a smaller one"
            )
        if len(file.name) > 150:
            raise ValidationError(f"The name of the file {file.name[:40]}… is too long: rename it and choose it again")
        return super().clean(file, initial)


class HiddenField(forms.CharField):
    widget = forms.HiddenInput


def require(form: forms.Form, name: str, sentence: str = "") -> None:
    """In clean(): a revealed field that must be answered now that its choice was made."""
    if name not in form.errors and form.cleaned_data.get(name) in (None, "", []):
        form.add_error(name, sentence or form.fields[name].error_messages["required"])
