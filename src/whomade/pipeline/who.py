"""`whomade who` as a library call: typed words become observations of the usual kinds, and `identify` does the rest.

Example:
    run = who("Lorex N861D6")
    for device in run: print(device.roles["manufacturer"].level, device.roles["manufacturer"].maker)
"""

from __future__ import annotations

import dataclasses
import re
from functools import cached_property
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from whomade.attribute import brands
from whomade.collect import typed
from whomade.collect.text import encoding_of, lines, mended
from whomade.errors import InputError
from whomade.knowledge import bundle
from whomade.pipeline.identify import Identification, Options
from whomade.signals import mac
from whomade.signals.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect import Source
    from whomade.collect.text import Line
    from whomade.model import Knowledge, Observation, Problem

MAX_KEY_CHARS = 120
"""Characters of what was typed that name the device in the answer."""
NOT_READ = "not read"
"""Consequence of a problem that names words in which nothing was found."""
NOT_USED = "not used"
"""Consequence of a problem that names what was understood and is no evidence, with the reason."""
_MAC_PART = re.compile(r"(?i)[0-9a-f]{2}(?:[:-][0-9a-f]{2}){2,4}[:-]?")
ONLY_PART = "a part of a MAC address only; the whole of six pairs is wanted"
EVIDENCE = "a brand, model, serial, FCC ID, MAC, firmware or address"
_IMAGE_URL = re.compile(r"/[^/?#]+\.(?:bin|img|dav|zip|pak|rom|swu|pkg)(?:[?#]|$)", re.IGNORECASE)
_BESIDE = re.compile(r"(?i)\b(?:cop(?:y|ies)|versus|vs|but)\b")
"""Further words by which a person, not a device, says that a thing is not of the brand named."""
KEYS = {
    "label.brand": "brand",
    "label.model": "model",
    "label.fcc_id": "fcc id",
    "label.text": "text",
    "serial": "serial",
    "mac": "mac",
    "firmware.version": "firmware version",
    "hardware_id": "hardware id",
    "made_on": "made on",
    "cloud.host": "cloud host",
    "soc": "soc",
    "module": "module",
    "rtsp_path": "stream",
    "http_path": "http path",
    "works_with": "works with",
}
"""Field and the key of a label that is read into it."""


def who(text: str | IO[bytes], *, options: Options | None = None, knowledge: Knowledge | None = None) -> Identification:
    """Say who made devices of which somebody typed something.

    Args:
        text: words about one device; or a stream of lines, each about one device.
        options: as for `identify`; how to read is settled here.
        knowledge: a compiled base; the shipped one if not given.

    Returns:
        An iterable of assessments in the order of the lines. What was not read stands in `coverage.problems`.
    """
    base = knowledge or bundle.load()
    many = not isinstance(text, str)
    stream = BytesIO(" ".join(text.split()).encode("utf-8", "surrogatepass")) if isinstance(text, str) else text

    def reader(source: Source) -> Iterator[Observation | Problem]:
        return _read(source, Table(base), many=many)

    how = dataclasses.replace(options or Options(), reader=reader, stdin=stream)
    return Identification(["-"], how, base)


