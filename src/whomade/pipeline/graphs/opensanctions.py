"""Targets of OpenSanctions as CSV (`targets.simple.csv`): names of whom some list names, and nothing about owners.

The data is the user's own copy under its own terms (CC BY-NC 4.0); nothing of it is shipped and nothing is fetched. The
file of entities (`entities.ftm.json`) is FollowTheMoney and has the owners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from whomade.pipeline.graphs.common import Draft, Row

NEEDED = ("id", "schema", "name", "aliases")


def names_of(row: Mapping[str, str]) -> list[str]:
    """The name of a row and its aliases."""
    return [name for text in (row["name"], *row["aliases"].split(";")) if (name := text.strip())]


def read(rows: Iterable[Row], draft: Draft) -> None:
    """Add every target to the draft."""
    for row in rows:
        if not row.value["id"]:
            raise draft.wrong(row, "expected an id, found nothing")
        draft.name(row.value["id"], *names_of(row.value))
