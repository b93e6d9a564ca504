"""A sealed identity: the searcher sees nothing, whoever they are; its custodians are told."""

import difflib
import re
from datetime import date, timedelta

import pytest

from frontdoor.contacts.actions import link_child
from frontdoor.contacts.models import Contact
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import Event
from frontdoor.foundations.record.refusals import Refused
from frontdoor.governance.actions import lift_restriction, restrict_person, seal_person
from frontdoor.governance.models import Restriction
from frontdoor.governance.queries.restrictions import closing
from frontdoor.people.actions import add_person, merge, relate
from frontdoor.people.duplicates import find_duplicates
from frontdoor.people.models import DuplicatePair, Person
from frontdoor.people.proposing import proposed
from frontdoor.people.search import search
from frontdoor.ppn.actions import take_forms
from tests.scenarios import a_school_refers

pytestmark = pytest.mark.django_db
JUNO = {
    "given_names": "Juno", "family_name": "Quarrmere", "born_on": date(2019, 3, 27), "nhs_number": "9990000018", "postcode": "ZZ9 9ZZ",
    "address": "12 Elm Row",
}  # fmt: skip
SEARCHES = [
    {"name": "Juno Quarrmere"}, {"name": "Juno", "born_on-day": "27", "born_on-month": "3", "born_on-year": "2019"},
    {"postcode": "ZZ9 9ZZ"}, {"number": "9990000018"}, {"number": "999 000 0018"},
]  # fmt: skip
WHY = {"reason": "ADOPTION", "why": "Adopted; her birth family looks for her."}


@pytest.fixture
def juno(cast, at):
    return add_person(by=cast.rosa, at=at, source="the referral", **JUNO)


@pytest.fixture
def sealed(cast, at, juno):
    held = seal_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
    juno.refresh_from_db()
    return held


def plain(answer) -> tuple:
    """An answer without what is different for each: tokens of forms and of this search, and the minute at which it is printed."""
    different = r'csrfmiddlewaretoken" value="[^"]+|search=[0-9a-f]{32}|at \d+:\d\d[ap]m\. Keep it safe'
    return answer.status_code, re.sub(different, "", answer.content.decode())


def telling(kind) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("to_name", flat=True))


@pytest.mark.parametrize("terms", SEARCHES)
@pytest.mark.parametrize("who", ["rosa", "sam", "marcus", "pete"])
def test_the_page_of_a_search_is_the_same_whether_or_not_they_are_there(cast, as_, at, terms, who):
    client = as_(getattr(cast, who))
    add_person(by=cast.rosa, at=at, source="Another", given_names="June", family_name="Quarrmere", postcode="ZZ9 9ZZ")
    before = plain(client.post("/people/", terms, follow=True))
    juno = add_person(by=cast.rosa, at=at, source="the referral", **JUNO)
    assert plain(client.post("/people/", terms, follow=True)) != before, "they would have been found"
    seal_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
    assert plain(client.post("/people/", terms, follow=True)) == before
    assert telling("sealed-search") == ["Mina Farrow"]
    held = Restriction.objects.get()
    assert f"A search by {getattr(cast, who).name}" in as_(cast.mina).get(f"/governance/restrictions/{held.pk}/").content.decode()


def test_somebody_who_searches_again_and_again_is_told_of_once_an_hour(cast, as_, sealed):
    for _ in range(3):
        as_(cast.rosa).post("/people/", SEARCHES[0])
    assert telling("sealed-search") == ["Mina Farrow"]
    assert Event.objects.filter(kind="governance.tell_of_search").count() == 3


def test_a_search_for_somebody_else_and_a_custodians_own_tell_nobody(cast, as_, sealed):
    as_(cast.rosa).post("/people/", {"name": "Wren Marsh"})
    answer = as_(cast.mina).post("/people/", SEARCHES[0], follow=True)
    assert "Juno Quarrmere" in answer.content.decode() and telling("sealed-search") == []


@pytest.mark.parametrize("as_adult", [False, True])
def test_what_comes_in_is_shown_the_same_and_told_to_the_custodians(cast, as_, at, as_adult):
    named = {"adults": [{**JUNO, "relationship": "MOTHER"}]} if as_adult else {"children": [JUNO]}
    contact = a_school_refers(at=at, **named)
    path = f"/reception/{contact.pk}/people/"
    before = [plain(as_(cast.rosa).get(each)) for each in (path, f"/reception/{contact.pk}/")]
    juno = add_person(by=cast.rosa, at=at, source="the referral", **JUNO)
    seal_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
    after = [plain(as_(cast.rosa).get(each)) for each in (path, f"/reception/{contact.pk}/")]
    assert [status for status, _ in after] == [200, 200]
    for one, other in zip(before, after, strict=True):
        assert list(difflib.unified_diff(one[1].splitlines(), other[1].splitlines(), n=0)) == []
    a_school_refers(at=at, **named)
    assert telling("restricted-match") == ["Mina Farrow"]


