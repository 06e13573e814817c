"""Cases out of the regimes themselves: from a situation in which a rule bites, one change at a time.

What is expected is worked out here from the words of the rule, not by asking the judge.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

from .asking import base
from .generated import (
    NOBODY_NAMED,
    PARTS,
    SUPPLIERS,
    biting,
    company,
    day_after,
    day_before,
    first_of,
    is_named,
    merged,
    parts_as_asked,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Exemption, Regime, Rule

NOT_REACHED = "not_reached"


class Generated(NamedTuple):
    """A rule alone, the words of a case, and what it must say; `needs` must be among what it needs."""

    regime: Regime
    label: str
    words: dict[str, Any]
    expected: str
    needs: tuple[str, ...] = ()


def every() -> Iterator[Generated]:
    """Every case of every rule of the base."""
    for regime in base().regimes.values():
        for rule in regime.rules:
            alone = dataclasses.replace(regime, rules=(rule,))
            for label, change, expected, needs in _sides(alone, rule):
                words = merged(biting(regime, rule), change)
                yield Generated(alone, f"{regime.id}/{rule.id}: {label}", words, expected, needs)


Side = tuple[str, dict[str, Any], str, tuple[str, ...]]


def _sides(regime: Regime, rule: Rule) -> Iterator[Side]:
    words = biting(regime, rule)
    yield "bites", {}, rule.says, ()
    yield from _days(regime, rule)
    yield from _acts(rule)
    yield from _actors(rule, words["on"])
    yield from _places(rule)
    yield from _products(rule)
    yield from _facts(rule, words)
    yield from _exceptions(rule, words)
    if regime.asks_maker:
        yield from _makers(regime, rule, words)
        yield from _purposes(regime, rule, words)


def _days(regime: Regime, rule: Rule) -> Iterator[Side]:
    yield "the day before", {"on": day_before(rule.period.start)}, NOT_REACHED, ()
    if not _is_vague(regime, rule):
        yield "the first day", {"on": rule.period.start}, rule.says, ()
    if rule.period.end:
        yield "the last day", {"on": rule.period.end}, rule.says, ()
        yield "the day after", {"on": day_after(rule.period.end)}, NOT_REACHED, ()
    for period in rule.doubt:
        for day in sorted({period.start, period.end} - {""}):
            yield f"in doubt on {day}", {"on": day, "facts": {"rule_in_force": None}}, "conditional", ("rule_in_force",)
            yield f"not in force on {day}", {"on": day, "facts": {"rule_in_force": False}}, NOT_REACHED, ()
            yield f"in force on {day}", {"on": day, "facts": {"rule_in_force": True}}, rule.says, ()
    for name, period in rule.dates.items():
        is_own = name == "acquired_on"
        for label, value, expected in (
            ("before", period.start and day_before(whole(period.start)), NOT_REACHED),
            ("after", period.end and day_after(whole(period.end, last=True)), NOT_REACHED),
        ):
            if value:
                yield f"{name} {label}", {name: value} if is_own else {"facts": {name: value}}, expected, ()
        yield f"{name} missing", {name: None} if is_own else {"facts": {name: None}}, "conditional", (name,)


def _is_vague(regime: Regime, rule: Rule) -> bool:
    """Whether on the rule's first day its force, or that anybody is named, is not beyond doubt."""
    first = rule.period.start
    certain = [x for x in regime.named if is_named(x, first) and len(x.period.start) in (0, 10)]
    return (bool(regime.named) and company(regime, first) != biting(regime, rule).get("maker")) or (
        bool(regime.named) and not certain
    ) or any(period.start <= first for period in rule.doubt)  # fmt: skip


def _acts(rule: Rule) -> Iterator[Side]:
    for act in rule.acts:
        yield f"act {act}", {"act": act}, rule.says, ()
    for act in sorted(set(base().situations.acts) - set(rule.acts))[:3]:
        yield f"another act, {act}", {"act": act}, NOT_REACHED, ()


