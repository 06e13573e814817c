"""The record of a scan: a line that says what was asked for, then a line for each unit of work that was finished.

A unit is one address or one discovery on one interface. It stands in one line, so a scan that was killed leaves whole
units and at most one torn line, which is dropped when the scan goes on.
"""

from __future__ import annotations

import base64
import re
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import orjson

from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT = "whomade-scan/1"
HIGHEST_PORT = 65535
_HIDDEN = re.compile(r"[^\t\r\n\x20-\x7e\u00a0-\ud7ff\uf900-\ufffc]")


class Seen(NamedTuple):
    """One reply: the address it came from, kind of observation, data as it came, and where it was found."""

    asset: str
    kind: str
    data: bytes | str
    place: str


@dataclass(slots=True)
class Unit:
    """A finished piece of work. `ended` are (port, reason) of replies that were cut off."""

    id: str
    open: list[int] = field(default_factory=list)
    ended: list[tuple[int, str]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    sent: int = 0
    dropped: int = 0
    at: str = ""

    @property
    def is_discovery(self) -> bool:
        """Whether it is one discovery on one interface, and not one address."""
        return self.id.startswith("discovery ")


@dataclass(frozen=True, slots=True)
class Header:
    """What a scan was asked for; all that is needed to go on with it."""

    targets: tuple[str, ...]
    ports: tuple[int, ...]
    offset: int = 0
    discovery: bool = True


def encode(unit: Unit) -> bytes:
    """One line of the record."""
    line = {
        "unit": unit.id, "at": unit.at, "open": unit.open, "ended": unit.ended, "sent": unit.sent,
        "dropped": unit.dropped, "seen": [_packed(seen) for seen in unit.seen],
    }  # fmt: skip
    return orjson.dumps(line) + b"\n"


def _packed(seen: Seen) -> dict[str, str]:
    packed = {"asset": seen.asset, "kind": seen.kind, "place": seen.place}
    if isinstance(seen.data, str):
        return {**packed, "data": seen.data}
    if (text := _as_text(seen.data)) is not None:
        return {**packed, "data": text}
    return {**packed, "data_b64": base64.b64encode(seen.data).decode()}


def _as_text(data: bytes) -> str | None:
    """Bytes as text where nothing is lost and nothing is hidden, so that a person can read the record."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _HIDDEN.search(text) else text


def read_header(line: bytes, name: str) -> Header:
    """Read the first line.

    Raises:
        InputError: it is no first line of a record.
    """
    try:
        found = orjson.loads(line)
        header = Header(tuple(found["targets"]), tuple(found["ports"]), int(found["offset"]), bool(found["discovery"]))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{name}: line 1 is no first line of a scan record ({FORMAT})") from error
    if found.get("format") != FORMAT:
        raise InputError(f"{name}: expected format {FORMAT}, found `{found.get('format')}`")
    if not all(isinstance(port, int) and 0 < port <= port + header.offset <= HIGHEST_PORT for port in header.ports):
        raise InputError(f"{name}: line 1 has a port out of range")
    return header


def header_line(header: Header) -> bytes:
    """The first line."""
    return orjson.dumps({"format": FORMAT, **asdict(header)}) + b"\n"


def decode(line: bytes) -> Unit:
    """Read the line of a unit.

    Raises:
        ValueError: it is torn, or no such line.
    """
    try:
        found: dict[str, Any] = orjson.loads(line)
        unit = Unit(str(found["unit"]), [int(port) for port in found["open"]])
        unit.ended = [(int(port), str(reason)) for port, reason in found["ended"]]
        unit.seen = [_unpacked(seen) for seen in found["seen"]]
        unit.sent, unit.dropped, unit.at = int(found["sent"]), int(found["dropped"]), str(found["at"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"no unit of a scan: {error}") from error
    if unit.is_discovery and len(unit.id.split(" ")) != 3:
        raise ValueError(f"no unit of a scan: {unit.id[:60]}")
    return unit


def _unpacked(seen: dict[str, str]) -> Seen:
    data = base64.b64decode(seen["data_b64"]) if "data_b64" in seen else str(seen["data"])
    return Seen(str(seen["asset"]), str(seen["kind"]), data, str(seen["place"]))


class Record:
    """An open record: units go in as they are finished, each in one write."""

    def __init__(self, out: BinaryIO, done: frozenset[str] = frozenset()) -> None:
        self._out = out
        self.done = done
        """Units an earlier run finished."""

    def add(self, unit: Unit) -> None:
        """Write a unit, so that it survives whatever happens next."""
        self._out.write(encode(unit))
        self._out.flush()


@contextmanager
def created(path: Path, header: Header) -> Iterator[Record]:
    """Begin a record.

    Raises:
        InputError: the file exists, or cannot be written.
    """
    try:
        with path.open("xb") as out:
            out.write(header_line(header))
            out.flush()
            yield Record(out)
    except FileExistsError as error:
        raise InputError(f"{path}: exists; --resume goes on with it, --record names another file") from error


@contextmanager
def resumed(path: Path) -> Iterator[tuple[Header, Record]]:
    """Open a record to go on with; a torn last line is cut off.

    Raises:
        InputError: the file is missing or no record.
    """
    try:
        with path.open("r+b") as out:
            header = read_header(out.readline(), str(path))
            done, end = _finished(out)
            out.seek(end)
            out.truncate()
            yield header, Record(out, frozenset(done))
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such record") from error


def _finished(out: BinaryIO) -> tuple[set[str], int]:
    """Ids of whole units, and where the first line that is not whole begins."""
    done: set[str] = set()
    end = out.tell()
    for line in out:
        if not line.endswith(b"\n"):
            break
        with suppress(ValueError):  # a damaged line inside is said by the reader, and its unit is done again
            done.add(decode(line).id)
        end += len(line)
    return done, end
