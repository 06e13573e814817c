"""Which devices show one identifier: the memory behind `same_device_as`, within a fixed budget.

Identifiers are kept as 64-bit digests: with a million of them, two differing ones meet in one of thirty million runs.
"""

from __future__ import annotations

from hashlib import blake2b

MOST_TWINS = 8
"""Devices remembered per identifier; one that more show is a default and says nothing."""
_ENTRY = 160
"""Bytes of one entry besides the name of its device: digest, text object and slot of the table."""


class Twins:
    """Remembers which devices show an identifier, until `budget_bytes` are used; `full` says that it stopped."""

    def __init__(self, budget_bytes: int = 160 * 1024 * 1024) -> None:
        self._left = budget_bytes
        self._first: dict[int, str] = {}
        self._more: dict[int, list[str]] = {}
        self.full = False

    def remember(self, identifier: str, asset: str) -> None:
        """Note that a device shows an identifier; only those that two devices show cost more than one entry."""
        key = _digest(identifier)
        first = self._first.get(key)
        if first is None:
            if self._pay(asset):
                self._first[key] = asset
        elif first != asset:
            known = self._more.get(key, [first])
            if asset not in known and len(known) < MOST_TWINS and self._pay(asset):
                self._more[key] = [*known, asset]

    def others(self, identifier: str, asset: str) -> list[str]:
        """Other devices that show an identifier."""
        return [other for other in self._more.get(_digest(identifier), ()) if other != asset] if self._more else []

    def _pay(self, asset: str) -> bool:
        self._left -= len(asset) + _ENTRY
        self.full = self._left < 0
        return not self.full


def _digest(identifier: str) -> int:
    return int.from_bytes(blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=8).digest())
