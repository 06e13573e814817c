"""Slips of the pen: when a word is another one written wrongly, and not a word of its own.

The shorter a word, the more other words lie beside it: `Huafei` is no slip of `Huawei`, and `Lorax` none of `Lorex`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SWAPPED_FROM, SHORTENED_FROM, CHANGED_FROM = 4, 6, 8
"""Letters from which two neighbours may be swapped, one be missing or a vowel be another, any be added or changed."""
MOST_SLIPS = 2
"""Words of trade in one name that may be slips, where the company's own words are right."""
VOWELS = frozenset("aeiou")
SAME_END = (("ies", "y"), ("es", "y"), ("s", ""))
"""Ends that a careless plural shares: technologes, technologies, technology."""
_DOUBLED = re.compile(r"([a-z])\1")


def is_misspelt(given: Sequence[str], known: Sequence[str], generic: Collection[str]) -> bool:
    """Whether a name is a known one with slips: one in a word of its own, or some in words that many companies bear."""
    if len(given) != len(known):
        return False
    wrong = [(a, b) for a, b in zip(given, known, strict=True) if a != b]
    own = [(a, b) for a, b in wrong if b not in generic]
    if not wrong or len(wrong) > (1 if own else MOST_SLIPS) or any(a[0] != b[0] for a, b in own):
        return False
    return any(word not in generic for word in known) and all(slipped(a, b) for a, b in wrong)


def slipped(given: str, known: str) -> bool:
    """Whether one word is another with one slip.

    Example:
        >>> [slipped(word, "hikvision") for word in ("hikvison", "hickvision", "hkivsion", "hikari")]
        [True, True, False, False]
        >>> [slipped(word, "lorex") for word in ("loerx", "lorexx", "lorax", "rolex")]
        [True, True, False, False]
    """
    if given == known or not (given.isalpha() and given.isascii() and known.isascii()):
        return False
    if min(len(given), len(known)) < SWAPPED_FROM or abs(len(given) - len(known)) > 2:
        return False
    if _DOUBLED.sub(r"\1", given) == _DOUBLED.sub(r"\1", known) or _is_swapped(given, known):
        return True
    return _is_other_letter(given, known) or _has_same_end(given, known)


def _is_swapped(given: str, known: str) -> bool:
    at = _first_difference(given, known)
    return given[at : at + 2] == known[at : at + 2][::-1] and given[at + 2 :] == known[at + 2 :]


def _is_other_letter(given: str, known: str) -> bool:
    """A letter missing, changed or added, as far as the word is long enough for it."""
    at = _first_difference(given, known)
    if given[at:] == known[at + 1 :]:
        return len(known) >= SHORTENED_FROM
    if given[at + 1 :] == known[at + 1 :]:
        is_vowel = given[at : at + 1] in VOWELS and known[at : at + 1] in VOWELS
        return len(known) >= (SHORTENED_FROM if is_vowel else CHANGED_FROM)
    return given[at + 1 :] == known[at:] and len(known) >= CHANGED_FROM


def _has_same_end(given: str, known: str) -> bool:
    """A plural before its end was written right, as in `technolgies`: the word without its end has the slip."""
    for end, single in SAME_END:
        if given.endswith(end) and known.endswith(single):
            stem = given.removesuffix(end) + single
            return stem == known or _is_other_letter(stem, known) or _is_swapped(stem, known)
    return False


def _first_difference(given: str, known: str) -> int:
    shorter = min(len(given), len(known))
    return next((i for i in range(shorter) if given[i] != known[i]), shorter)
