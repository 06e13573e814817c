"""A company's name to those above it and below it on a day: the question behind `whomade owner`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade.errors import ImpossibleHoldings
from whomade.model import Problem, Where
from whomade.ownership import Closure, Controller, Graph, Holder, Ownership, caught_by, closure, controllers, holders
from whomade.ownership.control import controlled_by
from whomade.ownership.names import Match, NameTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.model import Entity

MOST_LINE_BYTES = 65_536
"""Bytes of a line of questions that are read."""


NOBODY = Closure(())


class Question(NamedTuple):
    """A name asked for, the day, and the id under which the answer goes back."""

    query: str
    on: str
    id: Any = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a name on a day.

    Without `entity` nobody surely bears the name; `problem` says what was wrong with the question.
    """

    question: Question
    match: Match
    entity: Entity | None = None
    graph: Graph | None = None
    holders: tuple[Holder, ...] = ()
    controllers: tuple[Controller, ...] = ()
    controls: tuple[Controller, ...] = ()
    below: Closure = NOBODY
    above: tuple[str, ...] = ()
    problem: Problem | None = None


class Owners:
    """The companies of a base, or of a graph, ready to be asked."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self.entities = entities
        self._ownership = Ownership.of(entities)
        self._names = NameTable(entities.values(), (name for e in entities.values() for name in e.not_names))

    def match(self, name: str) -> Match:
        """The company that a name means; an id as it is written goes first."""
        return Match(name, 1.0) if name in self.entities else self._names.match(name)

    def ask(self, question: Question) -> Answer:
        """Answer a question.

        Raises:
            ImpossibleHoldings: the day is none, or the holdings of that day cannot be.
        """
        check_day(question.on)
        match = self.match(question.query)
        if match.entity is None:
            return Answer(question, match)
        graph = self._ownership.on(question.on)
        id_ = match.entity
        return Answer(
            question,
            match,
            self.entities[id_],
            graph,
            tuple(holders(graph, id_)),
            tuple(controllers(graph, id_)),
            tuple(controlled_by(graph, id_)),
            closure(graph, (id_,)),
            caught_by(graph, id_),
        )

    def answers(self, lines: Iterable[bytes], on: str) -> Iterator[Answer]:
        """Answer each line; one that cannot be read or answered costs itself alone.

        Args:
            lines: JSON objects with `query`, and with `id` and `on` if wanted.
            on: the day for lines that name none.
        """
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield self._answer(line, number, on)

    def _answer(self, line: bytes, number: int, on: str) -> Answer:
        question = _question(line, on)
        if question is None:
            found = line[:40].decode("utf-8", "replace")
            problem = Problem(Where("-", f"line {number}"), 'an object with "query"', found, "the line is passed over")
            return Answer(Question("", on), Match(None, 0.0), problem=problem)
        try:
            return self.ask(question)
        except ImpossibleHoldings as error:
            problem = Problem(Where("-", f"line {number}"), "holdings that can be", str(error), "no answer is given")
            return Answer(question, Match(None, 0.0), problem=problem)


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


def check_day(text: str) -> None:
    """Refuse what is no day.

    Raises:
        ImpossibleHoldings: of kind `impossible-date`.
    """
    try:
        right = date.fromisoformat(text).isoformat() == text
    except ValueError:
        right = False
    if not right:
        raise ImpossibleHoldings("impossible-date", f"expected a day YYYY-MM-DD, found `{text[:40]}`")
