"""One device from signals to assessment: clocks, contradictions, advice, and addresses that identify nobody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade import signals as extractors
from whomade.assess import Mind, assess, made_on
from whomade.attribute.reason import Reasoner
from whomade.model import Assessment, Asset, Collectable, Level, Observation, Problem, Signal, Where
from whomade.pipeline import Identification, Options
from whomade.testing import MAKERS, brand, knowledge_of, row, vendor_of

from .invented import CROWD, FINGERPRINTS, signal_sets

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = brand("Acme", row("northlens", end="2017-12-31"), row("meridian", start="2018"))
BASE = knowledge_of(
    makers=MAKERS | CROWD,
    listed=(),
    brands=(CHANGED, brand("Birch", row("northlens"))),
    fingerprints=FINGERPRINTS,
    collectables=(Collectable("rtsp", "RTSP answer", ("rtsp_realm",), 2),),
    serial_dates=("^NL(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", "^BR([0-9]{4})()()$"),
)
MIND = Mind.of(Reasoner(BASE, vendor_of))


def assessed(*signals: tuple[str, str]) -> Assessment:
    return assess(MIND, Asset("cam"), [Signal(field, value) for field, value in signals])


@pytest.mark.parametrize(
    ("signal", "interval"),
    [
        (("made_on", "2019"), ("2019", "2019")),
        (("made_on", "2019-05"), ("2019-05", "2019-05")),
        (("made_on", "2019-05-31"), ("2019-05-31", "2019-05-31")),
        (("made_on", "week 19 of 2019"), None),
        (("made_on", "19-05-31"), None),
        (("serial", "NL20190531AB"), ("2019-05-31", "2019-05-31")),
        (("serial", "NL20191331AB"), None),
        (("serial", "XX20190531AB"), None),
        (("serial", "BR2019"), ("2019", "2019")),
        (("firmware.version", "V5 build 20190531"), None),
    ],
)
def test_the_date_of_production_comes_from_label_or_serial(
    signal: tuple[str, str], interval: tuple[str, str] | None
) -> None:
    assert made_on([Signal(*signal)], BASE) == interval


def test_dates_that_disagree_span_an_interval() -> None:
    dates = [Signal("made_on", "2020-02"), Signal("serial", "NL20190531AB")]
    assert made_on(dates, BASE) == ("2019-05-31", "2020-02")


@pytest.mark.parametrize(("made", "maker"), [("2016", "northlens"), ("2019-11", "meridian")])
def test_the_maker_is_taken_at_the_date_of_production(made: str, maker: str) -> None:
    said = assessed(("label.brand", "Acme"), ("made_on", made))
    assert (said.roles["manufacturer"].maker, said.clocks) == (maker, {"made_on": [made, made]})


def test_a_serial_dates_the_rows_of_a_brand() -> None:
    assert assessed(("label.brand", "Acme"), ("serial", "NL20160101")).roles["manufacturer"].maker == "northlens"


def test_a_brand_that_changed_its_maker_is_not_said_loudly_without_a_date() -> None:
    said = assessed(("label.brand", "Acme"), ("http_header.server", "NL-2"))
    assert said.roles["manufacturer"].level.rank <= Level.POSSIBLE.rank
    assert said.clocks == {}


def two(field: str, first: str, second: str) -> Assessment:
    """Give the assessment of a device of which two inputs say different things."""
    found = [Signal(field, first, Where("a.csv", "line 1")), Signal(field, second, Where("b.csv", "line 1"))]
    return assess(MIND, Asset("cam"), [*found, Signal("http_header.server", "NL-Webs/1")])


@pytest.mark.parametrize(("field", "shown"), [("label.model", "model"), ("serial", "serial")])
def test_two_models_or_serials_of_one_asset_are_a_problem(field: str, shown: str) -> None:
    problems = two(field, "X1", "X2").problems
    assert [(p.expected, p.found, p.lost) for p in problems] == [(f"one {shown} for asset cam", "X1, X2", False)]


@pytest.mark.parametrize("field", ["label.model", "serial"])
def test_one_model_or_serial_spelt_twice_is_no_problem(field: str) -> None:
    assert two(field, "X-1 a", "x1A").problems == ()


@pytest.mark.parametrize("field", ["label.model", "serial"])
def test_contradictions_are_no_evidence(field: str) -> None:
    once = assessed((field, "X1"), ("http_header.server", "NL-Webs/1"))
    assert two(field, "X1", "X2").roles["manufacturer"].posterior == once.roles["manufacturer"].posterior


def test_what_identifies_a_device_becomes_its_keys() -> None:
    said = assessed(("mac", "a4:00:01:00:00:01"), ("serial", "S1"), ("label.model", "M1"), ("label.brand", "Acme"))
    assert said.asset.keys == {"mac": "a4:00:01:00:00:01", "serial": "S1", "model": "M1", "brand": "Acme"}


def test_a_confirmed_device_needs_no_further_evidence() -> None:
    said = assessed(("mac", "a4:00:01:00:00:01"), ("http_header.server", "NL-Webs/1"))
    assert (said.roles["manufacturer"].level, said.next_evidence) == (Level.CONFIRMED, ())


def test_an_open_device_is_given_what_to_collect() -> None:
    assert [item.collect for item in assessed(("http_header.server", "NL-2")).next_evidence] == ["RTSP answer"]


def test_problems_of_the_input_are_kept() -> None:
    problem = Problem(Where(), "a record", "nothing")
    assert assess(MIND, Asset("cam"), [], [problem]).problems == (problem,)


@given(signal_sets())
def test_any_device_is_assessed(signals: list[Signal]) -> None:
    said = assess(MIND, Asset("cam"), signals)
    assert sum(said.roles["manufacturer"].posterior.values()) == pytest.approx(1.0)


NOBODYS = [
    "00:00:00:00:00:00",
    "ff:ff:ff:ff:ff:ff",
    "01:00:5e:00:00:01",
    "33:33:00:00:00:01",
    "02:00:00:00:00:01",
    "4a:12:34:56:78:9a",
]
"""Zero, broadcast, two multicast and two locally administered addresses."""


def written(mac: str) -> list[str]:
    return [mac, mac.upper(), mac.replace(":", "-"), mac.replace(":", "")]


@pytest.mark.parametrize("kind", ["mac", "label", "inventory", "mac+stream_url"])
@pytest.mark.parametrize("mac", NOBODYS)
def test_an_address_of_nobody_is_no_signal(mac: str, kind: str) -> None:
    for text in written(mac):
        data = {"label": {"mac": text}, "mac": text}.get(kind, f"mac: {text}\nmodel: X1")
        found = extractors.extract(Observation("cam", kind, data))  # type: ignore[arg-type]
        assert [s for s in found if isinstance(s, Signal) and s.field == "mac"] == []


@given(st.integers(0, 255).filter(lambda octet: octet & 0b11), st.binary(min_size=5, max_size=5))
def test_a_group_or_local_address_is_no_signal(first: int, rest: bytes) -> None:
    text = ":".join(f"{octet:02x}" for octet in (first, *rest))
    found = extractors.extract(Observation("cam", "mac", text))
    assert [s for s in found if isinstance(s, Signal)] == []


def identified(folder: Path, *lines: dict[str, object]) -> list[Assessment]:
    path = folder / "site.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return list(Identification([path], Options(format="observations"), BASE))


@pytest.mark.parametrize("mac", NOBODYS)
def test_an_address_of_nobody_makes_no_two_devices_alike(tmp_path: Path, mac: str) -> None:
    lines = [{"asset": name, "kind": "mac", "data": mac} for name in ("a", "b")]
    for said in identified(tmp_path, *lines):
        assert said.asset.same_device_as == ()
        assert said.asset.keys == {}
        assert said.roles["manufacturer"].evidence == ()


def test_one_address_under_two_keys_is_suspected_and_never_merged(tmp_path: Path) -> None:
    lines = [{"asset": name, "kind": "mac", "data": "a4:00:01:00:00:01"} for name in ("a", "b")]
    said = identified(tmp_path, *lines)
    assert [(s.asset.id, [(t.asset, t.reason) for t in s.asset.same_device_as]) for s in said] == [
        ("a", [("b", "same mac a4:00:01:00:00:01")]),
        ("b", [("a", "same mac a4:00:01:00:00:01")]),
    ]
