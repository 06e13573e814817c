"""Reading the record of a scan: whose a reply is, and what counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect import opened, read
from whomade.collect.scanner import record
from whomade.collect.scanner.unit import DiscoveryId, Seen, Unit
from whomade.model import Observation, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from whomade.model import InputSummary

HEADER = record.Header(("192.0.2.0/24",), (80, 554))
SENDER, OTHER = "192.0.2.7", "192.0.2.9"
SADP = b"<ProbeMatch><DeviceDescription>DS-2CD2032</DeviceDescription><IPv4Address>192.0.2.9</IPv4Address></ProbeMatch>"


def heard(*senders: str, data: bytes = SADP) -> Unit:
    seen = [Seen(sender, "sadp", data, "udp/37020 sadp") for sender in senders]
    return Unit(str(DiscoveryId("sadp", "eth0")), seen=seen, sent=2, at="2026-11-25T12:00:00+00:00")


def address(id_: str, *open_ports: int) -> Unit:
    return Unit(id_, list(open_ports), seen=[Seen(id_, "banner", "hello", "tcp/80 greeting")])


def collected(folder: Path, *units: Unit) -> tuple[list[Observation], list[Problem], InputSummary]:
    path = folder / "scan.jsonl"
    with record.created(path, HEADER) as out:
        for unit in units:
            out.add(unit)
    with opened(path) as source:
        found = list(read(source))
    problems = [one for one in found if isinstance(one, Problem)]
    return [one for one in found if isinstance(one, Observation)], problems, source.summary


def test_a_reply_that_speaks_of_another_device_is_attached_to_neither(tmp_path: Path) -> None:
    observations, problems, summary = collected(tmp_path, heard(SENDER))
    assert observations == []
    assert summary.scan
    assert (summary.scan.answered, summary.scan.discovery[0].answers) == (0, 1)
    assert [p.found for p in problems] == [f"a reply from {SENDER} speaks of {OTHER}"]
    assert problems[0].where.place == "discovery sadp eth0 udp/37020 sadp"
    assert problems[0].lost


def test_a_reply_of_the_device_it_speaks_of_is_attached_to_it(tmp_path: Path) -> None:
    observations, problems, summary = collected(tmp_path, heard(OTHER, SENDER))
    assert [seen.asset for seen in observations] == [OTHER]
    assert len(problems) == 1
    assert summary.scan
    assert summary.scan.answered == 1


def test_a_unit_that_stands_twice_counts_once(tmp_path: Path) -> None:
    units = (address(SENDER, 80), heard(OTHER), address(SENDER, 80, 554), heard(OTHER))
    observations, problems, summary = collected(tmp_path, *units)
    scan = summary.scan
    assert scan
    assert (scan.probed, scan.answered, scan.services, len(scan.discovery)) == (1, 2, {80: 1}, 1)
    assert [seen.kind for seen in observations] == ["banner", "sadp"]
    assert [(p.found, p.lost) for p in problems] == [(f"{SENDER} again", False), ("discovery sadp eth0 again", False)]
