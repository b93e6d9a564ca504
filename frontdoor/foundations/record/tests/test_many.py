"""What is copied in by the thousand is guarded, vouched for and refused as anything else that is written."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub, the_system
from frontdoor.foundations.record.guard import WrittenOutsideAnAction, current_event
from frontdoor.foundations.record.many import write_new
from frontdoor.foundations.record.models import Event, RowChange
from frontdoor.people.models import Person

pytestmark = pytest.mark.django_db


def somebody(number: int) -> Person:
    return Person(reference=f"MANY{number}", given_names='O"Neil\t\\N', family_name="", disabilities=["MOB"], match_keys=[], owned_by=the_hub())


@action("Write many, for a test", permission=None, shown=False)
def write_many(*, by, at, rows):
    write_new(rows)
    return rows[0]


def test_rows_are_written_as_they_are_and_vouched_for(cast, at):
    rows = [somebody(1), somebody(2)]
    write_many(by=the_system(), at=at, rows=rows)
    held = Person.objects.get(reference="MANY1")
    assert (held.pk, held.given_names, held.family_name, held.disabilities, held.born_on) == (rows[0].pk, 'O"Neil\t\\N', "", ["MOB"], None)
    assert not rows[0]._state.adding
    event = Event.objects.get(kind="record.write_many")
    assert set(RowChange.objects.filter(event=event, operation="INSERT").values_list("row_id", flat=True)) == {str(row.pk) for row in rows}


def test_outside_an_action_python_and_the_database_refuse(cast):
    with pytest.raises(WrittenOutsideAnAction):
        write_new([somebody(3)])
    token = current_event.set(the_hub().pk)
    try:
        with pytest.raises(ProgrammingError, match="written outside an action"), transaction.atomic():
            write_new([somebody(3)])
    finally:
        current_event.reset(token)


def test_the_same_key_twice_is_refused_and_nothing_is_written(cast, at):
    with pytest.raises(IntegrityError):
        write_many(by=the_system(), at=at, rows=[somebody(4), somebody(4)])
    assert not Person.objects.filter(reference="MANY4").exists()
