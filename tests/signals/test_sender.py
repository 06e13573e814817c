"""Of whom a discovery reply speaks: its sender, or another device, in every format that states an address."""

from __future__ import annotations

import struct
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade import signals
from whomade.collect import probes
from whomade.lab import profiles, servers
from whomade.lab.device import Device
from whomade.lab.wire import Ear
from whomade.model import Observation
from whomade.signals import sender

HERE, ELSEWHERE = "192.0.2.7", "192.0.2.9"
ASKER = ("192.0.2.1", 40_000)
SEVEN = "3F2504E0-4F89-11D3-9A0C-0305E82C3301"
NAMES_ANOTHER = "hostile-redirect"
STATES_NOTHING = ("hostile-garbage", "hostile-xml-bomb")
"""Random bytes, and a document that declares entities and is therefore not read at all."""
QUESTION_HEAD = struct.Struct(">6H")


def searches(kind: str) -> list[bytes]:
    """What a discovery sends; mDNS question by question, since the lab's devices read the first."""
    if kind == "mdns":
        asked = (cast("Any", probes.discoveries()["mdns"]).question(s) for s in ("_axis-video._tcp", "_http._tcp"))
        return [QUESTION_HEAD.pack(0, 0, 1, 0, 0, 0) + question for question in asked]
    return [probes.discoveries()[kind].SEARCH.message.fill(uuid=SEVEN).data]


def replies(address: str) -> list[tuple[str, str, str, bytes]]:
    """Profile, protocol, kind and bytes of every discovery reply of the lab's devices at an address."""
    return [
        (profile.id, name, kind, data)
        for profile in profiles()
        for ear in servers.of(Device(profile, address, 0, cast("Any", None)))
        if isinstance(ear, Ear)
        for name, probe in probes.discoveries().items()
        if ear.port == probe.SEARCH.port
        for search in searches(name)
        for data, _ in ear.answer(search, ASKER)
        if (kind := probe.kind(data))
    ]


EVERY = [pytest.param(*reply, id=f"{reply[0]}-{reply[1]}-{n}") for n, reply in enumerate(replies(HERE))]


def test_every_discovery_protocol_is_compared() -> None:
    assert {name for _, name, _, _ in replies(HERE)} == set(probes.discoveries())


@pytest.mark.parametrize(("profile", "name", "kind", "data"), EVERY)
def test_a_reply_speaks_of_the_address_it_states_and_of_no_other(
    profile: str, name: str, kind: str, data: bytes
) -> None:
    assert name
    spoken_of = "192.0.2.1" if profile == NAMES_ANOTHER else HERE
    assert sender.others(Observation(spoken_of, kind, data)) == ()
    if profile not in STATES_NOTHING:
        assert sender.others(Observation(ELSEWHERE, kind, data)) == (spoken_of,)


def others(kind: str, data: bytes | str, asset: str = HERE) -> tuple[str, ...]:
    return sender.others(Observation(asset, kind, data))


def name(text: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in text.split(".")) + b"\0"


def record(owner: str, kind: int, data: bytes) -> bytes:
    return name(owner) + struct.pack(">HHIH", kind, 1, 10, len(data)) + data


def message(*records: bytes) -> bytes:
    return struct.pack(">6H", 0, 0x8400, 0, len(records), 0, 0) + b"".join(records)


def at(owner: str, address: str) -> bytes:
    return record(owner, 1, bytes(int(part) for part in address.split(".")))


