"""Invented graphs, written as rows of owner, company and share in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.model import Interest, Range, Window
from whomade.ownership import Graph, graph_on
from whomade.testing import cited

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = "2024-06-01"
Percent = float | tuple[float, float] | None


def holds(owner: str, percent: Percent, **more: object) -> Interest:
    """A holding; `start` and `end` may be days or windows."""
    low, high = percent if isinstance(percent, tuple) else (percent, percent)
    share = None if low is None or high is None else Range(low / 100, high / 100)
    days = {name: more.pop(name) for name in ("start", "end") if name in more}
    windows = {name: day if isinstance(day, Window) else Window(str(day), str(day)) for name, day in days.items()}
    return Interest((owner,), str(more.pop("kind", "owns")), cited(), share=share, **windows, **more)  # type: ignore[arg-type]


def graph(*rows: tuple[str, str, Percent] | tuple[str, Interest], on: str = DAY) -> Graph:
    """A graph of rows (owner, company, per cent), or (company, interest)."""
    held: dict[str, list[Interest]] = {}
    for row in rows:
        if len(row) == 3:
            held.setdefault(row[1], []).append(holds(row[0], row[2]))
        else:
            held.setdefault(row[0], []).append(row[1])
    return graph_on(held, on)


def percents(found: Iterable[tuple[str, Range]]) -> dict[str, tuple[float, float]]:
    """Owner to per cent, rounded to two digits."""
    return {owner: (round(100 * share.low, 2), round(100 * share.high, 2)) for owner, share in found}
