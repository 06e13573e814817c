"""Rows of one list that stand under one key: the same device told twice, or two devices that must not be mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.shapes import device_mac

if TYPE_CHECKING:
    from collections.abc import Mapping

IDENTITY = ("brand", "model", "serial", "mac", "site")
MOST_KEYS = 100_000
"""Keys remembered. Lists have thousands; what lies behind the cap is a list that no person keeps."""
MOST_UNDER_ONE = 32
"""Different devices compared under one key; a further row is one of its own without being compared."""


class Keyed(NamedTuple):
    """Key of the device of a row; `other` is the place of the row whose key it would have been, `by` what differs."""

    asset: str
    other: str = ""
    by: str = ""


class _Known(NamedTuple):
    asset: str
    place: str
    identity: tuple[str, ...]


class Devices:
    """What stands under each key of one input so far."""

    def __init__(self) -> None:
        self._under: dict[str, list[_Known]] = {}
        self.full = False

    def key(self, asset: str, place: str, values: Mapping[str, str]) -> Keyed:
        """Give the key for a row: the one it states unless another row under it says that it is another device."""
        identity = tuple(_compared(field, values.get(field, "")) for field in IDENTITY)
        known = self._under.get(asset, [])
        for i, other in enumerate(known):
            if not _differing(identity, other.identity):
                # What one row leaves open another may fill in; a third is compared with both.
                both = tuple(a or b for a, b in zip(other.identity, identity, strict=True))
                known[i] = other._replace(identity=both)
                return Keyed(other.asset)
        if not known:
            self._remember(asset, _Known(asset, place, identity))
            return Keyed(asset)
        own = f"{asset}#{place}"
        if len(known) < MOST_UNDER_ONE:
            known.append(_Known(own, place, identity))
        return Keyed(own, known[0].place, _differing(identity, known[0].identity))

    def _remember(self, asset: str, known: _Known) -> None:
        if len(self._under) < MOST_KEYS:
            self._under[asset] = [known]
        else:
            self.full = True


def _compared(field: str, value: str) -> str:
    text = " ".join(value.casefold().split())
    return device_mac(value) or text if field == "mac" else text[:200]


def _differing(one: tuple[str, ...], two: tuple[str, ...]) -> str:
    """First field in which both say something and not the same; empty where they agree."""
    return next((f for f, a, b in zip(IDENTITY, one, two, strict=True) if a and b and a != b), "")