SERVICE = record("cam._http._tcp.local", 33, struct.pack(">HHH", 0, 0, 80) + name("Cam.local"))
LOCATION = "HTTP/1.1 200 OK\r\n{}: {}\r\nSERVER: Linux\r\n\r\n"
MATCH = "<e:Envelope><d:ProbeMatch><d:XAddrs>{}</d:XAddrs></d:ProbeMatch></e:Envelope>"
SADP = "<ProbeMatch><MAC>a</MAC><IPv4Address>{}</IPv4Address></ProbeMatch>"
ITSELF = {
    "port": ("ssdp", LOCATION.format("LOCATION", f"http://{HERE}:49152/rootDesc.xml")),
    "user": ("ssdp", LOCATION.format("Location", f"http://u:w@{HERE}/x")),
    "name": ("ssdp", LOCATION.format("LOCATION", "http://camera.local/x")),
    "no address": ("ssdp", "HTTP/1.1 200 OK\r\nSERVER: Linux\r\n\r\n"),
    "ipv6": ("ssdp", LOCATION.format("LOCATION", "http://[fe80::1%25eth0]:80/x")),
    "mapped": ("ssdp", LOCATION.format("LOCATION", f"http://[::ffff:{HERE}]/x")),
    "several": ("wsd_probematch", MATCH.format(f"http://10.0.0.5/onvif http://[fe80::1]/onvif http://{HERE}:8080/onvif")),
    "zeros in front": ("sadp", SADP.format("192.000.002.007")),
    "unset": ("sadp", SADP.format("0.0.0.0")),  # noqa: S104
    "empty": ("sadp", SADP.format("")),
    "broadcast": ("sadp", SADP.format("255.255.255.255")),
    "loopback": ("wsd_probematch", MATCH.format("http://127.0.0.1/onvif/device_service")),
    "hex": ("dvrip", '{"NetWork.NetCommon": {"HostIP": "0x070200C0"}}'),
    "hex unset": ("dvrip", '{"NetWork.NetCommon": {"HostIP": "0x00000000"}}'),
    "gateway": ("dvrip", '{"NetWork.NetCommon": {"GateWay": "0x010200C0"}}'),
    "two interfaces": ("dhip", '{"a": {"IPv4Address": {"IPAddress": "10.0.0.5"}, "b": {"IPAddress": "192.0.2.7"}}}'),
    "own host": ("mdns", message(SERVICE, at("cam.local", HERE), at("cam.local", "10.0.0.5"))),
    "another host beside": ("mdns", message(SERVICE, at("cam.local", HERE), at("printer.local", ELSEWHERE))),
    "host without address": ("mdns", message(SERVICE)),
    "short": ("mhed", b"MHED\x07" + bytes(30)),
}  # fmt: skip
ANOTHER = {
    "location": ("ssdp", LOCATION.format("LOCATION", f"http://{ELSEWHERE}:80/rootDesc.xml")),
    "lower case": ("ssdp", LOCATION.format("location", f"HTTP://{ELSEWHERE}/x")),
    "services": ("wsd_probematch", MATCH.format(f"http://{ELSEWHERE}/onvif/device_service http://[fe80::1]/onvif")),
    "a proxy": (
        "wsd_probematch",
        f"<ProbeMatches><XAddrs>http://{HERE}/onvif</XAddrs><XAddrs>http://{ELSEWHERE}/onvif</XAddrs></ProbeMatches>",
    ),
    "torn": ("sadp", SADP.format(ELSEWHERE)[:-14]),
    "hex": ("dvrip", '{"NetWork.NetCommon": {"HostIP": "0x090200C0"}}'),
    "dots": ("dvrip", '{"NetWork.NetCommon": {"HostIP": "192.0.2.9"}}'),
    "broken": ("dhip", '{"params": {"IPv4Address": {"IPAddress": "192.0.2.9", "DefaultGateway": "192.0.2.7}}}'),
    "host": ("mdns", message(SERVICE, at("cam.local", ELSEWHERE))),
    "host beside ours": ("mdns", message(SERVICE, at("cam.local", ELSEWHERE), at("printer.local", HERE))),
    "host without service": ("mdns", message(at("cam.local", ELSEWHERE))),
}


@pytest.mark.parametrize("case", ITSELF)
def test_what_does_not_contradict_the_sender_passes(case: str) -> None:
    assert others(*ITSELF[case]) == ()


@pytest.mark.parametrize("case", ANOTHER)
def test_what_speaks_of_another_device_names_it(case: str) -> None:
    assert others(*ANOTHER[case]) == (ELSEWHERE,)


def test_on_loopback_addresses_of_loopback_are_told_apart() -> None:
    assert others("sadp", SADP.format("127.77.0.5"), "127.77.0.5") == ()
    assert others("sadp", SADP.format("127.77.0.6"), "127.77.0.5") == ("127.77.0.6",)


def test_a_sender_that_is_no_address_is_compared_with_nothing() -> None:
    assert others("sadp", SADP.format(ELSEWHERE), "door camera") == ()


@pytest.mark.parametrize("kind", sorted(signals.kinds()))
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300), st.sampled_from([b"MHED" * 20, b"<XAddrs>x"])))
def test_any_bytes_are_compared_without_an_error(kind: str, data: bytes | str) -> None:
    assert isinstance(others(kind, data), tuple)
