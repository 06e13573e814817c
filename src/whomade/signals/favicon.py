"""Hashes of a favicon: MD5 of the file (32 hex digits) or murmur3 of its base64 text (signed decimal); or the file.

Source: the two conventions are those of recog (`favicon.md5`) and of Shodan's `http.favicon.hash`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("favicon", "favicon_md5", "favicon_mmh3")

_MD5 = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{32}(?![0-9A-Za-z])")
_NUMBER = re.compile(r"(?<![\w.-])-?\d{1,10}(?![\w.])")


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give both hashes of a file, or each hash in a text; an unsigned murmur3 is turned into the signed one."""
    if observation.kind == "favicon":
        yield from _of_file(observation)
        return
    value = text.of(observation)[:4096]
    if observation.kind == "favicon_md5":
        found: list[Signal] = [observation.signal("favicon.md5", digest.lower()) for digest in _MD5.findall(value)]
    else:
        numbers = [int(number) for number in _NUMBER.findall(value)]
        found = [observation.signal("favicon.mmh3", str(_signed(n))) for n in numbers if -(2**31) <= n < 2**32]
    yield from found
    if not found:
        yield text.problem(observation, "a favicon hash", value)


def _signed(number: int) -> int:
    return number - 2**32 if number >= 2**31 else number


def _of_file(observation: Observation) -> Iterator[Signal]:
    data = observation.data if isinstance(observation.data, bytes) else text.of(observation).encode()
    yield observation.signal("favicon.md5", hashlib.md5(data, usedforsecurity=False).hexdigest())
    yield observation.signal("favicon.mmh3", str(_signed(murmur3(base64.encodebytes(data)))))


def murmur3(data: bytes) -> int:
    """MurmurHash3 (x86, 32 bits, seed 0), unsigned. Source: Austin Appleby, MurmurHash3.cpp, public domain.

    >>> murmur3(b"hello"), murmur3(b"")
    (613153351, 0)
    """
    h, whole = 0, len(data) & ~3
    for at in range(0, whole, 4):
        h = _rotate(h ^ _mixed(int.from_bytes(data[at : at + 4], "little")), 13) * 5 + 0xE6546B64 & _WORD
    h ^= _mixed(int.from_bytes(data[whole:], "little")) ^ len(data)
    h = (h ^ h >> 16) * 0x85EBCA6B & _WORD
    h = (h ^ h >> 13) * 0xC2B2AE35 & _WORD
    return h ^ h >> 16


_WORD = 0xFFFFFFFF


def _mixed(k: int) -> int:
    return _rotate(k * 0xCC9E2D51 & _WORD, 15) * 0x1B873593 & _WORD


def _rotate(value: int, by: int) -> int:
    return (value << by | value >> 32 - by) & _WORD
