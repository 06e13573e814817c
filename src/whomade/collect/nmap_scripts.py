"""What the scripts of nmap saw on a device, as the observations they really are.

Only scripts that repeat the device's own words are in the table. Scripts that report a conclusion of nmap (a known key,
a weakness, an operating system) are counted in the notes of the input and not used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ELEMENT_CAP = 500
_MD5 = re.compile(r"(?i)\b[0-9a-f]{32}\b")
_NO_TITLE = ("Did not follow redirect", "Site doesn't have a title", "Requested resource was", "ERROR:")
_BANNER_KINDS = {"ftp": "ftp_banner", "ftps": "ftp_banner", "telnet": "telnet_banner"}
_ESCAPED = re.compile(r"\\x([0-9A-Fa-f]{2})")
_NAME_PARTS = {
    "commonName": "CN",
    "organizationalUnitName": "OU",
    "organizationName": "O",
    "localityName": "L",
    "stateOrProvinceName": "ST",
    "countryName": "C",
    "emailAddress": "emailAddress",
}
_NAME_PART = re.compile(
    r"(?:^|/)(" + "|".join(_NAME_PARTS) + r")=(.*?)(?=/(?:" + "|".join(_NAME_PARTS) + r"|[A-Za-z]+Name|[\d.]+)=|$)"
)
_UPNP_NAMES = {
    "Name": "friendlyName",
    "Manufacturer": "manufacturer",
    "Model Descr": "modelDescription",
    "Model Name": "modelName",
    "Model Version": "modelNumber",
}
"""What upnp-info prints → the element of the description it read. Source: nmap.org/nsedoc/scripts/upnp-info.html."""
_SNMP_INFO = ("enterprise", "engineIDFormat", "engineIDData")


@dataclass(slots=True)
class Script:
    """Result of one script: its printed output and its elements by path (`subject/commonName`)."""

    id: str
    output: str
    port: str = ""
    service: str = ""
    elements: list[tuple[str, str]] = field(default_factory=list)

    def add(self, path: str, value: str) -> None:
        """Keep an element, up to a cap."""
        if len(self.elements) < ELEMENT_CAP:
            self.elements.append((path, value))

    def lines(self) -> list[str]:
        """Output lines without blanks around them, no empty ones."""
        return [line.strip() for line in self.output.splitlines() if line.strip()]

    def under(self, table: str) -> list[tuple[str, str]]:
        """Elements of one table as (key, value)."""
        return [
            (path.removeprefix(f"{table}/"), value) for path, value in self.elements if path.startswith(f"{table}/")
        ]


def _title(script: Script) -> Iterator[tuple[str, str]]:
    titles = [value for path, value in script.elements if path == "title"] or script.lines()[:1]
    yield from (
        ("http_title", title.strip()) for title in titles[:1] if title.strip() and not title.startswith(_NO_TITLE)
    )


def _server(script: Script) -> Iterator[tuple[str, str]]:
    values = [value.strip() for _, value in script.elements] or script.lines()
    yield from (("http_headers", f"Server: {value}") for value in dict.fromkeys(values) if value)


def _headers(script: Script) -> Iterator[tuple[str, str]]:
    rows = [line for line in script.lines() if not line.startswith("(Request type")]
    if rows:
        yield "http_headers", "\n".join(rows)


def _challenge(script: Script) -> Iterator[tuple[str, str]]:
    """Realm of a login; only from the elements, since the printed form loses the quotes."""
    realms = dict.fromkeys(value for path, value in script.elements if path.endswith("params/realm") and value)
    schemes = [value.title() for path, value in script.elements if path.rpartition("/")[2] == "scheme"] or ["Digest"]
    for realm in realms:
        yield "http_headers", f'WWW-Authenticate: {schemes[0]} realm="{realm}"'


def _certificate(script: Script) -> Iterator[tuple[str, str]]:
    rows = [f"{role}: {name}" for role in ("subject", "issuer") if (name := _distinguished(script, role))]
    if rows:
        yield "tls", "\n".join(rows)


def _distinguished(script: Script, role: str) -> str:
    parts = script.under(role) or _printed_name(script, role)
    return ",".join(f"{_NAME_PARTS[key]}={_escaped(value)}" for key, value in parts if key in _NAME_PARTS and value)


def _printed_name(script: Script, role: str) -> list[tuple[str, str]]:
    start = f"{role.title()}: "
    line = next((line for line in script.lines() if line.startswith(start)), "")
    return _NAME_PART.findall(line.removeprefix(start))


def _escaped(value: str) -> str:
    return re.sub(r'([,+"\\<>;])', r"\\\1", " ".join(value.split()))


def _banner(script: Script) -> Iterator[tuple[str, str]]:
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), script.output).strip()
    if text:
        yield _BANNER_KINDS.get(script.service, "banner"), text


def _rtsp(script: Script) -> Iterator[tuple[str, str]]:
    if methods := " ".join(script.lines()):
        yield "rtsp_options", f"Public: {methods}"


def _snmp_description(script: Script) -> Iterator[tuple[str, str]]:
    rows = [line for line in script.lines() if not line.startswith("System uptime:")]
    if rows:
        yield "snmp", "sysDescr.0 = STRING: " + " ".join(rows)


def _snmp_info(script: Script) -> Iterator[tuple[str, str]]:
    rows = [f"{key}: {value}" for key, value in script.elements if key in _SNMP_INFO and value]
    rows = rows or [line for line in script.lines() if line.startswith(_SNMP_INFO)]
    if rows:
        yield "snmp", "\n".join(rows)


def _upnp(script: Script) -> Iterator[tuple[str, str]]:
    pairs = [line.partition(":") for line in script.lines() if ":" in line]
    rows = [f"{_UPNP_NAMES.get(key, key)}: {value.strip()}" for key, _, value in pairs if value.strip()]
    if rows:
        yield "ssdp", "\n".join(rows)


def _favicon(script: Script) -> Iterator[tuple[str, str]]:
    values = [script.output, *(value for _, value in script.elements)]
    for md5 in dict.fromkeys(m.lower() for value in values for m in _MD5.findall(value)):
        yield "favicon_md5", f"favicon md5: {md5}"


SCRIPTS: dict[str, Callable[[Script], Iterator[tuple[str, str]]]] = {
    "banner": _banner,
    "http-auth": _challenge,
    "http-favicon": _favicon,
    "http-headers": _headers,
    "http-server-header": _server,
    "http-title": _title,
    "rtsp-methods": _rtsp,
    "snmp-info": _snmp_info,
    "snmp-sysdescr": _snmp_description,
    "ssl-cert": _certificate,
    "upnp-info": _upnp,
}
"""Script id → reader of its result as (kind, data) pairs. Source: `Script Output` on the pages of nmap.org/nsedoc."""
