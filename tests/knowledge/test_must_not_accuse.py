"""Innocent makers' devices, decoys and re-implementations: no listed maker may be named loudly on any of them.

The examples are our own. Each shows a trap that the sources warn of: a borrowed path, a copied prefix, a protocol
that is easy to re-implement, a file that several firmwares share, a host that a phone asks for too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import whomade
from whomade.model import Level

if TYPE_CHECKING:
    from pathlib import Path

    from whomade.model import Attribution

SADP_DAEMON = """<?xml version="1.0" encoding="utf-8"?><ProbeMatch><Uuid>6E1D0000-0000-4000-8000-000000000000</Uuid>
<Types>inquiry</Types><DeviceType>9</DeviceType><DeviceType>2</DeviceType><DeviceDescription>GATE-9</DeviceDescription>
<DeviceSN>GATE-9-0001</DeviceSN><CommandPort>9010</CommandPort><HttpPort>80</HttpPort><MAC>02:00:00:00:00:01</MAC>
<DSPVersion></DSPVersion><OEMCode>false</OEMCode></ProbeMatch>"""
PSIA = '<DeviceInfo version="1.0" xmlns="urn:psialliance-org"><deviceName>Lobby</deviceName></DeviceInfo>'
BORROWED_PREFIX = (
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:hikwsd="http://camera.example/ext/wsdl">'
    "<s:Body><GetHostnameResponse><HostnameInformation><Name>cam</Name></HostnameInformation></GetHostnameResponse>"
    "</s:Body></s:Envelope>"
)
DERIVED_DVRIP = '{ "Name" : "", "Ret" : 100, "SessionID" : "0x00000007" }'

TRAPS: dict[str, list[tuple[str, str]]] = {
    "a copied prefix bound to somebody else's address": [("onvif_hostname", BORROWED_PREFIX)],
    "a text that says what a thing goes with": [("label", "Hikvision-compatible PoE camera, works with Dahua NVRs")],
    "a stand-alone daemon of a search protocol": [("sadp", SADP_DAEMON)],
    "an open schema that one maker's interface grew from": [("isapi_deviceinfo", PSIA)],
    "Tiandy on a path of Dahua's": [("stream_url", "rtsp://192.0.2.7/cam/realmonitor?channel=1&subtype=0")],
    "EverFocus on a path of Hikvision's": [("stream_url", "rtsp://192.0.2.7/Streaming/Channels/1")],
    "Reolink's ONVIF on port 8000": [("open_ports", "tcp/80 tcp/554 tcp/8000 tcp/9000")],
    "a router that answers SNMP": [("snmp", "sysObjectID: 1.3.6.1.4.1.2011.2.224.279\nsysDescr: Huawei AR161 router")],
    "DoorBird on a service type of Axis's": [("mdns", "_axis-video._tcp.local\nBird Door Station")],
    "a realm of two plain words": [
        ("http_headers", 'WWW-Authenticate: Digest realm="Login to your account", nonce="1"')
    ],
    "a realm with a plain name behind them": [
        ("http_headers", 'WWW-Authenticate: Basic realm="Login to MyRouter2000"')
    ],
    "a realm that recorders of many makers use": [("http_headers", 'WWW-Authenticate: Basic realm="DVR"')],
    "stream paths that everybody uses": [
        ("stream_url", "rtsp://192.0.2.7/11"),
        ("stream_url", "rtsp://192.0.2.7/stream1"),
    ],
    "the stream server of a chip kit": [("rtsp", "RTSP/1.0 200 OK\r\nServer: Hipcam RealServer/V1.0\r\n\r\n")],
    "the older stream server of a chip kit": [
        ("rtsp", "RTSP/1.0 200 OK\r\nServer: HiIpcam/V100R003 VodServer/1.0.0\r\n\r\n")
    ],
    "strings of a chip kit": [("firmware_listing", "soc: hi3516ev300\nlib=libhi_mpi.so\nhimpp\nboot=hisilicon #")],
    "an icon that several firmwares carry": [("favicon_mmh3", "-1466785234")],
    "an icon of a brand": [("favicon_mmh3", "1782271534")],
    "codes that derived protocols keep": [("dvrip", DERIVED_DVRIP)],
    "ports of a derived protocol": [("open_ports", "tcp/80 tcp/554 tcp/34567")],
    "a version of digits alone": [("http_json", '{"firmwareVersion": "2.800.0.1"}')],
    "a version in a common form": [("http_json", '{"firmwareVersion": "V5.4.5"}')],
    "a phone with two apps": [
        (
            "firmware_listing",
            "cloud host: apiieu.ezvizlife.com\ncloud host: vtmuceu.ezvizlife.com\ncloud host: openapi.imoulife.com",
        )
    ],
    "a plug-in of a plain name": [("http_body", '<html><a href="WebPlayer.exe">plug-in</a></html>')],
    "another server's preview": [
        ("rtsp", 'RTSP/1.0 200 OK\r\n\r\nv=0\r\ns=Session streamed by "testOnDemandRTSPServer"\r\n')
    ],
    "a page that names a recorder program": [("http_body", "<p>Client NVMS-9000 for download</p>")],
    "an address that only begins like a maker's": [
        ("firmware_listing", "cloud host: litedev.ezvizlife.com.example.org\ncloud host: p2p.reolink.com.example.org")
    ],
}
"""One asset a trap. Every value is invented or common to many makers."""

DECOY = [
    ("http_headers", "HTTP/1.1 200 OK\r\nServer: DVRDVS-Webs\r\n\r\n"),
    ("rtsp", "RTSP/1.0 200 OK\r\nServer: Dahua Rtsp Server\r\n\r\n"),
    ("dvrip", '{ "Name" : "NetWork.NetCommon", "NetWork.NetCommon" : { "MAC" : "02:00:00:00:00:09" } }'),
]
"""A decoy answers as everybody at once."""


def identified(folder: Path, seen: list[tuple[str, str]]) -> Attribution:
    """What is said about the manufacturer of one asset that showed these observations."""
    file = folder / "seen.jsonl"
    lines = (json.dumps({"asset": "innocent", "kind": kind, "data": data}) for kind, data in seen)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return next(iter(whomade.identify(file))).roles["manufacturer"]


@pytest.mark.parametrize("trap", sorted(TRAPS))
def test_no_trap_names_a_maker_loudly(tmp_path: Path, trap: str) -> None:
    made = identified(tmp_path, TRAPS[trap])
    assert made.level.rank <= Level.POSSIBLE.rank, (made.maker, made.probability)


def test_a_decoy_that_answers_as_everybody_is_nobody_loudly(tmp_path: Path) -> None:
    assert identified(tmp_path, DECOY).level.rank <= Level.POSSIBLE.rank


@pytest.mark.parametrize(
    ("seen", "innocent"),
    [
        (
            [("stream_url", "rtsp://192.0.2.7/cam/realmonitor?channel=1&subtype=0"), ("label", "model: TC-C321N")],
            "dahua",
        ),
        (
            [
                ("open_ports", "tcp/80 tcp/554 tcp/8000 tcp/9000"),
                ("stream_url", "rtsp://192.0.2.7/h264Preview_01_main"),
            ],
            "hikvision",
        ),
        ([("mdns", "_axis-video._tcp.local"), ("http_headers", "Server: DoorBird")], "axis"),
        (
            [
                ("firmware_listing", "soc: hi3516ev300"),
                ("rtsp", "RTSP/1.0 200 OK\r\nServer: Hipcam RealServer/V1.0\r\n\r\n"),
            ],
            "huawei",
        ),
    ],
)
def test_a_borrowed_sign_does_not_outweigh_the_device_s_own(
    tmp_path: Path, seen: list[tuple[str, str]], innocent: str
) -> None:
    assert identified(tmp_path, seen).maker != innocent


def test_a_prefix_of_other_gear_defends_against_a_host_name(tmp_path: Path) -> None:
    named = [("dhcp", "option 12: hikvision")]
    alone, beside = identified(tmp_path, named), identified(tmp_path, [("dhcp", "mac: 00:11:32:00:00:01"), *named])
    assert beside.level is Level.UNDETERMINED
    assert beside.posterior["hikvision"] < alone.posterior["hikvision"]
    assert beside.posterior["synology"] > alone.posterior.get("synology", 0.0)


@pytest.mark.parametrize(
    ("brand", "model", "maker"),
    [
        ("Honeywell", "HEN08104", "dahua"),
        ("Honeywell", "HC30W45R3", "self"),
        ("Honeywell", "", "self"),
        ("Matrix SATATYA", "PZCR20ML-25CWP", "tiandy"),
        ("Matrix SATATYA", "CIBR30FL40CWP", "self"),
    ],
)
def test_a_line_of_a_brand_speaks_for_itself_alone(tmp_path: Path, brand: str, model: str, maker: str) -> None:
    made = identified(tmp_path, [("label", f"brand: {brand}\nmodel: {model}")])
    assert made.maker == maker
    assert made.level.rank <= Level.POSSIBLE.rank
