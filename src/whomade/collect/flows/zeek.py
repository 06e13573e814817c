"""Logs of Zeek: conn, dns, ssl, http and dhcp, as tab-separated text or JSON lines.

Source: Zeek documentation, "Zeek Log Formats and Inspection" and the pages of conn.log, dns.log, ssl.log, http.log and
dhcp.log (fields); the header lines `#fields`, `#path` and `#unset_field` of the ASCII writer.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson

from whomade.collect.flows.book import Call
from whomade.collect.flows.lines import lines
from whomade.model.traffic import Sort, Stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whomade.collect.flows.book import Book
    from whomade.collect.source import Source
    from whomade.model import Problem, Where

Row = dict[str, Any]
SORTS = {"conn": Sort.CONNECTIONS, "dns": Sort.NAMES, "ssl": Sort.TLS, "http": Sort.TLS, "dhcp": Sort.LEASES}
"""Logs that are read, and what each can tell."""
_UNSET = frozenset({"-", "(empty)", ""})
_MARKS = {"dhcp": {"msg_types", "assigned_addr", "client_addr"}, "dns": {"query", "qtype_name", "rcode_name", "qclass"},
          "ssl": {"server_name", "cipher", "ssl_history"}, "http": {"host", "uri", "method"},
          "conn": {"conn_state", "orig_bytes", "history", "orig_pkts"}}  # fmt: skip
_PATH = re.compile(r"^#path\t(\w+)", re.MULTILINE)
_MAC = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")
_HOSTS = (None, "A", "AAAA", "HTTPS")
MOST_FIELDS = 200


class _Row(Exception):
    """A row that is none: what was expected, and what was found."""


def accepts(head: str) -> bool:
    """Tell by the header of the text form, or by the names of the fields of a JSON line."""
    if head.startswith(("#separator", "#fields", "#path")):
        found = _PATH.search(head)
        return found is not None and found[1] in SORTS
    first = head.partition("\n")[0]
    return (first.startswith("{") and '"id.orig_h"' in first) or (first.startswith("{") and '"msg_types"' in first)


def read(source: Source, book: Book) -> Iterator[Problem]:
    """Write a log into the book."""
    reader = _Reader(source, book)
    for line in lines(source.path):
        if line.text is None:
            yield source.problem(f"line {line.number}", "a line of a log", "one that is too long, or a broken file")
            continue
        try:
            reader.line(line.text, line.number)
        except (_Row, ValueError, TypeError, KeyError, OverflowError) as flaw:
            yield source.problem(f"line {line.number}", "a record of Zeek", _said(flaw))
    for sort in sorted(reader.sorts):
        book.stated.append(Stated(source.name, sort, reader.first, reader.last))
    if reader.passed_over:
        source.note(f"{reader.passed_over} records of other logs of Zeek were not read")


def _said(flaw: Exception) -> str:
    return str(flaw)[:120] if isinstance(flaw, _Row) else f"{type(flaw).__name__}: {str(flaw)[:100]}"


class _Reader:
    """State of one log: its fields, and the first and last moment."""

    def __init__(self, source: Source, book: Book) -> None:
        self.source, self.book = source, book
        self.first = self.last = 0.0
        self.sorts: set[str] = set()
        self.passed_over = 0
        self._fields: list[str] = []
        self._path = ""
        self._writers: dict[str, Callable[[Row, float, Where], None]] = {
            "conn": self._conn, "dns": self._dns, "ssl": self._ssl, "http": self._http, "dhcp": self._dhcp,
        }  # fmt: skip

    def line(self, text: str, number: int) -> None:
        """Read one line, a header among them."""
        if text.startswith("#"):
            self._header(text)
        elif text.strip():
            row = self._json(text) if text.startswith("{") else self._tabbed(text)
            self._row(row, number)

    def _header(self, text: str) -> None:
        name, _, rest = text.partition("\t")
        if name == "#fields":
            self._fields = rest.split("\t")[:MOST_FIELDS]
        elif name == "#path":
            self._path = rest.strip()

    def _tabbed(self, text: str) -> Row:
        values = text.split("\t")
        if not self._fields:
            raise _Row("a row before any #fields line")
        if len(values) != len(self._fields):
            raise _Row(f"{len(values)} values for {len(self._fields)} fields")
        return {name: value for name, value in zip(self._fields, values, strict=True) if value not in _UNSET}

    def _json(self, text: str) -> Row:
        try:
            row = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise _Row(f"no JSON: {error.msg[:80]}") from error
        if not isinstance(row, dict):
            raise _Row("JSON that is no object")
        return row

    def _row(self, row: Row, number: int) -> None:
        path = self._path or str(row.get("_path", "")) or _guessed(row)
        if path not in self._writers:
            self.passed_over += 1
            return
        self.source.read_one()
        at = _moment(row.get("ts"))
        self._writers[path](row, at, self.source.where(f"line {number}"))
        self.sorts.add(SORTS[path])
        if at:
            self.first, self.last = min(self.first or at, at), max(self.last, at)

    def _ends(self, row: Row) -> tuple[str, str, str, bool] | None:
        """Device, peer, port and whether the peer opened it; None where the site is on both ends or on none."""
        here, there = _text(row, "id.orig_h"), _text(row, "id.resp_h")
        site, port = self.book.site, f"{row.get('proto', 'tcp')}/{int(row.get('id.resp_p') or 0)}"
        if site.is_inside(here) and site.is_outside(there):
            return here, there, port, False
        if site.is_inside(there) and site.is_outside(here):
            return there, here, port, True
        return None

    def _conn(self, row: Row, at: float, where: Where) -> None:
        ends = self._ends(row)
        sent, received = _size(row, "orig"), _size(row, "resp")
        lasted = float(row.get("duration") or 0)
        if not 0 <= lasted < 1e8:
            raise _Row(f"a duration of {lasted} s")
        if ends is None:
            for side in ("id.orig_h", "id.resp_h"):
                if self.book.site.is_inside(_text(row, side)):
                    self.book.local(_text(row, side), at, (sent or 0) + (received or 0))
            return
        device, peer, port, inbound = ends
        if inbound:
            sent, received = received, sent
        protocol = str(row.get("service") or "").split(",")[0]
        protocol = {"ssl": "tls"}.get(protocol, protocol)
        self.book.call(Call(device, peer, port, at, at + lasted, sent, received, 1, inbound, protocol), where)

    def _dns(self, row: Row, at: float, where: Where) -> None:
        device, name = _text(row, "id.orig_h"), row.get("query")
        if not name or row.get("qtype_name") not in _HOSTS or not self.book.site.is_inside(device):
            return
        if int(row.get("id.resp_p") or 53) not in (53, 853):  # multicast DNS and NetBIOS stay within the site
            return
        self.book.ask(device, str(name), at, where, _text(row, "id.resp_h"))
        for answer in _listed(row.get("answers")):
            if self.book.site.is_outside(answer):
                self.book.answer(str(name), answer)

    def _ssl(self, row: Row, at: float, where: Where) -> None:
        self._named(row, at, where, str(row.get("server_name") or ""), "tls")

    def _http(self, row: Row, at: float, where: Where) -> None:
        self._named(row, at, where, str(row.get("host") or ""), "http")

    def _named(self, row: Row, at: float, where: Where, name: str, how: str) -> None:
        ends = self._ends(row)
        if ends is None:
            return
        device, peer, port, inbound = ends
        self.book.call(Call(device, peer, port, at, at, inbound=inbound, protocol=how), where, is_second_hand=True)
        if name and not inbound:
            self.book.name(device, peer, name, how, at)

    def _dhcp(self, row: Row, at: float, where: Where) -> None:
        mac = str(row.get("mac") or "").lower()
        if not _MAC.fullmatch(mac):
            return
        address = _text(row, "assigned_addr") or _text(row, "assigned_ip")
        if address:
            self.book.station(address, mac)
        if {"DISCOVER"} & {kind.upper() for kind in _listed(row.get("msg_types"))}:
            self.book.join(mac, at, "DHCP DISCOVER", where)


def _guessed(row: Row) -> str:
    """Tell a log in JSON by its fields."""
    best = max(_MARKS, key=lambda path: len(_MARKS[path] & row.keys()))
    return best if _MARKS[best] & row.keys() else ""


def _text(row: Row, name: str) -> str:
    value = row.get(name, "")
    return value if isinstance(value, str) else ""


def _listed(value: object) -> list[str]:
    values = value if isinstance(value, list) else str(value or "").split(",")
    return [str(one) for one in values[:64]]


def _size(row: Row, side: str) -> int | None:
    """Bytes of IP packets where they are counted, else of what they carry."""
    for name in (f"{side}_ip_bytes", f"{side}_bytes"):
        if (value := row.get(name)) is not None:
            size = int(value)
            if size < 0:
                raise _Row(f"{size} bytes")
            return size
    return None


def _moment(value: object) -> float:
    """Seconds since 1970; 0 where the record has no time."""
    if value is None:
        return 0.0
    if isinstance(value, str) and "T" in value:
        return datetime.fromisoformat(value).timestamp()
    at = float(str(value))
    if not 0 <= at < 1e11:
        raise _Row(f"a time of {at}")
    return at
