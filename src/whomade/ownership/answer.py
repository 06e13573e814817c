"""A name and a day to everything that the room has to say: the match, and the three answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade.errors import ImpossibleHoldings
from whomade.ownership.closure import Closure, caught_by, closure
from whomade.ownership.control import Controller, controlled_by, controllers
from whomade.ownership.holdings import Ownership
from whomade.ownership.integrated import Holder, holders
from whomade.ownership.names import Match, NameTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.model import Entity, Problem
    from whomade.ownership.graph import Graph

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

    @cached_property
    def _names(self) -> NameTable:
        """The table of names: made when a name is asked for that is no id, since a register has millions."""
        companies = self.entities.values()
        return NameTable(companies, (name for company in companies for name in company.not_names))

    def match(self, name: str) -> Match:
        """The company that a name means; an id as it is written goes first."""
        return Match(name, 1.0) if name in self.entities else self._names.match(name)

    def find(self, name: str) -> Match:
        """The same without a look at those that come near: for long lists of strangers."""
        return Match(name, 1.0) if name in self.entities else self._names.find(name)

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
