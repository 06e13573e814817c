"""Hikvision's image (`digicap.dav`): a header and a file table under a public mask of 16 bytes.

Helper without kinds. Byte i of header and table is combined (exclusive or) with byte (i + i/16) mod 16 of the mask. The
mask hides nothing: it stands in public tools. Newer images (`HK20`, `HK30`) have an encrypted inside, which stays shut.
The checksum of the header is not documented, so nothing rests on it.

Source: hiktools, hiktools/fmod/digicap.py (header and table) and its pull request 8 (newer marks).
"""

from __future__ import annotations

import struct

from whomade.signals.firmware_parts import MAX_PARTS, Entry, Parts, container, misplaced, padded

MARKS = (b"SWKH", b"HK20", b"HK30")
_MASK = bytes.fromhex("bacdbcfed6caddd3bab9a3abbfcbb5be")
_HEADER = struct.Struct("<4s8I")
"""Mark, checksum, length of header and table, files, language, device class, OEM code, signature, features."""
_ENTRY = struct.Struct("<32s3I")
"""Name, length in bytes, offset from the start of the image, checksum."""
_TABLE = 0x40


def unmasked(data: bytes) -> bytes:
    """Take the mask off (or put it on)."""
    return bytes(byte ^ _MASK[(i + (i >> 4)) & 15] for i, byte in enumerate(data))


def matches(head: bytes) -> bool:
    """Tell whether bytes begin with a mark of this container, masked or plain. A text that begins so is none."""
    return unmasked(head[:4]) in MARKS or _is_plain(head)


def _is_plain(head: bytes) -> bool:
    return head[:4] in MARKS and 0 in head[:_TABLE]


def parts(head: bytes) -> Parts:
    """Read header and table."""
    plain = head if _is_plain(head) else unmasked(head[: _TABLE + MAX_PARTS * _ENTRY.size])
    mark = plain[:4].decode("ascii")
    if mark != "SWKH":
        return Parts(f"{mark} header, closed inside")
    if len(plain) < _TABLE:
        return Parts("SWKH header", flaws=(("a header of 64 bytes", f"{len(plain)} bytes"),))
    _, _, length, count, language, device_class, oem_code, *_ = _HEADER.unpack_from(plain)
    entries, flaw = _table(plain, length, count)
    codes = f"language={language}", f"device_class={device_class}", f"oem_code={oem_code}"
    return Parts(
        "SWKH header" if flaw else container("SWKH header", (entry.name for entry in entries)),
        members=tuple(entry.name for entry in entries),
        strings=() if flaw else codes,
        flaws=((flaw,) if flaw else ()),
        end=0 if flaw else max(entry.start + entry.size for entry in entries),
    )


def _table(plain: bytes, length: int, count: int) -> tuple[list[Entry], tuple[str, str] | None]:
    """Files of the table up to the first that cannot be one, and what is wrong with it."""
    if not 0 < count <= MAX_PARTS:
        return [], (f"1 to {MAX_PARTS} files in the header", str(count))
    if length < _TABLE + count * _ENTRY.size:
        return [], (f"room for {count} files in header and table", f"{length} bytes")
    entries: list[Entry] = []
    for number in range(count):
        place = _TABLE + number * _ENTRY.size
        expected = f"file {number + 1} of {count} in the table, at byte {place}"
        if place + _ENTRY.size > len(plain):
            return entries, (expected, "the end of the data")
        raw, size, start, _ = _ENTRY.unpack_from(plain, place)
        name = padded(raw)
        if not name or not size:
            return entries, (expected, "no name or no length")
        entries.append(Entry(name, start, size))
    wrong = misplaced(sorted(entries, key=lambda entry: entry.start), length)
    return entries, ("files one after the other", wrong) if wrong else None