def _actors(rule: Rule, on: str) -> Iterator[Side]:
    bound = rule.actors
    some = {
        kind for x in rule.frees.values() for kind, p in x.perhaps if p.end and p.start <= on <= whole(p.end, last=True)
    }
    where = bound.region or bound.country or rule.place_country or "US"
    if bound.country:
        kind = bound.kinds[0] if bound.kinds else "company"
        yield "another country", {"actor": f"SE:{kind}"}, NOT_REACHED, ()
        yield "nobody stated", {"actor": None}, "conditional", ("actor",)
        if bound.region:
            yield "another region", {"actor": f"{bound.country}-ZZ:{kind}"}, NOT_REACHED, ()
            yield "no region", {"actor": f"{bound.country}:{kind}"}, "conditional", ("actor",)
    for kind in sorted({*bound.kinds} - some):
        yield f"actor {kind}", {"actor": f"{where}:{kind}"}, rule.says, ()
    for kind in bound.unclear if bound.level else ():
        actor = {"actor": f"{where}:{kind}"}
        yield f"{kind} of the level", {**actor, "facts": {"actor_level": bound.level}}, rule.says, ()
        other = "local" if bound.level != "local" else "state"
        yield f"{kind} of another level", {**actor, "facts": {"actor_level": other}}, NOT_REACHED, ()
        yield f"{kind} of no level", actor, "conditional", ("actor_level",)
    if bound.kinds and "consumer" not in bound.kinds:
        yield "a consumer", {"actor": f"{where}:consumer"}, NOT_REACHED, ()
    for region in bound.not_regions:
        yield f"not in {region}", {"actor": f"{region}:{bound.kinds[0]}"}, NOT_REACHED, ()
    for name, exempt in bound.not_if.items():
        facts = {name: exempt.value, **exempt.also}
        yield f"not an actor with {name}", {"facts": facts}, NOT_REACHED, ()
        for other in exempt.also:
            yield f"{other} missing", {"facts": {**facts, other: None}}, "conditional", (other,)


def _places(rule: Rule) -> Iterator[Side]:
    for place in rule.places:
        yield f"place {place}", {"place": place}, rule.says, ()
    if rule.places or rule.not_places:
        outside = rule.not_places[0] if rule.not_places else "open-land"
        yield "another place", {"place": outside}, NOT_REACHED, ()
        yield "no place", {"place": "unknown"}, "conditional", ("place",)
    if rule.place_country:
        yield "another market", {"facts": {"place_country": "SE"}}, NOT_REACHED, ()
        abroad = {"actor": "SE:company", "facts": {"place_country": None}}
        if rule.acts[0] in base().situations.across:
            yield "no market stated", abroad, "conditional", ("place_country",)


def _products(rule: Rule) -> Iterator[Side]:
    for product in rule.products:
        yield f"product {product}", {"product": product}, rule.says, ()
    for product in rule.not_products:
        yield f"not {product}", {"product": product}, NOT_REACHED, ()
    if rule.products:
        yield "another product", {"product": "securities"}, NOT_REACHED, ()
        yield "no product", {"product": "unknown"}, "conditional", ("product",)


def _facts(rule: Rule, words: dict[str, Any]) -> Iterator[Side]:
    for name, wanted in {**rule.only_if, **rule.then_if}.items():
        yield f"{name} missing", {"facts": {name: None}}, "conditional", (name,)
        for value in wanted if isinstance(wanted, tuple) else (wanted,):
            yield f"{name} {value}", {"facts": {name: value}}, rule.says, ()
        yield f"{name} otherwise", {"facts": {name: _other(name, wanted)}}, NOT_REACHED, ()
    if rule.unless:
        everything = {name: first_of(value) for name, value in rule.unless.items()}
        yield "all that is asked", {"facts": everything}, NOT_REACHED, ()
        for name in rule.unless:
            yield f"{name} not so", {"facts": {**everything, name: words["facts"][name]}}, rule.says, ()
            yield f"{name} missing", {"facts": {**everything, name: None}}, "conditional", (name,)


