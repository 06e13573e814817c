"""`whomade screen` as a library call: lines of a quote in, one answer a line out, and the sheet with more columns.

Example:
    for line in screen("quote.xlsx"): print(line.place, line.outcome, line.maker and line.maker.name)
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from whomade import collect
from whomade.assess import Mind
from whomade.attribute.reason import Reasoner
from whomade.collect import inventory, offers
from whomade.collect.columns import is_blank
from whomade.collect.text import decoded, encoding_of
from whomade.errors import InputError, UsageError
from whomade.knowledge import bundle
from whomade.model import Coverage, Problem
from whomade.report import new_sheet, workbook
from whomade.report.sheet import Added, replaced, write_csv
from whomade.screen import Outcome, Reader, Screened, Screener

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from whomade.collect import Source
    from whomade.model import Knowledge, Situation, Status

MOST_PROBLEMS = 1000
_TABLES = frozenset({"xlsx", "csv"})
"""Formats whose own sheet gets columns."""


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """How lines are read and judged. `mapping` says which column holds which field; `out` is the sheet to write.

    `regimes` are applied to every line in the `situation`; none is applied without one.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    out: Path | None = None
    regimes: tuple[str, ...] = ()
    situation: Situation | None = None
    stdin: IO[bytes] | None = None


class Screening:
    """A run over one input: iterate for answers; counts and `coverage` are complete once the iteration is.

    The sheet that was asked for is written when the last line was answered, and only if all went well.
    """

    def __init__(
        self,
        path: str | Path,
        options: ScreenOptions,
        knowledge: Knowledge,
        progress: Callable[[str, int], None] | None = None,
    ) -> None:
        offers.check_options(dict(options.mapping))
        self.knowledge = knowledge
        self.coverage = Coverage()
        self.outcomes: Counter[Outcome] = Counter()
        self.verdicts: Counter[Status] = Counter()
        self._path = Path(path)
        self._options = options
        self._progress = progress or (lambda _stage, _n: None)
        self._screener = Screener(Reader(knowledge), _mind(options, knowledge))

    def __iter__(self) -> Iterator[Screened]:
        if str(self._path) != "-" and not self._path.is_file():
            raise InputError(f"{self._path}: no such file")
        with collect.opened(self._path, options=self._options.mapping, stdin=self._options.stdin) as source:
            self.coverage.inputs.append(source.summary)
            if self._options.out is None:
                yield from self._answers(source)
            else:
                yield from self._kept(source, self._options.out)

    def _kept(self, source: Source, out: Path) -> Iterator[Screened]:
        if out.resolve() == source.path.resolve():
            raise UsageError(f"--out {out}: is the input itself, which is never overwritten")
        with Added() as added:
            for screened in self._answers(source):
                _check_kind(source, out)
                added.keep(screened, None if source.summary.format in _TABLES else new_sheet.own_cells(screened))
                yield screened
            _write(source, out, added)

    def _answers(self, source: Source) -> Iterator[Screened]:
        try:
            for found in offers.read(source):
                if isinstance(found, Problem):
                    self._list(found)
                    continue
                screened = self._screener.screen(found)
                self.coverage.devices += screened.outcome is not Outcome.LEFT_ALONE
                self.outcomes[screened.outcome] += 1
                self.verdicts.update(verdict.status for verdict in screened.verdicts)
                self._progress(source.name, source.summary.records)
                yield screened
        except InputError as error:
            source.summary.refused = str(error).removeprefix(f"{source.name}: ")
            raise InputError(f"{source.name}: {source.summary.refused}") from error

    def _list(self, problem: Problem) -> None:
        if len(self.coverage.problems) < MOST_PROBLEMS:
            self.coverage.problems.append(problem)
        else:
            self.coverage.problems_dropped += 1


def _write(source: Source, out: Path, added: Added) -> None:
    """Write the input again with columns added; of a document or notice a new sheet of its lines."""
    _check_kind(source, out)
    if source.summary.format == "xlsx":
        replaced(out, lambda beside: workbook.write(source.path, beside, added, source.headers))
    elif source.summary.format == "csv":
        encoding, mark = encoding_of(source.head()), inventory.delimiter(decoded(source.head()))
        found = inventory.rows_with_lines(source, encoding, mark)
        rows = ((row.number, taken, not row.fault and not is_blank(row.cells)) for row, taken in found)
        header = source.headers.get("", 0)
        replaced(
            out, lambda beside: write_csv(source.path, beside, added, rows, encoding=encoding, mark=mark, header=header)
        )
    else:
        replaced(out, lambda beside: new_sheet.write(beside, added, out.suffix.lower()))


def _check_kind(source: Source, out: Path) -> None:
    """Refuse a name that does not fit what will be written."""
    kind, suffix = source.summary.format, out.suffix.lower()
    if kind == "xlsx" and suffix not in (".xlsx", ".xlsm"):
        raise UsageError(f"--out {out.name}: your workbook stays a workbook: name it .xlsx")
    if kind == "csv" and suffix in (".xlsx", ".xlsm"):
        raise UsageError(f"--out {out.name}: your .csv stays what it is: name it .csv")
    if kind not in _TABLES and suffix not in new_sheet.SUFFIXES:
        raise UsageError(f"--out {out.name}: of {kind} a new sheet is written: name it .xlsx or .csv")


def _mind(options: ScreenOptions, knowledge: Knowledge) -> Mind:
    reasoner = Reasoner(knowledge, bundle.vendor_of)
    if options.situation is None:
        return Mind.of(reasoner)
    from whomade.judge import checked, regimes_named  # late: most calls ask for no rule

    return Mind.of(reasoner, regimes_named(options.regimes, knowledge), checked(options.situation, knowledge))


def screen(
    path: str | Path,
    *,
    options: ScreenOptions | None = None,
    knowledge: Knowledge | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> Screening:
    """Say of every line of a quote, catalogue or notice who made what it offers, or what to ask.

    Args:
        path: a file, or `-` for standard input.
        options: how to read and judge it, and where to write the sheet with columns added.
        knowledge: a compiled base; the shipped one if not given.
        progress: called with the input and a count.

    Returns:
        An iterable of answers in the order of the input.

    Raises:
        InputError: while it is iterated, where the input cannot be read at all.
    """
    return Screening(path, options or ScreenOptions(), knowledge or bundle.load(), progress)
