"""From a posterior to an answer: who leads, at which level, and what keeps the level down.

Every lowering is named in `limits`, so that a reader sees why a high probability is not said louder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whomade.attribute import doubt
from whomade.attribute.fuse import Posterior, Prior, Weights, combine_author, combiner, temper, weigh
from whomade.model import Level
from whomade.model.provenance import HARDWARE

if TYPE_CHECKING:
    from whomade.model import Evidence

TIE = 0.05
"""Two best hypotheses closer than this: nobody is named."""
POSSIBLE, PROBABLE, CONFIRMED = 0.5, 0.9, 0.95
SECOND_CLASS = 99.0
"""Ratio from which software counts as a class of its own: a moderate sign, not an open port or a shared path."""
RIVAL = 999.0
"""Ratio from which signs of another maker stop a loud answer: strong."""
ON_TRIAL = "rests on statements that are on trial (one source, or leads alone)"
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers of the base that a decision needs, the same for every device.

    `link` is P(manufacturer = m | firmware author = m); `cap` the largest probability that may be said; `leads` are the
    sources that prove nothing alone.
    """

    link: float = 0.9
    temperature: float = 1.0
    cap: float = 0.99
    listed: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """Leading hypothesis (None when nobody can be named), its probability, the level, and what limits it."""

    maker: str | None
    probability: float
    level: Level
    posterior: Posterior
    limits: tuple[str, ...]


Tilted = Callable[[float], Posterior]
"""A posterior by the tilt of the prior of listed makers: 1 for the answer, 0.5 and 2 for the robustness test."""
Combine = Callable[[Weights], Tilted]


def manufacturer(evidence: Iterable[Evidence], prior: Prior, settings: Settings, doubts: Iterable[str] = ()) -> Answer:
    """Answer for the role manufacturer.

    Args:
        evidence: all evidence for the role, software signs of the firmware author included.
        prior: what is believed before it.
        settings: numbers of the base.
        doubts: reasons why the label may not carry a loud answer (undated rows, brand words that disagree).
    """

    def fuse(weights: Weights) -> Tilted:
        combined = combiner(weights, prior, settings.link, settings.listed)
        return lambda tilt: temper(combined(tilt), settings.temperature, settings.cap)

    return _answer(list(evidence), fuse, tuple(doubts), settings.leads, has_brand=prior.own > 0)


def other_role(evidence: Iterable[Evidence], prior: Prior, settings: Settings) -> Answer:
    """Answer for a role that its evidence speaks about directly: firmware author, chip, module, cloud."""

    def fuse(weights: Weights) -> Tilted:
        return lambda tilt: temper(
            combine_author(weights, prior, settings.listed, tilt), settings.temperature, settings.cap
        )

    return _answer(list(evidence), fuse, (), settings.leads, has_brand=False)


def _answer(
    evidence: list[Evidence], fuse: Combine, doubts: tuple[str, ...], leads: frozenset[str], *, has_brand: bool
) -> Answer:
    weights = weigh(evidence)
    tilted = fuse(weights)
    posterior = tilted(1.0)
    maker, probability = leader(posterior)
    if maker is None or not (evidence or has_brand):
        return Answer(None, 0.0, Level.UNDETERMINED, posterior, ())
    level = level_of(maker, probability, weights)
    limits: list[str] = []
    if maker == "self" and level.rank > Level.POSSIBLE.rank:
        level = Level.POSSIBLE
    if maker == "self":
        limits.append("no row that speaks here says who makes this, so the brand's own company leads")
    level = _robust(maker, level, weights, tilted, limits)
    level = _firm(maker, level, evidence, fuse, doubts, leads, limits)
    level = _unrivalled(maker, level, weigh(_apart(maker, evidence)), limits)
    return Answer(maker, probability, level, posterior, tuple(limits))


def leader(posterior: Posterior) -> tuple[str | None, float]:
    """Leading hypothesis and its probability; None when `other` leads, two best are close, or nobody stands out."""
    name, best, second = posterior.two_best()
    if name in ("other", "") or best - second < TIE:
        return None, 0.0
    return name, best


def level_of(maker: str, probability: float, weights: Weights) -> Level:
    """Level by probability; `confirmed` needs a sign of hardware or papers and one of software, both for this maker."""
    if probability < POSSIBLE - _SLACK:
        return Level.UNDETERMINED
    if probability < PROBABLE - _SLACK:
        return Level.POSSIBLE
    if probability < CONFIRMED - _SLACK or not both_classes(maker, weights):
        return Level.PROBABLE
    return Level.CONFIRMED


