"""Model numbers in titles of quotes and catalogues: normalised tokens, then an index of single deletions.

A title is other people's writing: blanks and hyphens come and go, letters are swapped, `O` stands for `0`. A digit more
or less is another product, so what is found must be the only one near, and one digit is never read as another.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_TITLE_CHARS = 4096
MAX_JOINED = 6
"""Tokens that may make one number: `DS 2CD 2143 G2 I SL`."""
SHORT = 6
"""Characters below which a number belongs to nobody unless its brand stands beside it."""
FUZZY = 7
"""Characters from which a slip of the pen is looked for: shorter numbers have too many neighbours."""

_TOKENS = re.compile(r"[0-9a-z]+")
_LOOKALIKES = str.maketrans("oi", "01")
"""Letters that are read and typed as digits."""
_MEASURE = re.compile(r"\d+(?:mm|mp|m|ch|k|x|w|v|gb|tb|pcs|st|stk|pk|p)?|[a-z]{4,}")
"""What may follow a number behind a hyphen without being a part of it: `-4mm`, `-camera`."""
_MODEL_LIKE = re.compile(r"(?=.*\d)(?=.*[a-z])")


class Model(NamedTuple):
    """A model of a brand, both as printed."""

    brand: str
    model: str


class Match(NamedTuple):
    """A model found in a title: the text it was read from, and whether that is more than spelling away from it."""

    found: Model
    text: str
    exact: bool


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class TitleIndex:
    """Models to be found in titles. Two brands may share a number; then only the brand beside it tells them apart."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._exact: dict[str, list[Model]] = {}
        self._deletes: dict[str, list[str]] = {}
        self._brands: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for model in models:
            key = key_of(model.model)
            if key and any(map(str.isdigit, model.model)):
                self._exact.setdefault(key, []).append(model)
        for key in self._exact:
            for shorter in _deletions(key) if len(key) >= FUZZY else ():
                self._deletes.setdefault(shorter, []).append(key)
        self._longest = max(map(len, self._exact), default=0)
        for model in (model for group in self._exact.values() for model in group):
            self._add_brand(model.brand)

    def _add_brand(self, brand: str) -> None:
        words = tuple(_TOKENS.findall(folded(brand)))
        known = self._brands.setdefault(words[0] if words else "", [])
        if (words, brand) not in known:
            known.append((words, brand))

    def find(self, title: str) -> Match | None:
        """The one model that a title names; None where it names none, or more than one could be meant."""
        text = folded(title[:MAX_TITLE_CHARS])
        tokens = [_Token(hit[0], hit.start(), hit.end()) for hit in _TOKENS.finditer(text)]
        brands = self._named(tokens)
        spans = list(_spans(tokens, text, self._longest))
        exact = self._settled(((self._exact.get(key, ()), key, shown) for key, shown in spans), brands, exact=True)
        if exact is not None or any(key in self._exact and len(key) >= SHORT for key, _ in spans):
            return exact
        near = ((self._near(key), key, shown) for key, shown in spans if len(key) >= FUZZY - 1 and not key.isdigit())
        return self._settled(near, brands, exact=False)

    def _named(self, tokens: list[_Token]) -> set[str]:
        """Brands of the index that stand in the title."""
        return {
            brand
            for at, token in enumerate(tokens)
            for words, brand in self._brands.get(token.text, ())
            if all(i < len(tokens) and tokens[i].text == word for i, word in enumerate(words, at))
        }

    def _settled(
        self, candidates: Iterable[tuple[Iterable[Model], str, str]], brands: set[str], *, exact: bool
    ) -> Match | None:
        """The longest candidate that agrees with the brands named; None where two different ones are as long."""
        best: list[tuple[int, Model, str]] = []
        for models, key, shown in candidates:
            fitting = [m for m in models if _may_be(m, key, brands)]
            best += [(len(key), model, shown) for model in fitting]
        if not best:
            return None
        size = max(length for length, _, _ in best)
        longest = {model: shown for length, model, shown in best if length == size}
        if len(longest) > 1:
            return None
        return next(Match(model, shown, exact) for model, shown in longest.items())

    def _near(self, key: str) -> list[Model]:
        """Models one slip away: a character missing, too many, or two swapped."""
        found = set(self._deletes.get(key, ()))
        for shorter in _deletions(key):
            if shorter in self._exact and len(shorter) >= FUZZY:
                found.add(shorter)
            found.update(other for other in self._deletes.get(shorter, ()) if len(other) == len(key))
        near = [other for other in found if _is_slip(key, other)]
        return [model for other in near for model in self._exact[other]]


def folded(text: str) -> str:
    """Text in the one form in which titles are read: full-width letters are narrow, case is gone."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def key_of(model: str) -> str:
    """Letters and digits of a name, lookalikes as digits: what spelling leaves the same.

    >>> key_of("DS-2CD2143G0-I"), key_of("ds 2cd2143go 1")
    ('ds2cd2143g01', 'ds2cd2143g01')
    """
    return "".join(_TOKENS.findall(folded(model))).translate(_LOOKALIKES)


def _spans(tokens: list[_Token], text: str, longest: int) -> Iterator[tuple[str, str]]:
    """Keys that neighbouring tokens make, with the text they stand in; a number that goes on is not cut off."""
    for begin, first in enumerate(tokens):
        if begin and _is_joined(text, tokens[begin - 1], first):
            continue
        joined = ""
        for end in range(begin, min(begin + MAX_JOINED, len(tokens))):
            if end > begin and tokens[end].start - tokens[end - 1].end > 2:
                break
            joined += tokens[end].text
            if len(joined) > longest + 1:
                break
            if len(joined) < 3 or joined.isalpha():
                continue
            goes_on = end + 1 < len(tokens) and _is_joined(text, tokens[end], tokens[end + 1])
            if not (goes_on and not _ends(text, tokens[end + 1])):
                yield joined.translate(_LOOKALIKES), text[first.start : tokens[end].end]


def _ends(text: str, after: _Token) -> bool:
    """Whether what is written on behind a number is a measure or a word of its own; behind a dot it is not."""
    return text[after.start - 1] != "." and _MEASURE.fullmatch(after.text) is not None


def _is_joined(text: str, left: _Token, right: _Token) -> bool:
    """Whether two tokens are written as one: a hyphen, slash or dot stands between them and nothing else."""
    return right.start - left.end == 1 and text[left.end] in "-/._"


def _may_be(model: Model, key: str, brands: set[str]) -> bool:
    """Whether a model may be meant: another brand's name rules it out, a short number needs its own."""
    if brands:
        return model.brand in brands
    return len(key) >= SHORT and _MODEL_LIKE.match(folded(model.model)) is not None


def _deletions(key: str) -> Iterator[str]:
    return (key[:i] + key[i + 1 :] for i in range(len(key)))


def _is_slip(typed: str, meant: str) -> bool:
    """Whether two keys differ by a slip: two neighbours swapped, or one character more or less but for the last.

    Two digits swapped are another number, which somebody may make. At the end stand options (`-I`, `-IS`): one more or
    less there is another product.
    """
    if len(typed) == len(meant):
        differ = [i for i, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
        if len(differ) != 2 or differ[1] != differ[0] + 1:
            return False
        typed_two, meant_two = typed[differ[0] : differ[1] + 1], meant[differ[0] : differ[1] + 1]
        return typed_two == meant_two[::-1] and not meant_two.isdigit()
    short, long = sorted((typed, meant), key=len)
    return len(long) - len(short) == 1 and short[-1] == long[-1] and long[-2] != long[-1]
