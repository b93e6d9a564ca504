"""Receiving once, refusing in sentences, and who sees what was sent."""

from datetime import timedelta

import pytest

from frontdoor.contacts.actions import add, attach, attach_to_draft, read_addition, receive, receive_contact, take_back
from frontdoor.contacts.drafts import begin
from frontdoor.contacts.models import Addition, Attachment, Contact
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.guard import WrittenOutsideAnAction
from frontdoor.foundations.record.refusals import MayNot, NotNow, Refused
from tests.scenarios import a_school_refers

PDF = b"%PDF-1.7 a body map"


@pytest.mark.django_db
def test_the_same_submission_is_one_contact(cast, given):
    first = receive(by=cast.tess, **given)
    again = receive(by=cast.tess, **given | {"concern": "Changed since."})
    assert first.pk == again.pk and Contact.objects.count() == 1 and again.concern == "Hungry."


@pytest.mark.django_db
def test_two_at_the_same_moment_are_one(cast, given, monkeypatch):
    """The second click looked before the first had finished, and so found nothing."""
    first = receive(by=cast.tess, **given)
    real, looks = Contact.objects.filter, []

    def late(**kwargs):
        looks.append(kwargs)
        return Contact.objects.none() if len(looks) == 1 else real(**kwargs)

    class Same:
        def __init__(self, **kwargs):
            self.kwargs = kwargs

        def first(self):
            return late(**self.kwargs).first()

    monkeypatch.setattr(Contact.objects, "filter", lambda **kwargs: Same(**kwargs))
    assert receive(by=cast.tess, **given).pk == first.pk and len(looks) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("changed", "words", "field"), [
    ({"children": []}, "Name at least one child", "children"), ({"concern": " "}, "Say what you are worried about", "concern"),
])
def test_what_cannot_be_received(cast, given, changed, words, field):
    with pytest.raises(Refused, match=words) as no:
        receive(by=cast.tess, **given | changed)
    assert no.value.field == field


@pytest.mark.django_db
def test_it_cannot_have_arrived_in_the_future(cast, given, at):
    with pytest.raises(Refused, match="in the future"):
        receive(by=cast.rosa, **given | {"received_at": at + timedelta(minutes=1)})


@pytest.mark.django_db
def test_when_it_arrived_and_when_it_was_typed_are_both_kept(cast, given, at):
    contact = receive(by=cast.oona, **given | {"received_at": at - timedelta(hours=9), "channel": "OUT_OF_HOURS"})
    assert (contact.received_at, contact.recorded_at) == (at - timedelta(hours=9), at)


@pytest.mark.django_db
def test_somebody_with_no_part_in_it_may_not_refer(cast, given):
    with pytest.raises(MayNot, match="Your role does not let you"):
        receive_contact(by=cast.bea, **given)


@pytest.mark.django_db
def test_the_referrer_and_their_lead_follow_it_and_a_colleague_or_another_school_does_not(cast):
    contact = a_school_refers(by=cast.tom)
    seen = {name for name in ("tom", "tess", "moira", "gita", "rosa", "fay") if Contact.objects.visible_to(getattr(cast, name)).filter(pk=contact.pk)}
    assert seen == {"tom", "tess", "rosa"}


@pytest.mark.django_db
def test_guests_share_an_agency_in_name_only(guest, other_guest, given):
    contact = receive(by=guest, **given, referrer=guest)
    assert not Contact.objects.visible_to(other_guest).filter(pk=contact.pk).exists()
    assert Contact.objects.visible_to(guest).get() == contact


@pytest.mark.django_db
def test_until_it_is_sent_only_its_writer_sees_a_file(cast, at, given):
    draft = begin(owner=cast.tom, at=at)
    file = attach_to_draft(by=cast.tom, at=at, draft=draft, name="map.pdf", content=PDF)
    assert not any(Attachment.objects.visible_to(who).exists() for who in (cast.tess, cast.rosa, cast.mina))
    contact = receive(by=cast.tom, draft=draft, referrer=cast.tom, referrer_agency=cast.tom.agency, **given)
    seen = {who.pk for who in (cast.tom, cast.tess, cast.rosa, cast.moira, cast.fay) if Attachment.objects.visible_to(who).filter(contact=contact)}
    assert seen == {cast.tom.pk, cast.tess.pk, cast.rosa.pk}
    assert Attachment.objects.get().pk == file.pk


