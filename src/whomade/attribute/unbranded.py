"""A model number without a brand: whose numbering it is, where the base knows a numbering that nobody else uses.

A sheet often gives the number alone. `LNB8005-C` is Lorex' numbering as surely as a printed name; `OB10` could be
anybody's. So a number speaks only where what fits is itself a number, and a short one is worth less than a long one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from whomade.attribute.brands import compiled, shares
from whomade.attribute.match import compile_set, found_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.model import Brand, Evidence, Knowledge, Signal

TECHNIQUE = "model-numbering"
FEWEST, LONG = 5, 7
"""Letters and digits that make a number, and that make it nobody else's when a pattern spells them all."""
FEW = 4
"""So many letters or digits, listed one by one, are spelled; a range is not."""
_KIND = re.compile(r"(?i)^(?:IPC|NVR|DVR|XVR|HVR|IP|CAM)(?![A-Z])")
"""Words for a kind of thing in front of a number: anybody's."""
_CLASS = re.compile(r"(?<!\\)(?:\[(?:\\.|[^\]\\])+\]|\\[dw]|\.)(?:\{[0-9,]+\}|[*+?])?")


class Numbering(NamedTuple):
    """A model pattern of a brand."""

    brand: Brand
    pattern: str


class NumberIndex:
    """Model relations of every brand, to be asked whose number a text is."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._all = [Numbering(b, r.model) for b in knowledge.brands.values() for r in b.models]

    @cached_property
    def _set(self) -> Any:
        """All patterns as one: a list asks for thousands of numbers, and nearly all fit no pattern."""
        return compile_set(numbering.pattern for numbering in self._all)

    def evidence(self, signals: Iterable[Signal], made: tuple[str, str] | None = None) -> Evidence | None:
        """What the model numbers of a device without a brand word say; None where they say nothing or disagree.

        Args:
            signals: of one device.
            made: interval of the production date (ISO), None if unknown.
        """
        found = [hit for signal in signals if signal.field == "label.model" for hit in self._hits(signal, made)]
        leaders = {hit.makers[0] for hit in found}
        return max(found, key=lambda hit: hit.shares) if len(leaders) == 1 else None

    def _hits(self, signal: Signal, made: tuple[str, str] | None) -> Iterator[Evidence]:
        worths: dict[str, float] = {}
        for brand, pattern in (self._all[i] for i in found_in(self._set, signal.value)):
            if worth := self._worth(pattern, signal.value):
                worths[brand.id] = max(worth, worths.get(brand.id, 0.0))
        for id_, worth in worths.items():
            brand = self._knowledge.brands[id_]
            said = shares(brand, (signal.value,), made, self._knowledge)
            if said is not None:
                kept = [(name, share * worth) for name, share in said.shares if name != "other"]
                left = 1.0 - sum(share for _, share in kept)
                note = f"the numbering of {brand.name}; no brand is given" + (f"; {said.note}" if said.note else "")
                yield replace(said, signal=signal, technique=TECHNIQUE, shares=(*kept, ("other", left)), note=note)

    def _worth(self, pattern: str, model: str) -> float:
        """Share of such numbers that are of the brand whose numbering they fit; 0 for what fits not, or is no number.

        What the pattern itself spells decides: seven letters and digits are nobody else's, four may be anybody's.
        """
        hit = _with_open_parts(pattern).search(model)
        if hit is None:
            return 0.0
        fits, spelt, number = _counts(hit.group()), _counts(_spelt(hit)), _counts(model.partition("(")[0].strip())
        if spelt.letters >= 2 and spelt.digits >= 3 and sum(spelt) >= LONG:
            return self._knowledge.numbering[0]
        return self._knowledge.numbering[1] if fits.digits and number.letters and sum(number) >= FEWEST else 0.0


class Counts(NamedTuple):
    """Letters and digits of a number."""

    letters: int
    digits: int


def spelt_of(pattern: str, model: str) -> str | None:
    """What of a number its pattern spells, without what stands where any digit or letter may; None where it fits not.

    >>> spelt_of("^LNB8005", "LNB8005-C"), spelt_of("^NVR[58]-[0-9]{3,6}", "NVR8-7400"), spelt_of("^IP[0-9]M", "IP5M-1")
    ('LNB8005', '8-', 'IPM')
    """
    hit = _with_open_parts(pattern).search(model)
    return _spelt(hit) if hit else None


def _spelt(hit: Any) -> str:
    open_to = {place for part in range(1, hit.re.groups + 1) for place in range(*hit.span(part))}
    spelled = "".join(hit.string[place] for place in range(*hit.span()) if place not in open_to)
    return _KIND.sub("", spelled)


@cache
def _with_open_parts(pattern: str) -> Any:
    """The pattern in RE2 with a group around every part where any of many letters or digits may stand, and no other."""
    bare = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    return compiled(_CLASS.sub(lambda part: f"({part[0]})" if _is_open(part[0]) else part[0], bare))


def _is_open(part: str) -> bool:
    members = part[1:].partition("]")[0]
    return not part.startswith("[") or "-" in members[1:-1] or len(members) > FEW


def _counts(text: str) -> Counts:
    return Counts(sum(map(str.isalpha, text)), sum(map(str.isdigit, text)))
