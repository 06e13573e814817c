"""Sources of a paper, numbered in the order in which they are first cited and listed once at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.report import wording
from whomade.report.filing.document import Heading, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Citation, Knowledge
    from whomade.report.filing.document import Block

HEAD = ("no.", "source", "publisher", "date", "address")
MOST_AT_ONCE = 6
"""Citations written behind one statement; further ones are counted, and all stand in the JSON."""


class References:
    """Gives every source its number; to be used for one paper.

    Example:
        >>> refs = References(knowledge)  # doctest: +SKIP
        >>> refs.cite([Citation("nmap", "match http")])  # doctest: +SKIP
        '[1: match http]'
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._numbers: dict[str, int] = {}

    def cite(self, citations: Iterable[Citation]) -> str:
        """Numbers of sources, each with the place in it; says so where there is none."""
        every = list(citations)
        marks = [f"[{self._number(c.id)}: {wording.clip(c.at, 120)}]" for c in every[:MOST_AT_ONCE]]
        more = len(every) - len(marks)
        return " ".join([*marks, *([f"and {more} more"] if more else [])]) or "no source named"

    def numbers(self, citations: Iterable[Citation]) -> str:
        """Numbers of sources alone, each once."""
        return " ".join(f"[{number}]" for number in dict.fromkeys(self._number(c.id) for c in citations))

    def _number(self, id_: str) -> int:
        return self._numbers.setdefault(id_, len(self._numbers) + 1)

    def in_full(self, citations: Iterable[Citation]) -> list[str]:
        """The same for a program: title, publisher, date, place in it, address."""
        return [wording.dated(citation, self.knowledge) for citation in citations]

    def listed(self, *, publishers: bool = True) -> Iterator[Block]:
        """The list of sources, as the last part of a paper; nothing where none was cited.

        Without `publishers` their names are left out, since some are persons.
        """
        if self._numbers:
            yield Heading("Sources")
        if self._numbers and publishers:
            yield Table(HEAD, tuple(self._rows()), (0.06, 0.36, 0.18, 0.12, 0.28))
        elif self._numbers:
            rows = tuple((number, title, date, url) for number, title, _, date, url in self._rows())
            yield Table((HEAD[0], HEAD[1], *HEAD[3:]), rows, (0.06, 0.46, 0.13, 0.35))

    def _rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        for id_, number in self._numbers.items():
            source = self.knowledge.sources.get(id_)
            if source is None:
                yield f"[{number}]", f"{wording.clip(id_, 120)} (not in this knowledge)", "", "", ""
            else:
                title, publisher = wording.visible(source.title), wording.visible(source.publisher)
                yield f"[{number}]", title, publisher, wording.visible(source.date or ""), wording.link(source.url)

    def data(self) -> list[dict[str, Any]]:
        """The list for a program."""
        return [{"id": id_, "number": number} for id_, number in self._numbers.items()]
