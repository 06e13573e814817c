"""FollowTheMoney as JSON lines: entities with a `schema`, and `Ownership` between them.

`percentage` is per cent. `Directorship` and other links are not ownership and are passed over; `Succession` is kept as
a successor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.model import Interest, Window

if TYPE_CHECKING:
    from whomade.pipeline.graphs.common import Draft, Row

LINKS = frozenset(
    {"Directorship", "Employment", "Membership", "Family", "Associate", "UnknownLink", "Representation", "Sanction"}
    | {"Identification", "Occupancy", "Payment", "Debt", "Succession", "Ownership", "Address", "Interest", "Interval"}
)
"""Schemata that are no company, person or body."""


def read(rows: list[Row], draft: Draft) -> None:
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
    shares = _all(properties, "percentage")
    share = draft.share(row, shares[0], shares[0], 100.0) if shares else None
    for asset in assets:
        for owner in owners:
            draft.hold(row, asset, _interest(row, properties, owner, draft, share=share))


def _interest(row: Row, properties: dict[str, Any], owner: str, draft: Draft, **more: Any) -> Interest:
    start = draft.day(row, next(iter(_all(properties, "startDate")), None))
    end = draft.day(row, next(iter(_all(properties, "endDate")), None))
    return Interest((owner,), "owns", draft.cited(row), start=start, end=end, **more)


def _succeed(row: Row, properties: dict[str, Any], draft: Draft) -> None:
    for before in _all(properties, "predecessor"):
        for after in _all(properties, "successor"):
            draft.hold(row, before, Interest((after,), "successor", draft.cited(row), start=Window()))


def _all(properties: dict[str, Any], name: str) -> list[str]:
    """Values of a property; entities that stand inside it give their id."""
    value = properties.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [str(v.get("id", "")) if isinstance(v, dict) else str(v) for v in values]
