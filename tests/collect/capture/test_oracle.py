"""tshark as a second opinion: every field that both read has the same values, frame by frame.

The decoders are asked directly; what the whole reading makes of it stands in `test_shared_captures`.
"""

from __future__ import annotations

import base64
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from whomade.collect.capture import frames

from . import build, oracle

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
CAPTURES = [path for folder in ("pcap", "inputs/pcap") for path in sorted((CORPUS / folder).glob("*.pcap*"))]
CASES = Path(__file__).parents[2] / "cases" / "signals"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("tshark"), reason="tshark is not installed"),
]


def case(name: str) -> bytes:
    given = json.loads((CASES / name / "input.json").read_text("utf-8"))
    return base64.b64decode(given["data_b64"]) if "data_b64" in given else given["data"].encode()


def own_frames() -> list[bytes]:
    """Frames with something in every field that is compared."""
    said = [build.said(case("ssdp/extension"), 1900, 1900), build.said(case("sadp/match"), 37020, 37020)]
    said += [build.said(case("onvif/probematch"), 3702, 40_000), build.said(case("mdns/message"), 5353, 5353)]
    said += [build.said(answer, 53, 42_000) for answer in build.answers()]
    lease = build.dhcp(operation=2, granted=build.HERE, kind=5)
    said += [build.ethernet(build.ipv4(build.udp(lease, 67, 68), source=build.THERE), mac=build.OTHER)]
    der = case("certificate/der")
    message = b"\x0b" + (len(der) + 6).to_bytes(3) + (len(der) + 3).to_bytes(3) + len(der).to_bytes(3) + der
    records = b"\x16\3\3" + len(message).to_bytes(2) + message
    opening = [build.spoken(b"", 443, 40_003, 99, 0x12), build.spoken(records, 443, 40_003, 100)]
    asked = build.spoken(b"GET / HTTP/1.1\r\nHost: dev.acme.example.com\r\n\r\n", 40_004, 80)
    six = build.ethernet(build.ipv6(build.udp(build.NOTIFY, 1900, 1900)), 0x86DD)
    med = build.ethernet(case("lldp/inventory"), frames.LLDP)
    tagged = build.ethernet(build.ipv4(build.udp(build.SADP, 37020, 37020)), tags=(0x88A8, 0x8100))
    return [*build.site(), *said, *opening, asked, six, med, tagged]


def test_our_own_messages_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "own.pcap"
    path.write_bytes(build.pcap(own_frames()))
    accounts = list(oracle.both(path))
    assert [line for account in accounts for line in account.differences] == []
    counts = sum((account.counts for account in accounts), Counter[str]())
    silent = {name for name in ALL if not counts[name]}
    assert silent == set()


ALL = (
    "arp.src.hw_mac", "certificate", "dhcp.hw.mac_addr", "dhcp.ip.your", "dhcp.option.hostname",
    "dhcp.option.request_list_item", "dhcp.option.type", "dhcp.option.vendor_class_id", "dns.a", "dns.aaaa",
    "dns.ptr.domain_name", "dns.resp.name", "dns.srv.target", "dns.txt", "hosts asked for", "http header lines",
    "http headers", "http host", "ip.src", "ipv6.src", "lldp.chassis.id.mac", "lldp.media.model",
    "lldp.media.manufacturer", "rtsp status", "tcp.seq_raw", "tls server name", "udp.dstport", "xml names", "xml texts",
)  # fmt: skip


@pytest.mark.shared
@pytest.mark.skipif(not CAPTURES, reason="no shared corpus beside the checkout")
@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_captures_of_the_corpus_read_the_same(path: Path) -> None:
    assert [line for account in oracle.both(path) for line in account.differences] == []
