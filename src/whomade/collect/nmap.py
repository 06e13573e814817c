"""nmap XML (`nmap -oX`): one asset per host, streamed; what nmap guessed about makers is left aside.

The `vendor` of a MAC address and the operating-system guesses are another tool's opinion, not evidence. A file that
breaks off keeps the hosts before the break.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whomade.collect import nmap_replies
from whomade.collect.nmap_scripts import SCRIPTS, Script
from whomade.collect.safexml import Reading, XmlError
from whomade.collect.text import decoded
from whomade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.collect.source import Source
    from whomade.model import Observation, Problem

NAME = "nmap"

PORT_CAP = 2 * 65536
"""A host has no more TCP and UDP ports than this."""
SCRIPT_CAP = 256
TEXT_CAP = 64 * 1024
"""Longest attribute or script output that is kept, in characters."""
HOST_CAP = 8 * 1024 * 1024
"""Most text that is kept of one host, in characters."""
STRINGS = "fingerprint-strings"
"""Script that shows the replies of a service once more, without their blank and short lines."""
_ADDRESS_ORDER = ("ipv4", "ipv6", "mac")
_TUNNEL = "ssl"
_INFO = (("Host", "hostname"), ("OS", "ostype"), ("Device", "devicetype"))


@dataclass(slots=True)
class Port:
    """An open port with what the service said."""

    protocol: str
    number: str
    open: bool = False
    service: dict[str, str] = field(default_factory=dict)
    replies: list[nmap_replies.Reply] = field(default_factory=list)


@dataclass(slots=True)
class Host:
    """A host while it is being read."""

    line: int
    up: bool = True
    addresses: dict[str, str] = field(default_factory=dict)
    ports: list[Port] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    dropped: int = 0
    kept: int = 0

    def has_room(self, texts: Iterable[str]) -> bool:
        """Count texts against the cap of this host; those that do not fit are dropped and counted."""
        size = sum(map(len, texts))
        fits = self.kept + size <= HOST_CAP
        self.kept += size if fits else 0
        self.dropped += not fits
        return fits


def accepts(head: bytes, name: str) -> bool:  # noqa: ARG001 - every reader has the same two arguments
    """Tell whether the root element of nmap stands near the beginning."""
    text = decoded(head)
    return text.startswith("<") and "<nmaprun" in text


def collect(source: Source) -> Iterator[Observation | Problem]:
    """Give the observations of each host as it is completed."""
    scan = _Scan()
    try:
        with source.path.open("rb") as file:
            for _ in scan.reading.feed_file(file):
                yield from _completed(source, scan)
    except XmlError as broken:
        yield from _completed(source, scan)
        yield source.problem(
            f"line {broken.line}", "nmap XML up to `</nmaprun>`", broken.found, "hosts before this line are kept"
        )
    _notes(source, scan)


def _completed(source: Source, scan: _Scan) -> Iterator[Observation | Problem]:
    for host in scan.hosts:
        yield from _host(source, scan, host)
    scan.hosts.clear()


def _host(source: Source, scan: _Scan, host: Host) -> Iterator[Observation | Problem]:
    asset = next((host.addresses[kind] for kind in _ADDRESS_ORDER if host.addresses.get(kind)), "")
    place = f"line {host.line}, host {asset}"
    if not asset:
        yield source.problem(f"line {host.line}", "a host with an address", "none")
        return
    source.read_one()
    seen = list(_observed(source, host, asset, place)) if host.up else []
    scan.silent += not seen
    yield from seen
    if host.dropped:
        yield source.flaw(
            place,
            f"at most {PORT_CAP} ports, {SCRIPT_CAP} scripts and 8 MiB of text",
            "more",
            f"{host.dropped} of them are left out",
        )


def _observed(source: Source, host: Host, asset: str, place: str) -> Iterator[Observation]:
    if mac := host.addresses.get("mac"):
        yield source.observe(asset, "mac", mac, place)
    if text := _service_text(host):
        yield source.observe(asset, "nmap", text, place)
    for port in host.ports:
        if port.open:
            for probe, kind, reply in nmap_replies.read(port.replies, port.service.get("name", "")):
                yield source.observe(asset, kind, reply, f"{place}, port {port.number}, reply to {probe}")
    for script in host.scripts:
        for kind, data in SCRIPTS[script.id](script):
            where = f"{place}, port {script.port}" if script.port else place
            yield source.observe(asset, kind, data, f"{where}, script {script.id}")


def _service_text(host: Host) -> str:
    """Open ports in the form of `nmap -sV`, without scripts."""
    ports = [p for p in host.ports if p.open]
    info = {
        f"{word}: {p.service[key].strip()}": None
        for p in ports
        for word, key in _INFO
        if p.service.get(key, "").strip()
    }
    rows = [_port_line(p) for p in ports]
    return "\n".join([*rows, *(["Service Info: " + "; ".join(info)] if info else [])])


def _port_line(port: Port) -> str:
    service = port.service
    name = service.get("name", "unknown")
    name = f"{_TUNNEL}/{name}" if service.get("tunnel") == _TUNNEL else name
    extra = f"({service['extrainfo']})" if service.get("extrainfo") else ""
    words = (f"{port.protocol}", "open", name, service.get("product", ""), service.get("version", ""), extra)
    return f"{port.number}/" + " ".join(" ".join(word.split()) for word in words if word.strip())


def _notes(source: Source, scan: _Scan) -> None:
    if scan.silent:
        source.note(f"hosts down or without open ports: {scan.silent} (no observations)")
    if scan.unread:
        names = ", ".join(f"{name} ({n})" for name, n in sorted(scan.unread.items()))
        source.note(f"script results not used: {names}")
    if scan.guesses:
        source.note(
            f"guesses of nmap (vendor names of its own table, operating systems) not used as evidence: {scan.guesses}"
        )


class _Scan:
    """State of the reading: host, port and script inside which the parser stands, and the hosts that are complete."""

    def __init__(self) -> None:
        self.reading = Reading(self._start, self._end, self._text)
        self.hosts: list[Host] = []
        self.unread: Counter[str] = Counter()
        self.silent = 0
        self.guesses = 0
        self._root = ""
        self._host: Host | None = None
        self._port: Port | None = None
        self._script: Script | None = None
        self._keys: list[str] = []
        self._value: list[str] | None = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._root:
            self._begin(name)
        elif name == "host":
            self._host = Host(self.reading.line)
        elif self._host and (handler := _STARTS.get(name)):
            handler(self, self._host, _cut(attributes))

    def _begin(self, name: str) -> None:
        if name != "nmaprun":
            raise InputError(f"not nmap XML: the first element is `{name[:60]}`")
        self._root = name

    def _end(self, name: str) -> None:
        if name == "host" and self._host:
            self.hosts.append(self._host)
            self._host = self._port = self._script = None
        elif self._host and (handler := _ENDS.get(name)):
            handler(self, self._host)

    def _text(self, text: str) -> None:
        if self._value is not None and sum(map(len, self._value)) < TEXT_CAP:
            self._value.append(text[:TEXT_CAP])

    def status(self, host: Host, attributes: dict[str, str]) -> None:
        host.up = attributes.get("state", "up") == "up"

    def address(self, host: Host, attributes: dict[str, str]) -> None:
        host.addresses.setdefault(attributes.get("addrtype", "ipv4"), attributes.get("addr", ""))
        self.guesses += "vendor" in attributes

    def guess(self, host: Host, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self.guesses += 1

    def port(self, host: Host, attributes: dict[str, str]) -> None:
        self._port = Port(attributes.get("protocol", "tcp"), attributes.get("portid", ""))
        if len(host.ports) >= PORT_CAP:
            host.dropped += 1
        elif host.has_room(attributes.values()):
            host.ports.append(self._port)

    def state(self, host: Host, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if self._port:
            self._port.open = attributes.get("state") == "open"

    def service(self, host: Host, attributes: dict[str, str]) -> None:
        said = {k: v for k, v in attributes.items() if k != "servicefp"}
        if self._port and host.has_room(said.values()):
            self._port.service = said
        found = nmap_replies.replies(attributes.get("servicefp", ""))
        if self._port and found and host.has_room(reply.data.decode("latin-1") for reply in found):
            self._port.replies = found

    def script(self, host: Host, attributes: dict[str, str]) -> None:
        name = attributes.get("id", "")
        if name not in SCRIPTS and name != STRINGS:
            self.unread[name[:40] if len(self.unread) < 50 else "and others"] += 1
        elif len(host.scripts) >= SCRIPT_CAP:
            host.dropped += 1
        elif host.has_room(attributes.values()):
            self._script = self._new_script(name, attributes.get("output", ""))
            host.scripts += [] if name == STRINGS else [self._script]

    def _new_script(self, name: str, output: str) -> Script:
        port = self._port
        self._keys = []
        return Script(name, output, port.number if port else "", port.service.get("name", "") if port else "")

    def table(self, host: Host, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self._keys.append(attributes.get("key", ""))

    def elem(self, host: Host, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self._value = [] if self._script else None
        self._keys.append(attributes.get("key", ""))

    def end_table(self, host: Host) -> None:  # noqa: ARG002
        self._keys = self._keys[:-1]

    def end_elem(self, host: Host) -> None:
        if self._script and self._value is not None and host.has_room([*self._value, *self._keys]):
            self._script.add("/".join(self._keys), "".join(self._value))
        self._value = None
        self._keys = self._keys[:-1]

    def end_script(self, host: Host) -> None:  # noqa: ARG002
        if self._script and self._script.id == STRINGS and self._port and not self._port.replies:
            self._port.replies = nmap_replies.heads(self._script.elements)
        self._script = None

    def end_port(self, host: Host) -> None:  # noqa: ARG002
        self._port = None


_STARTS = {
    "status": _Scan.status,
    "address": _Scan.address,
    "osmatch": _Scan.guess,
    "port": _Scan.port,
    "state": _Scan.state,
    "service": _Scan.service,
    "script": _Scan.script,
    "table": _Scan.table,
    "elem": _Scan.elem,
}
_ENDS = {"table": _Scan.end_table, "elem": _Scan.end_elem, "script": _Scan.end_script, "port": _Scan.end_port}


def _cut(attributes: dict[str, str]) -> dict[str, str]:
    return {key: value[:TEXT_CAP] for key, value in attributes.items()}
