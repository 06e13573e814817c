"""Records of one device brought together, however large the input: an external sort through temporary files.

Records come in any order and leave grouped by key, keys in natural order (192.0.2.9 before 192.0.2.10), records of
one key in the order they came. Memory stays at about `budget_bytes` whatever the input's size.
"""

from __future__ import annotations

import heapq
import re
import tempfile
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

_OVERHEAD = 300
_DIGITS = re.compile(r"\d+")
_HEXADECIMAL = re.compile(r"[0-9a-f]{1,4}(?:[:.-][0-9a-f]{0,4}){2,}(?:/\d+)?", re.IGNORECASE)
_MOST_RUNS = 200


def natural_key(text: str) -> str:
    """Text in which numbers sort by size: digits padded to 20 places, the original appended to keep keys apart.

    Hexadecimal addresses (MAC, IPv6) sort as they stand.

    >>> sorted(["cam10", "cam9"], key=natural_key)
    ['cam9', 'cam10']
    """
    if _HEXADECIMAL.fullmatch(text.rpartition("\0")[2]) and not text.rpartition("\0")[2].replace(".", "").isdigit():
        return text + "\0" + text
    return _DIGITS.sub(lambda found: found.group().zfill(20), text) + "\0" + text


class Grouping:
    """Collects records and gives them back grouped. Use as a context manager: temporary files go at the end."""

    def __init__(self, budget_bytes: int = 64 * 1024 * 1024) -> None:
        self._budget = budget_bytes
        self._held: list[tuple[str, int, bytes]] = []
        self._held_bytes = 0
        self._count = 0
        self._runs: list[IO[bytes]] = []

    def __enter__(self) -> Grouping:
        return self

    def __exit__(self, *_: object) -> None:
        for run in self._runs:
            run.close()

    def add(self, key: str, record: Any) -> None:
        """Add one record; `record` is anything JSON can hold."""
        payload = msgspec.json.encode(record)
        self._held.append((key, self._count, payload))
        self._count += 1
        self._held_bytes += len(payload) + len(key) + _OVERHEAD
        if self._held_bytes > self._budget:
            self._spill()

    def _spill(self) -> None:
        """Sort what is held and write it to a temporary file; merge the files when there are too many to hold open."""
        if len(self._runs) >= _MOST_RUNS:
            merged = self._write(self._merged())
            for run in self._runs:
                run.close()
            self._runs = [merged]
        self._held.sort()
        self._runs.append(self._write(iter(self._held)))
        self._held, self._held_bytes = [], 0

    @staticmethod
    def _write(records: Iterator[tuple[str, int, bytes]]) -> IO[bytes]:
        run = tempfile.TemporaryFile(prefix="whomade-")  # noqa: SIM115  closed by __exit__
        for key, number, payload in records:
            run.write(msgspec.json.encode([key, number]) + b"\t" + payload + b"\n")
        return run

    @staticmethod
    def _read(run: IO[bytes]) -> Iterator[tuple[str, int, bytes]]:
        run.seek(0)
        for line in run:
            head, payload = line.rstrip(b"\n").split(b"\t", 1)
            key, number = msgspec.json.decode(head)
            yield key, number, payload

    def _merged(self) -> Iterator[tuple[str, int, bytes]]:
        return heapq.merge(*(self._read(run) for run in self._runs))

    def groups(self) -> Iterator[tuple[str, Iterator[Any]]]:
        """Groups of records by key; each group must be used before the next is asked for."""
        if self._runs:
            self._spill()
            ordered = self._merged()
        else:
            self._held.sort()
            ordered = iter(self._held)
        for key, records in groupby(ordered, key=lambda record: record[0]):
            yield key, (msgspec.json.decode(payload) for _, _, payload in records)
