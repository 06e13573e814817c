"""The user's own sheet with columns added: every line, cell and byte of the original stays as it is.

Answers are kept in a temporary file while lines are read, so that a million rows take no more memory than ten.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import tempfile
from typing import TYPE_CHECKING, NamedTuple

from whomade.errors import InputError
from whomade.model.attribution import percent
from whomade.model.offer import ANSWER_COLUMNS
from whomade.report.wording import visible
from whomade.screen import Outcome
from whomade.screen.answer import DOCUMENTS_IN_SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from whomade.screen import Screened

COLUMNS = ANSWER_COLUMNS
MAX_CELL = 2000
"""Characters of an added cell: a spreadsheet takes 32,767, a person reads a few hundred."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_ANSWERS = {Outcome.ASK: "ask who made it", Outcome.LEFT_ALONE: "left alone", Outcome.ATTRIBUTED: "attributed"}


class Kept(NamedTuple):
    """Added cells of a row of a sheet."""

    sheet: str
    row: int
    cells: list[str]


class Added:
    """Cells to be added, in the order of the rows. A context manager: the temporary file ends with it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed by `__exit__`
        self.sheets: set[str] = set()
        """Names of the sheets that have lines."""

    def __enter__(self) -> Added:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def keep(self, screened: Screened, own: list[str] | None = None) -> None:
        """Keep the cells of one line, behind those of its own where a new sheet is written."""
        offer = screened.offer
        self.sheets.add(offer.sheet)
        self._file.write(json.dumps([offer.sheet, offer.row, [*(own or ()), *cells_of(screened)]]) + "\n")

    def __iter__(self) -> Iterator[Kept]:
        self._file.flush()
        self._file.seek(0)
        return (Kept(*json.loads(line)) for line in self._file)


def cells_of(screened: Screened) -> list[str]:
    """The cells added to a line, in the order of `COLUMNS`."""
    maker = screened.maker
    verdicts = "; ".join(f"{v.regime}: {v.status.replace('_', ' ')}" for v in screened.verdicts)
    said = [
        maker.name or "" if maker else "",
        percent(maker.probability) if maker else "",
        str(maker.level) if maker else "",
        "; ".join(filter(None, (_ANSWERS[screened.outcome], verdicts))),
        "; ".join(filter(None, (screened.why, _parts(screened)))),
        " ".join([*screened.questions_here, *([f"Please send: {DOCUMENTS_IN_SHORT}."] if screened.documents else [])]),
    ]
    return [harmless(text) for text in said]


def _parts(screened: Screened) -> str:
    """Components, apart from the product."""
    found = [
        f"{c.name}: {c.role.replace('_', ' ')} {c.attribution.name}" for c in screened.components if c.attribution.name
    ]
    return "components, not the product: " + ", ".join(dict.fromkeys(found)) if found else ""


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and in which nothing is hidden.

    >>> harmless("=HYPERLINK(1)"), harmless("Acme")
    ("'=HYPERLINK(1)", 'Acme')
    """
    text = visible(text)[:MAX_CELL]
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_csv(
    path: Path,
    out: Path,
    added: Iterable[Kept],
    rows: Iterable[tuple[int, int, bool]],
    *,
    encoding: str,
    mark: str,
    header: int,
) -> None:
    """Write a CSV file again, with columns added behind each row.

    Args:
        path: the original.
        out: the file to write.
        added: cells by row, in order.
        rows: number of each row, how many lines of the file it takes, and whether cells may be added to it.
        encoding: of the original; bytes that do not fit it are kept as they are.
        mark: the delimiter.
        header: number of the header row, 0 where there is none.
    """
    plain = {"utf-8-sig": "utf-8", "utf-16": _byte_order(path), "utf-32": "utf-32-le"}.get(encoding, encoding)
    errors = "surrogateescape" if plain == "utf-8" else "strict"
    legacy = plain == "utf-8" and not _is_utf8(path)
    pending = iter(added)
    kept = next(pending, None)
    with (
        path.open("r", encoding=plain, errors=errors, newline="") as old,
        out.open("w", encoding=plain, errors=errors, newline="") as new,
    ):
        for number, taken, is_row in rows:
            # A row below the header keeps the table's width even where there is nothing to say.
            empty = [""] * len(COLUMNS) if is_row and number > header else None
            cells = list(COLUMNS) if header and number == header else empty
            if kept is not None and kept.row == number:
                cells, kept = kept.cells, next(pending, None)
            _copy(old, new, taken, _joined(cells, mark, legacy=legacy) if cells else "")
        _copy_rest(old, new)


def _byte_order(path: Path) -> str:
    with path.open("rb") as file:
        return "utf-16-le" if file.read(2) == b"\xff\xfe" else "utf-16-be"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(1024 * 1024):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _joined(cells: list[str], mark: str, *, legacy: bool) -> str:
    """Cells as text to be added; in a file that is not UTF-8 they are written in Windows-1252, as the file is read."""
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="").writerow(cells)
    more = mark + text.getvalue()
    return more.encode("cp1252", "replace").decode("utf-8", "surrogateescape") if legacy else more


def _copy(old: IO[str], new: IO[str], lines: int, more: str) -> None:
    """Copy lines as they are; what is added stands before the end of the last."""
    for number in range(lines):
        line = old.readline()
        if number < lines - 1 or not more:
            new.write(line)
            continue
        text = line.rstrip("\r\n")
        new.write(text + more + line[len(text) :])


def _copy_rest(old: IO[str], new: IO[str]) -> None:
    while piece := old.read(1024 * 1024):
        new.write(piece)


def replaced(out: Path, write: object) -> None:
    """Write beside the target and put it there when it is whole, so that a broken run loses no older file.

    Raises:
        InputError: it cannot be written.
    """
    beside = out.with_name(f".{out.name}.part")
    try:
        write(beside)  # type: ignore[operator]
        beside.replace(out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)
