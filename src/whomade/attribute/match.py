"""Signals to hits: one google-re2 set per field, compiled when the field is first seen.

RE2 cannot be made to hang by a pattern or a value; values are cut all the same, so that memory stays bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.model import Evidence
from whomade.model.provenance import carrier_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Fingerprint, Signal

MAX_VALUE = 65536
"""Characters of a value that are matched. The largest field is an HTTP body, cut to the same size by its extractor."""


class Matcher:
    """All fingerprints by field, with their compiled sets."""

    def __init__(self, fingerprints: Iterable[Fingerprint]) -> None:
        self._by_field: dict[str, list[Fingerprint]] = {}
        for fingerprint in fingerprints:
            self._by_field.setdefault(fingerprint.field, []).append(fingerprint)
        self._sets: dict[str, Any] = {}

    def fields(self) -> frozenset[str]:
        """Fields that at least one fingerprint reads."""
        return frozenset(self._by_field)

    def of_field(self, field: str) -> list[Fingerprint]:
        """Fingerprints of one field."""
        return self._by_field.get(field, [])

    def match(self, signal: Signal) -> list[Fingerprint]:
        """Fingerprints whose pattern is found in the value, in the order of the base."""
        candidates = self._by_field.get(signal.field)
        if not candidates:
            return []
        compiled = self._sets.get(signal.field)
        if compiled is None:
            compiled = self._sets[signal.field] = compile_set(f.pattern for f in candidates)
        return [candidates[i] for i in found_in(compiled, signal.value)]


def compile_set(patterns: Iterable[str]) -> Any:
    """Compile patterns to one RE2 set that is searched, not anchored."""
    import re2

    compiled = re2.Set.SearchSet()
    for pattern in patterns:
        compiled.Add(pattern)
    compiled.Compile()
    return compiled


def found_in(compiled: Any, value: str) -> list[int]:
    """Numbers of the patterns of a compiled set that are found in the value, in order."""
    return sorted(compiled.Match(value[:MAX_VALUE].encode("utf-8", "replace")) or ())


def hits(matcher: Matcher, signals: Iterable[Signal], log10_lr: dict[str, float]) -> Iterator[Evidence]:
    """Give evidence for every fingerprint that a signal hits; a fingerprint counts once, on its first signal."""
    seen: set[str] = set()
    for signal in signals:
        for fingerprint in matcher.match(signal):
            if fingerprint.id not in seen:
                seen.add(fingerprint.id)
                yield to_evidence(fingerprint, signal, log10_lr[fingerprint.id])


def to_evidence(fingerprint: Fingerprint, signal: Signal, log10_lr: float) -> Evidence:
    """A hit as evidence."""
    return Evidence(
        fingerprint=fingerprint.id,
        role=fingerprint.role,
        makers=fingerprint.makers,
        signal=signal,
        log10_lr=log10_lr,
        carrier=carrier_of(fingerprint.carrier, signal.kind),
        technique="pattern",
        sources=fingerprint.sources,
        trial=fingerprint.trial,
        note=fingerprint.why,
    )


def misses(matcher: Matcher, signals: Iterable[Signal], evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Give evidence of absence: a sign the maker's devices nearly always show, missing where its field was really seen.

    Only for makers that other evidence names (elsewhere a miss says next to nothing), and not where the same carrier
    shows another sign of that maker.
    """
    found = list(evidence)
    named = {maker for hit in found for maker in hit.makers}
    shown = {(hit.carrier, maker) for hit in found for maker in hit.makers}
    hit_ids = {hit.fingerprint for hit in found}
    first: dict[str, Signal] = {}
    for signal in signals:
        first.setdefault(signal.field, signal)
    for field in sorted(first):
        for fingerprint in matcher.of_field(field):
            if fingerprint.absence is None or fingerprint.id in hit_ids:
                continue
            makers = tuple(m for m in fingerprint.makers if m in named and (fingerprint.carrier, m) not in shown)
            if makers:
                yield Evidence(
                    fingerprint=fingerprint.id,
                    role=fingerprint.role,
                    makers=makers,
                    signal=first[field],
                    log10_lr=fingerprint.absence,
                    carrier=fingerprint.carrier,
                    technique="absence",
                    sources=fingerprint.sources,
                    trial=fingerprint.trial,
                    note=f"expected where {field} is seen: {fingerprint.why}",
                )
