"""Draw the picture in the README: run the demo in a terminal of its own and write what it shows as SVG.

`python docs/picture.py` runs the same as `make demo`. Nothing is drawn by hand; what is left out is marked by a line of
dots.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import textwrap
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "images" / "demo.svg"
COLUMNS, ROWS = 120, 60
LINE_HEIGHT, CHARACTER, MARGIN = 18, 8.02, 16
SELECT = re.compile(r"\x1b\[([\d;]*)m")
OTHER = re.compile(r"\r(?!\n)\x1b\[K|\x1b\[[\d;]*[A-LN-Za-ln-z]")
COLORS = {"36": "#39c5cf", "94": "#79c0ff"}
SHOWN_COMMAND = "make demo"
DOTS = "\x1b[2m...\x1b[0m"


def main() -> int:
    """Run, draw, write."""
    text = OTHER.sub("", run([sys.executable, "demo/run.py"])).replace("\r\n", "\n")
    lines = shortened(text.split("\n"))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(svg([f"\x1b[2m$\x1b[0m {SHOWN_COMMAND}", *lines]), encoding="utf-8")
    print(OUT.relative_to(ROOT))
    return 0


def run(command: list[str]) -> str:
    """Give everything the command writes to a terminal of a hundred columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    here = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS)}  # noqa: TID251  a script of the docs, not a pure room
    here.pop("NO_COLOR", None)
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=here) as running:  # noqa: S603  our own program
        os.close(slave)
        parts = []
        while part := _read(master):
            parts.append(part)
    os.close(master)
    if running.returncode:
        sys.exit(f"{' '.join(command)} ended with {running.returncode}; the old picture stays")
    return b"".join(parts).decode("utf-8")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # a terminal whose program has ended gives an error, not an end of file
        return b""


def shortened(lines: list[str]) -> list[str]:
    """Give the command, the table, and the head of the waterfall."""
    bare = [SELECT.sub("", line) for line in lines]
    table_ends = next(i for i, line in enumerate(bare) if ": read as " in line)
    waterfall = next(i for i, line in enumerate(bare) if line.startswith(("On the box:", "It calls itself:"))) - 1
    odds = next(i for i, line in enumerate(bare) if line == "How the odds moved" and i > waterfall)
    ends = next(i for i, line in enumerate(bare) if not line and i > odds)
    return [*_folded(lines[:table_ends]), DOTS, "", *lines[waterfall:ends], DOTS]


def _folded(lines: list[str]) -> list[str]:
    """Break a command that is wider than the picture as one would type it."""
    found: list[str] = []
    for line in lines:
        is_long = line.startswith("$ ") and len(line) > COLUMNS
        parts = (
            textwrap.wrap(line, COLUMNS - 2, subsequent_indent="    ", break_on_hyphens=False) if is_long else [line]
        )
        found += [part + " \\" for part in parts[:-1]] + parts[-1:]
    return found


def svg(lines: list[str]) -> str:
    """Give the lines, with their colours, as an SVG page."""
    width = round(COLUMNS * CHARACTER + 2 * MARGIN)
    height = len(lines) * LINE_HEIGHT + 2 * MARGIN
    body = "\n".join(_line(line, MARGIN + (i + 1) * LINE_HEIGHT - 5) for i, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="Output of {escape(SHOWN_COMMAND)}">\n'
        "<!-- written by docs/picture.py from a real run -->\n"
        f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n'
        f'<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13.33" fill="#e6edf3">\n'
        f"{body}\n</g>\n</svg>\n"
    )


def _line(line: str, y: int) -> str:
    pieces = SELECT.split(line)
    spans, column, codes = [], 0, set()
    for number, piece in enumerate(pieces):
        if number % 2:
            codes = codes | set(piece.split(";")) if piece not in ("", "0") else set()
        elif piece:
            length = round(len(piece) * CHARACTER, 1)
            x = round(MARGIN + column * CHARACTER, 1)
            column += len(piece)
            if piece.strip():
                spans.append(f'<tspan x="{x}" textLength="{length}"{_style(codes)}>{escape(piece)}</tspan>')
    return f'<text y="{y}" xml:space="preserve">{"".join(spans)}</text>'


def _style(codes: set[str]) -> str:
    """Give the attributes that stand for select-graphic-rendition codes."""
    color = next((f' fill="{COLORS[code]}"' for code in sorted(codes) if code in COLORS), "")
    return color + (' font-weight="bold"' if "1" in codes else "") + (' opacity="0.65"' if "2" in codes else "")


if __name__ == "__main__":
    sys.exit(main())
