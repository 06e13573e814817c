"""Evidence to posterior: the arithmetic of docs/concepts/evidence.md, for one role of one device.

Masses are kept sparse: makers that no evidence speaks of share one value, so that a device costs microseconds however
many makers are known. Nothing here knows fields, patterns or files.

Source: sum of log likelihood ratios under conditional independence between carriers, Fellegi & Sunter, "A Theory for
Record Linkage", JASA 64 (1969), section 3.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from whomade.model.provenance import HARDWARE, carrier_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from whomade.model import Evidence

PRINTED = frozenset({"label.brand", "mac"})
"""Fields whose brand words firmware cannot change: words that a device shows go through the brand table too, but do not
count as hardware or papers beside its software, or one flashed text could be `confirmed` by itself (docs/adr/007)."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed before any evidence: `other`, `own` (the hypothesis `self`), and the known makers.

    Every maker has mass `each` but those in `special`; `makers` is their number. Masses need not sum to 1. `authors`
    is what a maker's mass is multiplied by as an author of firmware: who writes firmware does not hang on the printed
    brand. `outside` are companies that make other gear (printers, routers): they stand within `other` until something
    names one, which then has the mass of a maker. So learning about printers makes no camera less certain.
    """

    makers: int
    each: float
    other: float = 0.4
    own: float = 0.0
    special: Mapping[str, float] = field(default_factory=dict)
    authors: float = 1.0
    outside: frozenset[str] = frozenset()

    def of(self, maker: str) -> float:
        """Mass of one known maker."""
        return self.special.get(maker, self.each)

    @property
    def all_makers(self) -> float:
        """Mass of all known makers together."""
        return self.each * (self.makers - len(self.special)) + sum(self.special.values())


def flat(makers: int, outside: frozenset[str] = frozenset()) -> Prior:
    """Give the default prior: `other` 0.4, the rest equal over the known makers."""
    return Prior(makers, 0.6 / makers if makers else 0.0, outside=outside)


def brand_without_row(makers: int, outside: frozenset[str] = frozenset()) -> Prior:
    """Give the prior for a printed brand that nobody wrote about: its own company leads and nobody is accused."""
    each = 0.25 / makers if makers else 0.0
    return Prior(makers, each, other=0.25, own=0.5, authors=0.6 / 0.25, outside=outside)


@dataclass(frozen=True, slots=True)
class Weights:
    """Evidence of one role boiled down: one factor per maker for hardware, for software, and the label's own say.

    `hardware` and `software` map makers to likelihood ratios, carriers multiplied. `label` is the distribution of the
    brand table (maker ids, `self`, `other`; sums to 1), or None. `label_lr` holds ratios of other papers.
    """

    hardware: dict[str, float]
    software: dict[str, float]
    label: dict[str, float] | None = None
    label_lr: dict[str, float] = field(default_factory=dict)
    label_printed: bool = False


class Posterior(NamedTuple):
    """A distribution over hypotheses, sparse: makers not in `named` have `each` apiece, `rest` of them.

    A named tuple, since a device makes half a dozen and a frozen dataclass takes three times as long to build.
    """

    named: dict[str, float]
    each: float
    rest: int
    own: float
    other: float

    def dense(self, makers: Iterable[str]) -> dict[str, float]:
        """Probability of every hypothesis: the makers given, and whoever else is named."""
        full = dict.fromkeys(makers, self.each)
        full.update(self.named)
        full["self"] = self.own
        full["other"] = self.other
        return full

    def two_best(self) -> tuple[str, float, float]:
        """The likeliest hypothesis, its probability, and that of the next; ties in the order of names.

        One unnamed maker stands for all; its name is empty.
        """
        ranked = [(-p, name) for name, p in self.named.items()]
        ranked += [(-self.own, "self"), (-self.other, "other"), (-self.each if self.rest else 0.0, "")]
        ranked.sort()
        best, name = ranked[0]
        return name, -best, -ranked[1][0]


def weigh(evidence: Iterable[Evidence]) -> Weights:
    """Boil evidence down: hits of one carrier for one maker count once, the strongest; a miss only where nothing hit.

    The order of the evidence does not matter, and giving a hit twice changes nothing.
    """
    best: dict[tuple[str, str], float] = {}
    label: dict[str, float] | None = None
    printed = False
    for hit in evidence:
        if hit.shares:
            label = dict(hit.shares)
            printed = hit.signal.field in PRINTED and carrier_of("label", hit.signal.kind) == "label"
            continue
        for maker in hit.makers:
            key = (hit.carrier, maker)
            best[key] = _stronger(best.get(key, 0.0), hit.log10_lr)
    hardware: dict[str, float] = {}
    software: dict[str, float] = {}
    papers: dict[str, float] = {}
    for (carrier, maker), lr in sorted(best.items()):
        into = papers if carrier == "label" else hardware if carrier in HARDWARE else software
        into[maker] = into.get(maker, 1.0) * 10.0**lr
    return Weights(hardware, software, label, papers, printed)


def _stronger(old: float, new: float) -> float:
    """Of two log ratios the one that counts: a hit beats a miss, then the larger in size."""
    if (old > 0) != (new > 0):
        return max(old, new)
    return new if abs(new) > abs(old) else old


def combine(weights: Weights, prior: Prior, link: float, listed: frozenset[str], tilt: float = 1.0) -> Posterior:
    """Posterior of the manufacturer.

    Args:
        weights: boiled-down evidence.
        prior: what is believed without the label.
        link: P(manufacturer = m | firmware author = m); the rest of the firmware says nothing.
        listed: makers whose prior is multiplied by `tilt` (1 for the answer, 0.5 and 2 for the robustness test).
        tilt: see `listed`; never applied to the share that the label itself gives.
    """
    return combiner(weights, prior, link, listed)(tilt)


def combiner(weights: Weights, prior: Prior, link: float, listed: frozenset[str]) -> Callable[[float], Posterior]:
    """Do all of `combine` that does not depend on the tilt; the function given back takes the tilt."""
    fixed, scale, own, other = _label_masses(weights, prior)
    hardware, software, papers, special = weights.hardware, weights.software, weights.label_lr, prior.special
    share, usual = special.get, prior.each
    spread = 1.0
    for maker, ratio in software.items():
        spread += prior.authors * share(maker, usual) * (ratio - 1.0)
    floor = (1.0 - link) * spread
    quiet = link + floor  # likelihood of the software under everybody it does not name
    makers = {**fixed, **hardware, **software, **papers, **special}
    untilted = [(m, share(m, usual) * scale * papers.get(m, 1.0), m in listed) for m in makers]
    rest = prior.makers - len(makers.keys() - prior.outside)
    each = prior.each * scale

    def tilted(tilt: float) -> Posterior:
        named: dict[str, float] = {}
        for maker, mass, is_listed in untilted:
            if is_listed:
                mass *= tilt  # noqa: PLW2901
            if maker in fixed and (maker not in papers or fixed[maker] > mass):
                mass = fixed[maker]  # noqa: PLW2901
            if maker in hardware:
                mass *= hardware[maker]  # noqa: PLW2901
            named[maker] = mass * (link * software[maker] + floor) / quiet if maker in software else mass
        total = sum(named.values()) + own + other + each * rest
        return Posterior({m: mass / total for m, mass in named.items()}, each / total, rest, own / total, other / total)

    return tilted


def _label_masses(weights: Weights, prior: Prior) -> tuple[dict[str, float], float, float, float]:
    """Masses the label fixes, the scale of every other maker's prior, and the masses of `self` and `other`.

    The label's distribution replaces the prior, so that a label alone gives back exactly its own numbers; what it
    leaves to `other` is shared between `other` and the makers it does not name as the prior would.
    """
    if weights.label is None:
        return {}, 1.0, prior.own, prior.other
    fixed = dict(weights.label)
    own, left = fixed.pop("self", 0.0), fixed.pop("other", 0.0)
    unnamed = prior.other + prior.all_makers - sum([prior.of(maker) for maker in fixed if maker not in prior.outside])
    scale = left / unnamed
    return fixed, scale, own, prior.other * scale


def combine_author(weights: Weights, prior: Prior, listed: frozenset[str], tilt: float = 1.0) -> Posterior:
    """Posterior of a role that every carrier speaks about directly, such as the firmware author."""
    ratios = dict(weights.software)
    for source in (weights.hardware, weights.label_lr):
        for maker, ratio in source.items():
            ratios[maker] = ratios.get(maker, 1.0) * ratio
    direct = Weights(hardware=ratios, software={})
    return combine(direct, replace(prior, own=0.0), 1.0, listed, tilt)


def temper(posterior: Posterior, temperature: float, cap: float) -> Posterior:
    """Flatten by one temperature >= 1, then cut the leading probability to `cap`; the excess goes to `other`."""
    named, each, own, other = posterior.named, posterior.each, posterior.own, posterior.other
    if temperature != 1.0:
        power = 1.0 / temperature
        named = {maker: p**power for maker, p in named.items()}
        each, own, other = each**power, own**power, other**power
        total = sum(named.values()) + each * posterior.rest + own + other
        named = {maker: p / total for maker, p in named.items()}
        each, own, other = each / total, own / total, other / total
    if named:
        leader = max(named, key=named.__getitem__)
        excess = named[leader] - cap
        if excess > 0:
            named = {**named, leader: cap}
            other += excess
    if own > cap:
        other += own - cap
        own = cap
    return Posterior(named, each, posterior.rest, own, other)