def both_classes(maker: str, weights: Weights) -> bool:
    """Whether hardware or papers and software both speak for the maker.

    Of the label only what is printed counts: a brand word or model number that firmware shows is no second class.
    """
    label = weights.label_printed and (weights.label or {}).get(maker, 0.0) >= POSSIBLE
    return (label or weights.hardware.get(maker, 1.0) > 1) and weights.software.get(maker, 1.0) >= SECOND_CLASS


def _level_under(maker: str, weights: Weights, posterior: Posterior) -> Level:
    """Level the same maker would have under another posterior."""
    name, probability = leader(posterior)
    return level_of(maker, probability, weights) if name == maker else Level.UNDETERMINED


def _robust(maker: str, level: Level, weights: Weights, tilted: Tilted, limits: list[str]) -> Level:
    """Lower the level where it hangs on the prior: recomputed with listed makers halved and doubled."""
    if level == Level.UNDETERMINED:
        return level
    lowest = min((level, *(_level_under(maker, weights, tilted(tilt)) for tilt in (0.5, 2.0))), key=_rank)
    if lowest != level:
        limits.append("the level would change if listed makers were half or twice as common")
    return lowest


def _firm(
    maker: str,
    level: Level,
    evidence: list[Evidence],
    fuse: Combine,
    doubts: tuple[str, ...],
    leads: frozenset[str],
    limits: list[str],
) -> Level:
    """Keep the level at `possible` where it would not stand without trial statements, or without a doubtful label."""
    if level.rank <= Level.POSSIBLE.rank:
        return level
    firm = [hit for hit in evidence if not hit.trial and not (doubts and hit.shares)]
    if len(firm) == len(evidence):
        return level
    standing = _standing(maker, firm, fuse)
    if standing.rank >= level.rank:
        return level
    if doubt.is_of_place(doubts) and _borne_out(maker, evidence, fuse, leads):
        return max(standing, Level.PROBABLE, key=_rank)
    if any(hit.trial for hit in evidence):
        limits.append(ON_TRIAL)
    limits.extend(doubts)
    return max(standing, Level.POSSIBLE, key=_rank)


def _borne_out(maker: str, evidence: list[Evidence], fuse: Combine, leads: frozenset[str]) -> bool:
    """Whether the words, and the product that the device announces, each make the maker possible by themselves."""
    sides = (doubt.words(evidence), doubt.announced(evidence, leads))
    return all(_standing(maker, side, fuse).rank >= Level.POSSIBLE.rank for side in sides)


def _standing(maker: str, evidence: list[Evidence], fuse: Combine) -> Level:
    """Level that the maker has by this evidence, however common listed makers are."""
    weights = weigh(evidence)
    tilted = fuse(weights)
    return min((_level_under(maker, weights, tilted(tilt)) for tilt in (0.5, 1.0, 2.0)), key=_rank)


def _apart(maker: str, evidence: Iterable[Evidence]) -> list[Evidence]:
    """Evidence that does not speak for the maker too: a sign that two makers share sets neither against the other."""
    return [hit for hit in evidence if hit.shares or maker not in hit.makers]


def _unrivalled(maker: str, level: Level, weights: Weights, limits: list[str]) -> Level:
    """Keep the level at `possible` where strong signs of another maker stand on the same device."""
    rivals = sorted(
        name
        for name in {*weights.hardware, *weights.software, *weights.label_lr}.difference({maker})
        if weights.hardware.get(name, 1.0) * weights.software.get(name, 1.0) * weights.label_lr.get(name, 1.0) >= RIVAL
    )
    if level.rank <= Level.POSSIBLE.rank or not rivals:
        return level
    limits.append("strong signs of another maker stand on the same device: " + ", ".join(rivals))
    return Level.POSSIBLE


def _rank(level: Level) -> int:
    return level.rank


def supports(maker: str, hit: Evidence) -> bool:
    """Whether a piece of evidence speaks for the maker."""
    if hit.shares:  # a share of a tenth is far more than any maker has before the label is read
        return dict(hit.shares).get(maker, 0.0) >= 0.1
    return maker in hit.makers and hit.log10_lr > 0


def carriers_of(evidence: Iterable[Evidence]) -> list[str]:
    """Carriers in the order of a waterfall: the label, other hardware and papers, then software."""
    present = {hit.carrier for hit in evidence}
    return sorted(present, key=lambda c: (c != "label", c not in HARDWARE, c))
