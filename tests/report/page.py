"""A page rendered from invented devices, and how tests read it."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import TYPE_CHECKING

from whomade.report import html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from whomade.model import Assessment, Coverage, Knowledge


def render(
    devices: Iterable[Assessment], coverage: Coverage, knowledge: Knowledge, headline: str | None = None, **options: int
) -> str:
    out = io.StringIO()
    html.render(iter(devices), coverage, knowledge, headline, out, **options)
    return out.getvalue()


def words(element: HtmlElement) -> str:
    """What a reader sees, blanks drawn together."""
    return " ".join(element.text_content().split())


def hashed(text: str) -> str:
    """The source expression under which a policy names a text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
