"""Fuzzes one decoder guided by coverage; needs `atheris`, which is no dependency (make fuzz-guided DECODER=dns).

    python fuzz/guided.py DECODER [libFuzzer options, such as -runs=100000 -max_total_time=60]

Targets, seeds and mutations are those of run.py; half of the mutations are libFuzzer's own. What is found stands in a
file in the folder of the call, and `python fuzz/guided.py DECODER FILE` runs it again.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["whomade"]):
    from inputs import Mutator, words
    from targets import targets

USAGE = 2


def main() -> int:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in targets():
        print(f"decoders: {' '.join(targets())}", file=sys.stderr)
        return USAGE
    target = targets()[name]
    known = words(*target.modules)

    def mutate(data: bytes, limit: int, seed: int) -> bytes:
        if seed % 2:
            return bytes(atheris.Mutate(data, limit))
        return Mutator(random.Random(seed), [data], known).changed(data, limit)

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(target.seeds()):
            (Path(folder) / f"{number:04}").write_bytes(seed)
        given = sys.argv[2:]
        is_again = any(Path(word).is_file() for word in given)
        limits = [f"-max_len={target.limit}", "-timeout=5", "-rss_limit_mb=2048"]
        call = [sys.argv[0], *limits, *given, *([] if is_again else [folder])]
        atheris.Setup(call, target.call, custom_mutator=mutate)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
