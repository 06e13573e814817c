"""What was read and what was not, in lines for a terminal: nothing is lost without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.report.wording import count, problem_words, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from whomade.model import Coverage, InputSummary, Scan

SHOWN = 10
"""Problems listed on a terminal; all of them stand in the JSON and in the page."""


def lines(coverage: Coverage) -> Iterator[str]:
    """One line per input that deserves one, then the first problems."""
    for summary in coverage.inputs:
        yield from _input(summary)
    if coverage.scan is not None:
        yield _reached(coverage.scan, coverage.devices)
    if coverage.channels:
        yield _behind(coverage.channels)
    told = [problem for problem in coverage.problems if problem.lost or problem.contradicts]
    for problem in told[:SHOWN]:
        yield f"  {problem_words(problem)}"
    more = len(told) - SHOWN + coverage.problems_dropped
    if more > 0:
        yield f"  and {count(more, 'more problem')}: --jsonl lists them"


def _reached(scan: Scan, shown: int) -> str:
    if not scan.answered:
        return f"scan: {scan.planned:,} planned, {scan.probed:,} probed; no address answered"
    ended = f"; replies cut off by a cap: {len(scan.ended):,}" if scan.ended else ""
    numbers = f"{scan.planned:,} planned, {scan.probed:,} probed, {scan.answered:,} answered"
    last = f"{scan.identified:,} identified" if shown == scan.answered else f"{shown:,} shown"
    return f"scan: {numbers}, {last}{ended}"


def _behind(channels: Mapping[str, int]) -> str:
    recorders = count(len(channels), "recorder")
    return f"{recorders}: {sum(channels.values()):,} cameras reported behind, which were seen only where they answered"


def _input(summary: InputSummary) -> Iterator[str]:
    name = visible(summary.name)
    if summary.refused is not None:
        yield f"{name}: refused: {visible(summary.refused)}"
        return
    rejected = f", {summary.rejected} rejected" if summary.rejected else ""
    yield f"{name}: read as {summary.format}, {count(summary.records, 'record')}{rejected}"
    if summary.columns:
        columns = ", ".join(f"{field} = {visible(column)}" for field, column in sorted(summary.columns.items()))
        yield f"  columns: {columns} (--map FIELD=COLUMN overrides)"
    for note in summary.notes:
        yield f"  {visible(note)}"
