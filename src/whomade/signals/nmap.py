"""Text of `nmap -sV`: open ports, service texts, headers and titles that its scripts printed, the MAC address.

What nmap concludes (product in brackets, vendor behind the MAC address, `Service Info`) is another tool's guess: it
never becomes a brand, a Server header or a title. Only text that the device sent does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whomade.model import Observation, Problem, Signal
from whomade.signals import http, mac, text, tls
from whomade.signals import ports as ports_of

KINDS = ("nmap",)

_PORT = re.compile(
    r"(\d{1,5})/(tcp|udp)\s{1,20}open(?!\|)(?:\s{1,40}(\S{1,60}))?(?:\s{1,40}(.{1,2000}))?", re.IGNORECASE
)
_PRODUCT = re.compile(r"[A-Za-z][\w-]{1,40}[ /]\d[\w.-]{0,30}")
_QUOTED = re.compile(r"\(banner:\s{0,4}([^)]{1,500})\)")
_SCRIPT = re.compile(r"\|_?\s{0,8}([A-Za-z][\w-]{0,40}):?\s{0,8}(.{0,2000})")
_NO_TITLE = re.compile(r"Site doesn't have a title|Did not follow redirect|Requested resource was", re.IGNORECASE)

Results = Iterator[Signal | Problem]


def extract(observation: Observation) -> Results:
    """Read the report line by line and give the set of open ports at the end."""
    ports: set[tuple[int, str]] = set()
    protocol = "http"
    for line in text.lines(text.of(observation)):
        if found := _PORT.match(line):
            ports.add((int(found[1]), found[2].lower()))
            protocol = "rtsp" if "rtsp" in (found[3] or "") else "http"
            yield from _service(observation, found[3] or "", found[4] or "")
        elif line.startswith("MAC Address:"):
            yield from mac.signals(observation, line.removeprefix("MAC Address:").strip().partition(" ")[0])
        elif line.startswith("|"):
            protocol = "rtsp" if "RTSP/1." in line else "http" if "HTTP/1." in line else protocol
            yield from _script(observation, protocol, line)
    yield from ports_of.signals(observation, ports)


def _service(observation: Observation, service: str, version: str) -> Results:
    """Give the service text; a bare `product 1.2` of a web server is what its Server header said."""
    if quoted := _QUOTED.search(version):
        yield observation.signal("telnet_banner" if service == "telnet" else "banner", quoted[1])
    elif version:
        yield observation.signal("banner", version)
        if "http" in service and _PRODUCT.fullmatch(version):
            yield observation.signal("http_header.server", version)


def _script(observation: Observation, protocol: str, line: str) -> Results:
    """Read a line of script output by the name before the colon."""
    found = _SCRIPT.match(line)
    name, value = (found[1].lower(), found[2].strip()) if found else ("", "")
    if name == "http-title" and not _NO_TITLE.search(value):
        yield observation.signal("html_title", http.title(value))
    elif name in {"server", "http-server-header"}:
        yield observation.signal(f"{protocol}_header.server", value)
    elif name in {"subject", "ssl-cert"} and "=" in value:
        yield observation.signal("x509.subject", tls.distinguished_name(value.removeprefix("Subject:").strip()))
    elif name == "issuer":
        yield observation.signal("x509.issuer", tls.distinguished_name(value))
    elif name == "rtsp-methods":
        yield observation.signal("rtsp_header.other", f"Public: {value}")
    yield from (observation.signal(f"{protocol}_realm", realm) for realm in text.realms(line))
