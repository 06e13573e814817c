"""What a line names: brands, model numbers, components; each only where nothing beside it says something else.

In free text a brand is a word among others. It counts where the line is about surveillance gear or holds a number of
that brand's; a hotel, a street, an accessory for it and an `or equivalent` are told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from whomade.attribute import brands
from whomade.attribute.titles import Model, TitleIndex
from whomade.attribute.unbranded import NumberIndex
from whomade.grammar import explain
from whomade.model import Signal
from whomade.screen import subject, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Brand, Knowledge, Offer

MAX_BRAND_WORDS = 5
MAX_NUMBERS = 6
"""Model numbers of one line that are looked at."""

_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_NUMBER = re.compile(r"(?=[\w./()+-]*\d)(?=[\w./()+-]*[^\W\d_])[^\W_][\w./()+-]{3,60}")
_PLACE = re.compile(
    r"hotels?|streets?|st|roads?|rd|avenues?|ave|lanes?|drives?|boulevards?|plaza|towers?|buildings?|district"
    r"|park|hospitals?"
    r"|schools?|universit\w*|village|bridge|stations?|square|estate|campus|airport|harbou?r|museum|theat\w+|restaurant"
    r"|rue|via|calle|rua|avenida|strasse|\w+strasse|str|platz|ulica|ul|plein|straat|улица|ул|宾馆|酒店|路|街|大厦|hall|house"
    r"|court|county|city|province|temple|mall|cafe|inn|resort|cinema|gardens?"
)
_FOR = re.compile(r"\b(?:for|fur|pour|para|per|voor|dla|для|suitable for|to fit|fits|replac\w+)\W*$")
_REPLACED = re.compile(
    r"\b(?:existing|current|old|legacy|bestehend\w*|vorhanden\w*|alte[nrs]?|existant\w*|existente\w*|istniejac\w*"
    r"|existing"
    r"|removal of|remove|dismantl\w*|demontage|ersetzen|decommission\w*|non|not|no|anti|except"
    r"|excluding)\W+(?:\w+\W+)?$"
)
_REPLACED_AFTER = re.compile(
    r"^(?:\W+\w+){0,3}?\W+(?:(?:to|will|shall|must) be (?:replaced|removed|dismantled|decommissioned)|being replaced"
    r"|a (?:remplacer|sustituir|reemplazar|retirar|deposer|substituir)|zu (?:ersetzen|demontieren)|existant\w*"
    r"|existente\w*|vorhanden\w*|bestehend\w*|da sostituire|esistent\w+|do wymiany|te vervangen|под замену)\b"
)
"""Says behind a name that what bears it goes."""
_PERSON = re.compile(r"\b(?:mr|mrs|ms|miss|dr|prof|herr|frau|senor|senora|sra?|mme|mlle|pani?)\.?\W+(?:\w+\W+)?$")
_TAUGHT = re.compile(
    r"\b(?:trainings?|courses?|seminars?|workshops?|webinars?|schulung\w*|lehrgang|kurs\w*|formations?|cursos?"
    r"|formacion|szkoleni\w+|обучение|corso)\W+(?:\w+\W+){0,2}$"
)
_AFTER = re.compile(
    r"^\W*(?:compatib\w*|kompatib\w*|-?like|style|type|clone|protocol|integration|vms|licen[cs]\w*|plug-?in"
    r"|mount only)\b"
)
_BEFORE = (
    (_PERSON, "the name of a person"),
    (_TAUGHT, "named as what is taught"),
    (_REPLACED, "named as not meant, or as what is there already"),
)
"""Words in front of a name that take it away from the goods, with why."""


PAPER = "inventory"
"""Kind of observation under which a line that plainly offers a thing says its number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says. `signals` are fit for `assess`; `mentions` are brands that are named and not used, with why.

    `about` is what the line is about; `by_context` tells that only the table around it says so. `is_open` says that
    an equivalent may be delivered.
    """

    about: words.About
    signals: tuple[Signal, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, tuple[Signal, ...]], ...] = ()
    is_open: bool = False
    by_context: bool = False
    in_scope: bool = False
    notes: tuple[str, ...] = field(default=())


class _Named(NamedTuple):
    brand: Brand
    at: int
    end: int
    numbered: bool = False


class Reader:
    """Reads lines with the tables of one knowledge base. `catalogue` are further models that are known by name."""

    def __init__(self, knowledge: Knowledge, catalogue: tuple[Model, ...] = ()) -> None:
        self._knowledge = knowledge
        self._index = brands.BrandIndex(brands.with_company_names(knowledge))
        self._numbers = NumberIndex(knowledge)
        self._titles = TitleIndex([*catalogue, *_cards(knowledge)])
        self._words = _brand_words(knowledge)
        self._listed = frozenset(e.id for e in knowledge.entities.values() if e.listed)
        self._components: dict[str, list[str]] = {
            f.field: [] for f in knowledge.fingerprints if f.field in ("soc", "module")
        }
        for fingerprint in knowledge.fingerprints:
            if fingerprint.field in self._components:
                self._components[fingerprint.field].append(fingerprint.pattern)
        # One search over all patterns together tells most words apart; only what it finds is looked at one by one.
        self._some_number = _any_of(r.model for b in knowledge.brands.values() for r in b.models)
        self._some_chip = _any_of(pattern for patterns in self._components.values() for pattern in patterns)
        self.is_number = lru_cache(maxsize=65536)(self._is_number)

    def read(self, offer: Offer) -> Reading:
        """Read one line."""
        fields = offer.fields
        about, by_context = subject.about(offer)
        named, mentions = self._brands(offer, about)
        numbers = self._models(offer, named)
        signals = [Signal("label.brand", name) for name in named]
        kind = PAPER if subject.offers(offer, named, numbers) else ""
        signals += [Signal("label.model", number, kind=kind) for number in numbers]
        signals += [
            Signal(f"label.{name}" if name == "fcc_id" else name, fields[name])
            for name in ("fcc_id", "serial")
            if fields.get(name)
        ]
        parts = tuple(self._parts(offer))
        return Reading(
            about,
            tuple(signals),
            tuple(mentions),
            parts,
            is_open=words.EQUIVALENT.search(words.plain(fields.get("title", ""))) is not None,
            by_context=by_context,
            in_scope=self._in_scope(about, named, numbers, offer),
            notes=subject.notes(offer, about),
        )

    def _in_scope(self, about: words.About, named: list[str], numbers: list[str], offer: Offer) -> bool:
        """Whether a line is about surveillance gear, or names a listed company's goods."""
        if about.product and about.product != "telecom":
            return True
        if any(self.is_number(number) for number in numbers):
            return True
        listed = any(self._is_listed(name) for name in named)
        return listed and (about.product == "telecom" or bool(offer.fields.get("brand")) or bool(numbers))

    def _is_listed(self, name: str) -> bool:
        brand = self._index.exact(name)
        makers = {row.maker for row in brand.rows if not row.trial} if brand else set()
        return bool(makers & self._listed)

    def _brands(self, offer: Offer, about: words.About) -> tuple[list[str], list[tuple[str, str]]]:
        """Brand words that stand for the goods, and brands that are mentioned for another reason."""
        cell = offer.fields.get("brand", "")
        found: dict[str, None] = {cell: None} if cell and not brands.is_of_another(cell) else {}
        mentions: list[tuple[str, str]] = [(cell, "named to say that it is not meant")] if cell and not found else []
        for text in filter(None, (offer.fields.get("model", ""), offer.fields.get("title", ""))):
            for hit in self._standing(text):
                why = self._aside(text, hit, about)
                if why:
                    mentions.append((hit.brand.name, why))
                elif not cell or self._is_other(cell, hit.brand):
                    found.setdefault(hit.brand.name)
        return list(found), mentions

    def _is_other(self, cell: str, brand: Brand) -> bool:
        """Whether a brand in the text is another than the one in its column: a line of two brands, or a wrong one."""
        known, _ = self._index.printed(cell)
        return known is not None and known.id != brand.id and not self._shares_maker(known, brand)

    def _shares_maker(self, one: Brand, other: Brand) -> bool:
        return bool({row.maker for row in one.rows} & {row.maker for row in other.rows})

    def _standing(self, text: str) -> Iterator[_Named]:
        """Brands whose words stand in a text, the longest name first at each place."""
        tokens = [(hit[0], hit.start(), hit.end()) for hit in _WORD.finditer(text[: words.MAX_CHARS])]
        at = 0
        while at < len(tokens):
            if (leading := self._leading(text, tokens[at : at + MAX_BRAND_WORDS + 1])) is not None:
                yield leading[0]
                at += leading[1]
                continue
            for size, brand in self._words.get(brands.normalise(tokens[at][0]).split(" ")[0], ()):
                last = min(at + size, len(tokens)) - 1
                if brands.normalise(text[tokens[at][1] : tokens[last][2]]) in _names_of((brand.name, *brand.words)):
                    yield _Named(brand, tokens[at][1], tokens[last][2])
                    at = last
                    break
            at += 1

    def _leading(self, text: str, tokens: list[tuple[str, int, int]]) -> tuple[_Named, int] | None:
        """A brand's name in front of a model number, as lists write it, also where the name is an ordinary word."""
        if not text[tokens[0][1]].isupper() and tokens[0][1]:
            return None
        for size in range(min(MAX_BRAND_WORDS, len(tokens) - 1), 0, -1):
            end = tokens[size - 1][2]
            brand = self._index.exact(text[tokens[0][1] : end])
            if brand is not None and _NUMBER.match(text, tokens[size][1]) and _is_model(tokens[size][0]):
                return _Named(brand, tokens[0][1], end, numbered=True), size
        return None

    def _aside(self, text: str, hit: _Named, about: words.About) -> str:
        """Why a brand in a text does not stand for the goods; empty where it does."""
        before, after = words.plain(text[max(0, hit.at - 40) : hit.at]), words.plain(text[hit.end : hit.end + 40])
        nearby = [*re.findall(r"\w+", before)[-1:], *re.findall(r"\w+", after)[:2]]
        if any(_PLACE.fullmatch(word) for word in nearby):
            return "the name of a place"
        if why := _taken_back(before, after):
            return why
        if _FOR.search(before) or _AFTER.search(after) or brands.is_of_another(before[-24:] + " " + after[:24]):
            return "named as what the goods go with"
        if hit.numbered and self._is_listed(hit.brand.name):
            return ""
        speaks = about.product or any(self.is_number(number) for number in _NUMBER.findall(text))
        if not speaks or (about.product == "telecom" and not self._is_listed(hit.brand.name)):
            return "nothing beside it says that the goods are surveillance gear"
        return ""

    def _models(self, offer: Offer, named: list[str]) -> list[str]:
        """Model numbers: the cell as it is; in a text those that a brand or a maker's numbering claims."""
        cell, title = offer.fields.get("model", ""), offer.fields.get("title", "")
        found: dict[str, None] = {}
        if cell and len(cell.split()) <= 3:
            found[cell] = None
        for text in filter(None, (cell if not found else "", title)):
            if brands.is_of_another(words.plain(text)) and not named:
                continue
            match = self._titles.find(text)
            if match is not None and (not named or match.found.brand in {self._id(name) for name in named}):
                found.setdefault(match.found.model)
            for number in _NUMBER.findall(text):
                number = number.rstrip("./(+-,;)" if "(" not in number else "./(+-,;")  # noqa: PLW2901
                if self.is_number(number) or (named and not found and _is_model(number)):
                    found.setdefault(number)
        return list(found)[:MAX_NUMBERS]

    def _id(self, name: str) -> str:
        brand = self._index.exact(name)
        return brand.id if brand else ""

    def _is_number(self, text: str) -> bool:
        """Whether a maker's grammar alone explains a text, or the base knows whose numbering it is."""
        if len(text) < 6:
            return False
        explained = explain(text, "model")
        if explained:
            return len(explained) == 1 and not explained[0].ambiguous
        if not brands.re_search(self._some_number, text):
            return False
        return self._numbers.evidence([Signal("label.model", text)]) is not None

    def _parts(self, offer: Offer) -> Iterator[tuple[str, tuple[Signal, ...]]]:
        """Components: those the input lists, and chips named in the text by their maker's numbering."""
        for part in offer.parts:
            signals = [Signal("label.brand", part.maker)] if part.maker else []
            signals += list(self._chips(part.name))
            yield part.name, tuple(signals)
        for signal in self._chips(offer.fields.get("title", "")):
            yield signal.value, (signal,)

    def _chips(self, text: str) -> Iterator[Signal]:
        for token in dict.fromkeys(re.findall(r"[^\W_][\w-]{4,30}", text)):
            if not any(map(str.isdigit, token)) or not brands.re_search(self._some_chip, token):
                continue
            for name, patterns in self._components.items():
                if any(brands.re_search(pattern, token) for pattern in patterns):
                    yield Signal(name, token)


