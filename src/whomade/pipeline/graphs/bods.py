"""BODS 0.4: statements about entities, persons, and relationships with interests in them.

Of several statements of one record the last counts, and a record that is closed has ended on the day of the statement.
A relationship that is indirect is a total of its components and is not added to them. `endDate` is the day from which
an interest no longer exists, so the day before is its last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.model import Interest, Range, Window
from whomade.pipeline.graphs.exact import kept, restored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from whomade.pipeline.graphs.common import Draft, Row

CONTROLLING = frozenset(
    {"appointmentOfBoard", "otherInfluenceOrControl", "controlViaCompanyRulesOrArticles", "controlByLegalFramework"}
)
"""Types of interest that say control by themselves."""


def read(rows: Iterable[Row], draft: Draft) -> None:
    """Add every entity, person and relationship to the draft."""
    latest: dict[str, Row] = {}
    for row in rows:
        record = row.value.get("recordId") or row.value.get("statementId")
        if not isinstance(record, str) or not record:
            raise draft.wrong(row, "expected a statement with recordId")
        known = latest.get(record)
        if known is None or _dated(row) >= _dated(known):
            latest[record] = row
    for record, row in latest.items():
        if (_ours(row) or {}).get("arrangement"):
            continue  # our own way of writing owners in concert; the interest names them
        details = row.value.get("recordDetails")
        if not isinstance(details, dict):
            raise draft.wrong(row, "expected recordDetails")
        if row.value.get("recordType") == "relationship":
            _relate(row, details, draft)
        else:
            draft.name(record, *_names(details))


def _dated(row: Row) -> str:
    return str(row.value.get("statementDate") or "")


def _ours(row: Row) -> Mapping[str, Any] | None:
    """What our own export keeps in an annotation."""
    notes = row.value.get("annotations")
    return next(filter(None, map(kept, notes)), None) if isinstance(notes, list) else None


def _names(details: dict[str, Any]) -> Iterator[str]:
    if details.get("name"):
        yield str(details["name"])
    for name in details.get("names") or ():
        if isinstance(name, dict):
            parts = (name.get("givenName"), name.get("familyName"))
            yield str(name.get("fullName") or " ".join(str(p) for p in parts if p))
    yield from (str(name) for name in details.get("alternateNames") or ())


def _relate(row: Row, details: dict[str, Any], draft: Draft) -> None:
    asset, owner = details.get("subject"), details.get("interestedParty")
    if not isinstance(asset, str):
        raise draft.wrong(row, "a relationship needs a subject by its recordId")
    if not isinstance(owner, str):
        return  # an interested party that is not stated names nobody
    for stated in details.get("interests") or ():
        if isinstance(stated, dict):
            interest = _interest(row, stated, owner, draft)
            if interest is not None:
                draft.hold(row, asset, restored(interest, _ours(row), row, draft))


def _interest(row: Row, stated: dict[str, Any], owner: str, draft: Draft) -> Interest | None:
    type_ = str(stated.get("type", ""))
    share = _share(row, stated.get("share"), draft)
    if type_ == "shareholding":
        kind = "owns"
    elif type_ in CONTROLLING or (type_ == "votingRights" and share is not None and share.low > 0.5):
        kind = "controls"
    else:
        return None
    is_indirect = stated.get("directOrIndirect") == "indirect"
    closed = draft.day(row, _dated(row)) if row.value.get("recordStatus") == "closed" else Window()
    end = draft.day_before(row, stated.get("endDate"))
    return Interest(
        (owner,),
        kind,
        draft.cited(row),
        share=share,
        start=draft.day(row, stated.get("startDate")),
        end=end if end.latest else closed,
        is_direct=not is_indirect,
        not_additive=is_indirect and kind == "owns",
    )


def _share(row: Row, share: Any, draft: Draft) -> Range | None:
    if not isinstance(share, dict):
        return None
    if share.get("exact") is not None:
        return draft.share(row, share["exact"], share["exact"], 100.0)
    low = next((share[k] for k in ("minimum", "exclusiveMinimum") if share.get(k) is not None), 0)
    high = next((share[k] for k in ("maximum", "exclusiveMaximum") if share.get(k) is not None), 100)
    return draft.share(row, low, high, 100.0)
