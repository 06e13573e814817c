"""Numbers of gear that is mostly no camera: the words with letters and digits in the product names that nmap lists.

Printers, routers, storage, phones and set-top boxes number as cameras do, and no list of cameras shows them. nmap
installs two files whose lines name thousands of products (nmap.org/book/osdetect.html and vscan.html); they are read in
place, and nothing of them is kept but counts. Gives nothing where nmap is not installed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path("/usr/share/nmap")
SYSTEMS, SERVICES = "nmap-os-db", "nmap-service-probes"
_PRODUCT = re.compile(r" [pio]([^\w\s])(.*?)\1")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/+.\-]{3,30}")
_LETTER, _DIGIT = re.compile("[A-Za-z]"), re.compile("[0-9]")


class Bystander(NamedTuple):
    """A number, and the product name that it stands in."""

    text: str
    product: str


def bystanders(folder: Path = FOLDER) -> set[Bystander]:
    """Distinct numbers with their product names; a number of several products stands there once for each."""
    return {Bystander(word, name) for name in _names(folder) for word in _WORD.findall(name) if _is_number(word)}


def _is_number(word: str) -> bool:
    return bool(_LETTER.search(word) and _DIGIT.search(word))


def _names(folder: Path) -> Iterator[str]:
    if (folder / SYSTEMS).exists():
        lines = (folder / SYSTEMS).read_text("latin-1").splitlines()
        yield from (line.partition(" ")[2] for line in lines if line.startswith("Fingerprint "))
    if (folder / SERVICES).exists():
        lines = (folder / SERVICES).read_text("latin-1").splitlines()
        yield from (" ".join(part[2] for part in _PRODUCT.finditer(line)) for line in lines if _is_match(line))


def _is_match(line: str) -> bool:
    return line.startswith(("match ", "softmatch "))