def _other(name: str, wanted: Any) -> Any:
    """A value of a fact that is not wanted."""
    values = base().situations.facts[name].values
    if values:
        return next(value for value in values if value not in (wanted if isinstance(wanted, tuple) else (wanted,)))
    return not wanted if isinstance(wanted, bool) else {"entity": "other", "country": "SE"}[
        base().situations.facts[name].type
    ]  # fmt: skip


def _exceptions(rule: Rule, words: dict[str, Any]) -> Iterator[Side]:
    for name, exempt in rule.frees.items():
        facts = {name: exempt.value, **exempt.also}
        meant = _meant(exempt, words)
        if meant is None:
            continue
        yield f"{name} frees", {**meant, "facts": facts}, NOT_REACHED, ()
        if name not in {**rule.then_if, **rule.only_if}:
            yield f"{name} otherwise", {"facts": {name: _other(name, exempt.value)}}, rule.says, ()
        for other in exempt.also:
            not_so = {**meant, "facts": {**facts, other: _other(other, exempt.also[other])}}
            yield f"{name} without {other}", not_so, rule.says, ()
            if exempt.purposes:
                yield f"{other} missing", {**meant, "facts": {**facts, other: None}}, "conditional", (other,)
        for kind, period in exempt.perhaps:
            if not period.end:
                yield f"{name} perhaps, {kind}", {"facts": {name: None}}, "conditional", (name,)
                continue
            where = rule.actors.region or rule.actors.country
            given = {"actor": f"{where}:{kind}"}
            yield f"{name} perhaps", {**given, "on": whole(period.end, last=True)}, "conditional", (name,)
            yield f"{name} no longer", {**given, "on": day_after(whole(period.end, last=True))}, rule.says, ()
        if name in base().situations.announces["exception_requested"]:
            asked = {"facts": {"exception_requested": True}}
            yield f"{name} asked for", asked, "conditional", (name, *exempt.also)


def _meant(exempt: Exemption, words: dict[str, Any]) -> dict[str, Any] | None:
    """What must be changed for an exception to speak of the case; None where the rest of the rule would not bite."""
    change: dict[str, Any] = {}
    if exempt.products and words["product"] not in exempt.products:
        change["product"] = exempt.products[0]
    if exempt.purposes:
        change["purpose"] = exempt.purposes[0]
    return change


def _makers(regime: Regime, rule: Rule, words: dict[str, Any]) -> Iterator[Side]:
    role = (rule.roles or regime.roles)[0]
    if role == "supplier":
        name = (rule.holder or SUPPLIERS)[0]
        yield "somebody else supplies", {"facts": {name: NOBODY_NAMED}}, NOT_REACHED, ()
        yield "no supplier stated", {"facts": {name: None}}, "conditional", (name,)
        return
    if role in PARTS:
        yield "a part of somebody else", {"facts": {"component_maker": "ambarella"}}, NOT_REACHED, ()
        yield "whose part is not stated", {"facts": {"component_maker": None}}, "conditional", ("component_maker",)
        return
    yield "a maker that is not named", {"maker": NOBODY_NAMED}, NOT_REACHED, ()
    yield "no maker established", {"maker": "unknown"}, "undetermined", ()
    yield "the maker is taken back", {"facts": {"producer_established": False}}, "undetermined", ()
    yield "another brand", {"facts": {"brand": "Nordvik", "brand_entity": NOBODY_NAMED}}, rule.says, ()
    for listing in regime.named:
        if is_named(listing, words["on"]) and not listing.products and len(listing.period.start) in (0, 10):
            yield f"maker {listing.maker}", {"maker": listing.maker}, rule.says, ()
    yield from _listing_days(regime, rule)
    yield from _parts(regime, rule, words)
    yield from _shares(regime, rule, words)


