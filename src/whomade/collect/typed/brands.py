"""Which of the brands named in a typed text is the label, which are claims, and whether it is one device."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from whomade.collect.typed.words import BRAND_WORD, MAX_UNKNOWN_BRAND_WORDS

if TYPE_CHECKING:
    from whomade.collect.typed.line import Line


def settle_brands(line: Line) -> None:
    """Read brands, with the unread words beside them: among others a name may be about something else."""
    other_words = {**line.silent, **line.unread}
    is_of_another = line.names.is_of_another(" ".join(other_words[n] for n in sorted(other_words)))
    line.devices = not is_of_another and _are_two_devices(line)
    if is_of_another or line.devices:
        line.unread |= {begin: " ".join(line.words[begin:end]) for begin, end in line.brands} | line.models
        line.unread |= {len(line.words) + n: claim for n, claim in enumerate(line.claims)}
        line.claims.clear()
        line.pieces = [piece for piece in line.pieces if piece.field not in ("label.brand", "label.model")]
        return
    for begin, end in _labels(line):
        first, last = begin, end
        while _is_beside(line, first - 1):
            first -= 1
        while _is_beside(line, last):
            last += 1
        line.add("label.brand", " ".join(line.at(n) for n in range(first, last)))
    if not any(piece.field == "label.brand" for piece in line.pieces):
        _unknown_brand(line)
    said = " ".join(line.unread[n] for n in sorted(line.unread))
    if said and line.names.is_known("label.text", said):
        line.add("label.text", said)


def _name(line: Line, brand: tuple[int, int]) -> str:
    return " ".join(line.at(n) for n in range(*brand))


def _labels(line: Line) -> list[tuple[int, int]]:
    """Brands that are the label: of several houses the one whose model it is, else the first; others are claims."""
    chosen = next((piece.value for piece in line.pieces if piece.field == "label.brand"), "")
    if not chosen:
        plain = [brand for brand in line.brands if brand[0] not in line.aside] or line.brands
        fitting = (b for b in plain for m in line.models.values() if line.names.fits(_name(line, b), m))
        first = next(fitting, None) or next(iter(plain), None)
        chosen = _name(line, first) if first else ""
    house = line.names.house(chosen)
    for brand in line.brands:
        if line.names.house(_name(line, brand)) != house:
            line.claims[_name(line, brand)] = None
    return [brand for brand in line.brands if line.names.house(_name(line, brand)) == house]


def _are_two_devices(line: Line) -> bool:
    """Whether two brands of different houses have a model each."""
    plain = [brand for brand in line.brands if brand[0] not in line.aside]
    for (begin, end), (other, last) in itertools.pairwise(plain):
        is_between = any(end <= n < other for n in line.models)
        has_own = any(n < begin or n >= last for n in line.models)
        if (
            is_between
            and has_own
            and line.names.house(_name(line, (begin, end))) != line.names.house(_name(line, (other, last)))
        ):
            return True
    return False


def _is_beside(line: Line, number: int) -> bool:
    """Whether an unread word may belong to the name beside it."""
    return bool(BRAND_WORD.fullmatch(line.unread.get(number, "")))


def _unknown_brand(line: Line) -> None:
    """A name that the table does not hold: one with a letter too many, or what a text begins with before its model."""
    for number, word in line.unread.items():
        if word.isalpha() and line.names.is_nearly_brand(word):
            line.add("label.brand", word)
            del line.unread[number]
            return
    first = next((n for n in range(len(line.words)) if n not in line.unread), len(line.words))
    words = [line.unread[n] for n in range(first)]
    is_name = 0 < first <= MAX_UNKNOWN_BRAND_WORDS and first in line.models and all(map(BRAND_WORD.fullmatch, words))
    if is_name:
        line.add("label.brand", " ".join(words))
        for number in range(first):
            del line.unread[number]
