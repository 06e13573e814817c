"""The 50 per cent rule over a register of millions of holdings, as arrays; it comes with the extra `frames`.

Beside the room of ownership, not in it: one day, one share a holding, no ranges, totals or sources. What it catches,
the room catches too; who wants to know why asks the room. Companies are whole numbers from 0 on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from whomade.errors import InputError, MissingExtra
from whomade.ownership.closure import EXACT, HALF

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EXTRA = "frames"


def _numpy() -> Any:
    try:
        import numpy as np
    except ImportError as error:
        raise MissingExtra(EXTRA) from error
    return np


class LargeGraph:
    """Holdings ordered by owner: those of owner i are `assets[first[i]:first[i + 1]]`, with `shares` from 0 to 1.

    Two threads need two of them: a question uses arrays that are kept between questions.

    Example:
        >>> LargeGraph.of([0, 1], [1, 2], [0.5, 0.5], 3).closure([0])  # doctest: +SKIP
        [1, 2]
    """

    def __init__(self, first: Any, assets: Any, shares: Any) -> None:
        np = _numpy()
        self.first, self.assets, self.shares = first, assets, shares
        self._held = np.zeros(len(first) - 1)
        self._caught = np.zeros(len(first) - 1, dtype=bool)
        if len(first) > 1:
            self.closure([0])  # the first question costs the library some 20 ms whatever is asked

    @classmethod
    def of(cls, owners: Any, assets: Any, shares: Any, companies: int) -> LargeGraph:
        """Order holdings by owner; several of one owner in one company add up.

        Raises:
            InputError: arrays of different lengths, a company outside 0 to `companies`, or a share outside 0 to 1.
        """
        np = _numpy()
        owners, assets, shares = (
            np.asarray(given) if len(given) else np.zeros(0, int) for given in (owners, assets, shares)
        )
        _check(np, owners, assets, shares, companies)
        order = np.argsort(owners, kind="stable")
        first = np.zeros(companies + 1, dtype=np.int64)
        np.cumsum(np.bincount(owners, minlength=companies), out=first[1:])
        return cls(first, assets[order].astype(np.int32), shares[order].astype(np.float64))

    def save(self, path: Path) -> None:
        """Write the graph as one file of arrays."""
        with path.open("wb") as file:
            _numpy().savez(file, first=self.first, assets=self.assets, shares=self.shares)

    @classmethod
    def load(cls, path: Path) -> LargeGraph:
        """Read what `save` wrote.

        Raises:
            InputError: the file is none of ours.
        """
        try:
            with path.open("rb") as file, _numpy().load(file, allow_pickle=False) as found:
                return cls(found["first"], found["assets"], found["shares"])
        except (OSError, KeyError, ValueError, TypeError, AttributeError, BadZipFile) as error:
            raise InputError(f"{path}: no graph of arrays: {error}") from error

    def closure(self, named: Iterable[int]) -> list[int]:
        """All companies that the rule reaches when these are named, in the order in which they were caught.

        Raises:
            InputError: a number that is no company of the graph.
        """
        np = _numpy()
        start = np.unique(np.fromiter(named, dtype=np.int64))
        if len(start) and not 0 <= start[0] <= start[-1] < len(self._held):
            raise InputError(f"expected companies from 0 to {len(self._held) - 1}, found {start[0]} to {start[-1]}")
        self._caught[start] = True
        touched, found = [], [start]
        try:
            while len(found[-1]):
                reached = self._below(np, found[-1])
                touched.append(reached)
                enough = np.unique(reached[self._held[reached] >= HALF - EXACT])
                found.append(enough[~self._caught[enough]])
                self._caught[found[-1]] = True
        finally:  # the arrays are as long as the graph: only what was touched is cleared
            for part in touched:
                self._held[part] = 0.0
            for part in found:
                self._caught[part] = False
        return [int(company) for part in found[1:] for company in part]

    def _below(self, np: Any, owners: Any) -> Any:
        """Add up what these owners hold; gives the companies in which they hold something."""
        counts = self.first[owners + 1] - self.first[owners]
        ends = np.cumsum(counts)
        places = np.arange(ends[-1]) + np.repeat(self.first[owners] - ends + counts, counts)
        assets = self.assets[places]
        np.add.at(self._held, assets, self.shares[places])
        return assets


def _check(np: Any, owners: Any, assets: Any, shares: Any, companies: int) -> None:
    if not len(owners) == len(assets) == len(shares):
        raise InputError(f"expected arrays of one length, found {len(owners)}, {len(assets)} and {len(shares)}")
    for name, given in (("owners", owners), ("assets", assets)):
        if len(given) and not (np.issubdtype(given.dtype, np.integer) and 0 <= given.min() <= given.max() < companies):
            raise InputError(f"{name}: expected whole numbers from 0 to {companies - 1}")
    if len(shares) and not (shares.min() >= 0 and shares.max() <= 1):
        raise InputError("shares: expected numbers from 0 to 1")
