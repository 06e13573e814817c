"""Counting on device cards: likelihoods, the link between roles, and the calibration, leaving out what must be left
out.

Cards are counted as devices, at most three per brand and source group; emulated ones never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.attribute.match import compile_set, found_in
from whomade.grammar import derived
from whomade.model import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.knowledge.read import Base, Item

MOST_PER_BRAND_AND_GROUP = 3


def counted_cards(base: Base) -> list[Item]:
    """Cards that count: real ones, at most three per brand and source group, in the order of ids."""
    groups = {item.form.id: item.form.group for item in base.of("sources")}
    taken: dict[tuple[str, str], int] = {}
    kept = []
    for item in base.of("devices"):
        if item.form.emulated:
            continue
        key = (item.form.brand, group_of(item, groups))
        taken[key] = taken.get(key, 0) + 1
        if taken[key] <= MOST_PER_BRAND_AND_GROUP:
            kept.append(item)
    return kept


def group_of(item: Item, groups: dict[str, str]) -> str:
    """Source group of a card: that of its first signal."""
    first: str = item.form.signals[0].sources[0].id
    return groups.get(first, first)


def signals_of(card: Item) -> list[Signal]:
    """Signals of a card, and those that grammars read out of them."""
    given = [Signal(signal.field, signal.value) for signal in card.form.signals]
    return [*given, *derived(given)]


def count(base: Base) -> dict[str, dict[str, list[int]]]:
    """Hits per fingerprint: of the maker's devices where the field was seen, and of all others; and groups of the
    hits.
    """
    groups = {item.form.id: item.form.group for item in base.of("sources")}
    cards = [(card, signals_of(card)) for card in counted_cards(base)]
    found: dict[str, dict[str, list[int]]] = {}
    for field, items in _by_field(base).items():
        compiled = compile_set(item.form.pattern for item in items)
        seen = [(card, [s.value for s in signals if s.field == field]) for card, signals in cards]
        for index, item in enumerate(items):
            tally = _tally(item, index, compiled, [(c, v) for c, v in seen if v], groups)
            if any(tally["maker"]) or any(tally["others"]):
                found[item.form.id] = tally
    return dict(sorted(found.items()))


def _by_field(base: Base) -> dict[str, list[Item]]:
    fields: dict[str, list[Item]] = {}
    for item in base.of("fingerprints"):
        if item.form.status in ("trial", "stable"):
            fields.setdefault(item.form.field, []).append(item)
    return fields


def _tally(
    item: Item, index: int, compiled: Any, cards: Iterable[tuple[Item, list[str]]], groups: dict[str, str]
) -> dict[str, list[int]]:
    maker, others, hit_groups = [0, 0], [0, 0], set()
    for card, values in cards:
        truth = card.form.truth.get(item.form.role) or (
            card.form.truth.get("manufacturer") if item.form.role == "firmware_author" else None
        )
        if truth is None:
            continue
        hit = any(index in found_in(compiled, value) for value in values)
        side = maker if truth in item.form.makers else others
        side[0] += hit
        side[1] += 1
        if hit and side is maker:
            hit_groups.add(group_of(card, groups))
    return {"maker": maker, "others": others, "groups": [len(hit_groups)]}


def write_measured(counts: dict[str, dict[str, list[int]]]) -> str:
    """The counts as the YAML text of measured.yml."""
    lines = [
        "# written by whomade knowledge measure: hits of n devices where the field was seen, and groups of the hits"
    ]
    lines += [
        f"{name}: {{maker: {c['maker']}, others: {c['others']}, groups: {c['groups']}}}"
        for name, c in sorted(counts.items())
    ]
    return "\n".join(lines) + "\n"
