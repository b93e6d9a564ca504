"""Several people on one page: rows of a form, as many as were asked for, with or without scripts."""

from typing import Any

from django import forms

from frontdoor.foundations.pages.fields import LongTextField, NumberField, TextField, TickField

from .people import Adult, Child

MOST = 12


class ChildRow(Child):
    """A child as somebody on the phone gives them."""

    is_unborn = TickField(label="Not yet born", required=False, small=True)
    own_words = LongTextField(label="What the child said", required=False, rows=2, called="what the child said")
    age = Child.base_fields["age"]
    also_known_as = mother = religion = disabilities = communication = interpreter = language = phone = gp_text = None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["is_unborn"] = "UNBORN" if data.get("is_unborn") or data.get("expected_on") else ""
        return data


class AdultRow(Adult):
    """Anybody else they name."""

    also_known_as = language = interpreter = communication = sex = address_is_protected = None


class PublicChildRow(forms.Form):
    """A child as a neighbour knows them."""

    given_names = TextField(label="First name, if you know it", required=False, max_length=100, width=20, called="the first name")
    family_name = TextField(label="Family name, if you know it", required=False, max_length=100, width=20, called="the family name")
    scrap = TextField(label="Or say what you know of them", hint="For example, ‘a girl of about 5, long fair hair’", required=False, max_length=300,
                      width="two-thirds", called="what you know of them")
    age = NumberField(label="About how old are they?", hint="In years", required=False, least=0, most=120, width=3, called="their age")


def rows(form_class: type[forms.Form], prefix: str, given: Any, *, bound: bool, at_least: int = 1, more: int = 0) -> list[forms.Form]:
    """The rows of one kind: those that were sent, and one more if it was asked for."""
    said = str(given.get(f"{prefix}-rows", "")) if given else ""
    number = min(MOST, max(at_least, int(said) if said.isdecimal() and len(said) < 3 else 0) + more)
    made = []
    for place in range(number):
        options = {"prefix": f"{prefix}-{place}", "use_required_attribute": False}
        row = form_class(given, **options) if bound else form_class(**options)
        if not bound and given:
            row.initial = shown_again(row, given)
        made.append(row)
    return made


def shown_again(form: forms.Form, typed: Any) -> dict[str, Any]:
    """What was typed, in an unbound form: nothing is called wrong before the person says they are done."""
    return {
        name: each.widget.value_from_datadict(typed, {}, form.add_prefix(name)) for name, each in form.fields.items()
        if not each.widget.value_omitted_from_data(typed, {}, form.add_prefix(name))
    }


def given_back(*bound: forms.Form) -> dict[str, str]:
    """What was typed, by the name of its box, for a person whose words could not be kept where they wrote them."""
    found: dict[str, str] = {}
    for each in (one for form in bound for one in form if not one.is_hidden and hasattr(one.field, "called")):
        value = each.value()
        words = " ".join(value.values()) if isinstance(value, dict) else "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
        if words.strip() and value is not False:
            found[str(each.label)] = "\n".join(filter(None, [found.get(str(each.label)), words]))
    return found
