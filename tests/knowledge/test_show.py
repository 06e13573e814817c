"""What `whomade knowledge show` says: every statement with its sources, and a hint where nothing is found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from whomade.cli.knowledge import knowledge as command
from whomade.errors import KnowledgeError
from whomade.knowledge import bundle
from whomade.knowledge.compile import compile_base
from whomade.knowledge.read import read_base
from whomade.knowledge.show import describe, suggestions, summary
from whomade.model import Calibration
from whomade.testing import tiny_base

if TYPE_CHECKING:
    from pathlib import Path

    from whomade.model import Knowledge


@pytest.fixture
def known(tmp_path: Path) -> Knowledge:
    return compile_base(read_base(tiny_base(tmp_path / "knowledge")))


def said(known: Knowledge, name: str) -> str:
    text = describe(known, name)
    assert text is not None
    return text


def test_the_summary_says_version_digest_and_size(known: Knowledge) -> None:
    text = summary(known)
    assert text.startswith(f"knowledge {known.version}\ndigest {known.digest}\n")
    assert "3 fingerprints, 1 of them on trial, 1 with counted hits" in text


def test_the_summary_keeps_listed_makers_apart(known: Knowledge) -> None:
    assert summary(known).splitlines()[-2:] == [
        "makers some list or ban names: Northlens, Quartz Eye",
        "other makers: Meridian Optics, Pelagic",
    ]


@pytest.mark.parametrize(
    ("brands", "words"),
    [(3, "not calibrated: 3 brands were left out"), (20, "calibrated on 20 brands left out in turn")],
)
def test_the_summary_says_how_far_figures_were_put_to_the_test(known: Knowledge, brands: int, words: str) -> None:
    assert words in summary(replace(known, calibration=Calibration(brands=brands)))


def test_a_company_and_the_brand_of_its_name_are_both_shown(known: Knowledge) -> None:
    text = said(known, "NORTHLENS")
    assert "Northlens (northlens): company, maker" in text
    assert "Northlens (northlens): brand" in text
    assert "northlens-webs: http_header.server" in text


def test_a_brand_is_found_by_another_name_and_shows_its_period_and_sources(known: Knowledge) -> None:
    text = said(known, "acme imports")
    assert "Northlens: makes all its goods, likely, from 2014 to 2020-06" in text
    assert "source: The survey of invented devices, Makers of the survey: page 2" in text
    assert "models ^Guard 9: Quartz Eye, sure" in text


def test_a_brand_shows_what_its_company_replies(known: Knowledge) -> None:
    acme = replace(known.brands["acme"], reply="we build our own")
    replied = replace(known, brands={**known.brands, "acme": acme})
    assert "the company's reply: we build our own" in said(replied, "acme")
    assert "the company's reply: none on record" in said(known, "acme")


def test_a_brand_nobody_wrote_about_speaks_for_itself(known: Knowledge) -> None:
    bare = replace(known.brands["acme"], rows=(), models=())
    assert "nobody has shown who makes its goods" in said(replace(known, brands={"acme": bare}), "acme")


def test_a_counted_fingerprint_says_on_what(known: Knowledge) -> None:
    assert "basis: counted on device cards: hit on 5 of 5 devices of the maker" in said(known, "northlens-webs")


def test_a_judged_fingerprint_says_so_with_its_pair(known: Knowledge) -> None:
    text = said(known, "quartzeye-realm")
    assert "worth: seen on 0.9 of the maker's devices, on 9e-05 of others' (as shares; log10 ratio +4.0)" in text
    assert "basis: judged" in text


def test_a_fingerprint_on_trial_says_so(known: Knowledge) -> None:
    assert "pelagic-serial: fingerprint (on trial" in said(known, "pelagic-serial")


def test_a_fingerprint_names_what_else_could_cause_a_hit(known: Knowledge) -> None:
    prints = tuple(replace(f, confounders=("a proxy may rewrite it",)) for f in known.fingerprints)
    text = said(replace(known, fingerprints=prints), "northlens-webs")
    assert "may also be caused by:\n    a proxy may rewrite it" in text


def test_a_source_says_what_rests_on_it(known: Knowledge) -> None:
    text = said(known, "leaflet")
    assert "The leaflet of invented devices (leaflet): source" in text
    assert "cited for 1 brands: Pelagic" in text
    assert "cited for 1 fingerprints: pelagic-serial" in text


def test_an_unknown_name_gives_none_and_near_names(known: Knowledge) -> None:
    assert describe(known, "nortlens") is None
    assert suggestions(known, "nortlens") == ["Northlens"]
    assert suggestions(known, "zzz") == []


def test_the_command_asks_whether_a_near_name_was_meant(known: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "load", lambda: known)
    with pytest.raises(KnowledgeError, match='nothing is known under "nortlens" \\(did you mean "Northlens"\\?\\)'):
        CliRunner().invoke(command, ["show", "nortlens"], catch_exceptions=False)


def test_the_command_without_a_name_shows_the_size(known: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "load", lambda: known)
    assert CliRunner().invoke(command, ["show"]).stdout == summary(known) + "\n"
