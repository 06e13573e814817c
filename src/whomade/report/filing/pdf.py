"""A paper as PDF. The library is imported here only, when a PDF is wanted; it comes with the extra `documents`.

Letters that the two built-in fonts lack are written as their number, U+0E01: nothing is dropped without a word.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from whomade.errors import MissingExtra
from whomade.report.filing.document import MISSING, Bullets, Fields, Heading, Table, Text
from whomade.report.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.report.filing.document import Block, Paper

EXTRA = "documents"
MARGIN = 54
"""Points at each side of the page."""
PAD = 6
"""Points that the frame of a page keeps free inside."""
CELL_PAD = 4
MANY = 6
"""Columns from which the head of a table is set smaller."""
FOOT = 26
"""Points kept free above the margin for the footer."""
WITH_HEADING = {1: 110, 2: 170}
"""Points that must be left on a page under a heading of each level, or it begins the next one: a device's heading takes
the first lines of its table with it."""
A_HEADING = 40
"""Points of a heading with the space around it."""
LEFT, RIGHT = 0, 2
"""Alignments of the library."""
MOST_HEIGHT = 560
"""Points; a row must fit on a page, so a longer text in a table is cut and says how long it was."""
INK, QUIET, LINE, SHADE, LOUD = "#1a1a1a", "#555555", "#b8b8b8", "#f0f0f0", "#8a1f11"
FONT, BOLD, EAST = "Vera", "VeraBd", "STSong-Light"
FONT_FILES = {FONT: "Vera.ttf", BOLD: "VeraBd.ttf"}


def render(paper: Paper) -> bytes:
    """The paper as the bytes of a PDF; the same paper gives the same bytes.

    Raises:
        MissingExtra: the extra `documents` is not installed.
    """
    try:
        from reportlab.platypus import SimpleDocTemplate
    except ImportError as error:
        raise MissingExtra(EXTRA) from error
    _fonts()
    total = 0
    for _ in range(2):  # the first run counts the pages that the second prints in its footers
        out = BytesIO()
        template = SimpleDocTemplate(
            out, title=_plain(paper.title), author="whomade", subject=_plain(paper.subtitle), lang="en", invariant=1,
            leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN + FOOT,
        )  # fmt: skip
        foot = _foot(paper, total)
        template.build(list(_flow(paper, template.width - 2 * PAD)), onFirstPage=foot, onLaterPages=foot)
        total = template.page
    return out.getvalue()


@lru_cache(maxsize=1)
def _fonts() -> dict[str, frozenset[int]]:
    """Register the fonts that the library brings, and give the letters of each."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    letters = {}
    for name, file in FONT_FILES.items():
        font = TTFont(name, file)
        pdfmetrics.registerFont(font)
        letters[name] = frozenset(font.face.charToGlyph)
    pdfmetrics.registerFont(UnicodeCIDFont(EAST))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)
    return letters


def _marked(text: str) -> str:
    """Harmless text as markup of the library, Chinese in a font that has it."""
    known, parts, east = _fonts()[FONT], [], ""
    for character in visible(text):
        if _is_east(character):
            east += character
            continue
        parts += [_in_east(east), escape(character if ord(character) in known else _numbered(character))]
        east = ""
    return "".join([*parts, _in_east(east)])


def _is_east(character: str) -> bool:
    """Whether a letter stands in the Chinese font: common ideographs, kana, full-width forms and their marks."""
    return any(first <= character <= last for first, last in (("　", "ヿ"), ("一", "龥"), ("！", "～")))


def _in_east(text: str) -> str:
    return f'<font name="{EAST}">{escape(text)}</font>' if text else ""


