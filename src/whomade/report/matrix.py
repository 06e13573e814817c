"""Many subjects under many rules: as a table for a terminal, as JSON, as one page; and what changes between two days.

Every status stands with what it hangs on; the text in full, with provisions and sources, is in the JSON and the page.
"""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from whomade.model import Status
from whomade.report import inline, terminal, verdicts, wording
from whomade.report.jsonl import verdict_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from whomade.model import Knowledge, Regime, Situation, Verdict

    Row = tuple[str, tuple[Verdict, ...]]
    Change = tuple[str, Verdict, Verdict]

CELL = 15
"""Columns of a status in the table, the gap before it with it."""
NAME = 26
"""Columns of a regime's id."""
MOST_NEEDS = 3
"""Needs that a line of the table names; the rest is counted."""


def table(rows: Sequence[Row], regimes: Sequence[Regime], width: int) -> Iterator[str]:
    """The table for a terminal: regimes down, subjects across, in blocks as wide as the terminal."""
    across = max((width - NAME) // CELL, 1)
    heard = [n for n in range(len(regimes)) if _is_heard(rows, n)]
    for start in range(0, len(rows), across):
        yield from _block(rows[start : start + across], [(n, regimes[n]) for n in heard])
        yield ""
    silent = [wording.visible(regime.id) for n, regime in enumerate(regimes) if n not in heard]
    if silent:
        yield terminal.wrapped(f"not reached by {len(silent)} other rules: {', '.join(silent)}", width, first="")


def _is_heard(rows: Sequence[Row], number: int) -> bool:
    """Whether a rule says more of some subject than that it is not reached."""
    return any(of[number].status is not Status.NOT_REACHED for _, of in rows)


def _block(rows: Sequence[Row], regimes: Sequence[tuple[int, Regime]]) -> Iterator[str]:
    yield (" " * NAME + "".join(" " + terminal.cell(wording.visible(name), CELL - 1) for name, _ in rows)).rstrip()
    for number, regime in regimes:
        said = [of[number] for _, of in rows]
        cells = "".join(" " + terminal.cell(verdicts.status_words(v.status), CELL - 1) for v in said)
        yield (terminal.cell(wording.visible(regime.id), NAME) + cells).rstrip()
        needs = tuple(dict.fromkeys(need for verdict in said for need in verdict.needs))
        if needs:
            more = f" and {len(needs) - MOST_NEEDS} more" if len(needs) > MOST_NEEDS else ""
            yield f"  hangs on: {', '.join(wording.status_words(need) for need in needs[:MOST_NEEDS])}{more}"


def json(rows: Iterable[Row], situation: Situation, knowledge: Knowledge) -> Iterator[str]:
    """One document: the situation, and every verdict of every subject in full."""
    subjects = [{"id": name, "verdicts": [verdict_object(v) for v in of]} for name, of in rows]
    yield dumps({**_head(situation, knowledge), "subjects": subjects}, ensure_ascii=False, indent=1)


def _head(situation: Situation, knowledge: Knowledge) -> dict[str, Any]:
    said = [{"about": part.about, "words": part.words} for part in verdicts.situation(situation)]
    return {"knowledge": {"version": knowledge.version, "digest": knowledge.digest}, "situation": said}


def html(rows: Sequence[Row], regimes: Sequence[Regime], situation: Situation, knowledge: Knowledge) -> str:
    """One page that opens offline and needs no script."""
    from whomade.report.html import environment

    templates = environment(knowledge)
    heard = [n for n in range(len(regimes)) if _is_heard(rows, n)]
    return templates.get_template("matrix.html").render(
        inlined=inline.load(templates),
        rows=rows,
        shown=[(n, regimes[n]) for n in heard],
        silent=[regime for n, regime in enumerate(regimes) if n not in heard],
        situation=situation,
    )


def changes(found: Iterable[Change], knowledge: Knowledge, width: int) -> Iterator[str]:  # noqa: ARG001  one form
    """What changes between two days, and why, for a terminal."""
    listed = list(found)
    for name, before, after in listed:
        yield wording.visible(f"{name}, {before.regime}: {verdicts.in_short(before)} → {verdicts.in_short(after)}")
        for verdict in (before, after):
            yield terminal.wrapped(f"{verdict.on}: {verdict.why}", width, indent="    ", first="  ")
        yield f"  {wording.visible(after.provision)}"
    yield "1 verdict changes" if len(listed) == 1 else f"{len(listed)} verdicts change"


def changes_json(found: Iterable[Change], knowledge: Knowledge) -> Iterator[str]:
    """What changes between two days as one document: both verdicts in full."""
    listed = [{"id": name, "before": verdict_object(b), "after": verdict_object(a)} for name, b, a in found]
    head = {"knowledge": {"version": knowledge.version, "digest": knowledge.digest}}
    yield dumps({**head, "changes": listed}, ensure_ascii=False, indent=1)
