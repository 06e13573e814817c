"""The 50 per cent rule over ten million holdings as arrays: how long loading and a closure of a hundred owners take.

Run: `python bench/large.py`. Needs the extra `frames`. The graph is made up, with a seed: no register is read.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from whomade.pipeline.large import LargeGraph

COMPANIES, HOLDINGS, OWNERS, ROUNDS = 5_000_000, 10_000_000, 100, 20


def main() -> None:
    """Build, save, load, ask."""
    chance = np.random.default_rng(50)
    shares = chance.choice([0.05, 0.1, 0.2, 0.3, 0.51, 1.0], HOLDINGS)
    owners, assets = (chance.integers(0, COMPANIES, HOLDINGS) for _ in range(2))
    built = LargeGraph.of(owners, assets, shares, COMPANIES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.npz"
        built.save(path)
        began = time.perf_counter()
        graph = LargeGraph.load(path)
        loaded = time.perf_counter() - began
    took, sizes = [], []
    for _ in range(ROUNDS):
        named = [int(owner) for owner in chance.integers(0, COMPANIES, OWNERS)]
        began = time.perf_counter()
        sizes.append(len(graph.closure(named)))
        took.append(time.perf_counter() - began)
    first, *later = took
    middle = sorted(later)[ROUNDS // 2]
    sys.stdout.write(
        f"{HOLDINGS:,} holdings of {COMPANIES:,} companies: loaded in {loaded:.2f} s; closure of {OWNERS} owners "
        f"{1000 * middle:.1f} ms in the middle, {1000 * max(later):.1f} ms at most, "
        f"the first one {1000 * first:.1f} ms, "
        f"{sorted(sizes)[ROUNDS // 2]:,} companies caught in the middle\n"
    )


if __name__ == "__main__":
    main()
