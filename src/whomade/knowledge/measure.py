"""Counting on device cards: likelihoods, the link between roles, and the calibration, leaving out what must be left
out.

Cards are counted as devices, at most three per brand and source group; emulated ones never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.attribute.match import compile_set, found_in
from whomade.attribute.resemblance import Known, ResemblanceIndex
from whomade.knowledge.read import RESEMBLANCE

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


def count(base: Base) -> dict[str, dict[str, list[int]]]:
    """Hits per fingerprint: of the maker's devices where the field was seen, and of all others; and groups of the
    hits.
    """
    groups = {item.form.id: item.form.group for item in base.of("sources")}
    cards = counted_cards(base)
    found: dict[str, dict[str, list[int]]] = {}
    for field, items in _by_field(base).items():
        compiled = compile_set(item.form.pattern for item in items)
        seen = [(card, [s.value for s in card.form.signals if s.field == field]) for card in cards]
        for index, item in enumerate(items):
            tally = _tally(item, index, compiled, [(c, v) for c, v in seen if v], groups)
            if any(tally["maker"]) or any(tally["others"]):
                found[item.form.id] = tally
    found |= count_resemblance(base, cards, groups)
    return dict(sorted(found.items()))


def count_resemblance(base: Base, cards: list[Item], groups: dict[str, str]) -> dict[str, dict[str, list[int]]]:
    """By carrier: how often the nearest card of another brand names the author of a card, and how often another.

    A card counts for `maker` where a card of its author under another brand is known, and for `others` where a card of
    another author is: elsewhere it could not be right or wrong.
    """
    carriers = {f["id"]: f["carrier"] for f in base.vocabulary["fields"]["fields"] if f.get("shape")}
    found: dict[str, dict[str, list[int]]] = {}
    shaped = [card for card in cards if author_of(card) and any(s.field in carriers for s in card.form.signals)]
    for brand in sorted({card.form.brand for card in shaped}):
        rest = ResemblanceIndex([_known(card) for card in shaped if card.form.brand != brand], carriers)
        for card in (card for card in shaped if card.form.brand == brand):
            _judge(card, rest, found, groups)
    return {name: {**tally, "groups": [len(set(tally["groups"]))]} for name, tally in found.items()}


def _judge(card: Item, rest: ResemblanceIndex, found: dict[str, dict[str, list[Any]]], groups: dict[str, str]) -> None:
    known = _known(card)
    named = {alike.carrier: alike.author for alike in rest.alike(known.signals)}
    for carrier in sorted(rest.shapes(known.signals)):
        authors = rest.authors(carrier)
        right, wrong = named.get(carrier) == known.author, named.get(carrier) not in (None, known.author)
        tally = found.setdefault(f"{RESEMBLANCE}-{carrier}", {"maker": [0, 0], "others": [0, 0], "groups": []})
        tally["maker"] = [tally["maker"][0] + right, tally["maker"][1] + (known.author in authors)]
        tally["others"] = [tally["others"][0] + wrong, tally["others"][1] + bool(authors - {known.author})]
        tally["groups"] += [group_of(card, groups)] if right else []


def _known(card: Item) -> Known:
    return Known(card.form.id, author_of(card), tuple((s.field, s.value) for s in card.form.signals))


def author_of(card: Item) -> str:
    """Who wrote a card's firmware; its manufacturer where only that is known, nobody where neither is."""
    truth: dict[str, str] = card.form.truth
    return truth.get("firmware_author") or truth.get("manufacturer") or ""


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
