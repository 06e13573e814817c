"""What a regime's test of affiliates asks about two companies on a day. Who answers is handed in from above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model import Range
    from whomade.model.interest import ChainLink


class Owners(Protocol):
    """The three answers about owners. A day may be a part of a date, and then means all of its days."""

    def stake(self, owner: str, asset: str, on: str) -> Range | None:
        """Integrated share of an owner in a company; None where it is unknown."""

    def controls(self, owner: str, asset: str, on: str) -> bool | None:
        """Whether one controls another, itself or through others; None inside a vague window."""

    def catches(self, owners: Iterable[str], asset: str, on: str) -> bool | None:
        """Whether the 50 per cent rule reaches a company when these are named; None where it may."""

    def chain(self, owner: str, asset: str, on: str) -> tuple[ChainLink, ...]:
        """Steps from the company up to the owner, the nearest first; empty where there is no chain."""

    def above(self, asset: str, on: str) -> tuple[str, ...]:
        """Everybody who holds or controls a company, itself or through others."""

    def perhaps(self) -> Owners:
        """The same with what is on trial taken as said: it shows what may be so, and proves nothing."""
