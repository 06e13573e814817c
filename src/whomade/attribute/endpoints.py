"""From contacts to services: whose a peer is and what for, by name, by port after a bootstrap, or by first bytes.

A call by address says nothing by itself. Some devices fetch the addresses of their peers from one host at every start;
then the port tells, but only on a device that was seen to ask for that host.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from whomade.model.endpoint import PURPOSES, UNKNOWN
from whomade.model.traffic import Contact, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from whomade.model import Endpoint
    from whomade.model.traffic import Network, Traffic

RESOLVER = "resolver"
"""Purpose of a name server outside the site: it hears every name the device asks for."""
ORDER = (*PURPOSES, RESOLVER, UNKNOWN)
"""Purposes in the order of reports."""
_BY_PORT = {"udp/53": RESOLVER, "tcp/53": RESOLVER, "tcp/853": RESOLVER, "udp/853": RESOLVER, "udp/123": "time"}


class Directory:
    """All endpoints of a base, ready to be asked."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        found = list(endpoints)
        self._named = sorted((e for e in found if e.host), key=_narrowest)
        self._unnamed = [e for e in found if not e.host]
        self._set: Any = None

    def of_name(self, name: str) -> Endpoint | None:
        """The narrowest statement about a name."""
        from whomade.attribute.match import compile_set, found_in

        if self._set is None and self._named:
            self._set = compile_set(endpoint.host for endpoint in self._named)
        hits = found_in(self._set, name) if self._set else []
        return self._named[hits[0]] if hits else None

    def of_call(self, contact: Contact, bootstraps: frozenset[str]) -> Endpoint | None:
        """The statement about a call by address, on a device that asked for some bootstraps."""
        for endpoint in self._unnamed:
            is_after = not endpoint.after or endpoint.after in bootstraps
            if is_after and contact.port in endpoint.ports and _speaks(endpoint, contact):
                return endpoint
        return None


def _speaks(endpoint: Endpoint, contact: Contact) -> bool:
    """Whether the protocol fits; first bytes that were not seen contradict nothing where a bootstrap speaks as well."""
    is_unseen = bool(endpoint.after) and not contact.protocol
    return not endpoint.protocol or endpoint.protocol == contact.protocol or is_unseen


def _narrowest(endpoint: Endpoint) -> tuple[bool, int, str]:
    """Statements about one name come before those about a whole domain, and long ones before short ones."""
    return "(?:^|" in endpoint.host, -len(endpoint.host), endpoint.id


def visits(
    traffic: Traffic,
    directory: Directory,
    network: Callable[[str], Network | None],
    is_shared: Callable[[str], bool],
) -> tuple[Visit, ...]:
    """Every contact of a device with what is known of the other side, in the order of purposes and of time.

    Args:
        traffic: what was seen of the device.
        directory: who runs what.
        network: who announces an address and where; None where the user's table does not say.
        is_shared: whether an address is of the space between providers and customers.
    """
    bootstraps = frozenset(_bootstraps(traffic, directory))
    found = [_visit(contact, directory, bootstraps) for contact in _contacts(traffic)]
    told = (
        dataclasses.replace(v, network=network(v.contact.peer), is_shared_space=is_shared(v.contact.peer))
        if v.contact.peer
        else v
        for v in found
    )
    return tuple(sorted(told, key=_in_order))


def _in_order(visit: Visit) -> tuple[int, float, str, str]:
    contact = visit.contact
    return ORDER.index(visit.purpose), contact.first, contact.peer, contact.port


def _bootstraps(traffic: Traffic, directory: Directory) -> Iterator[str]:
    names = {lookup.name for lookup in traffic.lookups}
    names |= {name for contact in traffic.contacts for name in contact.names if not contact.inbound}
    for name in names:
        endpoint = directory.of_name(name)
        if endpoint is not None and endpoint.purpose == "bootstrap":
            yield endpoint.id


def _contacts(traffic: Traffic) -> Iterator[Contact]:
    """Contacts, and questions after which no contact was seen as contacts without a peer."""
    reached = {name for contact in traffic.contacts for name in contact.names}
    yield from traffic.contacts
    for asked in traffic.lookups:
        if asked.name not in reached:
            yield Contact(
                "", "", asked.first, asked.last, asked.count, names=(asked.name,), named_by="dns",
                activity=asked.activity, where=asked.where,
            )  # fmt: skip


def _visit(contact: Contact, directory: Directory, bootstraps: frozenset[str]) -> Visit:
    if contact.inbound:
        return Visit(contact, UNKNOWN)
    for name in contact.names:
        if endpoint := directory.of_name(name):
            return _of(contact, endpoint, "name")
    if not contact.names and (endpoint := directory.of_call(contact, bootstraps)):
        return _of(contact, endpoint, "bootstrap" if endpoint.after else "protocol")
    purpose = _BY_PORT.get(contact.port, UNKNOWN)
    basis = "port" if purpose != UNKNOWN else ""
    return Visit(contact, purpose, basis, is_asked_only=not contact.peer)


def _of(contact: Contact, endpoint: Endpoint, basis: str) -> Visit:
    return Visit(
        contact=contact,
        purpose=endpoint.purpose,
        basis=basis,
        endpoint=endpoint.id,
        operator=endpoint.operator,
        owner=endpoint.owner,
        software=endpoint.software,
        why=endpoint.why,
        trial=endpoint.trial,
        is_asked_only=not contact.peer,
    )
