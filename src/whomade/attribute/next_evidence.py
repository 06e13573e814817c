"""What to collect next: the expected information about the manufacturer, in bits, of each piece of evidence.

A field's outcome is modelled as "the best sign of maker m hits" for each m that has one, or "nothing hits". The
expected drop of entropy is the mutual information between hypothesis and outcome (Shannon 1948; Lindley, "On a
Measure of the Information Provided by an Experiment", Ann. Math. Statist. 27 (1956)).
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from whomade.model import NextEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from whomade.attribute.match import Matcher
    from whomade.model import Collectable

SHOWN = 3
LEAST_BITS = 0.01
LIKELY = 0.05
_CACHE_SIZE = 4096


class Adviser:
    """Works out next evidence; remembers answers, since many devices share one posterior.

    The registrant of a MAC and a printed brand are not fingerprints, so their pairs come in as `extra`:
    field to (maker to (hit_if, hit_else)). `names` gives the name of a maker.
    """

    def __init__(
        self,
        matcher: Matcher,
        collectables: Iterable[Collectable],
        extra: Mapping[str, Mapping[str, tuple[float, float]]],
        names: Mapping[str, str],
    ) -> None:
        self._names = names
        self._signs = [(c, _signs(matcher, c.fields, extra)) for c in collectables]
        self._seen: dict[tuple[object, ...], tuple[NextEvidence, ...]] = {}

    def advise(self, posterior: Mapping[str, float], observed: frozenset[str]) -> tuple[NextEvidence, ...]:
        """The three best pieces of evidence not yet observed: most bits first, less effort among equals."""
        key = (observed, *posterior, *posterior.values())
        if key not in self._seen:
            if len(self._seen) >= _CACHE_SIZE:
                self._seen.clear()
            self._seen[key] = self._advise(posterior, observed)
        return self._seen[key]

    def _advise(self, posterior: Mapping[str, float], observed: frozenset[str]) -> tuple[NextEvidence, ...]:
        offers: list[tuple[float, int, str, NextEvidence]] = []
        for collectable, signs in self._signs:
            if observed.intersection(collectable.fields):
                continue
            bits = information(posterior, signs)
            if bits >= LEAST_BITS:
                why = self._why(posterior, signs)
                offers.append((-bits, collectable.effort, collectable.id, NextEvidence(collectable.collect, why, bits)))
        return tuple(offer[3] for offer in sorted(offers)[:SHOWN])

    def _why(self, posterior: Mapping[str, float], signs: Mapping[str, tuple[float, float]]) -> str:
        """Which of the candidates it would tell apart, in words."""
        likely = sorted((-posterior[name], name) for name in signs if posterior.get(name, 0.0) >= LIKELY)
        if likely:
            return "would confirm or rule out " + ", ".join(self._names.get(name, name) for _, name in likely[:3])
        known = len(signs.keys() & posterior.keys())  # as everywhere, makers that can be the answer
        return f"{known} known makers give themselves away in it"


def _signs(
    matcher: Matcher, fields: Iterable[str], extra: Mapping[str, Mapping[str, tuple[float, float]]]
) -> dict[str, tuple[float, float]]:
    """Best sign of each maker among the fields: the pair with the largest ratio."""
    best: dict[str, tuple[float, float]] = {}
    for field in fields:
        best.update(extra.get(field, {}))
        for fingerprint in matcher.of_field(field):
            if fingerprint.role not in ("manufacturer", "firmware_author"):
                continue
            for maker in fingerprint.makers:
                pair = (fingerprint.hit_if, fingerprint.hit_else)
                if maker not in best or pair[0] / pair[1] > best[maker][0] / best[maker][1]:
                    best[maker] = pair
    return best


def information(posterior: Mapping[str, float], signs: Mapping[str, tuple[float, float]]) -> float:
    """Mutual information in bits between the manufacturer and the outcome of looking.

    >>> round(information({"a": 0.5, "other": 0.5}, {"a": (1.0, 1e-12)}), 3)
    1.0
    """
    false_hits = sum(hit_else for _, hit_else in signs.values())
    bits, nothing = 0.0, 0.0
    quiet: list[tuple[float, float]] = []
    for name, p in posterior.items():
        hit_if, hit_else = signs.get(name, (0.0, 0.0))
        none = max(1.0 - hit_if - (false_hits - hit_else), 0.0)
        quiet.append((p, none))
        nothing += p * none
    for maker, (hit_if, hit_else) in signs.items():
        p = posterior.get(maker, 0.0)
        hit = p * hit_if + (1.0 - p) * hit_else
        if p > 0 and hit > 0:
            bits += p * hit_if * log2(hit_if / hit) + (1.0 - p) * hit_else * log2(hit_else / hit)
    for p, none in quiet:
        if p > 0 and none > 0:
            bits += p * none * log2(none / nothing)
    return max(bits, 0.0)
