"""The child's page: one screen, within what the reader may see, in a constant number of queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.contacts.actions import link_child
from frontdoor.foundations.record.models import Viewing
from frontdoor.people.actions import add_name, involve, relate
from tests.scenarios import (
    a_school_refers,
    all_the_way_to_a_decision,
    it_asks,
    police_answer,
    reception_sends_it_to_the_mash,
    the_mash_opens_it,
)

HUB = ["rosa", "sam", "mina", "oona", "pete", "hana", "edie"]
OTHERS = [
    "helen",
    "nadia",
    "adam",
    "priya",
    "hugh",
    "dina",
    "fay",
    "tess",
    "tom",
    "moira",
    "gita",
    "bea",
    "ivor",
    "ada",
    "inez",
]
PAGES = [
    "",
    "chronology/",
    "correct/",
    "name/",
    "address/",
    "number/",
    "relate/",
    "involve/",
    "address/open/",
    "looked/",
]


@pytest.fixture
def decided(cast, at, robin):
    child = {
        "given_names": "Robin",
        "family_name": "Ashgrove",
        "own_words": "I go under the table.",
        "lived_experience": "Gets herself up.",
    }
    contact, enquiry = all_the_way_to_a_decision(at=at, children=[child], strengths="Gran lives near.")
    link_child(contact.children.get(), by=cast.rosa, at=at + timedelta(hours=1), person=robin)
    return contact


def body_of(person, client, more=""):
    return client.get(f"/people/{person.pk}/{more}").content.decode()


def test_one_screen_answers(cast, as_, at, add, robin, decided):
    kelly = add(given_names="Kelly", family_name="Ashgrove", born_on=date(1991, 5, 2))
    relate(
        kelly,
        by=cast.rosa,
        at=at,
        other=robin,
        kind="MOTHER",
        has_parental_responsibility=True,
        lives_with=True,
        source="The school",
    )
    involve(
        robin,
        by=cast.rosa,
        at=at,
        agency=cast.elsie.agency,
        team=cast.elsie.team,
        kind="EARLY_HELP",
        from_on=date(2026, 1, 5),
        worker_name="Elsie Brathwaite-Lunn",
        worker_phone="01632 960111",
    )
    body = body_of(robin, as_(cast.mina))
    for words in (
        "Robin Ashgrove",
        "999 000 0018",
        "12 Elm Row",
        "Kelly Ashgrove",
        "Mother",
        "Early help",
        "Elsie Brathwaite-Lunn",
        "01632 960111",
        "Received a contact",
        "Thornbury Hill School",
        "Answered a request",
        "Westshire Police",
        "Early help; level 3",
        "age 6",
        "I go under the table.",
        "Gets herself up.",
        "Robin is tired and says the shouting is every night.",
        "Gran lives near.",
        "Tell them what was decided",
        "<svg",
        "Who looked at this record",
    ):
        assert words in body, words
    assert Viewing.objects.filter(by=cast.mina, record_id=robin.pk, how="READ").count() == 1
    assert "Robin Ashgrove" in body_of(kelly, as_(cast.mina)) and "Child" in body_of(kelly, as_(cast.mina))


@pytest.mark.parametrize("name", HUB)
def test_the_hub_may_read(name, cast, as_, robin):
    assert as_(getattr(cast, name)).get(f"/people/{robin.pk}/").status_code == 200


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_may_know_that_it_exists(name, cast, as_, robin, decided):
    """Not even the referrer or an agency that answered: they see what they sent, not the child's record."""
    client = as_(getattr(cast, name))
    for more in PAGES:
        response = client.get(f"/people/{robin.pk}/{more}")
        assert response.status_code in (403, 404) or (name, more) == ("ivor", "looked/"), more
        assert "Ashgrove" not in response.content.decode() and "Ashgrove" not in str(response.headers)
    assert client.get(f"/people/{robin.pk}/").status_code == 404


def test_the_team_that_was_offered_the_child_reads_the_page_and_changes_nothing(cast, as_, robin, decided):
    """They were offered the child before anybody had said who the child is."""
    client = as_(cast.elsie)
    assert "Robin Ashgrove" in client.get(f"/people/{robin.pk}/").text
    for more in set(PAGES) - {"", "chronology/"}:
        assert client.get(f"/people/{robin.pk}/{more}").status_code in (403, 404), more


def test_nobody_signed_out(client, robin):
    for more in PAGES:
        assert client.get(f"/people/{robin.pk}/{more}").status_code in (302, 403)


