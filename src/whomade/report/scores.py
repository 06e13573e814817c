"""The report of an evaluation: figures, a table per maker, faults by id, and what leaving sources out changes."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade.report import reliability
from whomade.report.tables import table
from whomade.report.wording import count, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whomade.report.reliability import Bin

FAULT_WORDS = {
    "wrong_confident": "wrong maker, said loudly",
    "false_probable": "accused wrongly, said loudly",
    "false_possible": "accused wrongly, at possible",
    "overclaim": "accused loudly where nobody has shown the maker",
    "overclaim_own": "somebody else named loudly where nobody has shown the maker",
    "level_lies": "level that does not follow from the probability",
}


class MakerLine(NamedTuple):
    """How the scorable rows of one maker fared."""

    name: str
    rows: int
    named: int
    loud_right: int
    loud_wrong: int


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows of one source group, before and after leaving out what rests on it; `wrong` are loud wrong answers after.

    `gear` counts the scorable rows that are surveillance gear, and `gear_naming` is over these alone.
    """

    group: str
    left_out: tuple[str, ...]
    rows: int
    scorable: int
    named: tuple[int, int]
    naming: tuple[float, float]
    dared: tuple[float, float]
    wrong: tuple[str, ...]
    gear: int = 0
    gear_naming: tuple[float, float] = (0.0, 0.0)

    @property
    def drop(self) -> float:
        """Loss of naming, 0-1."""
        return self.naming[0] - self.naming[1]

    @property
    def gear_drop(self) -> float:
        """Loss of naming on surveillance gear, 0-1."""
        return self.gear_naming[0] - self.gear_naming[1]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an evaluation. `unit` is row or device; `folds` is None where nothing was left out."""

    version: str
    digest: str
    unit: str
    label: bool
    figures: dict[str, float]
    makers: tuple[MakerLine, ...]
    faults: dict[str, tuple[str, ...]]
    bins: tuple[Bin, ...]
    folds: tuple[Fold, ...] | None = None

    def as_text(self) -> str:
        """The report as text that is also Markdown."""
        parts = [self._head(), self._shares(), self._calibration(), "\n".join(self._faults()), self._makers()]
        if self.folds is not None:
            parts.append("\n".join(self._left_out()))
        return "\n\n".join(parts)

    def as_json(self) -> str:
        """The report as JSON with sorted keys."""
        import orjson

        return orjson.dumps(self._plain(), option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2).decode()

    def svg(self) -> str:
        """The reliability diagram."""
        return reliability.draw(
            self.bins, f"knowledge {self.version}, n = {count(self._n('scorable'), self.unit)}, {self._how()}"
        )

    def _n(self, name: str) -> int:
        return int(self.figures[name])

    def _how(self) -> str:
        return "brand on the box given" if self.label else "brand on the box not given"

    def _head(self) -> str:
        return (
            f"knowledge {self.version} ({self.digest[:12]}): {count(self._n('rows'), self.unit)}, {self._how()}; "
            f"{self._n('scorable')} with a known maker, {self._n('wl')} of them white label, "
            f"{self._n('unknown_rows')} whose maker nobody has shown, {self._n('negatives')} on which naming a maker "
            "of the PRC would accuse wrongly"
        )

    def _shares(self) -> str:
        f, columns = self.figures, ("", "_wl")
        rows = [
            [words, *(_percent(f[f"{gear}{name}{white}"]) for gear in ("", "gear_") for white in columns)]
            for words, name in (("named right (25 % or more)", "naming"), ("right at probable or confirmed", "dared"))
        ]
        return table(("", "all", "white label", "surveillance gear", "gear, white label"), rows)

    def _calibration(self) -> str:
        f = self.figures
        return (
            f"calibration: Brier score {f['brier']:.4f}, expected calibration error {f['ece']:.4f}; "
            f"{count(self._n('loud'), 'loud answer')}, so at most {_percent(f['loud_bound'])} of such "
            "answers are wrong (95 % bound)"
        )

    def _faults(self) -> Iterator[str]:
        for name, words in FAULT_WORDS.items():
            ids = self.faults.get(name, ())
            yield f"- {words}: {len(ids)}" + (f" ({visible(', '.join(ids))})" if ids else "")

    def _makers(self) -> str:
        rows = [[visible(m.name), *map(str, m[1:])] for m in self.makers]
        return table(("maker", f"{self.unit}s", "named", "loud right", "loud wrong"), rows)

    def _left_out(self) -> Iterator[str]:
        folds = [fold for fold in self.folds or () if fold.scorable]
        rows = [
            [
                visible(fold.group), visible(", ".join(fold.left_out) or "none quoted"), str(fold.scorable),
                *map(_percent, fold.naming), *map(_percent, fold.dared), visible(", ".join(fold.wrong) or "none"),
            ]
            for fold in folds
        ]  # fmt: skip
        heads = ("naming", "naming without", "dared", "dared without", "wrong and loud")
        yield table(("group of rows", "sources left out", f"{self.unit}s", *heads), rows)
        yield ""
        yield self._left_out_words()

    def _left_out_words(self) -> str:
        pooled = self._pooled()
        return (
            f"naming over all: {_percent(pooled['naming'])}, without the group's own sources "
            f"{_percent(pooled['naming_without'])}; median drop {_percent(pooled['median_drop'])} over "
            f"{count(pooled['groups_quoted'], 'group')} the base quotes; "
            f"{count(len(pooled['wrong']), 'loud wrong answer')}"
        )

    def _pooled(self) -> dict[str, Any]:
        return pooled(self.folds or ())

    def _plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = {
            "knowledge": {"version": self.version, "digest": self.digest},
            "unit": self.unit,
            "label": self.label,
            "figures": self.figures,
            "makers": [line._asdict() for line in self.makers],
            "faults": {name: list(ids) for name, ids in self.faults.items()},
            "bins": [{"answers": b.answers, "said": round(b.said, 6), "right": b.right} for b in self.bins],
        }
        if self.folds is not None:
            plain["left_out"] = {**self._pooled(), "groups": [dataclasses.asdict(fold) for fold in self.folds]}
        return plain


def pooled(folds: Sequence[Fold]) -> dict[str, Any]:
    """Figures over all groups; the medians are over groups that some source of the base belongs to."""
    scorable = [fold for fold in folds if fold.scorable]
    quoted = [fold for fold in scorable if fold.left_out]
    gear = [fold.gear_drop for fold in quoted if fold.gear]
    n = max(1, sum(fold.scorable for fold in scorable))
    return {
        "naming": round(sum(fold.named[0] for fold in scorable) / n, 4),
        "naming_without": round(sum(fold.named[1] for fold in scorable) / n, 4),
        "median_drop": round(median(fold.drop for fold in quoted), 4) if quoted else 0.0,
        "median_gear_drop": round(median(gear), 4) if gear else 0.0,
        "groups_quoted": len(quoted),
        "wrong": sorted(i for fold in folds for i in fold.wrong),
    }


def _percent(share: float) -> str:
    """A measured share, which unlike a probability is a count and may be 100 %."""
    return f"{100 * share:.1f} %"
