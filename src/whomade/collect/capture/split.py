"""The first pass over a large file in several processes; what they keep is read in one place, in the file's order.

A file is cut at offsets where records are likely to begin; afterwards it is checked that each stretch ended exactly
where the next began. Where it did not, that stretch is read again from the right place: the result is always that of
one process.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whomade.collect.capture import container, stretch
from whomade.collect.capture.hearing import Hearing
from whomade.collect.capture.sift import Sift

if TYPE_CHECKING:
    from pathlib import Path

    from whomade.collect.capture.ledger import Ledger

LEAST_BYTES = 64 * 1024 * 1024
"""Of a stretch that is worth a process of its own."""
MOST_JOBS = 16


@dataclass(slots=True)
class Heard:
    """What one capture held: the ledger, and the account of what was not read."""

    ledger: Ledger
    frames: int
    bad: list[tuple[int, str]]
    bad_more: int
    other_links: dict[int, int]
    flaws: list[container.Flaw] = field(default_factory=list)


def heard(path: Path, jobs: int = 0) -> Heard:
    """Read a capture.

    Args:
        path: pcap or pcapng, plain or packed.
        jobs: processes; 0 takes as many as there are processors, for files that are worth it.

    Raises:
        InputError: its head is cut short.
    """
    sift = Sift()
    hearing = Hearing(sift)
    flaws: list[container.Flaw] = []
    with container.opened(path) as file:
        for part in stretch.whole(file):
            hearing.take(sift.kept(part))
            flaws += part.flaws
    return Heard(hearing.finish(), sift.number, hearing.bad, hearing.bad_more, sift.other_links, flaws)
