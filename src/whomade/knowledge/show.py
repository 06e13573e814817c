"""What the base says about a maker, brand, fingerprint, regime or source, as text for people; and its size.

The compiled base in, text out. Every statement stands with its sources, so that a reader can go and look.
"""

from __future__ import annotations

import difflib
from collections import Counter
from typing import TYPE_CHECKING

from whomade.attribute.brands import normalise
from whomade.knowledge.describe import brand_text, company_text, endpoint_text, fingerprint_text, source_text
from whomade.knowledge.describe_regimes import regime_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Brand, Calibration, Entity, Knowledge

_KINDS = {
    "maker": "makers",
    "soc": "makers of chips",
    "module": "makers of radio modules",
    "cloud": "operators of clouds",
    "network": "makers of other network gear",
    "brand-owner": "owners of brands only",
    "company": "companies that only hold or are held",
    "person": "persons",
    "state-body": "bodies of the state",
}


def summary(knowledge: Knowledge) -> str:
    """Version, digest, counts, calibration in words, and who is known."""
    lines = [f"knowledge {knowledge.version}", f"digest {knowledge.digest}", "", *_counts(knowledge), ""]
    lines += [*_calibration(knowledge.calibration), ""]
    makers = [knowledge.entities[maker] for maker in knowledge.makers]
    listed = ", ".join(maker.name for maker in makers if maker.listed)
    others = ", ".join(maker.name for maker in makers if not maker.listed)
    return "\n".join(
        [*lines, f"makers some list or ban names: {listed or 'none'}", f"other makers: {others or 'none'}"]
    )


def _counts(knowledge: Knowledge) -> Iterator[str]:
    kinds = Counter(kind for entity in knowledge.entities.values() for kind in entity.kinds)
    groups = {source.group for source in knowledge.sources.values()}
    rows = sum(len(brand.rows) + len(brand.models) for brand in knowledge.brands.values())
    trial = sum(f.trial for f in knowledge.fingerprints)
    counted = sum("of the maker" in f.counted for f in knowledge.fingerprints)
    shared = ", ".join(f"{kinds[kind]} {words}" for kind, words in _KINDS.items() if kinds[kind])
    yield f"{len(knowledge.entities)} companies: {shared}"
    yield f"{len(knowledge.brands)} brands with {rows} statements about who makes their goods"
    yield f"{len(knowledge.fingerprints)} fingerprints, {trial} of them on trial, {counted} with counted hits"
    services = sum(e.trial for e in knowledge.endpoints)
    yield f"{len(knowledge.endpoints)} endpoints that devices call, {services} of them on trial"
    yield f"{len(knowledge.cards)} device cards of {len({card.brand for card in knowledge.cards})} brands"
    countries = {regime.country for regime in knowledge.regimes.values()}
    yield f"{len(knowledge.regimes)} regimes of {len(countries)} countries"
    yield f"{len(knowledge.sources)} sources of {len(groups)} groups"


def _calibration(fitted: Calibration) -> Iterator[str]:
    """What the fit over left-out brands allows to be said."""
    if not fitted.calibrated:
        yield f"not calibrated: {fitted.brands} brands were left out, 15 are needed to call it so"
    else:
        yield f"calibrated on {fitted.brands} brands left out in turn, temperature {fitted.temperature:.2f}"
    same, both = fitted.link_counts
    yield f"largest probability said: {fitted.cap:.3f}"
    yield f"firmware author and manufacturer were one company on {same} of {both} cards: link {fitted.link:.3f}"


def describe(knowledge: Knowledge, name: str) -> str | None:
    """Everything under a name: a company and a brand of one name both; None when nothing is found.

    Args:
        knowledge: the compiled base.
        name: id of a source, fingerprint, endpoint or regime; id, name or other name of a company or brand.
    """
    parts = [company_text(knowledge, entity) for entity in _companies(knowledge, name)]
    parts += [brand_text(knowledge, brand) for brand in _brands(knowledge, name)]
    parts += [fingerprint_text(knowledge, f) for f in knowledge.fingerprints if f.id == name]
    parts += [endpoint_text(knowledge, e) for e in knowledge.endpoints if e.id == name]
    if name in knowledge.regimes:
        parts.append(regime_text(knowledge, knowledge.regimes[name]))
    if name in knowledge.sources:
        parts.append(source_text(knowledge, knowledge.sources[name]))
    return "\n\n".join(parts) or None


def _companies(knowledge: Knowledge, name: str) -> list[Entity]:
    return [e for e in knowledge.entities.values() if normalise(name) in map(normalise, _entity_names(e))]


def _brands(knowledge: Knowledge, name: str) -> list[Brand]:
    return [b for b in knowledge.brands.values() if normalise(name) in map(normalise, (b.id, b.name, *b.aliases))]


def _entity_names(entity: Entity) -> list[str]:
    return [n for n in (entity.id, entity.name, entity.legal_name, *entity.aliases) if n]


def suggestions(knowledge: Knowledge, name: str, most: int = 3) -> list[str]:
    """Known names close to one that is not, the closest first."""
    known: dict[str, str] = {}
    for shown in _all_names(knowledge):
        known.setdefault(normalise(shown), shown)
    return [known[near] for near in difflib.get_close_matches(normalise(name), known, n=most, cutoff=0.8)]


def _all_names(knowledge: Knowledge) -> Iterator[str]:
    for brand in knowledge.brands.values():
        yield from (brand.name, *brand.aliases, brand.id)
    for entity in knowledge.entities.values():
        yield from _entity_names(entity)
    yield from (f.id for f in knowledge.fingerprints)
    yield from (e.id for e in knowledge.endpoints)
    yield from knowledge.sources
    yield from knowledge.regimes
