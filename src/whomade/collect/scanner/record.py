"""The record of a scan: a line that says what was asked for, then a line for each unit of work that was finished.

A unit is one address or one discovery on one interface. It stands in one line, so a scan that was killed leaves whole
units and at most one torn line, which is dropped when the scan goes on.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal

import orjson

from whomade.collect.scanner.unit import decode, encode
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whomade.collect.scanner.unit import Unit

FORMAT = "whomade-scan/1"
HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Header:
    """What a scan was asked for; all that is needed to go on with it."""

    targets: tuple[str, ...]
    ports: tuple[int, ...]
    offset: int = 0
    discovery: bool = True


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
    with _opened(path, "xb") as out:
        with _named(path):
            out.write(header_line(header))
            out.flush()
        yield Record(out)


@contextmanager
def resumed(path: Path) -> Iterator[tuple[Header, Record]]:
    """Open a record to go on with; a torn last line is cut off.

    Raises:
        InputError: the file is missing, no record, cannot be written, or another scan is at it.
    """
    with _opened(path, "r+b") as out:
        with _named(path):
            header = read_header(out.readline(), str(path))
            done, end = _finished(out)
            out.seek(end)
            out.truncate()
        yield header, Record(out, frozenset(done))


@contextmanager
def _opened(path: Path, mode: Literal["xb", "r+b"]) -> Iterator[BinaryIO]:
    """Open for this scan alone."""
    with ExitStack() as stack:
        with _named(path):
            out = stack.enter_context(path.open(mode))
            _lock(out)
        yield out


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say which file an error of the system is about. Only around our own work: an error of the scan is another one."""
    try:
        yield
    except FileExistsError as error:
        raise InputError(f"{path}: exists; --resume goes on with it, --record names another file") from error
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such record, or no such folder") from error
    except BlockingIOError as error:
        raise InputError(f"{path}: another scan is writing this record; nothing was sent") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _lock(out: BinaryIO) -> None:
    """Keep other scans out until the file is closed: two would do every unit twice.

    Raises:
        BlockingIOError: another one is at it.
    """
    import fcntl  # late: reading a record needs none, and not every system has it

    fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
