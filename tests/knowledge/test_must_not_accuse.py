"""Innocent makers' devices, decoys and re-implementations: no maker may be named on any of them.

The examples are our own. Each shows a trap that the sources warn of: a borrowed path, a copied prefix, a protocol
that is easy to re-implement, a file that several firmwares share, a host that a phone asks for too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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
COPIED_ENVELOPE = BORROWED_PREFIX.replace(
    "http://camera.example/ext/wsdl", "http://www.onvifext.com/onvif/ext/ver10/wsdl"
).replace("<s:Body>", '<s:Body xmlns:hikxsd="http://www.onvifext.com/onvif/ext/ver10/schema">')
COPIED_TOPIC = BORROWED_PREFIX.replace(
    'xmlns:hikwsd="http://camera.example/ext/wsdl"',
    ('xmlns:tnshik="http://www.hikvision.com/2011/event/topics" xmlns:wstop="http://docs.oasis-open.org/wsn/t-1"'),
).replace("<Name>cam</Name>", '<Name>cam</Name><tnshik:Alarm wstop:topic="true"/>')
DHIP_EMULATOR = (
    '{"method": "client.notifyDevInfo", "params": {"deviceInfo": {"DeviceClass": "IPC", "DeviceType": "Emu-1", '
    '"SerialNo": "EMU0001", "Vendor": "Emulator", "Version": "1.0"}}}'
)
DVRIP_STUB = '{"NetWork.NetCommon": {"MAC": "02:00:00:00:00:0a", "MonMode": "TCP", "SN": "stub-1"}, "Ret": 100}'
BAICHUAN_STUB = (
    "<body><VersionInfo><name>stub</name><pakSuffix>pak</pakSuffix><cfgVersion>1</cfgVersion></VersionInfo></body>"
)
ISAPI_EMULATOR = (
    '<DeviceInfo version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><deviceName>Emu</deviceName>'
    "<model>Emu</model><serialNumber>EMU0001</serialNumber><firmwareVersion>V1.0</firmwareVersion></DeviceInfo>"
)
ISAPI_ODD_FIELD = "<DeviceInfo><model>Emu</model><telecontrolID>88</telecontrolID></DeviceInfo>"
SADP_STUB = (
    "<ProbeMatch><Types>inquiry</Types><DeviceDescription>Emu</DeviceDescription><DeviceSN>EMU0001</DeviceSN>"
    "<CommandPort>8000</CommandPort><Activated>true</Activated><SupportHCPlatform>true</SupportHCPlatform></ProbeMatch>"
)
HUB = '[{"attributes": {"manufacturer": "Dahua", "model": "IPC-HDW2431T"}, "entity_id": "camera.yard"}]'
DERIVED_DVRIP = '{ "Name" : "", "Ret" : 100, "SessionID" : "0x00000007" }'

HARDWARE = "onvif://www.onvif.org/hardware/"
BOTH = f"{HARDWARE}DS-2CD2032-I onvif://www.onvif.org/name/HIKVISION%20DS-2CD2032-I"
STRANGER = (
    "<GetDeviceInformationResponse><Manufacturer>Zorglub</Manufacturer><Model>Z1</Model></GetDeviceInformationResponse>"
)

TRAPS: dict[str, list[tuple[str, Any]]] = {
    "another brand in the maker's tool": [("issue_report", "brand: Fantasia\nprotocol: Hikvision ISAPI")],
    "a driver alone": [("inventory", "driver: Hikvision\nname: gate")],
    "a number without a brand and a wish": [("inventory", "model: X-100, should work with the Dahua light command")],
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
    "a whole envelope copied with its addresses": [("onvif_hostname", COPIED_ENVELOPE)],
    "an event topic under a copied prefix": [("onvif_hostname", COPIED_TOPIC)],
    "an emulator of a discovery protocol": [("dhip", DHIP_EMULATOR)],
    "an emulator that knows the device classes": [("dhip", DHIP_EMULATOR.replace("IPC", "HCVR"))],
    "a stub of a search answer": [("dvrip", DVRIP_STUB)],
    "a stub of a log-in answer": [("dvrip", '{"AliveInterval": 20, "DeviceType ": "Emu", "Ret": 100}')],
    "a stub of a system answer": [("dvrip", '{"SystemInfo": {"UpdataTime": "", "SerialNo": "emu-1"}}')],
    "a stub of a camera's own framing": [("baichuan", BAICHUAN_STUB)],
    "a stub of the other message": [("baichuan", "<body><DeviceInfo><osdFormat>DMY</osdFormat></DeviceInfo></body>")],
    "an emulator of an HTTP interface": [("isapi_deviceinfo", ISAPI_EMULATOR)],
    "an emulator that keeps an odd field": [("isapi_deviceinfo", ISAPI_ODD_FIELD)],
    "an emulator of an activation page": [
        ("isapi_other", "<ActivateStatus><Activated>true</Activated></ActivateStatus>")
    ],
    "a stub of a search protocol": [("sadp", SADP_STUB)],
    "a log-in that names a wiki of a maker's cameras": [
        ("http_headers", 'WWW-Authenticate: Basic realm="Hikvision cameras of the club: ask Tom"')
    ],
    "a service that a person named": [("mdns", "My Dahua viewer._http._tcp.local")],
    "a log-in of goods that go with a maker's": [
        ("rtsp", 'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Basic realm="Hikvision compatible"\r\n\r\n')
    ],
    "a honeypot that says so": [("http_headers", "HTTP/1.1 200 OK\r\nServer: Hikvision-Webs-Honeypot\r\n\r\n")],
    "a server with a maker's initials before its own name": [("http_headers", "Server: DVRDVS-Webs-Emulator")],
    "a recorder server that is somebody's trap": [("http_headers", "Server: DNVRS-WebsTrap 1.0")],
    "a page that quotes an attack": [
        (
            "http_body",
            '<html><p>CVE-2021-33044: then POST {"method": "magicBox.getDeviceType"} to the camera</p></html>',
        )
    ],
    "a page that quotes an interface": [
        ("http_body", '<html><body><pre>&lt;request systemType="NVMS-9000" clientType="WEB"&gt;</pre></body></html>')
    ],
    "a page that quotes an identifier": [
        ("http_body", "<p>The service expects {D79E94C5-70F0-46BD-965B-E17497CCB598} on TCP 4567.</p>")
    ],
    "a page that quotes a rights line": [("http_body", "<p>Old pages say ACTi Corporation All Rights Reserved.</p>")],
    "a page that quotes a refresh": [("http_body", "<p>redirects to url=/cgi-bin/videoconfiguration.cgi first</p>")],
    "a page that links to a maker": [("http_body", '<p>See <a href="http://www.avtech.com.tw">the maker</a></p>')],
    "a page that names a company": [("http_body", "<p>投标单位: 苏州科达科技有限公司</p>")],
    "a page that names a product": [("http_body", "<p>Linearis VisionWEB. Cieffe srl was bought in 2008</p>")],
    "a page that names a generator": [("http_body", '<p>Search for content="WebGateInc" to find recorders</p>')],
    "a serial that only looks like a maker's": [("label", {"brand": "Makita", "serial": "1234567PAB12345"})],
    "a serial of that form without a brand": [("label", "serial: 1A2B3C4PBB12345")],
    "a realm that names a controller": [("http_headers", 'WWW-Authenticate: Digest realm="Login to AMCONTROL1234"')],
    "a stream realm that names a controller": [
        ("rtsp", 'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="Login to AMCONTROL1234"\r\n\r\n')
    ],
    "a realm in JSON that names a controller": [("http_json", {"params": {"realm": "Login to AMRECORDER999"}})],
    "a chip and sensor of an open firmware": [("label", "hardware id: GK7205V300_IMX335")],
    "a chip and sensor of another open firmware": [("firmware_listing", "HardwareId=HI3516EV300_SC5239")],
    "a chip and sensor in a reply": [("dvrip", '{"SystemInfo": {"HardWare": "GK7205V300_IMX335"}}')],
    "a version with a day behind it": [("http_json", {"firmwareVersion": "V2.0.0.1_20190830"})],
    "ports of a protocol with a side port": [("open_ports", "tcp/80 tcp/8899 tcp/34567")],
    "a tarpit": [
        (
            "open_ports",
            "tcp/21 tcp/22 tcp/23 tcp/80 tcp/443 tcp/554 tcp/6036 tcp/8000 tcp/8080 tcp/8899 tcp/9000 tcp/9527 "
            "tcp/34567 tcp/37777",
        )
    ],
    "the first bytes of a frame": [("banner", "hex:f0debc0a01000000")],
    "the first bytes of another frame": [("banner", "hex:2000000044484950")],
    "a realm that goes on from a maker's word": [
        ("http_headers", 'WWW-Authenticate: Basic realm="TP-LINK compatible camera"')
    ],
    "a family name that is a plain word": [("http_headers", 'WWW-Authenticate: Basic realm="Prestige Camera"')],
    "a recorder's title in plain words": [("http_title", "Network Video Recorder Login")],
    "a printer's server that two makers share": [("http_headers", "HTTP/1.1 200 OK\r\nServer: KM-httpd/1.0\r\n\r\n")],
    "a router's server that many makers use": [
        ("http_headers", "HTTP/1.1 401 No\r\nServer: RomPager/4.07 UPnP/1.0\r\n\r\n")
    ],
    "a parameter quoted in a page": [("http_body", "<p>The answer reads system_info_modelname='IP7361'</p>")],
    "a realm that web and stream share": [
        ("http_headers", 'WWW-Authenticate: Digest realm="Login to MyRouter2000"'),
        ("rtsp", 'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="Login to MyRouter2000"\r\n\r\n'),
    ],
    "a stream path that a server answers to": [("stream_url", "rtsp://192.0.2.7/h264Preview_01_main")],
    "another such stream path": [("stream_url", "rtsp://192.0.2.7/unicast/c1/s0/live")],
    "a hub that lists its cameras": [("http_json", HUB)],
    "a hub whose answer was cut": [("http_json", HUB.replace("}]", ""))],
    "a hub whose list has a name": [
        ("http_json", {"devices": [{"model": "IPC-HDW2431T", "serial": "6J0E022PAG35073"}]})
    ],
    "a recorder's channel that says what is plugged in": [
        ("http_json", {"channels": {"1": {"model": "DS-2CD2143G0-I", "mac": "44:19:b6:00:00:01"}}})
    ],
    "an interface that names its own maker": [("http_json", {"manufacturer": "Crestron", "model": "IPM-100"})],
    "a stream path that a list without makers gives": [("stream_url", "rtsp://192.0.2.7/PSIA/Streaming/channels/1")],
    "a model that only begins like a door station's": [("label", "model: DS-KIS")],
    "a model of two letters and a digit": [("label", "model: DS-K2")],
    "a round number behind such letters": [("label", "model: DS-K100")],
    "an address that only begins like a maker's": [
        ("firmware_listing", "cloud host: litedev.ezvizlife.com.example.org\ncloud host: p2p.reolink.com.example.org")
    ],
}
"""One asset a trap. Every value is invented or common to many makers."""

PATHS = (
    "/cgi-bin/magicBox.cgi",
    "/RPC2_Login",
    "/RPC_Loadfile/mnt/sd/1.dav",
    "/doc/page/login.asp",
    "/pramaAPI/System/deviceInfo",
    "/SDK/activateStatus",
    "/queryDevInfo",
    "/LAPI/V1.0/System/DeviceInfo",
    "/cgi-bin/main-cgi",
    "/cgi-bin/videoconfiguration.cgi",
    "/cgi-bin/nobody/Machine.cgi",
    "/axis-cgi/param.cgi",
    "/view/viewer_index.shtml",
    "/cgi-bin/CGIProxy.fcgi",
    "/Visitor/bin/WebStrings.srf",
    "/control/userimage.html",
    "/cgi-bin/admin/getparamjs.cgi",
    "/cgi-bin/viewer/getparam.cgi",
    "/cgi-bin/jvsweb.cgi?cmd=account",
    "/bha-api/info.cgi",
)
"""Each of them alone: a server that answers 200 to everything has it too."""

RIGHT = {"a router that answers SNMP": "huawei", "an interface that names its own maker": "crestron"}
"""Traps that show whose device it is: that maker may be named, nobody else."""

DECOY = [
    ("http_headers", "HTTP/1.1 200 OK\r\nServer: DVRDVS-Webs\r\n\r\n"),
    ("rtsp", "RTSP/1.0 200 OK\r\nServer: Dahua Rtsp Server\r\n\r\n"),
    ("dvrip", '{ "Name" : "NetWork.NetCommon", "NetWork.NetCommon" : { "MAC" : "02:00:00:00:00:09" } }'),
]
"""A decoy answers as everybody at once."""


def identified(folder: Path, seen: list[tuple[str, Any]]) -> Attribution:
    """What is said about the manufacturer of one asset that showed these observations."""
    file = folder / "seen.jsonl"
    lines = (json.dumps({"asset": "innocent", "kind": kind, "data": data}) for kind, data in seen)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return next(iter(whomade.identify(file))).roles["manufacturer"]


@pytest.mark.parametrize("trap", sorted(TRAPS))
def test_no_trap_names_a_maker_that_did_not_make_it(tmp_path: Path, trap: str) -> None:
    made = identified(tmp_path, TRAPS[trap])
    assert made.level == Level.UNDETERMINED or made.maker == RIGHT.get(trap, "self"), (made.maker, made.probability)


@pytest.mark.parametrize(
    "brand", ["Safire", "TruVision", "Montavue", "Swann", "ABUS", "Annke", "LTS", "Stanley Security"]
)
@pytest.mark.parametrize("maker", ["Hikvision", "Dahua"])
@pytest.mark.parametrize("said", ["protocol: {}", "driver: {} (private)", "note: works with the {} integration"])
def test_a_word_that_somebody_typed_makes_no_answer_louder(tmp_path: Path, brand: str, maker: str, said: str) -> None:
    silent = identified(tmp_path, [("inventory", f"brand: {brand}")])
    made = identified(tmp_path, [("inventory", f"brand: {brand}\n{said.format(maker)}")])
    assert made.level.rank <= max(silent.level.rank, Level.POSSIBLE.rank), (made.maker, made.probability)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "Hikvision?",
            "Hikvision, Dahua, Axis",
            "was Hikvision",
            "Pelco-D/Hikvision",
            "Hikvision monitor",
            "ISAPI-like",
        ),
        *("Hikvision, ONVIF", "Hikvision-compatible", "Hikvision wrong password", "auto", "HIKVISION-C"),
    ],
)
def test_a_driver_that_is_not_the_maker_s_alone_says_nothing(tmp_path: Path, said: str) -> None:
    silent = identified(tmp_path, [("inventory", "brand: Safire")])
    made = identified(tmp_path, [("inventory", f"brand: Safire\ndriver: {said}")])
    assert (made.maker, made.probability) == (silent.maker, silent.probability)


@pytest.mark.parametrize("path", PATHS)
def test_a_bare_path_names_nobody(tmp_path: Path, path: str) -> None:
    made = identified(tmp_path, [("http_path", path)])
    assert made.level == Level.UNDETERMINED, (made.maker, made.probability)


@pytest.mark.parametrize("name", ["Hikvision", "Arecont Vision", "Siqura"])
@pytest.mark.parametrize("kind", ["http_headers", "rtsp"])
def test_a_log_in_that_asks_for_a_bare_name_is_possible_at_most(tmp_path: Path, kind: str, name: str) -> None:
    made = identified(tmp_path, [(kind, f'RTSP/1.0 401 No\r\nWWW-Authenticate: Basic realm="{name}"\r\n\r\n')])
    assert made.level.rank <= Level.POSSIBLE.rank, (made.maker, made.probability)


@pytest.mark.parametrize(
    "seen",
    [
        [("http_title", "Hikvision"), ("favicon_md5", "favicon md5: 89b932fcc47cf4ca3faadb0cfdef89cf")],
        [("dhcp", "option 12: hikvision"), ("sadp", SADP_DAEMON)],
        [("onvif_scopes", "onvif://www.onvif.org/name/HIKVISION"), ("onvif_hostname", COPIED_ENVELOPE)],
        [("onvif_scopes", "onvif://www.onvif.org/name/HIKVISION%20DS-2CD2032-I")],
        [("http_title", "Dahua"), ("issue_report", "protocol: Dahua CGI")],
        [("http_title", "Hikvision"), ("http_headers", "Server: App-webs/")],
        [
            ("rtsp", 'RTSP/1.0 401 No\r\nWWW-Authenticate: Basic realm="Xiongmai"'),
            ("http_headers", "Server: uc-httpd 1.0.0"),
        ],
        [("dhcp", "option 12: dahua"), ("label", "Serial: 4C01234PAJ12345")],
        [("onvif_scopes", f"{HARDWARE}IPC-HFW1000"), ("http_title", "Dahua style web")],
        [("onvif_scopes", f"{HARDWARE}IPC-HFW1230S onvif://www.onvif.org/name/Dahua%20by%20OpenIPC")],
        [("onvif_scopes", f"{HARDWARE}IPC-HFW1230S onvif://www.onvif.org/name/Dahua"), ("label", "brand: Zorglub")],
        [("onvif_scopes", BOTH), ("dhcp", "mac: 00:0c:29:00:00:01")],
        [("onvif_scopes", BOTH), ("onvif_deviceinfo", STRANGER)],
        [("onvif_scopes", "onvif://www.onvif.org/type/ptz onvif://www.onvif.org/vendor/Hikvision")],
    ],
)
def test_a_word_that_an_owner_wrote_is_not_borne_out_by_a_page_a_copy_or_a_note(
    tmp_path: Path, seen: list[tuple[str, str]]
) -> None:
    made = identified(tmp_path, seen)
    assert made.level.rank <= Level.POSSIBLE.rank, (made.maker, made.probability)


def test_a_name_and_the_product_that_the_device_announces_bear_each_other_out(tmp_path: Path) -> None:
    made = identified(tmp_path, [("onvif_scopes", BOTH)])
    assert (made.maker, made.level) == ("hikvision", Level.PROBABLE)


def test_a_server_that_answers_to_every_path_is_nobody(tmp_path: Path) -> None:
    assert identified(tmp_path, [("http_path", path) for path in PATHS]).level == Level.UNDETERMINED


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
