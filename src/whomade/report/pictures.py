"""Numbers for the pictures of the page: places in per cent of the width, so that a picture fits any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.model import Level, Status
from whomade.report import wording
from whomade.report.steps import axis, odds, steps

if TYPE_CHECKING:
    from collections import Counter

    from whomade.model import Attribution

ROW_HEIGHT = 42
"""Pixels of one step: its label above its bar."""

TICK_EVERY, TICK_EVERY_NARROW = 22.0, 38.0
"""Least distance of two labels of the axis in per cent, on a wide screen and on a telephone; closer and they touch."""

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Bar(NamedTuple):
    """A bar from `x` over `width`, both in per cent."""

    x: float
    width: float
    kind: str


class DrawnStep(NamedTuple):
    """One row of the waterfall; `joins` says that the next bar begins where this one ends."""

    y: int
    label: str
    change: str
    value: str
    bar: Bar
    end: float
    joins: bool


class Tick(NamedTuple):
    """A line of the axis and the odds it stands for; some lines have no room for words, `wide` ones on a telephone."""

    x: float
    label: str
    anchor: str
    wide: bool


class Waterfall(NamedTuple):
    """The whole picture and what it says in words."""

    height: int
    rows: list[DrawnStep]
    ticks: list[Tick]
    words: str


def stack(counts: Counter[Level], whole: int) -> list[Bar]:
    """Bars of one row stacked by level, the surest first; `whole` is the number that fills the width."""
    bars, x = [], 0.0
    for level in reversed(Level):
        if counts[level]:
            width = 100 * counts[level] / max(1, whole)
            bars.append(Bar(round(x, 2), round(width, 2), str(level)))
            x += width
    return bars


def waterfall(attribution: Attribution) -> Waterfall | None:
    """The waterfall of one role; None where nothing was reckoned."""
    drawn = steps(attribution)
    if not drawn:
        return None
    scale = axis(drawn)
    rows, words = [], []
    for number, step in enumerate(drawn):
        first, last = sorted(100 * scale.share(v) for v in (step.before, step.after))
        change = f"{step.change:+.1f}".replace("-", "−") if step.kind in ("gain", "loss") else ""
        bar = Bar(round(first, 2), round(max(0.5, last - first), 2), step.kind)
        end = round(100 * scale.share(step.after), 2)
        label = wording.clip(step.label, 40)
        joins = number + 1 < len(drawn) and drawn[number + 1].kind != "end"
        rows.append(DrawnStep(number * ROW_HEIGHT, label, change, wording.percent(step.probability), bar, end, joins))
        words.append(f"{label} {wording.percent(step.probability)}")
    ticks = _ticks(scale.ticks(), [100 * scale.share(v) for v in scale.ticks()])
    return Waterfall(len(rows) * ROW_HEIGHT, rows, ticks, ", ".join(words))


def _ticks(values: list[int], places: list[float]) -> list[Tick]:
    """Lines of the axis; even odds always have words, others as far as there is room."""
    even = places[values.index(0)]
    worded, narrow = _spread(places, even, TICK_EVERY), _spread(places, even, TICK_EVERY_NARROW)
    return [
        Tick(
            round(p, 2),
            _odds(v) if p in worded else "",
            "start" if p < 8 else "end" if p > 92 else "middle",
            p not in narrow,
        )
        for v, p in zip(values, places, strict=True)
    ]


def _spread(places: list[float], first: float, every: float) -> set[float]:
    """Places that lie at least `every` apart, the first one among them and then the farthest."""
    chosen = {first}
    for place in sorted(places, key=lambda p: -abs(p - first)):
        if all(abs(place - other) >= every for other in chosen):
            chosen.add(place)
    return chosen


def _odds(exponent: int) -> str:
    """Odds in few characters: what is long is a power of ten."""
    if abs(exponent) < 4:
        return odds(exponent)
    power = f"10{str(abs(exponent)).translate(SUPERSCRIPTS)}"
    return f"{power} : 1" if exponent > 0 else f"1 : {power}"


def single(level: Level, count: int, whole: int) -> list[Bar]:
    """The bar of one level."""
    return [Bar(0.0, round(100 * count / max(1, whole), 2), str(level))]


def statuses(counts: Counter[Status]) -> list[Bar]:
    """Verdicts of one rule stacked by status, the gravest first."""
    bars, x, whole = [], 0.0, max(1, counts.total())
    for status in Status:
        if counts[status]:
            width = 100 * counts[status] / whole
            bars.append(Bar(round(x, 2), round(width, 2), str(status)))
            x += width
    return bars


def percent_of_width(probability: float) -> float:
    """Place of a probability on a scale, in per cent of its width."""
    return round(100 * probability, 2)


def stack_words(counts: Counter[Level]) -> str:
    """A stack of levels in words."""
    return ", ".join(f"{counts[level]} {level}" for level in reversed(Level) if counts[level])
