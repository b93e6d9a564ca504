"""Every code set written out for `docs/`: generated from the data, so it cannot drift from it."""

from .sets import CODES, CodeSets
from .threshold import DOMAINS, charts

OWNERS = {"statutory": "set by law or a statutory return", "national": "a national list", "local": "the area's own"}


def listing(sets: CodeSets = CODES) -> str:
    """All sets as Markdown: title, who owns it, every wording with its dates, mappings, note and source."""
    parts = ["# Code sets", "", "Generated from `frontdoor/foundations/codes/data/`. Do not edit by hand.", ""]
    for name in sorted(sets):
        parts += _one(sets, name)
    return "\n".join(parts + _charts())


def _one(sets: CodeSets, name: str) -> list[str]:
    found, about = sets[name], sets.index[name]
    lines = [f"## {found.title} (`{name}`)", "", f"{OWNERS[found.owner].capitalize()}. Source: {about['source']}.", ""]
    lines += ["| code | label | from | to | maps to | note | source |", "|---|---|---|---|---|---|---|"]
    for row in found:
        maps = "; ".join(f"{other} {code}" for other, code in row.maps_to.items())
        cells = [row.code, row.label, row.from_on or "", row.to_on or "", maps, row.note, row.source]
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return [*lines, ""]


def _charts() -> list[str]:
    lines = ["# Threshold chart", ""]
    for chart in charts():
        dates = f"From {chart.from_on or 'the start'} to {chart.to_on or 'now'}."
        lines += [f"## Edition {chart.version}", "", dates, ""]
        lines += ["| code | level | domain | indicator | source |", "|---|---|---|---|---|"]
        for i in chart.indicators:
            lines.append(f"| {i.indicator_code} | {i.level} | {DOMAINS[i.domain]} | {i.text} | {i.source} |")
        lines.append("")
    return lines
