"""A paper for the public: how many devices of which brands are believed to be whose, and by what kind of evidence.

It holds words of the knowledge base only, and numbers. Nothing that came from a device, a file or a person is printed:
no address, serial or model number, no name of a device, site, file or person, no value that was seen.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade.model import Level, Status
from whomade.report import wording
from whomade.report.filing import common, subject
from whomade.report.filing.document import Bullets, Heading, Paper, Table, Text
from whomade.report.filing.references import References

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Assessment, Citation, Evidence, Knowledge
    from whomade.report.filing.document import Block
    from whomade.report.filing.run import Run

NAME = "public"
MOST_NUMBERS = 40
"""Devices named by number behind one group; further ones are counted."""
NO_BRAND = "a brand that is not in the brand table, or none"
OWN = "the brand's own company"
WITHHELD = (
    "Names of devices, sites, files and persons, addresses, serial and model numbers and everything that was seen word "
    "for word are left out. Devices are numbered in the order of the input; whoever holds it can look them up."
)


class Group(NamedTuple):
    """What devices share: brand, believed maker, level."""

    brand: str
    maker: str
    level: Level


@dataclass(slots=True)
class Shown:
    """The devices of one group by number, the fields that speak for the maker, and the sources."""

    numbers: list[int] = field(default_factory=list)
    devices: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    sources: dict[Citation, None] = field(default_factory=dict)

    def add(self, number: int, evidence: list[Evidence], known: Knowledge) -> None:
        """Add one device; evidence counts where the base knows the statement that it rests on."""
        self.devices += 1
        if len(self.numbers) < MOST_NUMBERS:
            self.numbers.append(number)
        self.fields.update({piece.signal.field for piece in evidence if piece.signal.field in known.fields})
        for piece in evidence:
            self.sources.update(dict.fromkeys(_of_the_base(piece, known)))


def build(run: Run) -> Paper:
    """The paper; it is built from the closed words of the knowledge base alone."""
    refs = References(run.knowledge)
    groups: dict[Group, Shown] = {}
    statuses: dict[tuple[str, str], Counter[Status]] = {}
    for number, device in enumerate(run.devices, 1):
        group = _group(device, run.knowledge)
        groups.setdefault(group, Shown()).add(number, subject.evidence_of(device), run.knowledge)
        for verdict in device.verdicts:
            if verdict.regime in run.knowledge.regimes:
                statuses.setdefault((verdict.regime, _day(verdict.on)), Counter())[verdict.status] += 1
    ranked = sorted(groups.items(), key=lambda item: (-item[1].devices, item[0]))
    blocks = [
        Text(WITHHELD), *_emulated(run),
        Heading("What the devices are believed to be"), *_believed(ranked, refs, run),
        *_rules(statuses, refs, run),
        Heading("What was not reached"), Bullets(tuple(common.not_reached(run.rest, named=False))),
        *refs.listed(publishers=False),
    ]  # fmt: skip
    data = {
        "devices": run.rest.devices,
        "groups": [_data(group, shown, refs) for group, shown in ranked],
        "verdicts": [
            {"regime": regime, "on": on, "statuses": {str(s): n for s, n in counts.items()}}
            for (regime, on), counts in statuses.items()
        ],
        "not_reached": common.not_reached(run.rest, named=False), "sources": refs.data(),
    }  # fmt: skip
    subtitle = "Counts of attributions, each with its evidence and its sources."
    return Paper(NAME, "Who is believed to have made the devices", subtitle, tuple(blocks), data, common.foot(run))


def _group(device: Assessment, known: Knowledge) -> Group:
    made = wording.manufacturer(device)
    held = made.maker if wording.maker(made) else None
    maker = subject.NOBODY if held is None else OWN if held == "self" else "a maker that is not in the base"
    if held in known.entities:
        maker = wording.visible(known.entities[held].name)
    return Group(_brand(device, known), maker, made.level)


def _brand(device: Assessment, known: Knowledge) -> str:
    """The brand under the name that the table has for it, found by the statement that spoke; never as printed."""
    pieces = [piece for role in device.roles.values() for piece in role.evidence]
    for piece in pieces:
        brand = known.brands.get(piece.fingerprint.removeprefix("brand:"))
        if brand is not None and piece.fingerprint.startswith("brand:"):
            return wording.visible(brand.name)
    return NO_BRAND


def _of_the_base(piece: Evidence, known: Knowledge) -> list[Citation]:
    """Citations of a piece of evidence whose source the base holds; of the place in it nothing is printed."""
    return [citation._replace(at="") for citation in piece.sources if citation.id in known.sources]


def _emulated(run: Run) -> Iterator[Block]:
    yield from (block for block in common.warnings(run) if isinstance(block, Text) and block.loud)


def _believed(ranked: list[tuple[Group, Shown]], refs: References, run: Run) -> Iterator[Block]:
    if not ranked:
        yield Text("No device stands in the input. That says nothing about devices that were not read.", loud=True)
        return
    yield Text(f"{wording.count(run.rest.devices, 'device')}.")
    rows = tuple(
        (group.brand, _words(group), f"{shown.devices:,}", _numbers(shown), _kinds(shown), _sources(shown, refs))
        for group, shown in ranked
    )
    head = ("brand", "believed maker", "devices", "numbers", "kinds of evidence", "sources")
    yield Table(head, rows, (0.17, 0.21, 0.09, 0.13, 0.24, 0.16))
    yield Bullets(tuple(f"{level}: {meaning}" for level, meaning in wording.LEVEL_MEANINGS.items()))


def _words(group: Group) -> str:
    if group.level is Level.UNDETERMINED:
        return subject.NOBODY
    return f"believed to be made by {group.maker}, level {group.level}"


def _numbers(shown: Shown) -> str:
    more = shown.devices - len(shown.numbers)
    return ", ".join(map(str, shown.numbers)) + (f" and {more:,} more" if more else "")


def _kinds(shown: Shown) -> str:
    return ", ".join(f"{wording.field_name(name)} ({n:,})" for name, n in shown.fields.most_common(8)) or "none"


def _sources(shown: Shown, refs: References) -> str:
    return refs.numbers(shown.sources) or "none"


def _rules(statuses: dict[tuple[str, str], Counter[Status]], refs: References, run: Run) -> Iterator[Block]:
    if statuses:
        yield Heading("What rules say, if the attributions hold")
    for (name, on), counts in statuses.items():
        regime = run.knowledge.regimes[name]
        said = ", ".join(f"{counts[s]:,} {wording.status_words(s)}" for s in Status if counts[s])
        yield Text(f"{regime.title} ({name}), on {on}: {said}. Sources: {refs.numbers(regime.sources)}")


def _day(on: str) -> str:
    """A day as digits and hyphens, and nothing else."""
    return on if len(on) == 10 and on.replace("-", "").isdigit() else "an unknown day"


def _data(group: Group, shown: Shown, refs: References) -> dict[str, Any]:
    return {
        "brand": group.brand, "believed_maker": group.maker, "level": str(group.level), "devices": shown.devices,
        "numbers": shown.numbers, "fields": dict(shown.fields),
        "sources": [citation.id for citation in shown.sources if citation.id in refs.knowledge.sources],
    }  # fmt: skip
