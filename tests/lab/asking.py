"""A small asker for lab devices: real sockets in, native observation lines out."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import re
import socket
import ssl
import struct
from typing import TYPE_CHECKING, Any

from whomade.lab.servers import dhip, discovery, dvrip, mdns, mhed, onvif, sadp, ssdp

if TYPE_CHECKING:
    from whomade.lab import Lab
    from whomade.lab.device import Device

LONG_S, SHORT_S = 20.0, 0.3
MOST = 256 * 1024
PROBE = (
    '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/'
    'addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/'
    'wsdl"><e:Header><w:MessageID>uuid:1</w:MessageID></e:Header><e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter'
    "</d:Types></d:Probe></e:Body></e:Envelope>"
)
INQUIRY = "<?xml version='1.0'?><Probe><Uuid>AB-1</Uuid><Types>inquiry</Types></Probe>"
SEARCH = 'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nMX: 1\r\nST: ssdp:all\r\n\r\n'
DHIP = dhip.framed(b'{"method":"DHDiscover.search","params":{"mac":"","uni":1}}')
DVRIP = struct.pack("<BBHIIBBHI", 0xFF, 0, 0, 0, 0, 0, 0, 1530, 0)
MHED = b"MHED\x08\x00\x01\x00\x01\x00".ljust(140, b"\0")


def offset() -> int:
    """Give a port offset that no other worker of this run uses."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    return 10_000 + 400 * int(worker.removeprefix("gw"))


def question(name: str, kind: int = 12) -> bytes:
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return struct.pack(">HHHHHH", 7, 0, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">HH", kind, 1)


def soap(operation: str) -> bytes:
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
        f'<{operation} xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>'
    ).encode()


async def talk(device: Device, port: int, said: bytes, *, tls: bool = False, patience: float = LONG_S) -> bytes:
    """Send bytes and give what comes until the other side ends, patience ends, or enough came."""
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection(device.address, device.port(port), ssl=context)
    found = b""
    try:
        writer.write(said)
        async with asyncio.timeout(patience):
            while len(found) < MOST and (piece := await reader.read(65536)):
                found += piece
    except TimeoutError:
        pass
    finally:
        writer.transport.abort()
    return found


def get(path: str, body: bytes = b"") -> bytes:
    verb = "POST" if body else "GET"
    head = f"{verb} {path} HTTP/1.1\r\nHost: lab\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def ask_udp(device: Device, port: int, said: bytes, to: str | None = None, patience: float = LONG_S) -> bytes:
    """Send one datagram, to the device or a group, and give the first answer."""
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.setblocking(False)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        own.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
        own.bind(("127.0.0.1", 0))
        await loop.sock_sendto(own, said, (to or device.address, device.port(port)))
        async with asyncio.timeout(patience):
            while True:
                data, sender = await loop.sock_recvfrom(own, 65536)
                if sender[0] == device.address:
                    return data


def line(device: Device, kind: str, data: str | bytes) -> dict[str, Any]:
    if isinstance(data, str):
        return {"asset": device.name, "kind": kind, "data": data}
    return {"asset": device.name, "kind": kind, "data_b64": base64.b64encode(data).decode()}


async def everything(lab: Lab) -> list[dict[str, Any]]:
    """Ask every device everything its profile answers, and give native observations."""
    found = await asyncio.gather(*(of(device) for device in lab.devices))
    return [row for rows in found for row in rows]


async def of(device: Device) -> list[dict[str, Any]]:
    rows = [*await web(device), *await onvif_replies(device), *await searches(device), *await streams(device)]
    if device.profile.trap:
        rows += await trapped(device)
    return rows


async def web(device: Device) -> list[dict[str, Any]]:
    rows = []
    for site in device.profile.http:
        for path in [*site.pages, "/favicon.ico"]:
            hurry = SHORT_S if device.profile.trap else LONG_S
            answer = await talk(device, site.port, get(path), tls=site.certificate is not None, patience=hurry)
            head, _, body = answer.partition(b"\r\n\r\n")
            if path == "/favicon.ico":
                rows.append(line(device, "favicon_md5", hashlib.md5(body).hexdigest()))  # noqa: S324
            else:
                rows.append(line(device, "http_headers", head.decode() + "\r\n\r\n"))
                rows += [line(device, "http_body", body)] if body else []
        if site.certificate is not None:
            rows.append(line(device, "tls", await names(device, site.port)))
    return rows


