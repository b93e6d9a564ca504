"""The main job of the product, walked by the people who do it, each at a browser of their own."""

import pytest

from .steps import deciding, referring, screening, telling

pytestmark = pytest.mark.browser


def test_a_concern_comes_in(desk_of, site):
    # Given that Robin came to notice once before
    robin = site.tell("robin_was_known")["robin"]

    # When Tess, of his school, refers Robin, his sister and the baby their mother expects, then she gets a number at once
    with desk_of("tess") as tess:
        number = referring.tess_refers_three_children(tess)

    # When Rosa, in reception, says who they are and sets an outcome for each child, then it goes to the MASH
    with desk_of("rosa") as rosa:
        screening.rosa_screens_it(rosa, number, known_as=robin)

    # When the agencies are asked and the police answer, then Sam and health see it arrive on the pages they have open
    with desk_of("sam") as sam, desk_of("hana") as hana, desk_of("pete") as pete:
        enquiry = deciding.sam_opens_it(sam)
        deciding.sam_asks(sam)
        deciding.hana_watches(hana, enquiry)
        deciding.pete_answers(pete)
        deciding.it_arrives_at(sam)
        deciding.it_arrives_at(hana)
        deciding.sam_recommends(sam)

    # When Mina decides for each child, then the work goes to those who take it on
    with desk_of("mina") as mina:
        deciding.mina_decides(mina, enquiry)
    for name, child in (("elsie", "Robin Ashgrove"), ("fay", "Unborn baby of Kay Ashgrove")):
        with desk_of(name) as receiver:
            deciding.taken_on_by(receiver, child)

    # When Sam sends word, takes it back and sends it again, then it is posted once, after two minutes
    with desk_of("sam") as sam, desk_of("tess") as tess:
        telling.sam_tells(sam, number, "Pete Sandiford")
        telling.sam_tells(sam, number, "Tess Holloway-Bright")
        telling.sam_takes_it_back(sam)
        telling.sam_lets_it_go(sam)
        telling.nothing_is_there_yet(tess)
        telling.the_worker_posts_it(tess, site, number)

        # Then Tess reads it, answers and disagrees, and somebody reads what she said
        telling.tess_reads_it(tess)
        telling.tess_replies(tess)
        telling.tess_disagrees(tess)
        telling.sam_reads_what_she_said(sam, number)

    # Then the contact is finished, and what was said in confidence was read by nobody else
    with desk_of("rosa") as rosa:
        telling.it_is_finished(rosa, number)
