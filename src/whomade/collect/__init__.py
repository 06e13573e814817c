"""Readers of evidence: one file per format, found by listing this folder and imported when used.

A reader has `NAME` (the word of `--format`), `accepts(head, name)` and `collect(source)`. It brings evidence and never
judges it. To add a format, add a file and a case under `tests/cases/collect/`; nothing else changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from whomade.collect.refusal import is_evidence, reason
from whomade.collect.source import STDIN, Source, opened, readable
from whomade.errors import InputError, UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.model import Observation, Problem

__all__ = ["Reader", "Source", "check_options", "expand", "opened", "read", "readable", "reader", "readers", "sniff"]

HELPERS = frozenset(
    {
        "archive",
        "capture",
        "columns",
        "csv_rows",
        "devices",
        "flows",
        "guess",
        "headers",
        "labels",
        "nmap_replies",
        "networks",
        "nmap_scripts",
        "offers",
        "plain",
        "probes",
        "refusal",
        "replies",
        "rows",
        "scanner",
        "safexml",
        "shapes",
        "source",
        "table",
        "text",
        "typed",
        "xlsx_guard",
    }
)
"""Modules of this folder that are no readers."""


class Reader(Protocol):
    """What a reader module offers."""

    NAME: str

    def accepts(self, head: bytes, name: str) -> bool:
        """Tell cheaply whether a file that begins with `head` (up to 64 KiB) is of this format."""

    def collect(self, source: Source) -> Iterator[Observation | Problem]:
        """Give what the input holds; raise `InputError` when it cannot be read at all."""


def check_options(options: Mapping[str, str]) -> None:
    """Refuse a field that no column can be read as. Raises `InputError`."""
    if options:
        from whomade.collect import columns  # late: only lists have columns

        columns.check_options(options)


def readers() -> tuple[str, ...]:
    """Names of all formats, without importing their readers."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in HELPERS))


def reader(name: str) -> Reader:
    """Import the reader of a format. Raises `InputError` for an unknown one."""
    if name not in readers():
        raise InputError(f"no format `{name}`; formats: {', '.join(readers())}")
    return cast("Reader", importlib.import_module(f"{__name__}.{name}"))


def sniff(source: Source) -> Reader:
    """Find the reader that accepts an input.

    Raises:
        UnknownFormat: none does; the message says what the input seems to be.
    """
    head, name = source.head(), Path(source.name).name
    if head and is_evidence(name):
        for module in map(reader, readers()):
            if module.accepts(head, name):
                return module
    raise UnknownFormat(f"{source.name}: {reason(head, name)}")


def read(source: Source, forced_format: str | None = None) -> Iterator[Observation | Problem]:
    """Give everything an input holds and fill its summary: format, records, rejected, columns, notes.

    Raises:
        InputError: the input is refused; the reason stands in the message and in `source.summary.refused`.
    """
    try:
        module = reader(forced_format) if forced_format else sniff(source)
        source.summary.format = module.NAME
        yield from module.collect(source)
    except OSError as error:
        raise _refused(source, f"cannot be read: {error.strerror or error}") from error
    except InputError as error:
        raise _refused(source, str(error), type(error)) from error


def _refused(source: Source, why: str, kind: type[InputError] = InputError) -> InputError:
    source.summary.refused = why.removeprefix(f"{source.name}: ")
    return kind(f"{source.name}: {source.summary.refused}")


def expand(paths: Iterable[Path | str]) -> Iterator[Path]:
    """Give every file of the paths: folders in sorted order, hidden entries left out, loops of links walked once.

    Files that are no evidence (a README) are given too; `sniff` refuses them with a reason, so that they are counted.

    Raises:
        InputError: a path does not exist. All are checked before the first is given.
    """
    given = [Path(path) for path in paths]
    for path in given:
        if str(path) != STDIN and not path.exists():
            raise InputError(f"{path}: no such file or folder")
    for path in given:
        if str(path) != STDIN and path.is_dir():
            yield from _walked(path, set())
        else:
            yield path


def _walked(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """Everything under a folder; what cannot be entered or leads nowhere is given too, so that it is refused aloud."""
    try:
        status = folder.stat()
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for path in inside:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walked(path, seen)
        elif path.is_file() or path.is_symlink():
            yield path
