"""The lines that `whomade` writes, field by field: what stands in docs/reference/output.schema.json, as far as papers
need it. Names that have the form of a core type are read as that type.
"""

from __future__ import annotations

from typing import Any

import msgspec

from whomade.model import Level, NextEvidence, Situation, Status  # noqa: TC001  read at run time, by the decoder


class Citation(msgspec.Struct, frozen=True):
    """A source and the place in it."""

    id: str
    at: str


class Signal(msgspec.Struct, frozen=True):
    """A field and its value."""

    field: str
    value: str


class Place(msgspec.Struct, frozen=True):
    """Where it was seen."""

    input: str = ""
    place: str = ""


class Evidence(msgspec.Struct, frozen=True):
    """A sign for or against a maker; `reason` stands in one that counts against."""

    fingerprint: str
    signal: Signal
    carrier: str
    log10_lr: float = 0.0
    makers: tuple[str, ...] = ()
    technique: str = ""
    trial: bool = False
    shares: dict[str, float] = {}
    sources: tuple[Citation, ...] = ()
    observed: Place = Place()
    note: str = ""
    reason: str = ""


class Role(msgspec.Struct, frozen=True):
    """The answer for one role."""

    maker: str | None
    name: str | None
    probability: float
    level: Level
    evidence: tuple[Evidence, ...] = ()
    counter_evidence: tuple[Evidence, ...] = ()
    limits: tuple[str, ...] = ()


class Asset(msgspec.Struct, frozen=True):
    """The device."""

    id: str
    site: str | None = None
    keys: dict[str, str] = {}
    inputs: tuple[str, ...] = ()


class Step(msgspec.Struct, frozen=True):
    """One step of the path of a verdict."""

    kind: str
    says: str


class NextCheck(msgspec.Struct, frozen=True):
    """When to look again at a rule, and at what."""

    on: str
    look_at: str
    last: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """What a rule says of a case."""

    regime: str
    on: str
    situation: Situation
    status: Status
    title: str = ""
    provision: str = ""
    why: str = ""
    needs: tuple[str, ...] = ()
    path: tuple[Step, ...] = ()
    sources: tuple[Citation, ...] = ()
    role: str | None = None
    maker: str | None = None
    probability: float | None = None
    consequence: str = ""
    next_check: NextCheck | None = None


class Problem(msgspec.Struct, frozen=True):
    """What could not be read."""

    expected: str
    found: str
    consequence: str
    input: str = ""
    place: str = ""
    lost: bool = True


class Version(msgspec.Struct, frozen=True):
    """The base that answered."""

    version: str
    digest: str


class Device(msgspec.Struct, frozen=True):
    """A line about a device."""

    asset: Asset
    roles: dict[str, Role]
    white_label: str = "undetermined"
    verdicts: tuple[Verdict, ...] = ()
    next_evidence: tuple[NextEvidence, ...] = ()
    problems: tuple[Problem, ...] = ()
    clocks: dict[str, Any] = {}
    knowledge: Version = Version("", "")


class Input(msgspec.Struct, frozen=True):
    """A file that was read."""

    name: str
    format: str
    records: int = 0
    rejected: int = 0
    refused: str | None = None
    notes: tuple[str, ...] = ()


class Scan(msgspec.Struct, frozen=True):
    """What a scan asked and got."""

    targets: list[str] = []
    ports: list[int] = []
    planned: int = 0
    probed: int = 0
    answered: int = 0
    identified: int = 0
    services: dict[str, int] = {}
    ended: tuple[Problem, ...] = ()
    emulated: bool = False
    began_at: str = ""
    ended_at: str = ""


class Channels(msgspec.Struct, frozen=True):
    """How many channels a recorder said it has."""

    asset: str
    reported: int


class Coverage(msgspec.Struct, frozen=True):
    """The account of what was read."""

    devices: int = 0
    inputs: tuple[Input, ...] = ()
    problems: tuple[Problem, ...] = ()
    problems_not_listed: int = 0
    channels: tuple[Channels, ...] = ()
    scan: Scan | None = None


class Kind(msgspec.Struct, frozen=True):
    """Which kind of line it is, told by the names that stand in it."""

    asset: msgspec.Raw = msgspec.Raw()
    coverage: Coverage | None = None
    regime: str | None = None
    error: str = ""
    id: str = ""
