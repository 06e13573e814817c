"""One physical device: the keys that identify it and the devices it may be the same as."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another asset that may be the same device, with the reason (a shared MAC or serial)."""

    asset: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A device as the input keys it; two keys are never merged.

    `keys` maps mac, serial, model, brand, address to what was seen.
    """

    id: str
    site: str | None = None
    keys: dict[str, str] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    same_device_as: tuple[Lookalike, ...] = ()
