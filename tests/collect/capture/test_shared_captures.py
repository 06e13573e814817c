"""Captures of the shared corpus: who is named, who is not, and tshark as a second opinion on every field."""

# ruff: noqa: S603, S607  our own programs and tshark
from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import whomade
from whomade import collect, signals
from whomade.collect import Source
from whomade.knowledge import bundle
from whomade.model import Observation, Signal
from whomade.signals import dhcp_packet, dns, hosts

from . import oracle

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
CAPTURES = [path for folder in ("pcap", "inputs/pcap") for path in sorted((CORPUS / folder).glob("*.pcap*"))]
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CAPTURES, reason="no shared corpus beside the checkout"),
]
NAMED = ("possible", "probable", "confirmed")


@cache
def answers(name: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Maker and level of every role by device."""
    found = whomade.identify(CORPUS / name)
    return {
        device.asset.id: {role: (a.maker, a.level.value) for role, a in device.roles.items() if a.maker}
        for device in found
    }


@pytest.mark.parametrize(
    ("name", "device", "maker"),
    [
        ("synthetic_dahua_dhip_general.pcap", "3c:ef:8c:00:00:22", "dahua"),
        ("synthetic_dahua_dvrip_realm.pcap", "3c:ef:8c:00:00:22", "dahua"),
        ("synthetic_hik_sdk8000_banner.pcap", "44:19:b6:00:00:21", "hikvision"),
        ("synthetic_hikvision_sadp_rebadged.pcap", "44:19:b6:00:00:21", "hikvision"),
        ("synthetic_tvt_mhed_nvr.pcap", "00:18:ae:00:00:24", "tvt"),
        ("synthetic_wsd_dahua_renamed.pcap", "3c:ef:8c:00:00:25", "dahua"),
        ("synthetic_xiongmai_34569.pcap", "00:12:16:00:00:23", "xiongmai"),
    ],
)
def test_makers_that_speak_their_own_protocol_are_probable_at_least(name: str, device: str, maker: str) -> None:
    found = answers(f"pcap/{name}")
    assert found[device]["manufacturer"][0] == maker
    assert found[device]["manufacturer"][1] in ("probable", "confirmed")
    assert [other for other, roles in found.items() if other != device and "manufacturer" in roles] == []


@pytest.mark.parametrize(
    ("name", "device", "role", "maker"),
    [
        ("pcap/iotsentinel_D-LinkCam_Setup-A-1-STA.pcap", "b0:c5:54:25:5b:0e", "manufacturer", "d-link"),
        ("pcap/iotsentinel_D-LinkCam_Setup-B-1-STA.pcap", "b0:c5:54:25:5b:0e", "cloud_operator", "d-link"),
        ("pcap/iotsentinel_D-LinkDayCam_Setup-A-1-STA.pcap", "b0:c5:54:1c:71:85", "brand", "d-link"),
        ("pcap/iotsentinel_D-LinkDayCam_Setup-A-1-STA.pcap", "b0:c5:54:1c:71:85", "firmware_author", "cellvision"),
        ("pcap/iotsentinel_D-LinkDayCam_Setup-C-1-STA.pcap", "b0:c5:54:1c:71:85", "firmware_author", "cellvision"),
        ("pcap/iotsentinel_EdimaxCam1_Setup-A-1-STA.pcap", "74:da:38:80:7a:08", "manufacturer", "edimax"),
        ("pcap/iotsentinel_EdimaxCam1_Setup-A-2-STA.pcap", "74:da:38:80:7a:08", "manufacturer", "edimax"),
        ("pcap/neolink_EncryptionProtocol02_login.pcapng", "94:e0:d6:e9:89:86", "manufacturer", "reolink"),
        ("pcap/tjoconnor_blink-cam-01.pcap", "f4:b8:5e:ff:2b:1b", "cloud_operator", "blink"),
        ("inputs/pcap/intl-iot_yi_camera.pcap", "b0:d5:9d:b9:f0:b4", "cloud_operator", "yi"),
    ],
)
def test_real_cameras_show_the_companies_behind_them(name: str, device: str, role: str, maker: str) -> None:
    assert answers(name)[device][role][0] == maker
    assert answers(name)[device][role][1] in NAMED


@pytest.mark.parametrize(
    "name",
    [
        "pcap/iotsentinel_HueBridge_Setup-A-1-STA.pcap",
        "pcap/iotsentinel_WeMoSwitch_Setup-A-1-STA.pcap",
        "pcap/iotsentinel_EdnetCam1_Setup-A-1-STA.pcap",
        "pcap/iotsentinel_EdnetCam1_Setup-C-1-STA.pcap",
        "pcap/ndpi_TivoDVR.pcap",
        "pcap/ndpi_rtsp.pcap",
        "pcap/ndpi_tuya_lp.pcap",
        "pcap/ndpi_upnp.pcap",
        "inputs/pcap/ndpi_sip.pcap",
        "inputs/pcap/ndpi_ssdp-m-search.pcap",
        "inputs/pcap/ipfixprobe_rtsp.pcap",
    ],
)
def test_nobody_is_accused_who_made_no_camera_here(name: str) -> None:
    named = {
        (device, role, maker)
        for device, roles in answers(name).items()
        for role, (maker, _) in roles.items()
        if role != "module_maker"
    }
    outside = bundle.load().outsiders  # makers of other gear are called by their names
    assert {who for who in named if who[2] not in outside} == set()


def test_the_phone_beside_a_camera_is_not_accused() -> None:
    assert answers("pcap/iotsentinel_D-LinkCam_Setup-A-1-STA.pcap")["bc:f5:ac:f4:c0:9d"] == {}
    assert answers("inputs/pcap/intl-iot_yi_camera.pcap")["64:bc:0c:6a:81:f3"] == {}


# tshark as oracle


def observed(path: Path, kind: str) -> list[Observation]:
    found = collect.read(Source(path, path.name))
    return [one for one in found if isinstance(one, Observation) and one.kind == kind]


def shown(path: Path, kind: str, field: str) -> set[str]:
    """What we read under a field, in small letters and without blanks at the ends."""
    results = (r for one in observed(path, kind) for r in signals.extract(one))
    return {r.value.lower() for r in results if isinstance(r, Signal) and r.field == field}


def by_tshark(path: Path, only: str, field: str) -> set[str]:
    rows = oracle.tshark(path, only, (field,))
    return {value.strip().lower() for row in rows for value in row[field] if value.strip()}


LOCAL = "(ip.src==10.0.0.0/8 or ip.src==192.168.0.0/16 or ip.src==172.16.0.0/12 or ip.src==0.0.0.0)"


def asked_hosts(path: Path) -> set[str]:
    asked = by_tshark(
        path, f"dns.flags.response==0 and {LOCAL} and udp.dstport==53 and dns.qry.type in {{1,28,65}}", "dns.qry.name"
    )
    return asked | by_tshark(path, f"tls.handshake.type==1 and {LOCAL}", "tls.handshake.extensions_server_name")


def options(path: Path) -> set[str]:
    wanted = "dhcp.type==1"
    return {",".join(re.findall(r"\d+", v)) for v in by_tshark(path, wanted, "dhcp.option.request_list_item")}


def our_options(path: Path) -> set[str]:
    data = [one.data for one in observed(path, "dhcp") if isinstance(one.data, bytes)]
    return {str(n) for d in data for n in dict(dhcp_packet.options(d)).get(dhcp_packet.ASKED, b"")}


def ours(kind: str, field: str) -> Callable[[Path], set[str]]:
    return lambda path: shown(path, kind, field)


def theirs(only: str, field: str) -> Callable[[Path], set[str]]:
    return lambda path: by_tshark(path, only, field)


def statuses(path: Path) -> set[str]:
    found = [code for one in observed(path, "rtsp") for code in re.findall(rb"RTSP/1.0 (\d{3})", bytes(one.data))]  # type: ignore[arg-type]
    return {code.decode() for code in found}


def owners(path: Path) -> set[str]:
    """Owners of the records in mDNS answers."""
    return {record.name.strip().lower() for one in observed(path, "mdns") for record in dns.records(bytes(one.data))}  # type: ignore[arg-type]


def headers(path: Path) -> set[str]:
    found = {v for v in shown(path, "ssdp", "ssdp") if v.startswith("server: ")}
    return {v.removeprefix("server: ") for v in found}


NOTICE = f'ssdp and {LOCAL} and (http.request.method=="NOTIFY" or http.response)'
DECODERS: dict[str, tuple[Callable[[Path], set[str]], Callable[[Path], set[str]]]] = {
    "dhcp host name": (ours("dhcp", "dhcp.hostname"), theirs("dhcp.type==1", "dhcp.option.hostname")),
    "dhcp vendor class": (
        ours("dhcp", "dhcp.vendor_class"), theirs("dhcp.type==1", "dhcp.option.vendor_class_id")
    ),
    "dhcp options": (our_options, options),
    "ssdp server": (headers, theirs(NOTICE, "http.server")),
    "mdns owners": (owners, theirs("mdns and dns.flags.response==1", "dns.resp.name")),
    "rtsp status": (statuses, theirs(f"rtsp.response and {LOCAL}", "rtsp.status")),
    "lldp description": (ours("lldp", "lldp.description"), theirs("lldp", "lldp.tlv.system.desc")),
    "http server": (
        ours("http_headers", "http_header.server"), theirs(f"http.response and tcp and {LOCAL}", "http.server")
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("tshark"), reason="tshark is not installed")
@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_tshark_reads_the_same(path: Path, decoder: str) -> None:
    mine, other = DECODERS[decoder]
    assert mine(path) == other(path)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("tshark"), reason="tshark is not installed")
@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_tshark_sees_the_same_hosts_asked_for(path: Path) -> None:
    mine = shown(path, "cloud_host", "cloud.host")
    other = {name.rstrip(".") for name in asked_hosts(path) if hosts.is_public(name)}
    assert mine == other


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("tshark"), reason="tshark is not installed")
@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_tshark_counts_the_same_frames(path: Path) -> None:
    source = Source(path, path.name)
    list(collect.read(source))
    done = subprocess.run(
        ["tshark", "-r", str(path), "-T", "fields", "-e", "frame.number"], capture_output=True, text=True, check=True
    )
    assert source.summary.records == len(done.stdout.split())
