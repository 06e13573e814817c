"""Relationship records of GLEIF (level 2, RR-CDF) as CSV: who consolidates whom in its accounts, LEI by LEI.

There are no shares in it: a parent that consolidates a company controls it, and holds nobody knows how much. Ends of
`RELATIONSHIP_PERIOD` are those of the relation; the other periods are those of the books. Records that were annulled or
are duplicates say nothing, and kinds of relation between funds are not control.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from whomade.model import Interest, Window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.pipeline.graphs.common import Draft, Row

CHILD, PARENT = "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"
TYPE, STATUS, REGISTRATION = (
    "Relationship.RelationshipType",
    "Relationship.RelationshipStatus",
    "Registration.RegistrationStatus",
)
UPDATED = "Registration.LastUpdateDate"
NEEDED = (CHILD, PARENT, TYPE, STATUS, REGISTRATION)
BASES = {
    "IS_DIRECTLY_CONSOLIDATED_BY": "consolidated",
    "IS_ULTIMATELY_CONSOLIDATED_BY": "consolidated",
    "IS_INTERNATIONAL_BRANCH_OF": "branch",
}
"""Kinds of relation that are control, and its basis."""
VOID = frozenset({"ANNULLED", "DUPLICATE", "NULL"})
PERIODS = 5
_MILLISECONDS = re.compile(r"\d{12,13}")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")


def read(rows: Iterable[Row], draft: Draft) -> None:
    """Add every relation of control to the draft."""
    for row in rows:
        if row.value[TYPE] not in BASES or row.value[REGISTRATION] in VOID or row.value[STATUS] == "NULL":
            continue
        child, parent = (_lei(row, row.value[column], draft) for column in (CHILD, PARENT))
        draft.hold(row, child, _interest(row, parent, draft))


def _lei(row: Row, text: str, draft: Draft) -> str:
    if not _LEI.fullmatch(text):
        raise draft.wrong(row, f"expected an LEI of 20 letters and digits, found `{text[:40]}`")
    return text


def _interest(row: Row, parent: str, draft: Draft) -> Interest:
    start, end = _period(row, draft)
    updated = draft.day(row, _moment(row.value.get(UPDATED)))
    if row.value[STATUS] == "INACTIVE" and not end.latest:
        end = Window(start.earliest, updated.latest)  # it ended, on a day that nobody wrote down
    return Interest(
        (parent,),
        "controls",
        draft.cited(row),
        basis=BASES[row.value[TYPE]],
        start=start,
        end=end,
        as_of=updated.latest,
        is_direct=row.value[TYPE] != "IS_ULTIMATELY_CONSOLIDATED_BY",
    )


def _moment(text: str | None) -> str:
    """A moment as it is written, also where a program wrote milliseconds since 1970 into the file."""
    if text and _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, tz=UTC).date().isoformat()
    return text or ""


def _period(row: Row, draft: Draft) -> tuple[Window, Window]:
    """First and last day of the relation itself."""
    for number in range(1, PERIODS + 1):
        stem = f"Relationship.Period.{number}"
        if row.value.get(f"{stem}.periodType") == "RELATIONSHIP_PERIOD":
            days = (_moment(row.value.get(f"{stem}.{end}")) for end in ("startDate", "endDate"))
            start, end = (draft.day(row, day) for day in days)
            return start, end
    return Window(), Window()
