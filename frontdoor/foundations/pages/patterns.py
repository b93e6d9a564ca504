"""Invented material for the pattern page: one of everything, so that every component can be looked at and checked."""

import datetime as dt
from types import SimpleNamespace as Some
from typing import Any

from django import forms
from django.core.paginator import Paginator

from .fields import (
    ChoiceField,
    DayField,
    EmailField,
    FileField,
    LongTextField,
    ManyChoicesField,
    MomentField,
    NumberField,
    TextField,
    TickField,
    YesNoField,
)


class EveryField(forms.Form):
    name = TextField(label="Your name", autocomplete="name", width=20)
    email = EmailField(label="Work e-mail", hint="We send a code to it")
    born = DayField(label="Date of birth", hint="For example, 27 3 2019", required=False, not_after="today")
    received = MomentField(label="When did it arrive?", called="when it arrived", not_after="now")
    children = NumberField(label="How many children live there?", least=0, most=30)
    worries = LongTextField(
        label="What are you worried about?", hint="What you saw and heard, and when", max_length=4000, count=True
    )
    outcome = ChoiceField(
        label="What should happen next?",
        choices=[("nfa", "No further action"), ("help", "Early help"), ("other", "Another authority")],
        hints={"help": "The family has agreed to it"},
        reveals={"other": ["authority"]},
        divider_before="other",
    )
    authority = TextField(label="Which authority?", required=False, width=20)
    needs = ManyChoicesField(
        label="Communication needs",
        choices=[("interp", "Interpreter"), ("bsl", "British Sign Language"), ("easy", "Easy read")],
        required=False,
    )
    told = YesNoField(label="Have the parents been told?")
    team = ChoiceField(
        label="Team", as_select=True, choices=[("n", "North assessment team"), ("s", "South assessment team")], width=20
    )
    files = FileField(label="Files", hint="Up to 10 MB each", multiple=True, required=False)
    checked = TickField(label="I have checked that nothing here puts anybody at risk")


class Narrow(forms.Form):
    rating = ChoiceField(
        label="Rating",
        as_select=True,
        required=False,
        empty="Any",
        choices=[("r", "Red"), ("a", "Amber"), ("g", "Green")],
    )
    source = ChoiceField(
        label="Source", as_select=True, required=False, empty="Any", choices=[("s", "School"), ("p", "Police")]
    )


def faces(now: dt.datetime) -> dict[str, Any]:
    def face(state: str, hours: float, left: str) -> Some:
        return Some(
            duty="Decide what happens next",
            state=state,
            due_at=now + dt.timedelta(hours=hours),
            left=left,
            started_at=now - dt.timedelta(hours=20),
            why="The contact was received from Elm Park Primary School",
            source="Working Together 2023, paragraph 140: one working day",
        )

    return {
        "running": face("running", 5, "5 hours left"),
        "due_soon": face("due_soon", 0.6, "40 minutes left"),
        "overdue": face("overdue", -3, "3 hours late"),
        "met": face("met", -2, ""),
        "missed": face("missed", -8, ""),
        "none": face("none", 0, ""),
    }


def material(now: dt.datetime) -> dict[str, Any]:
    """Everything the pattern page shows."""
    clocks = faces(now)
    people = [
        "Robin Ashgrove",
        "Unborn child of Sam Ashgrove",
        "Jamie Thistlewood-Featherstonehaugh",
        "Alex Winterbourne",
    ]
    rows = [
        Some(child=name, url=f"#row-{n}", face=clocks[state], source=source, age=age, level=level)
        for n, (name, state, source, age, level) in enumerate(
            zip(
                people,
                ["overdue", "due_soon", "running", "met"],
                ["Elm Park Primary School", "Midwifery, Westshire NHS Trust", "Police", "Member of the public"],
                ["7", "due in 9 weeks", "14", "3"],
                ["Level 4", "Level 3", "Level 4", "Level 2"],
                strict=True,
            )
        )
    ]
    history = [
        {
            "title": "Contact received",
            "at": now - dt.timedelta(days=2),
            "by": "Elm Park Primary School",
            "age": "7",
            "text": "Robin came to school hungry and in yesterday’s clothes.\nThird time this month.",
            "recorded_at": now - dt.timedelta(days=1),
            "source": "Referral FD-2026-0412",
            "href": "#history",
        },
        {
            "title": "Missing for two hours",
            "at": now - dt.timedelta(days=40),
            "by": "Police",
            "tag": "Level 3",
            "tone": "warning",
            "age": "7",
        },
    ]
    return {
        "faces": clocks,
        "rows": rows,
        "history": history,
        "page": Paginator(range(137), 20).get_page(3),
        "narrow": Narrow(),
        "born": dt.date(2019, 3, 27),
        "expected": (now + dt.timedelta(weeks=9)).date(),
    }
