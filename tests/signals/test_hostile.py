"""Hostile input gives problems: no exception, no expanded entity, no long wait."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whomade import signals
from whomade.model import Observation, Problem, Signal

KINDS = sorted({kind.replace("*", "anything") for kind in signals.kinds()} | {"never-heard-of"})

MEGA = 8 * 1024 * 1024
ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;">]><a><model>&c;</model></a>'
)
OUTSIDE_ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><DeviceInfo><model>&b;</model></DeviceInfo>'

BOMBS: dict[str, str | bytes | dict[str, Any]] = {
    "entities": ENTITY_BOMB,
    "deep xml": "<a>" * 300_000,
    "deep closed xml": "<a>" * 50_000 + "</a>" * 50_000,
    "open tags": "<a " * 400_000,
    "attributes": "<a " + 'b="c" ' * 200_000 + ">",
    "comments": "<!--" * 300_000,
    "deep json": "[" * 2_000_000,
    "deep objects": '{"a":' * 300_000,
    "quotes": '"' * MEGA,
    "many documents": "{}" * 500_000,
    "long line": "a" * MEGA,
    "long blank": "a" + " " * MEGA + ":",
    "colons": ":" * MEGA,
    "equals": "a=" * (MEGA // 2),
    "commas": ", " * (MEGA // 2),
    "slashes": "/a" * (MEGA // 2),
    "digits": "9" * MEGA,
    "brackets": "<title" * 500_000,
    "parentheses": "(banner: " * 300_000,
    "nulls": b"\0" * MEGA,
    "high bytes": b"\xff" * MEGA,
    "utf-16": ("model: X1\n" * 1000).encode("utf-16"),
    "wide object": {f"key{i}": {"a": [i, None, True, 1.5]} for i in range(50_000)},
    "mhed": b"MHED" + b"\xff" * 10,
    "baichuan": b"\xf0\xde\xbc\x0a\x01",
    "lines": "model: X\n" * 300_000,
    "lonely surrogate": "model: \ud800X1",
}


@pytest.mark.parametrize("kind", KINDS)
def test_bombs_end_soon_and_give_something(kind: str) -> None:
    for name, data in BOMBS.items():
        start = time.process_time()
        results = signals.extract(Observation("bomb", kind, data))
        assert results, name
        assert time.process_time() - start < 8, name


@pytest.mark.parametrize("kind", ["sadp", "isapi_deviceinfo", "onvif_deviceinfo", "ssdp", "baichuan"])
@pytest.mark.parametrize("document", [ENTITY_BOMB, OUTSIDE_ENTITY])
def test_a_document_type_is_refused_and_said_so(kind: str, document: str) -> None:
    results = signals.extract(Observation("bomb", kind, document))
    assert not [r for r in results if isinstance(r, Signal)]
    assert next(r.found for r in results if isinstance(r, Problem)) == "a document type declaration"


def test_more_than_the_largest_size_is_said_to_be_cut() -> None:
    results = signals.extract(Observation("big", "banner", "x" * MEGA))
    assert [r.consequence for r in results if isinstance(r, Problem)] == ["the rest is not read"]


def test_what_is_no_data_is_a_problem() -> None:
    for data in (None, 7, ["a"], 1.5):
        (result,) = signals.extract(Observation("odd", "label", data))  # type: ignore[arg-type]
        assert isinstance(result, Problem)


LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
OBJECTS = st.dictionaries(
    st.sampled_from(["model", "mac", "deviceInfo", "subject", "sysDescr", "55", "opcode"]) | st.text(max_size=8),
    st.recursive(
        LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_size=5,
)
FRAGMENTS = [
    "\n",
    "/ ",
    " (",
    "<",
    ">",
    "</",
    "xmlns:a=",
    '"',
    "'",
    ":",
    "=",
    "{",
    "}",
    "[",
    "model",
    "mac:",
    "rtsp://",
    "onvif://",
    '{"a":"',
    "80/tcp",
    "220",
    "CN=",
    ",a",
    "08:ed:",
    "1.3.6.1.4.1.",
    'realm="',
    "x='y",
    "MHED",
    "{enterprises",
    "https://a@",
    "a_b",
    "a.b.",
    "(type='",
    "<tt:Name",
    "subject:",
    "80/tcp open http ",
    "| Server: ",
    "| ssl-cert: ",
    "<a b='",
    "made on: 2021-13-45",
    ", a",
]
SPICE = st.sampled_from(FRAGMENTS)
TEXTS = st.text(max_size=80) | st.lists(SPICE | st.text(max_size=6), max_size=25).map("".join)
BYTES = (
    st.binary(max_size=260)
    | st.binary(max_size=40).map(lambda rest: b"MHED" + rest)
    | TEXTS.map(lambda t: t.encode("utf-8", "replace"))
)


@pytest.mark.parametrize("kind", KINDS)
def test_one_fragment_a_million_times_ends_soon(kind: str) -> None:
    for fragment in FRAGMENTS:
        start = time.process_time()
        assert signals.extract(Observation("bomb", kind, fragment * (1024 * 1024 // len(fragment))))
        assert time.process_time() - start < 8, fragment


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(data=TEXTS | BYTES | OBJECTS)
def test_any_input_gives_results_that_can_be_written(kind: str, data: str | bytes | dict[str, Any]) -> None:
    results = signals.extract(Observation("any", kind, data))
    assert results
    for result in results:
        text = result.value if isinstance(result, Signal) else result.expected + result.found + result.consequence
        assert text.strip()
        json.dumps(text).encode()
        text.encode("utf-8")
