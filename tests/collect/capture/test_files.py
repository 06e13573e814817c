"""Capture files: both formats, both byte orders, packed, cut and broken; pieces give what the whole gives."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whomade import collect
from whomade.collect import Source
from whomade.collect.capture import split, worker
from whomade.model import Observation, Problem

from . import build

if TYPE_CHECKING:
    from pathlib import Path

NO_PICTURES = [frame for frame in build.site() if len(frame) < 900]


def read(tmp_path: Path, data: bytes, jobs: int = 0) -> tuple[list[Observation], list[Problem], Source]:
    path = tmp_path / "capture"
    path.write_bytes(data)
    source = Source(path, "capture", jobs=jobs)
    found = list(collect.read(source))
    return [f for f in found if isinstance(f, Observation)], [f for f in found if isinstance(f, Problem)], source


def told(observations: list[Observation]) -> set[tuple[str, str, object]]:
    return {(o.asset, o.kind, o.data) for o in observations}


@pytest.mark.parametrize(
    "data",
    [
        build.pcap(build.site(), build.BIG),
        build.pcap(build.site(), build.NANO),
        build.pcapng(build.site()),
        build.pcapng(build.site(), ">"),
        gzip.compress(build.pcap(build.site())),
        gzip.compress(build.pcapng(build.site())),
    ],
    ids=["big-endian", "nanoseconds", "pcapng", "pcapng-big-endian", "packed", "packed-pcapng"],
)
def test_every_form_of_a_capture_says_the_same(tmp_path: Path, data: bytes) -> None:
    plain, _, _ = read(tmp_path, build.pcap(build.site()))
    found, problems, source = read(tmp_path, data)
    assert told(found) == told(plain)
    assert problems == []
    assert source.summary.records == len(build.site())
    assert [o.at for o in found][:1] == ["2025-06-15T15:06:40Z"]


@pytest.mark.parametrize("jobs", [2, 3, 8])
@pytest.mark.parametrize("make", [build.pcap, build.pcapng])
def test_processes_give_what_one_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, make: object
) -> None:
    monkeypatch.setattr(split, "LEAST_ASKED", 1000)
    data = make(build.site() * 5)  # type: ignore[operator]
    alone, together = read(tmp_path, data, 1), read(tmp_path, data, jobs)
    assert together[0] == alone[0]
    assert together[2].summary.records == alone[2].summary.records == len(build.site()) * 5


def test_a_piece_that_begins_in_a_wrong_place_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = build.pcap(build.site() * 5)
    alone = read(tmp_path, data, 1)
    wrong = [split.stretch.Piece(24, len(data) // 2), split.stretch.Piece(len(data) // 2, None)]
    monkeypatch.setattr(split, "LEAST_ASKED", 1000)
    monkeypatch.setattr(split.stretch, "pieces", lambda *_: wrong)
    assert read(tmp_path, data, 2)[0] == alone[0]


def test_a_process_that_fails_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = build.pcap(build.site() * 5)
    alone = read(tmp_path, data, 1)
    monkeypatch.setattr(split, "LEAST_ASKED", 1000)
    monkeypatch.setattr(worker, "sifted", lambda *_: None)
    assert read(tmp_path, data, 3)[0] == alone[0]


def test_a_second_section_in_a_file_counts_its_interfaces_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "LEAST_ASKED", 1000)
    raw = [frame[14:] for frame in build.site()]
    data = build.pcapng(build.site() * 3) + build.pcapng(raw, link=101)
    one, several = read(tmp_path, data, 1), read(tmp_path, data, 4)
    assert several[0] == one[0]
    assert "192.0.2.7" in {o.asset for o in one[0]}


def test_a_capture_cut_short_gives_what_is_whole_and_one_problem(tmp_path: Path) -> None:
    found, problems, source = read(tmp_path, build.pcap(NO_PICTURES)[:-10])
    whole, _, _ = read(tmp_path, build.pcap(NO_PICTURES[:-1]))
    assert told(found) == told(whole)
    assert [p.expected for p in problems] == ["a whole record"]
    assert source.summary.rejected == 1


def test_one_bad_packet_costs_one_problem(tmp_path: Path) -> None:
    whole, _, _ = read(tmp_path, build.pcap(NO_PICTURES))
    bad = build.ethernet(b"\x43" + bytes(40))
    found, problems, _ = read(tmp_path, build.pcap([*NO_PICTURES, bad]))
    assert told(found) == told(whole)
    assert [p.where.place for p in problems] == [f"packet {len(NO_PICTURES) + 1}"]


def test_a_record_of_a_broken_length_is_passed_over(tmp_path: Path) -> None:
    first, second = build.pcap(NO_PICTURES), build.pcap(NO_PICTURES)[24:]
    broken = struct.pack("<4I", build.SECOND, 0, 0xFFFF_FFF0, 0xFFFF_FFF0) + b"lost" * 50
    found, problems, _ = read(tmp_path, first + broken + second)
    assert told(found) == told(read(tmp_path, first)[0])
    assert [p.consequence for p in problems] == ["passed over"]


@pytest.mark.parametrize("size", [0, 4, 10, 23])
def test_a_head_that_is_cut_refuses_the_file(tmp_path: Path, size: int) -> None:
    with pytest.raises(collect.InputError):
        read(tmp_path, build.pcap([])[:size])


def test_a_gzip_file_that_ends_in_the_middle_gives_what_came_before(tmp_path: Path) -> None:
    packed = gzip.compress(build.pcap(build.site() * 400), 1)
    found, problems, _ = read(tmp_path, packed[: len(packed) - 2000])
    assert found
    assert "a whole gzip file" in {p.expected for p in problems}


def test_a_link_that_is_not_read_is_said_so(tmp_path: Path) -> None:
    found, _, source = read(tmp_path, build.pcap(NO_PICTURES, link=127))
    assert found == []
    assert source.summary.notes == [f"{len(NO_PICTURES)} frames of link type 127 were not read"]


VALID = [build.pcap(NO_PICTURES), build.pcapng(NO_PICTURES)]


@settings(max_examples=150, deadline=None)
@given(base=st.sampled_from(VALID), places=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=12))
def test_damage_anywhere_costs_problems_and_never_the_run(
    tmp_path_factory: pytest.TempPathFactory, base: bytes, places: list[tuple[int, int]]
) -> None:
    data = bytearray(base)
    for at, value in places:
        data[24 + at % (len(data) - 24)] = value
    found, problems, source = read(tmp_path_factory.mktemp("damage"), bytes(data))
    assert source.summary.rejected == len(problems)
    assert all(observation.asset and observation.kind for observation in found)
