"""DNS messages that lie about themselves end at once and give what could be read."""

from __future__ import annotations

import struct

from whomade.signals import dns

HEAD = struct.pack(">6H", 0, 0x8400, 0, 200, 0, 0)


def test_a_name_that_points_at_itself_ends_the_list() -> None:
    assert dns.records(HEAD + b"\xc0\x0c" + bytes(10)) == []


def test_a_name_of_thousands_of_labels_pointing_back_is_not_walked() -> None:
    endless = HEAD + b"\x01a" * 8000 + b"\xc0\x0c"
    walked = Counting(endless + (b"\xc0\x0c" + struct.pack(">HHIH", 12, 1, 0, 2) + b"\xc0\x0c") * 200)
    assert dns.records(walked) == []
    assert walked.looked < 1000


class Counting(bytes):
    """Bytes that count how often one of them is looked at."""

    looked = 0

    def __getitem__(self, at):  # type: ignore[no-untyped-def, override]
        self.looked += 1
        return super().__getitem__(at)
