"""Rows of a device list that stand for no device: totals, headings between the rows, placeholders, bare numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.collect import shapes
from whomade.collect.headers import normal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOTALS_TEXT = (
    "summe | summen | total | totals | grand total | gesamt | gesamtsumme | gesamtzahl | gesamtanzahl | insgesamt | "
    "zwischensumme | subtotal | sub total | sum | suma | suma total | total general | totale | totaal | totali | "
    "totaux | total geral | anzahl | count | cantidad | cantidad total | nombre total | quantita | "
    "quantity | qty | stuckzahl | razem | ogolem | lacznie | toplam | yhteensa | summa | celkem | osszesen | "
    "итого | всего | сумма | 合计 | 总计 | 小计 | 合計 | 小計 | 総計 | 합계 | 총계"
)
_TOTALS = frozenset(normal(word) for word in _TOTALS_TEXT.split("|"))
_THINGS_TEXT = "cameras kameras camaras telecamere gerate devices equipos units unidades stuck pcs"
_THINGS = frozenset(_THINGS_TEXT.split())
"""Words for what is counted: `Total cameras: 24`."""
_COUNTED = re.compile(r"[\d\s.,:;()=xX%€$+-]+")
_RUNNING = re.compile(r"[\W_]*\d{1,6}[\W_]*")
_IDENTITY = ("brand", "model", "serial", "mac", "address", "stream_url", "fcc_id")
_HEADING_WIDTH = 4
"""In narrower lists a row with one filled cell is a device of which little is known."""

SAID = {
    "total": "rows that are totals",
    "placeholder": "rows that hold placeholders only",
    "number": "rows that hold nothing but their number",
    "heading": "rows with a heading only",
}


def is_running_number(text: str) -> bool:
    """Tell whether a text is a mere count of rows: it names a device inside its own list only."""
    return bool(_RUNNING.fullmatch(text))


def no_device(cells: Sequence[str], values: Mapping[str, str], *, vague: bool) -> str:
    """Why a row that is not blank is no device; empty when it is one.

    Args:
        cells: The row.
        values: What its columns say, by field.
        vague: Whether its key stands below a header that also heads counts and headings (`No.`, `Camera`).
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    told = [text for cell in filled if (text := shapes.cleaned(cell))]
    if not told:
        return "placeholder"
    if _is_total(told, values):
        return "total"
    if any(values.get(field) for field in _IDENTITY):
        return ""
    if vague and len(told) == 1 and is_running_number(told[0]):
        return "number"
    return "heading" if _is_heading(cells, filled, values, vague=vague) else ""


def _is_total(told: Sequence[str], values: Mapping[str, str]) -> bool:
    """Whether the first filled cell is a word for a sum and nothing in the row names a device."""
    words = [word for word in normal(told[0]).split() if not word.isdigit() and word not in _THINGS]
    if " ".join(words) not in _TOTALS:
        return False
    return not any(
        (value := values.get(field)) and value != told[0] and not _COUNTED.fullmatch(value) for field in _IDENTITY
    )


def _is_heading(cells: Sequence[str], filled: Sequence[str], values: Mapping[str, str], *, vague: bool) -> bool:
    """Whether a wide row has nothing but a text in its first cell, and no id of a device."""
    alone = len(filled) == 1 and bool(cells[0].strip()) and len(cells) >= _HEADING_WIDTH
    return alone and (vague or "asset" not in values) and any(c.isalpha() for c in filled[0])
