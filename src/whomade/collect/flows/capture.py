"""Packet captures: what devices say of themselves and, into the book, what they call.

Two passes: the sieve of the first drops what the second counts, and both together are quicker than one that does both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect import pcap
from whomade.collect.capture import container, stretch
from whomade.collect.capture.split import heard
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
    found = heard(source.path, source.jobs)
    wire = Wire(book)
    with container.opened(source.path) as file:
        head = stretch.head_of(file)
        Tap(wire).count(stretch.opened_at(file, head, stretch.whole(head)))
    ledger = found.ledger
    wire.write(_owner(ledger.owners), source.where, ledger.owners.resolvers)
    for mac in ledger.owners.owned():
        book.meet(mac.hex(":"), 0.0)
    book.stated.append(Stated(source.name, Sort.CAPTURE, wire.first / NANO, wire.last / NANO))
    _notes(source, wire)
    yield from pcap.told(source, found)


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
