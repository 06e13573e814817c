"""The templates of the pages: whatever a device or a file said is made harmless and escaped before it is written.

One place, since a page that forgot it would run what a device calls itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.report import wording

if TYPE_CHECKING:
    import jinja2


def plain() -> jinja2.Environment:
    """Templates that know no names but those handed to them."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("whomade.report"),
        autoescape=True,
        finalize=_finalize,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _finalize(value: object) -> object:
    """Leave what the templates themselves wrote; make everything else harmless text."""
    return value if hasattr(value, "__html__") else wording.visible(str(value))
