"""Names are read into the parts they say, spelt again, and refused where they are nobody's."""

from __future__ import annotations

import pytest

from whomade.grammar import derived, explain, grammars, spell
from whomade.model import Signal, Where

from .names import READ, REFUSED, Read


@pytest.mark.parametrize("expected", READ, ids=lambda each: each.name)
def test_a_name_is_read_into_its_parts(expected: Read) -> None:
    found = explain(expected.name, expected.what)
    parts = found[0].parts
    said = (found[0].value, parts.kind, parts.series, parts.resolution, parts.date)
    assert len(found) == 1
    assert said == expected[2:]


@pytest.mark.parametrize("expected", READ, ids=lambda each: each.name)
def test_a_name_is_spelt_again_from_its_parts(expected: Read) -> None:
    assert [spell(found.parts) for found in explain(expected.name, expected.what)] == [expected.name]


@pytest.mark.parametrize(("what", "name"), REFUSED)
def test_a_name_of_nobody_is_refused(what: str, name: str) -> None:
    assert explain(name, what) == ()


def test_a_name_that_two_makers_write_points_to_neither() -> None:
    found = explain("SD8364E", "model")
    assert [(each.value, each.ambiguous) for each in found] == [("dahua ambiguous", True), ("vivotek ambiguous", True)]
    assert all(each.likelihoods for each in found)


def test_every_reading_that_was_counted_has_likelihoods() -> None:
    found = explain("DS-2CD2386G2-ISU/SL", "model")[0]
    own, other = found.likelihoods or (0.0, 1.0)
    assert own > 0.5
    assert other < 0.01


def test_a_derived_signal_keeps_place_and_kind() -> None:
    where = Where("site.jsonl", "line 3")
    (found,) = derived([Signal("label.model", "DS-2CD2386G2-ISU/SL", where, "onvif_deviceinfo")])
    assert (found.field, found.value, found.where, found.kind) == (
        "model.grammar",
        "hikvision camera 2CD2",
        where,
        "onvif_deviceinfo",
    )


def test_every_grammar_says_whose_and_what() -> None:
    whats = {"model", "serial", "firmware version", "hardware id", "realm", "firmware file"}
    assert {each.what for each in grammars()} == whats
    assert len({(each.maker, each.what) for each in grammars()}) == len(grammars())
