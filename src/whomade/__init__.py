"""whomade: who really made this camera? From any evidence to a cited, honest answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whomade.pipeline import identify as identify

__version__ = "0.1.0"
__all__ = ["__version__", "identify"]


def __getattr__(name: str) -> Any:
    """Import the library call only when it is used, so that `whomade --help` stays quick."""
    if name == "identify":
        from whomade.pipeline import identify

        return identify
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
