"""Papers of invented sites for tests: input as values, and every text that a paper shows."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from whomade.model import Coverage, InputSummary, Scan, Status
from whomade.pipeline.filing import KINDS
from whomade.report.filing.case import case_from
from whomade.report.filing.run import Rest, Run

from ..conftest import build_coverage, build_knowledge, build_site  # noqa: TID252  fixtures of the room
from ..rules import build_scan, build_verdict  # noqa: TID252

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Assessment, Knowledge
    from whomade.report.filing.document import Paper

BUY, USE = "us-ndaa-889-a1A", "us-ndaa-889-a1B"
STATUSES = (Status.PROHIBITED, Status.NOT_REACHED, Status.CONDITIONAL, Status.UNDETERMINED, Status.PROHIBITED, None)
"""Statuses of the six devices of `build_site`, in order; the last has no verdict."""
ALL = tuple(KINDS)


def judged_site(regime: str = BUY) -> list[Assessment]:
    """The devices of `build_site` with a verdict of section 889 each."""
    return [
        replace(device, verdicts=() if status is None else (build_verdict(regime, status),))
        for device, status in zip(build_site(), STATUSES, strict=True)
    ]


def coverage(scan: Scan | None = None) -> Coverage:
    """What was read for the six devices; `scan` where one was part of it."""
    return replace_coverage(build_coverage(), scan)


def replace_coverage(found: Coverage, scan: Scan | None) -> Coverage:
    """The same with a scan and its recorders."""
    found.scan = scan
    found.channels = {"rec-1": 8} if scan else {}
    return found


def run_of(
    devices: Iterable[Assessment],
    case: dict[str, Any] | None = None,
    rest: Rest | None = None,
    knowledge: Knowledge | None = None,
    assets: Iterable[str] = (),
) -> Run:
    """An input of these devices, counted as they pass."""
    known = rest or Rest(coverage=coverage(), has_coverage=True)
    known.coverage.devices = 0

    def counted() -> Iterator[Assessment]:
        for device in devices:
            known.devices += 1
            known.coverage.devices += 1
            yield device

    return Run(counted(), known, case_from(case or {}), knowledge or build_knowledge(), frozenset(assets))


def paper_of(kind: str, *given: Any, **more: Any) -> Paper:
    """A paper of one kind."""
    return import_module(f"whomade.report.filing.{KINDS[kind]}").build(run_of(*given, **more))  # type: ignore[no-any-return]


def empty_rest() -> Rest:
    """An input that was read and held no device."""
    return Rest(coverage=Coverage(inputs=[InputSummary("nothing.jsonl", "observations")]), has_coverage=True)


def scanned_rest() -> Rest:
    """An input that came of a scan."""
    return Rest(coverage=coverage(build_scan()), has_coverage=True)
