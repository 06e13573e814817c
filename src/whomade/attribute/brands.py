"""Brand words to a distribution over makers, through the sourced brand table and through nothing else.

A word on a box is a claim by whoever printed it. What it is worth stands in the table's rows; a brand nobody wrote
about speaks for its own company only.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from whomade.model import Brand, BrandRow, Citation, Evidence, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Knowledge

_APART = re.compile(r"[\W_]+")
_CACHE_SIZE = 4096
MODEL_RELATION = "model-relation"
"""Technique of evidence in which the model fits a numbering of the brand."""
MAX_NAME_WORDS = 6
"""Words of the longest name that is looked for."""
MAX_WORDS_VALUE = 4096
"""Characters of a value that are searched for brand words."""


def normalise(name: str) -> str:
    """Letters and digits in lower case, everything else one blank: the form in which names are compared.

    >>> normalise("Nelly's Security")
    'nelly s security'
    """
    return _APART.sub(" ", name.casefold()).strip()


GENERIC = frozenset(
    {"camera", "cameras", "cam", "ip", "network", "digital", "video", "security", "surveillance", "cctv", "nvr", "dvr"}
    | {"technology", "technologies", "tech", "systems", "co", "company", "ltd", "limited", "inc", "corp", "corporation"}
    | {"gmbh", "ag", "ab", "bv", "llc", "usa", "europe", "international", "group", "products"}
)
"""Words after a brand name that leave it the same brand: legal forms, kinds of device, regions."""
_OF_ANOTHER = re.compile(
    r"(?i)\b(?:for|f(?:ü|ue)r|pour|para|fits?|replac\w*|unlike|statt|was|free of|frei von|sans)\b"
    r"|\b(?:spares?|mount|bracket|psu|hdd|ssd|ersatz|alternativ\w*|better than|замена|для|made by|owned by)\b"
    r"|compatib|kompatib|integrat|plug-?in|works with|replacement|third.party|proxy|viewer|honeypot|exporter|simulat"
    r"|emulat|collector|client|gateway|\blike\b|-like|\btest|portal|manual|download|upload|controller|removed"
    r"|\b(?:not|no|non|nicht|kein\w*|ohne|sin|instead|ex|never|anything but|everything but)\b"
    r"|\b(?:fakes?|clones?|cop(?:y|ies) of|imitations?|counterfeits?|look-?alikes?)\b"
)
"""A text that names a brand to say that something goes with it, or is not of it, names no maker."""
_APART_IN_TEXT = re.compile(r"[=,;|\"'+]|\bwelcome to(?: the)?\b|\b220[ -]|\s-\s", re.IGNORECASE)
"""What parts a text: the names in a certificate, a greeting, a title of several parts."""


def is_of_another(text: str) -> bool:
    """Whether a text says that something goes with a brand, or is not of it.

    >>> is_of_another("works with"), is_of_another("outdoor")
    (True, False)
    """
    return _OF_ANOTHER.search(text) is not None


class Trust(IntEnum):
    """How far a word is taken for the brand: in full, in full with a doubt, or by half with a doubt."""

    HALF = 0
    DOUBTED = 1
    FULL = 2


class BrandIndex:
    """Brands by name, by the words a device may show, and by registrant."""

    def __init__(self, brands: Iterable[Brand]) -> None:
        self._names: dict[str, Brand] = {}
        self._words: dict[str, list[tuple[tuple[str, ...], Brand]]] = {}
        self._registrants: dict[str, Brand] = {}
        self._full: dict[str, set[str]] = {}
        for brand in brands:
            self._full[brand.id] = {normalise(name) for name in (brand.name, *brand.aliases, *brand.words)}
            for name in (brand.name, *brand.aliases):
                self._names.setdefault(normalise(name), brand)
            for word in brand.words:
                tokens = tuple(normalise(word).split())
                self._words.setdefault(tokens[0], []).append((tokens, brand))
            for name in brand.registrants:
                self._registrants[normalise(name)] = brand
        self._long_names = [name for name in self._names if len(name) > 5]
        self._nearest: dict[str, Brand | None] = {}

    def printed(self, text: str) -> tuple[Brand | None, Trust]:
        """Brand whose name a printed text is, and how far that goes.

        Generic words behind the name leave it the same (`Annke NVR`, `Acme Security Ltd.`), and a number behind it is
        taken for a model, with a doubt. A text that begins with a name and goes on otherwise, that asks, that only
        holds a name, or that is one letter away from one is worth half: other companies have such names.
        """
        tokens = normalise(text).split()
        if not text.rstrip().endswith("?"):
            for found, rest in self._begins(tokens):
                if GENERIC.issuperset(rest):
                    return found, Trust.FULL
                if not is_of_another(text) and any(map(_has_digit, rest)):
                    return found, Trust.DOUBTED
        return self._loosely(text, tokens), Trust.HALF

    def _begins(self, tokens: list[str]) -> Iterator[tuple[Brand, list[str]]]:
        """Brands with whose name the words begin, the longest name first, and the words behind it."""
        for end in range(min(len(tokens), MAX_NAME_WORDS), 0, -1):
            found = self._names.get(" ".join(tokens[:end]))
            if found is not None:
                yield found, tokens[end:]

    def _loosely(self, text: str, tokens: list[str]) -> Brand | None:
        if is_of_another(text):
            return None
        begun = next((found for found, _ in self._begins(tokens)), None)
        held = self.inside(text)
        return begun or (held[0][0] if held else self._near(" ".join(tokens)))

    def _near(self, name: str) -> Brand | None:
        """Brand whose name of six letters or more differs by about one letter, the first one apart."""
        if name not in self._nearest:
            alike = [n for n in self._long_names if n[:1] == name[:1] and abs(len(n) - len(name)) < 3]
            close = difflib.get_close_matches(name, alike, n=1, cutoff=0.9) if len(name) > 5 else []
            if len(self._nearest) >= _CACHE_SIZE:
                self._nearest.clear()
            self._nearest[name] = self._names[close[0]] if close else None
        return self._nearest[name]

    def exact(self, text: str) -> Brand | None:
        """Brand whose name the whole text is."""
        return self._names.get(normalise(text))

    def inside(self, text: str) -> list[tuple[Brand, bool]]:
        """Brands whose words stand in the text as whole words, and whether a part of the text says no more than that.

        A word among others may be about something else; a text that says what goes with a brand says nothing.
        """
        text = text[:MAX_WORDS_VALUE]
        if is_of_another(text):
            return []
        found: dict[str, tuple[Brand, bool]] = {}
        for part in _APART_IN_TEXT.split(text):
            tokens = normalise(part).split()
            for i, token in enumerate(tokens):
                for words, brand in self._words.get(token, ()):
                    if tuple(tokens[i : i + len(words)]) == words:
                        alone = self._is_name(brand, tokens)
                        found[brand.id] = (brand, alone or found.get(brand.id, (brand, False))[1])
        return list(found.values())

    def _is_name(self, brand: Brand, tokens: list[str]) -> bool:
        """Whether words are one of a brand's names, with nothing but generic words around it."""
        names = self._full[brand.id]
        return any(
            " ".join(tokens[i:j]) in names and GENERIC.issuperset(tokens[:i] + tokens[j:])
            for i in range(len(tokens))
            for j in range(i + 1, min(i + MAX_NAME_WORDS, len(tokens)) + 1)
        )

    def whole(self, text: str, brand: Brand) -> bool:
        """Whether a text as a whole says no more than the brand and generic words."""
        return self._is_name(brand, normalise(text[:MAX_WORDS_VALUE]).split())

    def registrant(self, name: str) -> Brand | None:
        """Brand that a registrant's name stands for."""
        return self._registrants.get(normalise(name))


