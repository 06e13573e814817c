"""One input as a reader sees it: where its bytes are, what the user calls it, and the account of what became of it.

No format is known here. A reader asks a `Source` for places, observations and problems, so that everything is counted
once.
"""

from __future__ import annotations

import shutil
import stat
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from whomade.errors import InputError
from whomade.model import InputSummary, Observation, Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEAD_BYTES = 64 * 1024
"""How much of a file is looked at to guess its format."""

STDIN = "-"
LEFT_OUT = "the record is left out"


@dataclass(slots=True)
class Source:
    """An input: its bytes at `path`, its `name` as the user wrote it, and the `summary` a reader fills.

    `options` are the `--map FIELD=COLUMN` pairs; `site` is given to every observation that names none itself; `jobs` is
    the number of processes for formats that can use several (0: as many as are worth it).
    A reader counts what it reads (`read_one`) and what it cannot read (`problem`); nobody else counts again.
    """

    path: Path
    name: str = ""
    summary: InputSummary = field(default_factory=lambda: InputSummary("", ""))
    options: Mapping[str, str] = field(default_factory=dict)
    site: str | None = None
    jobs: int = 0

    def __post_init__(self) -> None:
        """Name the input after its path where nobody named it."""
        self.name = readable(self.name or str(self.path))
        self.summary.name = self.summary.name or self.name

    def head(self) -> bytes:
        """First 64 KiB."""
        with self.path.open("rb") as file:
            return file.read(HEAD_BYTES)

    def where(self, place: str) -> Where:
        """Place inside this input."""
        return Where(self.name, place)

    def observe(
        self, asset: str, kind: str, data: str | bytes | dict[str, Any], place: str, **more: Any
    ) -> Observation:
        """Give an observation of this input; the site of the input stands where `more` has none."""
        more["site"] = more.get("site") or self.site
        return Observation(asset, kind, data, self.where(place), **more)

    def read_one(self) -> None:
        """Count a record (line, row, host or document) that was read."""
        self.summary.records += 1

    def problem(self, place: str, expected: str, found: str, consequence: str = LEFT_OUT) -> Problem:
        """Give the problem of a record that is lost, and count it."""
        self.summary.rejected += 1
        return Problem(self.where(place), expected, found, consequence)

    def flaw(self, place: str, expected: str, found: str, consequence: str, *, contradicts: bool = False) -> Problem:
        """Give a problem that costs no record."""
        return Problem(self.where(place), expected, found, consequence, lost=False, contradicts=contradicts)

    def note(self, text: str) -> None:
        """Say something about the input once."""
        if text not in self.summary.notes:
            self.summary.notes.append(text)


def readable(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 are shown as marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextmanager
def opened(
    path: Path,
    *,
    options: Mapping[str, str] | None = None,
    site: str | None = None,
    stdin: IO[bytes] | None = None,
    jobs: int = 0,
) -> Iterator[Source]:
    """Give the source behind a path; `-` (standard input) and pipes are copied to a temporary file first.

    Raises:
        InputError: nothing can be read there; the message gives the reason of the system.
    """
    with ExitStack() as stack:
        try:
            place = _place(path, stdin, stack)
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
        yield Source(place, str(path), options=options or {}, site=site, jobs=jobs)


def _place(path: Path, stdin: IO[bytes] | None, stack: ExitStack) -> Path:
    """Where the bytes can be read more than once."""
    if str(path) == STDIN:
        return stack.enter_context(_spooled(stdin or sys.stdin.buffer))
    if stat.S_ISFIFO(path.stat().st_mode):
        return stack.enter_context(_spooled(stack.enter_context(path.open("rb"))))
    return path


@contextmanager
def _spooled(stream: IO[bytes]) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(prefix="whomade-") as copy:
        shutil.copyfileobj(stream, copy, 1024 * 1024)
        copy.flush()
        yield Path(copy.name)
