"""The same people and the same pages, in browsers that run no script."""

import pytest

from .steps import deciding, referring, screening

pytestmark = pytest.mark.browser


def test_the_main_job_needs_no_scripts(desk_of, site):
    # Given that no browser runs scripts, when Tess refers, Rosa screens, the hub asks and Pete answers, then each is done
    robin = site.tell("robin_was_known")["robin"]
    with desk_of("tess", scripts=False) as tess:
        number = referring.tess_refers_three_children(tess)
    with desk_of("rosa", scripts=False) as rosa:
        screening.rosa_screens_it(rosa, number, known_as=robin)
    with desk_of("sam", scripts=False) as sam, desk_of("pete", scripts=False) as pete:
        enquiry = deciding.sam_opens_it(sam)
        deciding.sam_asks(sam)
        deciding.pete_answers(pete)
        sam.go(enquiry)
        sam.see(deciding.POLICE_HOLD)
        sam.not_see(deciding.IN_CONFIDENCE)
        deciding.sam_recommends(sam)

    # When Mina decides and Elsie takes it on, then that is done too
    with desk_of("mina", scripts=False) as mina:
        deciding.mina_decides(mina, enquiry)
    with desk_of("elsie", scripts=False) as elsie:
        deciding.taken_on_by(elsie, "Robin Ashgrove")
