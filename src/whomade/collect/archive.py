"""A zip archive read without unpacking it: its directory, and single small members within caps.

Nothing is written, and no name in an archive is ever used as a path. The library of the language is not used: it holds
the whole directory in memory, however large it says it is, and refuses archives whose first letters are changed.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from whomade.signals import zip_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.signals.zip_layout import Member

DIRECTORY_CAP = 1024 * 1024
"""Largest directory read, in bytes; a firmware archive has some ten members of a hundred bytes each."""
_STORED, _DEFLATED = 0, 8
_NAME_BYTES = 1024


@dataclass(slots=True)
class Archive:
    """An archive of `size` bytes in an open file; `flaws` are (place, expected, found, consequence)."""

    file: IO[bytes]
    size: int
    members: list[Member] = field(default_factory=list)
    flaws: list[tuple[str, str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the directory; without a usable one, the headers of the members from the start on."""
        self.members = self._directory() or list(self._walk())

    def _directory(self) -> list[Member]:
        start = max(self.size - zip_layout.END_BYTES, 0)
        end = zip_layout.end_of(self._read(start, zip_layout.END_BYTES))
        if end is None:
            return self._flaw("end of file", "the record that closes an archive", "none: it may be cut short")
        if end.place + end.size > self.size:
            return self._flaw("end of file", f"a directory inside {self.size} bytes", f"{end.size} at {end.place}")
        if end.size > DIRECTORY_CAP:
            return self._flaw(f"byte {end.place}", "a directory of at most 1 MiB", f"{end.size} bytes")
        found = zip_layout.directory(self._read(end.place, end.size))
        return found or self._flaw(f"byte {end.place}", "a directory of members", "none")

    def _flaw(self, place: str, expected: str, found: str) -> list[Member]:
        self.flaws.append((place, expected, found, "the headers of the members are read one after the other"))
        return []

    def _walk(self) -> Iterator[Member]:
        """Members by their own headers, up to the first that does not say how long it is."""
        place = 0
        for _ in range(zip_layout.MAX_MEMBERS):
            step = zip_layout.local(self._read(place, zip_layout.LOCAL_BYTES + _NAME_BYTES), place)
            if step is None:
                return
            member, skip = step
            yield member
            if member.unsized:
                return
            place += skip + member.packed

    def _read(self, place: int, size: int) -> bytes:
        self.file.seek(place)
        return self.file.read(size)

    def begin_of(self, member: Member, most: int) -> bytes | None:
        """First bytes of a member, unpacked; None where it is encrypted, packed otherwise or not where it should be.

        Never more than `most` bytes are read from the file, nor more than `most` unpacked.
        """
        header = self._read(member.place, zip_layout.LOCAL_BYTES + _NAME_BYTES)
        step = zip_layout.local(header, member.place)
        if step is None or member.encrypted:
            return None
        packed = self._read(member.place + step[1], min(member.packed or most, most))
        if member.method == _STORED:
            return packed
        return _inflated(packed, most) if member.method == _DEFLATED else None


def _inflated(packed: bytes, most: int) -> bytes | None:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    except zlib.error:
        return None
