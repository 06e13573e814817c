"""One typed text on its way: its words, what was read of them, and what the base says about words (`Names`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from whomade.collect.typed.words import EDGES, READ

MAX_BRAND_WORDS = 6


class Names(Protocol):
    """What the base can say about words."""

    def is_brand(self, text: str) -> bool:
        """Whether a text is the name of a brand in the table."""

    def is_nearly_brand(self, text: str) -> bool:
        """Whether a text is about one letter away from one."""

    def is_known(self, field: str, text: str) -> bool:
        """Whether a statement of the base about this field fits the text."""

    def is_of_another(self, text: str) -> bool:
        """Whether a text says what goes with a brand, or is not of it."""

    def house(self, brand: str) -> str:
        """Whose brand it is: one word for all brands of one company."""

    def fits(self, brand: str, model: str) -> bool:
        """Whether what is known about a brand speaks of this model."""


class Piece(NamedTuple):
    """A field of the vocabulary, or `url`, with what was typed for it."""

    field: str
    value: str


class Reading(NamedTuple):
    """What was read in a text, in order, and the words that were not.

    `claims` are companies that somebody thinks made it, which is no label; `devices` says that it names two brands with
    a model each, of which then none is read.
    """

    pieces: tuple[Piece, ...]
    unread: tuple[str, ...]
    claims: tuple[str, ...] = ()
    devices: bool = False


@dataclass(slots=True)
class Line:
    """One text on its way: its `words`, the `pieces` read, and what became of the other words, by word number."""

    words: list[str]
    names: Names
    pieces: list[Piece] = field(default_factory=list)
    brands: list[tuple[int, int]] = field(default_factory=list)
    unread: dict[int, str] = field(default_factory=dict)
    silent: dict[int, str] = field(default_factory=dict)
    models: dict[int, str] = field(default_factory=dict)
    aside: set[int] = field(default_factory=set)
    claims: dict[str, None] = field(default_factory=dict)
    devices: bool = False

    def add(self, name: str, value: str) -> None:
        """Keep a piece once."""
        if value and Piece(name, value) not in self.pieces:
            self.pieces.append(Piece(name, value))

    def at(self, number: int) -> str:
        """Word of a number without what stands around it; empty behind the end."""
        return self.words[number].strip(EDGES).rstrip(":=#") if number < len(self.words) else ""


def longest_brand(line: Line, number: int) -> int:
    """Number of words of the longest brand name that begins here, 0 where none does."""
    if line.words[number] == READ:
        return 0
    for end in range(min(len(line.words), number + MAX_BRAND_WORDS), number, -1):
        if line.words[end - 1] != READ and line.names.is_brand(" ".join(line.at(n) for n in range(number, end))):
            return end - number
    return 0
