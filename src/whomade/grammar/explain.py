"""Every grammar that accepts a text, side by side, with what counting says of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from whomade.grammar.counted import COUNTED
from whomade.grammar.register import grammars

if TYPE_CHECKING:
    from whomade.grammar.form import Grammar, Parts


@dataclass(frozen=True, slots=True)
class Explanation:
    """One grammar's reading of a text.

    `ambiguous` says that the text points to nobody alone: another maker's grammar accepts it too, or its form is
    shared.
    `counted` holds hits and names of the maker, then hits and names of unrelated brands, where such names were counted
    (`make bench-grammars`); a name of a shared form counts apart from a clear one.
    """

    maker: str
    what: str
    parts: Parts
    ambiguous: bool
    counted: tuple[int, int, int, int] | None = None

    @property
    def likelihoods(self) -> tuple[float, float] | None:
        """P(such a name | the maker) and P(such a name | another), each (k + 0.5)/(n + 1); None where not counted."""
        if self.counted is None:
            return None
        own, owned, strange, strangers = self.counted
        return (own + 0.5) / (owned + 1), (strange + 0.5) / (strangers + 1)

    @property
    def value(self) -> str:
        """Maker and line, or maker and `ambiguous`: what a derived signal says."""
        return f"{self.maker} {'ambiguous' if self.ambiguous else self.parts.line}"


def explain(text: str, what: str) -> tuple[Explanation, ...]:
    """Read a text by every grammar of a thing, in the order of makers; empty where nobody writes so.

    Args:
        text: a name as printed or reported; case is kept and not told apart.
        what: `model`, `serial`, `firmware version`, `hardware id`, `realm` or `firmware file`.

    Example:
        >>> [(found.value, found.parts.kind) for found in explain("DS-2CD2386G2-ISU/SL", "model")]
        [('hikvision camera 2CD2', 'turret')]
        >>> explain("Front door", "model")
        ()
    """
    found = [(each, parts) for each in _of(what) if (parts := each.parse(text)) is not None]
    return tuple(
        Explanation(
            each.maker,
            what,
            parts,
            ambiguous=parts.shared or len(found) > 1,
            counted=COUNTED.get((each.maker, what, parts.shared)),
        )
        for each, parts in found
    )


@cache
def _of(what: str) -> tuple[Grammar, ...]:
    return tuple(each for each in grammars() if each.what == what)
