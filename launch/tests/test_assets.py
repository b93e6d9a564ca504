"""Nothing that belongs to GOV.UK alone reaches a page of ours."""

import pytest

from launch.assets import without_brand


def test_fonts_and_crests_are_taken_out_and_icons_stay_beside_the_style_sheet():
    css = without_brand(
        '@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2) format("woff2")}'
        "a{font-family:GDS Transport,arial,sans-serif;color:red}"
        '.govuk-footer__copyright-logo:before{content:"";background-image:url(/assets/images/govuk-crest.svg)}'
        "b{background:url(/assets/images/icon-document.svg)}/*# sourceMappingURL=x.map */"
    )
    assert css == 'a{font-family:"Source Sans 3",arial,sans-serif;color:red}b{background:url(images/icon-document.svg)}'


@pytest.mark.parametrize("css", ["a{font:GDS Transport}", "a{background:url(/assets/images/new-crest.svg)}"])
def test_a_mark_in_a_new_place_stops_the_build(css):
    with pytest.raises(SystemExit, match="style sheets still hold"):
        without_brand(css)
