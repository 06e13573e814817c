"""One entry of the base in words: company, brand, fingerprint or source, each statement with its sources."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import (
        Brand,
        BrandRow,
        Citation,
        Endpoint,
        Entity,
        Fingerprint,
        Interest,
        Knowledge,
        ModelRelation,
        Regime,
        Source,
    )

RELATIONS = {
    "own-brand": "its own brand",
    "subsidiary": "brand of a subsidiary",
    "oem-full": "makes all its goods",
    "oem-some-lines": "makes some of its lines",
    "former": "made its goods formerly",
}
_ROLES = {
    "manufacturer": "manufacturer",
    "firmware_author": "firmware author",
    "soc_maker": "chip maker",
    "module_maker": "module maker",
    "cloud_operator": "cloud operator",
}
OWNERS_ONLY = frozenset({"company", "person", "state-body"})
"""Kinds of entity that hold others or are held, and make nothing that is attributed."""
_TRIAL = " (on trial: one source, or leads alone)"


def company_text(knowledge: Knowledge, entity: Entity) -> str:
    """A company: its names, what it is, the brands it stands behind, and the signs by which its devices show."""
    holds_only = OWNERS_ONLY.issuperset(entity.kinds)
    what = "" if holds_only else "company, "
    lines = [f"{entity.name} ({entity.id}): {what}{', '.join(entity.kinds)}"]
    lines += _named("legal name", [entity.legal_name] if entity.legal_name else [])
    lines += _named("country", [entity.country] if entity.country else [])
    if not holds_only:
        lines.append("  named in some list or ban" if entity.listed else "  named in no list or ban known here")
    lines += _named("also known as", entity.aliases)
    lines += _named("IEEE registrants", [f"{r.name} ({r.kind})" for r in entity.registrants])
    lines += _named("numbers", [f"{kind} {number}" for kind, number in entity.numbers.items()])
    lines += _sources(knowledge, entity.sources, "  ")
    lines += _section(f"held by, see `whomade owner {entity.id}`", [_held(i) for i in entity.held_by])
    lines += _section("brands whose goods it makes, by the table", _brands_of(knowledge, entity.id))
    own = [f for f in knowledge.fingerprints if entity.id in f.makers]
    lines += _section(f"fingerprints ({len(own)})", [_short(f) for f in own])
    calls = [_call(e) for e in _endpoints_of(knowledge, entity.id)]
    lines += _section("services it runs, or whose software is its own", calls)
    return "\n".join(lines)


def _endpoints_of(knowledge: Knowledge, company: str) -> list[Endpoint]:
    return [e for e in knowledge.endpoints if company in (e.operator, e.software)]


def _call(endpoint: Endpoint) -> str:
    """An endpoint in a few words."""
    how = endpoint.host or " ".join(endpoint.ports)
    return f"{endpoint.id}: {endpoint.purpose}, {how}{', on trial' if endpoint.trial else ''}"


def endpoint_text(knowledge: Knowledge, endpoint: Endpoint) -> str:
    """An endpoint: how it is recognised, what for, who runs it, and who says so."""
    runs = _name(knowledge, endpoint.operator) if endpoint.operator else endpoint.owner
    lines = [f"{endpoint.id}: endpoint{_trial(endpoint)}", f"  purpose: {endpoint.purpose}"]
    lines += _named("host", [endpoint.host] if endpoint.host else [])
    lines += _named("ports", endpoint.ports)
    lines += _named("on devices that also asked for", [endpoint.after] if endpoint.after else [])
    lines += _named("first bytes", [endpoint.protocol] if endpoint.protocol else [])
    lines.append(f"  run by: {runs or 'nobody knows'}")
    lines += _named("software of", [_name(knowledge, endpoint.software)] if endpoint.software else [])
    lines += _named("why", [endpoint.why])
    lines += _section("may also be caused by", endpoint.confounders)
    return "\n".join([*lines, *_sources(knowledge, endpoint.sources, "  ")])


def _held(interest: Interest) -> str:
    """An interest in a few words: who, what, how much, when."""
    share = interest.share
    ends = () if share is None else (f"{100 * share.low:g}", f"{100 * share.high:g}")
    percent = f" {' to '.join(dict.fromkeys(ends))} %" if ends else ""
    windows = (("from", interest.start), ("to", interest.end))
    days = [f"{word} {'/'.join(dict.fromkeys(window))}" for word, window in windows if window.latest]
    seen = [f"as of {interest.as_of}"] if interest.as_of else []
    marks = ["not additive"] * interest.not_additive + ["on trial"] * interest.trial
    return ", ".join((f"{' + '.join(interest.owners)}: {interest.kind}{percent}", *days, *seen, *marks))


def _brands_of(knowledge: Knowledge, maker: str) -> list[str]:
    found = {
        f"{brand.name}: {RELATIONS.get(row.relation, row.relation)}, {row.confidence}{_period(row)}"
        for brand in knowledge.brands.values()
        for row in brand.rows
        if row.maker == maker
    }
    return sorted(found, key=str.casefold)


def _short(fingerprint: Fingerprint) -> str:
    trial = ", on trial" if fingerprint.trial else ""
    return f"{fingerprint.id}: {fingerprint.field}, {_ratio(fingerprint):+.1f}{trial}"


def brand_text(knowledge: Knowledge, brand: Brand) -> str:
    """A brand: who makes its goods and who says so, what its company replies, and contested points."""
    lines = [f"{brand.name} ({brand.id}): brand"]
    lines += _named("also printed as", brand.aliases)
    lines += _named("words a device shows", brand.words)
    lines += _named("IEEE registrants", brand.registrants)
    for row in brand.rows:
        lines += [f"  {_row(knowledge, row)}", *_sources(knowledge, row.sources, "    ")]
    for relation in brand.models:
        lines += [f"  {_relation(knowledge, relation)}", *_sources(knowledge, relation.sources, "    ")]
    if not brand.rows and not brand.models:
        lines.append("  nobody has shown who makes its goods: it speaks for nobody but itself")
    lines.append(f"  the company's reply: {brand.reply}" if brand.reply else "  the company's reply: none on record")
    return "\n".join([*lines, *_named("note", [brand.note] if brand.note else [])])


def _row(knowledge: Knowledge, row: BrandRow) -> str:
    scope = f", models {row.models}" if row.models else ""
    copied = ", copied from directories" if row.copied else ""
    words = RELATIONS.get(row.relation, row.relation)
    return f"{_name(knowledge, row.maker)}: {words}, {row.confidence}{scope}{_period(row)}{copied}{_trial(row)}"


def _relation(knowledge: Knowledge, relation: ModelRelation) -> str:
    as_model = f" as {relation.maker_model}" if relation.maker_model else ""
    trial = _trial(relation)
    return f"models {relation.model}: {_name(knowledge, relation.maker)}{as_model}, {relation.confidence}{trial}"


def _period(row: BrandRow) -> str:
    start = f" from {row.start}" if row.start else ""
    end = f" to {row.end}" if row.end else ""
    return f",{start}{end}" if start or end else ""


def fingerprint_text(knowledge: Knowledge, fingerprint: Fingerprint) -> str:
    """A fingerprint: what it looks for, what a hit is worth and on what ground, and what else could cause one."""
    field = knowledge.fields.get(fingerprint.field)
    about = f" ({field.what})" if field else ""
    makers = ", ".join(_name(knowledge, maker) for maker in fingerprint.makers)
    lines = [
        f"{fingerprint.id}: fingerprint{_trial(fingerprint)}",
        f"  field: {fingerprint.field}{about}; carrier {fingerprint.carrier}",
        f"  pattern: {fingerprint.pattern}",
        f"  speaks for: {makers} as {_ROLES.get(fingerprint.role, fingerprint.role)}",
    ]
    lines += _named("why", [fingerprint.why] if fingerprint.why else [])
    lines += [f"  worth: {_worth(fingerprint)}", f"  basis: {_basis(fingerprint)}"]
    if fingerprint.absence is not None:
        lines.append(f"  absence where the field is seen: log10 ratio {fingerprint.absence:+.2f}")
    lines += _section("may also be caused by", fingerprint.confounders)
    return "\n".join([*lines, *_sources(knowledge, fingerprint.sources, "  ")])


def _worth(fingerprint: Fingerprint) -> str:
    pair = f"seen on {fingerprint.hit_if:.2g} of the maker's devices, on {fingerprint.hit_else:.2g} of others'"
    return f"{pair} (as shares; log10 ratio {_ratio(fingerprint):+.1f})"


def _basis(fingerprint: Fingerprint) -> str:
    """Whether the pair was counted on device cards or judged; the part about others may be counted alone."""
    if not fingerprint.counted:
        return "judged; no device card shows the field"
    judged = "" if "of the maker" in fingerprint.counted else "judged; "
    return f"{judged}counted on device cards: hit on {fingerprint.counted}"


def _ratio(fingerprint: Fingerprint) -> float:
    return log10(fingerprint.hit_if / fingerprint.hit_else)


def source_text(knowledge: Knowledge, source: Source) -> str:
    """A source and how much rests on it."""
    lines = [
        f"{source.title} ({source.id}): source",
        f"  publisher: {source.publisher}; {source.kind}; state {source.date}; licence {source.licence}",
        f"  group: {source.group}: statements resting on one group are one voice",
    ]
    lines += _named("address", [source.url] if source.url else [])
    prints = [f.id for f in knowledge.fingerprints if _cites(f.sources, source.id)]
    brands = [b.name for b in knowledge.brands.values() if any(_cites(r.sources, source.id) for r in _statements(b))]
    makers = [e.name for e in knowledge.entities.values() if _cites(e.sources, source.id)]
    calls = [e.id for e in knowledge.endpoints if _cites(e.sources, source.id)]
    regimes = [r.id for r in knowledge.regimes.values() if _cites(cited_by(r), source.id)]
    cited = (("companies", makers), ("brands", brands), ("fingerprints", prints), ("endpoints", calls))
    for words, found in (*cited, ("regimes", regimes)):
        lines += _named(f"cited for {len(found)} {words}", sorted(found, key=str.casefold))
    return "\n".join(lines)


def cited_by(regime: Regime) -> list[Citation]:
    """Every citation of a regime, those of its rules and listings among them."""
    parts = (regime.sources, *(rule.sources for rule in regime.rules), *(named.sources for named in regime.named))
    return [citation for part in parts for citation in part]


def _statements(brand: Brand) -> list[BrandRow | ModelRelation]:
    return [*brand.rows, *brand.models]


def _cites(citations: Iterable[Citation], source: str) -> bool:
    return any(citation.id == source for citation in citations)


def _sources(knowledge: Knowledge, citations: Iterable[Citation], indent: str) -> Iterator[str]:
    """Each source as title, publisher and place in it."""
    for citation in citations:
        source = knowledge.sources.get(citation.id)
        about = f"{source.title}, {source.publisher}" if source else citation.id
        yield f"{indent}source: {about}: {citation.at}"


def _named(words: str, values: Iterable[str]) -> list[str]:
    shown = ", ".join(values)
    return [f"  {words}: {shown}"] if shown else []


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    found = [f"    {line}" for line in lines]
    return [f"  {heading}:", *found] if found else []


def _name(knowledge: Knowledge, maker: str) -> str:
    entity = knowledge.entities.get(maker)
    return entity.name if entity else maker


def _trial(statement: BrandRow | ModelRelation | Fingerprint | Endpoint) -> str:
    return _TRIAL if statement.trial else ""
