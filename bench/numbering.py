"""`make bench-numbers`: whose the model numbers are that fit a brand's numbering, where no brand is given.

    python bench/numbering.py [--facts FOLDER] [--corpus FOLDER] [--write]

Asks the program's own index about every number of three lists that name the brand: an inventory of many brands, pairs
of a brand's model with its maker, and, where nmap is installed, the numbers in its product names (bystanders.py). A
number is right where it is of the brand whose numbering it fits or of that brand's maker, by the list; where it is
another brand's, it is right by its maker alone if the list or the table of brands says so. Short numbers are counted by
the letters and digits that the numbering spells, and so are the numberings that spell them: ten numbers that fit one
pattern are one chance to be wrong, not ten. Prints the counts; `--write` keeps them in bench/numbers.json. Skips, with
exit 0, where the files are not there. The pairs were read when the relations were written: they say whether numberings
collide, not how a number never seen would fare.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bystanders import bystanders

from whomade.attribute.brands import BrandIndex, normalise, shares, with_company_names
from whomade.attribute.unbranded import LONG, NumberIndex, spelt_of
from whomade.knowledge import bundle
from whomade.model import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Evidence, Knowledge

HERE = Path(__file__).parent
RESULTS = HERE / "numbers.json"
INVENTORY = "inputs/inventory/cctv_camera_database_v1314_cc0.csv"
SHARED = HERE.parent.parent / "shared"


class Number(NamedTuple):
    """A model number, the brand that a list prints beside it, and the maker that the list names, if any."""

    text: str
    brand: str
    maker: str = ""


def main() -> int:
    """Count, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=Path, default=SHARED / "facts")
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus")
    parser.add_argument("--write", action="store_true", help="keep the counts")
    asked = parser.parse_args()
    lists = {"inventory": asked.corpus / INVENTORY, "pairs": asked.facts / "models.jsonl"}
    if missing := [str(path) for path in lists.values() if not path.exists()]:
        print(f"no {' or '.join(missing)}: nothing to count")
        return 0
    knowledge = bundle.load()
    read = {"inventory": inventory(lists["inventory"]), "pairs": pairs(lists["pairs"])}
    tables = BrandIndex(with_company_names(knowledge))
    read["bystanders"] = {Number(each.text, branded(each.product, tables)) for each in bystanders()}
    found = {name: count(numbers, knowledge) for name, numbers in read.items()}
    found["all"] = count(set().union(*read.values()), knowledge)
    found["inventory and bystanders"] = count(read["inventory"] | read["bystanders"], knowledge)
    kept = {"counted_on": datetime.now(UTC).date().isoformat(), "knowledge": knowledge.digest[:12], "lists": found}
    text = json.dumps(kept, indent=1, sort_keys=True) + "\n"
    print(text, end="")
    if asked.write:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


def inventory(path: Path) -> set[Number]:
    """Distinct numbers of the inventory."""
    with path.open(encoding="utf-8") as file:
        return {Number(row["model"], row["brand"]) for row in csv.DictReader(file) if row["model"]}


def pairs(path: Path) -> set[Number]:
    """Distinct numbers of the pairs, those of the brand and those of the maker; remarks in brackets are none."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    sold = {Number(row["brand_model"], row["brand"].partition(" (")[0], row["maker"]) for row in rows}
    own = {Number(row["maker_model"], row["maker"], row["maker"]) for row in rows}
    return {number for number in sold | own if number.text and not number.text.startswith("(")}


def branded(product: str, tables: BrandIndex) -> str:
    """The brand that a product name begins with, in up to three words; else its first word."""
    words = product.split()
    heads = (" ".join(words[:n]) for n in (3, 2, 1))
    return next((head for head in heads if tables.exact(head)), words[0])


KINDS = ("right", "right_by_maker", "other")


def count(numbers: Iterable[Number], knowledge: Knowledge) -> dict[str, Any]:
    """Numbers, and whose the long and the short ones are that the index answers; short ones by what is spelt too."""
    index, tables = NumberIndex(knowledge), BrandIndex(with_company_names(knowledge))
    counts: dict[str, Counter[str]] = {"long": Counter(), "short": Counter()}
    classes: dict[int, Counter[str]] = defaultdict(Counter)
    numberings: dict[int, set[str]] = defaultdict(set)
    asked = sorted(set(numbers))
    for number in asked:
        answer = index.evidence([Signal("label.model", number.text)])
        if answer is None:
            continue
        size, kind = length(answer, number.text, knowledge), whose(answer, number, tables, knowledge)
        counts[size][kind] += 1
        if size == "short":
            letters, numbering = spelt(answer, number.text, knowledge)
            classes[letters][kind] += 1
            numberings[letters].add(numbering)
    short = {n: {**_kinds(classes[n]), "numberings": len(numberings[n])} for n in sorted(classes)}
    return {"numbers": len(asked), **{name: _kinds(each) for name, each in counts.items()}, "short_by_spelt": short}


def _kinds(counts: Counter[str]) -> dict[str, int]:
    return {kind: counts[kind] for kind in KINDS}


def spelt(answer: Evidence, text: str, knowledge: Knowledge) -> tuple[int, str]:
    """How many letters and digits the brand's own numbering spells of a number, and the pattern that spells most.

    Seven stands for seven and more: what spells so many and is short all the same spells hardly a digit.
    """
    patterns = (relation.model for relation in knowledge.brands[answer.fingerprint.partition(":")[2]].models)
    hits = ((pattern, spelt_of(pattern, text)) for pattern in patterns)
    letters, numbering = max((sum(map(str.isalnum, hit)), pattern) for pattern, hit in hits if hit is not None)
    return min(letters, LONG), numbering


def length(answer: Evidence, text: str, knowledge: Knowledge) -> str:
    """`long` or `short`, told by how much of the relation's own share the index left."""
    said = shares(knowledge.brands[answer.fingerprint.partition(":")[2]], (text,), None, knowledge)
    kept = sum(share for maker, share in answer.shares if maker != "other")
    full = sum(share for maker, share in said.shares if maker != "other") if said else kept
    long, short = knowledge.numbering
    return "long" if abs(kept / full - long) < abs(kept / full - short) else "short"


def whose(answer: Evidence, number: Number, tables: BrandIndex, knowledge: Knowledge) -> str:
    """Whether the number is of the brand that the index found, or of its maker, or of its maker's goods, or neither."""
    found, maker = answer.fingerprint.partition(":")[2], answer.makers[0]
    brand = tables.exact(number.brand)
    if (brand and brand.id == found) or normalise(number.brand) in company(maker, knowledge):
        return "right"
    said = shares(brand, (number.text,), None, knowledge) if brand else None
    makers = {normalise(number.maker)} & company(maker, knowledge)
    return "right_by_maker" if makers or (said and said.makers and said.makers[0] == maker) else "other"


def company(maker: str, knowledge: Knowledge) -> set[str]:
    """Names of a maker in the form in which names are compared."""
    return set(map(normalise, _names(maker, knowledge)))


def _names(maker: str, knowledge: Knowledge) -> Iterator[str]:
    yield maker
    if entity := knowledge.entities.get(maker):
        yield from (entity.name, *entity.aliases, *filter(None, [entity.legal_name]))


if __name__ == "__main__":
    raise SystemExit(main())
