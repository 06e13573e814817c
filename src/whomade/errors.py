"""Everything whomade raises on purpose.

WhomadeError
├── InputError        the user's file or option; the message says which
│   └── UnknownFormat no reader recognises the file
├── KnowledgeError    our data contradicts itself; the message names file, line, id and rule
├── UsageError        a combination of options that makes no sense
└── MissingExtra      a package that only an extra brings; the message says which to install

A broken record inside a readable file is not an exception: it is a `model.Problem` in the result.
"""

from __future__ import annotations


class WhomadeError(Exception):
    """Root of everything raised on purpose."""


class InputError(WhomadeError):
    """A file that cannot be read at all, or an option whose value is wrong."""


class UnknownFormat(InputError):
    """No reader recognises the file."""


class KnowledgeError(WhomadeError):
    """The knowledge base contradicts itself or cannot be loaded."""


class UsageError(WhomadeError):
    """Options that do not go together, or that need a part that does not exist yet."""


class MissingExtra(WhomadeError):
    """A package is missing that `pip install "whomade[...]"` brings."""
