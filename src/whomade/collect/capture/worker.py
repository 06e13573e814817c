"""A process that sifts one piece of a capture and leaves what it kept in a temporary file."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import struct
import threading
from typing import TYPE_CHECKING, NamedTuple

from whomade.collect.capture import container, stretch
from whomade.collect.capture.sift import Kept, Sift
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whomade.collect.capture.stretch import Head, Piece

MOST_KEPT_BYTES = 512 * 1024 * 1024
"""Left for the first process to read; a piece that keeps more than this is read there from the capture itself."""
_HEADER = struct.Struct("<QIIQ")


class Done(NamedTuple):
    """What a process says when it is through: frames it saw, where its piece ended, and what it could not read."""

    frames: int
    ended_at: int
    other_links: dict[int, int]
    flaws: list[container.Flaw]


class Worker:
    """One process and its piece."""

    def __init__(self, path: Path, head: Head, piece: Piece, out: Path) -> None:
        self.piece = piece
        self._out = out
        # A copy of a process with threads may hang on a lock that one of them held.
        is_alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork" if is_alone else "spawn")
        self._process = context.Process(target=_work, args=(path, head, piece, out), daemon=True)  # type: ignore[attr-defined]

    def start(self) -> None:
        """Begin."""
        self._process.start()

    def result(self) -> Done | None:
        """Wait for it; None where it failed."""
        self._process.join()
        try:
            found = pickle.loads(self._out.with_suffix(".done").read_bytes())  # noqa: S301  our own process wrote it
        except OSError:
            return None
        return found if isinstance(found, Done) else None

    def kept(self) -> Iterator[Kept]:
        """Give what it kept; frames are numbered within the piece."""
        with self._out.open("rb") as file:
            while header := file.read(_HEADER.size):
                number, size, link, when = _HEADER.unpack(header)
                yield Kept(number, (file.read(size), 0, size, link, when))

    def end(self) -> None:
        """Stop it if it still runs."""
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()


def _work(path: Path, head: Head, piece: Piece, out: Path) -> None:
    """What the process does. It says nothing when it fails: its piece is then read again, and fails aloud."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends this one
    try:
        done = sifted(path, head, piece, out)
    except (OSError, InputError):
        return
    if done:
        out.with_suffix(".done").write_bytes(pickle.dumps(done))


def sifted(path: Path, head: Head, piece: Piece, out: Path) -> Done | None:
    """Sift a piece into a file; None where it cannot be done without the pieces before it."""
    sift = Sift()
    with container.opened(path) as file, out.open("wb") as kept:
        frames = stretch.opened_at(file, head, piece)
        for number, (data, at, size, link, when) in sift.kept(frames):
            kept.write(_HEADER.pack(number, size, link, when))
            kept.write(data[at : at + size])
            if kept.tell() > MOST_KEPT_BYTES:
                return None
    if getattr(frames, "is_unsure", False):
        return None
    return Done(sift.number, frames.ended_at, sift.other_links, frames.flaws)
