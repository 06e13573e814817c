"""Fuzzes the decoders of messages: mutated valid messages in, results or problems out, never an exception.

    python fuzz/run.py [DECODER...] [--executions N] [--seed N]

A decoder is a module of `whomade.signals` whose kinds come as bytes; its seeds are the cases under tests/cases/signals,
and one tenth of the inputs is random. Plain Python: no instrumentation is needed, and lines reached are counted by
tracing the first executions. Ends with 1 at the first exception, and prints the input in hexadecimal.
"""

from __future__ import annotations

import argparse
import base64
import dis
import json
import random
import sys
import time
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

from whomade import signals
from whomade.collect.capture import frames, stretch, talk
from whomade.model import Observation
from whomade.signals import sender

CASES = Path(__file__).parents[1] / "tests" / "cases" / "signals"
CAPTURES = CASES.parent / "collect" / "pcap"
TRACED = 20_000
OF_CAPTURES = ("frames", "talk")
EXTRA = ("handshake", "dns", "dhcp_packet", "frames", "talk")
LEAST_SHARE = 0.9


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("decoders", nargs="*")
    parser.add_argument("--executions", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    names = asked.decoders or sorted([*seeded(), *EXTRA])
    return max(fuzzed(name, asked.executions, random.Random(asked.seed)) for name in names)  # noqa: S311


def seeded() -> list[str]:
    """Modules that have a case in bytes."""
    return sorted({path.parts[-3] for path in CASES.glob("*/*/input.json") if "data_b64" in path.read_text("utf-8")})


def seeds(name: str) -> list[bytes]:
    found = []
    for path in sorted(CASES.glob(f"{'*' if name in EXTRA else name}/*/input.json")):
        given = json.loads(path.read_text("utf-8"))
        found.append(base64.b64decode(given["data_b64"]) if "data_b64" in given else str(given["data"]).encode())
    return found + (wires() if name in EXTRA else [])


def wires() -> list[bytes]:
    """Frames of the captures among the cases, and what they carry."""
    found = []
    for path in sorted(CAPTURES.glob("*/input.pcap")):
        with path.open("rb") as file:
            head = stretch.head_of(file)
            for data, at, size, *_ in stretch.opened_at(file, head, stretch.whole(head)):
                frame = data[at : at + size]
                found += [frame, frame[14:], frame[42:], frame[54:]]
    return [data for data in found if data]


def fuzzed(name: str, executions: int, dice: random.Random) -> int:
    """Run one decoder; 1 if it raised."""
    module = import_module(
        f"whomade.collect.capture.{name}" if name in ("frames", "talk") else f"whomade.signals.{name}"
    )
    valid, reached = seeds(name), set[int]()
    began = time.perf_counter()
    for number in range(executions):
        data = valid[number] if number < len(valid) else mutated(dice, valid)
        try:
            if number < TRACED:
                traced(module, name, data, reached)
            else:
                called(module, name, data)
        except Exception as error:  # noqa: BLE001  what a fuzzer is for
            print(f"{name}: {type(error).__name__}: {error}\n{data.hex()}")
            return 1
    share = len(reached) / max(len(lines_of(module)), 1)
    took = time.perf_counter() - began
    few = "" if share >= LEAST_SHARE else "  FEW"
    print(f"{name:<18}{executions:>9} executions{share:>7.0%} of lines{took:>7.1f} s{few}")
    return 0


def called(module: ModuleType, name: str, data: bytes) -> None:
    """What the program calls."""
    for helper in HELPERS.get(name, ()):
        helper(module, data)
    for kind in (kind.replace("*", "deviceinfo") for kind in getattr(module, "KINDS", ())):
        signals.extract(seen := Observation("192.0.2.7", kind, data))
        sender.others(seen)
    for check in ("says", "settled", "is_answer"):
        if hasattr(module, check):
            getattr(module, check)(data)


def _frame(_: Any, data: bytes) -> None:
    link = sorted(frames.LINKS)[len(data) % len(frames.LINKS)]
    try:
        if found := frames.inner(data, 0, len(data), link):
            frames.datagram(data, frames.IPV4 if len(data) % 2 else frames.IPV6, found.at, found.end)
    except frames.Malformed:
        pass


HELPERS: dict[str, tuple[Any, ...]] = {
    "handshake": (lambda m, d: m.server_name(d), lambda m, d: m.certificate(d), lambda m, d: m.is_record(d)),
    "dns": (lambda m, d: m.records(d), lambda m, d: m.asked(d), lambda m, d: m.is_message(d)),
    "dhcp_packet": (lambda m, d: m.options(d), lambda m, d: m.lease(d), lambda m, d: m.settled(d)),
    "frames": (_frame,),
    "talk": (lambda _, d: list(talk.read(d, (9000, 23, 34567, 554)[len(d) % 4], 40_000, is_server=True)),),
}


def mutated(dice: random.Random, valid: list[bytes]) -> bytes:
    """A valid message with bytes changed, cut, doubled or joined to another; or random bytes."""
    if not valid or dice.random() < 0.1:
        return dice.randbytes(dice.randrange(300))
    data = bytearray(dice.choice(valid))
    for _ in range(dice.randrange(6)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(5):
            case 0 if data:
                data[at % len(data)] = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))
            case 1:
                del data[at : at + dice.randrange(20)]
            case 2:
                data[at:at] = dice.randbytes(dice.randrange(8))
            case 3:
                data[at:at] = data[at : at + 40]
            case _:
                data += dice.choice(valid)[: dice.randrange(60)]
    return bytes(data)


def traced(module: ModuleType, name: str, data: bytes, reached: set[int]) -> None:
    """Call, and note the lines of the module that ran."""
    file = module.__file__

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != file:
            return None
        if event == "line":
            reached.add(frame.f_lineno)
        return trace

    sys.settrace(trace)
    try:
        called(module, name, data)
    finally:
        sys.settrace(None)


def lines_of(module: ModuleType) -> set[int]:
    """Lines inside functions of a module."""
    source = Path(str(module.__file__))
    found: set[int] = set()
    codes = [c for c in compile(source.read_bytes(), str(source), "exec").co_consts if isinstance(c, CodeType)]
    while codes:
        code = codes.pop()
        codes += [c for c in code.co_consts if isinstance(c, CodeType)]
        if "__module__" not in code.co_names:  # bodies of classes run at import
            found |= {line for _, line in dis.findlinestarts(code) if line and line != code.co_firstlineno}
    return found


if __name__ == "__main__":
    sys.exit(main())
