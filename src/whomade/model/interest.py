"""Who holds what of whom, from when to when: one sourced statement about two companies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from whomade.model.citation import Citation  # noqa: TC001  read at run time, when the base is decoded

SHARES = frozenset({"owns", "joint-venture"})
"""Kinds of interest that are holdings of their own, to be added up with the others in one company."""
MAJORITY = 0.5
"""Who holds more than this controls, whatever else is said."""


class Range(NamedTuple):
    """A share between `low` and `high`, both from 0 to 1 and inside."""

    low: float
    high: float


NOTHING = Range(0.0, 0.0)


class Window(NamedTuple):
    """A day that is known to lie from `earliest` to `latest`, both inside; empty text where nothing is known."""

    earliest: str = ""
    latest: str = ""


OPEN = Window()


@dataclass(frozen=True, slots=True)
class Interest:
    """What one or more owners hold in a company. Several owners act in concert and hold the share together.

    `share` is None where it was not seen. `start` and `end` are the first and the last day; where they are no single
    day, the owner is unknown inside the window. `as_of` is the day of an observation: a later one of the same owner
    replaces it. An interest that is `not_additive` is a total of others, and is never added to them.
    """

    owners: tuple[str, ...]
    kind: str
    sources: tuple[Citation, ...]
    share: Range | None = None
    basis: str = ""
    start: Window = OPEN
    end: Window = OPEN
    as_of: str = ""
    is_direct: bool = True
    not_additive: bool = False
    trial: bool = False
    note: str = ""

    @property
    def is_holding(self) -> bool:
        """Whether it is a holding of its own: one owner, to be added up."""
        return self.kind in SHARES and not self.not_additive and len(self.owners) == 1

    @property
    def gives_control(self) -> bool:
        """Whether it says that the owner controls the company, or is a majority, which comes to the same."""
        if self.trial or len(self.owners) != 1:
            return False
        return self.kind == "controls" or (self.kind in SHARES and self.share is not None and self.share.low > MAJORITY)

    def held(self, on: str) -> bool | None:
        """Whether it was held on a date, or all through a part of one; None inside a window, or for a part of it.

        Example:
            >>> sold = Interest(("acme",), "owns", (), end=Window("2022-11-23", "2022-12-31"))
            >>> sold.held("2022-11-22"), sold.held("2022-12-01"), sold.held("2023-01-01"), sold.held("2022")
            (True, None, False, None)
        """
        first, last = span(on)
        begins = _begins(self.start)
        ends = _ends(self.end)
        if last < begins[0] or first > ends[1]:
            return False
        return True if begins[1] <= first and last <= ends[0] else None


class ChainLink(NamedTuple):
    """One step of a chain of companies: the share that the owner holds, None where none was seen or it only controls.

    `interests` are the statements behind it.
    """

    owner: str
    asset: str
    share: Range | None
    interests: tuple[Interest, ...]


def span(text: str) -> tuple[str, str]:
    """First and last day of a date or a part of one, as text that sorts like the days."""
    return text + "-01-01"[len(text) - 4 :], text + "-12-31"[len(text) - 4 :]


FIRST, LAST = "0000-00-00", "9999-99-99"


def _begins(window: Window) -> tuple[str, str]:
    """First day on which it may be held, first on which it surely is; a part of a date begins with its first day."""
    if not (window.earliest or window.latest):
        return FIRST, FIRST
    earliest = span(window.earliest)[0] if window.earliest else FIRST
    if window.earliest == window.latest:
        return earliest, earliest
    return earliest, after(span(window.latest)[1]) if window.latest else LAST


def _ends(window: Window) -> tuple[str, str]:
    """Last day on which it surely is held, last on which it may be; a part of a date ends with its last day."""
    if not (window.earliest or window.latest):
        return LAST, LAST
    latest = span(window.latest)[1] if window.latest else LAST
    if window.earliest == window.latest:
        return latest, latest
    return before(span(window.earliest)[0]) if window.earliest else FIRST, latest


def after(day: str) -> str:
    """Text that sorts behind a day and before the next one."""
    return day + "~"


def before(day: str) -> str:
    """Text that sorts behind the day before and before this one."""
    return day[:-1] + chr(ord(day[-1]) - 1) + "~"
