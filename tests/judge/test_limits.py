"""Both sides of every date, gate, exception and limit of four regimes: one thing is changed, the rest bites."""

from __future__ import annotations

from typing import Any

import pytest

from whomade.judge import Holder
from whomade.model import Level

from .asking import BITING, DEFENCE, FCC, PART_A, UK, answer, ask, base, changed, judged

ELSEWHERE = {"purpose": "private-security"}
SHOWN = {"facts": {"purpose_established": True}}

LIMITS: dict[str, list[tuple[dict[str, Any], str]]] = {
    PART_A: [
        ({}, "prohibited"),
        ({"on": "2019-08-12"}, "not_reached"),
        ({"on": "2019-08-13"}, "prohibited"),
        ({"on": "2019-08"}, "refused"),
        # who is bound
        *[({"actor": f"US:{kind}"}, "prohibited") for kind in ("defence", "contractor", "subcontractor")],
        *[
            ({"actor": f"US:{kind}"}, "not_reached")
            for kind in ("legislature", "state-agency", "municipality", "school", "university", "company", "consumer")
        ],
        ({"actor": "US:police"}, "conditional: actor_level"),
        ({"actor": "US:police", "facts": {"actor_level": "national"}}, "prohibited"),
        ({"actor": "US:police", "facts": {"actor_level": "local"}}, "not_reached"),
        ({"actor": "CA:national-agency"}, "not_reached"),
        ({"actor": None}, "conditional: actor"),
        ({"actor": "US:unknown"}, "conditional: actor"),
        ({"actor": "unknown:consumer"}, "not_reached"),
        # what is done
        *[({"act": act}, "not_reached") for act in ("keep-using", "install", "buy-with-grant", "contract-with-user")],
        # exceptions
        ({"facts": {"waiver_granted": True}}, "not_reached"),
        ({"facts": {"waiver_granted": False}}, "prohibited"),
        ({"facts": {"exception_requested": True}}, "conditional: waiver_granted"),
        ({"facts": {"exception_requested": True, "waiver_granted": False}}, "prohibited"),
        ({"facts": {"can_route_or_see_user_data": False}}, "not_reached"),
        ({"facts": {"can_route_or_see_user_data": True}}, "prohibited"),
        ({"facts": {"connects_to_third_party_facilities": True}}, "prohibited"),
        ({"product": "service", "facts": {"connects_to_third_party_facilities": True}}, "not_reached"),
        ({"product": "service", "facts": {"connects_to_third_party_facilities": False}}, "prohibited"),
        ({"product": "cloud-service", "facts": {"connects_to_third_party_facilities": True}}, "prohibited"),
        ({"product": "service", "facts": {"can_route_or_see_user_data": False}}, "prohibited"),
        ({"product": "unknown", "facts": {"connects_to_third_party_facilities": True}}, "not_reached"),
        # equipment, systems and services, and no other thing that is bought
        *[({"product": product}, "not_reached") for product in ("securities", "entity-contract")],
        *[({"product": product}, "prohibited") for product in ("service", "cloud-service", "recorder")],
        ({"product": "unknown"}, "prohibited"),
        ({"facts": {"connects_to_third_party_facilities": False}}, "prohibited"),
        ({"facts": {"role_in_system": "neither"}}, "not_reached"),
        ({"facts": {"role_in_system": "essential"}}, "prohibited"),
        # the maker
        *[({"maker": maker}, "prohibited") for maker in ("hikvision", "hytera", "cn-dahua")],
        *[({"maker": maker}, "not_reached") for maker in ("uniview", "tiandy", "axis", "unlisted-other")],
        ({"maker": "unknown"}, "undetermined"),
        ({"facts": {"producer_established": False}}, "undetermined"),
        ({"facts": {"producer_established": True}}, "prohibited"),
        ({"maker": "unlisted-other", "facts": {"maker_entity": "cn-dahua"}}, "prohibited"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "dahua", "share": 50.1}}, "prohibited"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "dahua", "share": 50}}, "conditional: control"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "dahua", "share": 50, "control": False}}, "not_reached"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "axis", "share": 100}}, "not_reached"),
        # telecommunications equipment of two makers, without a purpose
        ({"maker": "zte", "product": "network-equipment", "purpose": "unknown"}, "prohibited"),
        ({"maker": "zte", "product": "network-equipment", **ELSEWHERE, **SHOWN}, "prohibited"),
        ({"maker": "huawei", "product": "unknown"}, "conditional: product"),
        ({"maker": "huawei"}, "conditional: component_covered"),
        ({"maker": "huawei", "facts": {"component_covered": False}}, "not_reached"),
        # the purpose
        *[
            ({"purpose": purpose}, "prohibited")
            for purpose in (
                "physical-security-government", "physical-security-critical-infrastructure", "national-security-other",
            )
        ],
        ({"purpose": "unknown"}, "conditional: purpose"),
        ({"purpose": "unknown", **SHOWN}, "conditional: purpose"),
        (ELSEWHERE, "conditional: purpose_established"),
        ({**ELSEWHERE, "facts": {"purpose_established": False}}, "conditional: purpose_established"),
        ({**ELSEWHERE, **SHOWN}, "not_reached"),
        (SHOWN, "prohibited"),
        # neither the place nor the day of acquisition is asked
        ({"place": "home", "acquired_on": "2015"}, "prohibited"),
    ],
    FCC: [
        ({}, "prohibited"),
        ({"on": "2022-11-11"}, "not_reached"),
        ({"on": "2022-11-24"}, "not_reached"),
        ({"on": "2022-11-25", **ELSEWHERE, **SHOWN}, "prohibited"),
        ({"on": "2023-02-05", **ELSEWHERE, **SHOWN}, "prohibited"),
        ({"on": "2023-02-05", "facts": {"approved_plan": True}, **ELSEWHERE}, "prohibited"),
        ({"on": "2023-02-05", "facts": {"authorisation_route": "declaration"}}, "not_reached"),
        ({"on": "2023-02-06"}, "prohibited"),
        ({"on": "2023-02-06", **ELSEWHERE, **SHOWN}, "not_reached"),
        ({"facts": {"authorisation_route": "declaration", "purpose_established": True}, **ELSEWHERE}, "prohibited"),
        ({"facts": {"authorisation_route": "unknown", "purpose_established": True}, **ELSEWHERE},
         "conditional: authorisation_route"),
        (ELSEWHERE, "conditional: purpose_established, approved_plan"),
        ({"facts": {"approved_plan": False}, **ELSEWHERE}, "conditional: purpose_established"),
        ({"facts": {"approved_plan": True}, **ELSEWHERE}, "not_reached"),
        ({"purpose": "unknown"}, "conditional: purpose, approved_plan"),
        ({"purpose": "unknown", "facts": {"approved_plan": True}}, "not_reached"),
        ({"purpose": "unknown", "facts": {"approved_plan": False}}, "conditional: purpose"),
        ({"facts": {"approved_plan": True}}, "prohibited"),
        *[({"maker": maker}, "prohibited") for maker in ("huawei", "zte", "hytera", "hikvision")],
        *[({"maker": maker, **ELSEWHERE, **SHOWN}, "prohibited") for maker in ("huawei", "zte")],
        *[({"maker": maker}, "not_reached") for maker in ("uniview", "axis", "unlisted-other")],
        ({"maker": "unknown"}, "undetermined"),
        ({"maker": "unknown", "on": "2022-11-24"}, "not_reached"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "dahua", "share": 10.1}}, "prohibited"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "dahua", "share": 10, "control": False}}, "not_reached"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "dahua", "share": 10}}, "conditional: control"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "dahua", "share": 1, "control": True}}, "prohibited"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "dahua"}}, "conditional: share"),
        # parts are not asked by this regime
        ({"maker": "axis", "facts": {"component": "radio-module", "component_maker": "huawei"}}, "not_reached"),
        *[({"act": act}, "not_reached") for act in ("market", "import", "buy", "keep-using")],
        # what is authorised is equipment
        *[
            ({"product": product, "on": on}, "not_reached")
            for product in ("service", "cloud-service", "video-management-software", "entity-contract", "securities")
            for on in ("2022-12-01", "2023-06-01")
        ],
        *[({"product": product, "on": "2022-12-01"}, "prohibited") for product in ("recorder", "radio-module")],
        ({"product": "unknown"}, "prohibited"),
        ({"actor": "US:applicant"}, "prohibited"),
        ({"facts": {"place_country": "GB"}}, "not_reached"),
        ({"facts": {"place_country": "unknown"}}, "conditional: place_country"),
        ({"facts": {"place_country": "unknown"}, "product": "service"}, "not_reached"),
        ({"actor": "US:applicant", "facts": {"place_country": "unknown"}}, "prohibited"),
        ({"actor": "US:applicant", "place": "abroad", "facts": {"place_country": "unknown"}},
         "conditional: place_country"),
        ({"actor": None, "facts": {"place_country": "unknown"}}, "conditional: place_country"),
    ],
    UK: [
        ({}, "prohibited"),
        ({"on": "2022-11-23"}, "not_reached"),
        ({"on": "2022-11-24"}, "prohibited"),
        *[({"maker": maker}, "prohibited") for maker in ("hikvision", "dahua", "uniview", "huawei")],
        *[({"maker": maker}, "not_reached") for maker in ("axis", "hanwha", "vivotek")],
        ({"maker": "unknown"}, "undetermined"),
        ({"maker": "unknown", "facts": {"maker_country": "SE"}}, "not_reached"),
        ({"maker": "unknown", "facts": {"maker_country": "CN"}}, "undetermined"),
        ({"maker": "unlisted-other"}, "conditional: maker_country"),
        ({"maker": "unlisted-other", "facts": {"maker_country": "CN"}}, "prohibited"),
        ({"maker": "unlisted-other", "facts": {"maker_country": "TW"}}, "not_reached"),
        ({"actor": "GB:defence"}, "prohibited"),
        *[
            ({"actor": f"GB:{kind}"}, "not_reached")
            for kind in ("municipality", "police", "health-body", "school", "legislature", "company")
        ],
        ({"actor": "GB:public-body"}, "conditional: actor"),
        ({"actor": "GB:public-body", "facts": {"actor_level": "local"}}, "not_reached"),
        ({"actor": "US:national-agency"}, "not_reached"),
        # another site, keeping, the core network: advice
        ({"place": "government-building"}, "advised_against"),
        ({"place": "unknown"}, "conditional: place"),
        ({"act": "keep-using"}, "advised_against"),
        ({"act": "remove"}, "advised_against"),
        ({"act": "remove", "place": "street"}, "not_reached"),
        ({"act": "keep-using", "place": "street"}, "conditional: connected_to_core_network"),
        ({"act": "keep-using", "place": "street", "facts": {"connected_to_core_network": True}}, "advised_against"),
        ({"act": "keep-using", "place": "street", "facts": {"connected_to_core_network": False}}, "not_reached"),
        ({"act": "buy"}, "not_reached"),
        # visual surveillance, and no other equipment
        *[({"product": product}, "prohibited") for product in ("recorder", "doorbell", "video-management-software")],
        *[({"product": product}, "not_reached") for product in ("network-equipment", "access-control", "phone")],
        ({"product": "unknown"}, "conditional: product"),
    ],
    DEFENCE: [
        ({}, "prohibited"),
        ({"on": "2023-02-08"}, "not_reached"),
        ({"on": "2023-02-09"}, "prohibited"),
        ({"act": "remove"}, "prohibited"),
        *[({"act": act}, "not_reached") for act in ("buy", "install")],
        ({"maker": "hikvision"}, "prohibited"),
        *[({"maker": maker}, "not_reached") for maker in ("uniview", "huawei", "axis", "unlisted-other")],
        ({"maker": "unknown"}, "undetermined"),
        *[({"actor": f"AU:{kind}"}, "not_reached") for kind in ("national-agency", "police", "company")],
        ({"actor": "GB:defence"}, "not_reached"),
        *[({"place": place}, "not_reached") for place in ("government-building", "street", "none")],
        ({"place": "unknown"}, "conditional: place"),
        ({"maker": "unlisted-other", "facts": {"owned_by": "dahua", "share": 100}}, "not_reached"),
    ],
}  # fmt: skip
CASES = [(regime, change, expected) for regime, changes in LIMITS.items() for change, expected in changes]


