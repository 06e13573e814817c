"""Record of a reasonable inquiry: what was looked at, how, when, what was found, and what was not reached.

FAR 4.2101 calls reasonable an inquiry that is designed to uncover information in the entity's possession about who
produced or provided what it uses; an audit is not required. The record says what was done, not that it was enough.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from whomade.model import Level
from whomade.report import wording
from whomade.report.filing import common, subject
from whomade.report.filing.document import Bullets, Fields, Heading, Paper, Table, Text, given
from whomade.report.filing.references import References

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Assessment, Scan
    from whomade.report.filing.document import Block
    from whomade.report.filing.run import Run

NAME = "inquiry"
BY_PEOPLE = ("filed_by", "inquiry_by", "inquiry_scope", "inquiry_from", "inquiry_to", "people_asked", "papers_read",
             "not_examined", "prepared_on")  # fmt: skip
MOST_LISTED = 1000
"""Devices listed one by one; further ones are counted, and all stand in the JSON lines that this was made from."""
STANDARD = (
    "FAR 4.2101 asks for an inquiry designed to uncover information in the entity's possession about the identity of "
    "the producer or provider of covered equipment or services that it uses; no internal or third-party audit is "
    "needed. "
    "Whether this inquiry was reasonable, the entity says, not this record."
)
"""Source: FAR 4.2101, as quoted in notes (knowledge of its wording is second-hand)."""
CARRIERS = {
    "label": "labels, papers, names that devices show",
    "registry": "registers (MAC addresses, filings)",
    "factory": "serial numbers and hardware ids",
    "web": "web servers and pages",
    "media": "video streams (RTSP)",
    "onvif": "ONVIF replies",
    "discovery": "discovery replies",
    "firmware-file": "firmware files",
    "cloud": "cloud hosts",
    "tls": "certificates",
}


@dataclass(slots=True)
class Found:
    """What the devices show together; rows are kept for as many as are listed."""

    levels: Counter[Level] = field(default_factory=Counter)
    makers: dict[str, Counter[Level]] = field(default_factory=dict)
    carriers: Counter[str] = field(default_factory=Counter)
    named: list[tuple[str, ...]] = field(default_factory=list)
    unnamed: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, device: Assessment, refs: References) -> None:
        """Count one device."""
        made = wording.manufacturer(device)
        self.levels[made.level] += 1
        self.carriers.update({piece.carrier for piece in wording.all_evidence(device)})
        who = subject.maker_of(device)
        self.makers.setdefault(who, Counter())[made.level] += 1
        if wording.maker(made):
            self._list(self.named, _named_row, device, refs)
        else:
            self._list(self.unnamed, _unnamed_row, device, refs)

    def _list(self, rows: list[tuple[str, ...]], row: Any, device: Assessment, refs: References) -> None:
        if len(rows) < MOST_LISTED:
            rows.append(row(device, refs))


def build(run: Run) -> Paper:
    """The record; an empty input gives a record that nothing was looked at."""
    refs, found = References(run.knowledge), Found()
    for device in run.devices:
        found.add(device, refs)
    people = Fields(tuple(common.field_of(run.case, key) for key in BY_PEOPLE))
    blocks = [
        Text(STANDARD), *common.warnings(run),
        Heading("Who inquired, and into what"), people,
        Heading("What was looked at"), *_looked_at(run),
        Heading("How"), *_how(run, found),
        Heading("When"), *_when(run),
        Heading("What was found"), *_found(run, found),
        Heading("What was not reached"), *_not_reached(run, found),
        *refs.listed(),
    ]  # fmt: skip
    scan = run.rest.coverage.scan
    data = {
        "by_people": given(people), "missing": [row.key for row in people.missing],
        "levels": {str(level): found.levels[level] for level in Level},
        "believed_makers": {
            who: {str(level): n for level, n in levels.items()} for who, levels in sorted(found.makers.items())
        },
        "devices_by_kind_of_evidence": dict(sorted(found.carriers.items())),
        "named": [dict(zip(NAMED, row, strict=True)) for row in found.named],
        "unnamed": [dict(zip(UNNAMED, row, strict=True)) for row in found.unnamed],
        "scan": _scan_data(scan) if scan else None,
        "coverage": common.coverage_data(run.rest), "sources": refs.data(),
    }  # fmt: skip
    subtitle = "What was looked at, how, when, and what was not reached."
    return Paper(NAME, "Record of a reasonable inquiry", subtitle, tuple(blocks), data, common.foot(run))


NAMED = ("device", "brand and model", "believed maker", "strongest evidence and source")
UNNAMED = ("device", "brand and model", "what would tell")


def _named_row(device: Assessment, refs: References) -> tuple[str, ...]:
    what, where, source = subject.strongest(device, refs)
    beliefs = "; ".join(subject.beliefs(device))
    return _key(device), subject.name_of(device), beliefs, f"{what}, seen at {where} {source}" if what else ""


def _unnamed_row(device: Assessment, _refs: References) -> tuple[str, ...]:
    return _key(device), subject.name_of(device), "; ".join(wording.visible(n.collect) for n in device.next_evidence)


def _key(device: Assessment) -> str:
    site = f" ({wording.visible(device.asset.site)})" if device.asset.site else ""
    return wording.visible(device.asset.id) + site


def _looked_at(run: Run) -> Iterator[Block]:
    coverage = run.rest.coverage
    yield Text(f"{wording.count(run.rest.devices, 'device')}.")
    if coverage.inputs:
        yield common.inputs(coverage)
    else:
        yield Text("The input names no file or network that was looked at.")
    if coverage.scan is not None:
        scan = coverage.scan
        yield Bullets(
            (
                f"Networks scanned: {', '.join(map(wording.visible, scan.targets)) or 'none named'}.",
                f"Ports asked: {', '.join(map(str, scan.ports)) or 'none named'}.",
                f"{scan.planned:,} addresses planned, {scan.probed:,} probed, {scan.answered:,} answered.",
            )
        )


def _how(run: Run, found: Found) -> Iterator[Block]:
    yield Text(
        "Each sign is compared with published knowledge of which makers give such signs; signs of one kind count once. "
        "The answer is a probability for every maker, not a finding of fact. whomade logs in to no device."
    )
    if found.carriers:
        rows = [(CARRIERS.get(c, wording.visible(c)), f"{n:,}") for c, n in found.carriers.most_common()]
        yield Table(("kind of evidence", "devices that gave it"), tuple(rows), (0.7, 0.3))
    known = run.knowledge
    yield Text(f"Knowledge {known.version}, digest {known.digest}; {wording.calibration(known.calibration)}.")


def _when(run: Run) -> Iterator[Block]:
    scan = run.rest.coverage.scan
    if scan is not None and scan.began_at:
        yield Text(f"The scan ran from {wording.visible(scan.began_at)} to {wording.visible(scan.ended_at)} (UTC).")
    elif scan is not None:
        yield Text("When the scan ran is not in the input: missing.")
    else:
        yield Text("Files do not say when the devices were looked at; the days of the inquiry are those stated above.")


def _found(run: Run, found: Found) -> Iterator[Block]:
    if not run.rest.devices:
        yield Text("No device stands in the input. That says nothing about what is in use.", loud=True)
        return
    levels = tuple(reversed(Level))
    ranked = sorted(found.makers.items(), key=lambda item: (item[0] == subject.NOBODY, -item[1].total(), item[0]))
    rows = [(who, *(f"{counts[level]:,}" for level in levels), f"{counts.total():,}") for who, counts in ranked]
    head = ("believed maker", *map(str, levels), "devices")
    yield Table(head, tuple(rows), (0.35, *[0.65 / (len(levels) + 1)] * (len(levels) + 1)))
    yield Bullets(tuple(f"{level}: {meaning}" for level, meaning in wording.LEVEL_MEANINGS.items()))
    if found.named:
        yield Heading("Devices whose maker is believed to be known", 2)
        yield Table(NAMED, tuple(found.named), (0.16, 0.18, 0.28, 0.38))
        yield from _more(run.rest.devices - found.levels[Level.UNDETERMINED], found.named)


def _not_reached(run: Run, found: Found) -> Iterator[Block]:
    yield Bullets(tuple(common.not_reached(run.rest)))
    stated = run.case.text("not_examined")
    yield Text(f"Known to exist and not examined, as stated: {wording.visible(stated) if stated else 'missing'}.")
    if found.unnamed:
        yield Heading("Looked at, and nobody can be named", 2)
        yield Table(UNNAMED, tuple(found.unnamed), (0.2, 0.3, 0.5))
        yield from _more(found.levels[Level.UNDETERMINED], found.unnamed)
    yield from common.problems(run.rest)


def _more(total: int, rows: list[tuple[str, ...]]) -> Iterator[Block]:
    if total > len(rows):
        yield Text(f"{total - len(rows):,} more devices are counted above and not listed here.")


def _scan_data(scan: Scan) -> dict[str, Any]:
    return {
        "targets": scan.targets, "ports": scan.ports, "planned": scan.planned, "probed": scan.probed,
        "answered": scan.answered, "began_at": scan.began_at or None, "ended_at": scan.ended_at or None,
        "emulated": scan.is_emulated,
    }  # fmt: skip
