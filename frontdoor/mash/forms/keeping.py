"""Between a form and the words kept while it is written."""

from typing import Any

from django import forms
from django.http import QueryDict

NOT_WORDS = {"csrfmiddlewaretoken", "version", "read", "kept"}


def words_of(post: QueryDict) -> dict[str, list[str]]:
    """What was typed, as the browser sent it."""
    return {name: values for name, values in post.lists() if name not in NOT_WORDS}


def as_typed(form: forms.Form, words: dict[str, list[str]]) -> dict[str, Any]:
    """What was typed, as the initial values of this form; nothing for what was never on the page."""
    data = QueryDict(mutable=True)
    for name, values in words.items():
        data.setlist(name, values)
    found = {}
    for name, field in form.fields.items():
        typed = form.add_prefix(name)
        if any(each == typed or each.startswith(f"{typed}-") for each in words):
            found[name] = field.widget.value_from_datadict(data, {}, typed)
    return found
