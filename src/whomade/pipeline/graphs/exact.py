"""What our own exports keep beside the words of other people's forms, read back into an interest."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from whomade.model import Interest, Window
from whomade.report.exact import KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.pipeline.graphs.common import Draft, Row

KINDS = frozenset({"owns", "controls", "joint-venture", "acts-in-concert", "successor"})


def kept(value: Any) -> Mapping[str, Any] | None:
    """Our own properties of an object of the file; None where it has none."""
    found = value.get(KEY) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else None


def restored(interest: Interest, said: Mapping[str, Any] | None, row: Row, draft: Draft) -> Interest:
    """An interest with the kind, days and observation that stand beside it.

    Raises:
        InputError: one of them is none; names the line.
    """
    if said is None:
        return interest
    kind, as_of = said.get("kind", interest.kind), said.get("as_of", "")
    owners = said.get("owners", [*interest.owners])
    if kind not in KINDS or not (isinstance(owners, list) and owners and all(isinstance(o, str) for o in owners)):
        raise draft.wrong(row, f"{KEY}: expected a known kind and a list of owners, found {str(said)[:60]}")
    return dataclasses.replace(
        interest,
        owners=tuple(owners),
        kind=kind,
        basis=str(said.get("basis", "")),
        start=_window(said.get("start"), row, draft),
        end=_window(said.get("end"), row, draft),
        as_of=draft.day(row, as_of).earliest,
        is_direct=said.get("indirect") is not True,
        not_additive=said.get("not_additive") is True,
    )


def _window(value: Any, row: Row, draft: Draft) -> Window:
    if value is None:
        return Window()
    if not (isinstance(value, list) and len(value) == 2):
        raise draft.wrong(row, f"{KEY}: expected two days, found {str(value)[:40]}")
    return draft.day(row, {"earliest": value[0], "latest": value[1]})
