"""What the words at one place of a typed text are: each step takes the words it understands, or none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.collect import shapes
from whomade.collect.labels import is_formula
from whomade.collect.typed.line import longest_brand
from whomade.collect.typed.words import (
    BRAND_WORD,
    BUILD,
    DOUBLE,
    FCC_BARE,
    FCC_MOST,
    FILE,
    FILE_GRAMMAR,
    GRANTEE,
    HOST,
    MADE_BY,
    MAKERS,
    MAX_UNKNOWN_BRAND_WORDS,
    MODEL,
    READ,
    SERIES,
    SILENT,
    SINGLE,
    VERSION,
)
from whomade.signals import keys, mac

if TYPE_CHECKING:
    from collections.abc import Callable

    from whomade.collect.typed.line import Line


def _prefixed(line: Line, number: int) -> int:
    """A word that says what follows it, and what follows."""
    for length in (3, 2, 1):
        phrase = " ".join(line.words[number : number + length])
        bare = phrase.rstrip(":=#").casefold()
        is_key = phrase != phrase.rstrip(":=#") or bare.rstrip(".") in (DOUBLE if length == 2 else SINGLE)
        name = keys.field_of(bare) if is_key and len(line.words) > number + length else None
        if name and line.words[number + length] == READ:
            return length + 1
        if name == "label.brand" and bare in MAKERS and (used := longest_brand(line, number + length)):
            return length + _set_aside(line, number + length, used)
        if name:
            return length + _VALUES.get(name, _one_word(name))(line, number + length)
    return 0


def _one_word(name: str) -> Callable[[Line, int], int]:
    def take(line: Line, number: int) -> int:
        line.add(name, line.at(number))
        return 1

    return take


def _brand_value(line: Line, number: int) -> int:
    """The brand behind its key: the longest name in the table, else words up to the first with a digit."""
    known = longest_brand(line, number)
    end = number + known if known else number
    while not known and end < min(len(line.words), number + MAX_UNKNOWN_BRAND_WORDS) and _is_brand_word(line, end):
        end += 1
    line.add("label.brand", " ".join(line.at(n) for n in range(number, end)))
    return end - number


def _is_brand_word(line: Line, number: int) -> bool:
    return bool(BRAND_WORD.fullmatch(line.at(number))) and not line.words[number].endswith((":", "="))


def _fcc_value(line: Line, number: int) -> int:
    """An FCC ID behind its key, also one written with blanks: `2AVYF IPC-F42FX`."""
    value, used = line.at(number), 1
    if GRANTEE.fullmatch(value.upper()):
        while used < 4 and _is_product_code(line.at(number + used), value):
            value, used = value + line.at(number + used), used + 1
    line.add("label.fcc_id", value)
    return used


def _is_product_code(text: str, before: str) -> bool:
    return len(before + text) <= FCC_MOST and bool(re.fullmatch(r"(?=.*\d)[A-Z0-9-]+", text))


def _version_value(line: Line, number: int) -> int:
    """A version behind its key, with the build behind it; a file name is a file."""
    value = line.at(number)
    if FILE.fullmatch(value):
        return _file(line, number)
    used = 1
    if line.at(number + 1).casefold() == "build" and BUILD.fullmatch(line.at(number + 2)):
        value, used = f"{value} build {line.at(number + 2)}", 3
    line.add("firmware.version", value)
    return used


def _model_value(line: Line, number: int) -> int:
    """A model behind its key, in two words where the second goes on with digits."""
    value, used = line.at(number), 1
    if SERIES.fullmatch(value) and line.at(number + 1)[:1].isdigit():
        value, used = f"{value} {line.at(number + 1)}", 2
    line.add("label.model", value)
    line.models[number] = value
    return used


_VALUES: dict[str, Callable[[Line, int], int]] = {
    "label.brand": _brand_value,
    "label.model": _model_value,
    "label.fcc_id": _fcc_value,
    "firmware.version": _version_value,
}


def _brand(line: Line, number: int) -> int:
    if is_formula(line.words[number]):
        return 0
    used = longest_brand(line, number)
    if used:
        line.brands.append((number, number + used))
        is_bracketed = line.words[number][0] in "([" and line.words[number + used - 1].rstrip(".:")[-1:] in (")", "]")
        line.aside |= {number} if is_bracketed else set()
    return used


def _set_aside(line: Line, number: int, used: int) -> int:
    """A brand that counts as the label only where no other one stands in the line."""
    line.brands.append((number, number + used))
    line.aside.add(number)
    return used


def _claimed(line: Line, number: int) -> int:
    """`made by` and the company behind it: what somebody thinks, and no label."""
    for length in (3, 2):
        if MADE_BY.fullmatch(" ".join(line.at(n) for n in range(number, number + length)).casefold()):
            end = number + length
            used = longest_brand(line, end) if end < len(line.words) else 0
            if used:
                line.claims[" ".join(line.at(n) for n in range(end, end + used))] = None
                return length + used
    return 0


def _shaped(line: Line, number: int) -> int:
    """A word that its own shape makes a MAC, an FCC ID, a file, a version or a serial number of a known grammar."""
    word = line.at(number)
    if is_formula(line.words[number]) or shapes.is_ip(word):
        line.unread[number] = line.words[number]
        return 1
    if re.fullmatch(r"(?i)[0-9a-f]{12}", word) and not word.isdigit() and mac.normalise(word):
        line.add("mac", word)
    elif FCC_BARE.fullmatch(word) or (re.fullmatch(r"2[AB][A-Z]{3}", word) and MODEL.fullmatch(line.at(number + 1))):
        return _fcc_value(line, number)
    elif line.names.is_known("serial", word):
        line.add("serial", word)
    elif VERSION.fullmatch(word):
        return _version_value(line, number)
    else:
        return _file(line, number)
    return 1


def _file(line: Line, number: int) -> int:
    word = line.at(number)
    is_file = FILE.fullmatch(word) or (FILE_GRAMMAR.fullmatch(word) and any(c.isdigit() for c in word))
    if is_file:
        line.add("firmware.file", word)
    return int(bool(is_file))


def _model(line: Line, number: int) -> int:
    """A model number: letters and digits, or a number behind a series in capitals, or a name some statement knows."""
    if used := _known_model(line, number):
        return used
    word = line.at(number)
    if not MODEL.fullmatch(word) or not shapes.is_model_like(word):
        return 0
    series = line.unread.get(number - 1, "")
    if word[0].isdigit() and SERIES.fullmatch(series):
        del line.unread[number - 1]
        line.models[number - 1] = word = f"{series} {word}"
    elif word.isdigit() and (len(word) < 3 or not any(end == number for _, end in line.brands)):
        return 0
    line.add("label.model", word)
    line.models[number] = word
    return 1


def _known_model(line: Line, number: int) -> int:
    """A model in one word or two that some statement knows; without a digit, only behind a brand."""
    if line.at(number).casefold() in SILENT:
        return 0
    for length in (1, 2):
        words = [line.at(n) for n in range(number, number + length)]
        text = " ".join(words)
        has_digit = any(c.isdigit() for c in text)
        is_name = len(text) > 3 and (has_digit or (bool(line.brands) and words[-1].casefold() not in SILENT))
        if all(words) and is_name and line.names.is_known("label.model", text):
            line.add("label.model", text)
            line.models[number] = text
            return length
    return 0


def _host(line: Line, number: int) -> int:
    word = line.at(number)
    if not HOST.fullmatch(word):
        return 0
    line.add("cloud.host", word.lower())
    return 1


def _other(line: Line, number: int) -> int:
    """Words of form, kind and size say nothing; all else is not read."""
    word = line.at(number)
    is_size = bool(MODEL.fullmatch(word)) and not shapes.is_model_like(word)
    if word and word != READ:
        kept = line.silent if is_size or word.casefold() in SILENT else line.unread
        kept[number] = word
    return 1


STEPS: tuple[Callable[[Line, int], int], ...] = (_claimed, _prefixed, _brand, _shaped, _host, _model, _other)
