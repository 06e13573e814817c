"""Inputs of the fuzzers: valid messages as bytes, and what is done to them.

An input is bytes, also where an observation would be text or an object: `TEXT` or `OBJECT` in front says so. Seeds are
the cases under tests/cases, and the frames and messages that the tests build.
"""

from __future__ import annotations

import base64
import json
import sys
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the builders of the tests

from tests.collect.capture import build  # noqa: E402

if TYPE_CHECKING:
    import random

CASES = ROOT / "tests" / "cases" / "signals"
TEXT, OBJECT = b"\0T", b"\0J"
EDGES = (0, 1, 2, 0x0A, 0x0D, 0x20, 0x7F, 0x80, 0xC0, 0xFE, 0xFF)
MOST_BYTES = 20_000
MOST_WORDS = 600


def given(data: bytes) -> bytes | str | dict[str, Any]:
    """Give an input as the observation that it stands for."""
    if data[:2] not in (TEXT, OBJECT):
        return data
    text = data[2:].decode("utf-8", "replace")
    try:
        value = json.loads(text) if data.startswith(OBJECT) else None
    except (ValueError, RecursionError):  # nested deeper than Python reads: text, then
        value = None
    return value if isinstance(value, dict) else text


def cases(*names: str) -> list[bytes]:
    """The cases of decoders as inputs; texts also as the bytes that they are on the wire."""
    found: list[bytes] = []
    for path in (path for name in names for path in sorted(CASES.glob(f"{name}/*/input.json"))):
        case = json.loads(path.read_text("utf-8"))
        if "data_b64" in case:
            found.append(base64.b64decode(case["data_b64"]))
        elif isinstance(case["data"], str):
            found += [case["data"].encode(), TEXT + case["data"].encode()]
        else:
            found.append(OBJECT + json.dumps(case["data"]).encode())
    return found


def messages() -> list[bytes]:
    """What the builders of the tests say on a wire, without the frames around it."""
    granted = build.dhcp(operation=2, granted=build.HERE, kind=5)
    asked = [build.question("p2p.acme.example.com", kind=kind) for kind in (1, 28, 65, 12)]
    told = [build.SADP, build.HTTP, build.RTSP, build.NOTIFY, build.SEARCH, build.hello("p2p.acme.example.com")]
    return [
        *told,
        *asked,
        *build.answers(),
        build.dhcp(),
        granted,
        b"GET / HTTP/1.1\r\nHost: dev.acme.example.com\r\n\r\n",
    ]


def wire_frames() -> list[bytes]:
    """Frames over every link and header that is read."""
    inner = build.ipv4(build.udp(build.SADP, 37020, 37020))
    six = build.udp(build.NOTIFY, 1900, 1900)
    hop = b"\x11\0\0\0\0\0\0\0"
    cooked = b"\0\0\0\1\0\6" + build.CAMERA + b"\0\0\x08\0" + inner
    cooked_2 = b"\x08\0\0\0\0\0\0\1\0\1\0\6" + build.CAMERA + b"\0\0" + inner
    snap = build.ethernet(b"\xaa\xaa\x03\0\0\0\x08\0" + inner, kind=len(inner) + 8)
    plain = [
        *build.site(),
        build.ethernet(inner, tags=(0x88A8, 0x8100)),
        snap,
        cooked,
        cooked_2,
        inner,
        b"\2\0\0\0" + inner,
    ]
    sixes = [
        build.ipv6(six),
        build.ipv6(hop + six, 0),
        build.ipv6(b"\x11\0\0\1\0\0\0\7" + six, 44),
        build.ipv6(b"\x11\0\0\x48\0\0\0\7" + six, 44),
        build.ipv6(b"\x11\1\0\0" + bytes(8) + six, 51),
        build.ipv6(b"\x3a" + hop[1:] + six, 60),
    ]
    pieces = [build.ethernet(build.ipv4(inner[20:100], more=True)), build.ethernet(build.ipv4(inner[100:], offset=80))]
    opening = [build.spoken(b"", 80, 40_000, 9, 0x12), build.spoken(build.HTTP[:50], 80, 40_000, 10)]
    ends = [build.spoken(build.HTTP[50:], 80, 40_000, 60, 0x19), build.arp(build.CAMERA, build.HERE)]
    lease = build.ethernet(build.ipv4(build.udp(build.dhcp(operation=2, granted=build.HERE, kind=5), 67, 68)))
    names = [build.said(answer, 53 if n else 5353, 5353) for n, answer in enumerate(build.answers())]
    return [*plain, *sixes, *(build.ethernet(s, 0x86DD) for s in sixes), *pieces, *opening, *ends, lease, *names]


