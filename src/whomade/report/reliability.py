"""The reliability diagram: how often answers of each probability were right, as one standalone SVG."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BINS = 10
FEW = 10
"""Below this number of rows a bar is drawn pale: its height says little."""
_WIDTH, _HEIGHT = 480, 420
_LEFT, _TOP, _SIDE_X, _SIDE_Y = 56, 94, 400, 266
_STEP = _SIDE_X / BINS


class Bin(NamedTuple):
    """Answers whose probability lies in one tenth: how many, the sum of what was said, and how many were right."""

    answers: int = 0
    said: float = 0.0
    right: int = 0


def binned(answers: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Answers, as probability and whether right, in ten equal bins.

    Example:
        >>> binned([(0.95, True), (1.0, False)])[9]
        Bin(answers=2, said=1.95, right=1)
    """
    found = [Bin()] * BINS
    for probability, right in answers:
        index = min(BINS - 1, int(probability * BINS))
        old = found[index]
        found[index] = Bin(old.answers + 1, old.said + probability, old.right + right)
    return tuple(found)


def expected_error(bins: Iterable[Bin]) -> float:
    """Expected calibration error: the mean gap between what was said and what was right, weighted by count."""
    every = list(bins)
    return sum(abs(b.said - b.right) for b in every) / max(1, sum(b.answers for b in every))


_STYLE = """
  svg { --paper: #fbfaf7; --ink: #1b2430; --soft: #55606f; --line: #dedad0; --bar: #3573ab; --wish: #b4632a;
    font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #12161c; --ink: #e9e6df; --soft: #a7b0bd; --line: #323b47; --bar: #7fb1e0; --wish: #dd9a63; }
  }
  .paper { fill: var(--paper); } text { fill: var(--ink); } .soft { fill: var(--soft); }
  .title { font-size: 17px; font-weight: 600; } .grid { stroke: var(--line); } .bar { fill: var(--bar); }
  .halo { stroke: var(--paper); stroke-width: 5; stroke-opacity: .7; }
  .few { fill-opacity: .4; } .wish { stroke: var(--wish); stroke-width: 2; stroke-dasharray: 6 5; }
  .count { stroke: var(--paper); stroke-width: 4; paint-order: stroke; stroke-linejoin: round; }
"""


def draw(bins: tuple[Bin, ...], subtitle: str) -> str:
    """The diagram: a bar per bin with the number of its rows, and a diagonal on which a calibrated program lies.

    Args:
        bins: Ten bins in rising order.
        subtitle: What was scored and how; no date, so that the same base gives the same picture.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-labelledby="title words">',
        f'<title id="title">Reliability of the probabilities: {escape(subtitle)}</title>',
        f'<desc id="words">{escape(_words(bins))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}"/>',
        *_heading(subtitle),
        *_axes(),
        *(_bar(index, each) for index, each in enumerate(bins) if each.answers),
        *(_diagonal(kind) for kind in ("halo", "wish")),
        *(_count(index, each) for index, each in enumerate(bins) if each.answers),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _heading(subtitle: str) -> list[str]:
    return [
        '<text class="title" x="16" y="28">How often answers were right</text>',
        f'<text class="soft" x="16" y="48">{escape(subtitle)}</text>',
        f'<text class="soft" x="16" y="66">bar: share right; number: rows; pale: fewer than {FEW} rows</text>',
    ]


def _axes() -> list[str]:
    """Lines for every fifth of the height, marks for every fifth of the width, and the two captions."""
    parts = []
    for tenth in range(0, BINS + 1, 2):
        y, x = _y(tenth / BINS), _LEFT + tenth * _STEP
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y}" x2="{_LEFT + _SIDE_X}" y2="{y}"/>')
        parts.append(f'<text class="soft" x="{_LEFT - 8}" y="{y + 4.5}" text-anchor="end">{tenth * 10} %</text>')
        parts.append(f'<text class="soft" x="{x:g}" y="{_y(0) + 20}" text-anchor="middle">{tenth * 10} %</text>')
    middle = _LEFT + _SIDE_X / 2
    caption = "probability said (dashed: right as often as said)"
    return [*parts, f'<text x="{middle:g}" y="{_y(0) + 44}" text-anchor="middle">{caption}</text>']


def _diagonal(kind: str) -> str:
    return f'<line class="{kind}" x1="{_LEFT}" y1="{_y(0)}" x2="{_LEFT + _SIDE_X}" y2="{_y(1)}"/>'


def _bar(index: int, each: Bin) -> str:
    top = _y(each.right / each.answers)
    kind = "bar few" if each.answers < FEW else "bar"
    x, width, height = _LEFT + index * _STEP + 3, _STEP - 6, _y(0) - top
    return f'<rect class="{kind}" x="{x:g}" y="{top:g}" width="{width:g}" height="{height:g}"/>'


def _count(index: int, each: Bin) -> str:
    x, y = _LEFT + (index + 0.5) * _STEP, _y(each.right / each.answers) - 6
    return f'<text class="count" x="{x:g}" y="{y:g}" text-anchor="middle">{each.answers}</text>'


def _y(share: float) -> float:
    return round(_TOP + _SIDE_Y * (1 - share), 2)


def _words(bins: tuple[Bin, ...]) -> str:
    """The picture in words."""
    said = [f"{i * 10} to {i * 10 + 10} %: {b.right} of {b.answers} right" for i, b in enumerate(bins) if b.answers]
    return "; ".join(said) or "no rows"
