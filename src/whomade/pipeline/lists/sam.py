"""The public extract of exclusions of SAM.gov as CSV: the columns of 2020, and those of 2023 and the FASCSA orders.

Not every row excludes whom it names. Rows of the type `Prohibition/Restriction` may restrict products alone, as those
for the makers of section 889 do: their comment says that the entity is not itself excluded. What such a row says of the
company, only its comment tells; without one it stays open. Unique entity ids are neither matched nor repeated: those of
the published samples are placeholders.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from whomade.pipeline.lists.entry import NOBODY, Entry, unreadable
from whomade.pipeline.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from whomade.model import Problem
    from whomade.ownership.names import Match
    from whomade.pipeline.lists.entry import Asked

NEEDED = ("Classification", "Name", "Exclusion Type", "Additional Comments", "Active Date", "Termination Date")
COMPANIES = frozenset({"firm", "special entity designation", ""})
"""Classifications that a company may stand under; the others are individuals and vessels."""
WHOLE = ("ineligible", "voluntary exclusion")
"""Types that exclude whom the row names."""
ENDLESS = frozenset({"indefinite", "permanent", ""})
_NOT_ITSELF = re.compile(
    r"\bnot\s+(itself|themselves)\s+excluded|\b(itself|themselves)\s+(is|are)\s+not\s+excluded"
    r"|limited\s+to\s+certain\s+products",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_APART = re.compile(r"[;|\n]+")
SAYS = {
    True: "is itself excluded",
    False: "is not itself excluded: certain products and services alone are restricted",
    None: "whether it is itself excluded is not said",
}


def entries(path: Path, asked: Asked) -> Iterator[Entry | Problem]:
    """The rows that name a company of the base; strangers too where they are asked for."""
    for row in rows(path, NEEDED):
        if row.fields is None:
            yield unreadable(path, row.line, "a row of the extract", row.found)
            continue
        is_company = row.fields["Classification"].strip().casefold() in COMPANIES
        match = asked.match([row.fields["Name"]]) if is_company else NOBODY
        if asked.wants(match):
            yield _entry(path, row.line, row.fields, match, asked)


def _entry(path: Path, line: int, row: Mapping[str, str], match: Match, asked: Asked) -> Entry | Problem:
    days = [_day(row[column]) for column in ("Active Date", "Termination Date")]
    for text, day in zip((row["Active Date"], row["Termination Date"]), days, strict=True):
        if day is None:
            return unreadable(path, line, "impossible-date: a day MM/DD/YYYY or YYYY-MM-DD", text)
    start, end = days[0] or "", days[1] or ""
    if start and end and end < start:
        return unreadable(path, line, "impossible-date: an end that lies after the start", f"{start} to {end}")
    itself = excludes_itself(row["Exclusion Type"], row["Additional Comments"])
    is_active = row.get("Record Status", "").strip().casefold() != "inactive"
    fields = {
        "itself_excluded": itself,
        "in_force": is_active and (not start or start <= asked.on) and (not end or asked.on <= end),
        "from": start or None,
        "to": end or None,
        "type": row["Exclusion Type"] or None,
        "classification": row["Classification"] or None,
        "program": row.get("Exclusion Program") or None,
        "agency": row.get("Excluding Agency") or None,
        "ct_code": row.get("CT Code") or None,
        "fascsa_order": _yes(row.get("FASCSA Order Flag", "")),
        "cross_references": [
            _reference(text, asked) for text in _APART.split(row.get("Cross-Reference", "")) if text.strip()
        ],
        "comment": row["Additional Comments"] or None,
        "sam_number": row.get("SAM Number") or None,
        "cage": row.get("CAGE") or None,
    }
    return Entry(line, _name(row), match, SAYS[itself], fields)


def excludes_itself(type_: str, comment: str) -> bool | None:
    """Whether a row excludes the company that it names, and not certain products alone; None where it does not say.

    Example:
        >>> excludes_itself("Prohibition/Restriction", "The entity is not itself excluded.")
        False
        >>> excludes_itself("Ineligible (Proceedings Completed)", ""), excludes_itself("Prohibition/Restriction", "")
        (True, None)
    """
    is_whole = type_.strip().casefold().startswith(WHOLE)
    if _NOT_ITSELF.search(comment):
        return None if is_whole else False  # type and comment contradict each other
    return True if is_whole else None


def _day(text: str) -> str | None:
    """A day as YYYY-MM-DD, empty where there is no end; None where it is no day."""
    text = text.strip()
    if text.casefold() in ENDLESS:
        return ""
    american = _AMERICAN.fullmatch(text)
    try:
        if american:
            month, day, year = map(int, american.groups())
            return date(year, month, day).isoformat()
        return text if date.fromisoformat(text).isoformat() == text else None
    except ValueError:
        return None


def _yes(text: str) -> bool | None:
    return {"y": True, "n": False}.get(text.strip().casefold())


def _reference(text: str, asked: Asked) -> dict[str, Any]:
    return {"name": text.strip(), "entity": asked.match([text.strip()]).entity}


def _name(row: Mapping[str, str]) -> str:
    parts = (row.get(column, "") for column in ("Name", "Prefix", "First", "Middle", "Last", "Suffix"))
    return " ".join(part.strip() for part in parts if part.strip())