@pytest.mark.django_db
def test_a_file_cannot_be_put_with_somebody_elses_draft(cast, at):
    with pytest.raises(Refused, match="already sent"):
        attach_to_draft(by=cast.tess, at=at, draft=begin(owner=cast.tom, at=at), name="map.pdf", content=PDF)


@pytest.mark.django_db
def test_too_many_files(cast, at, settings):
    draft = begin(owner=cast.tom, at=at)
    settings.PROTOCOL.UPLOADS["most_files"], before = 1, settings.PROTOCOL.UPLOADS["most_files"]
    try:
        attach_to_draft(by=cast.tom, at=at, draft=draft, name="1.pdf", content=PDF)
        with pytest.raises(Refused, match="At most 1 files"):
            attach_to_draft(by=cast.tom, at=at, draft=draft, name="2.pdf", content=PDF)
    finally:
        settings.PROTOCOL.UPLOADS["most_files"] = before


@pytest.mark.django_db
def test_a_file_is_kept_under_a_name_of_our_own(cast, at):
    file = attach_to_draft(by=cast.tom, at=at, draft=begin(owner=cast.tom, at=at), name="../Robin Ashgrove.pdf", content=PDF)
    assert "Robin" not in file.file.name and file.name == "Robin Ashgrove.pdf"
    with file.file.open() as kept:
        assert kept.read() == PDF


@pytest.mark.django_db
def test_the_wrong_file_is_taken_back_but_not_after_sending(cast, at, given, django_capture_on_commit_callbacks):
    draft = begin(owner=cast.tom, at=at)
    wrong = attach_to_draft(by=cast.tom, at=at, draft=draft, name="wrong.pdf", content=PDF)
    right = attach_to_draft(by=cast.tom, at=at, draft=draft, name="right.pdf", content=PDF)
    with django_capture_on_commit_callbacks(execute=True):
        take_back(wrong, by=cast.tom, at=at)
    assert not wrong.file.storage.exists(wrong.file.name) and right.file.storage.exists(right.file.name)
    contact = receive(by=cast.tom, draft=draft, referrer=cast.tom, **given)
    assert [each.name for each in contact.attachments.all()] == ["right.pdf"]
    with pytest.raises(Refused, match="already sent"):
        take_back(right, by=cast.tom, at=at)


@pytest.mark.django_db
def test_a_file_is_written_only_by_an_action(cast, at):
    with pytest.raises(WrittenOutsideAnAction):
        Attachment(name="x", owned_by=cast.rosa.agency, added_at=at).save()


@pytest.mark.django_db
def test_a_refused_file_says_why(cast, at):
    contact = a_school_refers(by=cast.tess)
    with pytest.raises(Refused, match="is a program") as no:
        attach(contact, by=cast.tess, at=at, name="map.pdf", content=b"MZ\x90")
    assert no.value.field == "files" and not contact.attachments.exists()


@pytest.mark.django_db
def test_a_disagreement_is_read_by_a_person_inside_its_clock(cast, at):
    contact = a_school_refers(by=cast.tess, at=at)
    added = add(contact, by=cast.tess, at=at, kind="DISAGREE", words="This is level 4.")
    run = ClockRun.objects.get(clock="read-addition")
    assert run.record_id == added.pk and run.stopped_at is None
    with pytest.raises(Refused, match="Say what you did"):
        read_addition(added, by=cast.rosa, at=at, what_was_done=" ")
    read_addition(added, by=cast.rosa, at=at + timedelta(hours=1), what_was_done="Rang Tess.")
    assert ClockRun.objects.get(clock="read-addition").state(now=at) == "met"
    with pytest.raises(NotNow):
        read_addition(added, by=cast.ravi, at=at, what_was_done="Again.")


@pytest.mark.django_db
def test_nobody_adds_to_what_they_cannot_see(cast, at):
    contact = a_school_refers(by=cast.tess)
    with pytest.raises(Contact.DoesNotExist):
        add(contact, by=cast.moira, at=at, kind="MORE", words="Hello")
    with pytest.raises(Refused, match="Write what you want to add"):
        add(contact, by=cast.tess, at=at, kind="MORE", words="  ")
    assert not Addition.objects.exists()