class Table:
    """What the base says about typed words: the `Names` that `collect.typed` asks."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    @cached_property
    def _brands(self) -> brands.BrandIndex:
        return brands.BrandIndex(brands.with_company_names(self._knowledge))

    @cached_property
    def _patterns(self) -> dict[str, list[str]]:
        """Patterns by field; what brand rows say about models is about models too."""
        found: dict[str, list[str]] = {}
        for fingerprint in self._knowledge.fingerprints:
            found.setdefault(fingerprint.field, []).append(fingerprint.pattern)
        for brand in self._knowledge.brands.values():
            rows = [row.models for row in brand.rows if row.models]
            found.setdefault("label.model", []).extend([*rows, *(relation.model for relation in brand.models)])
        return found

    def is_brand(self, text: str) -> bool:
        """Whether a text is the name of a brand in the table."""
        return self._brands.exact(text) is not None

    def is_nearly_brand(self, text: str) -> bool:
        """Whether a text is about one letter away from one."""
        return self._brands.printed(text)[0] is not None

    def is_known(self, field: str, text: str) -> bool:
        """Whether a statement of the base about this field fits the text."""
        return any(brands.re_search(pattern, text) for pattern in self._patterns.get(field, ()))

    def is_of_another(self, text: str) -> bool:
        """Whether a text says what goes with a brand, or is not of it."""
        return brands.is_of_another(text) or _BESIDE.search(text) is not None

    def house(self, brand: str) -> str:
        """Company that owns a brand where the table says so, else the brand itself."""
        found = self._brands.exact(brand)
        return (brands.owner(found, self._knowledge) or found.id) if found else brands.normalise(brand)

    def fits(self, brand: str, model: str) -> bool:
        """Whether a row of the brand speaks of this model."""
        found = self._brands.exact(brand)
        if found is None:
            return False
        patterns = [*(row.models for row in found.rows if row.models), *(relation.model for relation in found.models)]
        return any(brands.re_search(pattern, model) for pattern in patterns)


def _read(source: Source, names: typed.Names, *, many: bool) -> Iterator[Observation | Problem]:
    source.summary.format = "typed"
    if not source.head().strip():
        raise InputError("no words in it")
    for line in lines(source.path, encoding_of(source.head())):
        text = _text(line)
        if text is None:
            yield source.problem(f"line {line.number}", "a line of at most 16 MiB", "a longer one")
        elif text or not many:
            source.read_one()
            yield from _device(source, text, line.number, names, many=many)


def _text(line: Line) -> str | None:
    """The line with blanks as one; None for one that is too long to be held."""
    if line.text is None:
        return None
    cut = mended(line.text[: typed.MAX_TYPED_CHARS + 1])[0]
    return " ".join(printable(cut.removeprefix("\ufeff")).split())


def _device(
    source: Source, text: str, number: int, names: typed.Names, *, many: bool
) -> Iterator[Observation | Problem]:
    reading = typed.read(text, names)
    place = f"line {number}"
    asset = (f"{number}: " if many else "") + text[:MAX_KEY_CHARS]
    label = _label(reading)
    if label or not any(piece.field in ("firmware.file", "url") for piece in reading.pieces):
        yield source.observe(asset, "label", label, place)
    for piece in reading.pieces:
        if piece.field == "firmware.file":
            yield source.observe(asset, "firmware_listing", {"firmware file": piece.value}, place)
        elif piece.field == "url":
            kind = "firmware_url" if _IMAGE_URL.search(piece.value) else "stream_url"
            yield source.observe(asset, kind, piece.value, place)
    yield from _told(source, place, reading, names)
    unread = [word for word in reading.unread if not _MAC_PART.fullmatch(word)]
    if unread:
        said = ", ".join(word[:40] for word in unread[:20])
        yield source.flaw(place, EVIDENCE, said, NOT_READ)
    if len(text) > typed.MAX_TYPED_CHARS:
        yield source.flaw(place, f"at most {typed.MAX_TYPED_CHARS} characters", "more; the rest", NOT_READ)


def _told(source: Source, place: str, reading: typed.Reading, names: typed.Names) -> Iterator[Problem]:
    """What was understood and is no evidence, each with the reason."""
    if reading.devices:
        yield source.flaw(place, "one device", "two brands in this line: one device per line", NOT_USED)
    for piece in reading.pieces:
        if why := _useless(piece, names):
            yield source.flaw(place, EVIDENCE, why, NOT_USED)
    for word in reading.unread:
        if _MAC_PART.fullmatch(word):
            yield source.flaw(place, EVIDENCE, f"{word}: {ONLY_PART}", NOT_USED)
    for name in reading.claims:
        yield source.flaw(place, EVIDENCE, f"the claim that {name[:80]} made it; evidence is wanted", NOT_USED)


def _useless(piece: typed.Piece, names: typed.Names) -> str:
    """Why a MAC address or FCC ID that was read shows nothing; empty where it may."""
    if piece.field == "mac" and (why := _no_registrant(piece.value)):
        return f"MAC address {piece.value[:40]}: {why}"
    if piece.field == "label.fcc_id" and not names.is_known("label.fcc_id", piece.value):
        return f"FCC ID {piece.value[:40]}: no grantee that the base knows"
    return ""


def _no_registrant(address: str) -> str:
    digits = re.sub(r"[^0-9a-f]", "", address.lower())
    if mac.normalise(address):
        return ""
    if len(digits) < 12:
        return ONLY_PART
    if not digits.strip("0") or not digits.strip("f"):
        return "zero or broadcast, which is no device's own"
    if int(digits[:2], 16) & 1:
        return "the address of a group, which is no device's own"
    return "locally administered, so no company registered it" if int(digits[:2], 16) & 2 else "no MAC address"


def _label(reading: typed.Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for piece in reading.pieces:
        if piece.field == "mac" and _no_registrant(piece.value):
            continue  # told by itself
        if key := KEYS.get(piece.field):
            found.setdefault(key, []).append(piece.value)
    return found