def test_a_receiving_team_reads_the_person_it_was_given_and_never_who_raised_it(
    cast, as_, at, robin, decided, share_with
):
    assert share_with(robin, cast.elsie)
    body = body_of(robin, as_(cast.elsie))
    assert "Robin Ashgrove" in body and "Received a contact" in body and "Whoever raised it: not shown to you" in body
    assert "Tess" not in body and "Thornbury" not in body
    assert "Correct details" not in body and "Who looked" not in body
    whole = body_of(robin, as_(cast.elsie), "chronology/")
    assert "Received a contact" in whole and "Tess" not in whole and "Thornbury" not in whole
    assert as_(cast.elsie).get(f"/people/{robin.pk}/correct/").status_code == 403


def test_a_partner_in_the_hub_learns_that_it_was_raised_and_not_by_whom(cast, as_, robin, decided):
    for more in ("", "chronology/"):
        body = body_of(robin, as_(cast.pete), more)
        assert "Received a contact" in body and "Tess" not in body and "Thornbury" not in body
        assert "Tess" in body_of(robin, as_(cast.rosa), more)


def test_a_restricted_person_is_seen_by_those_named_and_named_nowhere_else(cast, as_, at, add, robin, restrict):
    hidden = add(
        given_names="Zebedee",
        family_name="Ashgrove",
        born_on=date(2019, 3, 27),
        postcode="ZZ9 9ZZ",
        address="12 Elm Row",
    )
    relate(hidden, by=cast.rosa, at=at, other=robin, kind="SIBLING")
    restrict(hidden, to=cast.sam)
    for name in ("rosa", "mina", "oona", "pete"):
        client = as_(getattr(cast, name))
        assert client.get(f"/people/{hidden.pk}/").status_code == 404
        for more in PAGES:
            assert "Zebedee" not in body_of(robin, client, more)
    assert "Restricted" in body_of(hidden, as_(cast.sam)) and "Zebedee" in body_of(robin, as_(cast.sam))


@pytest.fixture
def hidden_home(add):
    return add(
        given_names="Tansy",
        family_name="Holt",
        born_on=date(2016, 2, 2),
        address="7 Larkspur Refuge",
        postcode="ZZ7 7ZZ",
        address_is_protected=True,
    )


@pytest.mark.parametrize("name", HUB)
def test_a_protected_address_is_in_no_body(name, cast, as_, hidden_home):
    client = as_(getattr(cast, name))
    for more in PAGES:
        body = body_of(hidden_home, client, more)
        assert "Larkspur" not in body and "ZZ7" not in body, more
    assert "Address withheld" in body_of(hidden_home, client)


def test_it_opens_with_a_reason_to_the_mash_only(cast, as_, hidden_home):
    path = f"/people/{hidden_home.pk}/address/open/"
    assert "Larkspur" not in as_(cast.sam).post(path, {"reason": ""}).content.decode()
    body = as_(cast.sam).post(path, {"reason": "Visiting this afternoon"}).content.decode()
    assert "7 Larkspur Refuge" in body
    kept = Viewing.objects.get(by=cast.sam, details__address=True)
    assert (kept.record_id, kept.details["reason"]) == (hidden_home.pk, "Visiting this afternoon")
    for user in (cast.rosa, cast.pete, cast.oona):
        response = as_(user).post(path, {"reason": "Curious"})
        assert response.status_code == 403 and "Larkspur" not in response.content.decode()
    assert "Visiting this afternoon" in body_of(hidden_home, as_(cast.mina), "looked/")


def test_what_an_agency_holds_back_leaves_no_trace_on_the_chronology(cast, as_, at, robin):
    contact = a_school_refers(at=at)
    link_child(contact.children.get(), by=cast.rosa, at=at, person=robin)
    reception_sends_it_to_the_mash(contact, at=at)
    police_answer(
        it_asks(the_mash_opens_it(contact, at=at), at=at)[0], at=at, text="Covert operation Zebra", sensitive=True
    )
    for user in (cast.rosa, cast.mina, cast.hana):
        assert "Zebra" not in body_of(robin, as_(user)) + body_of(robin, as_(user), "chronology/")


def test_age_then_and_both_times_where_they_differ(cast, as_, at, add):
    early = add(given_names="Robin", family_name="Ashgrove", born_on=date(2025, 12, 1))
    for given_at, received_at in ((at, at), (at + timedelta(days=200), at + timedelta(days=200))):
        contact = a_school_refers(at=given_at, received_at=received_at)
        link_child(contact.children.get(), by=cast.rosa, at=given_at, person=early)
    body = body_of(early, as_(cast.rosa), "chronology/?order=oldest")
    assert body.index("age 3 months old") < body.index("age 9 months old")
    assert "recorded" in body
    newest = body_of(early, as_(cast.rosa), "chronology/")
    assert newest.index("age 9 months old") < newest.index("age 3 months old")


