"""A finished piece of a scan: one address, or one discovery on one interface; and the line it is in the record."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

_HIDDEN = re.compile(r"[^\t\r\n\x20-\x7e\u00a0-\ud7ff\uf900-\ufffc]")


class DiscoveryId(NamedTuple):
    """Name of the unit that is one discovery protocol on one interface; other units are named by their address."""

    probe: str
    interface: str

    def __str__(self) -> str:
        return f"discovery {self.probe} {self.interface}"

    @classmethod
    def read(cls, id_: str) -> DiscoveryId | None:
        """Read the name of a unit; None for one that is an address.

        Raises:
            ValueError: it begins like a discovery and is none.
        """
        word, *rest = id_.split(" ")
        if word != "discovery":
            return None
        if len(rest) != 2:
            raise ValueError(f"no unit of a scan: {id_[:60]}")
        return cls(*rest)


class Seen(NamedTuple):
    """One reply: the address it came from, kind of observation, data as it came, and where it was found."""

    asset: str
    kind: str
    data: bytes | str
    place: str


@dataclass(slots=True)
class Unit:
    """A finished piece of work. `ended` are (port, reason) of replies that were cut off."""

    id: str
    open: list[int] = field(default_factory=list)
    ended: list[tuple[int, str]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    sent: int = 0
    dropped: int = 0
    at: str = ""

    @property
    def discovery(self) -> DiscoveryId | None:
        """Which discovery on which interface it is; None for an address."""
        return DiscoveryId.read(self.id)


def encode(unit: Unit) -> bytes:
    """One line of the record."""
    line = {
        "unit": unit.id, "at": unit.at, "open": unit.open, "ended": unit.ended, "sent": unit.sent,
        "dropped": unit.dropped, "seen": [_packed(seen) for seen in unit.seen],
    }  # fmt: skip
    return orjson.dumps(line) + b"\n"


def _packed(seen: Seen) -> dict[str, str]:
    packed = {"asset": seen.asset, "kind": seen.kind, "place": seen.place}
    if isinstance(seen.data, str):
        return {**packed, "data": seen.data}
    if (text := _as_text(seen.data)) is not None:
        return {**packed, "data": text}
    return {**packed, "data_b64": base64.b64encode(seen.data).decode()}


def _as_text(data: bytes) -> str | None:
    """Bytes as text where nothing is lost and nothing is hidden, so that a person can read the record."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _HIDDEN.search(text) else text


def decode(line: bytes) -> Unit:
    """Read the line of a unit.

    Raises:
        ValueError: it is torn, or no such line.
    """
    try:
        found: dict[str, Any] = orjson.loads(line)
        unit = Unit(str(found["unit"]), [int(port) for port in found["open"]])
        unit.ended = [(int(port), str(reason)) for port, reason in found["ended"]]
        unit.seen = [_unpacked(seen) for seen in found["seen"]]
        unit.sent, unit.dropped, unit.at = int(found["sent"]), int(found["dropped"]), str(found["at"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"no unit of a scan: {error}") from error
    DiscoveryId.read(unit.id)
    return unit


def _unpacked(seen: dict[str, str]) -> Seen:
    data = base64.b64decode(seen["data_b64"]) if "data_b64" in seen else str(seen["data"])
    return Seen(str(seen["asset"]), str(seen["kind"]), data, str(seen["place"]))
