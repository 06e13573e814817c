"""Logs of name servers: dnsmasq and Pi-hole (queries, replies, leases), and BIND's query log.

Source: dnsmasq manual page, option --log-queries, and lines as it writes them; BIND 9 Administrator Reference Manual,
logging category `queries`. Such a log has no year in its syslog form: it is that in which the file was last written.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from whomade.collect.flows.lines import lines
from whomade.model.traffic import Sort, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.flows.book import Book
    from whomade.collect.source import Source
    from whomade.model import Problem, Where

_SYSLOG = r"(?P<syslog>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)"
_ISO = r"(?P<iso>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)"
_NAMED = r"(?P<named>\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d(?:\.\d+)?)"
_HEAD = re.compile(rf"(?:{_SYSLOG}|{_ISO}|{_NAMED})\s(?P<rest>.*)")
_ADDRESS = r"[0-9A-Fa-f:.]{2,45}"
_QUERY = re.compile(rf"query\[(?P<type>[\w-]+)\] (?P<name>\S+) from (?P<device>{_ADDRESS})$")
_REPLY = re.compile(r"(?:reply|cached|cached-stale) (?P<name>\S+) is (?P<answer>\S+)$")
_LEASE = re.compile(
    rf"(?P<kind>DHCPACK|DHCPDISCOVER)\(\S+\) (?:(?P<address>{_ADDRESS}) )?"
    r"(?P<mac>(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2})\b"
)
_BIND = re.compile(
    rf"client (?:@0x[0-9a-f]+ )?(?P<device>{_ADDRESS})#\d+(?: \([^)]*\))?: (?:view \S+ )?"
    r"query: (?P<name>\S+) (?P<class>\w+) (?P<type>\w+)\b"
)
_DNSMASQ = re.compile(r"\bdnsmasq(?:-dhcp)?\[\d+\]: ")
_HOSTS = frozenset({"A", "AAAA", "HTTPS"})
MOST_ALIASES = 20_000
_MONTHS = {
    name: i
    for i, name in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)
}


def accepts(head: str) -> bool:
    """Tell by a line of one of the servers among the first ones."""
    first = head.split("\n")[:200]
    return any(_DNSMASQ.search(line) or (_BIND.search(line) and _HEAD.match(line)) for line in first)


def read(source: Source, book: Book) -> Iterator[Problem]:
    """Write a log into the book."""
    reader = _Reader(source, book)
    for line in lines(source.path):
        if line.text is None:
            yield source.problem(f"line {line.number}", "a line of a log", "one that is too long, or a broken file")
            continue
        if not line.text.strip():
            continue
        try:
            reader.line(line.text, source.where(f"line {line.number}"))
        except ValueError as flaw:
            yield source.problem(f"line {line.number}", "a line of dnsmasq or BIND", str(flaw)[:120])
    book.stated.append(Stated(source.name, Sort.NAMES, reader.first, reader.last))
    if reader.is_without_zone:
        source.note("times of this log name no zone: they were read as UTC")
    if reader.passed_over:
        source.note(f"{reader.passed_over} lines of the log say nothing of names that are asked for")


class _Reader:
    """State of one log: the last moment, and the name whose answer follows."""

    def __init__(self, source: Source, book: Book) -> None:
        self.first = self.last = 0.0
        self.passed_over = 0
        self.is_without_zone = False
        self._source, self._book = source, book
        self._written = datetime.fromtimestamp(source.path.stat().st_mtime, UTC)
        self._alias: dict[str, str] = {}
        self._pending = ""

    def line(self, text: str, where: Where) -> None:
        """Read one line; lines about other things are counted."""
        head = _HEAD.match(text)
        if head is None:
            raise ValueError(f"no time at the beginning: {text[:60]!r}")
        at = self._moment(head)
        rest = head["rest"]
        if (found := _QUERY.search(rest)) or (found := _BIND.search(rest)):
            self._asked(found, at, where)
        elif found := _REPLY.search(rest):
            self._reply(found["name"].lower(), found["answer"])
        elif found := _LEASE.search(rest):
            self._lease(found, at, where)
        else:
            self.passed_over += 1
            return
        self._source.read_one()
        self.first, self.last = min(self.first or at, at), max(self.last, at)

    def _asked(self, found: re.Match[str], at: float, where: Where) -> None:
        if found["type"] in _HOSTS and self._book.site.is_inside(found["device"]):
            self._book.ask(found["device"], found["name"], at, where)

    def _reply(self, name: str, answer: str) -> None:
        """An answer may come in several lines, by way of other names; they belong to the name that was asked for."""
        owner = self._alias.get(name, name)
        if answer == "<CNAME>":
            self._pending = owner
            return
        if self._pending and name != self._pending:
            if len(self._alias) >= MOST_ALIASES:
                self._alias.clear()
            owner = self._alias[name] = self._pending
        self._pending = ""
        if self._book.site.is_outside(answer):
            self._book.answer(owner, answer)

    def _lease(self, found: re.Match[str], at: float, where: Where) -> None:
        mac = found["mac"].lower()
        if found["kind"] == "DHCPDISCOVER":
            self._book.join(mac, at, "DHCP DISCOVER", where)
        elif found["address"]:
            self._book.station(found["address"], mac)

    def _moment(self, head: re.Match[str]) -> float:
        if head["iso"]:
            found = datetime.fromisoformat(head["iso"].replace(",", "."))
            self.is_without_zone |= found.tzinfo is None
            return found.replace(tzinfo=found.tzinfo or UTC).timestamp()
        self.is_without_zone = True
        if head["named"]:
            day, clock = head["named"].split(" ")
            number, month, year = day.split("-")
        else:
            month, number, clock = head["syslog"].split()
            year = str(self._year(month, int(number)))
        text = f"{year}-{_MONTHS.get(month, 0):02}-{int(number):02}T{clock}"
        return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()

    def _year(self, month: str, day: int) -> int:
        """The year in which the file was last written, or the one before for days that lie behind."""
        written = self._written
        is_later = (_MONTHS.get(month, 0), day) > (written.month, written.day + 1)
        return written.year - is_later
