"""Where a statement comes from."""

from __future__ import annotations

from typing import NamedTuple


class Citation(NamedTuple):
    """A source and the place in it."""

    id: str
    at: str
