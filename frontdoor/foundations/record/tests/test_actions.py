"""An action is the only way a record changes, and what it leaves behind can be trusted."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import Membership
from frontdoor.foundations.record.actions import available
from frontdoor.foundations.record.guard import WrittenOutsideAnAction
from frontdoor.foundations.record.models import Event, RowChange, Share
from frontdoor.foundations.record.refusals import ChangedMeanwhile, MayNot, NotNow, Refused
from frontdoor.mash.models import Enquiry
from frontdoor.people.actions import add_person
from frontdoor.people.models import Person
from tests.scenarios import (
    a_school_refers,
    all_the_way_to_a_decision,
    mina_decides,
    person,
    reception_sends_it_to_the_mash,
)


def test_python_refuses_a_write_outside_an_action(cast):
    contact = a_school_refers()
    for write in (
        contact.save,
        lambda: Contact.objects.update(concern="x"),
        lambda: Contact.objects.create(reference="x"),
        lambda: Contact.objects.bulk_create([Contact(reference="x")]),
    ):
        with pytest.raises(WrittenOutsideAnAction):
            write()
    with pytest.raises(TypeError):
        contact.delete()
    with pytest.raises(TypeError):
        Contact.objects.all().delete()


@pytest.mark.parametrize("statement", [
    "update contacts_contact set concern = 'x'",
    "update access_membership set role = 'administrator'",
    "insert into access_agency (id, name, kind, inbox, phone, code, source_code) values (gen_random_uuid(), 'x', 'x', '', '', '', '')",
    "delete from contacts_contact",
    "truncate contacts_contact cascade",
    "update record_event set kind = 'x'",
    "delete from record_event",
    "delete from record_viewing",
    "update record_seal set digest = 'x'",
    "truncate record_event cascade",
    "insert into record_rowchange (event_id, table_name, row_id, operation) select id, 'x', 'x', 'x' from record_event limit 1",
    "alter table contacts_contact disable trigger all",
    "drop trigger frontdoor_guard on contacts_contact",
    "create or replace function frontdoor_guard() returns trigger language plpgsql as 'begin return null; end'",
    "set session_replication_role = replica",
])
def test_the_database_refuses_what_is_not_an_action(cast, statement):
    a_school_refers()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_event_keeps_codes_and_never_words(cast, at):
    contact = a_school_refers(concern="PLANTED-WORDS about Robin")
    reception_sends_it_to_the_mash(contact, at=at + timedelta(hours=1))
    for event in Event.objects.all():
        assert "PLANTED-WORDS" not in str(event.details) and "Needs checks" not in str(event.details)
    received = Event.objects.get(kind="contacts.receive_contact")
    assert received.details["source"] == "2A" and received.role == "safeguarding_lead" and received.agency == cast.tess.agency


def test_every_row_of_an_action_is_kept_with_its_event(cast, at):
    contact = a_school_refers(children=[{"given_names": "Robin"}, {"given_names": "Wren"}])
    received = Event.objects.get(kind="contacts.receive_contact")
    tables = sorted(RowChange.objects.filter(event=received).values_list("table_name", flat=True))
    assert tables == sorted(["contacts_contact", "contacts_contactchild", "contacts_contactchild", "record_share", "record_share"]
                            + ["clocks_clockrun"])
    assert RowChange.objects.filter(event=received, row_id=str(contact.pk)).get().after["concern"] == contact.concern


def test_a_refused_action_leaves_nothing(cast, at):
    contact = a_school_refers()
    before = Event.objects.count(), RowChange.objects.count()
    with pytest.raises(MayNot, match="It is done by: Reception officer"):
        reception_sends_it_to_the_mash(contact, at=at, by=cast.tess)
    assert (Event.objects.count(), RowChange.objects.count()) == before


def test_after_a_refusal_the_database_knows_of_no_event(cast, at):
    """A page goes on after a refusal, in the same transaction: nothing may be written then under the name of what was refused."""
    contact = a_school_refers()
    with pytest.raises(Refused):
        reception_sends_it_to_the_mash(contact, at=at, rating="PURPLE")
    with pytest.raises(DatabaseError, match="outside an action"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update contacts_contact set concern = 'x'")


def test_an_action_refused_within_another_leaves_no_event_when_the_other_goes_on(cast, at):
    from frontdoor.foundations.record.actions import action

    @action("Refused at last", permission=None)
    def refused_at_last(*, by, at):
        add_person(by=by, at=at, source="School", given_names="Wren")
        raise Refused("No.")

    @action("Goes on all the same", permission=None)
    def goes_on(*, by, at):
        try:
            with transaction.atomic():
                refused_at_last(by=by, at=at)
        except Refused:
            pass
        return add_person(by=by, at=at, source="School", given_names="Robin")

    goes_on(by=cast.rosa, at=at)
    assert list(Person.objects.values_list("given_names", flat=True)) == ["Robin"]
    assert Event.objects.filter(kind="people.add_person").count() == 1
    assert not Event.objects.filter(kind__endswith="refused_at_last").exists()


def test_the_events_of_actions_within_one_another_are_in_order_the_innermost_first(cast, at):
    all_the_way_to_a_decision(at=at)
    kinds = list(Event.objects.order_by("position").values_list("kind", flat=True))
    assert kinds.index("handover.offer") < kinds.index("decisions.decide") and kinds[-1] != "handover.offer"
    assert all(Event.objects.filter(pk=change).exists() for change in RowChange.objects.values_list("event", flat=True))


def test_not_now_says_who_was_last(cast, at):
    contact = a_school_refers()
    reception_sends_it_to_the_mash(contact, at=at + timedelta(hours=1))
    with pytest.raises(NotNow, match="Last: .*by Rosa Whitlock"):
        reception_sends_it_to_the_mash(contact, at=at + timedelta(hours=2), by=cast.ravi)


def test_a_stale_form_is_told(cast, at):
    from frontdoor.people.actions import correct

    someone = add_person(by=cast.rosa, at=at, source="School", given_names="Robin")
    correct(someone, by=cast.rosa, at=at, seen=1, fields=["family_name"], values={"family_name": "Ashgrove"})
    with pytest.raises(ChangedMeanwhile, match="changed after you opened it"):
        correct(someone, by=cast.ravi, at=at, seen=1, fields=["family_name"], values={"family_name": "Ashgrave"})
    someone.refresh_from_db()
    assert someone.family_name == "Ashgrove" and someone.version == 2


def test_what_cannot_be_seen_cannot_be_acted_on(cast, at):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    assert not Enquiry.objects.visible_to(cast.moira).exists()
    assert not Contact.objects.visible_to(cast.moira).exists()
    from frontdoor.contacts.actions import add

    with pytest.raises(Contact.DoesNotExist):
        add(contact, by=cast.moira, at=at, kind="MORE", words="x")


def test_buttons_come_from_the_same_declaration(cast, at):
    contact = a_school_refers()
    assert "screening.screen" in [each.kind for each in available(contact, cast.rosa)]
    assert "screening.screen" not in [each.kind for each in available(contact, cast.tess)]
    reception_sends_it_to_the_mash(contact, at=at)
    contact.refresh_from_db()
    assert "screening.screen" not in [each.kind for each in available(contact, cast.rosa)]


def test_restricted_records_are_for_the_people_named(cast, at):
    from frontdoor.foundations.access.roles import May
    from frontdoor.foundations.record.actions import action
    from frontdoor.foundations.record.models import share

    @action("Restrict", permission=May.DECIDE, on=Person)
    def restrict(record, *, by, at):
        record.restricted = True
        record.save(update_fields=["restricted"])
        share(record, at=at, user=cast.mina, reason="Named")

    someone = add_person(by=cast.rosa, at=at, source="School", given_names="Robin")
    restrict(someone, by=cast.marcus, at=at)
    assert Person.objects.visible_to(cast.mina).exists()
    for other in (cast.marcus, cast.rosa, cast.pete, cast.tess, cast.ada, cast.ivor):
        assert not Person.objects.visible_to(other).exists()


def test_ended_access_ends_at_the_next_request(cast, as_, committing):
    browser = as_(cast.rosa)
    assert browser.get("/").status_code == 200
    from frontdoor.foundations.record.actions import action

    @action("End a place", permission=None)
    def end_place(*, by, at, membership):
        membership.ended_at = at
        membership.save()
        return membership

    from django.utils import timezone
    end_place(by=cast.ada, at=timezone.now(), membership=Membership.objects.get(user=cast.rosa))
    answer = browser.get("/")
    assert answer.status_code == 302 and answer.url.startswith("/account/login/")  # signed out, with every session of theirs


def test_an_event_that_was_never_written_cannot_vouch_for_a_change(cast, committing, at):
    someone = add_person(by=cast.rosa, at=at, source="School", given_names="Robin")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('frontdoor.event', %s, true)", [str(uuid.uuid4())])
        cursor.execute("update people_person set given_names = 'Zed'")
    someone.refresh_from_db()
    assert someone.given_names == "Robin"


def test_four_managers_decide_at_once_and_one_decision_stands(cast, committing, at):
    from frontdoor.decisions.models import Decision
    from tests.scenarios import sam_recommends, the_mash_opens_it

    contact = a_school_refers()
    reception_sends_it_to_the_mash(contact, at=at)
    enquiry = the_mash_opens_it(contact, at=at)
    sam_recommends(enquiry, at=at)
    outcomes, together = [], threading.Barrier(4)

    def one(name):
        try:
            together.wait()
            mina_decides(enquiry, at=at, by=person(name))
            outcomes.append("decided")
        except NotNow as no:
            outcomes.append("told" if "by M" in no.sentence else no.sentence)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[name]) for name in ("mina", "marcus", "mina", "marcus")]
    [each.start() for each in threads]
    [each.join() for each in threads]
    assert sorted(outcomes) == ["decided", "told", "told", "told"]
    assert Decision.objects.count() == 1 and Share.objects.open().exists()
