"""Affiliates before and after sales, by each measure that a regime may have: control, more than ten per cent, half."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from whomade.judge import evaluate, named
from whomade.model import Affiliates, Citation, Interest, Range
from whomade.model.interest import Window
from whomade.ownership import Ownership

from .asking import FCC, PART_A, answer, ask, base, situation

BUYING = {"act": "buy", "actor": "US:national-agency", "purpose": "public-safety", "product": "camera"}
APPLYING = {
    "act": "authorise", "actor": "US:manufacturer", "place": "market", "purpose": "public-safety", "product": "camera",
    "facts": {"place_country": "US", "authorisation_route": "certification"},
}  # fmt: skip
SALES = [
    # sold in a window: prohibited before it, open inside it, not reached after it
    ("lorex", "2022-11-22", "prohibited"),
    ("lorex", "2022-12-01", "conditional: owned_by"),
    ("lorex", "2023-01-01", "not_reached"),
    ("dahua-usa", "2024-01-02", "prohibited"),
    ("dahua-usa", "2024-01-15", "conditional: owned_by"),
    ("dahua-usa", "2024-02-01", "not_reached"),
    ("imou", "2025-03-02", "prohibited"),
    ("imou", "2025-06-01", "conditional: owned_by"),
    ("imou", "2026-01-01", "not_reached"),
    # control by 60 per cent before the float, as the controlling shareholder with 48 after it
    ("ezviz", "2022-12-27", "prohibited"),
    ("ezviz", "2022-12-28", "prohibited"),
    # a majority sold down to 21.44 per cent, which is no control
    ("huachuang", "2022-10-28", "prohibited"),
    ("huachuang", "2022-10-29", "not_reached"),
]


@pytest.mark.parametrize(("company", "on", "expected"), SALES)
def test_a_rule_without_a_share_asks_for_control_on_the_day(company: str, on: str, expected: str) -> None:
    assert answer(ask(PART_A, company, on=on, **BUYING)) == expected


@pytest.mark.parametrize(
    ("company", "on", "expected"),
    [
        *[(company, on, said) for company, on, said in SALES if on > "2022-11-25"],
        ("huachuang", "2023-06-01", "prohibited"),  # 21.44 per cent is more than ten
        ("axis", "2023-06-01", "not_reached"),
    ],
)
def test_a_rule_of_more_than_ten_per_cent_asks_for_the_stake_too(company: str, on: str, expected: str) -> None:
    assert answer(ask(FCC, company, on=on, **APPLYING)) == expected


@pytest.mark.parametrize(
    ("company", "expected"),
    [
        ("dahua-europe", "prohibited"),  # wholly owned
        ("huaxiao", "prohibited"),  # 51 per cent
        ("ezviz", "not_reached"),  # controlled, with 48 per cent
        ("huachuang", "not_reached"),  # 21.44 per cent
        ("hikvision-canada", "conditional: owned_by, share"),  # controlled, the share not seen
        ("imou", "conditional: owned_by, share"),  # consolidated until some day of that year
        ("lorex", "not_reached"),
    ],
)
def test_a_rule_of_half_counts_holdings_alone(company: str, expected: str) -> None:
    facts = {"consignee_entity": company, "subject_to_ear": True, "licence_granted": False}
    asked = {"act": "export", "actor": "US:exporter", "product": "other-part", "facts": facts}
    assert answer(ask("us-bis-affiliates-50", company, on="2025-10-15", **asked)) == expected


def test_the_chain_is_a_part_of_the_path_and_its_statements_are_cited() -> None:
    verdict = ask(PART_A, "lorex", on="2022-06-01", **BUYING)
    chain = [step.says for step in verdict.path if step.kind == "controlled_by"]
    assert chain == ["Lorex is controlled by Dahua Europe", "Dahua Europe is controlled by Dahua"]
    assert "dahua-notice-2022-094" in {source.id for source in verdict.sources}


def test_inside_a_window_the_chain_says_may_be() -> None:
    verdict = ask(PART_A, "lorex", on="2022-12-01", **BUYING)
    assert "Lorex may be controlled by Dahua Europe" in [step.says for step in verdict.path]


def test_a_stake_is_shown_as_a_stake() -> None:
    verdict = ask(FCC, "huachuang", on="2023-06-01", **APPLYING)
    assert "Dahua holds 21.44 % of Huachuang" in [step.says for step in verdict.path]


SEEN = (Citation("test", "here"),)


def held(owner: str, low: float | None, high: float | None = None, **more: Any) -> Interest:
    share = None if low is None else Range(low, low if high is None else high)
    return Interest((owner,), "owns", SEEN, share=share, **more)


def judged(affiliates: Affiliates, interests: dict[str, tuple[Interest, ...]], company: str = "axis") -> str:
    """The answer of section 889 with another test of affiliates, on a graph of our own."""
    regime = dataclasses.replace(base().regimes[PART_A], affiliates=affiliates)
    asked = situation(on="2024-05-01", **BUYING)
    holder = {"manufacturer": named("manufacturer", company, base())}
    return answer(evaluate(regime, asked, holder, base(), Ownership(interests)))


TEN, HALF = Affiliates("more than 10", over_percent=10), Affiliates("half", from_percent=50, control_counts=False)
NONE_STATED = Affiliates("affiliates")


@pytest.mark.parametrize(
    ("test", "holding", "expected"),
    [
        (TEN, held("dahua", 0.10), "not_reached"),
        (TEN, held("dahua", 0.1001), "prohibited"),
        (TEN, held("dahua", 0.08, 0.12), "conditional: owned_by"),
        (TEN, held("dahua", None), "conditional: owned_by"),
        (TEN, held("dahua", 0.4, end=Window("2024-04-01", "2024-06-01")), "conditional: owned_by"),
        (TEN, held("dahua", 0.4, end=Window("2024-04-30", "2024-04-30")), "not_reached"),
        (
            TEN,
            held("dahua", 0.4, trial=True),
            "conditional: owned_by",
        ),  # said without a source: a question
        (TEN, held("dahua", 0.1, trial=True), "not_reached"),
        (HALF, held("dahua", 0.5), "prohibited"),
        (HALF, held("dahua", 0.4999), "not_reached"),
        (HALF, held("dahua", 0.45, 0.55), "conditional: owned_by, share"),
        (HALF, held("dahua", None), "conditional: owned_by, share"),
        (NONE_STATED, held("dahua", 0.51), "prohibited"),
        (NONE_STATED, held("dahua", 0.5), "not_reached"),
    ],
)
def test_both_sides_of_a_share(test: Affiliates, holding: Interest, expected: str) -> None:
    assert judged(test, {"axis": (holding,)}) == expected


def test_half_of_a_half_counts_whole_and_ten_per_cent_is_the_product() -> None:
    chain = {"axis": (held("uniview", 0.5),), "uniview": (held("dahua", 0.5),)}
    assert judged(HALF, chain) == "prohibited"
    assert judged(TEN, chain) == "prohibited"
    thin = {"axis": (held("uniview", 0.3),), "uniview": (held("dahua", 0.3),)}
    assert judged(HALF, thin) == "not_reached"
    assert judged(TEN, thin) == "not_reached"


def test_named_companies_count_together_under_a_rule_of_half_alone() -> None:
    two = {"axis": (held("dahua", 0.3), held("hikvision", 0.2))}
    assert judged(HALF, two) == "prohibited"
    assert judged(NONE_STATED, two) == "not_reached"
    assert judged(HALF, {"axis": (held("dahua", 0.3), held("uniview", 0.2))}) == "not_reached"


FCC_TEST = Affiliates("up, down and sideways", over_percent=10, reaches=("below", "above", "beside"))
OPEN_TEST = Affiliates("affiliates", may_reach=("above", "beside"))
SISTERS = {"dahua": (held("bosch", 0.2),), "axis": (held("bosch", 0.3),)}
PARENT = {"dahua": (held("axis", 0.6),)}


@pytest.mark.parametrize(
    ("test", "interests", "expected"),
    [
        (FCC_TEST, PARENT, "prohibited"),
        (FCC_TEST, {"dahua": (held("axis", 0.1),)}, "not_reached"),
        (FCC_TEST, {"dahua": (held("axis", 0.08, 0.12),)}, "conditional: owned_by"),
        (FCC_TEST, SISTERS, "prohibited"),
        (FCC_TEST, {**SISTERS, "axis": (held("bosch", 0.1),)}, "not_reached"),
        (FCC_TEST, {**SISTERS, "dahua": (held("bosch", 0.1),)}, "not_reached"),
        (FCC_TEST, {**SISTERS, "dahua": (held("bosch", 0.2, end=Window("2024-04-30", "2024-04-30")),)}, "not_reached"),
        (FCC_TEST, {**SISTERS, "axis": (held("bosch", None),)}, "conditional: owned_by"),
        # all that a state owns is no family, as far as any text read says
        (FCC_TEST, {"dahua": (held("sasac", 0.6),), "axis": (held("sasac", 0.6),)}, "conditional: rule_in_force"),
        (TEN, PARENT, "not_reached"),
        (TEN, SISTERS, "not_reached"),
        (OPEN_TEST, PARENT, "conditional: rule_in_force"),
        (OPEN_TEST, {"dahua": (held("axis", 0.4),)}, "not_reached"),
        (OPEN_TEST, {"dahua": (held("bosch", 0.6),), "axis": (held("bosch", 0.6),)}, "conditional: rule_in_force"),
        (OPEN_TEST, SISTERS, "not_reached"),
    ],
)
def test_a_tie_runs_up_and_sideways_where_the_text_says_so(
    test: Affiliates, interests: dict[str, tuple[Interest, ...]], expected: str
) -> None:
    assert judged(test, interests) == expected


@pytest.mark.parametrize(
    ("maker", "regime", "expected"),
    [
        ("cethik", FCC, "prohibited"),  # holds 36 per cent of a named one
        ("huashi-investment", FCC, "prohibited"),  # controlled by the one who controls another
        ("uniview", FCC, "not_reached"),
        ("cethik", PART_A, "conditional: rule_in_force"),
        ("hikmicro", PART_A, "conditional: owned_by"),
    ],
)
def test_parents_and_sisters_of_named_companies(maker: str, regime: str, expected: str) -> None:
    more = APPLYING if regime == FCC else BUYING
    assert answer(ask(regime, maker, on="2024-05-01", **more)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"owned_by": "hikvision", "share": 10.1}, "prohibited"),
        ({"owned_by": "hikvision", "share": 10, "control": False}, "not_reached"),
        ({"owned_by": "hikvision", "share": 10}, "conditional: control"),
        ({"owned_by": "hikvision"}, "conditional: share"),
        ({"owned_by": "hikvision", "control": True}, "prohibited"),
        ({"owned_by": "cethik", "share": 30}, "prohibited"),  # a common owner
        ({"owned_by": "cethik", "share": 10, "control": False}, "not_reached"),
        ({"owned_by": "ezviz", "share": 30}, "prohibited"),  # held through a company that is controlled
        ({"owned_by": "sasac", "share": 30}, "conditional: rule_in_force"),
        ({"owned_by": "transinfo", "share": 100}, "not_reached"),
        ({"owned_by": "other", "share": 100}, "not_reached"),
    ],
)
def test_a_stated_owner_is_looked_at_up_and_sideways(facts: dict[str, Any], expected: str) -> None:
    asked = {**APPLYING, "facts": {**APPLYING["facts"], **facts}}
    assert answer(ask(FCC, "unlisted-other", on="2024-05-01", **asked)) == expected


def test_a_need_beyond_those_that_would_do_is_not_asked_for() -> None:
    facts = {"place_country": "US"}  # neither route nor owner: the owner alone decides, since the purpose is stated
    asked = {**APPLYING, "facts": facts}
    assert answer(ask(FCC, "hikmicro", on="2024-05-01", **asked)) == "conditional: owned_by"
