"""The shared readers: MAC addresses, keys in many languages, lenient XML and JSON, dates, dispatch."""

from __future__ import annotations

import doctest

import pytest

from whomade import signals
from whomade.model import Observation, Problem, Signal
from whomade.signals import firmware, keys, leaves, mac, nmap, record, sender, text, tls, xml


@pytest.mark.parametrize("written", ["08:ED:ED:00:00:00", "08-ed-ed-00-00-00", "08ed.ed00.0000", "08EDED000000"])
def test_every_spelling_of_a_mac_is_one(written: str) -> None:
    assert mac.normalise(written) == "08:ed:ed:00:00:00"


@pytest.mark.parametrize(
    "written",
    [
        "00:00:00:00:00:00",
        "ff:ff:ff:ff:ff:ff",
        "01:00:5e:00:00:01",
        "02:11:22:33:44:55",
        "08:ed:ed:00:00",
        "",
        "08:ed-ed:00:00:00",
    ],
)
def test_a_mac_that_names_nobody_is_refused(written: str) -> None:
    assert mac.normalise(written) is None


@pytest.mark.parametrize("module", [firmware, keys, leaves, mac, nmap, record, sender, text, tls, xml])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("Hersteller", "label.brand"),
        ("Número de serie", "serial"),
        ("N° de série", "serial"),
        ("Modèle", "label.model"),
        ("Versão do firmware", "firmware.version"),
        ("Płyta główna", "hardware_id"),
        ("型号", "label.model"),
        ("S/N", "serial"),
        ("IP address", keys.NOTHING),
        ("favourite colour", None),
    ],
)
def test_keys_are_understood_in_seven_languages(key: str, field: str | None) -> None:
    assert keys.field_of(key) == field


def test_no_word_means_two_fields() -> None:
    fields: dict[str, str] = {}
    for field, words in keys.SYNONYMS.items():
        for word in words.split("|"):
            assert fields.setdefault(keys.normal(word).replace(" ", ""), field) == field


def test_a_cut_document_is_read_up_to_the_cut() -> None:
    document = xml.read('<a xmlns:v="urn:v"><b>one</b><v:c d="e">two</v:c><f>thr')
    assert [(e.prefix, e.name, e.text) for e in document.elements] == [
        ("", "a", ""),
        ("", "b", "one"),
        ("v", "c", "two"),
        ("", "f", ""),
    ]
    assert document.flaw


def test_strict_and_lenient_reading_agree() -> None:
    whole = '<r xmlns:v="urn:v"><v:a t="1">x &amp; y</v:a><b><c>z</c></b></r>'
    assert xml.read(whole).elements == xml.read(whole + "<").elements


def test_an_unknown_kind_is_read_as_plain_text_and_said_so() -> None:
    results = signals.extract(Observation("a", "tea_leaves", "a tall dark stranger"))
    assert results[0] == Signal("label.text", "a tall dark stranger")
    assert isinstance(results[1], Problem)
    assert results[1].consequence == "read as plain text"


def test_unknown_fields_of_an_object_are_ignored_and_said_so() -> None:
    results = signals.extract(Observation("a", "label", {"model": "X1", "colour": "white"}))
    assert results[0] == Signal("label.model", "X1")
    assert isinstance(results[1], Problem)
    assert (results[1].found, results[1].consequence) == ("`colour`", "ignored")


def test_a_guess_of_nmap_never_becomes_a_brand_or_a_header() -> None:
    scan = "80/tcp open http Dahua IPCam httpd (DCS-932L camera)\nMAC Address: 08:ED:ED:00:00:00 (Hikvision)\n"
    fields = {r.field for r in signals.extract(Observation("a", "nmap", scan)) if isinstance(r, Signal)}
    assert fields == {"banner", "mac", "port_set"}


def test_no_password_of_a_stream_url_is_kept() -> None:
    results = signals.extract(Observation("a", "stream_url", "rtsp://someone:secret@10.0.0.9:554/live/0"))
    assert results == [Signal("rtsp_path", "/live/0")]
