"""What reasoning gives back: evidence with its weight, and a posterior per role."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whomade.model.citation import Citation
    from whomade.model.observation import Signal


def percent(probability: float) -> str:
    """Probability in two digits at most, rounded down so that no claim looks stronger than it is.

    Example:
        >>> percent(0.998), percent(0.93), percent(0.002)
        ('> 99 %', '93 %', '< 1 %')
    """
    whole = math.floor(probability * 100 + 1e-9)
    if probability > 0.99 + 1e-9:
        return "> 99 %"
    return f"{whole} %" if whole >= 1 else "< 1 %"


class Level(StrEnum):
    """How far an answer may be trusted. Closed; in rising order."""

    UNDETERMINED = "undetermined"
    POSSIBLE = "possible"
    PROBABLE = "probable"
    CONFIRMED = "confirmed"

    @property
    def rank(self) -> int:
        """Place in the order, 0 for undetermined."""
        return _RANKS[self]


_RANKS = {level: number for number, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement about one role: which makers it favours, how strongly, and by whose word.

    `log10_lr` is capped at ±4; it is negative for an absence. `shares` is set for evidence of the label, which enters
    as a distribution over hypotheses (maker ids, `self`, `other`; sums to 1) instead of a ratio.
    """

    fingerprint: str
    role: str
    makers: tuple[str, ...]
    signal: Signal
    log10_lr: float
    carrier: str
    technique: str
    sources: tuple[Citation, ...] = ()
    trial: bool = False
    shares: tuple[tuple[str, float], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CounterEvidence:
    """Evidence that speaks for somebody else than the answer, or that a sign expected of the maker is missing."""

    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who holds one role of one device, how sure, and what shows it.

    `maker` is the leading hypothesis: an entity id, `self` (the company that owns the printed brand), or None where
    none leads. What may be said of it stands in `level`: at `undetermined` nobody is named.
    `posterior` covers every hypothesis and sums to 1. `limits` says why the level is lower than the probability
    suggests.
    """

    role: str
    maker: str | None
    name: str | None
    probability: float
    level: Level
    posterior: dict[str, float] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    counter_evidence: tuple[CounterEvidence, ...] = ()
    limits: tuple[str, ...] = ()
    waterfall: tuple[tuple[str, float], ...] = ()


def is_brand_alone(answer: Attribution) -> bool:
    """Whether the brand's own company is named only because no source says who makes its goods."""
    return answer.maker == "self" and answer.level is not Level.UNDETERMINED