@pytest.mark.parametrize(("regime", "change", "expected"), CASES, ids=lambda value: str(value).replace("'", ""))
def test_one_change_gives_the_answer_of_its_side(regime: str, change: dict[str, Any], expected: str) -> None:
    if expected == "refused":
        with pytest.raises(Exception, match="on: expected a date YYYY-MM-DD"):
            changed(regime, **change)
        return
    verdict = changed(regime, **change)
    assert answer(verdict) == expected
    assert verdict.provision
    assert {citation.id for citation in verdict.sources} <= set(base().sources)
    assert verdict.sources


def chip(maker: str, **facts: bool) -> str:
    words = {**BITING[PART_A], "maker": "axis", "facts": {"component": "soc", "component_maker": maker, **facts}}
    return answer(ask(PART_A, **words))


def test_a_part_reaches_when_it_is_covered_and_essential() -> None:
    assert chip("hisilicon") == "conditional: component_covered, component_essential"
    assert chip("hisilicon", component_covered=True) == "conditional: component_essential"
    assert chip("hisilicon", component_covered=True, component_essential=True) == "prohibited"
    assert chip("hisilicon", component_covered=False) == "not_reached"
    assert chip("hisilicon", component_essential=False) == "not_reached"
    assert chip("ambarella") == "not_reached"


