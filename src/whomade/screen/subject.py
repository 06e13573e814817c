"""What a line is about, by its words, its columns and the table around it, and whether it plainly offers the thing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from whomade.screen import words

if TYPE_CHECKING:
    from whomade.model import Offer

_SPECS = re.compile(r"night.?vision|field.of.view|ir.range|onvif|infrarot|nachtsicht")
"""Headers that only lists of cameras have."""
_KINDS = re.compile(r"bullet|dome|turret|ptz|fisheye|doorbell|eyeball|box camera|videocitofono")
"""Words of a column of types that mean a camera there."""
_ACCESSORY = re.compile(
    r"\b(?:brackets?|wall mounts?|mounting (?:kits?|plates?)|junction box(?:es)?|power suppl\w+|adapters?"
    r"|housings?|cables?|transformers?|tripods?|stativ\w*|trepied\w*|tripode\w*|lens(?:es)?|objektiv\w*|objectifs?"
    r"|objetivos?|printers?|holders?|bags?|chargers?|batter(?:y|ies)|akkus?"
    r"|(?:memory|(?:micro)?sd) cards?|hard (?:disks?|drives?)"
    r"|festplatten?|targets?"
    r"|connectors?|halterung\w*|netzteil\w*|support mural|soporte\w*|staff[ae]|uchwyt\w*|кронштейн\w*|licen[cs]es?)\b"
)
_AND = re.compile(r"[;+]|\b(?:and|und|et|y|plus|oraz|и)\b")
_FITS = re.compile(r"\b(?:for|fur|pour|para|per|voor|dla|для|do)\b")


def about(offer: Offer) -> tuple[words.About, bool]:
    """What a line is about, and whether only the headers of its table say so.

    Its own words come first, then a column of types, then codes; a word of telecommunications (`LTE`) gives way.
    """
    fields = offer.fields
    said = words.about(" | ".join(filter(None, map(fields.get, ("title", "kind", "model", "brand")))))
    if said.product not in ("", "telecom") and _is_accessory(offer):
        said = said._replace(product="", other="an accessory")
    if said.product not in ("", "telecom"):
        return said, False
    is_kind = _KINDS.fullmatch(words.plain(fields.get("kind", "")).strip()) is not None
    own = "camera" if is_kind else next(filter(None, (words.CPV.get(code[:8]) for code in offer.codes)), "")
    if own or said.other or said.negated or not _has_word(offer):
        return said._replace(product=own or said.product), False
    around = _context(offer.context)
    return said._replace(product=around or said.product), bool(around)


@lru_cache(maxsize=1024)
def _context(headers: str) -> str:
    """What a table is about by its headers: `Camera ID`, `night vision`."""
    said = words.about(headers).product
    return said if said and said != "telecom" else "camera" if _SPECS.search(words.plain(headers)) else ""


def _is_accessory(offer: Offer) -> bool:
    """Whether a text begins with an accessory that is for our things: `wall bracket for dome cameras`.

    A thing that is named before comes with its accessory: `dome camera with bracket for walls`.
    """
    title = words.plain(offer.fields.get("title", ""))
    accessory = _ACCESSORY.search(title)
    if accessory is None or not (fits := _FITS.search(title, accessory.end())):
        return False
    what, *more = _AND.split(title[fits.end() :], maxsplit=1)
    apart = (title[: accessory.start()], *more)
    return bool(words.about(what).product) and all(words.about(t).product in ("", "telecom") for t in apart)


def offers(offer: Offer, named: list[str], numbers: list[str]) -> bool:
    """Whether a line offers what its number names: beside the number and the brand it says no more than what such
    things are. `Training on`, `Sticker for`, `existing` and `to replace` say more, in any language.
    """
    if len(numbers) != 1:
        return False
    text = words.plain(offer.text)
    for name in (*numbers, *named):
        letters = [re.escape(letter) for letter in words.plain(name) if letter.isalnum()]
        text = re.sub(rf"(?<!\w){r'[^a-z0-9]{0,3}'.join(letters)}(?!\w)", " ", text) if letters else text
    return words.says_no_more(text)


def notes(offer: Offer, said: words.About) -> tuple[str, ...]:
    """What a reader should know of how a line was understood: its accessory, and what was left out."""
    accessory = _ACCESSORY.search(words.plain(offer.text))
    found = [f"an accessory by its words (`{accessory[0]}`)"] if accessory else []
    return (*found, f"`{said.negated.strip()}` was left out") if said.negated and said.product else tuple(found)


def _has_word(offer: Offer) -> bool:
    return any(any(c.isalnum() for c in value) for value in offer.fields.values())
