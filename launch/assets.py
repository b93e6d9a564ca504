"""Front-end assets: what npm installed, made fit for a service that is not GOV.UK, into build/assets.

GDS Transport, the crown and the crest may only be used on GOV.UK, so the fonts and crests are taken out here and an
open font put in. The page templates link these names: govuk-frontend.min.css, govuk-frontend.min.js,
moj-frontend.min.css, moj-frontend.min.js, htmx.min.js, images/..., and typst reads fonts/*.ttf.
Standard library only: it runs before anything is installed. By hand: `python3 -m launch.assets`.
"""

import re
import shutil
from pathlib import Path

from launch.places import ASSETS, ROOT

MODULES = ROOT / "node_modules"
GOVUK = MODULES / "govuk-frontend/dist/govuk"
MOJ = MODULES / "@ministryofjustice/frontend/moj"
WEB_FONT = MODULES / "@fontsource/source-sans-3"
PRINT_FONT = MODULES / "@expo-google-fonts/source-sans-3"
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
FAMILY = '"Source Sans 3",arial,sans-serif'

# The two npm packages carry no licence file of their own.
MIT = """The MIT License (MIT)

Copyright (C) {year} Crown Copyright ({holder})

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def build_assets() -> None:
    """Write build/assets beside the old one and change over at the end, so a kill half-way leaves no half of it."""
    new = ASSETS.with_name("assets.new")
    shutil.rmtree(new, ignore_errors=True)
    for folder in ("fonts", "images", "licences"):
        (new / folder).mkdir(parents=True)
    write_styles(new)
    write_scripts(new)
    copy_fonts(new / "fonts")
    copy_images(new / "images")
    copy_licences(new / "licences")
    shutil.rmtree(ASSETS, ignore_errors=True)
    new.rename(ASSETS)


def write_styles(out: Path) -> None:
    govuk = without_brand((GOVUK / "govuk-frontend.min.css").read_text())
    moj = without_brand((MOJ / "moj-frontend.min.css").read_text())
    (out / "govuk-frontend.min.css").write_text(font_faces() + govuk)
    (out / "moj-frontend.min.css").write_text(moj)


def without_brand(css: str) -> str:
    """Take out what may only be used on GOV.UK, and point what is left at files beside this one."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", FAMILY)
    css = re.sub(r"@supports \([^{]*\{\.govuk-footer__copyright-logo[^}]*\}\}", "", css)
    css = re.sub(r"\.govuk-footer__(copyright-logo|crown)(:before)?\{[^}]*\}", "", css)
    css = re.sub(r"\.moj-header__logotype-(crest|crown)\{[^}]*\}", "", css)
    css = css.replace("url(/assets/images/", "url(images/")
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    left = [word for word in ("GDS Transport", "crest", "crown", "/assets/") if word in css]
    if left:
        raise SystemExit(f"The style sheets still hold {', '.join(left)}: look at launch/assets.py.")
    return css


def font_faces() -> str:
    return "".join(
        f'@font-face{{font-family:"Source Sans 3";font-style:normal;font-weight:{weight};font-display:swap;'
        f'src:url(fonts/source-sans-3-latin-{weight}-normal.woff2) format("woff2")}}'
        for weight in WEIGHTS
    )


def write_scripts(out: Path) -> None:
    scripts = (
        GOVUK / "govuk-frontend.min.js",
        MOJ / "moj-frontend.min.js",
        MODULES / "htmx.org/dist/htmx.min.js",
    )
    for script in scripts:
        text = re.sub(r"//# sourceMappingURL=\S+", "", script.read_text())
        (out / script.name).write_text(text)


def copy_fonts(out: Path) -> None:
    for weight, name in WEIGHTS.items():
        shutil.copy(WEB_FONT / f"files/source-sans-3-latin-{weight}-normal.woff2", out)
        shutil.copy(PRINT_FONT / f"{weight}{name}/SourceSans3_{weight}{name}.ttf", out)


def copy_images(out: Path) -> None:
    """Icons only: the same folders hold the crown, the crest and the departments' own marks."""
    for icon in sorted((MOJ / "assets/images").glob("icon-*.svg")):
        shutil.copy(icon, out)


def copy_licences(out: Path) -> None:
    (out / "govuk-frontend.txt").write_text(MIT.format(year=2017, holder="Government Digital Service"))
    (out / "moj-frontend.txt").write_text(MIT.format(year=2017, holder="Ministry of Justice"))
    shutil.copy(MODULES / "htmx.org/LICENSE", out / "htmx.txt")
    shutil.copy(WEB_FONT / "LICENSE", out / "source-sans-3.txt")


if __name__ == "__main__":
    build_assets()
