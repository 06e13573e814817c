"""What the summary of a page counts while the devices pass: nothing here grows with their number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from whomade.model import Level, Status
from whomade.report import wording

if TYPE_CHECKING:
    from whomade.model import Assessment, Source, Verdict

ESTABLISHED = (Level.PROBABLE, Level.CONFIRMED)
"""Levels at which a rule may rest on the maker."""


@dataclass(slots=True)
class Regime:
    """One rule asked about one act on one day: the first verdict gives its words, all of them its counts."""

    first: Verdict
    statuses: Counter[Status] = field(default_factory=Counter)
    differs: bool = False

    def add(self, verdict: Verdict) -> None:
        """Count one device."""
        self.statuses[verdict.status] += 1
        self.differs = self.differs or verdict.situation != self.first.situation


@dataclass(slots=True)
class Tally:
    """What the summary needs to know of all devices.

    `only_brand` counts those named after their own brand because nothing else speaks: they stand under no maker.
    """

    levels: Counter[Level] = field(default_factory=Counter)
    only_brand: int = 0
    white_labels: Counter[str] = field(default_factory=Counter)
    makers: dict[str, Counter[Level]] = field(default_factory=dict)
    asked: dict[tuple[str, ...], Regime] = field(default_factory=dict)
    cited: Counter[str] = field(default_factory=Counter)

    @property
    def devices(self) -> int:
        """Number of devices."""
        return self.levels.total()

    @property
    def possible(self) -> int:
        """Devices with a possible maker for which more than the printed brand speaks."""
        return self.levels[Level.POSSIBLE] - self.only_brand

    @property
    def established(self) -> int:
        """Devices whose maker is probable or confirmed."""
        return sum(self.levels[level] for level in ESTABLISHED)

    @property
    def regimes(self) -> list[Regime]:
        """The rules that were applied, in the order in which they were named."""
        return list(self.asked.values())

    @property
    def statuses(self) -> list[Status]:
        """Statuses that some verdict has, in the order of the vocabulary."""
        return [status for status in Status if any(regime.statuses[status] for regime in self.asked.values())]

    def add(self, assessment: Assessment) -> None:
        """Count one device."""
        answer = wording.manufacturer(assessment)
        self.levels[answer.level] += 1
        self.white_labels[assessment.white_label] += 1
        if wording.is_brand_alone(answer):
            self.only_brand += 1
        elif maker := wording.maker(answer):
            self.makers.setdefault(maker, Counter())[answer.level] += 1
        for verdict in assessment.verdicts:
            key = (verdict.regime, verdict.on, verdict.situation.act)
            self.asked.setdefault(key, Regime(verdict)).add(verdict)
        self.cited.update(_cited(assessment))

    def ranked(self) -> list[tuple[str, Counter[Level]]]:
        """Makers by number of devices."""
        return sorted(self.makers.items(), key=lambda item: (-item[1].total(), item[0]))

    def sources(self, known: dict[str, Source]) -> list[tuple[Source, int]]:
        """Sources cited, by title, each with the number of devices for which it is cited."""
        found = [(known[id_], number) for id_, number in self.cited.items() if id_ in known]
        return sorted(found, key=lambda item: (item[0].title, item[0].id))


def _cited(assessment: Assessment) -> set[str]:
    """Ids of the sources that one device's answers and verdicts rest on."""
    evidence = [*wording.all_evidence(assessment), *(c.evidence for c in wording.all_counter_evidence(assessment))]
    citations = chain(*(piece.sources for piece in evidence), *(verdict.sources for verdict in assessment.verdicts))
    return {citation.id for citation in citations}
