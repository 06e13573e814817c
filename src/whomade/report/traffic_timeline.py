"""When a device called whom: a row per service, a stroke per stretch of activity; places are per cent of the width."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from whomade.report import traffic_words as words
from whomade.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model import Knowledge
    from whomade.model.traffic import Account, Stretch, Visit

MOST_ROWS = 24
HIGH = 18
LEAST_WIDTH = 0.5
"""Per cent: a moment must still be seen."""
_STEPS = (1, 5, 15, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86_400, 2 * 86_400, 7 * 86_400, 30 * 86_400)


@dataclass(frozen=True, slots=True)
class Row:
    """One service: who and what for, the purpose as a class, and its strokes as an SVG image."""

    label: str
    purpose: str
    words: str
    image: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows, an axis as an SVG image, and how many rows were left out."""

    rows: tuple[Row, ...]
    axis: str
    begins: str
    ends: str
    more: int


def timeline(account: Account, knowledge: Knowledge, begin: float, end: float) -> Timeline | None:
    """Draw the contacts of a device between two moments; None where it has none."""
    groups: dict[tuple[str, str], list[Visit]] = {}
    for visit in account.visits:
        label = words.party(visit, knowledge) if visit.operator or visit.owner else words.host(visit)
        groups.setdefault((visit.purpose, label), []).append(visit)
    if not groups:
        return None
    span = max(end - begin, 1.0)
    rows = tuple(_row(key, found, begin, span) for key, found in list(groups.items())[:MOST_ROWS])
    joined = [_place(moment.at, begin, span) for moment in account.traffic.joined]
    axis = _axis(begin, span, joined)
    return Timeline(rows, axis, words.moment(begin), words.moment(end), max(0, len(groups) - MOST_ROWS))


def _row(key: tuple[str, str], found: Iterable[Visit], begin: float, span: float) -> Row:
    purpose, label = key
    visits = list(found)
    strokes = (_stroke(stretch, begin, span) for visit in visits for stretch in visit.contact.activity)
    times = sum(visit.contact.count for visit in visits)
    first, last = min(v.contact.first for v in visits), max(v.contact.last for v in visits)
    said = f"{label}: {words.PURPOSES[purpose]}, {times} times, {words.moment(first)} to {words.moment(last)}"
    about = f'role="img" aria-label="{escape(wording.visible(said))}" width="100%" height="{HIGH}"'
    track = f'<rect class="track" width="100%" height="{HIGH}"/>'
    image = f'<svg class="strokes p-{purpose}" {about}>{track}{"".join(dict.fromkeys(strokes))}</svg>'
    return Row(label, purpose, words.PURPOSES[purpose], image)


def _stroke(stretch: Stretch, begin: float, span: float) -> str:
    x = _place(stretch.start, begin, span)
    width = max(LEAST_WIDTH, _place(stretch.end, begin, span) - x)
    place = f'x="{min(x, 100 - LEAST_WIDTH):.2f}%" y="2" width="{width:.2f}%" height="{HIGH - 4}"'
    return f'<rect class="stroke-mark" {place}/>'


def _place(at: float, begin: float, span: float) -> float:
    return min(100.0, max(0.0, 100 * (at - begin) / span))


def _axis(begin: float, span: float, joined: Iterable[float]) -> str:
    """Ticks at round moments, and marks where the device joined the network."""
    step = next((s for s in _STEPS if span / s <= 5), _STEPS[-1] * 6)
    first = (int(begin) // step + 1) * step
    ticks: list[str] = []
    at = float(first)
    while at <= begin + span and len(ticks) < 12:
        x = _place(at, begin, span)
        anchor = "start" if x < 8 else "end" if x > 92 else "middle"
        ticks.append(
            f'<line class="tick" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="6"/>'
            f'<text class="tick-words" x="{x:.2f}%" y="20" text-anchor="{anchor}">{_clock(at, step)}</text>'
        )
        at += step
    marks = [
        f'<line class="joined" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="24"><title>joined the network</title></line>'
        for x in list(joined)[:20]
    ]
    return f'<svg class="axis" width="100%" height="26" aria-hidden="true">{"".join((*ticks, *marks))}</svg>'


def _clock(at: float, step: int) -> str:
    form = "%Y-%m" if step >= 86_400 * 60 else "%m-%d" if step >= 86_400 else "%H:%M" if step >= 60 else "%H:%M:%S"
    return datetime.fromtimestamp(at, UTC).strftime(form)
