"""Style and script of the page, and the policy that lets exactly these two act and nothing else."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """Read style sheets and script of the report, and reckon their hashes."""
    from markupsafe import Markup

    style = _styles(templates, STYLES)
    script = "\n" + _text(templates, "script.js")
    policy = _policy(style, f"'{digest(script)}'")
    return Inlined(Markup(style), Markup(script), policy)  # noqa: S704  our own files; nothing of a device is in them


def load_plain(templates: jinja2.Environment, styles: Iterable[str], extra: str) -> Inlined:
    """Read the style sheets of a page that needs no script; `extra` is style that the program wrote itself."""
    from markupsafe import Markup

    style = _styles(templates, styles) + extra
    return Inlined(Markup(style), Markup(""), _policy(style, "'none'"))  # noqa: S704  our own files


def _styles(templates: jinja2.Environment, names: Iterable[str]) -> str:
    return "\n" + "".join(_text(templates, f"style/{name}.css") for name in names)


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{digest(style)}'; script-src {script}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """Source expression of a text. Source: W3C Content Security Policy Level 3, section 2.3.1, hash-source."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _text(templates: jinja2.Environment, name: str) -> str:
    if templates.loader is None:
        return ""
    return templates.loader.get_source(templates, name)[0]
