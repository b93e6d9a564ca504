"""What a receiver is shown follows who the child is said to be, and whom a file is said to be about."""

import pytest
from django.urls import reverse

from frontdoor.contacts.actions import attach, link_child, say_whom_it_is_about
from frontdoor.contacts.models import Attachment
from frontdoor.foundations.record.refusals import MayNot, Refused
from frontdoor.handover.actions import accept, send_back, send_elsewhere
from frontdoor.handover.rules import file_goes_along
from frontdoor.people.actions import add_person
from frontdoor.people.models import Involvement, Person
from frontdoor.screening.actions import screen
from frontdoor.screening.rules import ChildOutcome
from tests.scenarios import a_school_refers, team

pytestmark = pytest.mark.django_db
TWO = ({"given_names": "Robin", "family_name": "Ashgrove"}, {"given_names": "Wren", "family_name": "Ashgrove"})


def screened(cast, at, *, children=TWO, both=False, **given):
    """Robin to early help; Wren nowhere, or with Robin."""
    contact = a_school_refers(at=at, children=children, **given)
    outcomes = [
        ChildOutcome(child, "EARLY_HELP", 3, "Help.", [], team("hub_north")) if both or not n else ChildOutcome(child, "NFA", 1, "Well.")
        for n, child in enumerate(contact.children.all())
    ]
    return screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=outcomes)


def somebody(cast, at, name="Robin"):
    return add_person(by=cast.rosa, at=at, source="School", given_names=name, family_name="Ashgrove")


def seen(user):
    return sorted(str(each) for each in Person.objects.visible_to(user))


def test_a_child_linked_after_the_offer_is_seen_at_once_and_its_sibling_is_not(cast, at):
    robin, wren = screened(cast, at).children.all()
    link_child(robin, by=cast.oona, at=at, person=somebody(cast, at))
    link_child(wren, by=cast.oona, at=at, person=somebody(cast, at, "Wren"))
    assert seen(cast.elsie) == ["Robin Ashgrove"] and seen(cast.fay) == []


def test_a_link_taken_back_or_changed_is_no_longer_seen(cast, at):
    robin = screened(cast, at).children.first()
    link_child(robin, by=cast.rosa, at=at, person=somebody(cast, at, "Somebody"))
    link_child(robin, by=cast.rosa, at=at, person=somebody(cast, at))
    assert seen(cast.elsie) == ["Robin Ashgrove"]
    link_child(robin, by=cast.rosa, at=at, person=None)
    assert seen(cast.elsie) == []


def test_taken_on_before_it_was_known_who_it_is_the_team_is_involved_from_then(cast, at):
    contact = screened(cast, at)
    accept(contact.handovers.get(), by=cast.elsie, at=at, worker_name="Elsie")
    link_child(contact.children.first(), by=cast.rosa, at=at, person=somebody(cast, at))
    assert Involvement.objects.get().worker_name == "Elsie"


def test_a_team_that_sent_it_back_is_shown_nothing_new(cast, at):
    contact = screened(cast, at)
    send_back(contact.handovers.get(), by=cast.elsie, at=at, reason="Not ours.")
    link_child(contact.children.first(), by=cast.rosa, at=at, person=somebody(cast, at))
    assert seen(cast.elsie) == []


def a_file(contact, cast, at, name="note.txt"):
    return attach(contact, by=cast.tess, at=at, name=name, content=b"Seen on Monday.")


def files(user):
    return [each.name for each in Attachment.objects.visible_to(user)]


def test_files_go_with_the_only_child_and_later_ones_too(cast, at, as_):
    contact = screened(cast, at, children=TWO[:1])
    a_file(contact, cast, at)
    assert files(cast.elsie) == ["note.txt"] and files(cast.fay) == []
    page = as_(cast.elsie).get(reverse("handover", args=[contact.handovers.get().pk])).text
    assert "note.txt" in page
    saved = as_(cast.elsie).get(reverse("attachment", args=[Attachment.objects.get().pk]))
    assert b"".join(saved.streaming_content) == b"Seen on Monday."
    assert as_(cast.fay).get(reverse("attachment", args=[Attachment.objects.get().pk])).status_code == 404


def test_where_a_sibling_went_elsewhere_a_file_waits_until_somebody_says_whom_it_is_about(cast, at):
    contact = screened(cast, at)
    robin, wren = contact.children.all()
    file = a_file(contact, cast, at)
    assert files(cast.elsie) == []
    say_whom_it_is_about(file, by=cast.rosa, at=at, children=[robin])
    assert files(cast.elsie) == ["note.txt"]
    say_whom_it_is_about(file, by=cast.rosa, at=at, children=[robin, wren])
    assert files(cast.elsie) == [], "it tells of Wren too, who went elsewhere"


@pytest.mark.parametrize("given", [
    {"referrer_wants_no_name": True}, {"source": "1B"},
    {"children": [{"given_names": "Robin", "family_name": "Ashgrove", "address": "1 Quay", "address_is_protected": True}]},
    {"adults": [{"given_names": "Jo", "family_name": "Ashgrove", "address": "1 Quay", "address_is_protected": True}]},
])
def test_a_file_that_may_say_what_is_protected_goes_only_when_somebody_read_it(cast, at, given):
    contact = screened(cast, at, **{"children": TWO[:1], **given})
    file = a_file(contact, cast, at)
    assert files(cast.elsie) == []
    say_whom_it_is_about(file, by=cast.rosa, at=at, children=list(contact.children.all()))
    assert files(cast.elsie) == ["note.txt"]


def test_it_goes_with_the_work_and_stays_with_nobody_who_sent_it_back(cast, at):
    contact = screened(cast, at, both=True)
    a_file(contact, cast, at)
    send_back(contact.handovers.get(), by=cast.elsie, at=at, reason="Not ours.")
    send_elsewhere(contact.handovers.get(), by=cast.rosa, at=at, to_team=team("family_help_east"), reason="Yours.", outcome="OPEN_CASE")
    assert files(cast.elsie) == [] and files(cast.fay) == ["note.txt"]


def test_only_who_screens_says_it_and_of_children_of_this_contact(cast, at):
    contact, other = screened(cast, at), screened(cast, at)
    file = a_file(contact, cast, at)
    with pytest.raises(MayNot):
        say_whom_it_is_about(file, by=cast.tess, at=at, children=[])
    with pytest.raises(Refused, match="not in this contact"):
        say_whom_it_is_about(file, by=cast.rosa, at=at, children=list(other.children.all()))


def test_the_page_where_it_is_said(cast, at, as_):
    contact = screened(cast, at)
    file = a_file(contact, cast, at)
    page = reverse("attachment-about", args=[file.pk])
    assert page in as_(cast.rosa).get(reverse("contact", args=[contact.pk])).text
    assert "Which children is it about?" in as_(cast.rosa).get(page).text
    assert as_(cast.rosa).post(page, {"children": ["9"]}).status_code == 422
    assert as_(cast.rosa).post(page, {"children": ["1"]}).status_code == 302
    assert files(cast.elsie) == ["note.txt"]


@pytest.mark.parametrize(("about", "offered", "hidden", "goes"), [
    (None, {1, 2}, False, True), (None, {1}, False, False), (None, {1, 2}, True, False), (None, set(), False, False),
    ([1], {1}, True, True), ([1, 2], {1}, False, False), ([], {1, 2}, False, False), ([2], {1}, False, False),
])
def test_which_files_go_along(about, offered, hidden, goes):
    assert file_goes_along(about=about, offered=offered, everybody={1, 2}, may_say_what_is_protected=hidden) is goes