async def names(device: Device, port: int) -> str:
    """Give subject and issuer of the certificate a device shows."""
    from cryptography import x509

    def shown() -> str:
        return ssl.get_server_certificate((device.address, device.port(port)))

    certificate = x509.load_pem_x509_certificate((await asyncio.to_thread(shown)).encode())
    return f"subject: {certificate.subject.rfc4514_string()}\nissuer: {certificate.issuer.rfc4514_string()}"


async def onvif_replies(device: Device) -> list[dict[str, Any]]:
    service = device.profile.onvif
    if service is None:
        return []
    rows = [line(device, "wsd_probematch", await ask_udp(device, discovery.PORT, PROBE.encode()))]
    for operation, kind in (("GetSystemDateAndTime", "onvif_datetime"), ("GetDeviceInformation", "onvif_fault")):
        answer = await talk(device, service.port, get(onvif.PATH, soap(operation)))
        told = "onvif_deviceinfo" if b"GetDeviceInformationResponse" in answer else kind
        rows.append(line(device, told, answer.partition(b"\r\n\r\n")[2]))
    return rows


async def searches(device: Device) -> list[dict[str, Any]]:
    profile, rows = device.profile, []
    if profile.sadp:
        rows.append(line(device, "sadp", await ask_udp(device, sadp.PORT, INQUIRY.encode())))
    if profile.dhip:
        rows.append(line(device, "dhip", await ask_udp(device, dhip.PORT, DHIP)))
    if profile.dvrip:
        rows.append(line(device, "dvrip", await ask_udp(device, dvrip.SEARCH_PORT, DVRIP)))
    if profile.mhed:
        rows.append(line(device, "mhed", await ask_udp(device, mhed.PORT, MHED)))
    if profile.mdns:
        answer = await ask_udp(device, mdns.PORT, question(f"{profile.mdns.service}.local"))
        texts = re.findall(rb"[\x20-\x7e]{5,}", answer)
        rows.append(line(device, "mdns", "\n".join([profile.mdns.service, *(text.decode() for text in texts)])))
        rows += [
            line(device, "mdns", device.fill(item)) for item in profile.mdns.txt if device.fill(item).encode() in answer
        ]
    if profile.ssdp:
        answer = await ask_udp(device, ssdp.PORT, SEARCH.encode())
        page = await talk(device, profile.ssdp.port, get(profile.ssdp.path))
        rows += [line(device, "ssdp", answer), line(device, "ssdp", page.partition(b"\r\n\r\n")[2])]
    return rows


async def streams(device: Device) -> list[dict[str, Any]]:
    rows = []
    if device.profile.rtsp:
        url = f"rtsp://{device.address}{device.profile.rtsp.path}"
        said = f"DESCRIBE {url} RTSP/1.0\r\nCSeq: 1\r\n\r\nTEARDOWN {url} RTSP/1.0\r\nCSeq: 2\r\n\r\n".encode()
        answer = await talk(device, device.profile.rtsp.port, said)
        rows.append(line(device, "rtsp_sdp" if b"v=0" in answer else "rtsp", answer.decode()))
    for greeting in device.profile.greetings:
        reader, writer = await asyncio.open_connection(device.address, device.port(greeting.port))
        size = len(bytes.fromhex(greeting.hex) or device.fill(greeting.text).encode())
        rows.append(line(device, "banner", await reader.readexactly(size)))
        writer.transport.abort()
    return rows


async def trapped(device: Device) -> list[dict[str, Any]]:
    rows, trap = [], device.profile.trap
    assert trap
    kinds = {
        3702: "wsd_probematch",
        37020: "sadp",
        37810: "dhip",
        34569: "dvrip",
        23456: "mhed",
        5353: "mdns",
        1900: "ssdp",
    }
    for port in trap.tcp:
        answer = await talk(device, port, get("/"), patience=SHORT_S)
        rows.append(line(device, {80: "http_headers", 554: "rtsp"}.get(port, "banner"), answer[:65536]))
    return rows + [line(device, kinds[port], await ask_udp(device, port, b"anything")) for port in trap.udp]
