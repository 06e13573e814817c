"""Statements that cannot all be so are an error that names the field; what is merely unusual is answered."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from whomade.pipeline.cases import MAX_LINE, judge_lines
from whomade.pipeline.lines import bounded

from .asking import PART_A, base

CASE: dict[str, Any] = {
    "id": "c", "regime": PART_A, "maker": "hikvision", "act": "buy", "on": "2024-05-01",
    "actor": {"country": "US", "kind": "national-agency"}, "purpose": "public-safety", "product": "camera",
}  # fmt: skip
USING = {"act": "keep-using"}
AGENCY = {"actor": {"country": "US", "region": "US-TX", "kind": "state-agency"}}
SCHOOL = {"actor": {"country": "US", "kind": "school"}}


def said(**change: Any) -> str:
    (found,) = judge_lines([json.dumps({**CASE, **change})], base())
    return found.error or f"= {found.verdict.status}" if found.verdict is not None else found.error


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({**USING, "acquired_on": "2024-06"}, "acquired_on: 2024-06 is after the day of the act"),
        ({**USING, "facts": {"manufactured_on": "2025"}}, "manufactured_on: 2025 is after"),
        ({"facts": {"contract_signed": "2024-05-02"}}, "contract_signed: 2024-05-02 is after"),
        ({"facts": {"actor_level": "local"}}, "actor_level: `local` contradicts the actor, a national-agency"),
        ({**AGENCY, "facts": {"actor_level": "local"}}, "which is state by definition"),
        ({"facts": {"privately_run": True}}, "privately_run: speaks of a school"),
        ({"place": "abroad", "facts": {"place_country": "US"}}, "stated to be abroad"),
        ({"maker": "unknown", "facts": {"producer_established": True}}, "the maker is stated as unknown"),
        ({"facts": {"maker_country": "TW"}}, "the knowledge has Hikvision under the law of CN"),
        ({"facts": {"maker_entity": "cn-dahua"}}, "`dahua` is no company of Hikvision"),
    ],
)
def test_a_contradiction_is_named(change: dict[str, Any], named: str) -> None:
    assert named in said(**change)


@pytest.mark.parametrize(
    "change",
    [
        {**USING, "acquired_on": "2024"},
        {"acquired_on": "2024-06-01"},  # bought now, delivered later
        {"facts": {"contract_signed": "2024-05-01"}},
        {"facts": {"actor_level": "national"}},
        {**SCHOOL, "facts": {"privately_run": True}},
        {"place": "abroad", "facts": {"place_country": "DE"}},
        {"facts": {"producer_established": False}},
        {"facts": {"maker_country": "CN", "assembled_in": "TW"}},
        {"facts": {"maker_entity": "cn-hikmicro"}},
        {"maker": "unlisted-other", "facts": {"maker_country": "TW"}},
        {"maker": None},  # null is not established, like `unknown`
    ],
)
def test_what_is_merely_unusual_is_answered(change: dict[str, Any]) -> None:
    assert said(**change).startswith("= ")


def test_a_slip_of_capitals_is_offered_before_a_word_that_looks_alike() -> None:
    assert f"did you mean `{PART_A}`?" in said(regime=PART_A.lower())


def test_a_line_without_an_end_is_cut_and_costs_itself() -> None:
    good = json.dumps(CASE).encode()
    stream = io.BytesIO(b"\xef\xbb\xbf" + good + b"\n\n" + b"x" * (3 * MAX_LINE) + b"\n" + good)
    lines = list(bounded(stream, MAX_LINE))
    assert max(map(len, lines)) == MAX_LINE + 1
    found = list(judge_lines((line.decode() for line in lines), base()))
    assert [bool(answer.error) for answer in found] == [False, True, False]
    assert "bytes at most" in found[1].error
