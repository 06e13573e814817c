"""One change of a valid base, as a reviewer would find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def change(base: Path, file: str, old: str, new: str) -> None:
    """Replace a text that must stand in the file."""
    text = (base / file).read_text(encoding="utf-8")
    assert old in text
    (base / file).write_text(text.replace(old, new, 1), encoding="utf-8")
