"""What people write under brand and model, and what of it names no brand at all.

A remark (`see photo`), a word for none (`no name`) or a formula is no brand: read as one, it could accuse somebody.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from whomade.collect.shapes import bared, cleaned

_NO_BRAND_TEXT = (
    "divers | diverse | diverses | verschiedene | various | several | misc | mixed | varios | varias | vari | varie | "
    "different | generic | generisch | generico | generica | generique | oem | odm | white label | whitelabel | "
    "noname | no name | no-name | no brand | nobrand | no logo | unbranded | without brand | ohne marke | markenlos | "
    "ohne hersteller | sin marca | sem marca | senza marca | sans marque | zonder merk | bez marki | merkloos | "
    "markasiz | без марки | без бренда | 无品牌 | 無品牌 | 杂牌 | 其他 | other | others | sonstige | andere | otro | "
    "otros | autre | autres | altro | altri | inne | inny | overig | dito | ditto | dto | idem | same | s.o | "
    "wie oben | siehe oben | as above | see above | 同上"
)
_NO_BRAND = frozenset(word.strip() for word in _NO_BRAND_TEXT.split("|"))
_POINTER = re.compile(
    r"(?i)(?:siehe|s\.|see|ver|véase|voir|vedi|zie|patrz)\s+(?:the\s+|la\s+|l')?"
    r"(?:fotos?|photos?|bild|etikett|label|aufkleber|etiqueta|étiquette|etichetta|typenschild|sticker|etykieta)\b"
)
_FORMULA = re.compile(r"[=+\-@＝＋－＠]")
_COMPANY = r"(?!(?:inc|ltd|llc|co|corp|gmbh|ag|sa|s\.a|srl|bv|kg)\b)"
_PARTED = re.compile(rf"(?i)([^\d/|]*[^\d/|\s])(?:\s+[-–—/]\s+|\s*[|;:\n]\s*|,\s+{_COMPANY})(\S.*)", re.DOTALL)
_TIGHT = re.compile(r"([^\d/\s]+)/(\S.*)", re.DOTALL)
_EDGES = " \t\r\n,;:/|-–—"


class Label(NamedTuple):
    """Brand and model; either may be empty."""

    brand: str
    model: str


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would take the text for a formula."""
    return bool(_FORMULA.match(cell))


def named(cell: str) -> str:
    """Brand or model of a cell; empty where the cell names none or looks like a formula."""
    text = bared(cell)
    return "" if text in _NO_BRAND or is_formula(cell) or _POINTER.match(cell.strip()) else cell


def split(cell: str) -> Label:
    """Brand and model of a cell that holds both: the model begins behind a separator or with the first digit.

    Example:
        >>> split("Acme Guard4"), split("Acme / Guard 4"), split("Acme"), split("G4")
        (Label(brand='Acme', model='Guard4'), Label(brand='Acme', model='Guard 4'), Label(brand='Acme', model=''), \
Label(brand='', model='G4'))
    """
    if not named(cell):
        return Label("", "")
    if parted := _PARTED.fullmatch(cell) or _TIGHT.fullmatch(cell):
        brand, model = parted[1], parted[2]
    else:
        words = cell.split()
        first = next((i for i, word in enumerate(words) if any(c.isdigit() for c in word)), len(words))
        brand, model = " ".join(words[:first]), " ".join(words[first:])
    return Label(_said(brand), _said(model))


def _said(part: str) -> str:
    return named(cleaned(part.strip(_EDGES)))
