"""What a grammar is made of: slots with a closed vocabulary, one after the other, and a tail of known endings.

A name is read once from left to right into pieces; put side by side again the pieces are the name, letter by letter.
There is no slot for "the rest": what no vocabulary holds makes the grammar refuse the whole name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MARKETS = (
    r"MENA|LATAM|EU|UK|US|USA|AU|INDIA|VIETNAM|AUSTRALIA|AUSTRIA|SWITZERLAND|KOREA|JAPAN|CANADA|MARKET|GEN|SERIES"
    r"|MK ?[IV]{1,3}|[1-9]"
)
"""Words that lists put in brackets behind a model: where it is sold, which generation it is."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a name as written, with the role it plays: `line`, `body`, `series`, `resolution`, `option`, `mark`.

    `brand` is a name in brackets behind it, which is no part of the maker's number.
    """

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
    """Make a grammar of forms; the first that accepts a name explains it. Nothing is compiled before the first name."""
    from whomade.grammar.read import branded, parser

    return Grammar(maker, what, branded(parser(forms)) if what == "model" else parser(forms))
