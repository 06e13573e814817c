"""Reolink's image (`.pak`, also on Swann goods): a table of sections, then one of flash partitions.

Helper without kinds. The checksum runs over the whole file and is not computed: a bounded reader sees only the head.

Source: pakler, pakler/__init__.py (32- and 64-bit forms of header, section and partition).
"""

from __future__ import annotations

import struct

from whomade.signals.firmware_parts import MAX_PARTS, Entry, Parts, container, misplaced, padded

MARKS = {0x32725913: "0x32725913", 0x32725923: "0x32725923"}
_HEADER, _HEADER_64 = struct.Struct("<3I"), struct.Struct("<3Q")
_SECTION, _SECTION_64 = struct.Struct("<32s24s2I"), struct.Struct("<32s24s2Q")
_PARTITION_BYTES = 76
_FEWEST = 2
"""Sections that a table must have to count as one: real images have five and more."""


def matches(head: bytes) -> bool:
    """Tell whether bytes begin with a mark of this container."""
    return int.from_bytes(head[:4], "little") in MARKS


def parts(head: bytes) -> Parts:
    """Read the table of sections."""
    mark = f"pak {MARKS[int.from_bytes(head[:4], 'little')]}"
    wide = len(head) >= _HEADER_64.size and not any(head[4:8] + head[12:16] + head[20:24])
    header, form = (_HEADER_64, _SECTION_64) if wide else (_HEADER, _SECTION)
    sections = _sections(head[header.size :], form)
    flaw = _flaw(sections, header.size, form.size)
    versions = tuple(dict.fromkeys(s.version for s in sections if "_" in s.version))
    return Parts(
        mark if flaw else container(mark, (section.name for section in sections)),
        members=tuple(dict.fromkeys(section.name for section in sections)),
        versions=() if flaw else versions,
        flaws=(("a table of sections", flaw),) if flaw else (),
        end=0 if flaw else max(section.start + section.size for section in sections),
    )


def _sections(table: bytes, form: struct.Struct) -> list[Entry]:
    """Entries up to the first that is no section: a partition, whose second field is a number, ends them."""
    found: list[Entry] = []
    for place in range(0, min(len(table) - form.size + 1, MAX_PARTS * form.size), form.size):
        raw, version, start, size = form.unpack_from(table, place)
        name, release = padded(raw), padded(version)
        if not name or release is None or (size and not start):
            break
        found.append(Entry(name, start, size, release))
    return found


def _flaw(sections: list[Entry], header: int, entry: int) -> str:
    filled = [section for section in sections if section.size]
    if len(filled) < _FEWEST:
        return f"{len(filled)} sections with data"
    first = min(section.start for section in filled)
    rest = first - header - len(sections) * entry
    if rest < 0 or rest % _PARTITION_BYTES:
        return f"data from byte {first} on, which leaves no room for whole partitions"
    return misplaced(sorted(filled, key=lambda section: section.start), first)
