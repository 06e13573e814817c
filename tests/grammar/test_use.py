"""Grammars in use: in an assessment, and on the public lists where these are at hand."""

from __future__ import annotations

import doctest
import importlib.util
from pathlib import Path

import pytest

from whomade.assess import Mind, assess
from whomade.attribute.reason import Reasoner
from whomade.grammar import derive, explain
from whomade.knowledge import bundle
from whomade.model import Assessment, Asset, Level, Signal

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="module")
def mind() -> Mind:
    return Mind.of(Reasoner(bundle.load(), bundle.vendor_of))


def assessed(mind: Mind, model: str, kind: str = "label") -> Assessment:
    return assess(mind, Asset("cam1"), [Signal("label.model", model, kind=kind)])


def test_a_name_that_one_maker_writes_speaks_for_it(mind: Mind) -> None:
    said = assessed(mind, "DS-2CD2386G2-ISU/SL").roles["manufacturer"]
    assert said.maker == "hikvision"
    assert [hit.signal.value for hit in said.evidence if hit.signal.field == "model.grammar"] == [
        "hikvision camera 2CD2"
    ]


@pytest.mark.parametrize("model", ["NVR4216", "IPC-B140H-M", "IPC-K99A", "IPC-B112-PF28", "DS-2CD2386G2-PROFESSIONAL"])
def test_an_ambiguous_or_refused_name_accuses_nobody(mind: Mind, model: str) -> None:
    assert assessed(mind, model).roles["manufacturer"].level is Level.UNDETERMINED


@pytest.mark.parametrize(
    ("model", "maker"),
    [
        ("N43AJ52-B", "dahua"),
        ("52C430UNI", "dahua"),
        ("DH-DB6I-USA", "dahua"),
        ("DHI-ITC237-PW1B-IRZ", "dahua"),
        ("IPC-B120HA-LU", "hikvision"),
        ("PTZ-N4225I-DE", "hikvision"),
        ("AMDV10814-S3", "dahua"),
        ("CMIP3132-28", "hikvision"),
        ("IPC-C26E-V2", "dahua"),
        ("C1L-2WN-G", "uniview"),
    ],
)
def test_a_catalogue_number_alone_leads_to_a_name_and_to_no_level(mind: Mind, model: str, maker: str) -> None:
    said = assessed(mind, model).roles["manufacturer"]
    assert (said.maker, said.level) == (maker, Level.UNDETERMINED)


@pytest.mark.parametrize(
    "model", ["P2015", "C4500", "V5500-series", "FA54", "C1200", "N53SV", "N862A7", "12203", "DB1"]
)
def test_a_number_that_a_printer_or_another_brand_has_leads_to_nobody(mind: Mind, model: str) -> None:
    assert assessed(mind, model).roles["manufacturer"].maker is None


@pytest.mark.parametrize(("kind", "carrier"), [("label", "label"), ("onvif_deviceinfo", "onvif"), ("isapi", "web")])
def test_a_reading_counts_for_the_carrier_of_its_name(mind: Mind, kind: str, carrier: str) -> None:
    said = assessed(mind, "DS-2CD2386G2-ISU/SL", kind).roles["manufacturer"]
    assert {hit.carrier for hit in said.evidence if hit.signal.field == "model.grammar"} == {carrier}


@pytest.mark.parametrize("module", [derive, explain.__module__], ids=["derive", "explain"])
def test_the_examples_in_docstrings_hold(module: object) -> None:
    found = importlib.import_module(module) if isinstance(module, str) else module
    assert doctest.testmod(found).failed == 0  # type: ignore[arg-type]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "facts").is_dir(), reason="the public lists are not beside the checkout")
@pytest.mark.parametrize("maker", ["hikvision", "dahua"])
def test_the_bars_are_kept_on_the_public_lists(maker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    spec = importlib.util.spec_from_file_location("bench_grammars", ROOT / "bench" / "grammars.py")
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    names = bench.gather([maker, *({"hikvision", "dahua"} - {maker})], SHARED / "facts", SHARED / "corpus")
    assert bench.kept_bars(bench.figure(maker, names))
