"""What the form of a regime can say beyond the regimes that are there: dates, countries, regions, shares, listings."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from whomade.judge import Holder, evaluate, holders_of, named
from whomade.model import (
    Actor,
    Actors,
    Affiliates,
    Attribution,
    Exemption,
    Level,
    Named,
    NextCheck,
    Period,
    Regime,
    Rule,
    Situation,
)
from whomade.model.interest import Interest, Window
from whomade.ownership import Ownership
from whomade.testing import cited, knowledge_of

from .asking import answer

BASE = knowledge_of()
RULE = Rule("one", "prohibited", "nobody may have it", "section 1", cited(), Period("2020-05-01"), acts=("keep-using",))
REGIME = Regime(
    "xx-act", "The Act", "XX", "Council", "The Act", "all", "a fine", ("manufacturer",), (RULE,), cited(),
    NextCheck("2027-01-01", "changes"), named=(Named("northlens", "Northlens Co.", cited()),),
)  # fmt: skip
CASE = Situation("keep-using", "2024-05-01", Actor("XX", None, "company"))


def said(regime: Regime = REGIME, maker: str = "northlens", base: Any = BASE, **change: Any) -> str:
    holder = named("manufacturer", maker, base)
    return answer(
        evaluate(
            regime, dataclasses.replace(CASE, **change), {"manufacturer": holder}, base, Ownership.of(base.entities)
        )
    )


def with_rule(**change: Any) -> Regime:
    return dataclasses.replace(REGIME, rules=(dataclasses.replace(RULE, **change),))


@pytest.mark.parametrize(
    ("acquired", "expected"),
    [
        ("2023-12-21", "not_reached"), ("2023-12-22", "prohibited"), ("2023-11", "not_reached"),
        ("2023-12", "conditional: acquired_on"), ("2023", "conditional: acquired_on"), ("2024", "prohibited"),
        (None, "conditional: acquired_on"),
    ],
)  # fmt: skip
def test_a_part_of_a_date_that_lies_on_both_sides_leaves_the_answer_open(acquired: str | None, expected: str) -> None:
    regime = with_rule(dates={"acquired_on": Period("2023-12-22")})
    assert said(regime, acquired_on=acquired) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2020-04", "not_reached"), ("2020-05", "prohibited"), ("2020", "conditional: on"), ("2021", "prohibited")],
)
def test_the_day_of_the_act_may_be_a_period_too(on: str, expected: str) -> None:
    assert said(on=on) == expected


def test_a_date_among_the_facts_is_asked_like_one() -> None:
    regime = with_rule(dates={"contract_signed": Period("2026-06-30")})
    assert said(regime, facts={"contract_signed": "2026-06-29"}) == "not_reached"
    assert said(regime, facts={"contract_signed": "2026-06-30"}) == "prohibited"
    assert said(regime) == "conditional: contract_signed"


def test_a_region_is_asked_where_a_law_is_a_regions() -> None:
    regime = with_rule(actors=Actors("XX", "XX-N", ("company",)))
    assert said(regime, actor=Actor("XX", "XX-N", "company")) == "prohibited"
    assert said(regime, actor=Actor("XX", "XX-S", "company")) == "not_reached"
    assert said(regime) == "conditional: actor"


@pytest.mark.parametrize("act", ["authorise", "market", "import", "buy"])
@pytest.mark.parametrize(
    ("country", "place", "stated", "expected"),
    [
        ("YY", "unknown", None, "conditional: place_country"), ("YY", "unknown", "XX", "prohibited"),
        ("YY", "unknown", "YY", "not_reached"), ("XX", "unknown", None, "prohibited"),
        ("XX", "unknown", "YY", "not_reached"), ("XX", "abroad", None, "conditional: place_country"),
        (None, "unknown", None, "conditional: place_country"),
    ],
)  # fmt: skip
def test_who_acts_on_a_market_from_abroad_has_not_said_which_market(
    act: str, country: str | None, place: str, stated: str | None, expected: str
) -> None:
    words = dataclasses.replace(BASE.situations, across=("authorise", "market", "import"))
    regime = with_rule(acts=(act,), place_country="XX")
    if act == "buy" and (country, stated) == ("YY", None):
        expected = "not_reached"  # a purchase is made where the buyer is
    facts = {} if stated is None else {"place_country": stated}
    change: dict[str, Any] = {"act": act, "actor": Actor(country, None, "company"), "place": place, "facts": facts}
    assert said(regime, base=dataclasses.replace(BASE, situations=words), **change) == expected


@pytest.mark.parametrize(
    ("product", "is_so", "expected"),
    [
        ("service", True, "not_reached"), ("service", False, "prohibited"), ("camera", True, "prohibited"),
        ("unknown", True, "not_reached"), ("unknown", False, "prohibited"),
    ],
)  # fmt: skip
def test_an_exception_frees_the_products_of_which_it_speaks(product: str, is_so: bool, expected: str) -> None:
    regime = with_rule(frees={"waiver_granted": Exemption(value=True, products=("service",), provision="section 2")})
    assert said(regime, product=product, facts={"waiver_granted": is_so}) == expected


def test_an_exception_is_cited_where_it_stands() -> None:
    regime = with_rule(frees={"waiver_granted": Exemption(value=True, provision="section 2")})
    case = dataclasses.replace(CASE, facts={"waiver_granted": True})
    verdict = evaluate(
        regime, case, {"manufacturer": named("manufacturer", "northlens", BASE)}, BASE, Ownership.of(BASE.entities)
    )
    assert verdict.why == "An exception is established: waiver_granted is true (section 2)."


def test_products_may_be_named_by_those_left_out() -> None:
    regime = with_rule(not_products=("securities",))
    assert [said(regime, product=product) for product in ("securities", "camera", "unknown")] == [
        "not_reached", "prohibited", "prohibited",
    ]  # fmt: skip


def test_a_listing_has_a_first_and_a_last_day() -> None:
    listing = Named("northlens", "Northlens Co.", cited(), period=Period("2023-01-26", "2024-12-31"))
    regime = dataclasses.replace(REGIME, named=(listing,))
    days = ("2023-01-25", "2023-01-26", "2024-12-31", "2025-01-01", "2023-01")
    assert [said(regime, on=day) for day in days] == [
        "not_reached", "prohibited", "prohibited", "not_reached", "conditional: on",
    ]  # fmt: skip


def controls(owner: str, start: str = "", end: str = "") -> Interest:
    return Interest((owner,), "controls", cited(), start=Window(start, start), end=Window(end, end))


def test_a_company_is_reached_while_a_named_one_controls_it() -> None:
    owned = dataclasses.replace(BASE.entities["pelagic"], held_by=(controls("northlens", "2018-02-06", "2022-11"),))
    base = dataclasses.replace(BASE, entities={**BASE.entities, "pelagic": owned})
    regime = dataclasses.replace(REGIME, affiliates=Affiliates("its subsidiaries"))
    days = ("2022-11-30", "2022-12-01", "2022-11", "2022-12")
    assert [said(regime, maker="pelagic", base=base, on=day) for day in days] == [
        "prohibited", "not_reached", "prohibited", "not_reached",
    ]  # fmt: skip
    assert said(regime, maker="pelagic", base=base, on="2022") == "conditional: on"
    assert said(maker="pelagic", base=base, on="2022-11-30") == "not_reached"  # the text says nothing of subsidiaries


def test_companies_that_control_one_another_are_walked_once() -> None:
    ring = {
        name: dataclasses.replace(BASE.entities[name], held_by=(controls(other),))
        for name, other in (("pelagic", "meridian"), ("meridian", "pelagic"))
    }
    assert said(maker="pelagic", base=dataclasses.replace(BASE, entities={**BASE.entities, **ring})) == "not_reached"


@pytest.mark.parametrize(
    ("share", "expected"), [(49.9, "not_reached"), (50, "prohibited"), (None, "conditional: share")]
)
def test_a_share_may_be_met_or_exceeded(share: float | None, expected: str) -> None:
    regime = dataclasses.replace(REGIME, affiliates=Affiliates("half of it", from_percent=50))
    facts = {"owned_by": "northlens", "control": False} | ({} if share is None else {"share": share})
    assert said(regime, "unlisted-other", facts=facts) == expected


def test_a_rule_that_asks_no_maker_needs_none() -> None:
    regime = dataclasses.replace(with_rule(only_if={"er_certificate": False}), named=(), asks_maker=False)
    assert said(regime, "unknown", facts={"er_certificate": False}) == "prohibited"
    assert said(regime, "unknown", facts={"er_certificate": True}) == "not_reached"
    assert said(regime, "unknown") == "conditional: er_certificate"


def test_nobody_is_undetermined_where_no_maker_could_be_reached() -> None:
    listing = Named("northlens", "Northlens Co.", cited(), purpose_test=True)
    regime = dataclasses.replace(with_rule(purposes=("public-safety",)), named=(listing,))
    assert said(regime, "unknown", purpose="research", facts={"purpose_established": True}) == "not_reached"
    assert said(regime, "unknown", purpose="research") == "undetermined"


def test_what_is_forbidden_stands_before_what_is_advised() -> None:
    advice = dataclasses.replace(RULE, id="two", says="advised_against", places=("home",))
    ban = dataclasses.replace(RULE, places=("school",))
    regime = dataclasses.replace(REGIME, rules=(advice, ban))
    assert [said(regime, place=place) for place in ("home", "school", "street", "unknown")] == [
        "advised_against", "prohibited", "not_reached", "conditional: place",
    ]  # fmt: skip


def attribution(maker: str | None, level: Level, role: str = "manufacturer") -> Attribution:
    return Attribution(role, maker, maker, 0.93, level)


@pytest.mark.parametrize(
    ("maker", "level", "held"),
    [
        ("northlens", Level.CONFIRMED, "northlens"), ("northlens", Level.PROBABLE, "northlens"),
        ("northlens", Level.POSSIBLE, "unknown"), ("northlens", Level.UNDETERMINED, "unknown"),
        (None, Level.UNDETERMINED, "unknown"), ("self", Level.PROBABLE, "unknown"),
        ("nobody", Level.PROBABLE, "unknown"),
    ],
)  # fmt: skip
def test_a_maker_is_established_from_probable_on(maker: str | None, level: Level, held: str) -> None:
    holder = holders_of({"manufacturer": attribution(maker, level)}, BASE)["manufacturer"]
    assert holder.maker == held


def test_the_brands_own_company_is_known_where_the_brands_row_says_who_it_is() -> None:
    roles = {
        "manufacturer": attribution("self", Level.PROBABLE),
        "brand": attribution("northlens", Level.PROBABLE, "brand"),
    }
    assert holders_of(roles, BASE)["manufacturer"].maker == "northlens"
    roles["brand"] = attribution("northlens", Level.POSSIBLE, "brand")
    assert holders_of(roles, BASE)["manufacturer"].maker == "unknown"


def test_an_unknown_holder_is_named_by_nobody() -> None:
    step = Holder("manufacturer", "unknown", level=Level.POSSIBLE).step()
    assert step.says == "the manufacturer is not established: level possible, a rule asks for probable"
