"""Many questions about owners, one a line: the JSON lines behind `whomade owner - --jsonl`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from whomade.errors import ImpossibleHoldings
from whomade.model import Problem, Where
from whomade.ownership.answer import Answer, Question
from whomade.ownership.names import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.ownership.answer import Owners

MOST_LINE_BYTES = 65_536
"""Bytes of a line of questions that are read."""


def answers(owners: Owners, lines: Iterable[bytes], on: str) -> Iterator[Answer]:
    """Answer each line; one that cannot be read or answered costs itself alone.

    Args:
        owners: who is asked.
        lines: JSON objects with `query`, and with `id` and `on` if wanted.
        on: the day for lines that name none.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(owners, line, number, on)


def _answer(owners: Owners, line: bytes, number: int, on: str) -> Answer:
    question = _question(line, on)
    if question is None:
        found = line[:40].decode("utf-8", "replace")
        problem = Problem(Where("-", f"line {number}"), 'an object with "query"', found, "the line is passed over")
        return Answer(Question("", on), Match(None, 0.0), problem=problem)
    try:
        return owners.ask(question)
    except ImpossibleHoldings as error:
        problem = Problem(Where("-", f"line {number}"), "holdings that can be", str(error), "no answer is given")
        return Answer(question, owners.match(question.query), problem=problem)


def _question(line: bytes, on: str) -> Question | None:
    if len(line) > MOST_LINE_BYTES:
        return None
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or not isinstance(given.get("query"), str):
        return None
    day = given.get("on")
    return Question(given["query"], on if day is None else str(day), given.get("id"))