def test_a_chip_that_the_evidence_shows_counts_like_a_stated_one() -> None:
    holders = {
        "manufacturer": Holder("manufacturer", "axis", "Axis", 0.97, Level.CONFIRMED),
        "soc_maker": Holder("soc_maker", "hisilicon", "HiSilicon", 0.93, Level.PROBABLE),
    }
    verdict = judged(PART_A, holders, act="buy", on="2024-05-01", actor="US:defence", product="camera")
    assert answer(verdict) == "conditional: component_covered, component_essential"
    assert (verdict.role, verdict.maker, verdict.probability) == ("soc_maker", "hisilicon", 0.93)
    assert [step.kind for step in verdict.path] == ["soc_maker", "controlled_by", "named", "provision"]


def test_the_path_leads_from_the_maker_to_the_words_of_the_rule() -> None:
    holder = Holder("manufacturer", "dahua", "Dahua", 0.973, Level.CONFIRMED)
    words = {name: value for name, value in BITING[PART_A].items() if name != "maker"}
    verdict = judged(PART_A, {"manufacturer": holder}, **words)
    assert verdict.path[0].says == "Dahua, 97 %, confirmed"
    assert 'as "Dahua Technology Company"' in verdict.path[1].says
    assert verdict.provision in verdict.path[-1].says
    assert (verdict.probability, str(verdict.status)) == (0.973, "prohibited")
    assert verdict.consequence


