"""Verdicts on cases that somebody wrote down: as text, as one JSON document, as JSON lines.

A case that could not be read stands in its place with the reason: nothing is left out of the count.
"""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from whomade.report import terminal, text, wording
from whomade.report.jsonl import verdict_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Knowledge, Verdict

    Answers = Iterable[tuple[str, Verdict | None, str]]


def jsonl(answers: Answers, knowledge: Knowledge) -> Iterator[str]:  # noqa: ARG001  one form for all three
    """One object per case: the verdict with the case's `id`, or `id` and `error`."""
    for answer in answers:
        yield dumps(_object(*answer), ensure_ascii=False)


def json(answers: Answers, knowledge: Knowledge) -> Iterator[str]:
    """One document with the version of the knowledge and every case."""
    cases = [_object(*answer) for answer in answers]
    head = {"version": knowledge.version, "digest": knowledge.digest}
    yield dumps({"knowledge": head, "cases": cases}, ensure_ascii=False, indent=1)


def blocks(answers: Answers, knowledge: Knowledge, width: int = 100, *, color: bool = False) -> Iterator[str]:
    """A block for each case that was read, for a terminal of `width` columns."""
    paint = terminal.painter(color=color)
    for id_, verdict, _ in answers:
        if verdict is not None:
            head = paint(
                terminal.cut(wording.visible(f"{id_}: {wording.status_words(verdict.status)}"), width), bold=True
            )
            yield f"{head}\n{text.verdict_block(verdict, knowledge, width, paint)}\n"


def _object(id_: str, verdict: Verdict | None, error: str) -> dict[str, Any]:
    return {"id": id_, "error": error} if verdict is None else {"id": id_, **verdict_object(verdict)}
