"""What a row of a list says, and what is asked of all rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade.model import Problem, Where
from whomade.ownership.names import PART, Match

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from whomade.ownership.answer import Owners

NOBODY = Match(None, 0.0)


class Asked(NamedTuple):
    """Who is asked for names, the day, the companies that are wanted (none: all), and whether strangers are too."""

    owners: Owners
    on: str
    only: frozenset[str] = frozenset()
    strangers: bool = False

    def match(self, names: Iterable[str]) -> Match:
        """The company of the base that the first fitting name means.

        Lists are long, spelt with care and full of strangers: a slip of the pen is no match here.
        """
        found = (self.owners.find(name) for name in names)
        return next((match for match in found if match.entity is not None and match.score >= PART), NOBODY)

    def wants(self, match: Match) -> bool:
        """Whether a row with this match is to be given."""
        if match.entity is None:
            return self.strangers and not self.only
        return not self.only or match.entity in self.only


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: the name in it, the company of the base that it means, and what it says, in one sentence and in fields.

    `fields` are ready to be written as JSON, in their order.
    """

    line: int
    name: str
    match: Match
    says: str
    fields: dict[str, Any] = field(default_factory=dict)


def unreadable(path: Path, line: int, expected: str, found: str) -> Problem:
    """A row that could not be read."""
    return Problem(Where(str(path), f"line {line}"), expected, found[:80], "the row is passed over")
