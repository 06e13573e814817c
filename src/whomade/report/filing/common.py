"""What every paper has: its foot, what its input was, what was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.model import Status
from whomade.report import objections, reach, wording
from whomade.report.filing.case import WORDS
from whomade.report.filing.document import Bullets, Field, Heading, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Coverage, Verdict
    from whomade.report.filing.case import Case
    from whomade.report.filing.document import Block
    from whomade.report.filing.run import Kept, Rest, Run

LONGEST = 300
"""Characters of an address for objections in a footer."""
MOST_PROBLEMS = 50
"""Problems listed one by one; further ones are counted."""
GRAVE = (Status.PROHIBITED, Status.CONDITIONAL, Status.UNDETERMINED)


def foot(run: Run) -> tuple[str, ...]:
    """Lines at the foot of every page."""
    where = run.case.text("objections")
    known = run.knowledge
    return (
        "An attribution is a probability that rests on the evidence cited, never proof. No legal advice.",
        f"To object to a statement: {wording.clip(where, LONGEST) if where else objections.WHERE}.",
        f"{run.program}, knowledge {known.version} ({known.digest[:12]})",
    )


def field_of(case: Case, key: str, device: str | None = None, note: str = "") -> Field:
    """A field of the case; missing where nobody gave it."""
    if key in case.dates:
        return Field(key, WORDS[key], case.dates[key].isoformat(), note)
    if key in case.flags:
        return Field(key, WORDS[key], "yes" if case.flags[key] else "no", note)
    return Field(key, WORDS[key], case.text(key, device), note)


def warnings(run: Run) -> Iterator[Block]:
    """What must not be overlooked: lines that were lost, devices that are none, another state of the knowledge."""
    rest = run.rest
    if lost := len(rest.problems) + rest.problems_dropped:
        yield Text(
            f"{wording.count(lost, 'line')} of the input could not be read: what they held is not in this paper.",
            loud=True,
        )
    if rest.repeated:
        yield Text(
            f"{wording.count(rest.repeated, 'device')} of the input came before under the same key and site, as when "
            "two rules were asked one after the other: each answer is counted for itself."
        )
    if rest.has_coverage and rest.coverage.devices != rest.devices:
        yield Text(
            f"The input says that it holds {wording.count(rest.coverage.devices, 'device')}; "
            f"{rest.devices:,} were read.",
            loud=True,
        )
    if rest.coverage.scan is not None and rest.coverage.scan.is_emulated:
        yield Text("The scan was one of emulated devices: nothing in this paper speaks of real ones.", loud=True)
    if others := sorted(rest.versions - {(run.knowledge.version, run.knowledge.digest)}):
        said = ", ".join(
            f"{wording.visible(version)} ({wording.visible(digest[:12])})" for version, digest in others[:5]
        )
        here = f"{run.knowledge.version} ({run.knowledge.digest[:12]})"
        yield Text(f"The answers were made with knowledge {said}; titles of sources here are those of {here}.")


def crowded(*kept: Kept) -> Iterator[Block]:
    """Says so where a paper holds fewer devices than it should."""
    if more := sum(each.left_out for each in kept):
        yield Text(
            f"{wording.count(more, 'more device')} had no room in this paper: make one for each site.", loud=True
        )


def inputs(coverage: Coverage) -> Table:
    """What was read to make the answers."""
    rows = tuple(
        (
            wording.visible(found.name),
            "refused" if found.refused is not None else wording.visible(found.format),
            f"{found.records:,}",
            f"{found.rejected:,}",
            wording.visible("; ".join([*([found.refused] if found.refused is not None else []), *found.notes])),
        )
        for found in coverage.inputs
    )
    return Table(("input", "read as", "records", "rejected", "notes"), rows, (0.3, 0.14, 0.1, 0.1, 0.36))


def not_reached(rest: Rest, *, named: bool = True) -> list[str]:
    """Sentences about what the answers do not cover; without `named`, of recorders only how many."""
    coverage = rest.coverage
    if not rest.has_coverage:
        return ["The input does not say what was read to make it: how much was not reached is not known."]
    said = [*reach.not_reached(coverage.scan)] if coverage.scan is not None else []
    said += reach.behind(coverage.channels if named else _nameless(coverage.channels))
    refused = sum(found.refused is not None for found in coverage.inputs)
    if refused:
        said.append(f"{wording.count(refused, 'input')} could not be read at all.")
    if rejected := sum(found.rejected for found in coverage.inputs):
        said.append(f"{wording.count(rejected, 'record')} could not be read and left out.")
    if coverage.scan is None:
        said.append("No scan is part of the input: devices that stand in none of the inputs are not known of.")
    return said


def _nameless(channels: dict[str, int]) -> dict[str, int]:
    return {f"recorder {number}": cameras for number, cameras in enumerate(channels.values(), 1)}


def problems(rest: Rest) -> Iterator[Block]:
    """What could not be read, of the evidence and of the input of this paper."""
    lost = [problem for problem in (*rest.problems, *rest.coverage.problems) if problem.lost or problem.contradicts]
    dropped = rest.problems_dropped + rest.coverage.problems_dropped
    if lost or dropped:
        more = max(len(lost) - MOST_PROBLEMS, 0) + dropped
        items = [wording.problem_words(problem) for problem in lost[:MOST_PROBLEMS]]
        yield Heading("What could not be read", 2)
        yield Bullets((*items, *([f"and {wording.count(more, 'more problem')}"] if more else [])))


def covered(run: Run) -> Iterator[Block]:
    """What was read and what was not, in short, for a paper whose subject that is not."""
    yield Heading("What this paper rests on")
    rest = run.rest
    if rest.coverage.inputs:
        yield inputs(rest.coverage)
    yield Bullets(tuple(not_reached(rest)))
    yield from problems(rest)


def coverage_data(rest: Rest) -> dict[str, Any]:
    """What was read and what was not, for a program."""
    return {
        "given": rest.has_coverage,
        "devices": rest.devices,
        "inputs": [
            {"name": i.name, "format": i.format, "records": i.records, "rejected": i.rejected, "refused": i.refused}
            for i in rest.coverage.inputs
        ],
        "not_reached": not_reached(rest),
        "problems": [wording.problem_words(problem) for problem in (*rest.problems, *rest.coverage.problems)],
        "problems_not_listed": rest.problems_dropped + rest.coverage.problems_dropped,
        "knowledge": [{"version": version, "digest": digest} for version, digest in sorted(rest.versions)],
    }


def of(verdicts: Iterable[Verdict], regimes: tuple[str, ...]) -> list[Verdict]:
    """Verdicts under some regimes."""
    return [verdict for verdict in verdicts if verdict.regime in regimes]
