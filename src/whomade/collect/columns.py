"""From a table of unknown layout to observations: which column is which field, and what a row says about its device.

Shared by the readers of CSV and of workbooks. A column is guessed from its header or, where that says nothing, from the
shape of its values; the summary shows the outcome, and `--map FIELD=COLUMN` overrides it. Every row is a device.
"""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect import guess, labels, plain, rows, shapes
from whomade.collect.headers import FIELDS, fields_named, is_vague, normal
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from whomade.collect.devices import Devices
    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

LABEL_FIELDS = ("brand", "model", "serial", "fcc_id", "firmware", "made_on", "name", "driver", "note")
HEADER_SEARCH = 20
"""The header is looked for in this many rows: exports often carry a title above it."""
CELL_CAP = 4096
"""Characters of a cell that are kept. A label, address or remark is never longer."""
_NAMES = frozenset({"brand", "brand_model"})


class Row(NamedTuple):
    """A row of a table: its number as a spreadsheet shows it, its cells, and why it cannot be read (or nothing)."""

    number: int
    cells: list[str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read: the number of its header row (0: none), the headers, and the column of each field.

    `mapped` are the fields whose column the user named.
    """

    header: int
    names: tuple[str, ...]
    columns: dict[str, int] = field(default_factory=dict)
    mapped: frozenset[str] = frozenset()

    def shown(self) -> dict[str, str]:
        """Field → name of its column, for the summary."""
        return {field: self.name(index) for field, index in sorted(self.columns.items())}

    def name(self, index: int) -> str:
        """Header of a column, or its letters."""
        return (self.names[index].strip() if index < len(self.names) else "") or letters(index)

    @property
    def vague_key(self) -> bool:
        """Whether the key stands below a header that heads mere numbers as well, and nobody said that it is the key."""
        return "asset" in self.columns and "asset" not in self.mapped and is_vague(self.name(self.columns["asset"]))

    def unread(self) -> list[str]:
        """Headers of the columns that are read as nothing."""
        used = set(self.columns.values())
        return [name.strip() for index, name in enumerate(self.names) if index not in used and name.strip()]


def layout(table: Sequence[Row], options: Mapping[str, str], *, may_be_plain: bool = True) -> Layout:
    """Find the header among the first rows and the column of each field.

    Args:
        table: The first rows.
        options: Field to column, as the user said.
        may_be_plain: Whether a single column without a header may be a list of brands or models.

    Raises:
        InputError: an option names a field or a column that does not exist.
    """
    readable = [row for row in table if not row.fault and any(c.strip() for c in row.cells)]
    width = max((len(row.cells) for row in readable), default=0)
    only = plain.kind(guess.column([row.cells for row in readable], 0)) if may_be_plain and width == 1 else ""
    header = _header(readable[:HEADER_SEARCH], options, width, headless=only in _NAMES)
    names = tuple(header.cells) if header else ()
    sample = [row.cells for row in readable if not header or row.number > header.number]
    found = guess.guessed(names, sample, width)
    if only and not found and not (header and _known(header)):
        found = {only: 0}
    return Layout(
        header.number if header else 0,
        names,
        _overridden(found, names, width, options),
        frozenset(f for f, column in options.items() if column.strip()),
    )


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


def values_of(source: Source, table: Layout, cells: Sequence[str]) -> dict[str, str]:
    """Give what a row says, by field: placeholders, formulas and mixed-up addresses are sorted out."""
    pairs = ((f, shapes.cleaned(cells[i][:CELL_CAP])) for f, i in table.columns.items() if i < len(cells))
    values = {f: value for f, value in pairs if value}
    _sort_addresses(values, mixed=_is_mixed(table.columns))
    _name_label(source, values)
    return values


def observations(
    source: Source, table: Layout, values: Mapping[str, str], place: str, devices: Devices
) -> Iterator[Observation | Problem]:
    """Give what a row says: a label (also an empty one: the device exists), its MAC addresses and its stream."""
    asset = _key(source, table, values)
    if asset and "asset" not in table.mapped:
        keyed = devices.key(asset, place, values)
        if keyed.other:
            found = f"two rows stand under {asset}: {keyed.other} has another {keyed.by}"
            yield source.flaw(
                place,
                "one device under one key",
                found,
                f"read as a device of its own: {keyed.asset}",
                contradicts=True,
            )
        asset = keyed.asset
    asset = asset or f"{source.name}#{place}"
    more = {"site": values.get("site")}
    yield source.observe(asset, "label", {f: values[f] for f in LABEL_FIELDS if f in values}, place, **more)
    if mac := values.get("mac"):
        found_macs = dict.fromkeys(map(shapes.usual_mac, shapes.macs(mac) or [mac]))
        yield from (source.observe(asset, "mac", m, place, **more) for m in found_macs)
    if stream := values.get("stream_url"):
        yield source.observe(asset, "stream_url", _without_login(source, stream), place, **more)


def _without_login(source: Source, stream: str) -> str:
    bare = shapes.without_login(stream)
    if bare != stream:
        source.note("user names and passwords in stream addresses are left out")
    return bare


def _is_mixed(columns: Mapping[str, int]) -> bool:
    return "mac" in columns and columns["mac"] == columns.get("address")


def _sort_addresses(values: dict[str, str], *, mixed: bool) -> None:
    """Use a MAC address or an IP address as what it is, whichever of the two columns it stands in."""
    mac, address = values.get("mac", ""), values.get("address", "")
    if mixed:
        said = {"mac": ", ".join(shapes.macs(mac)), "address": shapes.ip_in(mac)}
    else:
        said = {"mac": mac, "address": address}
        if shapes.is_mac(address):
            said = {"mac": mac or address, "address": ""}
        if shapes.is_ip(mac) and not shapes.macs(mac):
            said = {"mac": "", "address": address or mac}
    for f, value in said.items():
        values.pop(f, None)
        values.update({f: value} if value else {})


def _name_label(source: Source, values: dict[str, str]) -> None:
    """Leave brand and model as far as the cells name one."""
    if any(labels.is_formula(values.get(f, "")) for f in ("brand", "model", "brand_model")):
        source.note("text under brand or model that begins like a formula (= + - @) is not used")
    both = labels.split(values.pop("brand_model", ""))
    for f, other in both._asdict().items():
        said = labels.named(values.pop(f, "")) or other
        values.update({f: said} if said else {})


def _key(source: Source, table: Layout, values: Mapping[str, str]) -> str:
    """Key of the device: its id in the list, else its network address, MAC address or serial number.

    A mere number of the row is the last choice, and it names a device of this list only.
    """
    asset, address, serial = values.get("asset", ""), values.get("address", ""), values.get("serial", "")
    counted = table.vague_key and rows.is_running_number(asset)
    candidates = (
        "" if counted else asset,
        address if shapes.is_network_name(address) else "",
        shapes.device_mac(values.get("mac", "")),
        serial if serial.strip("0 .-") else "",
        f"{source.name}#{asset}" if counted else "",
    )
    return next(filter(None, candidates), "")


def _header(table: Sequence[Row], options: Mapping[str, str], width: int, *, headless: bool) -> Row | None:
    """Row with most known headers; else the first row, unless it looks like data itself."""
    if not table:
        return None
    known = {row.number: _known(row) for row in table}
    best = max(table, key=lambda row: (known[row.number] + _named(row, options, width), -row.number))
    if known[best.number] >= 2 or (best is table[0] and known[best.number]) or _named(best, options, width):
        return best
    first = table[0]
    if headless:
        return first if plain.is_title(first.cells[0]) else None
    return None if any(_is_data(cell.strip()) for cell in first.cells) or _goes_on(table, options, width) else first


def _known(row: Row) -> int:
    """How many fields the cells of a row name; none when it holds an address, which no header does."""
    if any(_is_data(cell.strip()) for cell in row.cells):
        return 0
    return len(fields_named(row.cells))


def _named(row: Row, options: Mapping[str, str], width: int) -> int:
    """How many columns given by header stand in a row; a number or letters name a place and no header."""
    wanted = {normal(column) for column in options.values() if column_index(column, (), width) is None} - {""}
    return len(wanted & {normal(c) for c in row.cells})


def _goes_on(table: Sequence[Row], options: Mapping[str, str], width: int) -> bool:
    """Whether the first row has, in every column given by number or letters, what the other rows have: it is data."""
    places = [column_index(column, (), width) for column in options.values() if column.strip()]
    return bool(places) and all(place is not None and _is_alike(table, place) for place in places)


def _is_alike(table: Sequence[Row], place: int) -> bool:
    first, *others = [shapes.look(row.cells[place]) if place < len(row.cells) else "" for row in table]
    seen = Counter(filter(None, others))
    return bool(first) and (not seen or first == seen.most_common(1)[0][0])


def _is_data(cell: str) -> bool:
    return shapes.is_mac(cell) or shapes.is_ip(cell) or shapes.is_url(cell)


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
