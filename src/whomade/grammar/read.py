"""Reading a name by a form, once from left to right: the slots of the head by one pattern, then the tail by segments.

Time is bounded by the length of a name: repeated groups in a head are short, and a segment has at most four words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from whomade.grammar.form import Parts, Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from whomade.grammar.form import Form, Tail

MOST_CHARS = 120
"""No name, serial or version that a maker prints is longer; whatever is, is refused unread."""
MOST_SEGMENTS = 24
"""Segments of a tail; the longest name known has eleven."""

BRAND_BEHIND = re.compile(
    r"(?i)(?P<name>[^()\s]+)(?P<behind>(?:\([0-9A-Z]{2,16}\)){0,3}\([A-Z]{3,16}\)(?:\([0-9A-Z]{2,16}\)){0,3})"
)
"""Words in brackets next to a name without a blank, one of them of letters alone."""
NO_BRAND = re.compile(
    r"(?i)COMPAT|KOMPAT|REPLAC|ERSATZ|CLONE|COPY|FAKE|LIKE|TYPE|STYLE|SIMUL|EMUL|SPARE|MOUNT|BRACKET|UNKNOWN|NOT|TEST"
    r"|HIK|DAHUA|UNIVIEW|UNV|TVT|TIANDY|XIONGMAI|REOLINK|AXIS|BOSCH|HANWHA|SAMSUNG|SONY|VIVOTEK|UBIQUITI|TPLINK|DLINK"
)
"""What says in brackets that something goes with a device, or names a maker that spells its own numbers."""

Span = tuple[str, int, int]
"""Role, first character, and the one after the last."""


class Ending(NamedTuple):
    """A tail, compiled: its marks, what separates segments, and what a segment may be."""

    marks: str
    runs: re.Pattern[str]
    segment: re.Pattern[str]


class Reader(NamedTuple):
    """A form, compiled."""

    form: Form
    head: re.Pattern[str]
    ending: Ending | None


def parser(forms: tuple[Form, ...]) -> Callable[[str], Parts | None]:
    """Make a function that reads a name by the first form that accepts it."""

    @cache
    def readers() -> tuple[Reader, ...]:
        return tuple(Reader(form, _head(form), _ending(form.tail) if form.tail else None) for form in forms)

    def parse(text: str) -> Parts | None:
        upper = text.upper() if len(text) <= MOST_CHARS else ""
        if len(upper) != len(text):  # a letter that grows with its case would shift every piece
            return None
        return next((found for reader in readers() if (found := _read(reader, text, upper))), None)

    return parse


def branded(parse: Callable[[str], Parts | None]) -> Callable[[str], Parts | None]:
    """Let a reader pass over a brand in brackets behind a name: the catalogue lists what the maker builds for others.

    >>> from whomade.grammar import explain
    >>> [found.value for found in explain("DS-2TD2166-25/V1(AVANT)", "model")]
    ['hikvision thermal camera 2TD2']
    """

    def parse_bare(text: str) -> Parts | None:
        found = parse(text)
        if found is not None or len(text) > MOST_CHARS:
            return found
        hit = BRAND_BEHIND.fullmatch(text)
        bare = parse(hit["name"]) if hit and not NO_BRAND.search(hit["behind"]) else None
        return replace(bare, pieces=(*bare.pieces, Piece("brand", text[len(hit["name"]) :]))) if hit and bare else None

    return parse_bare


def _head(form: Form) -> re.Pattern[str]:
    """All slots in a row, up to the end or a mark: what stands next to the last slot would belong to it."""
    end = rf"(?=[{re.escape(form.tail.marks)}]|\Z)" if form.tail else r"\Z"
    return re.compile("".join(f"(?P<s{n}>{pattern})" for n, (_, pattern) in enumerate(form.slots)) + end)


def _ending(tail: Tail) -> Ending:
    marks, words = re.escape(tail.marks), f"(?:{tail.words})"
    segment = f"(?P<option>{tail.chain}|{tail.number})(?P<edition>{words}{{0,3}})|(?P<word>{words}{{1,4}})"
    return Ending(tail.marks, re.compile(f"[{marks}]|[^{marks}]+"), re.compile(segment))


def _read(reader: Reader, text: str, upper: str) -> Parts | None:
    """Read a whole name by one form; upper and lower case are not told apart but kept."""
    form = reader.form
    head = reader.head.match(upper)
    rest = _rest(reader.ending, upper, head.end()) if head else None
    if head is None or rest is None:
        return None
    spans = [(role, *head.span(f"s{n}")) for n, (role, _) in enumerate(form.slots)] + rest
    said = {role: upper[a:b] for role, a, b in spans if b > a and role not in ("mark", "option")}
    return Parts(
        line=re.sub(r"\{(\w+)\}", lambda hit: said.get(hit[1], ""), form.naming),
        pieces=tuple(Piece(role.rstrip("0123456789"), text[a:b]) for role, a, b in spans if b > a),
        kind=form.kinds.get(said.get("body", said.get("customer", "")), ""),
        series=said.get("series", ""),
        resolution=said.get("resolution", ""),
        date=_date(said),
        shared=form.shared,
    )


def _date(said: Mapping[str, str]) -> str:
    """The date in the slots year, month and day; a year of two digits is one of this century."""
    found = [said[role] for role in ("year", "month", "day") if role in said]
    if found and len(found[0]) == 2:
        found[0] = f"20{found[0]}"
    return "-".join(found)


def _rest(ending: Ending | None, upper: str, start: int) -> list[Span] | None:
    """Spans of the segments and marks from `start` on, or None where one is in no vocabulary."""
    runs = list(ending.runs.finditer(upper, start)) if ending else []
    if ending is None or len(runs) > 2 * MOST_SEGMENTS:
        return None if runs else []
    spans: list[Span] = []
    for run in runs:
        found = [("mark", *run.span())] if run[0] in ending.marks else [*_segment(ending, run[0], run.start())]
        if not found:
            return None
        spans += found
    return spans


def _segment(ending: Ending, text: str, at: int) -> Iterator[Span]:
    """Spans of the option and the words of one segment; none where it is in no vocabulary."""
    hit = ending.segment.fullmatch(text)
    if hit is None:
        return
    for role, group in (("option", "option"), ("edition", "edition"), ("edition", "word")):
        a, b = hit.span(group)
        if a < b:
            yield role, at + a, at + b
