"""What a person types about one device, in any order: brand, model, serial, FCC ID, MAC, firmware, address.

A word is read only where its own shape, a word in front of it (`S/N`, `FCC ID`, `model`) or the names handed in say
what it is. Every other word is said to be not read; none is guessed at. The base is not known here: `Names` speaks
for it.
"""

from __future__ import annotations

import re

from whomade.collect import shapes
from whomade.collect.labels import is_formula
from whomade.collect.typed.brands import settle_brands
from whomade.collect.typed.line import Line, Names, Piece, Reading
from whomade.collect.typed.steps import STEPS
from whomade.collect.typed.words import EDGES, FCC_GLUED, MACS, MARKUP, PARTS, READ, URL
from whomade.signals import keys
from whomade.signals.text import printable

__all__ = ["MAX_TYPED_CHARS", "Names", "Piece", "Reading", "read"]

MAX_TYPED_CHARS = 4096
"""Of one device: a label with everything on it has some 300."""


def read(text: str, names: Names) -> Reading:
    """Read a text about one device.

    Args:
        text: what was typed; the first 4096 characters count.
        names: what the base knows.
    """
    text = " ".join(printable(text[:MAX_TYPED_CHARS]).split())
    if is_formula(text) or text[:1] in MARKUP:
        return Reading((), (text,))
    line = Line([], names)
    text = MACS.sub(lambda hit: _taken(line, "mac", shapes.usual_mac(hit[0])), text)
    text = URL.sub(lambda hit: _taken(line, "url", shapes.without_login(hit[0])), text)
    text = FCC_GLUED.sub(" FCCID: ", text)
    line.words = [part for word in PARTS.findall(text) for part in _apart(word) if part.strip(EDGES + ":=#-–—/")]
    number = 0
    while number < len(line.words):
        number += next(used for used in (step(line, number) for step in STEPS) if used)
    settle_brands(line)
    unread = tuple(line.unread[n] for n in sorted(line.unread))
    return Reading(tuple(line.pieces), unread, tuple(line.claims), line.devices)


def _taken(line: Line, name: str, value: str) -> str:
    line.add(name, value)
    return f" {READ} "


def _apart(word: str) -> list[str]:
    """A key and its value that are written as one word: `SN:123`."""
    found = re.match(r"([^:=]{1,20})[:=]+(.+)", word)
    return [found[1] + ":", found[2]] if found and keys.field_of(found[1]) else [word]
