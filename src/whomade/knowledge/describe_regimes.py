"""A regime of the base in words: whom it binds, whom it names, what each of its rules says, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Actors, Citation, Exemption, Knowledge, Named, Period, Regime, Rule


def regime_text(knowledge: Knowledge, regime: Regime) -> str:
    """A regime with every rule, its listing, its sources, and when it is to be looked at again."""
    lines = [
        f"{regime.title} ({regime.id}): regime of {regime.country}",
        f"  authority: {regime.authority}",
        f"  instrument: {regime.instrument}",
        f"  binds: {regime.binds}",
        f"  consequence: {regime.consequence}",
        f"  reaches a device through its: {', '.join(role.replace('_', ' ') for role in regime.roles)}",
        f"  makers: {_makers(regime)}",
    ]
    lines += [f"    {_named(knowledge, listing)}" for listing in regime.named]
    lines += [f"  affiliates: {regime.affiliates.words}"] if regime.affiliates else []
    for rule in regime.rules:
        lines += _rule(knowledge, rule)
    lines += [f"  note: {regime.note}"] if regime.note else []
    lines += _sources(knowledge, regime.sources, "  ")
    due = regime.next_check
    lines.append(f"  last checked on {due.last}, to be checked again by {due.on}: {due.look_at}")
    return "\n".join(lines)


def _makers(regime: Regime) -> str:
    if not regime.asks_maker:
        return "none is asked for"
    if regime.maker_countries:
        return f"every maker under the law of {', '.join(regime.maker_countries)}"
    return "the named ones"


def _named(knowledge: Knowledge, listing: Named) -> str:
    entity = knowledge.entities.get(listing.maker)
    purpose = ", for the purposes of a rule only" if listing.purpose_test else ""
    products = f", plainly for {', '.join(listing.products)}" if listing.products else ""
    period = f", {period_words(listing.period)}" if any(listing.period) else ""
    return f'{entity.name if entity else listing.maker}, as "{listing.name_printed}"{purpose}{products}{period}'


def period_words(period: Period) -> str:
    """A period in words.

    Example:
        >>> from whomade.model import Period
        >>> period_words(Period("2022-11-25", "2023-02-05"))
        'from 2022-11-25 to 2023-02-05'
    """
    ends = (period.start and f"from {period.start}", period.end and f"to {period.end}")
    return " ".join(end for end in ends if end)


def _rule(knowledge: Knowledge, rule: Rule) -> Iterator[str]:
    yield f"  rule {rule.id}, {period_words(rule.period)}: {rule.says.replace('_', ' ')}"
    yield f"    {rule.words}"
    yield f"    provision: {rule.provision}"
    for name, words in conditions(rule):
        yield f"    {name}: {words}"
    yield from _sources(knowledge, rule.sources, "    ")


def conditions(rule: Rule) -> Iterator[tuple[str, str]]:
    """What a rule asks, question by question, in words; questions it does not ask are left out."""
    lists = {
        "acts": ", ".join(rule.acts),
        "actors": _actors(rule.actors),
        "places": ", ".join(rule.places),
        "places other than": ", ".join(rule.not_places),
        "country of the place": rule.place_country,
        "products": ", ".join(rule.products),
        "products other than": ", ".join(rule.not_products),
        "purposes": ", ".join(rule.purposes),
        "purpose settled by": _facts(rule.purpose_settled_by),
        "only if": _facts(rule.only_if),
        "of a part": _facts(rule.parts),
        "not if": " or ".join(_exemption(name, exempt) for name, exempt in rule.frees.items()),
        "dates": ", ".join(f"{name} {period_words(period)}" for name, period in rule.dates.items()),
    }
    return ((name, words) for name, words in lists.items() if words)


def _actors(actors: Actors) -> str:
    where = actors.region or actors.country
    level = f" of level {actors.level}" if actors.level else ", where they are that"
    perhaps = f"; {', '.join(actors.unclear)}{level}" if actors.unclear else ""
    kinds = f": {', '.join(actors.kinds)}{perhaps}" if actors.kinds or perhaps else ""
    return f"{where}{kinds}"


def _exemption(name: str, exempt: Exemption) -> str:
    of = f" of {', '.join(exempt.products)}" if exempt.products else ""
    return _facts({name: exempt.value}) + of + (f" ({exempt.provision})" if exempt.provision else "")


def _facts(facts: dict[str, str | bool]) -> str:
    shown = ((name, str(value).lower() if isinstance(value, bool) else value) for name, value in facts.items())
    return ", ".join(f"{name}={value}" for name, value in shown)


def _sources(knowledge: Knowledge, citations: Iterable[Citation], indent: str) -> Iterator[str]:
    """Each source as title, publisher, kind and place in it."""
    for citation in citations:
        source = knowledge.sources.get(citation.id)
        about = f"{source.title}, {source.publisher} ({source.kind})" if source else citation.id
        yield f"{indent}source: {about}: {citation.at}"
