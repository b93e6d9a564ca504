"""A family drawn: where each person stands and which lines join them. The template draws it; the list beside it says the same.

Signs as families' workers know them: square male, circle female, diamond not known, triangle unborn, a cross for the dead,
a double outline for whom it is about, a thick outline for those who live together, a broken line for a tie that is not by
birth or adoption, or has ended.
"""

from dataclasses import dataclass, field
from typing import Any

from .models import Person

ACROSS, DOWN, SIZE, EDGE, NARROWEST = 128, 118, 44, 20, 600
GENERATIONS = [
    {"GRANDPARENT", "GREAT_GRANDPARENT"},
    {
        "MOTHER",
        "FATHER",
        "UNKNOWN_FATHER",
        "PARENT",
        "ADOPTIVE_PARENT",
        "STEPPARENT",
        "PARENTS_PARTNER",
        "PARENTS_EX_PARTNER",
        "GUARDIAN",
        "FOSTER_CARER",
        "PRIVATE_FOSTER_CARER",
        "KINSHIP_CARER",
        "AUNT_UNCLE",
    },
    {"SIBLING", "TWIN", "HALF_SIBLING", "STEP_SIBLING", "FOSTER_SIBLING", "ADOPTIVE_SIBLING", "PARTNER", "EX_PARTNER"},
    {"CHILD", "ADOPTED_CHILD", "STEPCHILD", "PARTNERS_CHILD", "FOSTER_CHILD", "WARD", "KINSHIP_CHILD"},
    {"GRANDCHILD", "GREAT_GRANDCHILD"},
]
OWN = 2  # the generation of the person it is about
WHOLE = {
    "MOTHER",
    "FATHER",
    "UNKNOWN_FATHER",
    "PARENT",
    "ADOPTIVE_PARENT",
    "SIBLING",
    "TWIN",
    "ADOPTIVE_SIBLING",
    "PARTNER",
    "CHILD",
    "ADOPTED_CHILD",
    "GRANDPARENT",
    "GREAT_GRANDPARENT",
    "GRANDCHILD",
    "GREAT_GRANDCHILD",
}


@dataclass(frozen=True)
class Node:
    x: int
    y: int
    shape: str  # male, female, unborn, unknown
    name: str
    tie: str
    is_subject: bool = False
    is_dead: bool = False
    lives_together: bool = False


@dataclass(frozen=True)
class Line:
    x1: int
    y1: int
    x2: int
    y2: int
    is_broken: bool = False


@dataclass
class Drawing:
    width: int = 0
    height: int = 0
    nodes: list[Node] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    left_out: int = 0  # friends, neighbours and others: in the list only


def draw(person: Person, network: list[dict[str, Any]]) -> Drawing | None:
    """The drawing of a family, or none when there is nobody to draw."""
    rows: list[list[dict[str, Any] | None]] = [
        [row for row in network if row["kind"] in kinds] for kinds in GENERATIONS
    ]
    drawn = sum(map(len, rows))
    if not drawn:
        return None
    rows[OWN].insert((len(rows[OWN]) + 1) // 2, None)  # the person stands among brothers and sisters
    used = [row for row in rows if row]
    own = used.index(rows[OWN])
    widest = max(map(len, used))
    drawing = Drawing(
        width=max(widest * ACROSS + 2 * EDGE, NARROWEST), height=len(used) * DOWN + EDGE, left_out=len(network) - drawn
    )
    for level, row in enumerate(used):
        start = (drawing.width - len(row) * ACROSS) // 2 + ACROSS // 2
        for place, each in enumerate(row):
            drawing.nodes.append(_node(person, each, x=start + place * ACROSS, y=EDGE + SIZE // 2 + level * DOWN))
    _join(drawing, used, own)
    return drawing


def _node(person: Person, row: dict[str, Any] | None, *, x: int, y: int) -> Node:
    them = row["person"] if row else person
    shape = "unborn" if them.is_unborn else {"M": "male", "F": "female"}.get(them.sex, "unknown")
    return Node(
        x,
        y,
        shape,
        _short(them.name),
        _short(row["relationship"]) if row else "",
        is_subject=row is None,
        is_dead=bool(them.died_on),
        lives_together=row is None or row["lives_with"] is True,
    )


def _short(text: str, most: int = 18) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _join(drawing: Drawing, rows: list[list], own: int) -> None:
    """A bar under each generation, a drop to everybody in the next: the whole of it passes through the person."""
    at = iter(drawing.nodes)
    placed = [[(next(at), row) for row in each] for each in rows]
    for level, (above, below) in enumerate(zip(placed, placed[1:], strict=False)):
        bar = above[0][0].y + DOWN - SIZE // 2 - 16
        elders = above if level < own else [pair for pair in above if pair[1] is None]
        youngers = below if level + 1 >= own else below
        for node, row in elders:
            drawing.lines.append(Line(node.x, node.y + SIZE // 2 + 34, node.x, bar, _is_broken(row)))
        for node, row in youngers:
            drawing.lines.append(Line(node.x, bar, node.x, node.y - SIZE // 2, _is_broken(row)))
        ends = [node.x for node, _ in (*elders, *youngers)]
        drawing.lines.append(Line(min(ends), bar, max(ends), bar))


def _is_broken(row: dict[str, Any] | None) -> bool:
    return row is not None and (row["ended"] or row["kind"] not in WHOLE)
