"""A name as somebody wrote it to the company that bears it: the table of names first, then what nearly fits.

A wrong match accuses a stranger, so what is near is only taken where nothing else in the name speaks against it: one
word too many (`Dahua Hotel`), another legal form behind a bare word (`Uniview Ltd`) or a name known to be somebody
else's is no match, but a candidate.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, Protocol

from whomade.ownership.hanzi import simplified
from whomade.ownership.slips import is_misspelt, slipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

EXACT, SAME_CORE, PART, NEAR = 1.0, 0.98, 0.95, 0.9
"""Scores: a name of the table; the same but for legal form and place; a part of the legal name; one letter wrong."""
CANDIDATES = 3
LEAST_CANDIDATE = 0.6
COINED_FROM = 8
"""Letters from which a word is taken to be coined by one company."""
MOST_LETTERS = 400
"""Characters of a name that are looked at; no company is called so."""
_APART = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[a-z]")
_STATUTE = re.compile(
    r"[\s,(\[]+(and|or|including)\s+(its|any|their|all)\s+(of\s+its\s+)?"
    r"(subsidiar(y|ies)|affiliates?)\b[\w\s,)\]]*$",
    re.IGNORECASE,
)
"""What a statute adds to a name: `(or any subsidiary or affiliate of such entities)`."""
_HAN_FORM = re.compile(r"(股份有限公司|有限责任公司|有限公司|公司)$")
_HAN_PLACE = re.compile(r"^(中国)?(浙江省?|杭州市?|北京市?|天津市?|上海市?|深圳市?|成都市?|宁波市?|苏州市?)")
FORMS = {
    "company": "co", "co": "co", "coltd": "co",
    "limited": "ltd", "ltd": "ltd", "plc": "ltd", "private": "ltd", "pvt": "ltd", "pte": "ltd",
    "incorporated": "inc", "inc": "inc", "corporation": "inc", "corp": "inc", "llc": "inc",
    "bv": "bv", "nv": "bv", "gmbh": "gmbh", "ag": "gmbh", "sa": "sa", "sl": "sa", "srl": "sa", "spa": "sa",
}  # fmt: skip
"""Legal forms and their families. `Co., Ltd.` is what companies of the People's Republic print in English."""
PLACES = frozenset(
    {"hangzhou", "zhejiang", "beijing", "tianjin", "shanghai", "shenzhen", "chengdu", "ningbo", "china", "prc"}
)
SAME_WORD = {"technologies": "technology", "tech": "technology", "systems": "system", "networks": "network",
             "communications": "communication", "comms": "communication", "telecom": "telecommunication",
             "investments": "investment", "holdings": "holding", "dig": "digital", "intl": "international"}  # fmt: skip
FILLERS = frozenset({"and", "of", "the", "for"})
GENERIC = frozenset(
    {"technology", "digital", "network", "electronics", "electronic", "group", "china", "mobile", "communication"}
    | {"investment", "holding", "system", "software", "sensing", "storage", "auto", "motion", "picture", "central"}
    | {"international", "institute", "research", "enterprise", "management", "partnership", "state", "information"}
    | {"video", "wisdom", "limited", "usa", "us", "uk", "canada", "europe", "india", "equipment", "telecommunication"}
    | {"vision", "camera", "security"}
)
"""Words that many companies bear; a name needs another one."""


TRADE = GENERIC - {"china", "usa", "us", "uk", "canada", "europe", "india", "international", "state"}
"""Words of trade: a country in a name is that of a subsidiary."""


class Named(Protocol):
    """What the table of names is made from: an entity, or the form of its file."""

    @property
    def id(self) -> str:
        """Id."""

    @property
    def name(self) -> str:
        """Short name."""

    @property
    def legal_name(self) -> str | None:
        """Registered name."""

    @property
    def aliases(self) -> Sequence[str]:
        """Other names."""


class Candidate(NamedTuple):
    """A company that may be meant, the name that came closest, and how close from 0 to 1."""

    entity: str
    name: str
    score: float