def _numbered(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def _plain(text: str) -> str:
    return visible(text)[:200]


@lru_cache(maxsize=1)
def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle

    base = ParagraphStyle("base", fontName=FONT, fontSize=8.5, leading=12, textColor=INK, splitLongWords=1)
    more: dict[str, dict[str, Any]] = {
        "title": {"fontName": BOLD, "fontSize": 15, "leading": 20, "spaceAfter": 4},
        "subtitle": {"textColor": QUIET, "fontSize": 9, "leading": 12.5, "spaceAfter": 10},
        "heading1": {"fontName": BOLD, "fontSize": 11.5, "leading": 15, "spaceBefore": 14, "spaceAfter": 5},
        "heading2": {"fontName": BOLD, "fontSize": 9.5, "leading": 13, "spaceBefore": 9, "spaceAfter": 4},
        "text": {"spaceAfter": 5},
        "loud": {"fontName": BOLD, "textColor": LOUD, "spaceAfter": 6},
        "bullet": {"leftIndent": 11, "bulletIndent": 1, "spaceAfter": 2},
        "cell": {"fontSize": 7.5, "leading": 10},
        "head": {"fontName": BOLD, "fontSize": 7.5, "leading": 10},
        "narrow": {"fontName": BOLD, "fontSize": 6.2, "leading": 8.5},
        "foot": {"fontSize": 6.5, "leading": 8.5, "textColor": QUIET},
    }
    more |= {f"{name}-right": {**more[name], "alignment": RIGHT} for name in ("cell", "head", "narrow")}
    return {name: ParagraphStyle(name, parent=base, **changes) for name, changes in more.items()}


def _paragraph(text: str, style: str, *, alignment: int = LEFT, **more: Any) -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(_marked(text), _styles()[style if alignment == LEFT else f"{style}-right"], **more)


def _flow(paper: Paper, width: float) -> Iterator[Any]:
    from reportlab.platypus import CondPageBreak

    yield _paragraph(paper.title, "title")
    yield _paragraph(paper.subtitle, "subtitle")
    for block, following in zip_longest(paper.blocks, paper.blocks[1:]):
        if isinstance(block, Heading):
            yield CondPageBreak(_with_heading(block, following))
        yield from _block(block, width)


def _with_heading(heading: Heading, following: Block | None) -> float:
    """Points that a heading needs under it, those of a heading that follows at once among them."""
    below = WITH_HEADING[following.level] if isinstance(following, Heading) else 0
    return max(WITH_HEADING[heading.level], below + A_HEADING if below else 0)


def _block(block: Block, width: float) -> Iterator[Any]:
    from reportlab.platypus import KeepTogether, Spacer

    if isinstance(block, Heading):
        yield _paragraph(block.text, f"heading{block.level}")
    elif isinstance(block, Text):
        yield KeepTogether([_paragraph(block.text, "loud" if block.loud else "text")])
    elif isinstance(block, Bullets):
        for item in block.items:
            yield _paragraph(item, "bullet", bulletText="•")
        yield Spacer(0, 4)
    elif block.rows:
        yield KeepTogether([_fields(block, width)]) if isinstance(block, Fields) else _table(block, width)
        yield Spacer(0, 8)


def _fields(fields: Fields, width: float) -> Any:
    left, right = 0.34 * width, 0.66 * width
    rows = [[_paragraph(row.label, "head"), _value(row.value, row.note, right)] for row in fields.rows]
    return _grid(rows, (left, right), heads=0)


def _value(value: str | None, note: str, width: float) -> list[Any]:
    from reportlab.platypus import Paragraph

    missing = f'<font name="{BOLD}" color="{LOUD}">{MISSING}</font>'
    said = Paragraph(missing, _styles()["cell"]) if value is None else _cell(value, width)
    quiet = [Paragraph(f'<font color="{QUIET}">{_marked(note)}</font>', _styles()["cell"])] if note else []
    return [said, *quiet]


def _table(table: Table, width: float) -> Any:
    widths = [share * width for share in table.widths]
    counts = [all(cell.isdecimal() for cell in column) for column in zip(*table.rows, strict=True)]
    heading = "head" if len(table.head) < MANY else "narrow"
    ends = [{"alignment": RIGHT} if is_count else {} for is_count in counts]
    head = [_paragraph(text, heading, **end) for text, end in zip(table.head, ends, strict=True)]
    rows = [[_cell(cell, wide, **end) for cell, wide, end in zip(row, widths, ends, strict=True)] for row in table.rows]
    return _grid([head, *rows], widths, heads=1)


def _cell(text: str, width: float, **more: Any) -> Any:
    """A paragraph that is no higher than a page allows."""
    shown = text
    while (cell := _paragraph(shown, "cell", **more)).wrap(width - 2 * CELL_PAD, MOST_HEIGHT)[1] > MOST_HEIGHT:
        shown = text[: len(shown) // 2] + f"… ({len(text)} characters)"
    return cell


def _grid(rows: list[list[Any]], widths: Any, *, heads: int) -> Any:
    from reportlab.platypus import LongTable

    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("LINEABOVE", (0, 0), (-1, 0), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), CELL_PAD), ("RIGHTPADDING", (0, 0), (-1, -1), CELL_PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]  # fmt: skip
    shaded = ((0, 0), (-1, 0)) if heads else ((0, 0), (0, -1))
    style.append(("BACKGROUND", *shaded, SHADE))
    return LongTable(rows, colWidths=list(widths), repeatRows=heads, style=style, hAlign="LEFT")


def _foot(paper: Paper, total: int) -> Any:
    def draw(canvas: Any, template: Any) -> None:
        pages = f"page {template.page}" + (f" of {total}" if total else "")
        lines = [_paragraph(line, "foot") for line in (*paper.footer, pages)]
        heights = [line.wrap(template.width - 2 * PAD, MARGIN + FOOT)[1] for line in lines]
        top = MARGIN + FOOT - 8.0
        canvas.saveState()
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        canvas.line(MARGIN + PAD, top, MARGIN + template.width - PAD, top)
        for line, height in zip(lines, heights, strict=True):
            top -= height
            line.drawOn(canvas, MARGIN + PAD, top)
        canvas.restoreState()

    return draw
