"""What is printed, and the copy to keep."""

import pytest

from .pdf import Paper
from .told import HELD, IN_CONFIDENCE, NAMES, SAID

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def decided(site):
    return site.tell("quillon_is_decided", "Peregrine")


def test_a_childs_page_prints(desk_of, decided):
    # Given Peregrine's page, when Sam prints it, then the child is on it, who printed it is on it, and the buttons are not
    with desk_of("sam") as sam:
        sam.go(f"/people/{decided['person']}/")
        sam.page.emulate_media(media="print")
        sam.see("Peregrine")
        sam.see(SAID)
        sam.see("Opened by Sam Okonedo-Vale")
        for gone in ("nav", "header .fd-header__out", "footer .govuk-footer__meta", "main .govuk-button"):
            for each in sam.page.locator(gone).all():
                assert not each.is_visible(), f"{gone} is printed"
        sam.not_see(IN_CONFIDENCE)
        # and on a sheet as wide as A4 no address stands after its link, and a table is a table
        sam.page.set_viewport_size({"width": 760, "height": 1000})
        link, cell = sam.page.locator("main a.govuk-link[href]").first, sam.page.locator("main .fd-table td").first
        assert link.evaluate("each => getComputedStyle(each, '::after').content") == "none"
        assert cell.evaluate("each => getComputedStyle(each).display") == "table-cell"
        assert sam.page.pdf(format="A4").startswith(b"%PDF-")


def test_the_copy_of_a_referral_is_for_its_reader(desk_of, decided):
    # Given what Tess sent, when she saves a copy, then it is a tagged PDF of what she sent, and of nothing found out since
    with desk_of("tess") as tess:
        copy = paper(tess, decided)
        assert copy.pages and copy.is_tagged
        for words in ("Peregrine", NAMES[1], SAID, decided["reference"], "Tess Holloway-Bright"):
            assert copy.says(words), f"the copy does not say {words}: {copy.words[:2000]}"
        for words in (HELD, IN_CONFIDENCE, "early help", "Sam Okonedo-Vale"):
            assert not copy.says(words), f"the copy says {words}"

    # When the team that is offered the work saves one, then it does not say who raised it
    with desk_of("elsie") as elsie:
        copy = paper(elsie, decided)
        assert copy.says(SAID) and not copy.says("Tess") and not copy.says("Thornbury") and not copy.says(HELD)


def paper(desk, told: dict[str, str]) -> Paper:
    answer = desk.page.request.get(f"{desk.site.url}/referrals/{told['contact']}/copy.pdf")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert "no-store" in answer.headers["cache-control"], answer.headers
    return Paper(answer.body())