def test_the_unborn_and_the_dead_are_called_so(cast, as_, at, add):
    baby = add(family_name="Ashgrove", expected_on=date.today() + timedelta(weeks=9), sex="U")
    body = body_of(baby, as_(cast.rosa))
    assert "Unborn baby Ashgrove" in body and "due in 9 weeks" in body
    dead = add(given_names="Sheila", family_name="Ashgrove", born_on=date(1950, 1, 1), died_on=date(2020, 6, 1))
    body = body_of(dead, as_(cast.rosa))
    assert "Died 1 Jun 2020" in body and "(70 when they died)" in body
    assert "about 1 Jan 2010" in body_of(
        add(given_names="Dave", born_on=date(2010, 1, 1), birth_is_a_guess=True), as_(cast.rosa)
    )


def test_empty_places_say_what_empty_means(cast, as_, add):
    body = body_of(add(scrap="Dave, the boyfriend"), as_(cast.rosa))
    for words in (
        "Dave, the boyfriend",
        "This does not mean that there is nobody",
        "This does not mean that none is",
        "Somebody should ask",
    ):
        assert words in body


def test_words_are_words_and_not_a_page(cast, as_, at, add):
    person = add(given_names="<script>alert(1)</script>", family_name="=2+2")
    relate(person, by=cast.rosa, at=at, other=add(given_names="Robin"), kind="SIBLING")
    assert "<script>alert" not in body_of(person, as_(cast.rosa))


def asked_of_the_database(client, path):
    """How many questions a page asks; savepoints are the tests' own transactions within transactions."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return [each["sql"] for each in seen.captured_queries if "SAVEPOINT" not in each["sql"]]


@pytest.mark.parametrize("more", ["", "chronology/", "looked/"])
def test_the_same_few_queries_with_one_event_and_with_three_hundred(more, cast, as_, at, add, robin, decided):
    client = as_(cast.mina)
    client.get(f"/people/{robin.pk}/{more}")
    few = asked_of_the_database(client, f"/people/{robin.pk}/{more}")
    for number in range(12):
        relative = add(given_names=f"{'ABCDEFGHIJKL'[number]}dam", family_name="Ashgrove")
        relate(relative, by=cast.rosa, at=at, other=robin, kind="COUSIN")
        contact = a_school_refers(at=at + timedelta(days=number))
        link_child(contact.children.get(), by=cast.rosa, at=at, person=robin)
        involve(robin, by=cast.rosa, at=at, agency=cast.tess.agency, kind="OTHER", from_on=date(2026, 1, 1))
    for number in range(300):
        add_name(robin, by=cast.rosa, at=at + timedelta(minutes=number), kind="ALIAS", given_names=f"Robin {number}")
    many = asked_of_the_database(client, f"/people/{robin.pk}/{more}")
    assert len(many) == len(few) <= 15, "\n".join(many)


def test_who_looked(cast, as_, robin, decided):
    body_of(robin, as_(cast.pete))
    body_of(robin, as_(cast.pete))
    body = body_of(robin, as_(cast.mina), "looked/")
    assert "Pete Sandiford" in body and "Westshire Police" in body and "Robin Ashgrove" in body
    part = as_(cast.mina).get(f"/people/{robin.pk}/looked/", headers={"HX-Request": "true"}).content.decode()
    assert "Pete Sandiford" in part and "<!doctype" not in part
    assert as_(cast.rosa).get(f"/people/{robin.pk}/looked/").status_code == 403


def test_who_was_shown_them_in_a_search_or_a_list_looked_too(cast, as_, robin, decided):
    as_(cast.hana).post("/people/", {"name": "Robin Ashgrove"})
    as_(cast.oona).post("/people/", {"name": "Nobody Atall"})
    body = body_of(robin, as_(cast.mina), "looked/")
    assert "Hana Birtwell" in body and "Oona Trevail" not in body


def test_information_governance_sees_who_looked_and_not_at_whom(cast, as_, robin, restrict):
    body_of(robin, as_(cast.pete))
    restrict(robin, to=cast.sam)
    body = body_of(robin, as_(cast.ivor), "looked/")
    assert "Pete Sandiford" in body and robin.reference in body
    assert "Robin" not in body and "Elm Row" not in body
    assert as_(cast.ivor).get(f"/people/{robin.pk}/").status_code == 404
