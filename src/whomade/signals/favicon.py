"""Hashes of a favicon: MD5 of the file (32 hex digits), or murmur3 of its base64 text (signed 32-bit decimal).

Source: the two conventions are those of recog (`favicon.md5`) and of Shodan's `http.favicon.hash`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("favicon_md5", "favicon_mmh3")

_MD5 = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{32}(?![0-9A-Za-z])")
_NUMBER = re.compile(r"(?<![\w.-])-?\d{1,10}(?![\w.])")


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give each hash in the text; an unsigned murmur3 is turned into the signed one."""
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