def test_a_police_notice_is_told_to_the_custodians(cast, at, sealed):
    form = {
        "force_code": "44", "ppn_id": "X1", "version": "1", "status": "new", "ppn_type": "CHILD", "risk_grade": "S", "summary": "Seen.",
        "roles": [{"person_local_id": "c1", "role": "SUBJECT_CHILD", "person": {
            "given_names": "Juno", "surname": "Quarrmere", "dob": "2019-03-27", "nhs_number": "9990000018"}}],
    }
    take_forms(by=the_system(), at=at, force_code="44", forms=[form], made_at=at, how="PUSH", name="one")
    assert telling("restricted-match") == ["Mina Farrow"]


def test_whoever_was_named_before_is_named_no_more_and_no_agency_has_a_share(cast, at, juno):
    restrict_person(juno, by=cast.mina, at=at, reason="HIGH_RISK", why="Danger.", people=[cast.mina, cast.sam])
    assert juno.is_visible_to(cast.sam)
    seal_person(Person.objects.get(), by=cast.mina, at=at, people=[cast.marcus], **WHY)
    assert [user.name for user in (cast.sam, cast.mina, cast.marcus, cast.rosa) if juno.is_visible_to(user)] == ["Marcus Eddowes"]
    assert Restriction.objects.visible_to(cast.sam).count() == 0
    held = Restriction.objects.get(stage="IN_FORCE")
    assert held.kind == "SEALED"
    lift_restriction(held, by=cast.marcus, at=at, review="Grown up, and asked for it.")
    juno.refresh_from_db()
    assert (juno.sealed, juno.restricted) == (False, False)


def test_nobody_breaks_the_glass_of_what_is_sealed(cast, as_, at, juno):
    contact = a_school_refers(at=at, children=[JUNO])
    link_child(contact.children.get(), by=cast.rosa, at=at, person=juno)
    seal_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
    assert not Contact.objects.visible_to(cast.rosa).filter(pk=contact.pk).exists()
    assert closing(contact.reference, user=cast.rosa) == []
    assert as_(cast.rosa).get(f"/governance/restricted/{contact.reference}/").status_code == 404
    there, not_there = (plain(as_(cast.rosa).post("/governance/restricted/", {"reference": each})) for each in (contact.reference, "FD26-999999"))
    assert there[0] == not_there[0] and there[1].replace(contact.reference, "") == not_there[1].replace("FD26-999999", "")


def test_before_and_after_an_adoption_are_never_tied_by_a_machine_or_a_merge(cast, at, sealed, juno):
    after = add_person(by=cast.rosa, at=at, source="Adoption team", **{**JUNO, "family_name": "Marsh"})
    assert proposed(after, user=cast.rosa) == []
    find_duplicates(by=the_system(), at=at)
    assert not DuplicatePair.objects.exists()
    for person, into in ((after, juno), (juno, after)):
        with pytest.raises(Refused, match="sealed identity"):
            merge(by=cast.mina, at=at, person=person, into=into, reason="The same.", despite=True)
        with pytest.raises(Refused, match="Only somebody who may see both"):
            merge(by=cast.sam, at=at, person=person, into=into, reason="The same.", despite=True)


def test_family_and_merged_records_do_not_give_it_away(cast, as_, at, juno):
    mother = add_person(by=cast.rosa, at=at, source="the referral", given_names="Jo", family_name="Quarrmere")
    relate(mother, by=cast.rosa, at=at, other=juno, kind="MOTHER")
    other = add_person(by=cast.rosa, at=at, source="the referral", given_names="Junie")
    merge(by=cast.sam, at=at, person=other, into=juno, reason="Alike.", despite=True)
    with pytest.raises(Refused, match="Take that back first"):
        seal_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
    from frontdoor.people.actions import unmerge
    from frontdoor.people.models import Merged

    unmerge(by=cast.sam, at=at + timedelta(hours=1), merged=Merged.objects.get(), why="Two.")
    seal_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
    page = as_(cast.rosa).get(f"/people/{mother.pk}/").content.decode()
    assert "Juno" not in page and str(juno.pk) not in page
    assert as_(cast.rosa).get(f"/people/{juno.pk}/").status_code == 404
    assert search({"number": juno.reference}, user=cast.rosa)[0] == []


def test_only_for_adoption_and_protection_and_by_a_manager(cast, as_, at, juno):
    with pytest.raises(Refused, match="Only an adopted or a protected"):
        seal_person(juno, by=cast.mina, at=at, people=[cast.mina], reason="STAFF", why="Her mother.")
    assert as_(cast.rosa).get(f"/governance/records/{juno.pk}/seal/").status_code == 403
    form = {"reason": "ADOPTION", "why": "Adopted.", "people": [str(cast.mina.pk)]}
    assert as_(cast.mina).post(f"/governance/records/{juno.pk}/seal/", form).status_code == 302
    juno.refresh_from_db()
    assert juno.sealed and juno.restricted
