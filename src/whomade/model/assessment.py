"""What comes out at the end: one assessment per device, and an account of what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whomade.model.asset import Asset
    from whomade.model.attribution import Attribution
    from whomade.model.observation import Problem, Where
    from whomade.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class NextEvidence:
    """What to collect next and how many bits it is expected to give about the manufacturer."""

    collect: str
    why: str
    bits: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What was seen, as it came: the raw text behind the signals, so that a reader can check them.

    `text` is what can be shown: printable text, or hexadecimal digits in pairs when `is_hex`. `size_bytes` is the
    size of the whole; `is_cut` says that only its beginning is kept.
    """

    where: Where
    kind: str
    text: str
    size_bytes: int
    at: str | None = None
    is_hex: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything whomade says about one device.

    `verdicts` are in the order in which the regimes were named; `replies` are kept only where a report asks for them.
    """

    asset: Asset
    roles: dict[str, Attribution]
    white_label: str
    next_evidence: tuple[NextEvidence, ...] = ()
    problems: tuple[Problem, ...] = ()
    clocks: dict[str, Any] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    replies: tuple[Reply, ...] = ()


@dataclass(slots=True)
class Heard:
    """One discovery protocol of a scan: datagrams sent, answers taken, answers from outside the allow-list dropped."""

    probe: str
    interface: str
    sent: int = 0
    answers: int = 0
    dropped: int = 0


@dataclass(slots=True)
class Scan:
    """What a scan planned and reached, in addresses: planned >= probed >= answered >= identified.

    `identified` counts devices for which a manufacturer is named; `services` counts open ports by number; `ended` says
    which replies were cut off by a cap, and why.
    `is_emulated`: the targets are those of the lab, whose devices are no real ones. `began_at` and `ended_at` (UTC)
    are when the first and the last address was done.
    """

    targets: list[str] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)
    planned: int = 0
    probed: int = 0
    answered: int = 0
    identified: int = 0
    services: dict[int, int] = field(default_factory=dict)
    discovery: list[Heard] = field(default_factory=list)
    ended: list[Problem] = field(default_factory=list)
    is_emulated: bool = False
    began_at: str = ""
    ended_at: str = ""


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
    scan: Scan | None = None


@dataclass(slots=True)
class Coverage:
    """What was read and what was not: nothing is lost silently.

    `channels` are recorders with the number of cameras each says it serves: those behind it may answer nobody else.
    """

    inputs: list[InputSummary] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problems_dropped: int = 0
    devices: int = 0
    scan: Scan | None = None
    channels: dict[str, int] = field(default_factory=dict)
