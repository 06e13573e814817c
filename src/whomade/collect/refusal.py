"""What an unreadable file seems to be, in words: the reason that a person gets instead of an answer."""

from __future__ import annotations

import re

from whomade.collect.shapes import macs
from whomade.collect.text import decoded

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "old Office file or password-protected workbook: save it as an unprotected .xlsx or .csv"),
    (b"PK\x03\x04", "zip archive that is no .xlsx workbook: unpack it or save the table as .xlsx or .csv"),
    (b"PK\x05\x06", "empty zip archive"),
    (b"\x1f\x8b", "gzip-compressed: unpack it first"),
    (b"BZh", "bzip2-compressed: unpack it first"),
    (b"\xfd7zXZ", "xz-compressed: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed: unpack it first"),
    (b"%PDF", "PDF document: not read by this version"),
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"\x7fELF", "program file (ELF)"),
    (b"SQLite format 3", "SQLite database"),
)
_TEXT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"#separator "), "Zeek log: not read by this version"),
    (re.compile(r"# Nmap |Starting Nmap "), "nmap text output: give the XML of `nmap -oX`"),
    (re.compile(r"(?i)<!doctype html|<html"), "web page (HTML)"),
    (re.compile(r"[\[{]"), "JSON of another tool: no line has both `asset` and `kind`"),
    (re.compile(r"<"), "XML that no reader knows"),
)
_ADDRESS_TABLE = (
    "text with MAC addresses among other words, such as a switch or ARP table: not read by this version; "
    "paste the MAC column as a list"
)
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")
_NOT_EVIDENCE = re.compile(r"(?i)^(readme|licen[cs]e|changelog|copying|origin\.txt$)|\.(md|markdown|rst)$")


def reason(head: bytes, name: str) -> str:
    """Say in a few words what a file that no reader accepts seems to be."""
    if _NOT_EVIDENCE.search(name):
        return "not evidence"
    if not head:
        return "empty file"
    known = next((words for magic, words in _MAGIC if head.startswith(magic)), None)
    return known or _text_reason(decoded(head))


def is_evidence(name: str) -> bool:
    """Tell whether a file of this name can be evidence (a README beside the evidence is not)."""
    return not _NOT_EVIDENCE.search(name)


def is_binary(text: str) -> bool:
    """Tell whether decoded text is no text: more than a few control characters. A stray one is a fault of its row."""
    sample = text[:4096]
    return sum(1 for c in sample if c < " " and c not in "\t\r\n\f\x1b") > len(sample) * 0.05


def _text_reason(text: str) -> str:
    if not text:
        return "empty file"
    if is_binary(text):
        return "binary"
    words = next(
        (words for pattern, words in _TEXT if pattern.match(text)), "text without columns that can be told apart"
    )
    if words.startswith("text without") and _is_address_table(text):
        return _ADDRESS_TABLE
    root = _ROOT.search(text) if words.startswith("XML") else None
    return f"{words} (first element `{root[1][:60]}`)" if root else words


def _is_address_table(text: str) -> bool:
    """Whether lines hold a MAC address among other words: a switch, an ARP table."""
    lines = [line for line in text.splitlines()[:1000] if macs(line)]
    return bool(lines) and any(len(line.split()) > 1 for line in lines)
