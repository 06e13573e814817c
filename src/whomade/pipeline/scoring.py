"""What an answer was worth: each device against what is true of it, and the figures over many.

The measures are those by which this project is judged; a loud answer is one at `probable` or `confirmed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from whomade.assess import made_on
from whomade.attribute.decide import CONFIRMED, POSSIBLE, PROBABLE
from whomade.attribute.reason import Reasoner
from whomade.knowledge import bundle
from whomade.model import Level
from whomade.pipeline.companies import Companies
from whomade.report.reliability import Bin, binned, expected_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from whomade.model import Knowledge, Signal
    from whomade.pipeline.corpus import Row

NAMED = 0.25
"""A maker is named from this probability on: quiet, but said."""
FLOORS = {Level.UNDETERMINED: 0.0, Level.POSSIBLE: POSSIBLE, Level.PROBABLE: PROBABLE, Level.CONFIRMED: CONFIRMED}
_SLACK = 1e-6
_RULE_OF_THREE = 3
"""No error in n trials bounds the error rate at 3/n (95 %). Source: Hanley & Lippman-Hand, JAMA 1983 (general
knowledge)."""


class Case(Protocol):
    """A device of which the maker is known: a labelled one of a corpus, or a device card."""

    @property
    def head(self) -> Row:
        """Id and labels."""

    def signals(self, *, label: bool) -> list[Signal]:
        """Everything seen; with `label` the brand on the box too."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One device with its answer. `right` and `accuses` compare companies; both are false where nobody is named."""

    row: Row
    maker: str | None
    probability: float
    level: Level
    right: bool
    accuses: bool
    signs: int = 0
    """Pieces of evidence for or against anybody as the manufacturer."""
    limits: tuple[str, ...] = ()
    """What keeps the level down."""

    @property
    def loud(self) -> bool:
        """Whether somebody is named at `probable` or `confirmed`."""
        return self.maker is not None and self.level.rank >= Level.PROBABLE.rank

    @property
    def named(self) -> bool:
        """Whether the true maker leads with enough probability to be said."""
        return self.right and self.probability >= NAMED

    @property
    def dared(self) -> bool:
        """Whether the true maker is said loudly."""
        return self.right and self.loud

    @property
    def level_lies(self) -> bool:
        """Whether the level does not follow from the probability."""
        silent = self.level is Level.UNDETERMINED and self.probability >= PROBABLE
        return silent or self.probability < FLOORS[self.level] - _SLACK


FAULTS: dict[str, Callable[[Scored], bool]] = {
    "wrong_confident": lambda s: bool(s.row.scorable) and s.loud and not s.right,
    "false_probable": lambda s: bool(s.row.negative) and s.accuses and not s.right and s.loud,
    "false_possible": lambda s: bool(s.row.negative) and s.accuses and not s.right and s.level is Level.POSSIBLE,
    "overclaim": lambda s: not s.row.true_maker and s.loud and s.accuses,
    "overclaim_own": lambda s: not s.row.true_maker and s.loud and not s.accuses,
    "level_lies": lambda s: s.level_lies,
}
"""What an answer can do wrong."""


class Scorer:
    """Answers devices from one knowledge base and compares companies by the names of another (usually the same)."""

    def __init__(self, knowledge: Knowledge, companies: Companies | None = None, *, label: bool) -> None:
        self._reasoner = Reasoner(knowledge, bundle.vendor_of)
        self._companies = companies or Companies(knowledge)
        self._label = label

    def score(self, device: Case) -> Scored:
        """Answer who made a device, and hold the answer against what is true of it."""
        seen = device.signals(label=self._label)
        answer = self._reasoner.attribute(seen, made_on(seen, self._reasoner.knowledge))["manufacturer"]
        company, truth = self._companies.answered(answer), device.head.true_maker
        return Scored(
            row=device.head,
            maker=answer.maker if company else None,
            probability=answer.probability if company else 0.0,
            level=answer.level,
            right=company is not None and bool(truth) and company == self._companies.key(truth or ""),
            accuses=self._companies.accuses(company),
            signs=len(answer.evidence) + len(answer.counter_evidence),
            limits=answer.limits,
        )


def figures(scored: Sequence[Scored]) -> dict[str, float]:
    """Every count and share, over all devices and, for naming and daring, over surveillance gear."""
    found = {**_counts(scored), **shares(scored)}
    found |= {f"gear_{name}": share for name, share in shares([s for s in scored if s.row.gear]).items()}
    wrong = found["false_probable"] + found["wrong_confident"] + found["overclaim"]
    loud = found["loud"]
    return found | {
        "brier": _mean((s.probability - s.right) ** 2 for s in _scorable(scored)),
        "ece": round(expected_error(bins(scored)), 4),
        "loud_bound": round(min(1.0, (wrong + _RULE_OF_THREE) / loud), 4) if loud else 1.0,
    }


def _counts(scored: Sequence[Scored]) -> dict[str, float]:
    scorable = _scorable(scored)
    white = [s for s in scorable if s.row.white_label]
    return {
        "rows": len(scored),
        "scorable": len(scorable),
        "named": sum(s.named for s in scorable),
        "right_loud": sum(s.dared for s in scorable),
        "wl": len(white),
        "wl_named": sum(s.named for s in white),
        "wl_loud": sum(s.dared for s in white),
        "negatives": sum(bool(s.row.negative) for s in scored),
        "unknown_rows": sum(not s.row.true_maker for s in scored),
        "loud": sum(s.loud for s in scored),
        **{fault: len(ids) for fault, ids in faults(scored).items()},
    }


def shares(scored: Sequence[Scored]) -> dict[str, float]:
    """Share of the scorable devices named and dared, over all and over those whose brand is not the maker's."""
    scorable = _scorable(scored)
    white = [s for s in scorable if s.row.white_label]
    return {
        "naming": _mean(s.named for s in scorable),
        "naming_wl": _mean(s.named for s in white),
        "dared": _mean(s.dared for s in scorable),
        "dared_wl": _mean(s.dared for s in white),
    }


def faults(scored: Iterable[Scored]) -> dict[str, list[str]]:
    """Ids of the devices with each fault."""
    every = list(scored)
    return {name: [s.row.id for s in every if is_one(s)] for name, is_one in FAULTS.items()}


def bins(scored: Sequence[Scored]) -> tuple[Bin, ...]:
    """Scorable devices by the probability said, in ten bins."""
    return binned((s.probability, s.right) for s in _scorable(scored))


def _scorable(scored: Iterable[Scored]) -> list[Scored]:
    return [s for s in scored if s.row.scorable]


def _mean(values: Iterable[float]) -> float:
    """Mean to four places; 0 over nothing."""
    every = list(values)
    return round(sum(every) / len(every), 4) if every else 0.0
