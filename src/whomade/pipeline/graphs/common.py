"""What the readers of graphs share: where a statement stands, how shares and days are read, and how entities form."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from whomade.errors import ImpossibleHoldings, InputError
from whomade.model import Citation, Entity, Interest, Range, Window
from whomade.model.interest import span

_DAY = re.compile(r"\d{4}(-\d\d)?(-\d\d)?")


def _is_day(text: str) -> bool:
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(span(text)[0]))
    except ValueError:
        return False


class Row(NamedTuple):
    """An object of the file and its line."""

    line: int
    value: dict[str, Any]


class Draft:
    """A graph in the making: names and interests, each with its place in the file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._names: dict[str, list[str]] = defaultdict(list)
        self._held: dict[str, list[Interest]] = defaultdict(list)

    def name(self, id_: str, *names: str) -> None:
        """Make a company known, under further names if it has any."""
        known = self._names[id_]
        known.extend(name for name in names if name and name not in known)

    def hold(self, row: Row, asset: str, interest: Interest) -> None:
        """Add an interest, after a look at its period."""
        start, end = interest.start, interest.end
        if start.earliest and end.latest and span(end.latest)[1] < span(start.earliest)[0]:
            raise self.impossible(row, "impossible-date", f"{end.latest} lies before {start.earliest}")
        for id_ in (asset, *interest.owners):
            self.name(id_)
        self._held[asset].append(interest)

    def cited(self, row: Row) -> tuple[Citation, ...]:
        """The place of a statement, as its source."""
        return (Citation(self.file, f"line {row.line}"),)

    def wrong(self, row: Row, message: str) -> InputError:
        """An error that names the line."""
        return InputError(f"{self.file}:{row.line}: {message}")

    def impossible(self, row: Row, kind: str, message: str) -> ImpossibleHoldings:
        """A named error that names the line."""
        return ImpossibleHoldings(kind, f"{self.file}:{row.line}: {message}")

    def share(self, row: Row, low: object, high: object, whole: float) -> Range:
        """A range out of two numbers, where `whole` is the whole."""
        ends = [self._number(row, value) / whole for value in (low, high)]
        if not (-1e-9 <= ends[0] <= ends[1] + 1e-9):
            raise self.impossible(row, "impossible-share", f"{low} to {high} is no share")
        if ends[1] > 1 + 1e-9:
            raise self.impossible(row, "over-100-percent", f"{100 * ends[1]:g} % is over the whole")
        return Range(round(max(ends[0], 0.0), 9), round(min(ends[1], 1.0), 9))

    def _number(self, row: Row, value: object) -> float:
        try:
            found = math.nan if isinstance(value, bool) else float(str(value).strip().rstrip("%").strip())
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            raise self.impossible(row, "impossible-share", f"`{str(value)[:40]}` is no number")
        return found

    def day(self, row: Row, value: object) -> Window:
        """A date or a part of one, or `{earliest, latest}`; the time of a moment is dropped."""
        if value in (None, "", []):
            return Window()
        if isinstance(value, dict):
            ends = [self.day(row, value.get(name)).earliest for name in ("earliest", "latest")]
            return Window(*ends)
        text = str(value).partition("T")[0]
        if not _is_day(text):
            raise self.impossible(row, "impossible-date", f"`{str(value)[:40]}` is no day")
        return Window(text, text)

    def day_before(self, row: Row, value: object) -> Window:
        """The last day of what ends on a day; a part of a date stays as it is."""
        found = self.day(row, value)
        if found.earliest == found.latest and len(found.latest) == len("2024-05-01") and found.latest > "0001-01-01":
            last = (date.fromisoformat(found.latest) - timedelta(days=1)).isoformat()
            return Window(last, last)
        return found

    def entities(self) -> dict[str, Entity]:
        """Everything read, by id."""
        return {
            id_: Entity(
                id_,
                names[0] if names else id_,
                ("company",),
                (),
                aliases=tuple(names[1:]),
                held_by=tuple(self._held.get(id_, ())),
            )
            for id_, names in self._names.items()
        }
