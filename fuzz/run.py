"""Fuzzes the decoders: mutated valid messages in, results or problems out, never an exception.

    python fuzz/run.py [DECODER...] [--executions N] [--seed N] [--write]

Needs nothing but Python. Each decoder runs in a process of its own, one after the other, with bounded memory and a
limit of time for each execution. Lines are counted by tracing the first executions and one of fifty later; an input
that reaches a new line becomes a seed. Ends with 1 where something was found, and prints the input in hexadecimal.
`--write` keeps the figures in fuzz/results.json, from which the page on fuzzing is written.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import sys
import time
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inputs import Mutator, words
from lines import Lines
from targets import Target, targets

if TYPE_CHECKING:
    from types import FrameType

RESULTS = Path(__file__).with_name("results.json")
TRACED, ONE_IN = 20_000, 50
LEAST_SHARE = 0.9
MOST_SECONDS = 2.0
"""Of computing time for one execution: a hang."""
MOST_MEMORY = 1024**3
MOST_PROBLEMS = 5
MOST_SEEDS = 2000


class Hang(BaseException):
    """An execution that takes too long; nothing in the program catches it."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("decoders", nargs="*", choices=[*targets(), []])
    parser.add_argument("--executions", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    jobs = [(name, asked.executions, asked.seed) for name in asked.decoders or sorted(targets())]
    bad = 0
    with get_context("spawn").Pool(1, initializer=_bounded, maxtasksperchild=1) as pool:
        for found in pool.imap(fuzzed, jobs, chunksize=1):
            bad += bool(found["problems"])
            show(found)
            if asked.write:
                keep(found)
    return min(bad, 1)


def fuzzed(job: tuple[str, int, int]) -> dict[str, Any]:
    """Run one decoder, and give the figures."""
    name, executions, seed = job
    target = targets()[name]
    began, before = time.perf_counter(), _memory()
    lines, slowest, problems = Lines(target.modules), 0.0, []
    valid = target.seeds()
    dice = random.Random(f"{seed} {name}")
    mutator = Mutator(dice, list(valid), words(*target.modules))
    is_traced = True
    for number in range(executions):
        data = valid[number] if number < len(valid) else mutator.mutated(target.limit)
        is_traced = lines.reached < lines.all and (number < TRACED or number % ONE_IN == 0)
        started = time.process_time()
        if wrong := _problem(target, data, lines if is_traced else None, mutator.valid):
            problems.append(f"{wrong}: {data.hex()}")
            if len(problems) >= MOST_PROBLEMS:
                break
        slowest = max(slowest, time.process_time() - started)
    return {
        "decoder": name,
        "executions": number + 1,
        "seconds": round(time.perf_counter() - began, 1),
        "lines": lines.by_module(),
        "slowest_ms": round(slowest * 1000, 1),
        "memory_mb": round((_memory() - before) / 1024, 1),
        "problems": problems,
        "missing": lines.missing(),
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
    }


def _problem(target: Target, data: bytes, lines: Lines | None, seeds: list[bytes]) -> str:
    """Run once; what went wrong, or nothing."""
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        if lines is None:
            target.call(data)
        elif lines.traced(target.call, data) and len(seeds) < MOST_SEEDS:
            seeds.append(data)
    except Hang:
        return f"more than {MOST_SECONDS} s"
    except (Exception, MemoryError, RecursionError) as error:  # noqa: BLE001  what a fuzzer is for
        return f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


def _bounded() -> None:
    """End what takes too much of the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGVTALRM, _hang)


def _hang(_: int, __: FrameType | None) -> None:
    raise Hang


def _memory() -> int:
    """Largest memory of this process so far (KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def show(found: dict[str, Any]) -> None:
    share = min(reached / every for reached, every in found["lines"].values())
    few = "  not: " + " ".join(found["missing"][:12]) if share < 1 else ""
    print(
        f"{found['decoder']:<16}{found['executions']:>9} executions{share:>6.0%} of lines"
        f"{found['seconds']:>8.1f} s  slowest {found['slowest_ms']:>6.1f} ms  +{found['memory_mb']:.0f} MB{few}",
        flush=True,
    )
    for problem in found["problems"]:
        print(f"  {problem[:2000]}", flush=True)


def keep(found: dict[str, Any]) -> None:
    """Put the figures of a decoder into the file."""
    old = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    old[found["decoder"]] = {key: value for key, value in found.items() if key not in ("decoder", "missing")}
    RESULTS.write_text(json.dumps(dict(sorted(old.items())), indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