class Match(NamedTuple):
    """The company meant, None where none surely is, with its score and all that come near."""

    entity: str | None
    score: float
    candidates: tuple[Candidate, ...] = ()


class _Name(NamedTuple):
    """A name of the table taken apart: words without legal form and place."""

    entity: str
    shown: str
    words: tuple[str, ...]
    forms: frozenset[str]


def names_of(company: Named) -> Iterator[str]:
    """Every name of a company, its number on an exchange among them."""
    yield from filter(None, (company.id, company.name, company.legal_name, *company.aliases))
    stock = _stock(company)
    if stock:
        yield from (stock, stock.rpartition(":")[2])
    yield from (name for name in _registered(company) if _is_whole(name, company.name))


def _registered(company: Named) -> Iterator[str]:
    """Names under which a registry of addresses holds a company; some of them are its subsidiaries'."""
    for registrant in getattr(company, "registrants", ()):
        yield str(getattr(registrant, "name", ""))


def _is_whole(registered: str, name: str) -> bool:
    """Whether a registered name is the name with words of trade and a legal form behind it, and nothing else."""
    words, own = _core(registered)[0], _core(name)[0]
    return bool(own) and words[: len(own)] == own and set(words[len(own) :]) <= TRADE


def _stock(company: Named) -> str:
    numbers = getattr(company, "numbers", None)
    if isinstance(numbers, dict):
        return str(numbers.get("stock", ""))
    return str(getattr(numbers, "stock", None) or "")


def plain(name: str) -> str:
    """Letters and digits only, small, wide forms narrow, traditional characters simplified: how names are compared.

    Example:
        >>> plain("Hangzhou Hikvision Co., Ltd.")
        'hangzhouhikvisioncoltd'
    """
    return "".join(_tokens(name))


def _tokens(name: str) -> list[str]:
    narrow = unicodedata.normalize("NFKD", _STATUTE.sub("", name[:MOST_LETTERS])).casefold()
    bare = "".join(c for c in narrow if not unicodedata.combining(c))
    joined = re.sub(r"\b([a-z])\.\s?(?=[a-z]\b)", r"\1", re.sub(r"['’`]", "", bare))
    return _APART.sub(" ", simplified(joined)).split()


