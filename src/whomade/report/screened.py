"""Answers about lines of a quote: for a terminal, and as JSON, one object a line."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from whomade.model.attribution import percent
from whomade.report.jsonl import verdict_object
from whomade.report.wording import visible
from whomade.screen import Outcome
from whomade.screen.answer import CRITERIA

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from whomade.model import Attribution, Coverage, Knowledge
    from whomade.screen import Screened

WORDS = {Outcome.ATTRIBUTED: "attributed", Outcome.ASK: "ask", Outcome.LEFT_ALONE: "left alone"}
MOST_TEXT = 512
MOST_LINES = 4


def line_object(screened: Screened, knowledge: Knowledge) -> dict[str, Any]:
    """One line as JSON: what was read, the answer with sources, and what to ask."""
    offer, reading = screened.offer, screened.reading
    return {
        "line": {
            "input": offer.where.input,
            "place": screened.place,
            "sheet": offer.sheet or None,
            "row": offer.row,
            "text": visible(offer.text)[:MOST_TEXT],
            "fields": {name: visible(value)[:MOST_TEXT] for name, value in sorted(offer.fields.items())},
        },
        "outcome": screened.outcome.value,
        "product": reading.about.product or None,
        "maker": _role(screened.maker) if screened.maker else None,
        "components": [{"name": c.name, "role": c.role, **_role(c.attribution)} for c in screened.components],
        "mentions": [{"name": name, "why": why} for name, why in reading.mentions],
        "why": visible(screened.why),
        "verdicts": [verdict_object(verdict) for verdict in screened.verdicts],
        "ask": {"questions": list(screened.questions), "documents": list(screened.documents)},
        "replacement_criteria": list(CRITERIA) if screened.questions else [],
        "knowledge": {"version": knowledge.version, "digest": knowledge.digest},
    }


def _role(answer: Attribution) -> dict[str, Any]:
    return {
        "maker": answer.maker,
        "maker_name": answer.name,
        "probability": round(answer.probability, 6),
        "level": answer.level.value,
        "limits": list(answer.limits),
        "sources": [{"id": c.id, "at": c.at} for c in dict.fromkeys(c for e in answer.evidence for c in e.sources)],
    }


def text_lines(screened: Screened, width: int) -> Iterator[str]:
    """One answer for a terminal; lines that are left alone say so only where something was met."""
    maker = screened.maker
    said = f"{maker.name}, {percent(maker.probability)}, {maker.level}" if maker else WORDS[screened.outcome]
    first = f"{visible(screened.place)}: {visible(said)} | {visible(' '.join(screened.offer.text.split()))}"
    yield first if len(first) <= width else f"{first[: width - 1]}…"
    yield from _paragraph(visible(screened.why), width)
    for verdict in screened.verdicts:
        said = f"{verdict.regime}: {verdict.status.replace('_', ' ')}: {visible(verdict.why)}"
        yield from _paragraph(said, width)
    for component in screened.components:
        name = component.attribution.name or "undetermined"
        said = f"component {visible(component.name)[:60]}: {component.role.replace('_', ' ')} {visible(name)}"
        yield from _paragraph(said, width)
    if screened.questions:
        yield from _paragraph(f"ask: {visible(' '.join(screened.questions_here))}", width)


def _paragraph(text: str, width: int) -> list[str]:
    """Text below a line, indented; what is more than `MOST_LINES` long stands in the sheet and in JSON."""
    return textwrap.wrap(
        text,
        max(width, 40),
        initial_indent="    ",
        subsequent_indent="      ",
        max_lines=MOST_LINES,
        placeholder=" …",
        break_on_hyphens=False,
    )


def headline(outcomes: Counter[Outcome], coverage: Coverage) -> str:
    """What became of all lines, in one sentence."""
    summary = coverage.inputs[0]
    counts = ", ".join(f"{outcomes[o]:,} {WORDS[o]}" for o in Outcome)
    noun = "line" if summary.records == 1 else "lines"
    return f"{summary.records:,} {noun} ({summary.format}): {counts}"
