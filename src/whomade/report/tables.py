"""Plain tables: readable in a terminal, and Markdown at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with aligned columns; columns of figures stand to the right.

    Example:
        >>> print(table(("maker", "rows"), [("Acme", "7")]))
        | maker | rows |
        | ----- | ---: |
        | Acme  |    7 |
    """
    cells = [[cell.replace("|", "/") for cell in row] for row in (heads, *rows)]
    widths = [max(3, *(len(cell) for cell in column)) for column in zip(*cells, strict=True)]
    right = [bool(rows) and all(_is_figure(row[i]) for row in rows) for i in range(len(heads))]
    marks = ["-" * (w - 1) + ":" if r else "-" * w for w, r in zip(widths, right, strict=True)]
    return "\n".join(_line(line, widths, right) for line in (cells[0], marks, *cells[1:]))


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    aligned = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right, strict=True))
    return "| " + " | ".join(aligned) + " |"


def _is_figure(cell: str) -> bool:
    return cell[:1].isdigit() and cell.rstrip(" %").replace(".", "", 1).isdigit()
