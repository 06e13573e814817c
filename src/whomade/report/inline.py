"""Style and script of the page, and the policy that lets exactly these two act and nothing else."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

STYLES = ("colours", "page", "summary", "table", "device", "narrow", "print")
"""Style sheets in the order in which they must stand."""


class Inlined(NamedTuple):
    """What stands between the tags, byte for byte, and the content security policy that names both by their hash."""

    style: Markup
    script: Markup
    policy: str


def load(templates: jinja2.Environment) -> Inlined:
    """Read style sheets and script, and reckon their hashes."""
    from markupsafe import Markup

    style = "\n" + "".join(_text(templates, f"style/{name}.css") for name in STYLES)
    script = "\n" + _text(templates, "script.js")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return Inlined(Markup(style), Markup(script), policy)  # noqa: S704  our own files; nothing of a device is in them


def digest(text: str) -> str:
    """Source expression of a text. Source: W3C Content Security Policy Level 3, section 2.3.1, hash-source."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _text(templates: jinja2.Environment, name: str) -> str:
    if templates.loader is None:
        return ""
    return templates.loader.get_source(templates, name)[0]
