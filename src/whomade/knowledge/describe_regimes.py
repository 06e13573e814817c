"""A regime of the base in words: whom it binds, whom it names, what each of its rules says, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.model import Actors, Affiliates, Citation, Exemption, Knowledge, Named, Period, Regime, Rule
    from whomade.model.regime import Wanted


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
    lines += [f"  affiliates: {_affiliates(regime.affiliates)}"] if regime.affiliates else []
    lines += [f"  forbids nothing by itself, since {regime.since}: {regime.designates}"] if regime.designates else []
    for rule in regime.rules:
        lines += _rule(knowledge, rule)
    lines += [f"  note: {regime.note}"] if regime.note else []
    lines += _sources(knowledge, regime.sources, "  ")
    due = regime.next_check
    lines.append(f"  last checked on {due.last}, to be checked again by {due.on}: {due.look_at}")
    return "\n".join(lines)


WAYS = {"above": "those above a named one", "beside": "those beside it under a common owner"}


def _affiliates(test: Affiliates) -> str:
    """The words of the text, and the test that the program makes of them."""
    share = test.from_percent if test.over_percent is None else test.over_percent
    how = "from" if test.over_percent is None else "more than"
    least = "a majority" if share is None else f"{how} {share:g} percent"
    said = {"named": "none but those that are named", "controlled": f"those that a named one controls, or {least}"}
    tested = said.get(test.test, f"{least}, or control" if test.control_counts else least)
    tested += "".join(f", {WAYS[way]}" for way in test.reaches if way in WAYS)
    but = "".join(f"; open whether also {WAYS[way]}" for way in test.may_reach if way in WAYS)
    but += f"; none of {', '.join(test.not_countries)}" if test.not_countries else ""
    unseen = "" if test.seen else "; the words of the test were not seen, so a tie leaves the answer open"
    return f"{test.words} (asked here: {tested}{but}{unseen})"


def _makers(regime: Regime) -> str:
    if not regime.asks_maker:
        return "none is asked for"
    if not (regime.named or regime.maker_countries):
        return "none is named here"
    if regime.maker_countries:
        return f"every maker under the law of {', '.join(regime.maker_countries)}"
    return "the named ones"


def _named(knowledge: Knowledge, listing: Named) -> str:
    entity = knowledge.entities.get(listing.maker)
    purpose = ", for the purposes of a rule only" if listing.purpose_test else ""
    products = f", plainly for {', '.join(listing.products)}" if listing.products else ""
    period = f", {period_words(listing.period)}" if any(listing.period) else ""
    unseen = "" if listing.seen else ", known without a source: it forbids nothing until it is confirmed"
    name = entity.name if entity else listing.maker
    return f'{name}, as "{listing.name_printed}"{purpose}{products}{period}{unseen}'


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
        "in doubt": ", ".join(period_words(period) or "always" for period in rule.doubt),
        "reaches it through": ", ".join(role.replace("_", " ") for role in rule.roles),
        "holder named by": ", ".join(rule.holder),
        "only if": _facts(rule.only_if),
        "of a part": _facts(rule.parts),
        "not if": " or ".join(_exemption(name, exempt) for name, exempt in rule.frees.items()),
        "asked last": _facts(rule.then_if),
        "not if all": _facts(rule.unless),
        "dates": ", ".join(f"{name} {period_words(period)}" for name, period in rule.dates.items()),
    }
    return ((name, words) for name, words in lists.items() if words)


def _actors(actors: Actors) -> str:
    where = actors.region or actors.country
    level = f" of level {actors.level}" if actors.level else ", where they are that"
    perhaps = f"; {', '.join(actors.unclear)}{level}" if actors.unclear else ""
    kinds = f": {', '.join(actors.kinds)}{perhaps}" if actors.kinds or perhaps else ""
    out = [*actors.not_regions, *(_exemption(name, exempt) for name, exempt in actors.not_if.items())]
    return f"{where}{kinds}" + (f"; not {' or '.join(out)}" if out else "")


def _exemption(name: str, exempt: Exemption) -> str:
    of = f" of {', '.join(exempt.products)}" if exempt.products else ""
    of += f" for {', '.join(exempt.purposes)}" if exempt.purposes else ""
    return _facts({name: exempt.value, **exempt.also}) + of + (f" ({exempt.provision})" if exempt.provision else "")


def _facts(facts: Mapping[str, Wanted]) -> str:
    return ", ".join(f"{name}={_value(value)}" for name, value in facts.items())


def _value(value: Wanted) -> str:
    if isinstance(value, tuple):
        return " or ".join(value)
    return str(value).lower() if isinstance(value, bool) else value


def _sources(knowledge: Knowledge, citations: Iterable[Citation], indent: str) -> Iterator[str]:
    """Each source as title, publisher, kind and place in it."""
    for citation in citations:
        source = knowledge.sources.get(citation.id)
        about = f"{source.title}, {source.publisher} ({source.kind})" if source else citation.id
        yield f"{indent}source: {about}: {citation.at}"
