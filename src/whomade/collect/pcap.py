"""Packet captures, pcap and pcapng, plain or packed with gzip: what each device of the site said about itself.

Read are discovery and management protocols, DHCP, LLDP, names asked of DNS and TLS, and the first bytes of each
direction of a TCP connection (HTTP, RTSP, TLS certificates, greetings); pictures and sound are passed over unread. A
device is named by its MAC address, one behind a router by its IP address; senders elsewhere on the Internet are left
out. Links: Ethernet with VLAN tags, Linux cooked (both versions), raw IP, loopback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect.capture import container
from whomade.collect.capture.hearing import MOST_BAD
from whomade.collect.capture.split import heard
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.capture.split import Heard
    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

NAME = "pcap"


def accepts(head: bytes, name: str) -> bool:  # noqa: ARG001 - every reader has the same two arguments
    """Tell by the magic number, also inside gzip."""
    return container.is_capture(head)


def collect(source: Source) -> Iterator[Observation | Problem]:
    """Give one observation for each different thing that a device said."""
    if not source.path.stat().st_size:
        raise InputError("empty file")
    yield from told(source, heard(source.path, source.jobs))


def told(source: Source, found: Heard) -> Iterator[Observation | Problem]:
    """Give what was heard, in a file or on a wire, and the account of what was left out."""
    source.summary.records += found.frames
    yield from _problems(source, found)
    yield from found.ledger.observations(source)
    _notes(source, found)


def _problems(source: Source, found: Heard) -> Iterator[Problem]:
    """Say what could not be read: broken places of the file, and frames that contradict themselves."""
    for flaw in found.flaws:
        yield source.problem(*flaw)
    for number, said in found.bad:
        yield source.problem(f"packet {number}", "a packet that agrees with itself", said)
    if found.bad_more:
        source.summary.rejected += found.bad_more
        source.note(f"{found.bad_more} more broken packets than the {MOST_BAD} that are listed")


def _notes(source: Source, found: Heard) -> None:
    """Say once what was left out."""
    for link, count in sorted(found.other_links.items()):
        source.note(f"{count} frames of link type {link} were not read")
    if found.ledger.owners.left_out:
        source.note(
            f"{found.ledger.owners.left_out} senders elsewhere on the Internet were left out: they are no devices here"
        )
    if found.ledger.many_names:
        source.note(
            f"{found.ledger.many_names} senders ask for many different hosts, as phones and computers do: these names "
            "were not used"
        )
    if found.ledger.dropped:
        source.note(f"{found.ledger.dropped} further messages of senders that said very much were not kept")
