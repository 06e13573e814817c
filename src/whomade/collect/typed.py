"""What a person types about one device, in any order: brand, model, serial, FCC ID, MAC, firmware, address.

A word is read only where its own shape, a word in front of it (`S/N`, `FCC ID`, `model`) or the names handed in say
what it is. Every other word is said to be not read; none is guessed at. The base is not known here: `Names` speaks
for it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from whomade.collect import shapes
from whomade.collect.labels import is_formula
from whomade.signals import keys, mac
from whomade.signals.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_TYPED_CHARS = 4096
"""Of one device: a label with everything on it has some 300."""
MAX_BRAND_WORDS = 6
MAX_UNKNOWN_BRAND_WORDS = 3
"""Words of a brand that nobody wrote about, in front of its model."""

_PARTS = re.compile(r"[^\s,;|\"<>“”„]+")
_EDGES = "()[]{}.!?'’‘`*"
_URL = re.compile(r"(?i)\b[a-z][a-z0-9+.-]{1,15}://[^\s\"'<>]+")
_MACS = re.compile(
    r"(?i)(?<![0-9a-z:.-])(?:[0-9a-f]{2}([:\- ])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|"
    r"[0-9a-f]{4}([.-])[0-9a-f]{4}\2[0-9a-f]{4})(?![0-9a-z:-])"
)
_FCC_GLUED = re.compile(r"(?i)\bfcc[\s_-]{0,3}id\b[\s:#=]{0,4}")
_GRANTEE = re.compile(r"(?:[A-Z][A-Z0-9]{2}|[2-9][A-Z0-9]{4})")
"""First part of an FCC ID. Source: 47 CFR 2.926 (three characters, or five beginning with a digit)."""
_FCC_BARE = re.compile(r"2[AB][A-Z]{3}-?[A-Z0-9][A-Z0-9-]{2,13}")
"""An FCC ID that needs no word in front of it: a model number with this beginning is not known."""
_FCC_MOST = 19
_VERSION = re.compile(r"(?i)v?\d{1,3}\.\d{1,10}(?:\.[0-9a-z]{1,20}){1,8}|v\d{1,3}\.\d{1,4}[\w.]{0,40}")
_BUILD = re.compile(r"(?i)build\s?\d{6}|\d{6}")
_FILE = re.compile(r"[^\s/\\]{1,200}\.(?:bin|img|dav|zip|pak|rom|ipk|fw|tar|gz|tgz|swu|upd|pkg|chk|mav)", re.IGNORECASE)
_FILE_GRAMMAR = re.compile(r"[A-Za-z0-9]{1,40}_[\w.()&%+-]{0,60}_[\w.()&%+-]{2,200}")
_HOST = re.compile(r"(?i)(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,6}[a-z]{2,12}")
_MODEL = re.compile(r"(?=.*\d)[^\W_][\w./()+-]{0,60}")
_SERIES = re.compile(r"[A-Z]{1,6}-?")
_BRAND_WORD = re.compile(r"[^\W\d_][\w&.'’-]{1,40}")
_MARKUP = "<{"
"""Begins a reply that a device sent, which is read as such by `whomade identify` and is no list of words."""
_READ = "\u00a7"
"""Stands in the text where an address was taken out."""
_SINGLE = frozenset({"s/n", "sn", "serial", "fcc", "fccid", "mac", "model", "brand", "firmware", "fw", "hwid"})
_DOUBLE = frozenset(
    {"serial number", "serial no", "serial nr", "fcc id", "mac address", "model number", "model no", "model nr"}
    | {"model name", "hardware id", "firmware version", "firmware file", "fw version", "brand name"}
)
"""Words that say what follows even without a colon; with one, every word of `signals.keys` does."""
_SILENT_TEXT = (
    "a an and the of my our old new by from for with indoor outdoor wifi wi-fi wireless wired poe hd uhd smart "
    "dome bullet turret ptz fisheye eyeball cube mini camera cameras cam cams webcam ipcam ip network digital "
    "video analog surveillance cctv dvr nvr xvr hvr recorder recorders doorbell intercom kit system channel "
    "channels ch security ltd limited inc co corp gmbh llc device label "
)
_SILENT = frozenset(_SILENT_TEXT.split())
"""Words of form and kind: understood, and they name nobody."""


_MADE_BY = re.compile(
    r"(?:(?:is|was) )?(?:made|manufactured|produced|built|supplied|rebranded|rebadged|relabell?ed) (?:by|from)"
    r"|hergestellt von|gefertigt von|fabriqué par|fabricado por|prodotto da|gemaakt door"
)
"""Says who is thought to have made it: a claim, and no label."""
_MAKERS = frozenset(
    {"manufacturer", "maker", "oem", "odm", "hersteller", "fabricant", "fabricante", "produttore", "fabrikant"}
)
"""Keys whose value is a claim where a brand stands beside it."""


class Names(Protocol):
    """What the base can say about words."""

    def is_brand(self, text: str) -> bool:
        """Whether a text is the name of a brand in the table."""

    def is_nearly_brand(self, text: str) -> bool:
        """Whether a text is about one letter away from one."""

    def is_known(self, field: str, text: str) -> bool:
        """Whether a statement of the base about this field fits the text."""

    def is_of_another(self, text: str) -> bool:
        """Whether a text says what goes with a brand, or is not of it."""

    def house(self, brand: str) -> str:
        """Whose brand it is: one word for all brands of one company."""

    def fits(self, brand: str, model: str) -> bool:
        """Whether what is known about a brand speaks of this model."""


class Piece(NamedTuple):
    """A field of the vocabulary, or `url`, with what was typed for it."""

    field: str
    value: str


class Reading(NamedTuple):
    """What was read in a text, in order, and the words that were not.

    `claims` are companies that somebody thinks made it, which is no label; `devices` says that it names two brands with
    a model each, of which then none is read.
    """

    pieces: tuple[Piece, ...]
    unread: tuple[str, ...]
    claims: tuple[str, ...] = ()
    devices: bool = False


@dataclass(slots=True)
class _Line:
    """One text on its way: its `words`, the `pieces` read, and what became of the other words, by word number."""

    words: list[str]
    names: Names
    pieces: list[Piece] = field(default_factory=list)
    brands: list[tuple[int, int]] = field(default_factory=list)
    unread: dict[int, str] = field(default_factory=dict)
    silent: dict[int, str] = field(default_factory=dict)
    models: dict[int, str] = field(default_factory=dict)
    aside: set[int] = field(default_factory=set)
    claims: dict[str, None] = field(default_factory=dict)
    devices: bool = False

    def add(self, name: str, value: str) -> None:
        """Keep a piece once."""
        if value and Piece(name, value) not in self.pieces:
            self.pieces.append(Piece(name, value))

    def at(self, number: int) -> str:
        """Word of a number without what stands around it; empty behind the end."""
        return self.words[number].strip(_EDGES).rstrip(":=#") if number < len(self.words) else ""


def read(text: str, names: Names) -> Reading:
    """Read a text about one device.

    Args:
        text: what was typed; the first 4096 characters count.
        names: what the base knows.
    """
    text = " ".join(printable(text[:MAX_TYPED_CHARS]).split())
    if is_formula(text) or text[:1] in _MARKUP:
        return Reading((), (text,))
    line = _Line([], names)
    text = _MACS.sub(lambda hit: _taken(line, "mac", shapes.usual_mac(hit[0])), text)
    text = _URL.sub(lambda hit: _taken(line, "url", shapes.without_login(hit[0])), text)
    text = _FCC_GLUED.sub(" FCCID: ", text)
    line.words = [part for word in _PARTS.findall(text) for part in _apart(word) if part.strip(_EDGES + ":=#-–—/")]
    number = 0
    while number < len(line.words):
        number += next(used for used in (step(line, number) for step in _STEPS) if used)
    _settle_brands(line)
    unread = tuple(line.unread[n] for n in sorted(line.unread))
    return Reading(tuple(line.pieces), unread, tuple(line.claims), line.devices)


def _taken(line: _Line, name: str, value: str) -> str:
    line.add(name, value)
    return f" {_READ} "


def _apart(word: str) -> list[str]:
    """A key and its value that are written as one word: `SN:123`."""
    found = re.match(r"([^:=]{1,20})[:=]+(.+)", word)
    return [found[1] + ":", found[2]] if found and keys.field_of(found[1]) else [word]


def _prefixed(line: _Line, number: int) -> int:
    """A word that says what follows it, and what follows."""
    for length in (3, 2, 1):
        phrase = " ".join(line.words[number : number + length])
        bare = phrase.rstrip(":=#").casefold()
        is_key = phrase != phrase.rstrip(":=#") or bare.rstrip(".") in (_DOUBLE if length == 2 else _SINGLE)
        name = keys.field_of(bare) if is_key and len(line.words) > number + length else None
        if name and line.words[number + length] == _READ:
            return length + 1
        if name == "label.brand" and bare in _MAKERS and (used := _longest_brand(line, number + length)):
            return length + _set_aside(line, number + length, used)
        if name:
            return length + _VALUES.get(name, _one_word(name))(line, number + length)
    return 0


def _one_word(name: str) -> Callable[[_Line, int], int]:
    def take(line: _Line, number: int) -> int:
        line.add(name, line.at(number))
        return 1

    return take


def _brand_value(line: _Line, number: int) -> int:
    """The brand behind its key: the longest name in the table, else words up to the first with a digit."""
    known = _longest_brand(line, number)
    end = number + known if known else number
    while not known and end < min(len(line.words), number + MAX_UNKNOWN_BRAND_WORDS) and _is_brand_word(line, end):
        end += 1
    line.add("label.brand", " ".join(line.at(n) for n in range(number, end)))
    return end - number


def _is_brand_word(line: _Line, number: int) -> bool:
    return bool(_BRAND_WORD.fullmatch(line.at(number))) and not line.words[number].endswith((":", "="))


def _fcc_value(line: _Line, number: int) -> int:
    """An FCC ID behind its key, also one written with blanks: `2AVYF IPC-F42FX`."""
    value, used = line.at(number), 1
    if _GRANTEE.fullmatch(value.upper()):
        while used < 4 and _is_product_code(line.at(number + used), value):
            value, used = value + line.at(number + used), used + 1
    line.add("label.fcc_id", value)
    return used


def _is_product_code(text: str, before: str) -> bool:
    return len(before + text) <= _FCC_MOST and bool(re.fullmatch(r"(?=.*\d)[A-Z0-9-]+", text))


def _version_value(line: _Line, number: int) -> int:
    """A version behind its key, with the build behind it; a file name is a file."""
    value = line.at(number)
    if _FILE.fullmatch(value):
        return _file(line, number)
    used = 1
    if line.at(number + 1).casefold() == "build" and _BUILD.fullmatch(line.at(number + 2)):
        value, used = f"{value} build {line.at(number + 2)}", 3
    line.add("firmware.version", value)
    return used


def _model_value(line: _Line, number: int) -> int:
    """A model behind its key, in two words where the second goes on with digits."""
    value, used = line.at(number), 1
    if _SERIES.fullmatch(value) and line.at(number + 1)[:1].isdigit():
        value, used = f"{value} {line.at(number + 1)}", 2
    line.add("label.model", value)
    line.models[number] = value
    return used


_VALUES: dict[str, Callable[[_Line, int], int]] = {
    "label.brand": _brand_value,
    "label.model": _model_value,
    "label.fcc_id": _fcc_value,
    "firmware.version": _version_value,
}


def _longest_brand(line: _Line, number: int) -> int:
    """Number of words of the longest brand name that begins here, 0 where none does."""
    if line.words[number] == _READ:
        return 0
    for end in range(min(len(line.words), number + MAX_BRAND_WORDS), number, -1):
        if line.words[end - 1] != _READ and line.names.is_brand(" ".join(line.at(n) for n in range(number, end))):
            return end - number
    return 0


def _brand(line: _Line, number: int) -> int:
    if is_formula(line.words[number]):
        return 0
    used = _longest_brand(line, number)
    if used:
        line.brands.append((number, number + used))
        is_bracketed = line.words[number][0] in "([" and line.words[number + used - 1].rstrip(".:")[-1:] in (")", "]")
        line.aside |= {number} if is_bracketed else set()
    return used


def _set_aside(line: _Line, number: int, used: int) -> int:
    """A brand that counts as the label only where no other one stands in the line."""
    line.brands.append((number, number + used))
    line.aside.add(number)
    return used


def _claimed(line: _Line, number: int) -> int:
    """`made by` and the company behind it: what somebody thinks, and no label."""
    for length in (3, 2):
        if _MADE_BY.fullmatch(" ".join(line.at(n) for n in range(number, number + length)).casefold()):
            end = number + length
            used = _longest_brand(line, end) if end < len(line.words) else 0
            if used:
                line.claims[" ".join(line.at(n) for n in range(end, end + used))] = None
                return length + used
    return 0


def _shaped(line: _Line, number: int) -> int:
    """A word that its own shape makes a MAC, an FCC ID, a file, a version or a serial number of a known grammar."""
    word = line.at(number)
    if is_formula(line.words[number]) or shapes.is_ip(word):
        line.unread[number] = line.words[number]
        return 1
    if re.fullmatch(r"(?i)[0-9a-f]{12}", word) and not word.isdigit() and mac.normalise(word):
        line.add("mac", word)
    elif _FCC_BARE.fullmatch(word) or (re.fullmatch(r"2[AB][A-Z]{3}", word) and _MODEL.fullmatch(line.at(number + 1))):
        return _fcc_value(line, number)
    elif line.names.is_known("serial", word):
        line.add("serial", word)
    elif _VERSION.fullmatch(word):
        return _version_value(line, number)
    else:
        return _file(line, number)
    return 1


def _file(line: _Line, number: int) -> int:
    word = line.at(number)
    is_file = _FILE.fullmatch(word) or (_FILE_GRAMMAR.fullmatch(word) and any(c.isdigit() for c in word))
    if is_file:
        line.add("firmware.file", word)
    return int(bool(is_file))


def _model(line: _Line, number: int) -> int:
    """A model number: letters and digits, or a number behind a series in capitals, or a name some statement knows."""
    if used := _known_model(line, number):
        return used
    word = line.at(number)
    if not _MODEL.fullmatch(word) or not shapes.is_model_like(word):
        return 0
    series = line.unread.get(number - 1, "")
    if word[0].isdigit() and _SERIES.fullmatch(series):
        del line.unread[number - 1]
        line.models[number - 1] = word = f"{series} {word}"
    elif word.isdigit() and (len(word) < 3 or not any(end == number for _, end in line.brands)):
        return 0
    line.add("label.model", word)
    line.models[number] = word
    return 1


def _known_model(line: _Line, number: int) -> int:
    """A model in one word or two that some statement knows; without a digit, only behind a brand."""
    if line.at(number).casefold() in _SILENT:
        return 0
    for length in (1, 2):
        words = [line.at(n) for n in range(number, number + length)]
        text = " ".join(words)
        has_digit = any(c.isdigit() for c in text)
        is_name = len(text) > 3 and (has_digit or (bool(line.brands) and words[-1].casefold() not in _SILENT))
        if all(words) and is_name and line.names.is_known("label.model", text):
            line.add("label.model", text)
            line.models[number] = text
            return length
    return 0


def _host(line: _Line, number: int) -> int:
    word = line.at(number)
    if not _HOST.fullmatch(word):
        return 0
    line.add("cloud.host", word.lower())
    return 1


def _other(line: _Line, number: int) -> int:
    """Words of form, kind and size say nothing; all else is not read."""
    word = line.at(number)
    is_size = bool(_MODEL.fullmatch(word)) and not shapes.is_model_like(word)
    if word and word != _READ:
        kept = line.silent if is_size or word.casefold() in _SILENT else line.unread
        kept[number] = word
    return 1


_STEPS: tuple[Callable[[_Line, int], int], ...] = (_claimed, _prefixed, _brand, _shaped, _host, _model, _other)


def _settle_brands(line: _Line) -> None:
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


def _name(line: _Line, brand: tuple[int, int]) -> str:
    return " ".join(line.at(n) for n in range(*brand))


def _labels(line: _Line) -> list[tuple[int, int]]:
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


def _are_two_devices(line: _Line) -> bool:
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


def _is_beside(line: _Line, number: int) -> bool:
    """Whether an unread word may belong to the name beside it."""
    return bool(_BRAND_WORD.fullmatch(line.unread.get(number, "")))


def _unknown_brand(line: _Line) -> None:
    """A name that the table does not hold: one with a letter too many, or what a text begins with before its model."""
    for number, word in line.unread.items():
        if word.isalpha() and line.names.is_nearly_brand(word):
            line.add("label.brand", word)
            del line.unread[number]
            return
    first = next((n for n in range(len(line.words)) if n not in line.unread), len(line.words))
    words = [line.unread[n] for n in range(first)]
    is_name = 0 < first <= MAX_UNKNOWN_BRAND_WORDS and first in line.models and all(map(_BRAND_WORD.fullmatch, words))
    if is_name:
        line.add("label.brand", " ".join(words))
        for number in range(first):
            del line.unread[number]
