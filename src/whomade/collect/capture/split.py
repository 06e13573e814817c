"""The first pass over a large file in several processes; what they keep is read in one place, in the file's order.

A file is cut at offsets where records are likely to begin; afterwards it is checked that each piece ended exactly where
the next began. Where it did not, or a process failed, that piece is read again from the right place: the result is
that of one process.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from whomade.collect.capture import container, stretch
from whomade.collect.capture.hearing import Hearing
from whomade.collect.capture.sift import Sift
from whomade.collect.capture.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.capture.ledger import Ledger
    from whomade.collect.capture.stretch import Head, Piece

LEAST_BYTES = 48 * 1024 * 1024
"""Of a piece that is worth a process of its own, which takes some tens of milliseconds to start."""
LEAST_ASKED = 64 * 1024
MOST_JOBS = 32


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
    run = _Run()
    with container.opened(path) as file:
        head = stretch.head_of(file)
        count = 1 if container.is_packed(path) else _count(path.stat().st_size, jobs)
        if count > 1:
            run.together(path, file, head, stretch.pieces(file, head, path.stat().st_size, count))
        else:
            run.read(file, head, stretch.whole(head))
    return run.result()


def _count(size: int, jobs: int) -> int:
    """How many processes a file is read with."""
    if jobs:
        return max(1, min(jobs, MOST_JOBS, size // LEAST_ASKED))
    return max(1, min(_processors(), MOST_JOBS, size // LEAST_BYTES))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Run:
    """One capture on its way through."""

    def __init__(self) -> None:
        self._sift = Sift()
        self._hearing = Hearing(self._sift)
        self._flaws: list[container.Flaw] = []
        self._ended_at = 0

    def read(self, file: BinaryIO, head: Head, piece: Piece) -> None:
        """Read a piece here."""
        frames = stretch.opened_at(file, head, piece)
        self._hearing.take(self._sift.kept(frames))
        self._flaws += frames.flaws
        self._ended_at = frames.ended_at

    def together(self, path: Path, file: BinaryIO, head: Head, pieces: list[Piece]) -> None:
        """Read the first piece here while others sift the rest, then what they kept, in order."""
        with _workers(path, head, pieces[1:]) as workers:
            self.read(file, head, pieces[0])
            for worker in workers:
                done = worker.result()
                if done is None or worker.piece.start != self._ended_at:
                    self.read(file, head, stretch.Piece(self._ended_at, worker.piece.end))
                    continue
                self._hearing.take(self._sift.again(worker.kept()))
                self._sift.join(done.frames, done.other_links)
                self._flaws += done.flaws
                self._ended_at = done.ended_at

    def result(self) -> Heard:
        hearing, sift = self._hearing, self._sift
        ledger = hearing.finish()
        return Heard(ledger, sift.number, hearing.bad, hearing.bad_more, sift.other_links, self._flaws)


@contextmanager
def _workers(path: Path, head: Head, pieces: list[Piece]) -> Iterator[list[Worker]]:
    """Start a process for each piece; all are ended when the work is done or broken off."""
    with tempfile.TemporaryDirectory(prefix="whomade-") as folder:
        workers = [Worker(path, head, piece, Path(folder) / str(number)) for number, piece in enumerate(pieces)]
        try:
            for worker in workers:
                worker.start()
            yield workers
        finally:
            for worker in workers:
                worker.end()