def _listing_days(regime: Regime, rule: Rule) -> Iterator[Side]:
    """Both sides of the first day of a naming, where the rule is in force on both."""
    for listing in regime.named:
        first = listing.period.start
        others = [x for x in regime.named if x.maker == listing.maker and x is not listing]
        if len(first) == 10 and first > rule.period.start and not rule.period.end and listing.seen and not others:
            confirmed = {"facts": {"rule_in_force": True}} if rule.doubt else {}
            yield f"{listing.maker} named", {"maker": listing.maker, "on": first, **confirmed}, rule.says, ()
            yield f"{listing.maker} not yet", {"maker": listing.maker, "on": day_before(first)}, NOT_REACHED, ()


def _parts(regime: Regime, rule: Rule, words: dict[str, Any]) -> Iterator[Side]:
    maker = next((x.maker for x in regime.named if is_named(x, words["on"]) and x.purpose_test), None)
    maker = maker or next((x.maker for x in regime.named if is_named(x, words["on"])), None)
    for role, part in PARTS.items():
        if maker is None or role not in (rule.roles or regime.roles):
            continue
        asked = {"component": part, "component_maker": maker, **parts_as_asked(rule)}
        bites = {"maker": NOBODY_NAMED, "facts": asked}
        yield f"a {part}", bites, rule.says, ()
        yield f"a {part} of somebody else", {**bites, "facts": {**asked, "component_maker": "other"}}, NOT_REACHED, ()
        for name, value in parts_as_asked(rule).items():
            yield f"a {part}, {name} missing", {**bites, "facts": {**asked, name: None}}, "conditional", (name,)
            yield f"a {part}, {name} not so", {**bites, "facts": {**asked, name: not value}}, NOT_REACHED, ()


def _shares(regime: Regime, rule: Rule, words: dict[str, Any]) -> Iterator[Side]:
    test = regime.affiliates
    owned = {"owned_by": company(regime, words["on"])}
    maker = {"maker": "unlisted-other"}
    if test is None or test.test == "named":
        if regime.named:
            yield "a subsidiary", {**maker, "facts": {**owned, "share": 100, "control": True}}, NOT_REACHED, ()
        return
    at, over = test.from_percent, 50 if test.over_percent is None else test.over_percent
    enough, short = (at, at - 0.1) if at is not None else (over + 0.1, over)
    yield f"owned to {enough}", {**maker, "facts": {**owned, "share": enough}}, rule.says, ()
    low = {**owned, "share": short}
    yield f"owned to {short}", {**maker, "facts": {**low, "control": False}}, NOT_REACHED, ()
    yield "no share stated", {**maker, "facts": owned}, "conditional", ("share",)
    if test.control_counts:
        yield "controlled", {**maker, "facts": {**low, "control": True}}, rule.says, ()
        yield "control not stated", {**maker, "facts": low}, "conditional", ("control",)
    for country in test.not_countries:
        facts = {**owned, "share": 100, "maker_country": country}
        yield f"a company of {country}", {**maker, "facts": facts}, NOT_REACHED, ()


def _purposes(regime: Regime, rule: Rule, words: dict[str, Any]) -> Iterator[Side]:
    for purpose in rule.purposes:
        yield f"purpose {purpose}", {"purpose": purpose}, rule.says, ()
    if not rule.purposes or not any(x.purpose_test for x in regime.named if x.maker == words["maker"]):
        return
    shown = {"purpose": "research", "facts": {"purpose_established": True}}
    yield "no purpose", {"purpose": "unknown"}, "conditional", ("purpose",)
    yield "another purpose, shown", shown, NOT_REACHED, ()
    yield "another purpose", {"purpose": "research"}, "conditional", ("purpose_established",)
    for name, value in rule.purpose_settled_by.items():
        yield f"{name} settles it", {"purpose": "unknown", "facts": {name: value}}, NOT_REACHED, ()
