"""From a table of unknown layout to observations: which column is which field, and what a row says about its device.

Shared by the readers of CSV and of workbooks. A column is guessed from its header or, where that says nothing, from the
shape of its values; the summary shows the outcome, and `--map FIELD=COLUMN` overrides it. Every row is a device.
"""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect import shapes
from whomade.collect.headers import FIELDS, field_scores, is_foreign, normal
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from whomade.collect.source import Source
    from whomade.model import Observation

LABEL_FIELDS = ("brand", "model", "serial", "fcc_id", "firmware", "made_on", "name", "note")
HEADER_SEARCH = 20
"""The header is looked for in this many rows: exports often carry a title above it."""
CELL_CAP = 4096
"""Characters of a cell that are kept. A label, address or remark is never longer."""

_MOSTLY = 0.6
_MAY_BE_TWO = frozenset({"asset", "name"})
"""Fields whose column may hold an address as well: some lists name their devices by MAC address."""


class Row(NamedTuple):
    """A row of a table: its number as a spreadsheet shows it, its cells, and why it cannot be read (or nothing)."""

    number: int
    cells: list[str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read: the number of its header row (0: none), the headers, and the column of each field."""

    header: int
    names: tuple[str, ...]
    columns: dict[str, int] = field(default_factory=dict)

    def shown(self) -> dict[str, str]:
        """Field → name of its column, for the summary."""
        return {field: self.name(index) for field, index in sorted(self.columns.items())}

    def name(self, index: int) -> str:
        """Header of a column, or its letters."""
        return (self.names[index].strip() if index < len(self.names) else "") or letters(index)

    def unread(self) -> list[str]:
        """Headers of the columns that are read as nothing."""
        used = set(self.columns.values())
        return [name.strip() for index, name in enumerate(self.names) if index not in used and name.strip()]


def layout(rows: Sequence[Row], options: Mapping[str, str]) -> Layout:
    """Find the header among the first rows and the column of each field.

    Raises:
        InputError: an option names a field or a column that does not exist.
    """
    readable = [row for row in rows if not row.fault and any(c.strip() for c in row.cells)]
    header = _header(readable[:HEADER_SEARCH], options)
    names = tuple(header.cells) if header else ()
    sample = [row.cells for row in readable if not header or row.number > header.number]
    width = max(map(len, [names, *sample]), default=0)
    guessed = _guessed(names, sample, width)
    return Layout(header.number if header else 0, names, _overridden(guessed, names, width, options))


def check_options(options: Mapping[str, str]) -> None:
    """Refuse a field that no column can be read as. Raises `InputError`."""
    for name in options:
        if name not in FIELDS:
            raise InputError(f"--map {name}=...: no field `{name}`{_meant(name, FIELDS)}; fields: {', '.join(FIELDS)}")


def column_index(column: str, names: Sequence[str], width: int) -> int | None:
    """Number (from 0) of a column given by header, by number (from 1) or by letters; None when there is none."""
    wanted = column.strip()
    for same in (str.strip, str.casefold, normal):
        matches = [i for i, name in enumerate(names) if same(name.strip()) == same(wanted) != ""]
        if matches:
            return matches[0]
    index = int(wanted) - 1 if wanted.isdecimal() and len(wanted) < 6 else _from_letters(wanted)
    return index if 0 <= index < width else None


def letters(index: int) -> str:
    """Letters of a column as spreadsheets write them: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def is_blank(cells: Sequence[str]) -> bool:
    """Tell whether a row holds nothing."""
    return not any(cell.strip() for cell in cells)


def observations(source: Source, table: Layout, cells: Sequence[str], place: str) -> Iterator[Observation]:
    """Give what a row says: a label (also an empty one: the device exists), its MAC addresses and its stream."""
    values = _values(table, cells)
    asset = _key(values) or f"{source.name}#{place}"
    more = {"site": values.get("site")}
    yield source.observe(asset, "label", {f: values[f] for f in LABEL_FIELDS if f in values}, place, **more)
    if mac := values.get("mac"):
        yield from (source.observe(asset, "mac", m, place, **more) for m in dict.fromkeys(shapes.macs(mac) or [mac]))
    if stream := values.get("stream_url"):
        yield source.observe(asset, "stream_url", _without_login(source, stream), place, **more)


def _without_login(source: Source, stream: str) -> str:
    bare = shapes.without_login(stream)
    if bare != stream:
        source.note("user names and passwords in stream addresses are left out")
    return bare


def _values(table: Layout, cells: Sequence[str]) -> dict[str, str]:
    pairs = ((f, shapes.cleaned(cells[i][:CELL_CAP])) for f, i in table.columns.items() if i < len(cells))
    return {f: value for f, value in pairs if value}


def _key(values: Mapping[str, str]) -> str:
    """Key of the device: its id in the list, else its network address, MAC address or serial number."""
    address, serial = values.get("address", ""), values.get("serial", "")
    candidates = (
        values.get("asset", ""),
        address if shapes.is_network_name(address) else "",
        shapes.device_mac(values.get("mac", "")),
        serial if serial.strip("0 .-") else "",
    )
    return next(filter(None, candidates), "")


def _header(rows: Sequence[Row], options: Mapping[str, str]) -> Row | None:
    """Row with most known headers; else the first row, unless it looks like data itself."""
    if not rows:
        return None
    known = {row.number: _known(row) for row in rows}
    best = max(rows, key=lambda row: (known[row.number] + _named(row, options), -row.number))
    if known[best.number] >= 2 or (best is rows[0] and known[best.number]) or _named(best, options):
        return best
    return None if any(_is_data(cell.strip()) for cell in rows[0].cells) else rows[0]


def _known(row: Row) -> int:
    """How many fields the cells of a row name; none when it holds an address, which no header does."""
    if any(_is_data(cell.strip()) for cell in row.cells):
        return 0
    return len({f for cell in row.cells for f in field_scores(cell)})


def _named(row: Row, options: Mapping[str, str]) -> int:
    wanted = {normal(column) for column in options.values()} - {""}
    return len(wanted & {normal(c) for c in row.cells})


def _is_data(cell: str) -> bool:
    return shapes.is_mac(cell) or shapes.is_ip(cell) or shapes.is_url(cell)


def _guessed(names: Sequence[str], sample: Sequence[Sequence[str]], width: int) -> dict[str, int]:
    scored = [(-score, index, f) for index, name in enumerate(names) for f, score in field_scores(name).items()]
    columns: dict[str, int] = {}
    for _, index, f in sorted(scored):
        if f not in columns and index not in columns.values() and _fits(f, _column(sample, index)):
            columns[f] = index
    for f, is_shaped in _BY_SHAPE.items():
        taken = {i for g, i in columns.items() if g not in _MAY_BE_TWO}
        free = (i for i in range(width) if f not in columns and i not in taken and _may_be(names, i))
        found = next((i for i in free if _share(_column(sample, i), is_shaped) >= _MOSTLY), None)
        columns |= {} if found is None else {f: found}
    return columns


def _may_be(names: Sequence[str], index: int) -> bool:
    """Whether the header leaves the meaning of a column open: it is no word of ours, or one of a mere name."""
    header = names[index] if index < len(names) else ""
    return not is_foreign(header) and _MAY_BE_TWO.issuperset(field_scores(header))


def _column(sample: Sequence[Sequence[str]], index: int) -> list[str]:
    return [value for cells in sample if index < len(cells) and (value := shapes.cleaned(cells[index]))]


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0


def _fits(f: str, values: Sequence[str]) -> bool:
    """Whether the values seen below a header can be what it says. Nothing seen fits everything."""
    return not values or _SHAPES.get(f, _anything)(values)


def _anything(values: Sequence[str]) -> bool:  # noqa: ARG001
    return True


def _unique(values: Sequence[str]) -> bool:
    return sum(n - 1 for n in Counter(values).values()) <= len(values) / 10


def _wordy(values: Sequence[str]) -> bool:
    return _share(values, lambda v: any(c.isalpha() for c in v)) >= 0.5


_SHAPES: dict[str, Callable[[Sequence[str]], bool]] = {
    "asset": _unique,
    "brand": _wordy,
    "site": _wordy,
    "mac": lambda values: any(shapes.macs(v) for v in values),
    "address": lambda values: _share(values, shapes.is_network_name) >= 0.5,
    "stream_url": lambda values: _share(values, lambda v: "://" in v or v.startswith("/")) >= 0.5,
}
_BY_SHAPE: dict[str, Callable[[str], bool]] = {
    "mac": shapes.is_mac,
    "stream_url": shapes.is_stream,
    "address": shapes.is_ip,
}


def _overridden(
    guessed: dict[str, int], names: Sequence[str], width: int, options: Mapping[str, str]
) -> dict[str, int]:
    check_options(options)
    chosen = {f: _chosen(f, column, names, width) for f, column in options.items() if column.strip()}
    kept = {f: i for f, i in guessed.items() if f not in options and i not in chosen.values()}
    return kept | chosen


def _chosen(f: str, column: str, names: Sequence[str], width: int) -> int:
    index = column_index(column, names, width)
    if index is None:
        shown = ", ".join(name.strip()[:40] for name in names if name.strip())[:400]
        raise InputError(f"--map {f}={column}: no column `{column}`{_meant(column, names)}; columns: {shown or width}")
    return index


def _meant(word: str, choices: Sequence[str]) -> str:
    close = difflib.get_close_matches(word.casefold()[:80], [c.casefold()[:80] for c in choices[:200]], 1, 0.6)
    original = next((c for c in choices if close and c.casefold()[:80] == close[0]), "")
    return f" (did you mean `{original}`?)" if original else ""


def _from_letters(text: str) -> int:
    if not (text.isascii() and text.isalpha() and len(text) <= 3):
        return -1
    index = 0
    for letter in text.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
