"""Plain lines: `{"from": OWNER, "asset": COMPANY, "share": NUMBER, "start": DAY, "end": DAY}`.

`from` and `asset` may be lists; `share` may be a list of two numbers, or be missing where it is not known; `kind` may
be `controls`. A day is YYYY-MM-DD, a part of one, or `{"earliest", "latest"}`; first and last day are both inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.model import Interest, Range

if TYPE_CHECKING:
    from whomade.pipeline.graphs.common import Draft, Row

UNCLEAR_UP_TO = 5.0
"""A largest share over 1 and up to this may be either a fraction that is wrong or few per cent: it must be said."""


def read(rows: list[Row], draft: Draft, unit: str) -> None:
    """Add every line to the draft."""
    whole = _whole(rows, draft, unit)
    for row in rows:
        owners, assets = _ids(row, "from", draft), _ids(row, "asset", draft)
        kind = str(row.value.get("kind", "owns"))
        if kind not in ("owns", "controls", "joint-venture"):
            raise draft.wrong(row, f"kind: expected owns, controls or joint-venture, found `{kind[:40]}`")
        share = _share(row, whole, draft)
        for asset in assets:
            for owner in owners:
                draft.hold(row, asset, _interest(row, owner, kind, share, draft))


def _interest(row: Row, owner: str, kind: str, share: Range | None, draft: Draft) -> Interest:
    return Interest(
        (owner,),
        kind,
        draft.cited(row),
        share=share,
        start=draft.day(row, row.value.get("start")),
        end=draft.day(row, row.value.get("end")),
        not_additive=row.value.get("not_additive") is True,
    )


def _ids(row: Row, key: str, draft: Draft) -> list[str]:
    value = row.value.get(key)
    given = value if isinstance(value, list) else [value]
    found = [one for one in given if isinstance(one, str) and one]
    if not found or len(found) < len(given):
        raise draft.wrong(row, f"{key}: expected an id, found {str(value)[:40]!r}")
    return found


def _share(row: Row, whole: float, draft: Draft) -> Range | None:
    value = row.value.get("share")
    if value is None:
        return None
    low, high = _ends(value)
    return draft.share(row, low, high, whole)


def _ends(value: Any) -> tuple[object, object]:
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    if isinstance(value, dict):
        return value.get("min"), value.get("max")
    return value, value


def _whole(rows: list[Row], draft: Draft, unit: str) -> float:
    """1 or 100: what the whole is in this file."""
    if unit != "auto":
        return 100.0 if unit == "percent" else 1.0
    largest, at = 0.0, None
    for row in rows:
        for value in _ends(row.value.get("share")):
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value > largest:
                largest, at = float(value), row
    if at is not None and 1.0 < largest <= UNCLEAR_UP_TO:
        message = f"{largest:g} is over the whole as a fraction; if it is per cent, say --share-unit percent"
        raise draft.impossible(at, "over-100-percent", message)
    return 100.0 if largest > 1.0 else 1.0
