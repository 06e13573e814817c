"""Lists of excluded and listed companies that a user downloaded, held against the names of the base.

Row by row, of any length: which company of the base a row names, and what the row says of it. A name of the base is
asked for by the table of names (`ownership.names`): one word too many is no match. Persons and ships are passed over,
since neither made a device. Nothing is fetched, and nothing of a list becomes knowledge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.pipeline.lists import opensanctions, sam
from whomade.pipeline.lists.entry import Asked, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whomade.model import Problem

READERS = {"sam": sam.entries, "opensanctions": opensanctions.entries}
"""The lists that can be read, by the word for them on the command line."""

__all__ = ["READERS", "Asked", "Entry", "entries"]


def entries(kind: str, path: Path, asked: Asked) -> Iterator[Entry | Problem]:
    """What a list says, row by row; a row that cannot be read is a problem with its line and costs itself alone.

    Args:
        kind: a key of `READERS`.
        path: the file.
        asked: who is asked for names, the day, and which rows are wanted.

    Raises:
        UnknownFormat: the file has not the columns of such a list.
    """
    return READERS[kind](path, asked)
