"""`whomade traffic` as a library call: captures and logs in, what each device called out."""

from __future__ import annotations

import dataclasses
from ipaddress import ip_address
from typing import TYPE_CHECKING

from whomade import collect
from whomade.attribute.claim import claim
from whomade.attribute.endpoints import Directory, visits
from whomade.collect.capture.ledger import MOST_DOMAINS
from whomade.collect.flows.book import MAC, Book
from whomade.collect.flows.read import read
from whomade.collect.flows.site import SHARED, Site
from whomade.knowledge import bundle
from whomade.model import Observation
from whomade.model.traffic import Account, Watched
from whomade.pipeline.identify import Identification, Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from whomade.collect import Source
    from whomade.collect.networks import Networks
    from whomade.model import Knowledge, Problem
    from whomade.model.traffic import Traffic


def traffic(
    paths: Sequence[str | Path],
    *,
    networks: Networks | None = None,
    local: tuple[str, ...] = (),
    only: frozenset[str] = frozenset(),
    knowledge: Knowledge | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> Watched:
    """Say what devices called.

    Args:
        paths: captures, Zeek logs and logs of name servers, in any order; `-` is standard input.
        networks: the user's table of networks, for country and autonomous system.
        local: networks of the site beside private ones.
        only: keys or addresses of devices; others are passed over.
        knowledge: a compiled base; the shipped one if not given.
        progress: called with a stage and a count.

    Raises:
        InputError: a path does not exist, or a network is none.
    """
    base = knowledge or bundle.load()
    book = Book(Site(local))
    run = Identification(paths, Options(reader=_reader(book, paths)), base, progress)
    found = {assessment.asset.id: assessment for assessment in run}
    directory = Directory(base.endpoints)
    accounts = (
        dataclasses.replace(_account(one, directory, networks, book, base), assessment=found.get(one.device))
        for one in book.devices()
        if not only or only & {one.device, *one.addresses}
    )
    return Watched(tuple(accounts), tuple(book.stated), run.coverage, base, networks is not None, book.left_out)


def _reader(book: Book, paths: Sequence[str | Path]) -> Callable[[Source], Iterator[Observation | Problem]]:
    """Reads every input into the book; what logs say of devices follows the last input, once all leases are known."""
    left = sum(1 for _ in collect.expand(paths))

    def reader(source: Source) -> Iterator[Observation | Problem]:
        nonlocal left
        left -= 1
        yield from read(source, book)
        if source.summary.format != "pcap":
            logged.append(source.name)
        if not left:
            yield from _told(book, frozenset(logged))

    logged: list[str] = []
    return reader


def _told(book: Book, logged: frozenset[str]) -> Iterator[Observation]:
    """What logs say of devices: the MAC address of a lease, and the names asked for by devices of one purpose."""
    for one in book.devices():
        places = [seen.where for seen in one.lookups] + [seen.where for seen in one.contacts]
        first = next((where for where in places if where.input in logged), None)
        if first is None:
            continue
        if MAC.fullmatch(one.device):
            yield Observation(one.device, "mac", one.device, first)
        names = {lookup.name: lookup.where for lookup in one.lookups if lookup.where.input in logged}
        names |= {n: c.where for c in one.contacts if not c.inbound and c.where.input in logged for n in c.names[:1]}
        if len({".".join(name.rsplit(".", 2)[-2:]) for name in names}) <= MOST_DOMAINS:
            for name, where in sorted(names.items()):
                yield Observation(one.device, "cloud_host", name, where)


def _account(one: Traffic, directory: Directory, networks: Networks | None, book: Book, base: Knowledge) -> Account:
    found = visits(one, directory, networks.of if networks else _nowhere, _is_shared)
    return Account(one, found, claim(one, found, book.stated, lambda id_: _name(base, id_)))


def _name(base: Knowledge, id_: str) -> str:
    entity = base.entities.get(id_)
    return entity.name if entity else id_


def _nowhere(_: str) -> None:
    return None


def _is_shared(address: str) -> bool:
    try:
        return ip_address(address) in SHARED
    except ValueError:
        return False
