"""What holds in every situation that the words can describe."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from whomade.judge import Holder, evaluate, holders_of, named
from whomade.model import Actor, Attribution, Level, Situation, Status

from .asking import base, owners, situation
from .generated import biting, day_after

if TYPE_CHECKING:
    from whomade.model import Fact

WORDS = base().situations
REGIMES = sorted(base().regimes)
ASKING = sorted(id_ for id_, regime in base().regimes.items() if regime.asks_maker)
"""Regimes whose answer hangs on a maker; others forbid whoever made the device."""
RULED = [regime for regime in REGIMES if base().regimes[regime].rules]
MAKERS = ("unknown", "unlisted-other", "hikvision", "dahua", "huawei", "zte", "hytera", "uniview", "axis", "ezviz")
NAMES_SOMEBODY = (
    "component_maker",
    "contractor_entity",
    "bidder_entity",
    "seller_entity",
    "consignee_entity",
    "maker_entity",
)
"""Facts that say who holds a role: with one of them the maker of the product is not the only one who is asked for."""

APART = frozenset(
    {"exception_requested", "producer_established", "privately_run", *NAMES_SOMEBODY} - {"component_maker"}
)
"""Facts apart: they only announce an exception, or take back who made the device. A body counts as public unless it is
said to be privately run, and only then is it asked whose money it has. Who
else is named is another case, not less of one."""
FURTHER = """owned_by share control component component_maker actor_level maker_country purpose_established
rule_in_force
producer_established exception_requested place_country contract_signed component_list_complete
public_funds""".split()  # noqa: SIM905  a list to be read
"""Facts that are asked beside those which a rule names."""


def values(fact: Fact) -> st.SearchStrategy[str | bool | float]:
    if fact.values:
        return st.sampled_from(fact.values)
    return {
        "boolean": st.booleans(),
        "number": st.floats(0, 100),
        "country": st.sampled_from(["US", "GB", "AU", "CN", "TW"]),
        "entity": st.sampled_from(["hikvision", "hisilicon", "axis", "ezviz", "sasac", "other"]),
        "date": st.sampled_from(["2020-01-15", "2026-06-29", "2026-06-30", "2027-07-01"]),
    }.get(fact.type, st.just("2021"))


FACTS = st.fixed_dictionaries({}, optional={name: values(fact) for name, fact in WORDS.facts.items()})
SITUATIONS = st.builds(
    Situation,
    act=st.sampled_from(sorted(WORDS.acts)),
    on=st.dates().map(lambda day: f"20{day.year % 20 + 15}-{day.month:02}-{day.day:02}"),
    actor=st.builds(
        Actor, country=st.sampled_from([None, "US", "GB", "AU", "CN"]), kind=st.sampled_from(sorted(WORDS.actor_kinds))
    ),
    place=st.sampled_from(sorted(WORDS.places)),
    purpose=st.sampled_from(sorted(WORDS.purposes)),
    product=st.sampled_from(sorted(WORDS.products)),
    facts=FACTS,
)


def near(regime: str) -> st.SearchStrategy[Situation]:
    """Situations in which a rule has a chance to bite: acts, actors, places and dates of the regime itself."""
    rules = base().regimes[regime].rules
    acts = sorted({act for rule in rules for act in rule.acts} or {"buy"})
    regions = sorted({rule.actors.region or "" for rule in rules} or {""})
    kinds = sorted({kind for rule in rules for kind in (*rule.actors.kinds, *rule.actors.unclear)} or {"manufacturer"})
    places = sorted({place for rule in rules for place in rule.places} | {"market", "unknown", "street"})
    country = base().regimes[regime].country
    return st.builds(
        lambda s, act, kind, place, year, region: dataclasses.replace(
            s, act=act, actor=Actor(country, region or None, kind), place=place, on=f"{year}{s.on[4:]}"
        ),
        SITUATIONS, st.sampled_from(acts), st.sampled_from(kinds), st.sampled_from(places), st.integers(2019, 2028),
        st.sampled_from(regions),
    )  # fmt: skip


def asked_of(regimes: list[str]) -> st.SearchStrategy[tuple[str, Situation]]:
    return st.sampled_from(regimes).flatmap(
        lambda regime: st.tuples(st.just(regime), st.one_of(SITUATIONS, near(regime)))
    )


ASKED = asked_of(REGIMES)


def status(regime: str, situation: Situation, maker: str) -> Status:
    holder = named("manufacturer", maker, base())
    return evaluate(base().regimes[regime], situation, {"manufacturer": holder}, base(), owners()).status


@given(ASKED, st.sampled_from(MAKERS), st.sampled_from(["Nordvik", "Hikvision", "Axis"]))
def test_the_brand_never_changes_a_verdict(asked: tuple[str, Situation], maker: str, brand: str) -> None:
    regime, situation = asked
    facts = {name: value for name, value in situation.facts.items() if name not in ("brand", "brand_entity")}
    bare = dataclasses.replace(situation, facts=facts)
    branded = dataclasses.replace(situation, facts={**facts, "brand": brand, "brand_entity": "hikvision"})
    assert status(regime, bare, maker) == status(regime, branded, maker)


@given(asked_of(ASKING))
def test_an_unknown_maker_is_never_prohibited(asked: tuple[str, Situation]) -> None:
    regime, situation = asked
    assume(not situation.facts.keys() & set(NAMES_SOMEBODY))
    assert status(regime, situation, "unknown") is not Status.PROHIBITED


@st.composite
def open_cases(draw: st.DrawFn) -> tuple[str, Situation, str]:
    """Cases in which a regime forbids, with some of their words taken away and facts that it asks for added."""
    regime = draw(st.sampled_from(RULED))
    words = biting(base().regimes[regime], draw(st.sampled_from(base().regimes[regime].rules)))
    maker = draw(st.sampled_from([words.pop("maker"), *MAKERS]))
    for name in draw(st.sets(st.sampled_from(["actor", "place", "purpose", "product"]))):
        words.pop(name, None)
    rules = base().regimes[regime].rules
    parts = [part for rule in rules for part in (
        rule.frees, rule.only_if, rule.parts, rule.purpose_settled_by, rule.then_if, rule.unless, rule.actors.not_if,
        *(exempt.also for exempt in rule.frees.values()),
    )]  # fmt: skip
    asked = {*FURTHER, *(name for part in parts for name in part), *(name for rule in rules for name in rule.holder)}
    facts = draw(st.fixed_dictionaries({}, optional={name: values(WORDS.facts[name]) for name in sorted(asked)}))
    return regime, situation(**{**words, "facts": {**words.get("facts", {}), **facts}}), maker


@settings(max_examples=300)
@given(open_cases())
def test_taking_a_fact_away_never_makes_what_was_open_forbidden(case: tuple[str, Situation, str]) -> None:
    regime, asked, maker = case
    if status(regime, asked, maker) is Status.CONDITIONAL:
        for name in asked.facts.keys() - APART:
            rest = {other: value for other, value in asked.facts.items() if other != name}
            assert status(regime, dataclasses.replace(asked, facts=rest), maker) is not Status.PROHIBITED


@given(ASKED, st.sampled_from(MAKERS))
def test_before_its_first_day_no_regime_reaches_anything(asked: tuple[str, Situation], maker: str) -> None:
    regime, situation = asked
    start = base().regimes[regime].start
    early = dataclasses.replace(situation, on=min(situation.on, f"{int(start[:4]) - 1}-12-31"))
    assert status(regime, early, maker) is Status.NOT_REACHED


@given(ASKED, st.sampled_from(MAKERS))
def test_needs_stand_with_conditional_alone_and_everything_is_cited(asked: tuple[str, Situation], maker: str) -> None:
    regime, situation = asked
    holder = named("manufacturer", maker, base())
    verdict = evaluate(base().regimes[regime], situation, {"manufacturer": holder}, base(), owners())
    assert bool(verdict.needs) == (verdict.status is Status.CONDITIONAL)
    assert verdict.provision
    assert verdict.sources
    assert verdict.path
    assert not set(verdict.needs) - {*WORDS.facts, "actor", "place", "purpose", "product", "on", "acquired_on"}


@given(
    asked_of(ASKING), st.sampled_from(MAKERS), st.floats(0.5, 1), st.sampled_from([Level.UNDETERMINED, Level.POSSIBLE])
)
def test_a_maker_that_is_only_possible_is_never_prohibited(
    asked: tuple[str, Situation], maker: str, probability: float, level: Level
) -> None:
    regime, situation = asked
    assume(not situation.facts.keys() & set(NAMES_SOMEBODY))
    role = Attribution("manufacturer", maker, maker, probability, level)
    verdict = evaluate(base().regimes[regime], situation, holders_of({"manufacturer": role}, base()), base(), owners())
    assert verdict.status is not Status.PROHIBITED
    assert verdict.probability is None


@given(st.sampled_from(RULED), st.data())
def test_a_rule_with_an_end_stops_on_its_day(regime: str, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(base().regimes[regime].rules))
    last = "2026-12-31"
    ended = dataclasses.replace(rule, period=rule.period._replace(end=last), doubt=())
    words = biting(base().regimes[regime], ended)
    if words["on"] > last:
        last = words["on"]
        ended = dataclasses.replace(ended, period=rule.period._replace(end=last))
    alone = dataclasses.replace(base().regimes[regime], rules=(ended,))
    holder = {"manufacturer": named("manufacturer", words.pop("maker"), base())}
    verdicts = [
        evaluate(alone, situation(**{**words, "on": day}), holder, base(), owners()).status
        for day in (last, day_after(last))
    ]
    assert verdicts == [Status(rule.says), Status.NOT_REACHED]


@given(ASKED, st.sampled_from(MAKERS[2:]), st.floats(0.9, 1))
def test_the_probability_is_the_attributions_whatever_the_status(
    asked: tuple[str, Situation], maker: str, probability: float
) -> None:
    regime, situation = asked
    holder = Holder("manufacturer", maker, base().entities[maker].name, probability, Level.PROBABLE)
    verdict = evaluate(base().regimes[regime], situation, {"manufacturer": holder}, base(), owners())
    assert verdict.probability in (probability, None)
