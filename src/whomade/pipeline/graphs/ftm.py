"""FollowTheMoney as JSON lines: entities with a `schema`, and `Ownership` between them.

`percentage` is per cent. Several values of a share or of a day are several statements: the share is a range, and the
day lies between them. `Directorship` and other links are not ownership and are passed over; `Succession` is kept as
a successor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.model import Interest, Range, Window
from whomade.pipeline.graphs.exact import kept, restored

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.pipeline.graphs.common import Draft, Row

LINKS = frozenset(
    {"Directorship", "Employment", "Membership", "Family", "Associate", "UnknownLink", "Representation", "Sanction"}
    | {"Identification", "Occupancy", "Payment", "Debt", "Succession", "Ownership", "Address", "Interest", "Interval"}
)
"""Schemata that are no company, person or body."""


def read(rows: Iterable[Row], draft: Draft) -> None:
    """Add every entity and every ownership to the draft."""
    for row in rows:
        schema, id_ = row.value.get("schema"), row.value.get("id")
        properties = row.value.get("properties")
        if not (isinstance(schema, str) and isinstance(id_, str) and id_ and isinstance(properties, dict)):
            raise draft.wrong(row, "expected an entity with id, schema and properties")
        if schema == "Ownership":
            _own(row, properties, draft)
        elif schema == "Succession":
            _succeed(row, properties, draft)
        elif schema not in LINKS:
            draft.name(id_, *_all(properties, "name"), *_all(properties, "alias"), *_all(properties, "previousName"))


def _own(row: Row, properties: dict[str, Any], draft: Draft) -> None:
    owners, assets = _all(properties, "owner"), _all(properties, "asset")
    if not owners or not assets:
        raise draft.wrong(row, "an Ownership needs owner and asset")
    share, ours = _share(row, _all(properties, "percentage"), draft), kept(row.value)
    for asset in assets:
        for owner in owners[:1] if ours and len(owners) > 1 else owners:
            interest = _interest(row, properties, owner, draft, share=share)
            together = {"owners": owners} if ours and len(owners) > 1 else {}
            draft.hold(row, asset, restored(interest, ours and {**ours, **together}, row, draft))


def _interest(row: Row, properties: dict[str, Any], owner: str, draft: Draft, **more: Any) -> Interest:
    start, end = (_window(row, _all(properties, name), draft) for name in ("startDate", "endDate"))
    return Interest((owner,), "owns", draft.cited(row), start=start, end=end, **more)


def _share(row: Row, values: list[str], draft: Draft) -> Range | None:
    found = [draft.share(row, value, value, 100.0) for value in values]
    return Range(min(share.low for share in found), max(share.high for share in found)) if found else None


def _window(row: Row, values: list[str], draft: Draft) -> Window:
    found = [draft.day(row, value) for value in values]
    return Window(min(w.earliest for w in found), max(w.latest for w in found)) if found else Window()


def _succeed(row: Row, properties: dict[str, Any], draft: Draft) -> None:
    for before in _all(properties, "predecessor"):
        for after in _all(properties, "successor"):
            interest = Interest((after,), "successor", draft.cited(row))
            draft.hold(row, before, restored(interest, kept(row.value), row, draft))


def _all(properties: dict[str, Any], name: str) -> list[str]:
    """Values of a property; entities that stand inside it give their id."""
    value = properties.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [str(v.get("id", "")) if isinstance(v, dict) else str(v) for v in values]
