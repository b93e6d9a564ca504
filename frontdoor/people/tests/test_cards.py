"""The card kept of each person known: written with them, never with a protected address, and enough to weigh them by."""

from datetime import date

from frontdoor.matching.standard import standard
from frontdoor.people.actions import add_person, correct
from frontdoor.people.cards import build, near, tidy, ways
from frontdoor.people.matching import likely, likely_for_all
from frontdoor.people.models import Card, Key, NameCount
from frontdoor.people.waterfall import in_words, steps
from tests.scenarios import a_school_refers

ROBIN = {"given_names": "Robin", "family_name": "Ashgrove", "born_on": date(2019, 3, 27), "sex": "F", "address": "12 Elm Row", "postcode": "YB9 9ZZ"}


def known(cast, at, **details):
    return add_person(by=cast.rosa, at=at, source="Told in a test", **{**ROBIN, **details})


def found(**written) -> set:
    there = near([[standard(written)]])
    return set(there.cards.get(0, ()))


def test_a_person_written_is_found_by_the_next_to_ask(cast, at):
    person = known(cast, at)
    assert found(first_name="Robyn", surname="Ashgrove", dob="2019-03-27") == {person.pk}
    correct(person, by=cast.rosa, at=at, fields=["family_name"], values={"family_name": "Marlowe"})
    assert found(first_name="Robin", surname="Marlowe") == {person.pk}
    assert found(first_name="Robin", surname="Ashgrove") == {person.pk}  # the earlier name is kept too


def test_a_protected_address_is_on_no_card(cast, at):
    person = known(cast, at, address="7 Harbour Refuge", postcode="KB7 7ZZ")
    assert found(surname="Nobody", postcode="KB7 7ZZ") == {person.pk}
    correct(person, by=cast.rosa, at=at, fields=["address_is_protected"], values={"address_is_protected": True})
    assert found(surname="Nobody", postcode="KB7 7ZZ") == set()
    assert not any("KB77ZZ" in each for each in Card.objects.get(person=person).written)


def test_everybody_is_carded_anew_and_names_are_counted(cast, at):
    people = [known(cast, at, given_names=name) for name in ("Robin", "Wren", "Wren")]
    kept = set(Key.objects.values_list("key", "person"))
    assert build() == 3 and set(Key.objects.values_list("key", "person")) == kept
    Key.objects.filter(person=people[0]).delete()
    Card.objects.filter(person=people[0]).delete()
    assert tidy() == 1 and set(Key.objects.values_list("key", "person")) == kept
    assert dict(NameCount.objects.values_list("name", "count")) == {"first:robin": 1, "first:wren": 2, "surname:ashgrove": 3, "people:": 3}


def test_each_way_of_writing_somebody_is_compared():
    written = ways(ROBIN, names=[("Robin", "Marsh"), ("", "")], homes=[("1 Old Lane", "KB1 1AB")])
    assert {(each.surname, each.postcode) for each in written if each.surname} == {(name, place) for name in ("ashgrove", "marsh") for place in ("YB99ZZ", "KB11AB")}


def test_the_chance_is_absolute_and_its_steps_add_up(cast, at):
    known(cast, at)
    (match,) = likely(ROBIN, user=cast.rosa)
    assert match.chance == "more than 99 in 100" and match.probability > 0.99
    assert [step.title for step in match.steps][:3] == ["Before anything is compared", "Given names", "Family name"]
    assert all(step.x >= 0 and step.x + step.width <= 321 for step in match.steps)
    (weak,) = likely({**ROBIN, "born_on": None, "address": "", "postcode": "", "sex": ""}, user=cast.rosa)
    assert weak.probability < 0.9  # a name alone is not rare enough, though nobody else is known


def test_people_named_together_are_evidence_for_each_other(cast, at):
    """Robin alone, without a birth date and at another address, could be anybody; beside her mother she is likely herself."""
    child, mother = known(cast, at), known(cast, at, given_names="Amara", born_on=date(1990, 2, 3))
    scrap = {"given_names": "Robin", "family_name": "Ashgrove", "address": "7 Far Lane", "postcode": "KB1 1AA"}
    alone = {match.person: match.probability for match in likely(scrap, user=cast.rosa)}
    told = {"given_names": "Amara", "family_name": "Ashgrove", "born_on": date(1990, 2, 3)}
    contact = a_school_refers(at=at, children=[scrap], adults=[told])
    rows = [contact.children.get(), contact.adults.get()]
    together = {match.person: match for match in likely_for_all(rows, user=cast.rosa)[rows[0].pk]}
    assert together[child].probability > alone[child]
    assert "Named together" in [step.title for step in together[child].steps] and mother not in together


def test_worth_is_said_in_round_numbers():
    assert [in_words(bits) for bits in (0.0, 1.0, -1.0, 10.0, 20.0)] == ["says nothing", "2.0 times more likely", "2.0 times less likely", "1,000 times more likely", "1,000,000 times more likely"]
    assert steps([]) == []