def _taken_back(before: str, after: str) -> str:
    if _REPLACED_AFTER.search(after):
        return "named as what is there already"
    return next((why for pattern, why in _BEFORE if pattern.search(before)), "")


def _is_model(text: str) -> bool:
    """Whether a word is written like a model number and not like a measure."""
    if re.fullmatch(
        r"(?i)\d+(?:[.,]\d+)?[-x/]?\d*(?:mm|cm|m|mp|mpx|gb|tb|ch|k|v|vdc|w|fps|hz|ghz|kg|g|pcs|st|stk|x|nd|rd|th"
        r"|st|channel|port|way)+"
        r"|h\.?26[45]\+?|ip6[5-8]|ik10|802\.\w+|(?:ip|ik)\d\d|\d+x\w+|\d/\d.*|[ivx]+|poe\+*|rj45|cat\d\w?|4k"
        r"|1080p|720p|2160p|4g|5g",
        text,
    ):
        return False
    # Four small letters in a row are a word: `section-889`, `option-2`.
    return re.search("[a-z]{4}", text) is None and (sum(map(str.isdigit, text)) >= 2 or len(text) >= 5)


def _cards(knowledge: Knowledge) -> Iterator[Model]:
    """Models of the device cards that are numbers."""
    for card in knowledge.cards:
        if any(map(str.isdigit, card.model)) and " " not in card.model:
            yield Model(card.brand, card.model)


def _any_of(patterns: Iterable[str]) -> str:
    """One pattern that fits where any of some does; none fits nothing."""
    return "|".join(f"(?:{pattern})" for pattern in patterns) or r"[^\s\S]"


@lru_cache(maxsize=4096)
def _names_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(brands.normalise(name) for name in names)


def _brand_words(knowledge: Knowledge) -> dict[str, list[tuple[int, Brand]]]:
    """First word of each brand's words for running text → their number of words and the brand, longest first.

    Only `words` are used there, and the names of listed companies: a name that is an ordinary word (`Spectra`,
    `Access`) is none.
    """
    found: dict[str, list[tuple[int, Brand]]] = {}
    for brand in knowledge.brands.values():
        listed = any(knowledge.entities[row.maker].listed for row in brand.rows if row.relation == "own-brand")
        for word in dict.fromkeys((*brand.words, *([brand.name] if listed else []))):
            tokens = brands.normalise(word).split()
            found.setdefault(tokens[0], []).append((len(tokens), brand))
    return {first: sorted(entries, key=lambda e: (-e[0], e[1].id)) for first, entries in found.items()}
