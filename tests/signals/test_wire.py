"""Messages as they are on the wire: what each protocol takes for its own, and that damage never raises."""

from __future__ import annotations

import base64
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whomade import signals
from whomade.model import Observation, Signal
from whomade.signals import dhcp_packet, dns, handshake, sender

CASES = Path(__file__).parents[1] / "cases" / "signals"
MODULES = {name.rpartition(".")[2]: import_module(name) for name in sorted(set(signals.kinds().values()))}
LISTENING = sorted(name for name, module in MODULES.items() if hasattr(module, "UDP_PORTS"))


def messages(name: str) -> list[tuple[str, bytes]]:
    """Name and bytes of the cases of a module that are bytes."""
    found = []
    for path in sorted((CASES / name).glob("*/input.json")):
        given = json.loads(path.read_text(encoding="utf-8"))
        if "data_b64" in given:
            found.append((path.parent.name, base64.b64decode(given["data_b64"])))
    return found


BINARY = [(name, data) for name in MODULES for _, data in messages(name)]


@pytest.mark.parametrize("name", LISTENING)
def test_a_listener_takes_nothing_for_its_own_that_is_empty_or_anothers(name: str) -> None:
    module: Any = MODULES[name]
    assert module.says(b"") is None
    others = [data for other, data in BINARY if other != name and not set(_ports(other)) & set(_ports(name))]
    assert [module.says(data) for data in others if module.says(data)] == []


def _ports(name: str) -> tuple[int, ...]:
    return tuple(getattr(MODULES[name], "UDP_PORTS", ()))


@pytest.mark.parametrize("name", [name for name in LISTENING if any(case == "question" for case, _ in messages(name))])
def test_a_question_is_not_an_answer(name: str) -> None:
    module: Any = MODULES[name]
    told = {case: module.says(data) for case, data in messages(name)}
    assert told.pop("question") is None
    assert all(told.values())


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(BINARY),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
    st.integers(0, 400),
    st.binary(max_size=20),
)
def test_a_damaged_message_gives_results_or_a_problem(
    seed: tuple[str, bytes], places: list[tuple[int, int]], cut: int, tail: bytes
) -> None:
    name, whole = seed
    data = bytearray(whole)
    for at, value in places:
        data[at % len(data)] = value
    hurt = bytes(data)[: max(cut, 1)] + tail
    module: Any = MODULES[name]
    if hasattr(module, "says"):
        assert module.says(hurt) in (None, *module.KINDS, "wsd_probematch")
    for kind in (kind for kind in module.KINDS if "*" not in kind):
        assert signals.extract(Observation("192.0.2.7", kind, hurt))
        sender.others(Observation("192.0.2.7", kind, hurt))


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x16\x03\x01", b"\0\1\1\0\0\1\0\0\0\0\0\0", b"\1\1\6" + bytes(237)]),
)
def test_helpers_read_any_bytes(rest: bytes, head: bytes) -> None:
    data = head + rest
    handshake.server_name(data)
    handshake.certificate(data)
    dns.asked(data)
    dhcp_packet.options(data)
    dhcp_packet.lease(data)


def test_a_certificate_is_found_behind_the_hello_and_across_records() -> None:
    der = bytes(range(200))
    message = b"\x0b" + (len(der) + 6).to_bytes(3) + (len(der) + 3).to_bytes(3) + len(der).to_bytes(3) + der
    hello = b"\x02\0\0\x02ab"
    first, second = (hello + message)[:60], (hello + message)[60:]
    data = b"".join(b"\x16\3\3" + len(part).to_bytes(2) + part for part in (first, second))
    assert handshake.certificate(data) == der
    assert handshake.certificate(data[:-1]) == b""


def test_an_option_in_several_parts_is_one() -> None:
    head = bytes([1, 1, 6]) + bytes(233) + dhcp_packet.COOKIE
    assert dhcp_packet.options(head + b"\x0c\2ac\0\x0c\2me\x37\1\1\xff\x0c\1x") == [(12, b"acme"), (55, b"\1")]


def test_letters_of_another_device_are_not_the_senders() -> None:
    question = b"\xf1\x20\0\x14ACMEUS\0\0\0\0\0\x07ABCDE\0\0\0"
    found = signals.extract(Observation("a", "pppp", question))
    assert not [f for f in found if isinstance(f, Signal)]
