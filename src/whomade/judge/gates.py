"""What a rule asks before it asks who made the device: actor, act, place, product, date, facts, exceptions.

A gate is open, shut, or not known to be either; then it names what is missing. Nothing is filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.judge.situation import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Exemption, Period, Rule, Situation, Vocabulary
    from whomade.model.regime import Wanted

NO_PLACE = "none"
IN_FORCE = "rule_in_force"
"""The fact that settles a doubt about the force of a rule, or about whom it names."""


class Gate(NamedTuple):
    """One question of a rule: `met` is None where the answer is missing, and `needs` names what would give it."""

    kind: str
    met: bool | None
    says: str
    needs: tuple[str, ...] = ()


def gates(rule: Rule, situation: Situation, words: Vocabulary) -> Iterator[Gate]:
    """Every question that the rule asks of the situation, in the order in which it asks."""
    is_across = situation.act in words.across
    asked = (
        _actor(rule, situation, words),
        _act(rule, situation),
        _place(rule, situation),
        _place_country(rule, situation, is_across=is_across),
        _product(rule, situation),
    )
    yield from (gate for gate in asked if gate is not None)
    yield from _dates(rule, situation)
    for name, wanted in rule.only_if.items():
        value = fact(situation, name)
        yield Gate("fact", is_so(value, wanted), f"{name} is {_shown(value)}", (name,))
    for name, exempt in rule.frees.items():
        gate = _exempted("exception", name, exempt, situation, words)
        if gate is not None:
            yield gate


def is_so(value: str | bool | float | None, wanted: Wanted) -> bool | None:  # noqa: FBT001  a fact as it is stated
    """Whether a fact has the value, or one of the values, that is wanted; None where the fact is missing."""
    if value is None:
        return None
    return value in wanted if isinstance(wanted, tuple) else value == wanted


def _dates(rule: Rule, situation: Situation) -> Iterator[Gate]:
    """The day of the act, whether the rule was in force then, and the other dates of which the rule speaks."""
    yield _date("on", situation.on, rule.period)
    for period in rule.doubt:
        if inside(situation.on, period) is not False:
            confirmed = fact(situation, IN_FORCE)
            met = None if confirmed is None else bool(confirmed)
            yield Gate("date", met, f"it is in doubt whether the rule was in force on {situation.on}", (IN_FORCE,))
            break
    for name, period in rule.dates.items():
        stated = situation.acquired_on if name == "acquired_on" else fact(situation, name)
        yield _date(name, None if stated is None else str(stated), period)


def fact(situation: Situation, name: str) -> str | bool | float | None:
    """Value of a fact; None where it is absent or said to be unknown, which is the same."""
    value = situation.facts.get(name)
    return None if value == UNKNOWN else value


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _actor(rule: Rule, situation: Situation, words: Vocabulary) -> Gate | None:
    bound, actor = rule.actors, situation.actor
    asked = [
        _same("actor", bound.country, actor.country),
        _same("actor", bound.region, actor.region),
        _kind(rule, situation) if bound.kinds or bound.unclear else None,
        (False, "actor") if actor.region in bound.not_regions else None,
    ]
    out = [_exempted("actor", name, exempt, situation, words) for name, exempt in bound.not_if.items()]
    asked += [(False, "actor") if gate.met is False else (None, gate.needs[0]) for gate in out if gate is not None]
    answers = [answer for answer in asked if answer is not None]
    if not answers:
        return None
    named = f"{actor.region or actor.country or 'of a country not stated'}:{actor.kind}"
    says = f"the rule does not bind this actor ({named})"
    if any(met is False for met, _ in answers):
        return Gate("actor", met=False, says=says)
    needs = tuple(dict.fromkeys(need for met, need in answers if met is None))
    return Gate("actor", None if needs else True, f"the actor is bound ({named})", needs)


def _same(need: str, wanted: str, given: str | None) -> tuple[bool | None, str] | None:
    if not wanted:
        return None
    return (None if given in (None, UNKNOWN) else given == wanted), need


def _kind(rule: Rule, situation: Situation) -> tuple[bool | None, str]:
    bound, kind = rule.actors, situation.actor.kind
    if kind in bound.kinds:
        return True, "actor"
    if kind == UNKNOWN:
        return None, "actor"
    if kind not in bound.unclear:
        return False, "actor"
    level = fact(situation, "actor_level")
    if level is None:
        return None, "actor_level" if bound.level else "actor"
    if bound.level:
        return level == bound.level, "actor_level"
    return (None if level == "national" else False), "actor"


def _act(rule: Rule, situation: Situation) -> Gate | None:
    if not rule.acts:
        return None
    return Gate("act", situation.act in rule.acts, f"the rule does not speak of this act ({situation.act})")


def _place(rule: Rule, situation: Situation) -> Gate | None:
    place = situation.place
    if not (rule.places or rule.not_places):
        return None
    if place == UNKNOWN:
        return Gate("place", None, "the place is not stated", ("place",))
    met = place in rule.places if rule.places else place not in (*rule.not_places, NO_PLACE)
    return Gate("place", met, f"the rule does not speak of this place ({place})")


def _place_country(rule: Rule, situation: Situation, *, is_across: bool) -> Gate | None:
    """The country of the place is the one stated; else the actor's, unless the place is abroad.

    An act that aims at a market may be done from anywhere: an actor of another country leaves the question open then.
    """
    if not rule.place_country:
        return None
    stated = fact(situation, "place_country")
    country = stated or (situation.actor.country if situation.place != "abroad" else None)
    if country is None or (is_across and not stated and country != rule.place_country):
        return Gate("place", None, "the country of the place is not stated", ("place_country",))
    return Gate("place", country == rule.place_country, f"the rule does not speak of places in {country}")


def _product(rule: Rule, situation: Situation) -> Gate | None:
    """Of the classes that a rule leaves out, an unstated product is none: what is asked about is a device."""
    product = situation.product
    if not (rule.products or rule.not_products):
        return None
    if rule.products and product == UNKNOWN:
        return Gate("product", None, "the product is not stated", ("product",))
    met = product in rule.products if rule.products else product not in rule.not_products
    return Gate("product", met, f"the rule does not speak of this product ({product})")


def _exempted(kind: str, name: str, exempt: Exemption, situation: Situation, words: Vocabulary) -> Gate | None:
    """The gate of an exception: shut where it is established, open to doubt where it may be, else none at all.

    It frees no product and no purpose of which its text does not speak. Where none is stated the fact is taken at its
    word: it says itself that the thing is of the kind it speaks of.
    """
    asked = {name: exempt.value, **exempt.also}
    answers = {part: is_so(fact(situation, part), wanted) for part, wanted in asked.items()}
    is_meant = not exempt.products or situation.product in (*exempt.products, UNKNOWN)
    is_meant &= not exempt.purposes or situation.purpose in (*exempt.purposes, UNKNOWN)
    if not is_meant or False in answers.values():
        return None
    missing = tuple(part for part, met in answers.items() if met is None)
    where = f" ({exempt.provision})" if exempt.provision else ""
    if not missing:
        return Gate(kind, met=False, says=f"an exception is established: {name} is {_shown(exempt.value)}{where}")
    is_of_some = _is_of_some(exempt, situation)
    if is_of_some or _may_hold(name, exempt, situation, words):
        further = (part for part in exempt.perhaps_needs if is_of_some and fact(situation, part) is None)
        return Gate(kind, None, f"an exception may be established{where}", (*further, *missing))
    return None


def _may_hold(name: str, exempt: Exemption, situation: Situation, words: Vocabulary) -> bool:
    """Whether the case itself speaks of the exception: by its purpose, by half of its facts, or by asking for it."""
    begun = situation.purpose in exempt.purposes if exempt.purposes else fact(situation, name) is not None
    return begun or any(name in opened and fact(situation, asked) is True for asked, opened in words.announces.items())


def _is_of_some(exempt: Exemption, situation: Situation) -> bool:
    """Whether the exception is known to have been given to some of this kind of actor at that time."""
    on, who = situation.on, situation.actor.kind
    return any(kind == who and inside(on, period) is not False for kind, period in exempt.perhaps)


def _date(name: str, text: str | None, period: Period) -> Gate:
    if text is None or text == UNKNOWN:
        return Gate("date", None, f"{name} is not stated", (name,))
    met = inside(text, period)
    span = " ".join(
        part for part in (period.start and f"from {period.start}", period.end and f"to {period.end}") if part
    )
    return Gate("date", met, f"{text} ({name}) lies outside the period of the rule ({span})", () if met else (name,))


def inside(text: str, period: Period) -> bool | None:
    """Whether a date lies in a period; None where a part of a date, which is a period too, lies in and outside it.

    Example:
        >>> from whomade.model import Period
        >>> inside("2023-11", Period("2023-11-15")), inside("2023-12", Period("2023-11-15"))
        (None, True)
    """
    first, last = days(text)
    start = days(period.start)[0] if period.start else first
    end = days(period.end)[1] if period.end else last
    if last < start or first > end:
        return False
    return True if start <= first and last <= end else None


def days(text: str) -> tuple[str, str]:
    """First and last day of a date or a part of one, as text that sorts like the days."""
    return text + "-01-01"[len(text) - 4 :], text + "-12-31"[len(text) - 4 :]
