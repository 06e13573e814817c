"""What comes out at the end: one assessment per device, and an account of what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whomade.model.asset import Asset
    from whomade.model.attribution import Attribution
    from whomade.model.observation import Problem


@dataclass(frozen=True, slots=True)
class NextEvidence:
    """What to collect next and how many bits it is expected to give about the manufacturer."""

    collect: str
    why: str
    bits: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything whomade says about one device."""

    asset: Asset
    roles: dict[str, Attribution]
    white_label: str
    next_evidence: tuple[NextEvidence, ...] = ()
    problems: tuple[Problem, ...] = ()
    clocks: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class InputSummary:
    """One input and what became of it. `columns` says which column was read as which field of a table."""

    name: str
    format: str
    records: int = 0
    rejected: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    refused: str | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Coverage:
    """What was read and what was not: nothing is lost silently."""

    inputs: list[InputSummary] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problems_dropped: int = 0
    devices: int = 0
