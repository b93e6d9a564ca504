"""The administrator's and the information governance officer's pages."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from frontdoor.foundations.access.models import Agency, Membership, User
from frontdoor.foundations.record.models import Viewing
from frontdoor.governance.actions import add_person, end_access
from tests.scenarios import all_the_way_to_a_decision

pytestmark = pytest.mark.django_db
PLACES = ["/governance/agencies/", "/governance/people/", "/governance/agencies/add/"]
LOGS = ["/governance/access/", "/governance/access/unusual/", "/governance/integrity/"]


def school() -> Agency:
    return Agency.objects.get(name="Thornbury Hill School")


@pytest.mark.parametrize("path", PLACES)
def test_only_an_administrator_sees_who_has_access(as_, cast, path):
    assert as_(cast.ada).get(path).status_code == 200
    for other in (cast.mina, cast.ivor, cast.tess, cast.bea, cast.inez):
        assert as_(other).get(path).status_code == 403


@pytest.mark.parametrize("path", LOGS)
def test_only_information_governance_sees_who_looked(as_, cast, path):
    assert as_(cast.ivor).get(path).status_code == 200
    for other in (cast.mina, cast.ada, cast.tess, cast.bea, cast.inez):
        assert as_(other).get(path).status_code == 403


def test_an_agency_a_team_and_a_person_through_the_pages(as_, cast, django_capture_on_commit_callbacks):
    client = as_(cast.ada)
    made = client.post("/governance/agencies/add/", {"name": "Ferry Lane Primary", "kind": "SCHOOL"})
    ferry = Agency.objects.get(name="Ferry Lane Primary")
    assert made["Location"] == f"/governance/agencies/{ferry.pk}/"
    client.post(f"/governance/agencies/{ferry.pk}/teams/add/", {"name": "Pastoral", "function": "OTHER"})
    team = ferry.teams.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/governance/agencies/{ferry.pk}/people/add/", {
            "name": "Kit Lowe", "email": "kit@ferry.example", "role": "safeguarding_lead", "team": str(team.pk),
        })
    kit = User.objects.get(email="kit@ferry.example")
    assert (kit.team, kit.role.code) == (team, "safeguarding_lead")
    letter = mail.outbox[-1]
    assert letter.to == [kit.email] and "choose a password" in letter.body and "Safeguarding lead" in letter.body
    page = client.get(f"/governance/people/{kit.pk}/").content.decode()
    assert "Kit Lowe" in page and "Add a person" in page and "Never" in page
    assert "Pastoral" in client.get(f"/governance/agencies/{ferry.pk}/").content.decode()


def test_a_new_person_can_really_sign_in(as_, cast, client, at):
    """From the message to the first page: choose a password by the link, then the code or app as their role needs."""
    import re

    add_person(school(), by=cast.ada, at=at, name="Kit Lowe", email="kit@school.example", role="referrer")
    client.logout()
    client.post("/account/password/reset/", {"email": "kit@school.example"})
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[-1].body).group()
    form = client.get(link)["Location"]
    client.post(form, {"password1": "a long enough password", "password2": "a long enough password"})
    client.post("/account/login/", {"login": "kit@school.example", "password": "a long enough password"})
    assert client.get("/").status_code == 200


def test_what_is_refused_is_said_and_what_was_typed_stays(as_, cast):
    client = as_(cast.ada)
    page = client.post("/governance/agencies/add/", {"name": "thornbury hill school", "kind": "SCHOOL", "phone": "01632 960555"}).content.decode()
    assert "There is a problem" in page and "already an agency called" in page and "01632 960555" in page
    page = client.post(f"/governance/people/{cast.ada.pk}/end/", {"reason": "LEFT"}).content.decode()
    assert "last administrator" in page
    page = client.post(f"/governance/people/{cast.tom.pk}/end/", {}).content.decode()
    assert "Select why the access ends" in page


def test_a_role_is_changed_through_the_page(as_, cast):
    client = as_(cast.ada)
    path = f"/governance/people/{cast.tom.pk}/role/"
    assert 'value="referrer"' in client.get(path).content.decode()
    client.post(path, {"agency": str(school().pk), "role": "safeguarding_lead", "team": ""})
    assert User.objects.get(pk=cast.tom.pk).role.code == "safeguarding_lead"


def test_access_ends_in_the_middle_of_a_session(as_, cast, client):
    from django.test import Client

    tom, ada = Client(), as_(cast.ada)
    tom.force_login(cast.tom, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert tom.get("/").status_code == 200
    ada.post(f"/governance/people/{cast.tom.pk}/end/", {"reason": "LEFT"})
    assert tom.get("/")["Location"].startswith("/account/login/")
    assert tom.post("/account/code/", {"email": cast.tom.email}).status_code == 302  # and no code comes of it
    assert "does not use codes" in mail.outbox[-1].body


def test_finding_people(as_, cast, at):
    client = as_(cast.ada)
    User.objects.filter(pk=cast.tess.pk).update(last_login=timezone.now() - timedelta(days=36))
    User.objects.filter(pk=cast.rosa.pk).update(last_login=timezone.now() - timedelta(days=34))
    end_access(cast.hugh, by=cast.ada, at=timezone.now(), reason="LEFT")

    def named(**asked):
        page = client.get("/governance/people/", asked).content.decode()
        return {person.name for person in (cast.tess, cast.rosa, cast.hugh, cast.tom) if person.name in page}

    assert named() == {cast.tess.name, cast.rosa.name, cast.hugh.name, cast.tom.name}
    assert named(state="dormant") >= {cast.tess.name} and cast.rosa.name not in named(state="dormant")
    assert named(state="ended") == {cast.hugh.name}
    assert cast.hugh.name not in named(state="open")
    assert named(role="safeguarding_lead") == {cast.tess.name}
    assert named(agency=str(school().pk)) == {cast.tess.name, cast.tom.name}
    assert named(search="ROSA") == {cast.rosa.name}
    assert named(search="rosa", state="nonsense", role="king") == {cast.rosa.name}


def test_lists_ask_the_same_number_of_questions_however_many_there_are(as_, cast, at, django_assert_max_num_queries):
    client = as_(cast.ada)
    for number in range(30):
        add_person(school(), by=cast.ada, at=at, name=f"Person {number}", email=f"p{number}@school.example", role="referrer")
    for path in ("/governance/agencies/", "/governance/people/", f"/governance/agencies/{school().pk}/"):
        with django_assert_max_num_queries(15):
            client.get(path)


def test_an_administrator_sees_no_child(as_, cast, at):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    client = as_(cast.ada)
    for path in (*PLACES, f"/governance/agencies/{school().pk}/", f"/governance/people/{cast.tess.pk}/", "/"):
        assert "Ashgrove" not in client.get(path).content.decode()


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def look(user, record=None, how="READ", when=None, **details):
    from django.contrib.contenttypes.models import ContentType

    made = Viewing.objects.create(
        by=user, agency=user.agency, how=how, at=when or timezone.now(), page="x", details=details,
        record_type=ContentType.objects.get_for_model(record) if record else None, record_id=record.pk if record else None,
    )
    return made


def test_the_log_says_who_looked_at_which_record_and_names_no_child(as_, cast, at):
    contact, _ = all_the_way_to_a_decision(at=at)
    look(cast.rosa, contact)
    look(cast.sam, how="LIST", worklist="mash", records=["a", "b"])
    page = as_(cast.ivor).get("/governance/access/").content.decode()
    assert "Rosa Whitlock" in page and contact.reference in page and "2 shown" in page and "Ashgrove" not in page


def test_the_log_by_person_by_record_by_how_and_by_day(as_, cast, at):
    contact, _ = all_the_way_to_a_decision(at=at)
    look(cast.rosa, contact)
    look(cast.sam, contact, how="EXPORT")
    look(cast.mina, how="REFUSED", path="/people/x/", when=timezone.now() - timedelta(days=3))
    client = as_(cast.ivor)

    def named(**asked):
        page = client.get("/governance/access/", asked).content.decode()
        return {name for name in ("Rosa Whitlock", "Sam Okonedo-Vale", "Mina Farrow") if f'data-label="Who"><div class="fd-cell">{name}' in page}

    assert named(person="rosa") == {"Rosa Whitlock"}
    assert named(reference=contact.reference.lower()) == {"Rosa Whitlock", "Sam Okonedo-Vale"}
    assert named(how="EXPORT") == {"Sam Okonedo-Vale"}
    assert named(how="REFUSED") == {"Mina Farrow"}
    today, yesterday = timezone.localdate(), timezone.localdate() - timedelta(days=1)
    assert named(**day("since", today)) == {"Rosa Whitlock", "Sam Okonedo-Vale"}
    assert named(**day("until", yesterday)) == {"Mina Farrow"}
    page = client.get(f"/governance/access/records/{contact.pk}/").content.decode()
    assert "Rosa Whitlock" in page and contact.reference in page


def test_looking_at_the_log_is_itself_in_the_log(as_, cast):
    as_(cast.ivor).get("/governance/access/", {"person": "rosa"})
    seen = Viewing.objects.get(by=cast.ivor)
    assert (seen.how, seen.details) == ("SEARCH", {"asked": {"person": "rosa"}})


def test_a_long_log_goes_on_page_by_page_and_loses_nothing(as_, cast, django_assert_max_num_queries):
    made = [look(cast.rosa, how="LIST", worklist=f"row-{number:03}-", records=[]) for number in range(120)]
    client, found, path = as_(cast.ivor), [], "/governance/access/?person=rosa"
    import re

    while path:
        with django_assert_max_num_queries(15):
            page = client.get(path).content.decode()
        found += re.findall(r"row-\d{3}-", page)
        older = re.search(r'href="(\?[^"]*after=\d+[^"]*)">Older', page)
        path = "/governance/access/" + older.group(1).replace("&amp;", "&") if older else ""
    assert len(found) == len(set(found)) == len(made)


def test_asking_for_what_one_may_not_know_of_is_in_the_log(as_, cast, at):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    answer = as_(cast.moira).get(f"/people/{contact.children.first().person_id or contact.pk}/")
    assert answer.status_code == 404
    assert Viewing.objects.filter(by=cast.moira, how="REFUSED").exists()


def test_unusual_reading_is_found_by_rule_and_said_in_words(as_, cast, at):
    from frontdoor.people.models import Person

    all_the_way_to_a_decision(at=timezone.now(), children=[{"given_names": "Kit", "family_name": "Whitlock"}])
    person = Person.objects.filter(family_name="Whitlock").first() or make_person(cast, "Whitlock")
    look(cast.ravi, person)
    look(cast.rosa, person)
    other = make_person(cast, "Nobody")
    for _ in range(41):
        look(cast.sam, other)
    page = as_(cast.ivor).get("/governance/access/unusual/").content.decode()
    surname, rest = page.split("Opened more than 40 records", 1)
    many, work = rest.split("did nothing about those people", 1)
    assert "Rosa Whitlock" in surname and "Ravi Penhale" not in surname
    assert "Sam Okonedo-Vale" in many and "Rosa Whitlock" not in many
    assert "Ravi Penhale" in work and person.reference in work
    assert "score" not in page.lower()


def make_person(cast, family_name):
    from frontdoor.foundations.record.actions import action
    from frontdoor.people.models import Person

    if not hasattr(make_person, "act"):
        @action("Make a person", permission=None, shown=False)
        def made_for_test(*, by, at, name):
            return Person.objects.create(family_name=name, reference=f"T-{Person.objects.count() + 1}", owned_by=by.agency)
        make_person.act = made_for_test
    return make_person.act(by=cast.rosa, at=timezone.now() - timedelta(days=60), name=family_name)


def test_integrity_says_so_and_finds_what_is_not_as_it_was_left(as_, cast, at):
    from frontdoor.foundations.record.seal import seal

    seal(at=at)
    client = as_(cast.ivor)
    assert "Nobody has checked yet" in client.get("/governance/integrity/").content.decode()
    client.post("/governance/integrity/")
    page = client.get("/governance/integrity/").content.decode()
    assert "by Ivor Gale" in page
    assert Membership.objects.exists()


def test_who_was_shown_a_record_in_a_list_or_a_search_looked_too(as_, cast, at):
    contact, _ = all_the_way_to_a_decision(at=at)
    other, _ = all_the_way_to_a_decision(at=at)
    look(cast.rosa, how="LIST", worklist="reception", records=[str(other.pk), str(contact.pk)])
    look(cast.sam, how="SEARCH", records=[str(contact.pk)])
    look(cast.mina, how="LIST", worklist="reception", records=[str(other.pk)])
    client = as_(cast.ivor)
    for page in (client.get(f"/governance/access/records/{contact.pk}/").text, client.get("/governance/access/", {"reference": contact.reference}).text):
        assert "Rosa Whitlock" in page and "Sam Okonedo-Vale" in page and "Mina Farrow" not in page
