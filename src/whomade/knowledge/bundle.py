"""The compiled base as it is shipped: found, decoded, and the tables from packages that go with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from whomade.errors import KnowledgeError
from whomade.model import Knowledge

if TYPE_CHECKING:
    from collections.abc import Callable

SHIPPED = Path(__file__).with_name("bundle.json")


def load(path: Path = SHIPPED) -> Knowledge:
    """Decode a compiled base.

    Raises:
        KnowledgeError: the file is missing or is not a compiled base of this version.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Knowledge)
    except FileNotFoundError as error:
        raise KnowledgeError("no compiled knowledge found: run `whomade knowledge build`") from error
    except msgspec.DecodeError as error:
        raise KnowledgeError(f"{path.name} is not a compiled knowledge base of this version: {error}") from error


@cache
def ieee_registrants() -> Callable[[str], str | None]:
    """Lookup of the IEEE registrant by MAC, from the packaged table. Loaded on first use (about 50 ms)."""
    import asyncio

    import aiooui

    asyncio.run(aiooui.async_load())
    return aiooui.get_vendor


def vendor_of(mac: str) -> str | None:
    """IEEE registrant of a MAC address (24-bit prefix), None if not registered."""
    return ieee_registrants()(mac)
