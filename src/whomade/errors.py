"""Everything whomade raises on purpose.

WhomadeError
├── InputError        the user's file or option; the message says which
│   ├── UnknownFormat no reader recognises the file
│   └── ImpossibleHoldings  shares that cannot be: over 100 per cent, a circle that nobody owns, no such day
├── KnowledgeError    our data contradicts itself; the message names file, line, id and rule
├── UsageError        a combination of options that makes no sense
├── NotAllowed        a target outside the allow-list, or a message of no registered template
└── MissingExtra      a package that only an extra brings is not installed; the message names the extra

A broken record inside a readable file is not an exception: it is a `model.Problem` in the result.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class WhomadeError(Exception):
    """Root of everything raised on purpose."""


class InputError(WhomadeError):
    """A file that cannot be read at all, or an option whose value is wrong."""


class UnknownFormat(InputError):
    """No reader recognises the file."""


class ImpossibleHoldings(InputError):
    """Holdings that cannot be.

    `kind` is `over-100-percent`, `closed-circle`, `impossible-share` or `impossible-date`.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind


class KnowledgeError(WhomadeError):
    """The knowledge base contradicts itself or cannot be loaded."""


class UsageError(WhomadeError):
    """Options that do not go together, or that need a part that does not exist yet."""


class NotAllowed(WhomadeError):
    """Something that must not be sent: a target outside the allow-list, or a message of no registered template."""


class MissingExtra(WhomadeError):
    """A part that needs an extra which is not installed."""

    def __init__(self, extra: str) -> None:
        super().__init__(f'needs more packages: pip install "whomade[{extra}]"')


def did_you_mean(word: str, known: Iterable[str], quote: str = "`") -> str:
    """The known word that may have been meant, as an addition to a message; empty where none is near.

    Example:
        >>> did_you_mean("camara", ["camera", "recorder"])
        ' (did you mean `camera`?)'
    """
    words = sorted(known)
    near = [known_ for known_ in words if known_.casefold() == word.casefold()]
    near = near or difflib.get_close_matches(word, words, n=1)
    return f" (did you mean {quote}{near[0]}{quote}?)" if near else ""
