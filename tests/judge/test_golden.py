"""Cases whose answers were worked out by hand from the law."""

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

USER = {
    "act": "contract-with-user", "actor": "US:national-agency", "place": "contractor-premises", "product": "camera",
    "facts": {"user_tier": "prime", "entity_uses": True, "in_contract_performance": False},
}  # fmt: skip
NOTICE, LISTED = "us-fcc-2026-06-26", "us-ndaa-fy24-805"
IMPORTING = {
    "act": "import", "actor": "US:seller", "place": "port", "purpose": "physical-security-critical-infrastructure",
    "product": "camera", "facts": {"authorised_on": "2021"},
}  # fmt: skip
INSTALLING = {"act": "install", "place": "government-building", "product": "camera"}


def contract(company: str, on: str, step: str, signed: str) -> dict[str, Any]:
    facts = {"contractor_entity": company, "contract_step": step, "contract_signed": signed}
    return {"act": "buy", "actor": "US:defence", "product": "entity-contract", "on": on, "facts": facts}


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
    "g04 a user, one day too early": ("us-ndaa-889-a1B", "hikvision", {**USER, "on": "2020-08-12"}, "not_reached"),
    "g05 a user, first day": (
        "us-ndaa-889-a1B", "hikvision", {**USER, "on": "2020-08-13"}, "conditional: purpose, role_in_system",
    ),
    "g11 a shop imports before the notice": (NOTICE, "dahua", {**IMPORTING, "on": "2026-05-01"}, "not_reached"),
    "g12 a shop imports after it took effect": (NOTICE, "dahua", {**IMPORTING, "on": "2026-08-01"}, "prohibited"),
    "g13 a household goes on using": (
        NOTICE, "dahua",
        {"act": "keep-using", "actor": "US:consumer", "place": "home", "purpose": "consumer", "product": "camera",
         "on": "2026-08-01", "acquired_on": "2021", "facts": {"authorised_on": "2021"}},
        "not_reached",
    ),
    "g19 with the company itself, one day too early": (
        LISTED, "dahua", contract("dahua", "2026-06-29", "new", "2026-06-29"), "not_reached",
    ),
    "g20 with the company itself, first day": (
        LISTED, "dahua", contract("dahua", "2026-06-30", "new", "2026-06-30"), "prohibited",
    ),
    "g21 its goods from a reseller": (
        LISTED, "dahua", {**contract("other", "2026-12-01", "new", "2026-12-01"), "product": "surveillance-system"},
        "not_reached",
    ),
    "g27 an older contract is extended": (
        LISTED, "hikvision", contract("hikvision", "2026-09-01", "extension", "2025-01-15"), "not_reached",
    ),
    "g22 lenses for a listed company": (
        "us-bis-entity-list", "hikvision",
        {"act": "export", "actor": "US:exporter", "place": "abroad", "purpose": "none", "product": "other-part",
         "on": "2020-01-01", "facts": {"consignee_entity": "cn-hikvision", "place_country": "CN"}},
        "conditional: subject_to_ear, licence_granted",
    ),
    "g23 its cameras at home": (
        "us-bis-entity-list", "hikvision",
        {"act": "keep-using", "actor": "US:company", "place": "home", "purpose": "private-security",
         "product": "camera", "on": "2020-01-01"},
        "not_reached",
    ),
    "g28 added to the list of Texas": (
        "us-tx-prohibited-tech", "uniview", {**INSTALLING, "actor": "US-TX:state-agency", "on": "2026-02-01"},
        "prohibited",
    ),
    "g29 not named by Oregon": (
        "us-or-276a", "hikvision", {**INSTALLING, "actor": "US-OR:state-agency", "on": "2024-02-01"}, "not_reached",
    ),
    "g30 a city of Louisiana": (
        "us-la-39-1753-1", "dahua",
        {"act": "buy", "actor": "US-LA:municipality", "place": "street", "purpose": "public-safety",
         "product": "camera", "on": "2022-03-01"},
        "prohibited",
    ),
    # parts
    "a camera of another maker around two listed parts": (
        PART_A, "axis",
        {**GUARDING, "product": "camera", "on": "2024-05-01",
         "facts": {"component": "radio-module", "component_maker": "zte", "component_covered": True,
                   "component_essential": True}},
        "prohibited",
    ),
    "a part of somebody named for purposes, without one": (
        PART_A, "axis",
        {**AGENCY_BUYS, "product": "camera", "on": "2024-05-01",
         "facts": {"component": "camera-module", "component_maker": "dahua", "component_covered": True,
                   "component_essential": True}},
        "conditional: purpose",
    ),
    "whose chip it is, is asked and not known": (
        PART_A, "axis", {**GUARDING, "product": "camera", "on": "2024-05-01", "facts": {"component": "soc"}},
        "conditional: component_maker, component_covered, component_essential",
    ),
    "memory of a listed maker, before the rule": (
        "us-ndaa-5949", "axis",
        {**AGENCY_BUYS, "product": "recorder", "on": "2026-05-01",
         "facts": {"component": "memory-chip", "component_maker": "ymtc", "critical_system": True}},
        "not_reached",
    ),
    # what only designates, and what was not seen
    "a list forbids nothing": ("us-dod-1260h", "hikvision", {**GUARDING, "on": "2026-11-01"}, "not_reached"),
    "a bill forbids nothing": (
        "us-fl-hb925", "hikvision", {**INSTALLING, "actor": "US-FL:state-agency", "on": "2026-08-01"}, "not_reached",
    ),
    "a month in which the day was not seen": (
        NOTICE, "dahua", {**IMPORTING, "on": "2026-07-10"}, "conditional: rule_in_force",
    ),
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
