"""For each rule of the base a situation in which it bites, worked out from its words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whomade.model import Named, Regime, Rule

PARTS = {"soc_maker": "soc", "module_maker": "radio-module", "component_maker": "memory-chip"}
SUPPLIERS = ("contractor_entity", "bidder_entity", "seller_entity")
NOBODY_NAMED = "axis"
"""A maker that no rule names, under the law of a country that no rule speaks of."""


def merged(words: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Words with a change: facts are added, and one that is None is taken away."""
    facts = {**words["facts"], **change.get("facts", {})}
    found = {**words, **change, "facts": {name: value for name, value in facts.items() if value is not None}}
    return {name: value for name, value in found.items() if value is not None}


def biting(regime: Regime, rule: Rule) -> dict[str, Any]:
    """The words of a case in which a rule bites."""
    on = _clear_day(regime, rule)
    facts: dict[str, Any] = {name: first_of(value) for name, value in {**rule.only_if, **rule.then_if}.items()}
    for name, value in rule.unless.items():
        facts[name] = not value if isinstance(value, bool) else "other"
    for name, exempt in rule.frees.items():
        if any(not period.end for _, period in exempt.perhaps):
            facts[name] = not exempt.value
        if exempt.also and facts.get(name) == exempt.value:  # the rule asks for the half of its own exception
            facts.update({other: not value for other, value in exempt.also.items()})
    if rule.place_country:
        facts["place_country"] = rule.place_country
    if any(period.start <= on <= (period.end or on) for period in rule.doubt) or not _seen(regime):
        facts["rule_in_force"] = True
    facts.update({name: period.start or period.end for name, period in rule.dates.items() if name != "acquired_on"})
    return {
        "act": rule.acts[0], "on": on, "actor": _actor(rule),
        "place": _place(rule), "product": _product(regime, rule, on),
        "purpose": rule.purposes[0] if rule.purposes else "unknown",
        "facts": facts, **_acquired(rule), **_made(regime, rule, on, facts),
    }  # fmt: skip


def _acquired(rule: Rule) -> dict[str, str]:
    period = rule.dates.get("acquired_on")
    return {} if period is None else {"acquired_on": (period.start or period.end)}


def _made(regime: Regime, rule: Rule, on: str, facts: dict[str, Any]) -> dict[str, str]:
    """Who holds the role that bites: a named company, or one under the law; its facts are added to `facts`."""
    maker = company(regime, on)
    role = (rule.roles or regime.roles)[0]
    if role == "supplier" and regime.asks_maker:
        facts[(rule.holder or SUPPLIERS)[0]] = maker
    elif role in PARTS:
        facts.update({"component": PARTS[role], "component_maker": maker}, **parts_as_asked(rule))
        return {"maker": NOBODY_NAMED}
    return {"maker": maker}


def parts_as_asked(rule: Rule) -> dict[str, Any]:
    return {name: first_of(value) for name, value in rule.parts.items() if name != "component"}


def company(regime: Regime, on: str) -> str:
    if regime.maker_countries:
        return {"CN": "tiandy"}.get(regime.maker_countries[0], "tiandy")
    named = [listing for listing in regime.named if is_named(listing, on)]
    plain = [listing for listing in named if not listing.products] or named
    return next((x.maker for x in plain if x.purpose_test), plain[0].maker) if plain else "hikvision"


def is_named(listing: Named, on: str) -> bool:
    return (not listing.period.start or listing.period.start <= on) and (
        not listing.period.end or on <= listing.period.end
    )


def _seen(regime: Regime) -> bool:
    return all(x.seen for x in regime.named) and (regime.affiliates is None or regime.affiliates.seen)


def _clear_day(regime: Regime, rule: Rule) -> str:
    """A day on which the rule is in force, beyond doubt where there is one, with a maker named."""
    starts = [listing.period.start for listing in regime.named if listing.seen and len(listing.period.start) == 10]
    later = [day_after(period.end) for period in rule.doubt if period.end]
    first = max([rule.period.start, *later, *([min(starts)] if starts and not _open_named(regime) else [])])
    return first if not rule.period.end or first <= rule.period.end else rule.period.start


def _open_named(regime: Regime) -> bool:
    return any(not listing.period.start for listing in regime.named)


def day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat()


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat()


def first_of(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) else value


def _actor(rule: Rule) -> str:
    where = rule.actors.region or rule.actors.country or rule.place_country or "US"
    return f"{where}:{rule.actors.kinds[0] if rule.actors.kinds else 'company'}"


def _place(rule: Rule) -> str:
    if rule.places:
        return rule.places[0]
    return "street" if "street" not in rule.not_places else "home"


def _product(regime: Regime, rule: Rule, on: str) -> str:
    maker = company(regime, on) if regime.asks_maker else ""
    plain = next((x.products[0] for x in regime.named if x.maker == maker and x.products), "camera")
    return rule.products[0] if rule.products else plain


def whole(text: str, *, last: bool = False) -> str:
    return text + ("-12-31" if last else "-01-01")[len(text) - 4 :]