def _has_digit(token: str) -> bool:
    return any(map(str.isdigit, token))


def with_company_names(knowledge: Knowledge) -> Iterator[Brand]:
    """Brands of the base; those a known company owns can be printed under its names too."""
    for brand in knowledge.brands.values():
        company = knowledge.entities.get(owner(brand, knowledge) or "")
        if company is None or normalise(company.name) not in {normalise(n) for n in (brand.name, *brand.aliases)}:
            yield brand
        else:
            names = (company.legal_name, *(r.name for r in company.registrants if r.kind == "maker"))
            yield replace(brand, aliases=(*brand.aliases, *(name for name in names if name)))


def owner(brand: Brand, knowledge: Knowledge, made: tuple[str, str] | None = None) -> str | None:
    """Entity that owned the brand when the device was made, where the table says so, else None."""
    for row in brand.rows:
        if row.relation in knowledge.owning_relations and overlap(row, made) > 0:
            return row.maker
    return None


def is_sold(brand: Brand, owning: tuple[str, ...]) -> bool:
    """Whether a company owned the brand once and does no longer."""
    return any(row.end and row.relation in owning for row in brand.rows)


def shares(
    brand: Brand, models: tuple[str, ...], made: tuple[str, str] | None, knowledge: Knowledge
) -> Evidence | None:
    """Evidence of a brand word: the distribution its rows give, for the model and period at hand.

    Args:
        brand: the brand shown.
        models: models printed or shown; a row speaks when one of them fits.
        made: interval of the production date (ISO), None if unknown.
        knowledge: for the table's numbers.

    Returns:
        Evidence with `shares` over makers, `self` and `other`, or None when no row speaks.
    """
    fitting = [(r, _covered(brand, r.maker, made)) for r in brand.models if _fits(r.model, models)]
    related = [r for r, covered in fitting if covered > 0]
    if related:
        best = {r.maker: 0.0 for r in related}
        for r, covered in fitting:
            if covered > 0:
                best[r.maker] = max(best[r.maker], knowledge.confidences[r.confidence][1] * covered)
        best = _bounded(best, knowledge)
        trial = all(r.trial for r in related)
        return _evidence(
            brand, best, [c for r in related for c in r.sources], trial=trial, owned=None, technique=MODEL_RELATION
        )
    rows = _speaking(brand.rows, models, made)
    if not rows:
        return None
    best = _row_shares(rows, made, knowledge)
    if not best:
        return None
    owned = next((r.maker for r in rows if r.relation in knowledge.owning_relations), None)
    sources = [c for r in rows for c in r.sources]
    return _evidence(brand, best, sources, trial=all(r.trial for r in rows), owned=owned, technique="brand-table")


