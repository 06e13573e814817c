"""Which column of a table is which field, guessed from its header or, where that says nothing, from its values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from whomade.collect import shapes
from whomade.collect.headers import field_scores, is_foreign, is_vague

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_MOSTLY = 0.6
_TWO_IN_ONE = frozenset({"mac", "address"})
"""Fields that may share a column: `MAC / IP`."""
_MAY_BE_TWO = frozenset({"asset", "name"})
"""Fields whose column may hold an address as well: some lists name their devices by MAC address."""


def guessed(names: Sequence[str], sample: Sequence[Sequence[str]], width: int) -> dict[str, int]:
    """Field to column: what the headers say goes before the shape of the values below them.

    Args:
        names: the headers; none where the table has no header row.
        sample: the first rows below.
        width: cells of the widest row.
    """
    scored = [(-score, index, f) for index, name in enumerate(names) for f, score in field_scores(name).items()]
    columns: dict[str, int] = {}
    for _, index, f in sorted(scored):
        if f not in columns and _is_free(f, index, columns) and _fits(f, names[index], column(sample, index)):
            columns[f] = index
    for f, is_shaped in _BY_SHAPE.items():
        taken = {i for g, i in columns.items() if g not in _MAY_BE_TWO}
        free = (i for i in range(width) if f not in columns and i not in taken and _may_be(names, i))
        found = next((i for i in free if _share(column(sample, i), is_shaped) >= _MOSTLY), None)
        columns |= {} if found is None else {f: found}
    return columns


def _is_free(f: str, index: int, columns: Mapping[str, int]) -> bool:
    """Whether a column is not read yet, or as the other half of `MAC / IP` only."""
    return {g for g, i in columns.items() if i == index} <= (_TWO_IN_ONE if f in _TWO_IN_ONE else frozenset())


def _may_be(names: Sequence[str], index: int) -> bool:
    """Whether the header leaves the meaning of a column open: it is no word of ours, or one of a mere name."""
    header = names[index] if index < len(names) else ""
    return not is_foreign(header) and _MAY_BE_TWO.issuperset(field_scores(header))


def column(sample: Sequence[Sequence[str]], index: int) -> list[str]:
    """Values of a column, without placeholders."""
    return [value for cells in sample if index < len(cells) and (value := shapes.cleaned(cells[index]))]


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0


def _fits(f: str, header: str, values: Sequence[str]) -> bool:
    """Whether the values seen below a header can be what it says. Nothing seen fits everything."""
    if f in _TWO_IN_ONE and field_scores(header).keys() >= _TWO_IN_ONE:
        return not values or _share(values, lambda v: bool(shapes.macs(v) or shapes.ip_in(v))) > 0
    shape = _VAGUE_SHAPES.get(f, _anything) if is_vague(header) else _SHAPES.get(f, _anything)
    return not values or shape(values)


def _anything(values: Sequence[str]) -> bool:  # noqa: ARG001
    return True


def _unique(values: Sequence[str]) -> bool:
    return sum(n - 1 for n in Counter(values).values()) <= len(values) / 10


def _all_unique(values: Sequence[str]) -> bool:
    return len(set(values)) == len(values)


def _model_like(values: Sequence[str]) -> bool:
    return _share(values, shapes.is_model_like) > 0.5


def _wordy(values: Sequence[str]) -> bool:
    return _share(values, lambda v: any(c.isalpha() for c in v)) >= 0.5


_SHAPES: dict[str, Callable[[Sequence[str]], bool]] = {
    "asset": _unique,
    "brand": _wordy,
    "site": _wordy,
    "mac": lambda values: any(shapes.macs(v) for v in values),
    "address": lambda values: _share(values, shapes.is_network_name) >= 0.5,
    "stream_url": lambda values: _share(values, lambda v: "://" in v or v.startswith("/")) >= 0.5,
}
_VAGUE_SHAPES: dict[str, Callable[[Sequence[str]], bool]] = {
    "asset": _all_unique,
    "model": _model_like,
}
"""What is asked of a column whose header may mean something else as well."""
_BY_SHAPE: dict[str, Callable[[str], bool]] = {
    "mac": shapes.is_mac,
    "stream_url": shapes.is_stream,
    "address": shapes.is_ip,
}
