"""The main job: the lab is scanned as a network would be, and every device comes out as it should."""

from __future__ import annotations

import random
import subprocess
from typing import TYPE_CHECKING

import pytest

from whomade.collect import opened, probes, read
from whomade.collect.probes.template import explains
from whomade.lab import profiles
from whomade.model import Observation

from .runs import WHOMADE, Done, names, offset

if TYPE_CHECKING:
    from pathlib import Path

    from whomade.lab.profile import Profile

probes.tcp_probes()
probes.discoveries()
EXPECTED = [pytest.param(profile, id=profile.id) for profile in profiles()]
LOUD = ("probable", "confirmed")
LISTED = ("hikvision", "dahua", "huawei", "zte", "hytera", "uniview", "tiandy", "xiongmai", "tvt")


def test_the_lab_has_the_devices_that_it_promises() -> None:
    kinds = [profile.kind for profile in profiles()]
    assert len(kinds) >= 24
    assert kinds.count("relabelled") >= 8
    assert kinds.count("innocent") >= 6
    assert kinds.count("hostile") >= 6
    assert kinds.count("recorder") >= 4


@pytest.mark.parametrize("profile", [p for p in EXPECTED if p.values[0].kind == "relabelled"])
def test_a_relabelled_device_is_attributed_to_its_maker(whole: Done, profile: Profile) -> None:
    found = whole.devices()[names()[profile.id]]
    made = found["roles"]["manufacturer"]
    assert (made["maker"], found["white_label"]) == (profile.expect.maker, "yes")
    assert made["level"] in LOUD
    assert all(hit["sources"] for hit in made["evidence"] if hit["technique"] == "fingerprint")
    assert any(hit["sources"] for hit in made["evidence"])


@pytest.mark.parametrize("profile", [p for p in EXPECTED if p.values[0].kind in ("innocent", "hostile")])
def test_no_innocent_or_hostile_device_is_accused(whole: Done, profile: Profile) -> None:
    found = whole.devices().get(names()[profile.id])
    if found is not None:
        made = found["roles"]["manufacturer"]
        assert made["maker"] not in LISTED
        assert made["maker"] in (None, "self", profile.expect.maker)


def test_hostile_devices_ended_within_their_caps(whole: Done) -> None:
    assert whole.status in (0, 5), whole.err
    ended = {problem["input"]: 0 for problem in whole.coverage()["scan"]["ended"]}
    assert ended, "a tarpit and an endless body leave a trace in the account"
    reasons = " ".join(problem["found"] for problem in whole.coverage()["scan"]["ended"])
    assert "KiB" in reasons
    assert "time cap" in reasons or "s on one port" in reasons


def test_a_device_that_speaks_of_another_address_is_listed_with_both(whole: Done) -> None:
    sender = names()["hostile-redirect"]
    said = [p["found"] for p in whole.coverage()["problems"] if "speaks of" in p["found"]]
    assert said == [f"a reply from {sender} speaks of 192.0.2.1"] * 2  # SSDP and WS-Discovery; the others are believed


def test_every_byte_that_the_lab_received_is_of_a_registered_template(whole: Done) -> None:
    streams: dict[tuple[str, ...], bytes] = {}
    for row in whole.received:
        if row["event"] == "bytes":
            key = (row["transport"], row["device"], str(row["port"]), row["from"])
            data = bytes.fromhex(row["hex"])
            if row["transport"] == "udp":
                assert explains(data), data[:200]
            else:
                streams[key] = streams.get(key, b"") + data
    assert len(streams) > 50
    assert not [(key, data[:200]) for key, data in streams.items() if not (explains(data) or is_hello(key[2], data))]


def is_hello(port: str, data: bytes) -> bool:
    """Whether bytes are nothing but the first message of a TLS handshake, met by a port that does not speak TLS."""
    return port in ("443", "8443") and data[:2] == b"\x16\x03" and len(data) == 5 + int.from_bytes(data[3:5], "big")


def test_the_lab_counts_no_more_messages_than_the_rate_allows_in_any_second(whole: Done) -> None:
    times = sorted(
        row["t"] for row in whole.received if row["event"] in ("open", "bytes") and row["transport"] == "tcp"
    )
    groups = {}  # one datagram to a group arrives at many devices, and left once
    for row in whole.received:
        if row["event"] == "bytes" and row["transport"] == "udp":
            groups.setdefault((row["hex"], row["from"], row["port"], round(row["t"])), row["t"])
    times = sorted([*times, *groups.values()])
    most = max(sum(1 for t in times[i : i + 2000] if t < start + 1.0) for i, start in enumerate(times))
    assert most <= 400


def test_the_account_says_what_was_planned_probed_answered_and_identified(whole: Done) -> None:
    scan = whole.coverage()["scan"]
    answering = len(whole.devices())
    assert scan["planned"] == scan["probed"] == 62
    assert scan["answered"] == answering == len(names())
    named = [d for d in whole.devices().values() if d["roles"]["manufacturer"]["level"] != "undetermined"]
    assert scan["identified"] == len(named) >= 20
    assert {heard["probe"] for heard in scan["discovery"]} == set(probes.discoveries())
    assert all(heard["sent"] == 2 for heard in scan["discovery"])


def test_every_discovery_protocol_was_answered(whole: Done) -> None:
    assert {heard["probe"]: heard["answers"] > 0 for heard in whole.coverage()["scan"]["discovery"]} == dict.fromkeys(
        probes.discoveries(), True
    )


KINDS = {
    "certificate", "http_headers", "isapi_other", "http_json", "favicon", "onvif_datetime", "rtsp_options", "rtsp",
    "rtsp_sdp", "banner", "open_ports", "sadp", "dhip", "dvrip", "mhed", "mdns", "ssdp", "wsd_probematch",
}  # fmt: skip


def test_every_probe_brought_what_it_is_for(whole: Done) -> None:
    with opened(whole.record) as source:
        found = {seen.kind for seen in read(source) if isinstance(seen, Observation)}
    assert found >= KINDS


def test_the_report_says_that_the_lab_is_emulated(whole: Done) -> None:
    assert "emulated" in " ".join(note for i in whole.coverage()["inputs"] for note in i["notes"])
    assert "emulated" in (whole.record.parent / "report.html").read_text(encoding="utf-8")


def test_the_offset_is_out_of_the_way_of_other_services() -> None:
    assert 11_000 <= offset() < 28_000


def test_the_order_in_which_units_were_finished_changes_no_answer(whole: Done, tmp_path: Path) -> None:
    head, *units = whole.record.read_bytes().splitlines(keepends=True)
    again = tmp_path / whole.record.name
    again.write_bytes(head + b"".join(random.Random(7).sample(units, len(units))))  # noqa: S311
    answers = []
    for path in (whole.record, again):
        lines = subprocess.run([WHOMADE, "identify", str(path), "--jsonl"], capture_output=True, check=False).stdout  # noqa: S603
        answers.append(lines.replace(str(path.parent).encode(), b"").splitlines()[:-1])
    assert answers[0] == answers[1]
