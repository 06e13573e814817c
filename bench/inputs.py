"""Generated inputs: many invented devices in the formats that whomade reads. Same size, same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def native_lines() -> Iterator[str]:
    """Give lines of native observations, device after device, without end."""
    number = 0
    while True:
        for kind, data in _seen(number):
            yield json.dumps({"asset": f"cam-{number}", "kind": kind, "data": data}) + "\n"
        number += 1


def _seen(number: int) -> list[tuple[str, object]]:
    """What is seen of one device: five sorts in turn, two of them giving nothing away."""
    tail = f"{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
    return [
        [
            ("label", {"brand": "Norvind", "model": "NV-D4T", "mac": f"44:19:b6:{tail}"}),
            ("http_headers", "HTTP/1.1 200 OK\r\nServer: DNVRS-Webs\r\nContent-Type: text/html\r\n"),
            ("rtsp", f'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="IP Camera({number})"\r\n'),
        ],
        [
            ("label", {"brand": "Amcrest", "model": "IP8M-2496E", "serial": f"AMC{number:012d}"}),
            ("http_title", "WEB SERVICE"),
        ],
        [
            ("label", {"brand": f"Invented {number % 500}"}),
            ("http_headers", f"HTTP/1.1 200 OK\r\nServer: mini_httpd/1.{number % 40}\r\n"),
        ],
        [
            ("mac", f"00:40:8c:{tail}"),
            ("onvif_scopes", "onvif://www.onvif.org/hardware/P3245-V onvif://www.onvif.org/name/AXIS%20P3245-V"),
        ],
        [("banner", f"220 printer {number} ready")],
    ][number % 5]


def table_lines() -> Iterator[str]:
    """Give lines of a device list as CSV, without end."""
    yield "Camera No.,Where,Make,Device Type,Serial No.,MAC Address\n"
    brands = ("Norvind", "Amcrest", "Hanwha", "Fjordlys", "")
    number = 0
    while True:
        mac = f"e0:50:8b:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
        yield f"C-{number},Floor {number % 30},{brands[number % 5]},T-{number % 90},{number:015d},{mac}\n"
        number += 1


def scan_lines() -> Iterator[str]:
    """Give pieces of an nmap report, without end; `write` closes it."""
    yield '<?xml version="1.0"?>\n<nmaprun scanner="nmap" version="7.94" xmloutputversion="1.05">\n'
    servers = ("DNVRS-Webs", "uc-httpd 1.0.0", "nginx", "VVTK-HTTP-Server", "lighttpd")
    number = 0
    while True:
        server = servers[number % 5]
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        yield (
            f'<host><status state="up"/><address addr="{address}" addrtype="ipv4"/><ports>'
            f'<port protocol="tcp" portid="80"><state state="open"/><service name="http" product="{server}"/>'
            f'<script id="http-server-header" output="{server}"><elem>{server}</elem></script>'
            f'<script id="http-title" output="Camera {number}"><elem key="title">Camera {number}</elem></script></port>'
            '<port protocol="tcp" portid="554"><state state="open"/><service name="rtsp"/></port></ports></host>\n'
        )
        number += 1


FORMATS: dict[str, tuple[str, Callable[[], Iterator[str]], str]] = {
    "observations": ("jsonl", native_lines, ""),
    "inventory": ("csv", table_lines, ""),
    "nmap": ("xml", scan_lines, "</nmaprun>\n"),
}
"""Format: ending of the file, its lines, and what closes it."""


def write(path: Path, name: str, size_bytes: int) -> None:
    """Write a file of one format, of about a size."""
    _, lines, end = FORMATS[name]
    written = 0
    with path.open("w", encoding="utf-8") as out:
        for line in lines():
            written += out.write(line)
            if written >= size_bytes:
                break
        out.write(end)


def write_devices(path: Path, devices: int) -> None:
    """Write native observations of a number of devices."""
    stop = f'{{"asset": "cam-{devices}"'
    with path.open("w", encoding="utf-8") as out:
        for line in native_lines():
            if line.startswith(stop):
                return
            out.write(line)
