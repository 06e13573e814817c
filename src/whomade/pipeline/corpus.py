"""Labelled observations: devices whose maker somebody has shown, to score the base on.

One JSON object a line. `id`, `kind` and `raw` are an observation; the other fields say what is true of the device and
who says so. Rows of one `source_group` come from one repository or thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from whomade import signals
from whomade.errors import InputError
from whomade.grammar import derived
from whomade.model import Observation, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

GEAR = ("camera", "nvr", "dvr", "recorder", "doorbell", "intercom", "encoder", "video", "hub", "access")
"""Words in `device_class` that make a device surveillance gear: a printer is not ours to name, only not to accuse."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled observation. `negative` means that naming a maker of the PRC would be a false accusation."""

    id: str
    kind: str
    raw: str | dict[str, Any]
    source_group: str = ""
    brand_on_box: str | None = None
    true_maker: str | None = None
    white_label: bool | None = None
    label_basis: str | None = None
    label_confidence: str | None = None
    device_class: str | None = None
    negative: bool | None = None
    scorable: bool | None = None

    @property
    def gear(self) -> bool:
        """Whether the device is surveillance gear."""
        return any(word in (self.device_class or "").casefold() for word in GEAR)


@dataclass(frozen=True, slots=True)
class Device:
    """Rows scored as one; the first one's labels stand for all."""

    rows: tuple[Row, ...]

    @property
    def head(self) -> Row:
        """The row whose id and labels stand for the device."""
        return self.rows[0]

    def signals(self, *, label: bool) -> list[Signal]:
        """Everything seen on the device; with `label` also the brand, as a person who can read the box gives it."""
        head = self.head
        seen = [Observation(head.id, row.kind, row.raw) for row in self.rows]
        if label and head.brand_on_box:
            seen.append(Observation(head.id, "label", {"brand": head.brand_on_box}))
        found = [signal for each in seen for signal in signals.extract(each) if isinstance(signal, Signal)]
        return [*found, *derived(found)]


def read_rows(files: Iterable[Path]) -> list[Row]:
    """Read labelled observations.

    Raises:
        InputError: a line is no labelled observation, or an id stands twice; names file and line.
    """
    rows: dict[str, Row] = {}
    for path in files:
        for place, row in _lines(path):
            if row.id in rows:
                raise InputError(f"{place}: id `{row.id}` stands twice")
            rows[row.id] = row
    if not rows:
        raise InputError("no labelled observation in the files given")
    return list(rows.values())


def _lines(path: Path) -> Iterator[tuple[str, Row]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                place = f"{path.name}:{number}"
                yield place, _row(place, line)


def _row(place: str, line: bytes) -> Row:
    try:
        return msgspec.json.decode(line, type=Row)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{place}: no labelled observation: {error}") from error


def grouped(rows: Iterable[Row], *, devices: bool) -> list[Device]:
    """Each row as a device of its own; with `devices`, rows alike in group, brand, maker and basis are one."""
    together: dict[tuple[str | None, ...], list[Row]] = {}
    for row in rows:
        key = (row.source_group, row.brand_on_box, row.true_maker, row.label_basis) if devices else (row.id,)
        together.setdefault(key, []).append(row)
    return [Device(tuple(each)) for each in together.values()]
