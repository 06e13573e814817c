"""One bad packet costs one problem at most, and nothing that others said; for every decoder of messages."""

from __future__ import annotations

import base64
import json
from functools import cache
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whomade import signals
from whomade.collect import Source
from whomade.collect.capture import frames, ports, talk
from whomade.collect.capture.hearing import Hearing
from whomade.collect.capture.sift import Sift
from whomade.model import Observation, Problem
from whomade.signals import sender

from . import build

CASES = Path(__file__).parents[2] / "cases" / "signals"
OF_CONNECTIONS = {
    "http": 80, "rtsp": 554, "isapi": 80, "baichuan": 9000, "dahua_realm": 37777, "dhip": 37777, "dvrip": 34567,
    "banner": 8000, "certificate": 443,
}  # fmt: skip
OF_FRAMES = {"lldp": frames.LLDP, "sadp_frame": frames.SADP}
OTHER_IP = b"\xc0\x00\x02\x0a"
SITE = [frame for frame in build.site() if len(frame) < 900]


@cache
def messages(name: str) -> list[bytes]:
    """The cases of a decoder as they are on the wire."""
    found = []
    for path in sorted((CASES / name).glob("*/input.json")):
        case = json.loads(path.read_text("utf-8"))
        if "data_b64" in case:
            found.append(base64.b64decode(case["data_b64"]))
        elif isinstance(case["data"], str):
            found.append(case["data"].encode())
    return found


def by_datagram() -> dict[str, int]:
    modules = sorted(set(signals.kinds().values()))
    listening = {m.rpartition(".")[2]: getattr(import_module(m), "UDP_PORTS", ()) for m in modules}
    return {name: at[0] for name, at in listening.items() if at}


DECODERS = sorted({*by_datagram(), *OF_CONNECTIONS, *OF_FRAMES})


def framed(name: str, message: bytes) -> bytes:
    """A message of another device than the camera."""
    if kind := OF_FRAMES.get(name):
        return build.ethernet(message, kind, build.OTHER)
    if (port := OF_CONNECTIONS.get(name)) and name not in by_datagram():
        if name == "certificate":
            inner = (len(message) + 3).to_bytes(3) + len(message).to_bytes(3) + message
            message = b"\x0b" + len(inner).to_bytes(3) + inner
            message = b"\x16\3\3" + len(message).to_bytes(2) + message
        elif name in ("isapi", "http") and not message.startswith(b"HTTP"):
            message = b"HTTP/1.1 200 OK\r\n\r\n" + message
        return build.ethernet(build.ipv4(build.tcp(message, port, 40_000), 6, source=OTHER_IP), mac=build.OTHER)
    return build.said(message, by_datagram()[name], by_datagram()[name], build.OTHER, stated(name, message))


def stated(name: str, message: bytes) -> bytes:
    """The address that a message says is its sender's; any where it says none."""
    kind = import_module(f"whomade.signals.{name}").says(message) or ""
    found = sender.others(Observation("192.0.2.10", kind, message))
    return ip_address(found[0]).packed if found else OTHER_IP


def heard(given: list[bytes]) -> tuple[list[Observation], list[Problem]]:
    """What is said, and every problem on the way to it; a frame that cannot be read counts as one."""
    sift = Sift()
    hearing = Hearing(sift)
    stream = [(one, 0, len(one), frames.ETHERNET, 10**18 + n) for n, one in enumerate(given)]
    hearing.take(sift.kept(stream))  # type: ignore[arg-type]
    source = Source(Path("capture"), "capture")
    found = list(hearing.finish().observations(source))
    bad = [source.problem(f"packet {number}", "a frame", why, "left out") for number, why in hearing.bad]
    observations = [one for one in found if isinstance(one, Observation)]
    return observations, [*bad, *(one for one in found if isinstance(one, Problem))]


def lost(observation: Observation) -> list[Problem]:
    return [r for r in signals.extract(observation) if isinstance(r, Problem) and r.lost]


def told(observations: list[Observation]) -> set[tuple[str, object]]:
    return {(one.kind, one.data) for one in observations if one.asset == build.CAMERA.hex(":")}


DAMAGE = st.tuples(
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=6),
    st.integers(0, 2000),
    st.binary(max_size=20),
)


def hurt(whole: bytes, damage: tuple[list[tuple[int, int]], int, bytes], start: int = 0) -> bytes:
    """Change bytes behind a place, cut the end off, and put others there."""
    places, cut, tail = damage
    data = bytearray(whole)
    for at, value in places:
        data[start + at % max(len(data) - start, 1)] = value
    return bytes(data[: start + cut % (len(data) - start + 1)]) + tail if cut % 2 else bytes(data)


@pytest.mark.parametrize("name", DECODERS)
def test_every_decoder_has_a_message_that_is_heard(name: str) -> None:
    kinds = set(import_module(f"whomade.signals.{name}").KINDS)
    heard_kinds = {one.kind for message in messages(name) for one in heard([*SITE, framed(name, message)])[0]}
    assert kinds & heard_kinds or any(kind.startswith("onvif_") or kind == "wsd_probematch" for kind in heard_kinds)


@pytest.mark.parametrize("name", DECODERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(choice=st.integers(0, 99), damage=DAMAGE)
def test_a_damaged_message_costs_one_problem_at_most(
    name: str, choice: int, damage: tuple[list[tuple[int, int]], int, bytes]
) -> None:
    whole = messages(name)[choice % len(messages(name))]
    observations, problems = heard([*SITE, framed(name, hurt(whole, damage))])
    assert told(observations) == told(heard(SITE)[0])
    theirs = [one for one in observations if one.asset != build.CAMERA.hex(":")]
    of_message = [one for one in theirs if one.kind not in ("mac", "cloud_host")]
    costs = [*problems, *(problem for one in of_message for problem in lost(one))]
    assert len(costs) <= max(len(of_message), 1)
    assert all(len(lost(one)) <= 1 for one in of_message)


@pytest.mark.parametrize("name", DECODERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(choice=st.integers(0, 99), damage=DAMAGE)
def test_a_damaged_frame_costs_one_problem_at_most(
    name: str, choice: int, damage: tuple[list[tuple[int, int]], int, bytes]
) -> None:
    whole = framed(name, messages(name)[choice % len(messages(name))])
    observations, problems = heard([*SITE, hurt(whole, damage, start=12)])
    assert len(problems) <= 1
    assert told(observations) >= told(heard(SITE)[0])


def test_every_kind_that_is_listened_to_has_a_decoder_here() -> None:
    listening = {reader for port in ports.table().values() for reader in port.readers}
    assert len(listening) == len(by_datagram())
    assert set(talk.GREETINGS.values()) <= set(import_module("whomade.signals.banner").KINDS)
