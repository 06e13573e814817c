"""The JSON lines of docs/reference/output.schema.json read back into the core types, for papers made from them.

Only what a paper needs is read; posteriors and waterfalls are passed over. A field of the wrong kind costs the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from whomade.model import (
    Actor,
    Assessment,
    Asset,
    Attribution,
    Citation,
    CounterEvidence,
    Coverage,
    Evidence,
    InputSummary,
    Level,
    NextCheck,
    NextEvidence,
    Problem,
    Scan,
    Signal,
    Situation,
    Status,
    Step,
    Verdict,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PROBLEMS = 1000
"""Problems of the coverage kept; further ones are counted."""


class Line(NamedTuple):
    """What one line holds: a device, an account of what was read, a case with its verdict, or one with an error."""

    device: Assessment | None = None
    version: tuple[str, str] = ("", "")
    coverage: _Coverage | None = None
    stated: tuple[str, Verdict] | None = None
    id: str = ""
    error: str = ""


class _Citation(msgspec.Struct, frozen=True):
    id: str
    at: str


class _Signal(msgspec.Struct, frozen=True):
    field: str
    value: str


class _Place(msgspec.Struct, frozen=True):
    input: str = ""
    place: str = ""


class _Evidence(msgspec.Struct, frozen=True):
    fingerprint: str
    signal: _Signal
    carrier: str
    log10_lr: float = 0.0
    makers: tuple[str, ...] = ()
    technique: str = ""
    trial: bool = False
    shares: dict[str, float] = {}
    sources: tuple[_Citation, ...] = ()
    observed: _Place = _Place()
    note: str = ""
    reason: str = ""


class _Role(msgspec.Struct, frozen=True):
    maker: str | None
    name: str | None
    probability: float
    level: Level
    evidence: tuple[_Evidence, ...] = ()
    counter_evidence: tuple[_Evidence, ...] = ()
    limits: tuple[str, ...] = ()


class _Asset(msgspec.Struct, frozen=True):
    id: str
    site: str | None = None
    keys: dict[str, str] = {}
    inputs: tuple[str, ...] = ()


class _Actor(msgspec.Struct, frozen=True):
    country: str | None = None
    region: str | None = None
    kind: str = "unknown"


class _Situation(msgspec.Struct, frozen=True):
    act: str
    on: str
    actor: _Actor = _Actor()
    place: str = "unknown"
    purpose: str = "unknown"
    product: str = "unknown"
    acquired_on: str | None = None
    facts: dict[str, str | bool | float] = {}


class _Step(msgspec.Struct, frozen=True):
    kind: str
    says: str


class _NextCheck(msgspec.Struct, frozen=True):
    on: str
    look_at: str
    last: str = ""


class _Verdict(msgspec.Struct, frozen=True):
    regime: str
    on: str
    situation: _Situation
    status: Status
    title: str = ""
    provision: str = ""
    why: str = ""
    needs: tuple[str, ...] = ()
    path: tuple[_Step, ...] = ()
    sources: tuple[_Citation, ...] = ()
    role: str | None = None
    maker: str | None = None
    probability: float | None = None
    consequence: str = ""
    next_check: _NextCheck | None = None


class _Next(msgspec.Struct, frozen=True):
    collect: str
    why: str
    bits: float


class _Problem(msgspec.Struct, frozen=True):
    expected: str
    found: str
    consequence: str
    input: str = ""
    place: str = ""
    lost: bool = True


class _Version(msgspec.Struct, frozen=True):
    version: str
    digest: str


class _Device(msgspec.Struct, frozen=True):
    asset: _Asset
    roles: dict[str, _Role]
    white_label: str = "undetermined"
    verdicts: tuple[_Verdict, ...] = ()
    next_evidence: tuple[_Next, ...] = ()
    problems: tuple[_Problem, ...] = ()
    clocks: dict[str, Any] = {}
    knowledge: _Version = _Version("", "")


class _Input(msgspec.Struct, frozen=True):
    name: str
    format: str
    records: int = 0
    rejected: int = 0
    refused: str | None = None
    notes: tuple[str, ...] = ()


class _Scan(msgspec.Struct, frozen=True):
    targets: list[str] = []
    ports: list[int] = []
    planned: int = 0
    probed: int = 0
    answered: int = 0
    identified: int = 0
    services: dict[str, int] = {}
    ended: tuple[_Problem, ...] = ()
    emulated: bool = False
    began_at: str = ""
    ended_at: str = ""


class _Channels(msgspec.Struct, frozen=True):
    asset: str
    reported: int


class _Coverage(msgspec.Struct, frozen=True):
    devices: int = 0
    inputs: tuple[_Input, ...] = ()
    problems: tuple[_Problem, ...] = ()
    problems_not_listed: int = 0
    channels: tuple[_Channels, ...] = ()
    scan: _Scan | None = None


class _Kind(msgspec.Struct, frozen=True):
    """Which kind of line it is, told by the names that stand in it."""

    asset: msgspec.Raw = msgspec.Raw()
    coverage: _Coverage | None = None
    regime: str | None = None
    error: str = ""
    id: str = ""


_KIND = msgspec.json.Decoder(_Kind)
_DEVICE = msgspec.json.Decoder(_Device)
_VERDICT = msgspec.json.Decoder(_Verdict)


def line(text: bytes) -> Line:
    """One line of JSON.

    Raises:
        msgspec.MsgspecError: it is none, or none that whomade writes.
    """
    kind = _KIND.decode(text)
    if kind.asset:
        read = _DEVICE.decode(text)
        return Line(device=_device(read), version=(read.knowledge.version, read.knowledge.digest))
    if kind.coverage is not None:
        return Line(coverage=kind.coverage)
    if kind.regime is not None:
        return Line(stated=(kind.id, _verdict(_VERDICT.decode(text))))
    if kind.error:
        return Line(id=kind.id, error=kind.error)
    raise msgspec.ValidationError("neither a device nor a coverage nor a verdict")


def add(read: _Coverage, to: Coverage) -> None:
    """Add the account of one run to that of all runs in the input; of several scans the numbers are added."""
    to.devices += read.devices
    to.inputs += [
        InputSummary(i.name, i.format, i.records, i.rejected, refused=i.refused, notes=list(i.notes))
        for i in read.inputs
    ]
    kept = _problems(read.problems)[: max(0, MOST_PROBLEMS - len(to.problems))]
    to.problems += kept
    to.problems_dropped += read.problems_not_listed + len(read.problems) - len(kept)
    to.channels |= {channel.asset: channel.reported for channel in read.channels}
    if read.scan is not None:
        to.scan = _scan(read.scan, to.scan or Scan())


def _scan(read: _Scan, before: Scan) -> Scan:
    begun = [at for at in (before.began_at, read.began_at) if at]
    ended = [at for at in (before.ended_at, read.ended_at) if at]
    services = {int(port): n for port, n in read.services.items() if port.isdigit()}
    return Scan(
        targets=[*dict.fromkeys((*before.targets, *read.targets))],
        ports=sorted({*before.ports, *read.ports}),
        planned=before.planned + read.planned,
        probed=before.probed + read.probed,
        answered=before.answered + read.answered,
        identified=before.identified + read.identified,
        services={port: before.services.get(port, 0) + services.get(port, 0) for port in {*before.services, *services}},
        ended=[*before.ended, *_problems(read.ended)],
        is_emulated=before.is_emulated or read.emulated,
        began_at=min(begun, default=""),
        ended_at=max(ended, default=""),
    )


def _device(read: _Device) -> Assessment:
    asset = read.asset
    return Assessment(
        Asset(asset.id, asset.site, asset.keys, asset.inputs),
        {name: _role(name, role) for name, role in read.roles.items()},
        read.white_label,
        tuple(NextEvidence(n.collect, n.why, n.bits) for n in read.next_evidence),
        tuple(_problems(read.problems)),
        read.clocks,
        tuple(map(_verdict, read.verdicts)),
    )


def _role(name: str, read: _Role) -> Attribution:
    return Attribution(
        name, read.maker, read.name, read.probability, read.level,
        evidence=tuple(_evidence(name, piece) for piece in read.evidence),
        counter_evidence=tuple(CounterEvidence(_evidence(name, c), c.reason) for c in read.counter_evidence),
        limits=read.limits,
    )  # fmt: skip


def _evidence(role: str, read: _Evidence) -> Evidence:
    where = Where(read.observed.input, read.observed.place)
    signal = Signal(read.signal.field, read.signal.value, where)
    return Evidence(
        read.fingerprint, role, read.makers, signal, read.log10_lr, read.carrier, read.technique,
        _citations(read.sources), read.trial, tuple(read.shares.items()), read.note,
    )  # fmt: skip


def _verdict(read: _Verdict) -> Verdict:
    said, actor = read.situation, read.situation.actor
    return Verdict(
        read.regime, read.title, read.on,
        Situation(said.act, said.on, Actor(actor.country, actor.region, actor.kind), said.place, said.purpose,
                  said.product, said.acquired_on, said.facts),
        read.status, read.provision, read.why, read.needs,
        tuple(Step(step.kind, step.says) for step in read.path),
        _citations(read.sources), read.role, read.maker, read.probability, read.consequence,
        NextCheck(read.next_check.on, read.next_check.look_at, read.next_check.last) if read.next_check else None,
    )  # fmt: skip


def _citations(read: Iterable[_Citation]) -> tuple[Citation, ...]:
    return tuple(Citation(citation.id, citation.at) for citation in read)


def _problems(read: Iterable[_Problem]) -> list[Problem]:
    return [Problem(Where(p.input, p.place), p.expected, p.found, p.consequence, lost=p.lost) for p in read]
