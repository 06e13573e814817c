"""What a verdict needs beside the maker: who does what, where, what for, when, and what else is established."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it: country (ISO 3166-1 alpha-2, or EU), region (ISO 3166-2) and a kind of the vocabulary."""

    country: str | None = None
    region: str | None = None
    kind: str = "unknown"


@dataclass(frozen=True, slots=True)
class Situation:
    """One case in the closed words of `knowledge/vocabulary/situation.yml`.

    `on` is the day of the act, or the day for which keeping is asked (ISO date); `acquired_on` may be a part of a date
    (`2023`, `2023-11`), which stands for the whole period. `unknown` and an absent fact mean: not established.
    """

    act: str
    on: str
    actor: Actor = Actor()
    place: str = "unknown"
    purpose: str = "unknown"
    product: str = "unknown"
    acquired_on: str | None = None
    facts: dict[str, str | bool | float] = field(default_factory=dict)
