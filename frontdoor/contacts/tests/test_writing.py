"""A referral is kept from its first word, called wrong only at the end, and sent once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from frontdoor.contacts.models import Contact, Draft

from .writing import begun, save, written

pytestmark = pytest.mark.django_db
EVERYTHING = {
    "worries": {"concern": "Hungry.", "categories": ["NEGLECT", "DOMESTIC_ABUSE"], "happened": "No lunch.", "happened_on-day": "27", "happened_on-month": "2",
                "happened_on-year": "2026", "happened_when": "most days", "how_known": "CHILD_SAID", "impact": "Tired."},
    "chart": {"level_claimed": "3"}, "strengths": {"strengths": "Gran.", "tried": "Breakfast club.", "wanted": "Help."},
    "voice": {"words_k1": "I am always hungry.", "life_k1": "Headphones on."},
    "history": {"history": "Two moves.", "known_services": ["CAMHS"], "professionals": "Ms Lee, tutor"},
    "safety": {"is_urgent": "no", "safety_now": "At school.", "staff_risk": "A dog.", "safe_contact": "After 3."},
    "agreement": {"parents_told": "NO", "not_told_reason": "RISK_TO_CHILD", "parents_not_told_why": "Afraid.", "child_told": "YES", "agreement": "NOT_ASKED",
                  "agreement_why": "Not safe.", "lawful_basis": "ART6_1E"},
    "you": {"referrer_name": "Tess H-B", "referrer_job": "Lead", "source_local": "SCHOOL_DSL", "referrer_phone": "01632 960123",
            "referrer_knows_child": "Tutor", "referrer_works_on": "CONTINUING", "consulted": "Nobody", "child_at_school_now": "on"},
}
CHILD = {"given_names": "Robin", "family_name": "Ashgrove", "is_unborn": "BORN", "born_on-day": "3", "born_on-month": "2", "born_on-year": "2019", "sex": "M",
         "nhs_number": "999 000 0018", "nhs_keep": "on", "upn": "nonsense", "upn_keep": "on", "address": "1 High Street", "postcode": "zz99zz", "address_is_protected": "on",
         "school_text": "Thornbury Hill", "language": "pol", "interpreter": "yes", "communication": "Pictures", "disabilities": ["LD"], "ethnicity": "WBRI"}


def test_all_that_is_asked_arrives(as_, cast):
    client = as_(cast.tess)
    at = begun(client)
    save(client, at("children", "k1"), **CHILD)
    save(client, at("children", "k2"), is_unborn="UNBORN", mother="Sam", **{"expected_on-day": "1", "expected_on-month": "4", "expected_on-year": "2027"})
    save(client, at("family", "a1"), scrap="Dave, the boyfriend", relationship="PARENTS_PARTNER", lives_with_children="yes", has_parental_responsibility="no", risk="Shouts")
    for slug, answers in EVERYTHING.items():
        save(client, at(slug), **answers)
    assert client.post(at("send")).status_code == 302
    contact = Contact.objects.get()
    for answers in EVERYTHING.values():
        for name, value in answers.items():
            if not name.startswith(("happened_on-", "words_", "life_")):
                wanted = {"yes": True, "no": False, "on": True, "3": 3}.get(value, value) if isinstance(value, str) else value
                assert getattr(contact, name) == wanted, name
    assert (contact.source, contact.referrer, contact.referrer_agency, contact.referrer_email) == ("2A", cast.tess, cast.tess.agency, cast.tess.email)
    assert (contact.happened_on, contact.chart_version, contact.channel, contact.as_written) == (date(2026, 2, 27), "hiow-1", "FORM", "")
    robin, baby = contact.children.all()
    assert (robin.born_on, robin.postcode, robin.upn, robin.address_is_protected, robin.language) == (date(2019, 2, 3), "ZZ9 9ZZ", "nonsense", True, "pol")
    assert (robin.own_words, robin.lived_experience, robin.interpreter, robin.disabilities) == ("I am always hungry.", "Headphones on.", True, ["LD"])
    assert (baby.name, baby.scrap, baby.expected_on) == ("Unborn baby of Sam", "Unborn baby of Sam", date(2027, 4, 1))
    dave = contact.adults.get()
    assert (dave.name, dave.relationship, dave.lives_with_children, dave.has_parental_responsibility, dave.risk) == (
        "Dave, the boyfriend", "PARENTS_PARTNER", True, False, "Shouts")


def test_a_baby_not_yet_born_is_enough_even_if_nobody_knows_when_it_is_due(as_, cast):
    client = as_(cast.gita)
    at = begun(client)
    save(client, at("children", "k1"), is_unborn="UNBORN", mother="Sam")
    save(client, at("worries"), concern="She is afraid of him.")
    client.post(at("send"))
    contact = Contact.objects.get()
    assert contact.children.get().is_unborn
    page = client.get(reverse("referral", args=[contact.pk])).content.decode()
    assert "when the baby is due is not known" in page and "Unborn baby of Sam" in page


def test_a_scrap_and_a_concern_are_enough(as_, cast):
    client = as_(cast.gita)
    at = begun(client)
    save(client, at("children", "k1"), scrap="the baby upstairs")
    save(client, at("worries"), concern="Blue lips.")
    client.post(at("send"))
    assert Contact.objects.get().children.get().name == "the baby upstairs"


@pytest.mark.parametrize(("place", "words"), [("children", "Say who the child is"), ("worries", "Say what you are worried about")])
def test_without_them_the_page_says_what_is_needed(as_, cast, place, words):
    client = as_(cast.tess)
    at = begun(client)
    if place == "worries":
        save(client, at("children", "k1"), scrap="the baby")
    page = client.get(at("check")).content.decode()
    assert words in page and "Send it now" not in page
    refused = client.post(at("send"))
    assert refused.status_code == 422 and not Contact.objects.exists()


def test_sent_twice_it_is_one_and_both_clicks_see_the_number(as_, cast):
    client = as_(cast.tess)
    at = written(client)
    first, second = client.post(at("send")), client.post(at("send"))
    assert first.headers["Location"] == second.headers["Location"] == at("sent")
    contact = Contact.objects.get()
    assert contact.reference in client.get(at("sent")).content.decode()
    assert client.get(at()).headers["Location"] == at("sent") and client.get(at("check")).headers["Location"] == at("sent")


@pytest.mark.parametrize("who", ["rosa", "tom", "moira", "elsie"])
def test_the_page_that_thanks_is_for_the_sender_only(as_, cast, who):
    client = as_(cast.tess)
    at = written(client)
    client.post(at("send"))
    client = as_(getattr(cast, who))
    for address in (at("sent"), at(), at("check"), at("send")):
        assert client.get(address).status_code == 404, address


def test_once_sent_the_words_are_kept_once(as_, cast):
    client = as_(cast.tess)
    at = written(client)
    client.post(at("send"))
    assert Draft.objects.get().answers == {} and Draft.objects.get().sent_at


def test_what_cannot_be_read_goes_along_as_it_was_written(as_, cast):
    client = as_(cast.tess)
    at = begun(client)
    wrong = save(client, at("children", "k1"), given_names="Robin", is_unborn="BORN", nhs_number="12", **{"born_on-day": "31", "born_on-month": "2", "born_on-year": "2019"})
    page = wrong.content.decode()
    assert "31 February 2019 is not a real date" in page and "An NHS number has 10 digits. This one has 2." in page and "Keep this number as I gave it" in page
    save(client, at("worries"), concern="Hungry.", **{"happened_on-day": "1", "happened_on-month": "1", "happened_on-year": "2099"})
    assert "If you send it like this" in client.get(at("check")).content.decode()
    client.post(at("send"))
    contact = Contact.objects.get()
    assert contact.children.get().as_written == "The date of birth: 31 2 2019\nThe NHS number: 12"
    assert contact.as_written == "The day it happened: 1 1 2099"


@pytest.mark.parametrize(("answers", "words"), [
    ({"is_unborn": "BORN", "born_on-day": "1", "born_on-month": "1", "born_on-year": "2099"}, "in the future"),
    ({"is_unborn": "BORN", "born_on-day": "1", "born_on-month": "1", "born_on-year": "1950"}, "years old: check the year"),
    ({"is_unborn": "UNBORN", "expected_on-day": "1", "expected_on-month": "1", "expected_on-year": "2099"}, "more than 10 months away"),
    ({"is_unborn": "BORN", "age": "forty"}, "must be a whole number"), ({"is_unborn": "BORN", "age": "40"}, "is not a child"),
    ({"upn": "A123"}, "A UPN has 13 characters"), ({"postcode": "nowhere"}, "Enter a full postcode"), ({"given_names": "x" * 101}, "Shorten"),
])
def test_bad_input_gets_a_sentence_and_is_kept(as_, cast, answers, words):
    client = as_(cast.tess)
    at = begun(client)
    page = save(client, at("children", "k1"), **answers).content.decode()
    assert words in page and "There is a problem" in page
    for value in answers.values():
        assert value in page


def test_a_page_opened_and_left_empty_is_nobody(as_, cast):
    client = as_(cast.tess)
    at = begun(client)
    save(client, at("children", "k1"), given_names="", scrap=" ")
    save(client, at("worries"), concern="Hungry.")
    assert "Say who the child is" in client.get(at("check")).content.decode()


def test_an_age_becomes_an_estimate_and_says_so(as_, cast):
    client = as_(cast.tess)
    at = written(client)
    save(client, at("children", "k1"), version=1, given_names="Robin", is_unborn="BORN", age="7")
    client.post(at("send"))
    child = Contact.objects.get().children.get()
    assert child.birth_is_a_guess and child.age_on(Contact.objects.get().received_at.date()) == 7


def test_saving_in_the_background_keeps_even_what_is_wrong(as_, cast):
    client = as_(cast.tess)
    at = begun(client)
    answer = client.post(at("children", "k1"), {"version": 0, "tab": "a", "given_names": "Rob", "born_on-day": "99"}, headers={"X-Autosave": "1"})
    assert answer.json() == {"fields": {"version": 1}}
    page = client.get(at("children", "k1")).content.decode()
    assert 'value="Rob"' in page and 'value="99"' in page and "There is a problem" not in page


def test_a_tab_goes_on_after_its_own_background_saving(as_, cast):
    client = as_(cast.tess)
    at = begun(client)
    client.post(at("worries"), {"version": 0, "tab": "a", "concern": "One"}, headers={"X-Autosave": "1"})
    assert save(client, at("worries"), version=0, tab="a", concern="One two").status_code == 302


@pytest.mark.parametrize("headers", [{}, {"X-Autosave": "1"}])
def test_two_tabs_do_not_overwrite_each_other_and_the_words_are_given_back(as_, cast, headers):
    client = as_(cast.tess)
    at = begun(client)
    save(client, at("worries"), version=0, tab="a", concern="From the first tab")
    answer = client.post(at("worries"), {"version": 0, "tab": "b", "concern": "From the second tab"}, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409 and "From the second tab" in page and "What are you worried about?" in page and "Tab" not in page
    assert "From the first tab" in client.get(at("worries")).content.decode()


def test_two_tabs_on_two_sections_do_not_disturb_each_other(as_, cast):
    client = as_(cast.tess)
    at = begun(client)
    assert save(client, at("worries"), tab="a", concern="One").status_code == save(client, at("history"), tab="b", history="Two").status_code == 302


@pytest.mark.parametrize("who", ["tom", "moira", "rosa", "mina"])
def test_nobody_else_may_know_that_a_draft_exists(as_, cast, who):
    at = written(as_(cast.tess))
    client = as_(getattr(cast, who))
    for address in (at(), at("worries"), at("children", "k1"), at("check"), at("discard"), at("sent"), at("files")):
        assert client.get(address).status_code == 404, address
    for address in (at("worries"), at("send"), at("discard"), at("children", "k1")):
        assert client.post(address, {"version": 1, "concern": "Mine now"}).status_code == 404, address
    assert not Contact.objects.exists()


def test_nobody_signed_out_reads_a_draft(client, as_, cast):
    at = written(as_(cast.tess))
    client.logout()
    for address in (at(), at("worries"), at("check")):
        assert client.get(address).status_code == 302 and "login" in client.get(address).headers["Location"]


def test_a_person_is_taken_off_and_a_draft_thrown_away(as_, cast):
    client = as_(cast.tess)
    at = written(client)
    client.post(at("children", "k1"), {"remove": "1"})
    assert "No child has been added yet" in client.get(at("children")).content.decode()
    client.post(at("discard"))
    assert client.get(at()).status_code == 404 and Draft.objects.get().answers == {}


def test_script_is_shown_as_text(as_, cast):
    client = as_(cast.tess)
    at = written(client, concern="<script>alert('x')</script>")
    save(client, at("children", "k1"), version=1, given_names="<img src=x onerror=alert(1)>")
    client.post(at("send"))
    for address in (reverse("referral", args=[Contact.objects.get().pk]), reverse("referrals"), at("sent")):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page
    assert "&lt;script&gt;alert" in client.get(reverse("referral", args=[Contact.objects.get().pk])).content.decode()


def test_a_formula_is_kept_as_the_words_it_is(as_, cast):
    client = as_(cast.tess)
    at = written(client, concern="=HYPERLINK(\"http://x.example\",\"Robin\")")
    client.post(at("send"))
    contact = Contact.objects.get()
    assert contact.concern.startswith("=HYPERLINK(")
    assert "=HYPERLINK(&#34;http" in client.get(reverse("referral", args=[contact.pk])).content.decode()


def test_characters_that_cannot_be_stored_do_not_break_the_page(as_, cast):
    client = as_(cast.tess)
    at = begun(client)
    assert save(client, at("worries"), concern="a\x00b").status_code in (200, 302)
    assert save(client, at("worries"), version="99999999999999999999", tab="z", concern="b").status_code == 409


def test_files_are_added_named_and_refused_in_sentences(as_, cast):
    client = as_(cast.tess)
    at = written(client)
    good, bad = SimpleUploadedFile("map.pdf", b"%PDF-1.7 x"), SimpleUploadedFile("map2.pdf", b"MZ\x90 program")
    page = client.post(at("files"), {"files": [good, bad]}).content.decode()
    assert "map2.pdf is a program" in page and "map.pdf" in client.get(at("files")).content.decode()
    client.post(at("send"))
    contact = Contact.objects.get()
    file = contact.attachments.get()
    answer = client.get(reverse("attachment", args=[file.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert answer["Content-Disposition"] == 'attachment; filename="map.pdf"' and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"
    assert as_(cast.moira).get(reverse("attachment", args=[file.pk])).status_code == 404


def test_a_guest_says_where_they_work_in_their_own_words(as_, guest):
    client = as_(guest)
    at = written(client)
    assert "Your organisation" in client.get(at("you")).content.decode()
    save(client, at("you"), referrer_name="Nia", referrer_agency_text="Little Oaks Nursery", source_local="NURSERY", referrer_email="else@where.example")
    client.post(at("send"))
    contact = Contact.objects.get()
    assert (contact.referrer_agency, contact.referrer_agency_text, contact.source) == (None, "Little Oaks Nursery", "2B")
    assert contact.referrer_email == guest.email  # the one that was verified, never one that was typed


def test_what_is_known_of_the_sender_need_not_be_typed(as_, cast):
    client = as_(cast.tess)
    at = written(client)
    assert f'value="{cast.tess.name}"' in client.get(at("you")).content.decode()
    client.post(at("send"))
    assert Contact.objects.get().referrer_name == cast.tess.name


def test_before_sending_it_is_shown_as_it_will_be_read(as_, cast):
    client = as_(cast.tess)
    at = written(client)
    save(client, at("voice"), words_k1="I hide in the wardrobe.")
    save(client, at("family", "a1"), scrap="Dave, the boyfriend", address="7 Hidden Lane", address_is_protected="on")
    page = client.get(at("check")).content.decode()
    assert "I hide in the wardrobe." in page and "Dave, the boyfriend" in page and "Shouting every night." in page and "Hidden Lane" not in page
    assert not Contact.objects.exists()


def test_forty_people_can_be_named_and_the_next_is_sent_to_the_list(as_, cast):
    client = as_(cast.tess)
    at = written(client)
    draft = Draft.objects.get()
    draft.answers["family"] = [{"key": f"k{number}", "typed": {"scrap": ["x"]}} for number in range(40)]
    draft.save()
    assert save(client, at("family", "k40"), scrap="one more").headers["Location"] == at("family")
    assert save(client, at("family", "k39"), scrap="changed").status_code == 302
    assert "40 people can be named" in client.get(at("family")).content.decode()
    assert len(Draft.objects.get().answers["family"]) == 40 and "one more" not in str(Draft.objects.get().answers)


def test_an_agency_with_an_account_is_not_asked_its_name(as_, cast):
    client = as_(cast.tess)
    assert "Your organisation" not in client.get(begun(client)("you")).content.decode()


@pytest.mark.parametrize("slug", ["children", "family", "worries", "voice", "chart", "strengths", "history", "safety", "agreement", "you", "files"])
def test_every_section_opens_in_a_few_queries(as_, cast, slug, django_assert_max_num_queries):
    client = as_(cast.tess)
    at = written(client)
    for number in range(12):
        save(client, at("children", f"c{number}"), given_names=f"Child {number}")
    with django_assert_max_num_queries(15):
        assert client.get(at(slug)).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(at("check")).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(at()).status_code == 200


def test_an_unknown_section_is_not_found(as_, cast):
    client = as_(cast.tess)
    at = begun(client)
    assert client.get(at("nonsense")).status_code == client.get(at("worries", "k1")).status_code == 404


def test_only_those_who_refer_may_begin(as_, cast):
    assert as_(cast.bea).get(reverse("referral-new")).status_code == 403
    assert as_(cast.inez).post(reverse("referral-new")).status_code == 403
    assert not Draft.objects.exists()
