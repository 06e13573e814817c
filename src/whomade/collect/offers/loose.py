"""Values of a JSON document of unknown shape: as what is wanted where they are that, else as nothing."""

from __future__ import annotations

from typing import Any

TEXT_CAP = 20_000
"""Characters of a text that are read."""


def listed(value: Any) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def mapped(value: Any) -> dict[str, Any]:
    """An object."""
    return value if isinstance(value, dict) else {}


def in_one_line(value: Any) -> str:
    """A text in one line."""
    return " ".join(value[:TEXT_CAP].split()) if isinstance(value, str) else ""
