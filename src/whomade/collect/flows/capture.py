"""Packet captures: one pass gives what devices say of themselves and, into the book, what they call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect import pcap
from whomade.collect.capture import container, stretch
from whomade.collect.capture.hearing import Hearing
from whomade.collect.capture.sift import Sift
from whomade.collect.capture.split import Heard
from whomade.collect.flows.tap import Tap
from whomade.collect.flows.wire import NANO, Wire, text_of
from whomade.model.traffic import Sort, Stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whomade.collect.capture.owners import Owners
    from whomade.collect.flows.book import Book
    from whomade.collect.source import Source
    from whomade.model import Observation, Problem


def read(source: Source, book: Book) -> Iterator[Observation | Problem]:
    """Write a capture into the book, and give what its devices say of themselves.

    Raises:
        InputError: the head of the file is cut short.
    """
    wire = Wire(book)
    sift = Sift()
    hearing = Hearing(sift)
    with container.opened(source.path) as file:
        head = stretch.head_of(file)
        tap = Tap(stretch.opened_at(file, head, stretch.whole(head)), wire)
        hearing.take(sift.kept(tap))
    ledger = hearing.finish()
    wire.write(_owner(ledger.owners), source.where, ledger.owners.resolvers)
    for mac in ledger.owners.owned():
        book.meet(mac.hex(":"), 0.0)
    book.stated.append(Stated(source.name, Sort.CAPTURE, wire.first / NANO, wire.last / NANO))
    _notes(source, wire)
    yield from pcap.told(source, Heard(ledger, sift.number, hearing.bad, hearing.bad_more, sift.other_links, tap.flaws))


def _owner(owners: Owners) -> Callable[[bytes], str]:
    """Give the key of the device that has an address: its own MAC address where that is shown, else the address."""
    known: dict[bytes, str] = {}
    for mac, sources in owners.heard.items():
        for address in sources:
            found = owners.asset((mac, address))
            if found and (address not in known or ":" in found):
                known[address] = found
    for mac, claimed in owners.claimed.items():
        for address in claimed:
            if found := owners.asset((mac, address)):
                known[address] = found

    def owner(address: bytes) -> str:
        return known.get(address) or text_of(address)

    return owner


def _notes(source: Source, wire: Wire) -> None:
    if wire.passing:
        source.note(f"{wire.passing} packets between addresses elsewhere, or to groups, are no contacts here")
    if wire.dropped:
        source.note(f"{wire.dropped} contacts or questions beyond those that are kept were left out")
