"""The shared captures and logs: whom their devices called, and that gear of other kinds accuses nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from whomade.pipeline.traffic import traffic

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the checkout"),
]
CALLS = [
    ("pcap/iotsentinel_D-LinkCam_Setup-A-1-STA.pcap", {("d-link", "cloud"), ("d-link", "time")}),
    ("pcap/tjoconnor_blink-cam-01.pcap", {("blink", "cloud")}),
    ("inputs/pcap/intl-iot_yi_camera.pcap", {("", "p2p")}),
    ("pcap/iotsentinel_HueBridge_Setup-A-1-STA.pcap", {("", "time"), ("", "unknown")}),
    ("pcap/iotsentinel_EdimaxCam1_Setup-A-1-STA.pcap", None),
]


@pytest.mark.parametrize(("name", "expected"), CALLS, ids=lambda value: value if isinstance(value, str) else "")
def test_whom_the_devices_of_a_capture_called(name: str, expected: set[tuple[str, str]] | None) -> None:
    watched = traffic([CORPUS / name])
    found = {(v.operator, v.purpose) for account in watched.accounts for v in account.visits if not v.contact.inbound}
    assert found == expected or (expected is None and all(not operator for operator, _ in found))
    assert not [problem for problem in watched.coverage.problems if problem.lost]


@pytest.mark.parametrize("path", sorted((CORPUS / "pcap").glob("*.pcap*")), ids=lambda path: path.name)
def test_every_capture_is_read_and_names_no_operator_by_chance(path: Path) -> None:
    watched = traffic([path])
    named = {v.operator for account in watched.accounts for v in account.visits if v.operator}
    assert named <= {"d-link", "blink"}


def test_logs_of_a_big_site_are_read() -> None:
    zeek = CORPUS / "inputs" / "zeek"
    watched = traffic([zeek / "brim_dns_head3000.log", zeek / "brim_ssl_head3000.log"])
    assert not watched.coverage.problems
    assert len(watched.accounts) > 50
    assert not {v.operator for account in watched.accounts for v in account.visits if v.operator}
