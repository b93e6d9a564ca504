"""The frame, the components and the error pages, as drawn."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.template import engines
from django.utils import timezone
from jinja2 import DictLoader

from frontdoor.foundations.pages import errors, jinja, navigation, patterns
from frontdoor.foundations.pages.fields import TextField

COMPONENTS = '{% from "pages/components.html" import clock, gauge, table, cell, tag, timeline, given, side_by_side %}'


class Name(forms.Form):
    name = TextField(label="Your name")


def page(body: str = "", title: str = "Desk") -> str:
    blocks = "{% block title %}" + title + "{% endblock %}{% block content %}" + body + "{% endblock %}"
    return '{% extends "pages/base.html" %}' + blocks


@pytest.fixture
def in_navigation(monkeypatch):
    monkeypatch.setattr(navigation, "NAVIGATION", [])
    navigation.register(
        navigation.Entry("The flow", "flow", "flow", 30), navigation.Entry("Reception", "desk", "screen", 20),
        navigation.Entry("Gone", "no-such-page", "screen", 1),
    )  # fmt: skip


def test_the_frame_says_who_is_signed_in_and_for_whom(draw):
    html = draw(page())
    assert "Priya Raman" in html and "Reception officer, Westshire County Council" in html
    assert "<title>Desk – Front Door</title>" in html
    assert "Everybody here is invented" in html


def test_the_demonstration_is_named_only_where_it_is_one(draw, settings):
    settings.FRONTDOOR_DEMO = False
    assert "invented" not in draw(page())


def test_navigation_shows_what_this_person_may_open_and_where_they_are(draw, ask, in_navigation):
    html = draw(page(), ask("/desk/"))
    assert 'aria-current="page"' in html and ">Reception" in html.replace("\n", "").replace("  ", "")
    assert "The flow" not in html  # not permitted
    assert "Gone" not in html  # not installed
    assert "Reception" not in draw(page(), ask("/desk/", user=None))


def test_one_entry_is_where_they_are_and_what_is_near_at_hand_is_not_there_twice(ask, in_navigation):
    navigation.register(
        navigation.Entry("Rows", "desk-rows", "screen", 21), navigation.Entry("At hand", "desk-rows", "screen", 22, near="screen"),
    )
    shown = navigation.entries_for(ask("/desk/rows/one/"))
    assert [(each["text"], each["active"]) for each in shown] == [("Reception", False), ("Rows", True)]


def test_registering_twice_shows_once(in_navigation):
    navigation.register(navigation.Entry("Reception", "desk", "screen", 20))
    assert [entry.label for entry in navigation.NAVIGATION].count("Reception") == 1


def test_a_refused_form_says_error_in_the_title_and_at_the_top(draw):
    html = draw(page("{{ form }}"), form=Name({}))
    assert "<title>Error: Desk" in html
    assert html.index("There is a problem") < html.index("govuk-form-group--error")
    assert "Error:" not in draw(page("{{ form }}"), form=Name()).split("</title>")[0]


def test_several_forms_share_one_summary(draw):
    html = draw(page(), forms=[Name({}, prefix="a"), Name({}, prefix="b")])
    assert html.count("There is a problem") == 1
    assert "#id_a-name" in html and "#id_b-name" in html


def test_nothing_in_a_page_is_an_inline_script_or_style(draw):
    material = patterns.material(timezone.now())
    html = draw('{% include "pages/patterns.html" %}', **material, form=patterns.EveryField())
    assert "style=" not in html and "<style" not in html and "onclick" not in html
    assert all("src=" in tag.split(">")[0] for tag in html.split("<script")[1:])


def test_messages_are_shown_once_and_escaped(draw, ask):
    from django.contrib import messages

    request = ask()
    messages.success(request, "The decision about <b>Robin</b> is recorded")
    html = draw(page(), request)
    assert 'role="status"' in html and "&lt;b&gt;Robin" in html


def test_templates_cannot_read_the_settings(draw):
    with pytest.raises(KeyError):
        draw('{{ setting("SECRET_KEY") }}')


HELD = """{% extends "pages/base.html" %}
{% from "pages/components.html" import tag %}
{% set word = "Late" %}
{% block content %}<p>before</p>
{% block rows %}{{ tag(word) }} {{ request.path }} {{ said }}{% endblock %}{% endblock %}
"""


def test_a_fragment_is_one_block_of_the_page_with_the_pages_own_imports(ask):
    loaders = engines["jinja2"].env.loader.loaders
    loaders.insert(0, DictLoader({"held.html": HELD}))
    try:
        response = jinja.render_block(ask("/desk/"), "held.html", "rows", {"said": "<i>"})
    finally:
        loaders.pop(0)
    html = response.content.decode()
    assert "Late</strong>" in html and "/desk/" in html and "&lt;i&gt;" in html
    assert "before" not in html and "<html" not in html


@pytest.mark.parametrize(
    "state, words",
    [
        ("running", "5 hours left"),
        ("due_soon", "Due soon: 40 minutes left"),
        ("overdue", "Overdue: 3 hours late"),
        ("met", "Done in time"),
        ("missed", "Done late"),
        ("none", "No time limit"),
    ],
)
def test_a_clock_says_in_words_how_it_stands(draw, state, words):
    html = draw(COMPONENTS + "{{ clock(face) }}", face=patterns.faces(timezone.now())[state])
    assert words in html
    if state != "none":
        assert "Working Together 2023" in html and "was received" in html


def test_four_kinds_of_no_answer_are_four_different_things(draw):
    said = {draw(COMPONENTS + "{{ gauge('Police', state) }}", state=state).split("fd-tag")[-1]
            for state in ("nothing_held", "not_searched", "cannot_share", "asked", "not_asked")}  # fmt: skip
    assert len(said) == 5


def test_an_empty_list_says_so(draw):
    html = draw(COMPONENTS + '{{ table(["Child"], [], empty="Nothing is waiting.") }}{{ timeline([]) }}{{ given("") }}')
    assert "Nothing is waiting." in html and "Nothing has happened yet." in html and "Nothing was written." in html
    assert "<table" not in html


def test_sorting_keeps_the_filters_and_turns_round(draw, ask):
    source = COMPONENTS + '{{ table([{"label": "Due", "sort": "due"}], [["x"]], request=request) }}'
    html = draw(source, ask("/desk/?rating=red&sort=due&page=4"))
    assert 'aria-sort="ascending"' in html
    assert "?rating=red&amp;sort=-due" in html and "page=" not in html


def test_missing_on_one_side_is_not_the_same_as_different(draw):
    html = draw(COMPONENTS + '{{ side_by_side([("NHS number", "", "999 123 4567", "missing", "")]) }}')
    assert "Not on one side" in html and "Not given" in html and "Different" not in html


def test_given_words_are_never_markup(draw):
    html = draw(COMPONENTS + "{{ given(text) }}{{ timeline([{'title': text, 'at': at, 'text': text}]) }}",
                text="<img src=x>", at=timezone.now())  # fmt: skip
    assert "<img" not in html


# Error pages


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def test_a_refusal_says_the_role_needed_and_whom_to_ask(ask):
    response = errors.forbidden(
        ask(), PermissionDenied("This page is for: MASH manager. You are signed in as: Reception officer.")
    )
    assert response.status_code == 403
    assert "This page is for: MASH manager" in text_of(response)
    assert "agency’s administrator at Westshire County Council" in text_of(response)


@pytest.mark.parametrize(
    "answer, status",
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.not_found, 404),
        (errors.too_large, 413),
        (errors.too_many, 429),
        (errors.broken, 500),
        (errors.unavailable, 503),
    ],
)
def test_every_error_page_says_what_to_do_and_keeps_its_status(ask, answer, status):
    response = answer(ask())
    assert response.status_code == status
    assert "<h1" in text_of(response) and "Traceback" not in text_of(response)


def test_a_body_that_is_too_large_is_told_as_such(ask):
    from django.core.exceptions import RequestDataTooBig

    assert errors.bad_request(ask(), RequestDataTooBig()).status_code == 413


class Gone:
    """A person whom the database can no longer tell us about."""

    @property
    def is_authenticated(self):
        raise RuntimeError("the database is down")


@pytest.mark.parametrize("answer", [errors.broken, errors.unavailable, errors.not_found, errors.forbidden])
def test_error_pages_come_out_with_the_database_down(ask, answer):
    response = answer(ask(user=Gone()))
    assert "call the front door on" in text_of(response) and "RuntimeError" not in text_of(response)


def test_a_database_that_is_away_is_worth_another_try(ask):
    try:
        raise OperationalError
    except OperationalError:
        response = errors.broken(ask())
    assert response.status_code == 503 and response["Retry-After"] == "60"


def test_a_page_open_too_long_gives_back_what_was_typed_but_no_secret(ask):
    response = errors.csrf_failure(
        ask("/decide/", **{"form-0-rationale": "Seen <today>", "password": "hunter2", "csrfmiddlewaretoken": "t0k"})
    )
    html = text_of(response)
    assert response.status_code == 403
    assert "Seen &lt;today&gt;" in html and "Rationale" in html
    assert "hunter2" not in html and "t0k" not in html


def test_a_stale_form_says_what_changed_and_keeps_the_words(ask):
    response = errors.changed_meanwhile(
        ask("/decide/", rationale="My own reasons"),
        sentence="Mina Farrow decided this at 4:05pm.",
        changes=[("Outcome", "Early help")],
    )
    assert response.status_code == 409
    for words in ("Mina Farrow decided", "Early help", "My own reasons"):
        assert words in text_of(response)


def test_the_pattern_page_is_not_there_in_earnest(ask, settings):
    from django.http import Http404

    from frontdoor.foundations.pages.views import patterns as view

    settings.FRONTDOOR_DEMO = settings.DEBUG = False
    with pytest.raises(Http404):
        view.page.view(ask("/patterns/"))


def test_whole_ages_on_a_card(draw):
    html = draw('{% from "pages/components.html" import person_card %}{{ person_card(it) }}',
                it={"name": "Robin", "born": timezone.localdate() - dt.timedelta(days=3)})  # fmt: skip
    assert "3 days old" in html


def test_who_is_nobody_when_nobody_is_signed_in(ask):
    assert navigation.who(ask(user=None)) is None
    assert navigation.who(SimpleNamespace()) is None