class NameTable:
    """All names of all companies, to be asked for one name after another."""

    def __init__(self, companies: Iterable[Named], elsewhere: Iterable[str] = ()) -> None:
        """Build the table.

        Args:
            companies: those that can be found.
            elsewhere: names near one of theirs that are somebody else's.
        """
        self._exact: dict[str, str] = {}
        self._cores: dict[str, set[_Name]] = defaultdict(set)
        self._names: list[_Name] = []
        self._by_word: dict[str, list[_Name]] = defaultdict(list)
        self._by_count: dict[int, list[_Name]] = defaultdict(list)
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._strangers = {plain(name) for name in elsewhere}
        self._stranger_cores = {"".join(_core(name)[0]) for name in elsewhere}
        for company in companies:
            for name in names_of(company):
                self._exact.setdefault(plain(name), company.id)
                words, forms = _core(name)
                if words:
                    entry = _Name(company.id, name, words, forms)
                    self._cores["".join(words)].add(entry)
                    self._names.append(entry)
                    self._by_count[len(words)].append(entry)
                    for word in dict.fromkeys(words):
                        self._by_word[word].append(entry)
                    self._forms[company.id] |= forms

    def match(self, name: str) -> Match:
        """The company that a name means, as far as the name says it, and those that come near."""
        found = self.find(name)
        if found.score == EXACT:
            return found
        core = "".join(_core(name)[0])
        near = self._candidates(core) if core else ()
        if found.entity is None:
            return Match(None, near[0].score if near else 0.0, near)
        rest = tuple(c for c in near if c.entity != found.entity)
        return found._replace(candidates=(*found.candidates, *rest)[:CANDIDATES])

    def find(self, name: str) -> Match:
        """The company that a name means, without a look at those that come near: for long lists of strangers."""
        asked = plain(name)
        known = self._exact.get(asked)
        if known is not None:
            return Match(known, EXACT, (Candidate(known, name, EXACT),))
        words, forms = _core(name)
        core = "".join(words)
        if not core or asked in self._strangers or core in self._stranger_cores:
            return Match(None, 0.0)
        for found, score in ((self._same(core, forms), SAME_CORE), (self._part(words, forms), PART),
                             (self._near(words, forms), NEAR)):  # fmt: skip
            if len(found) == 1:
                entity = next(iter(found))
                return Match(entity, score, (Candidate(entity, found[entity], score),))
        return Match(None, 0.0)

    def _same(self, core: str, forms: frozenset[str]) -> dict[str, str]:
        return {n.entity: n.shown for n in self._cores.get(core, ()) if self._agree(n, forms)}

    def _part(self, words: tuple[str, ...], forms: frozenset[str]) -> dict[str, str]:
        """Names of which all the words given are words in their order, one of them not generic."""
        if not set(words) - GENERIC or not all(map(_LATIN.search, words)):
            return {}
        return {
            n.entity: n.shown
            for n in min((self._by_word.get(word, []) for word in words), key=len)
            if len(words) >= 2 and len(n.words) > len(words) and _in_order(words, n.words) and self._agree(n, forms)
        }

    def _near(self, words: tuple[str, ...], forms: frozenset[str]) -> dict[str, str]:
        """Names that are a slip of the pen away; of two companies that share a word, the one of the same legal form."""
        near = [
            n
            for n in self._by_count.get(len(words), ())
            if self._agree(n, forms) and is_misspelt(words, n.words, GENERIC)
        ]
        best = [n for n in near if n.forms == forms] or near
        return {n.entity: n.shown for n in best}

    def _agree(self, entry: _Name, forms: frozenset[str]) -> bool:
        """Whether a legal form may stand behind a name: any common one behind a whole name, none behind a bare word.

        The bare word of a brand with `Ltd` behind it is the name of a company, and anybody may have founded that one;
        only behind a long word, which nobody hits upon, the company's own form is taken.
        """
        if not forms or forms & entry.forms:
            return True
        if len(entry.words) > 1:
            return bool(entry.forms) and forms <= {"co", "ltd", "inc"}
        return len(entry.words[0]) >= COINED_FROM and forms <= self._forms[entry.entity]

    def _candidates(self, core: str) -> tuple[Candidate, ...]:
        best: dict[str, Candidate] = {}
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(core)
        for entry in self._names:
            matcher.set_seq1("".join(entry.words))
            if matcher.real_quick_ratio() < LEAST_CANDIDATE or matcher.quick_ratio() < LEAST_CANDIDATE:
                continue
            score = round(min(matcher.ratio(), 0.89), 2)
            if score >= LEAST_CANDIDATE and score > best.get(entry.entity, Candidate("", "", 0.0)).score:
                best[entry.entity] = Candidate(entry.entity, entry.shown, score)
        return tuple(sorted(best.values(), key=lambda c: (-c.score, c.entity))[:CANDIDATES])


def _core(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Words of a name without legal form and place, and the legal forms."""
    tokens = _tokens(name)
    joined = "".join(tokens)
    if joined and not _LATIN.search(joined):
        bare = _HAN_FORM.sub("", joined)
        return ((_HAN_PLACE.sub("", bare) or bare,), frozenset({"co"} if bare != joined else ()))
    forms = set()
    while len(tokens) > 1 and tokens[-1] in FORMS:
        forms.add(FORMS[tokens.pop()])
    if "co" in forms:
        forms.discard("ltd")  # Co., Ltd. is one form
    words = [SAME_WORD.get(token, token) for token in tokens if len(tokens) == 1 or token not in FILLERS]
    while len(words) > 1 and is_place(words[0]) and set(words[1:]) - GENERIC:
        words.pop(0)
    return tuple(words), frozenset(forms)


def _in_order(words: Iterable[str], whole: Iterable[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in words)


def is_place(word: str) -> bool:
    """Whether a word is a place that companies put before their names, also with a slip in it."""
    return word in PLACES or any(slipped(word, place) for place in PLACES)
