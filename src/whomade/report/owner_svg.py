"""The chain of owners drawn: the company at the left, each owner to the right of what it holds.

A full line is sure, a thick one is control, a dashed one is unknown on the day, a dotted one is a total or a lead.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from whomade.report import terminal, wording
from whomade.report.owner import name, together
from whomade.report.owner_tree import Branch, branches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.model import Entity
    from whomade.ownership.answer import Answer

BOX, GAP, HIGH, ROW = 216, 168, 52, 76
"""Pixels: width of a box, room for the label between two, height of a box, height of a row."""
EDGE = 12
NAME_COLUMNS, WORDS_COLUMNS, LABEL_COLUMNS = 21, 32, 19
"""Columns of text that fit into a box at its two sizes, and over a line."""
COLOURS = """:root { color-scheme: light dark; }
svg.owners { --card: #ffffff; --ink: #1a222d; --soft: #535d6b; --edge: #7b8391; --accent: #1b4e7d; --wash: #f2efe8;
  --paper: #faf9f6; font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
  background: var(--paper); }
@media (prefers-color-scheme: dark) { svg.owners { --card: #181e25; --ink: #ebe8e1; --soft: #abb4c0; --edge: #7d8794;
  --accent: #93c0ea; --wash: #202832; --paper: #11151a; } }
"""
"""Colours of a drawing that stands alone: those of the page, which brings its own."""
STYLE = """svg.owners .box { fill: var(--card); stroke: var(--edge); }
svg.owners .root { fill: var(--wash); stroke: var(--ink); stroke-width: 1.5; }
svg.owners .lead, svg.owners .total { stroke-dasharray: 2 4; }
svg.owners .unknown { stroke-dasharray: 7 5; }
svg.owners .again { stroke-dasharray: 2 2; }
svg.owners path { fill: none; stroke: var(--edge); stroke-width: 1.4; }
svg.owners path.control { stroke: var(--accent); stroke-width: 3; }
svg.owners text { fill: var(--ink); font-size: 14px; }
svg.owners .name { font-weight: 600; }
svg.owners .words { fill: var(--soft); font-size: 11px; }
svg.owners .label { font-size: 12px; text-anchor: middle; }
"""


@dataclass(slots=True)
class Placed:
    """A branch with its place: the column counted from the company, and the middle of its row in pixels."""

    branch: Branch
    column: int
    y: float
    above: list[Placed]


def drawing(answer: Answer, entities: Mapping[str, Entity], *, alone: bool = False) -> str:
    """An SVG image of the chain; `alone` brings its own colours and the namespace of a file.

    Returns:
        The image as text. Every word of a name is escaped.
    """
    rows = _Rows()
    placed = [_place(branch, 1, rows) for branch in branches(answer)]
    height = max(rows.used, 1) * ROW + 2 * EDGE
    width = (_depth(placed) * (BOX + GAP)) + BOX + 2 * EDGE
    root_y = (placed[0].y + placed[-1].y) / 2 if placed else height / 2
    entity = answer.entity
    title = f"Owners of {name(entities, entity.id) if entity else ''} on {answer.question.on}"
    root = _box(EDGE, root_y, "root", name(entities, entity.id) if entity else "", entity.legal_name if entity else "")
    parts = [*sorted(_edges(placed, 0, root_y), key=lambda e: "control" in e[:30]), root, *_boxes(placed, entities)]
    space = ' xmlns="http://www.w3.org/2000/svg"' if alone else ""
    style = f"<style>{COLOURS}{STYLE}</style>" if alone else ""
    return (
        f'<svg{space} class="owners" role="img" aria-label="{escape(title)}" viewBox="0 0 {width} {height:g}" '
        f'width="{width}" height="{height:g}">{style}<title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


class _Rows:
    """Counts rows as leaves take them."""

    def __init__(self) -> None:
        self.used = 0

    def next(self) -> float:
        self.used += 1
        return EDGE + (self.used - 0.5) * ROW


def _place(branch: Branch, column: int, rows: _Rows) -> Placed:
    above = [_place(inner, column + 1, rows) for inner in branch.above]
    y = (above[0].y + above[-1].y) / 2 if above else rows.next()
    return Placed(branch, column, y, above)


def _depth(placed: Iterable[Placed]) -> int:
    return max((max(p.column, _depth(p.above)) for p in placed), default=0)


def _left(column: int) -> float:
    return EDGE + column * (BOX + GAP)


def _edges(placed: Iterable[Placed], column: int, y: float) -> Iterator[str]:
    for one in placed:
        start, end = _left(column) + BOX, _left(one.column)
        middle = start + 22
        kind = f"{one.branch.style}{' control' if one.branch.is_control else ''}"
        yield f'<path class="{kind}" d="M{end:g} {one.y:g}H{middle:g}V{y:g}H{start:g}"/>'
        label = escape(terminal.cut(one.branch.label, LABEL_COLUMNS))
        yield f'<text class="label" x="{(middle + end) / 2:g}" y="{one.y - 6:g}">{label}</text>'
        yield from _edges(one.above, one.column, one.y)


def _boxes(placed: Iterable[Placed], entities: Mapping[str, Entity]) -> Iterator[str]:
    for one in placed:
        branch = one.branch
        words = branch.words[0] if branch.words else ""
        more = "; ".join((branch.label, *branch.words))
        yield _box(_left(one.column), one.y, branch.style, together(entities, branch.owners), words, more)
        yield from _boxes(one.above, entities)


def _box(x: float, y: float, style: str, heading: str, words: str, more: str = "") -> str:
    top = y - HIGH / 2
    first, second = (y - 2, y + 15) if words else (y + 5, 0.0)
    shown = [
        f"<g><title>{escape(wording.visible(f'{heading}: {more}' if more else heading))}</title>",
        f'<rect class="box {style}" x="{x:g}" y="{top:g}" width="{BOX}" height="{HIGH}" rx="9"/>',
        f'<text class="name" x="{x + 13:g}" y="{first:g}">{escape(terminal.cut(heading, NAME_COLUMNS))}</text>',
    ]
    if words:
        cut = escape(terminal.cut(wording.visible(words), WORDS_COLUMNS))
        shown.append(f'<text class="words" x="{x + 13:g}" y="{second:g}">{cut}</text>')
    return "".join([*shown, "</g>"])
