"""The record of a scan: whole units survive, a torn line is cut off, and what was written is what is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.collect.scanner import record
from whomade.collect.scanner.record import Header
from whomade.collect.scanner.unit import DiscoveryId, Seen, Unit, decode, encode
from whomade.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

HEADER = Header(("127.77.0.0/30",), (80, 554), 20_000, discovery=False)


def unit(address: str, data: bytes | str = b"\x00\x10") -> Unit:
    return Unit(address, [80], [(80, "slower than the time cap")], [Seen(address, "banner", data, "tcp/80 greeting")])


@given(st.binary(max_size=200))
def test_bytes_come_back_as_they_were_or_as_the_same_text(data: bytes) -> None:
    found = decode(encode(unit("127.77.0.1", data))).seen[0].data
    assert (found if isinstance(found, bytes) else found.encode()) == data


def test_bytes_with_hidden_characters_stay_bytes() -> None:
    assert decode(encode(unit("127.77.0.1", b"MHED\x08\x00"))).seen[0].data == b"MHED\x08\x00"
    assert decode(encode(unit("127.77.0.1", b"220 ready"))).seen[0].data == "220 ready"


def test_a_resumed_record_knows_what_was_done_and_drops_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "scan.jsonl"
    with record.created(path, HEADER) as out:
        out.add(unit("127.77.0.1"))
    whole = path.read_bytes()
    path.write_bytes(whole + encode(unit("127.77.0.2"))[:-20])
    with record.resumed(path) as (header, again):
        assert header == HEADER
        assert again.done == {"127.77.0.1"}
        again.add(unit("127.77.0.2"))
    assert path.read_bytes() == whole + encode(unit("127.77.0.2"))


@pytest.mark.parametrize("kept", range(0, 420, 20))
def test_a_record_cut_anywhere_can_be_resumed_or_says_why_not(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "scan.jsonl"
    with record.created(path, HEADER) as out:
        out.add(unit("127.77.0.1"))
        out.add(unit("127.77.0.2"))
    path.write_bytes(path.read_bytes()[:kept])
    try:
        with record.resumed(path) as (_, again):
            assert again.done <= {"127.77.0.1", "127.77.0.2"}
    except InputError as error:
        assert "first line" in str(error)  # noqa: PT017  either is right, depending on where it was cut


def test_a_record_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "scan.jsonl"
    path.write_text("mine")
    with pytest.raises(InputError, match="--resume"), record.created(path, HEADER):
        pass
    assert path.read_text() == "mine"


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text('{"asset": "a"}\n')
    with pytest.raises(InputError, match="record"), record.resumed(tmp_path / "x"):
        pass
    with pytest.raises(InputError, match="no such"), record.resumed(tmp_path / "y"):
        pass


def test_two_scans_do_not_write_one_record(tmp_path: Path) -> None:
    path = tmp_path / "scan.jsonl"
    with record.created(path, HEADER) as out:
        out.add(unit("127.77.0.1"))
        with pytest.raises(InputError, match=r"scan\.jsonl: another scan"), record.resumed(path):
            pass
    with (
        record.resumed(path),
        pytest.raises(InputError, match=r"scan\.jsonl: another scan"),
        record.resumed(path),
    ):
        pass
    with record.resumed(path) as (_, again):
        assert again.done == {"127.77.0.1"}


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "none" / "r.jsonl", tmp_path / "file" / "r.jsonl"):
        with pytest.raises(InputError, match=r"r\.jsonl: "), record.created(place, HEADER):
            pass
    with pytest.raises(InputError, match=re.escape(str(tmp_path))), record.resumed(tmp_path):
        pass


def test_an_error_of_the_scan_itself_is_not_said_to_be_one_of_the_record(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError), record.created(tmp_path / "r", HEADER):
        raise FileExistsError("something else")


def test_the_name_of_a_discovery_is_read_as_it_was_written() -> None:
    assert DiscoveryId.read(str(DiscoveryId("sadp", "eth0"))) == DiscoveryId("sadp", "eth0")
    assert DiscoveryId.read("192.0.2.7") is None
    with pytest.raises(ValueError, match="no unit"):
        DiscoveryId.read("discovery sadp")
