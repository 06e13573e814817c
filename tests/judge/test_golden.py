"""Cases of the four regimes whose answers were worked out by hand from the law."""

from __future__ import annotations

from typing import Any

import pytest

from .asking import FCC, PART_A, UK, answer, ask

AGENCY_BUYS = {"act": "buy", "actor": "US:national-agency"}
GUARDING = {**AGENCY_BUYS, "place": "government-building", "purpose": "physical-security-government"}
APPLYING = {
    "act": "authorise", "actor": "CN:manufacturer", "place": "market", "product": "camera",
    "facts": {"place_country": "US", "authorisation_route": "certification", "authorisation_step": "new"},
}  # fmt: skip
CHIP = {"producer_established": True, "maker_country": "TW", "component": "soc", "component_maker": "huawei"}

CASES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "g01 one day too early": (
        PART_A, "hikvision", {**GUARDING, "product": "camera", "on": "2019-08-12"}, "not_reached",
    ),
    "g02 first day": (PART_A, "hikvision", {**GUARDING, "product": "camera", "on": "2019-08-13"}, "prohibited"),
    "g03 the label says another name": (
        PART_A, "hikvision",
        {**GUARDING, "product": "camera", "on": "2024-05-01",
         "facts": {"producer_established": True, "brand": "Nordvik"}},
        "prohibited",
    ),
    "g06 a recorder from elsewhere around a listed chip": (
        PART_A, "unlisted-other", {**AGENCY_BUYS, "product": "recorder", "on": "2024-05-01", "facts": CHIP},
        "conditional: component_covered, component_essential",
    ),
    "g07 a maker that the law does not name": (
        PART_A, "uniview", {**AGENCY_BUYS, "product": "recorder", "on": "2024-05-01"}, "not_reached",
    ),
    "g08 no name is needed, the country decides": (
        UK, "uniview",
        {"act": "install", "actor": "GB:national-agency", "place": "sensitive-site", "product": "camera",
         "purpose": "physical-security-government", "on": "2023-01-10"},
        "prohibited",
    ),
    "g09 a council in its own streets": (
        UK, "hikvision",
        {"act": "keep-using", "actor": "GB:municipality", "place": "street", "product": "camera",
         "purpose": "public-safety", "on": "2024-06-01"},
        "not_reached",
    ),
    "g14 before anything was decided": (FCC, "hikvision", {**APPLYING, "on": "2022-11-10"}, "not_reached"),
    "g15 first day of the rule": (
        FCC, "hikvision", {**APPLYING, "on": "2023-02-06"}, "conditional: purpose, approved_plan",
    ),
    "g26 last day of the freeze": (FCC, "hikvision", {**APPLYING, "on": "2023-02-05"}, "prohibited"),
    "g24 nobody knows who made it": (
        PART_A, "unknown", {**AGENCY_BUYS, "product": "camera", "on": "2024-05-01"}, "undetermined",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_answer_is_the_one_worked_out_by_hand(name: str) -> None:
    regime, maker, words, expected = CASES[name]
    verdict = ask(regime, maker, **words)
    assert answer(verdict) == expected
    assert verdict.provision
    assert verdict.sources
    assert verdict.why.endswith(".")
