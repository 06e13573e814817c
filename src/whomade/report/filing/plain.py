"""A paper as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.report.filing.document import MISSING, Bullets, Fields, Heading, Table, Text
from whomade.report.terminal import wrapped
from whomade.report.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.report.filing.document import Block, Paper


def render(paper: Paper, width: int = 100) -> str:
    """The paper in lines of at most `width` columns, where no single word is longer."""
    parts = [visible(paper.title), wrapped(visible(paper.subtitle), width, "")]
    parts += ["\n".join(_block(block, width)) for block in paper.blocks]
    parts.append("\n".join(wrapped(visible(line), width, "  ", "") for line in paper.footer))
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Heading):
        text = visible(block.text)
        yield f"{text}\n{('=' if block.level == 1 else '-') * min(len(text), width)}"
    elif isinstance(block, Text):
        yield wrapped(visible(block.text), width, "! " if block.loud else "")
    elif isinstance(block, Bullets):
        for item in block.items:
            yield wrapped(visible(item), width, "    ", "  - ")
    elif isinstance(block, Fields):
        yield from _fields(block, width)
    else:
        yield from _table(block, width)


def _fields(fields: Fields, width: int) -> Iterator[str]:
    for row in fields.rows:
        value = MISSING.upper() if row.value is None else visible(row.value)
        yield wrapped(f"{row.label}: {value}", width, "    ", "  ")
        if row.note:
            yield wrapped(f"({visible(row.note)})", width, "      ", "    ")


def _table(table: Table, width: int) -> Iterator[str]:
    """A row as a block of lines: cells are sentences, too wide to stand side by side."""
    for row in table.rows:
        first, *rest = zip(table.head, row, strict=True)
        yield wrapped(visible(first[1]), width, "    ", "  * ")
        for head, cell in rest:
            if cell:
                yield wrapped(f"{head}: {visible(cell)}", width, "      ", "    ")
