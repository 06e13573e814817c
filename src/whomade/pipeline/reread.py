"""The JSON lines of docs/reference/output.schema.json read back into the core types, for papers made from them.

Only what a paper needs is read; posteriors and waterfalls are passed over. A field of the wrong kind costs the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from whomade.model import (
    Assessment,
    Asset,
    Attribution,
    Citation,
    CounterEvidence,
    Coverage,
    Evidence,
    InputSummary,
    NextCheck,
    Problem,
    Scan,
    Signal,
    Step,
    Verdict,
    Where,
)
from whomade.pipeline import written

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PROBLEMS = 1000
"""Problems of the coverage kept; further ones are counted."""


class Line(NamedTuple):
    """What one line holds: a device, an account of what was read, a case with its verdict, or one with an error."""

    device: Assessment | None = None
    version: tuple[str, str] = ("", "")
    coverage: written.Coverage | None = None
    stated: tuple[str, Verdict] | None = None
    id: str = ""
    error: str = ""


_KIND = msgspec.json.Decoder(written.Kind)
_DEVICE = msgspec.json.Decoder(written.Device)
_VERDICT = msgspec.json.Decoder(written.Verdict)


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


def add(read: written.Coverage, to: Coverage) -> None:
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


def _scan(read: written.Scan, before: Scan) -> Scan:
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


def _device(read: written.Device) -> Assessment:
    asset = read.asset
    return Assessment(
        Asset(asset.id, asset.site, asset.keys, asset.inputs),
        {name: _role(name, role) for name, role in read.roles.items()},
        read.white_label,
        read.next_evidence,
        tuple(_problems(read.problems)),
        read.clocks,
        tuple(map(_verdict, read.verdicts)),
    )


def _role(name: str, read: written.Role) -> Attribution:
    return Attribution(
        name, read.maker, read.name, read.probability, read.level,
        evidence=tuple(_evidence(name, piece) for piece in read.evidence),
        counter_evidence=tuple(CounterEvidence(_evidence(name, c), c.reason) for c in read.counter_evidence),
        limits=read.limits,
    )  # fmt: skip


def _evidence(role: str, read: written.Evidence) -> Evidence:
    where = Where(read.observed.input, read.observed.place)
    signal = Signal(read.signal.field, read.signal.value, where)
    return Evidence(
        read.fingerprint, role, read.makers, signal, read.log10_lr, read.carrier, read.technique,
        _citations(read.sources), read.trial, tuple(read.shares.items()), read.note,
    )  # fmt: skip


def _verdict(read: written.Verdict) -> Verdict:
    return Verdict(
        read.regime, read.title, read.on,
        read.situation, read.status, read.provision, read.why, read.needs,
        tuple(Step(step.kind, step.says) for step in read.path),
        _citations(read.sources), read.role, read.maker, read.probability, read.consequence,
        NextCheck(read.next_check.on, read.next_check.look_at, read.next_check.last) if read.next_check else None,
    )  # fmt: skip


def _citations(read: Iterable[written.Citation]) -> tuple[Citation, ...]:
    return tuple(Citation(citation.id, citation.at) for citation in read)


def _problems(read: Iterable[written.Problem]) -> list[Problem]:
    return [Problem(Where(p.input, p.place), p.expected, p.found, p.consequence, lost=p.lost) for p in read]
