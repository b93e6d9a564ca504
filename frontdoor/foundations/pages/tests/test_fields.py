"""What the fields take, and the sentences with which they refuse."""

import datetime as dt

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.foundations.pages.fields import (
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
    require,
)


def form_of(**fields: forms.Field) -> type[forms.Form]:
    return type("OneField", (forms.Form,), fields)


def sentence(field: forms.Field, files=None, **data) -> str:
    """What is said of the field named `it`; empty if it is taken."""
    form = form_of(it=field)({name.replace("__", "-"): value for name, value in data.items()}, files)
    return " ".join(form.errors.get("it", []))


def taken(field: forms.Field, files=None, **data):
    form = form_of(it=field)({name.replace("__", "-"): value for name, value in data.items()}, files)
    assert form.is_valid(), form.errors
    return form.cleaned_data["it"]


def day(d: str, m: str, y: str, **more: str) -> dict[str, str]:
    return {"it__day": d, "it__month": m, "it__year": y, **{f"it__{k}": v for k, v in more.items()}}


BORN = {"label": "Date of birth", "required": False}


@pytest.mark.parametrize(
    "field, said",
    [
        (TextField(label="Your name"), "Enter your name"),
        (TextField(label="NHS number"), "Enter the NHS number"),
        (TextField(label="What happened?"), "Answer the question ‘What happened?’"),
        (
            TextField(label="Reason", must="Say why, so that the referrer can be told"),
            "Say why, so that the referrer can be told",
        ),
        (ChoiceField(label="Outcome", choices=[("a", "A")]), "Select the outcome"),
        (ManyChoicesField(label="Needs", choices=[("a", "A")]), "Select the needs"),
        (TickField(label="I have checked"), "Tick to confirm: I have checked"),
        (FileField(label="File"), "Choose the file"),
        (DayField(label="Date of birth"), "Enter the date of birth"),
        (EmailField(label="Work e-mail"), "Enter the work e-mail"),
    ],
)
def test_missing_is_a_sentence(field, said):
    assert sentence(field) == said


@pytest.mark.parametrize(
    "typed, said",
    [
        (("31", "2", "2020"), "31 February 2020 is not a real date"),
        (("1", "", "2020"), "must include a month"),
        (("1", "13", "2020"), "There is no month 13"),
        (("1", "1", "20"), "Enter all 4 numbers of the year"),
        (("x", "1", "2020"), "in numbers, like 27 3 2019"),
        (("29", "2", "2023"), "29 February 2023 is not a real date"),
        (("0", "1", "2023"), "0 January 2023 is not a real date"),
        (("1", "1", "0000"), "is not a real date"),
        (("１", "Ⅻ", "2020"), "in numbers"),
    ],
)
def test_a_malformed_day_says_what_is_wrong_with_it(typed, said):
    assert said in sentence(DayField(**BORN), **day(*typed))


def test_a_day_that_may_be_unknown_says_that_it_may_be_left_empty():
    assert sentence(DayField(**BORN), **day("1", "", "")).endswith("or leave it empty if it is not known")
    assert taken(DayField(**BORN), **day("", " ", "")) is None


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", " MAR. "])
def test_a_month_may_be_a_word(month):
    assert taken(DayField(**BORN), **day("27", month, "2019")) == dt.date(2019, 3, 27)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_real_day_is_taken(when):
    assert taken(DayField(**BORN), **day(str(when.day), str(when.month), str(when.year))) == when


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_whatever_is_typed_gives_a_day_or_a_sentence_and_never_breaks(d, m, y):
    form = form_of(it=DayField(**BORN))({"it-day": d, "it-month": m, "it-year": y})
    if not form.is_valid():
        assert form.errors["it"][0][0].isupper() or form.errors["it"][0][0].isdigit()


def test_days_keep_within_their_limits():
    past = DayField(label="Date of birth", not_after="today")
    assert sentence(past, **day("1", "1", "2999")) == "The date of birth must be today or in the past"
    since = DayField(label="Date seen", not_before=dt.date(2026, 1, 5))
    assert sentence(since, **day("4", "1", "2026")) == "The date seen must be on or after Monday 5 January 2026"
    assert taken(since, **day("5", "1", "2026")) == dt.date(2026, 1, 5)


@pytest.mark.parametrize(
    "time, hour, minute",
    [
        ("16:05", 16, 5),
        ("4:05pm", 16, 5),
        ("4.05 pm", 16, 5),
        ("4pm", 16, 0),
        ("1605", 16, 5),
        ("midday", 12, 0),
        ("12am", 0, 0),
        ("12:30pm", 12, 30),
        ("midnight", 0, 0),
        ("9:00", 9, 0),
    ],
)
def test_a_time_is_read_as_people_write_it(time, hour, minute):
    got = taken(MomentField(label="Arrived"), **day("21", "6", "2026", time=time))
    assert (got.hour, got.minute, str(got.tzinfo)) == (hour, minute, "Europe/London")


@pytest.mark.parametrize("time", ["25:00", "13pm", "0am", "4", "soon", "4:75pm", "::"])
def test_a_time_that_is_not_one_is_refused(time):
    assert "like 4:05pm or 16:05" in sentence(MomentField(label="Arrived"), **day("21", "6", "2026", time=time))


def test_the_hour_that_the_clocks_skip_is_refused():
    said = sentence(MomentField(label="Arrived"), **day("29", "3", "2026", time="1:30am"))
    assert "clocks went forward" in said