def test_a_shut_gate_names_nobody() -> None:
    verdict = changed(PART_A, actor="US:consumer")
    assert (verdict.maker, verdict.role, verdict.probability, verdict.consequence) == (None, None, None, "")


def test_no_answer_uses_words_that_promise() -> None:
    for regime, change, expected in CASES:
        if expected != "refused":
            verdict = changed(regime, **change)
            said = f"{verdict.why} {verdict.consequence} {' '.join(step.says for step in verdict.path)}".lower()
            assert not [word for word in ("is banned", " safe", "compliant") if word in said]


def test_facts_about_a_maker_move_no_company_that_evidence_shows() -> None:
    """A situation is stated once for a whole run: what it says of a maker must not fall on another device's."""
    shown = {"manufacturer": Holder("manufacturer", "axis", "Axis", 0.97, Level.CONFIRMED)}
    words = {name: value for name, value in BITING[PART_A].items() if name != "maker"}
    owned = {"owned_by": "dahua", "share": 100, "control": True, "maker_entity": "dahua"}
    assert answer(judged(PART_A, shown, **{**words, "facts": owned})) == "not_reached"
    assert answer(changed(UK, maker="axis", facts={"maker_country": "CN"})) == "not_reached"
    assert answer(changed(UK, maker="tiandy", facts={"maker_country": "SE"})) == "prohibited"


def test_a_stated_country_fills_the_gap_where_the_base_has_none() -> None:
    assert not base().entities["tp-link"].country
    assert answer(changed(UK, maker="tp-link")) == "conditional: maker_country"
    assert answer(changed(UK, maker="tp-link", facts={"maker_country": "CN"})) == "prohibited"
    assert answer(changed(UK, maker="tp-link", facts={"maker_country": "US"})) == "not_reached"


def test_a_stated_part_overrules_no_evidence_about_it() -> None:
    holders = {
        "manufacturer": Holder("manufacturer", "axis", "Axis", 0.97, Level.CONFIRMED),
        "soc_maker": Holder("soc_maker", "ambarella", "Ambarella", 0.93, Level.PROBABLE),
    }
    facts = {"component": "soc", "component_maker": "huawei"}
    words = {"act": "buy", "on": "2024-05-01", "actor": "US:defence", "product": "camera", "facts": facts}
    assert answer(judged(PART_A, holders, **words)) == "not_reached"
