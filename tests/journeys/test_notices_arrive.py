"""Police notices arrive: a drop with something wrong in it, and one from paper."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdoor.ppn.sample import Sample, write_drop

pytestmark = pytest.mark.browser


@pytest.fixture
def spoiled(tmp_path):
    """A drop of three notices, one of which cannot be read."""
    made_at = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    forms = list(Sample(notices=3, seed=11, sequence=7, made_at=made_at).forms())
    forms[1]["risk_grade"], forms[1]["roles"][0]["present"] = "X", "perhaps"
    return write_drop(forms, tmp_path / f"PPN_44_{made_at:%Y%m%dT%H%M%SZ}_7.zip", force_code="44", made_at=made_at, sequence=(7, 7))


def test_a_drop_is_taken_in_and_what_could_not_be_read_is_mended(desk_of, spoiled):
    # Given a drop by secure mail, when Rosa takes it in, then two notices are on the desk and one waits to be mended
    with desk_of("rosa") as rosa:
        rosa.go("/notices/drops/take/")
        rosa.check_page()
        rosa.page.get_by_label("The drop").set_input_files(str(spoiled))
        rosa.press("Take it in")
        rosa.is_at(spoiled.name)
        rosa.see("2 accepted, 1 quarantined")
        rosa.check_page()
        rosa.follow("PPN 44/RMS00000700001")

        # When she mends it by keyboard and not enough, then what is still wrong is said and what she typed is kept
        rosa.see("notice.csv, row 3, risk_grade: “X” is not one of H, M, S, U.")
        rosa.check_page()
        rosa.page.get_by_label("risk_grade", exact=True).focus()
        rosa.page.keyboard.press("Control+a")
        rosa.page.keyboard.type("H")
        rosa.page.keyboard.press("Enter")
        rosa.see("There is a problem")
        assert rosa.page.get_by_label("risk_grade", exact=True).input_value() == "H"
        rosa.check_page()
        rosa.write("present", "1")
        rosa.press("Take it in as mended")
        rosa.see("PPN 44/RMS00000700001 is mended and taken in.")
        rosa.check_page()
        rosa.go("/notices/drops/")
        rosa.see(spoiled.name)
        rosa.check_page()


def test_a_notice_is_keyed_from_paper_in_the_night(desk_of):
    # Given a letter in the night, when Oona keys it and forgets the grade, then her words stay
    with desk_of("oona") as oona:
        oona.go("/notices/key/")
        oona.check_page()
        oona.pick("Type of notice", "Domestic abuse")
        oona.write("What happened, as the officer wrote it", "Shouting heard by neighbours.")
        first = oona.page.get_by_role("group", name="Person 1", exact=True)
        oona.write("First names", "Wren", within=first)
        oona.pick("Part in it", "Child the notice is about", within=first)
        oona.press("Add another person")
        oona.see("Person 3")
        oona.press("Take it in")
        oona.see("Select the police grade")
        oona.check_page()

        # When she gives it, then it is on the desk
        oona.choose("Police grade", "Medium")
        oona.press("Take it in")
        oona.see("The notice is on the desk.")
        oona.see("1 accepted")
        oona.check_page()


def test_an_administrator_begins_and_ends_a_feed(desk_of):
    # Given a force that can push, when Ada begins its feed, then the token is shown once
    with desk_of("ada") as ada:
        ada.go("/notices/feeds/")
        ada.check_page()
        ada.follow("Begin a feed")
        ada.check_page()
        ada.write("Name of the feed", "Records of Westshire Police")
        ada.pick("Police force", "Westshire Police")
        ada.write("The force’s code", "44")
        ada.press("Begin the feed")
        ada.is_at("Records of Westshire Police has begun")
        ada.check_page()
        ada.go("/notices/api/")
        ada.check_page()
        ada.go("/notices/feeds/")
        ada.follow("End Records of Westshire Police")
        ada.press("End the feed")
        ada.see("has ended")
        ada.check_page()


def test_what_has_not_come(desk_of, site, tmp_path):
    # Given drops 21 and 23, when Mina looks, then 22 is missing until she says what she did
    with desk_of("mina") as mina:
        for number in (21, 23):
            made_at = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
            path = Sample(notices=1, seed=number, sequence=number, made_at=made_at).write(tmp_path)
            mina.go("/notices/drops/take/")
            mina.page.get_by_label("The drop").set_input_files(str(path))
            mina.press("Take it in")
        mina.see("sequence 22 has not come")
        mina.go("/notices/drops/missing/")
        mina.check_page()
        mina.follow("Force 44, sequence 22")
        mina.check_page()
        mina.write("What was done", "The force sends it tonight.")
        mina.press("It is dealt with")
        mina.see("Force 44, sequence 22 is dealt with.")
