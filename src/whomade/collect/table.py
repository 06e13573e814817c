"""Reading a table from its first row to its last: layout first, then one device per row, nothing lost silently."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from whomade.collect import columns, rows
from whomade.collect.devices import Devices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.columns import Layout, Row
    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

SAMPLE_ROWS = 200
SAMPLE_CHARS = 4 * 1024 * 1024
WIDTH_CAP = 1024
"""More columns than any device list has; a longer row is a broken one."""


def sample(rows: Iterator[Row]) -> list[Row]:
    """Take the first rows, enough to guess the layout from."""
    taken: list[Row] = []
    size = 0
    while len(taken) < SAMPLE_ROWS and size < SAMPLE_CHARS and (row := next(rows, None)):
        taken.append(row)
        size += sum(map(len, row.cells))
    return taken


def read(
    source: Source,
    first: list[Row],
    rest: Iterator[Row],
    layout: Layout,
    sheet: str = "",
    devices: Devices | None = None,
) -> Iterator[Observation | Problem]:
    """Give the observations of every row below the header.

    Args:
        source: The input, whose summary gets counts and notes.
        first: Rows taken as a sample.
        rest: The rows after them.
        layout: What was found out from the sample.
        sheet: Name of the sheet, where there is more than one.
        devices: What stands under each key in the sheets before.
    """
    prefix = f"sheet {sheet}, " if sheet else ""
    devices = devices or Devices()
    skipped: Counter[str] = Counter()
    for row in chain(first, rest):
        place = f"{prefix}row {row.number}"
        if reason := _skip(row, layout):
            skipped[reason] += 1
        elif fault := row.fault or _ragged(row, layout, first):
            yield source.problem(place, "a row that fits the table", fault)
        else:
            values = columns.values_of(source, layout, row.cells)
            if reason := rows.no_device(row.cells, values, vague=layout.vague_key):
                skipped[reason] += 1
                continue
            source.read_one()
            yield from columns.observations(source, layout, values, place, devices)
    _say_skipped(source, skipped, prefix)
    if devices.full:
        source.note("too many devices to compare all rows: later ones that share a key are one device")


def describe(source: Source, layout: Layout, sheet: str = "") -> None:
    """Say in the summary how a table is read; `sheet` where several are."""
    shown = layout.shown()
    source.summary.columns |= {f"{sheet}!{f}" if sheet else f: name for f, name in shown.items()}
    prefix = f"sheet {sheet}: " if sheet else ""
    if not layout.header:
        source.note(f"{prefix}no header row: columns are named by letters")
    if not shown:
        source.note(f"{prefix}no column was recognised: rows are devices without evidence (`--map FIELD=COLUMN` helps)")
    elif unread := layout.unread():
        more = f" and {len(unread) - 30} more" if len(unread) > 30 else ""
        source.note(f"{prefix}columns not read: " + ", ".join(f"`{n[:40]}`" for n in unread[:30]) + more)


def _skip(row: Row, layout: Layout) -> str:
    """Why a row is no device: the header itself, above it, blank, or the header again (printed lists repeat it)."""
    if row.number == layout.header:
        return "header"
    if not row.fault and columns.is_blank(row.cells):
        return "blank"
    if row.number < layout.header:
        return "above"
    return "repeated" if layout.header and tuple(row.cells) == layout.names else ""


def _ragged(row: Row, layout: Layout, first: list[Row]) -> str:
    width = len(layout.names) or next((len(other.cells) for other in first if not columns.is_blank(other.cells)), 0)
    cells = len(row.cells)
    if cells == width or (cells > width and columns.is_blank(row.cells[width:])):
        return ""
    return f"{cells} cells where the table has {width} columns"


def _say_skipped(source: Source, skipped: Counter[str], prefix: str) -> None:
    words = {
        "blank": "blank rows",
        "above": "rows above the header",
        "repeated": "repetitions of the header",
        **rows.SAID,
    }
    for reason, said in words.items():
        if skipped[reason]:
            source.note(f"{prefix}{said}: {skipped[reason]} (no devices)")