def _fits(pattern: str, models: tuple[str, ...]) -> bool:
    return any(re_search(pattern, model) for model in models)


def _speaking(rows: tuple[BrandRow, ...], models: tuple[str, ...], made: tuple[str, str] | None) -> list[BrandRow]:
    """Rows that speak: those whose model pattern fits, else those for the whole brand; `former` only inside its
    period.
    """
    fitting = [r for r in rows if r.models and _fits(r.models, models)]
    general = fitting or [r for r in rows if not r.models]
    return [r for r in general if (r.relation != "former" or _dated(r, made)) and overlap(r, made) > 0]


def _covered(brand: Brand, maker: str, made: tuple[str, str] | None) -> float:
    """Share of the production interval in which the brand's rows let this maker make its goods; 1 without such rows."""
    return max((overlap(row, made) for row in brand.rows if row.maker == maker), default=1.0)


def _dated(row: BrandRow, made: tuple[str, str] | None) -> bool:
    """Whether both the row's period and the production date are known."""
    return made is not None and bool(row.start or row.end)


def overlap(row: BrandRow, made: tuple[str, str] | None) -> float:
    """Share of the production interval that a row's period covers: 1 when the date or the period is unknown.

    >>> row = BrandRow("m", "own-brand", "sure", (), start="2015", end="2018-12-31")
    >>> overlap(row, ("2016-05-01", "2016-05-01")), overlap(row, ("2020-01-01", "2020-01-01")), overlap(row, None)
    (1.0, 0.0, 1.0)
    """
    if made is None or not (row.start or row.end):
        return 1.0
    start, end = day(row.start or "0001"), day(row.end or "9999", last=True)
    low, high = day(made[0]), day(made[1], last=True)
    covered = min(end, high) - max(start, low) + 1
    return max(0.0, min(1.0, covered / (high - low + 1)))


def day(text: str, *, last: bool = False) -> int:
    """Days since a fixed point for `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the last day of what is meant if asked.

    Months count 31 days: only order and rough shares matter here.
    """
    parts = [int(part) for part in text.split("-")[:3]]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    date = parts[2] if len(parts) > 2 else (31 if last else 1)
    return (year * 12 + month - 1) * 31 + date


def _row_shares(rows: list[BrandRow], made: tuple[str, str] | None, knowledge: Knowledge) -> dict[str, float]:
    """Share per maker: relation times confidence times overlap; copies of one statement never add up."""
    some = {r.maker for r in rows if r.relation == "oem-some-lines"}
    best: dict[str, float] = {}
    for row in rows:
        share = knowledge.relations[row.relation] * knowledge.confidences[row.confidence][0]
        if row.relation == "oem-some-lines":
            share /= len(some)
        if row.copied:
            share = min(share, knowledge.copied_share)
        best[row.maker] = max(best.get(row.maker, 0.0), share * overlap(row, made))
    return _bounded(best, knowledge)


def _bounded(best: dict[str, float], knowledge: Knowledge) -> dict[str, float]:
    """Shares of makers that exclude each other: scaled down together where they exceed what one own brand is worth."""
    total, most = sum(best.values()), max(best.values(), default=0.0)
    ceiling = max(most, knowledge.relations["own-brand"])
    return {m: s * ceiling / total for m, s in best.items()} if total > ceiling else best


def _evidence(
    brand: Brand, best: dict[str, float], sources: list[Citation], *, trial: bool, owned: str | None, technique: str
) -> Evidence:
    """The distribution as evidence; what the makers leave goes half to `self`, half to `other`.

    Where the brand belongs to a known maker, `self` is that maker and gets nothing of its own.
    """
    left = 1.0 - sum(best.values())
    own = 0.0 if owned else left / 2
    full = (*sorted(best.items()), ("self", own), ("other", left - own))
    makers = tuple(sorted(best, key=lambda maker: (-best[maker], maker)))
    return Evidence(
        fingerprint=f"brand:{brand.id}",
        role="manufacturer",
        makers=makers,
        signal=Signal("label.brand", brand.name),
        log10_lr=0.0,
        carrier="label",
        technique=technique,
        sources=tuple(dict.fromkeys(sources)),
        trial=trial,
        shares=full,
        note=_note(brand),
    )


def _note(brand: Brand) -> str:
    """Contested points, and beside them the company's own words."""
    reply = f"the company's own words: {brand.reply}" if brand.reply else ""
    return "; ".join(text for text in (brand.note, reply) if text)


def re_search(pattern: str, value: str) -> bool:
    """Whether an RE2 pattern is found in a value."""
    return compiled(pattern).search(value) is not None


@cache
def compiled(pattern: str) -> Any:
    """RE2 form of a pattern of the knowledge base, compiled once: looking it up in re2's own cache takes longer than
    searching. There are as many as the base has statements about models.
    """
    import re2

    return re2.compile(pattern)
