"""What a paper is made of: the devices one by one, and what is known of the whole once the last has passed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from whomade.model import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model import Assessment, Knowledge, Problem, Verdict
    from whomade.report.filing.case import Case


@dataclass(slots=True)
class Kept:
    """Devices kept for a paper, `most` at most, so that memory stays bounded; `total` counts all of them."""

    most: int
    devices: list[Assessment] = field(default_factory=list)
    total: int = 0

    def add(self, device: Assessment) -> None:
        """Count a device, and keep it while there is room."""
        self.total += 1
        if len(self.devices) < self.most:
            self.devices.append(device)

    @property
    def left_out(self) -> int:
        """Devices that were counted and are not kept."""
        return self.total - len(self.devices)


class Stated(NamedTuple):
    """A verdict on a case that somebody wrote down: its maker is stated, not attributed."""

    id: str
    verdict: Verdict


@dataclass(slots=True)
class Rest:
    """What is known once the last device has passed; `devices` is how many did.

    `repeated` of them have the key and site of an earlier one: the same device, asked about another rule.

    `has_coverage` tells whether the input said what was read to make it; `versions` are the pairs of version and digest
    of the knowledge that the answers were made with.
    """

    devices: int = 0
    repeated: int = 0
    coverage: Coverage = field(default_factory=Coverage)
    has_coverage: bool = False
    stated: list[Stated] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problems_dropped: int = 0
    versions: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Run:
    """The input of a paper. `devices` are read once; `rest` is whole only after that.

    `assets` are the keys of devices that the user named; empty where the verdicts decide. `program` is its name and
    version, for the foot of a page.
    """

    devices: Iterable[Assessment]
    rest: Rest
    case: Case
    knowledge: Knowledge
    assets: frozenset[str] = frozenset()
    program: str = "whomade"