@cache
def words(*modules: ModuleType) -> tuple[bytes, ...]:
    """Texts that stand in the code of modules: what a decoder looks for, for the mutations."""
    found: dict[bytes, None] = {}
    codes: list[object] = [compile(Path(str(module.__file__)).read_bytes(), "", "exec") for module in modules]
    while codes and len(found) < MOST_WORDS:
        one = codes.pop()
        if isinstance(one, CodeType | tuple | frozenset):
            codes += list(one.co_consts if isinstance(one, CodeType) else one)
        elif isinstance(one, str | bytes) and 0 < len(one) <= 40 and "\n" not in str(one):
            found[one.encode() if isinstance(one, str) else one] = None
    return tuple(found)


class Mutator:
    """Changes valid messages: bytes, lengths, lines, words of the protocol, leaves of objects."""

    def __init__(self, dice: random.Random, valid: list[bytes], known: tuple[bytes, ...]) -> None:
        self.valid = valid
        self._dice = dice
        self._words = known or (b"",)

    def mutated(self, limit: int = MOST_BYTES) -> bytes:
        """Give a valid message changed in up to five places; one in twenty is random bytes."""
        dice = self._dice
        if not self.valid or dice.random() < 0.05:
            return dice.randbytes(dice.randrange(300))
        return self.changed(dice.choice(self.valid), limit)

    def changed(self, seed: bytes, limit: int = MOST_BYTES) -> bytes:
        """Change one message."""
        dice = self._dice
        if seed.startswith(OBJECT) and dice.random() < 0.8:
            return self._of_object(seed)[:limit]
        data = bytearray(seed)
        for _ in range(dice.randrange(6)):
            dice.choice(_CHANGES)(self, data)
        return bytes(data[:limit])

    def _at(self, data: bytearray) -> int:
        return int(self._dice.random() * (len(data) + 1))

    def _byte(self, data: bytearray) -> None:
        if data:
            data[self._at(data) % len(data)] = self._dice.choice((*EDGES, self._dice.randrange(256)))

    def _cut(self, data: bytearray) -> None:
        at = self._at(data)
        del data[at : at + self._dice.randrange(20)]

    def _end(self, data: bytearray) -> None:
        del data[self._at(data) :]

    def _noise(self, data: bytearray) -> None:
        at = self._at(data)
        data[at:at] = self._dice.randbytes(self._dice.randrange(8))

    def _twice(self, data: bytearray) -> None:
        at, size = self._at(data), self._dice.choice((1, 4, 12, 40, 200))
        is_long = len(data) < 2000 and self._dice.random() < 0.02  # long inputs take most of the time
        times = 300 if is_long else self._dice.choice((1, 1, 2))
        data[at:at] = data[at : at + size] * times

    def _word(self, data: bytearray) -> None:
        at = self._at(data)
        data[at:at] = self._dice.choice(self._words)

    def _number(self, data: bytearray) -> None:
        """A length that lies: near the size of the message, or at an edge; either byte order."""
        size = self._dice.choice((1, 2, 2, 3, 4))
        near = len(data) + self._dice.randrange(-40, 8)
        value = self._dice.choice((0, 1, near, 2 ** (8 * size) - 1, 2 ** (8 * size - 1)))
        at = self._at(data)
        part = (max(value, 0) % 2 ** (8 * size)).to_bytes(size, self._dice.choice(("big", "little")))
        data[at : at + size] = part

    def _line(self, data: bytearray) -> None:
        lines = data.split(b"\n")
        one = self._dice.randrange(len(lines))
        lines.insert(self._dice.randrange(len(lines)), lines.pop(one) if self._dice.random() < 0.5 else lines[one])
        data[:] = b"\n".join(lines)

    def _join(self, data: bytearray) -> None:
        other = self._dice.choice(self.valid)
        at = int(self._dice.random() * len(other))
        data[self._at(data) :] = other[at : at + 400]

    def _of_object(self, seed: bytes) -> bytes:
        value = given(seed)
        if not isinstance(value, dict):
            return seed[: self._dice.randrange(len(seed))]
        for _ in range(self._dice.randrange(4)):
            _change_leaf(self._dice, value, self._words)
        return OBJECT + json.dumps(value).encode()


def _change_leaf(dice: random.Random, value: Any, known: tuple[bytes, ...]) -> None:
    """Change a value or a key somewhere in an object."""
    word = dice.choice(known).decode("utf-8", "replace")
    odd: tuple[Any, ...] = (None, True, -1, 1e308, "", "\ud800", "x" * 3000, [], {}, [[1]], {"a": {"": 0}}, word)
    node = value
    while isinstance(node, dict | list) and node:
        key = dice.choice(list(node)) if isinstance(node, dict) else dice.randrange(len(node))
        if isinstance(node[key], dict | list) and node[key] and dice.random() < 0.7:
            node = node[key]
            continue
        if isinstance(node, dict) and dice.random() < 0.3:
            node[word] = node.pop(key)
        else:
            node[key] = dice.choice(odd)
        return


_CHANGES = (
    Mutator._byte,
    Mutator._byte,
    Mutator._cut,
    Mutator._end,
    Mutator._noise,
    Mutator._twice,
    Mutator._word,
    Mutator._number,
    Mutator._line,
    Mutator._join,
)
