"""Counts by site, believed maker and status of the verdict: a return for whoever asks how many.

One rule, on one day, about one act, is one count; different rules are never added up. Levels are counted apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whomade.model import Level, Status
from whomade.report import verdicts, wording
from whomade.report.filing import common, subject
from whomade.report.filing.document import Heading, Paper, Sheet, Table, Text
from whomade.report.filing.references import HEAD, References

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Assessment
    from whomade.report.filing.document import Block
    from whomade.report.filing.run import Run

NAME = "counts"
MOST_DEVICES = 100_000
"""Devices with a row of their own in the workbook; further ones are counted, and it says so."""
MOST_ROWS = 1000
"""Rows of a table on paper; the workbook holds all."""
LEVELS = tuple(reversed(Level))
STATUS_NAMES = tuple(wording.status_words(status) for status in Status)
DEVICES = ("site", "device", "brand", "model", "believed maker", "probability", "level", "strongest evidence",
           "seen at", "source", "verdicts")  # fmt: skip
Asked = tuple[str, str, str]


@dataclass(slots=True)
class Counts:
    """Devices by site and maker: by level, and by status under each rule that was asked."""

    levels: dict[tuple[str, str], Counter[Level]] = field(default_factory=dict)
    statuses: dict[Asked, dict[tuple[str, str], Counter[Status]]] = field(default_factory=dict)
    rests_on: dict[Asked, str] = field(default_factory=dict)
    rows: list[tuple[str | int | float, ...]] = field(default_factory=list)

    def add(self, device: Assessment, refs: References) -> None:
        """Count one device."""
        where = (wording.visible(device.asset.site or subject.NO_SITE), subject.maker_of(device))
        self.levels.setdefault(where, Counter())[wording.manufacturer(device).level] += 1
        for verdict in device.verdicts:
            asked = (
                wording.visible(verdict.regime),
                wording.visible(verdict.on),
                verdicts.plain(verdict.situation.act),
            )
            self.statuses.setdefault(asked, {}).setdefault(where, Counter())[verdict.status] += 1
            if asked not in self.rests_on:
                self.rests_on[asked] = f"{wording.visible(verdict.provision)} {refs.cite(verdict.sources)}"
        if len(self.rows) < MOST_DEVICES:
            self.rows.append(_row(device, where, refs))

    def by_level(self) -> list[tuple[str | int | float, ...]]:
        """Rows: site, maker, devices at each level, all of them."""
        return [(*w, *(n[level] for level in LEVELS), n.total()) for w, n in sorted(self.levels.items())]

    def by_status(self, asked: Asked) -> list[tuple[str | int | float, ...]]:
        """Rows of one rule: site, maker, devices of each status, those for which it was not asked, all of them."""
        rows: list[tuple[str | int | float, ...]] = []
        for where, levels in sorted(self.levels.items()):
            found = self.statuses[asked].get(where, Counter())
            left = levels.total() - found.total()
            rows.append((*where, *(found[status] for status in Status), max(left, 0), levels.total()))
        return rows


STATUS_HEAD = ("site", "believed maker", *STATUS_NAMES, "rule not asked", "devices")
LEVEL_HEAD = ("site", "believed maker", *map(str, LEVELS), "devices")


def build(run: Run) -> Paper:
    """The return; without devices its tables are empty and it says so."""
    refs, counts = References(run.knowledge), Counts()
    for device in run.devices:
        counts.add(device, refs)
    blocks = [
        Text(_said(run, counts)), *common.warnings(run),
        Heading("By site, believed maker and level"), *_table(LEVEL_HEAD, counts.by_level()),
        *(block for asked in counts.statuses for block in _rule(asked, counts)),
        *common.covered(run), *refs.listed(),
    ]  # fmt: skip
    data = {
        "by_level": [dict(zip(LEVEL_HEAD, row, strict=True)) for row in counts.by_level()],
        "by_status": [
            {
                "regime": asked[0], "on": asked[1], "act": asked[2], "rests_on": counts.rests_on[asked],
                "rows": [dict(zip(STATUS_HEAD, row, strict=True)) for row in counts.by_status(asked)],
            }
            for asked in counts.statuses
        ],
        "coverage": common.coverage_data(run.rest), "sources": refs.data(),
    }  # fmt: skip
    foot = common.foot(run)
    title, subtitle = "Devices by site, believed maker and verdict", "Counts; one rule, day and act at a time."
    return Paper(NAME, title, subtitle, tuple(blocks), data, foot, tuple(_sheets(run, counts, refs, foot)))


def _said(run: Run, counts: Counts) -> str:
    sites = len({site for site, _ in counts.levels})
    if not run.rest.devices:
        return "No device stands in the input: every count is of nothing."
    said = f"{wording.count(run.rest.devices, 'device')} at {wording.count(sites, 'site')}."
    return said if counts.statuses else f"{said} No rule was asked, so no verdict is counted."


def _rule(asked: Asked, counts: Counts) -> Iterator[Block]:
    regime, on, act = asked
    yield Heading(f"{regime}, {act} on {on}")
    yield Text(f"Provision and sources: {counts.rests_on[asked]}")
    yield from _table(STATUS_HEAD, counts.by_status(asked))


def _table(head: tuple[str, ...], rows: list[tuple[str | int | float, ...]]) -> Iterator[Block]:
    longest = [max(map(len, name.split())) + 2 for name in head[2:]]
    widths = (0.14, 0.19, *(0.67 * letters / sum(longest) for letters in longest))
    yield Table(head, tuple(tuple(map(str, row)) for row in rows[:MOST_ROWS]), widths)
    if len(rows) > MOST_ROWS:
        yield Text(f"{len(rows) - MOST_ROWS:,} more rows stand in the workbook and in the JSON.")


def _row(device: Assessment, where: tuple[str, str], refs: References) -> tuple[str | int | float, ...]:
    made = wording.manufacturer(device)
    what, seen, source = subject.strongest(device, refs)
    chance = round(made.probability, 2) if wording.maker(made) else ""
    says = "; ".join(subject.ruling(verdict) for verdict in device.verdicts)
    return (where[0], wording.visible(device.asset.id), wording.brand(device), wording.model(device), where[1], chance,
            str(made.level), what, seen, source, says)  # fmt: skip


def _sheets(run: Run, counts: Counts, refs: References, foot: tuple[str, ...]) -> Iterator[Sheet]:
    rows = [(*asked, *row) for asked in counts.statuses for row in counts.by_status(asked)]
    yield Sheet("Counts", ("regime", "on", "act", *STATUS_HEAD), tuple(rows))
    yield Sheet("Levels", LEVEL_HEAD, tuple(counts.by_level()))
    yield Sheet("Devices", DEVICES, tuple(counts.rows))
    rules = tuple((*asked, rests) for asked, rests in counts.rests_on.items())
    yield Sheet("Rules", ("regime", "on", "act", "provision and sources"), rules)
    listed = [block for block in refs.listed() if isinstance(block, Table)]
    yield Sheet("Sources", HEAD, listed[0].rows if listed else ())
    yield Sheet("Coverage", ("input", "read as", "records", "rejected", "notes"), common.inputs(run.rest.coverage).rows)
    more = run.rest.devices - len(counts.rows)
    about = [_said(run, counts), *common.not_reached(run.rest), *foot]
    about += [block.text for block in common.warnings(run) if isinstance(block, Text)]
    about += [f"{wording.count(more, 'more device')} without a row of their own"] if more > 0 else []
    yield Sheet("About", ("what to know before the figures are used",), tuple((line,) for line in about))
