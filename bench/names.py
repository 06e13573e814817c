"""Names to companies: our table and slips against a well-kept matcher on the same names and the same cases.

Run: `python bench/names.py [--write]`. The cases are `tests/ownership/names.csv`; the matcher is rapidfuzz, which is no
dependency of the project (`pip install rapidfuzz`), on every name of the base, at its best and at a usual threshold.
"""

from __future__ import annotations

import csv
import importlib.metadata
import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whomade.knowledge import bundle
from whomade.ownership.answer import Owners
from whomade.ownership.names import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "ownership" / "names.csv"
RESULT = Path(__file__).with_name("names.json")
USUAL = 90.0
WANTED_PRECISION = 0.99

Answer = tuple[str | None, float]


def main() -> int:
    cases = [(row["query"], row["entity"] or None, row["kind"]) for row in read(CASES)]
    knowledge = bundle.load()
    owners = Owners(knowledge.entities)
    result: dict[str, Any] = {
        "counted_on": datetime.now(tz=UTC).date().isoformat(),
        "knowledge": knowledge.digest[:12],
        "cases": len(cases),
        "cases_by_kind": dict(sorted(Counter(kind for *_, kind in cases).items())),
        "ours": figures(cases, timed(cases, lambda query: (owners.match(query).entity, 100.0)), 0.0),
    }
    names = [(name, entity.id) for entity in knowledge.entities.values() for name in names_of(entity)]
    result["rapidfuzz"] = against_rapidfuzz(cases, names)
    text = json.dumps(result, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    sys.stdout.write(text)
    if "--write" in sys.argv:
        RESULT.write_text(text, encoding="utf-8")
    return 0


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def timed(cases: Iterable[tuple[str, str | None, str]], ask: Callable[[str], Answer]) -> tuple[list[Answer], float]:
    """Answers, and milliseconds a name."""
    began = time.perf_counter()
    found = [ask(query) for query, *_ in cases]
    return found, 1000 * (time.perf_counter() - began) / max(1, len(found))


def figures(
    cases: list[tuple[str, str | None, str]], told: tuple[list[Answer], float], threshold: float
) -> dict[str, float]:
    """Precision, recall and time; a name is answered where the score reaches the threshold."""
    answers, took = told
    given = [entity if score >= threshold else None for entity, score in answers]
    right = sum(g is not None and g == want for g, (_, want, _) in zip(given, cases, strict=True))
    said = sum(g is not None for g in given)
    asked = sum(want is not None for _, want, _ in cases)
    return {
        "precision": round(right / said, 4) if said else 1.0,
        "recall": round(right / asked, 4),
        "milliseconds_a_name": round(took, 3),
        **({"threshold": threshold} if threshold else {}),
    }


def against_rapidfuzz(cases: list[tuple[str, str | None, str]], names: list[tuple[str, str]]) -> dict[str, Any]:
    try:
        from rapidfuzz import fuzz, process, utils
    except ImportError:
        return {"not_run": "rapidfuzz is not installed"}
    choices = [utils.default_process(name) for name, _ in names]
    found: dict[str, Any] = {"version": importlib.metadata.version("rapidfuzz")}
    for scorer in (fuzz.WRatio, fuzz.token_sort_ratio, fuzz.ratio):

        def ask(query: str, scorer: Any = scorer) -> Answer:
            best = process.extractOne(utils.default_process(query), choices, scorer=scorer)
            return (names[best[2]][1], best[1]) if best else (None, 0.0)

        told = timed(cases, ask)
        tried = [figures(cases, told, float(threshold)) for threshold in range(50, 101)]
        precise = [f for f in tried if f["precision"] >= WANTED_PRECISION]
        found[scorer.__name__] = {
            "at_the_usual_threshold": figures(cases, told, USUAL),
            f"best_recall_at_precision_{WANTED_PRECISION}": max(precise, key=lambda f: f["recall"])
            if precise
            else None,
        }
    return found


if __name__ == "__main__":
    sys.exit(main())