def test_a_moment_needs_both_its_day_and_its_time():
    assert "as well as the day" in sentence(MomentField(label="Arrived"), **day("1", "6", "2026", time=""))
    assert "as well as the time" in sentence(MomentField(label="Arrived"), **day("", "", "", time="4pm"))


def test_a_moment_may_not_be_in_the_future():
    field = MomentField(label="When did it arrive?", called="when it arrived", not_after="now")
    assert sentence(field, **day("1", "1", "2999", time="4pm")) == "When it arrived must be now or in the past"


def test_a_refused_day_is_shown_back_exactly_as_it_was_typed(draw):
    form = form_of(it=DayField(**BORN))({"it-day": "31", "it-month": "Febry", "it-year": "19"})
    html = draw("{{ field(form.it) }}", form=form)
    assert 'value="31"' in html and 'value="Febry"' in html and 'value="19"' in html
    assert html.count("govuk-input--error") == 1  # only the box that is wrong


def test_long_text_is_refused_in_words_and_never_cut():
    said = sentence(LongTextField(label="Reason", max_length=10), it="x" * 13)
    assert said == "Shorten the reason to 10 characters: it is 3 too long"
    html = str(form_of(it=TextField(label="Name", max_length=5))()["it"].as_field_group())
    assert "maxlength" not in html


def test_a_line_break_counts_once():
    assert taken(LongTextField(label="Reason", max_length=3), it="a\r\nb") == "a\nb"


def test_numbers_keep_within_their_limits():
    children = NumberField(label="Number of children", least=1, most=30)
    assert sentence(children, it="0") == "The number of children must be 1 or more"
    assert sentence(children, it="31") == "The number of children must be 30 or less"
    assert sentence(children, it="two") == "The number of children must be a whole number, like 3"


@pytest.mark.parametrize("given_value, answer", [("yes", True), ("no", False)])
def test_yes_and_no_are_true_and_false(given_value, answer):
    assert taken(YesNoField(label="Told?"), it=given_value) is answer


def test_no_answer_is_neither_yes_nor_no():
    assert taken(YesNoField(label="Told?", required=False)) is None


def test_a_saved_no_is_shown_as_no(draw):
    html = draw("{{ field(form.it) }}", form=form_of(it=YesNoField(label="Told?"))(initial={"it": False}))
    assert 'value="no" checked' in html and 'value="yes" checked' not in html


def upload(name="note.pdf", content=b"x"):
    return MultiValueDict({"it": [SimpleUploadedFile(name, content)]})


def test_files_are_refused_in_sentences():
    field = FileField(label="Files", multiple=True, required=False, largest=1_000_000)
    assert sentence(field, upload(content=b"")) == "The file note.pdf is empty: choose it again"
    assert sentence(field, upload(content=b"x" * 1_000_001)).startswith("The file note.pdf is larger than 1 MB")
    assert "too long" in sentence(field, upload(name="n" * 160 + ".pdf"))
    few = FileField(label="Files", multiple=True, most=1)
    two = MultiValueDict({"it": [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")]})
    assert sentence(few, two) == "Choose 1 file at a time: you chose 2"


def test_files_come_as_a_list_or_as_one():
    assert [f.name for f in taken(FileField(label="Files", multiple=True), upload())] == ["note.pdf"]
    assert taken(FileField(label="File"), upload()).name == "note.pdf"
    assert taken(FileField(label="Files", multiple=True, required=False)) == []


class Screening(forms.Form):
    outcome = ChoiceField(label="Outcome", choices=[("help", "Early help"), ("other", "Another authority")],
                          reveals={"other": ["authority"]})  # fmt: skip
    authority = TextField(label="Which authority?", required=False)

    def clean(self):
        if self.cleaned_data.get("outcome") == "other":
            require(self, "authority")


def test_a_revealed_field_is_drawn_once_inside_its_choice_and_asked_for_only_then(draw):
    html = draw("{{ form }}", form=Screening())
    assert html.count('name="authority"') == 1
    assert html.index("conditional-id_outcome-2") < html.index('name="authority"')
    assert Screening({"outcome": "help"}).is_valid()
    assert Screening({"outcome": "other"}).errors["authority"] == ["Answer the question ‘Which authority?’"]


def test_what_people_type_is_never_markup(draw):
    nasty = '"><script>alert(1)</script>'
    form = form_of(it=TextField(label="Name"), long=LongTextField(label="Why"))({"it": nasty, "long": nasty})
    assert "<script" not in draw("{{ form }}", form=form)


def test_a_field_of_another_library_is_drawn_and_refused_the_same_way(draw):
    plain = type("Plain", (forms.Form,), {"email": forms.EmailField(label="Email"), "remember": forms.BooleanField()})
    html = draw("{{ form }}{{ error_summary(form) }}", form=plain({}))
    assert "Enter the email" in html and "This field is required" not in html and "govuk-checkboxes" in html


def test_the_error_summary_links_every_sentence_to_its_field(draw):
    form = Screening({"outcome": "other"})
    form.add_error(None, "Somebody else has screened this contact")
    html = draw("{{ error_summary(form) }}", form=form)
    assert 'href="#id_authority"' in html and "Somebody else has screened this contact" in html
    assert draw("{{ error_summary(form) }}", form=Screening()) == ""


def test_the_error_summary_takes_formsets_and_lists(draw):
    many = forms.formset_factory(Screening, extra=0)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"})
    html = draw("{{ error_summary([many]) }}", many=many)
    assert 'href="#id_form-0-outcome"' in html
