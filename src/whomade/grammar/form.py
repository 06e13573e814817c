"""What a grammar is made of: slots with a closed vocabulary, one after the other, and a tail of known endings.

A name is read once from left to right into pieces; put side by side again the pieces are the name, letter by letter.
There is no slot for "the rest": what no vocabulary holds makes the grammar refuse the whole name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_CHARS = 120
"""No name, serial or version that a maker prints is longer; whatever is, is refused unread."""
MOST_SEGMENTS = 24
"""Segments of a tail; the longest name known has eleven."""
MARKETS = (
    r"MENA|LATAM|EU|UK|US|USA|AU|INDIA|VIETNAM|AUSTRALIA|AUSTRIA|SWITZERLAND|KOREA|JAPAN|CANADA|MARKET|GEN|SERIES"
    r"|MK ?[IV]{1,3}|[1-9]"
)
"""Words that lists put in brackets behind a model: where it is sold, which generation it is."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a name as written, with the role it plays: `line`, `body`, `series`, `resolution`, `option`, `mark`."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart.

    `line` says what kind of product it is in one or two words, `kind` what its body is, where the vocabulary knows it;
    `series` and `resolution` are the maker's codes. `date` is the ISO date that the text holds: of production in a
    serial number, of the build in a version. `shared` marks a form that several makers write, so that alone it
    points to nobody.
    """

    line: str
    pieces: tuple[Piece, ...]
    kind: str = ""
    series: str = ""
    resolution: str = ""
    date: str = ""
    shared: bool = False


def spell(parts: Parts) -> str:
    """Put the pieces side by side: the name they were read from."""
    return "".join(piece.text for piece in parts.pieces)


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one maker writes one thing.

    `what` is `model`, `serial`, `firmware version`, `hardware id`, `realm` or `firmware file`. `parse` gives None for
    a text that this maker does not write; `spell` gives the text back, letter by letter.
    """

    maker: str
    what: str
    parse: Callable[[str], Parts | None]
    spell: Callable[[Parts], str] = spell


MONTH = "0[1-9]|1[0-2]"
DAY = "0[1-9]|[12][0-9]|3[01]"


@dataclass(frozen=True, slots=True)
class Tail:
    """What may follow a head: segments between marks, each an option chain or a number, then at most three words.

    `chain` and `number` are patterns of closed alternatives: a chain holds option letters in the maker's own order,
    each at most once, which is what tells it from an ordinary word. `words` are listed endings.
    """

    chain: str
    words: str
    number: str
    marks: str = "-/()"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of name: slots as (role, pattern), the tail that may follow, and what the codes mean.

    A role that is no field of its own may be told apart by a number (`mark2`). `naming` is the text of the line with
    roles in braces, for instance `camera 2{line}{series}`.
    """

    naming: str
    slots: tuple[tuple[str, str], ...]
    tail: Tail | None = None
    kinds: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    shared: bool = False


def grammar(maker: str, what: str, forms: tuple[Form, ...]) -> Grammar:
    """Make a grammar of forms; the first that accepts a name explains it."""

    def parse(text: str) -> Parts | None:
        if len(text) > MOST_CHARS or len(text.upper()) != len(text):  # a letter that grows would shift every piece
            return None
        return next((found for form in forms if (found := read(form, text))), None)

    return Grammar(maker, what, parse)


def read(form: Form, text: str) -> Parts | None:
    """Read a whole name by one form; upper and lower case are not told apart but kept."""
    upper = text.upper()
    head = _head(form.slots, form.tail.marks if form.tail else "").match(upper)
    rest = _tail(form.tail, upper, head.end()) if head else None
    if head is None or rest is None:
        return None
    spans = [(role, *head.span(f"s{n}")) for n, (role, _) in enumerate(form.slots)] + rest
    pieces = tuple(Piece(role.rstrip("0123456789"), text[a:b]) for role, a, b in spans if b > a)
    said = {role: upper[a:b] for role, a, b in spans if b > a and role not in ("mark", "option")}
    return Parts(
        line=_named(form.naming, said),
        pieces=pieces,
        kind=form.kinds.get(said.get("body", said.get("customer", "")), ""),
        series=said.get("series", ""),
        resolution=said.get("resolution", ""),
        date=_date(said),
        shared=form.shared,
    )


def _named(naming: str, said: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda hit: said.get(hit[1], ""), naming)


def _date(said: Mapping[str, str]) -> str:
    """The date in the slots year, month and day; a year of two digits is one of this century."""
    found = [said[role] for role in ("year", "month", "day") if role in said]
    if found and len(found[0]) == 2:
        found[0] = f"20{found[0]}"
    return "-".join(found)


@cache
def _head(slots: tuple[tuple[str, str], ...], marks: str) -> re.Pattern[str]:
    """All slots in a row, up to the end or a mark: what stands next to the last slot would belong to it."""
    end = rf"(?=[{re.escape(marks)}]|\Z)" if marks else r"\Z"
    return re.compile("".join(f"(?P<s{n}>{pattern})" for n, (_, pattern) in enumerate(slots)) + end)


@cache
def _segment(tail: Tail) -> re.Pattern[str]:
    words = f"(?:{tail.words})"
    return re.compile(f"(?P<option>{tail.chain}|{tail.number})(?P<edition>{words}{{0,3}})|(?P<word>{words}{{1,4}})")


def _tail(tail: Tail | None, upper: str, start: int) -> list[tuple[str, int, int]] | None:
    """Spans of the segments and marks from `start` on, or None where one is in no vocabulary."""
    spans: list[tuple[str, int, int]] = []
    if tail is None:
        return spans
    marks = re.escape(tail.marks)
    runs = list(re.compile(f"[{marks}]|[^{marks}]+").finditer(upper, start))
    if len(runs) > 2 * MOST_SEGMENTS:
        return None
    for run in runs:
        if run[0] in tail.marks:
            spans.append(("mark", *run.span()))
            continue
        hit = _segment(tail).fullmatch(run[0])
        if hit is None:
            return None
        at = run.start()
        spans += [
            (_role(name), at + a, at + b) for name in hit.groupdict() if (a := hit.start(name)) < (b := hit.end(name))
        ]
    return spans


def _role(name: str) -> str:
    return "option" if name == "option" else "edition"
