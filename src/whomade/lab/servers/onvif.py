"""ONVIF device service: what a device tells without log-in, and the fault it gives for everything else.

Source: ONVIF Core Specification, sections 5.12 (access classes: the time is PRE_AUTH, device information READ_SYSTEM)
and 8 (device management service).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.lab.device import Device
    from whomade.lab.profile import Onvif

PATH = "/onvif/device_service"
_OPERATION = re.compile(rb"<(?:[\w-]{1,40}:)?Body\b[^>]{0,2000}>\s{0,200}<(?:[\w-]{1,40}:)?(\w{1,80})")
OPEN = {
    "GetSystemDateAndTime": "onvif-datetime.xml",
    "GetCapabilities": "onvif-capabilities.xml",
    "GetServices": "onvif-services.xml",
    "GetHostname": "onvif-hostname.xml",
}
"""Operations every device answers, and the text of the answer."""
_SCOPE = "<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>{}</tt:ScopeItem></tds:Scopes>"


def answer(device: Device, question: bytes) -> tuple[int, bytes]:
    """Give HTTP status and SOAP message for a request; the log-in in it, if any, is not looked at."""
    service = device.profile.onvif
    assert service is not None  # noqa: S101  the path exists only where the profile has the service
    found = _OPERATION.search(question)
    operation = found[1].decode() if found else ""
    if operation in OPEN:
        body = device.template(OPEN[operation], xaddr=xaddr(device, service))
    elif operation == "GetScopes":
        items = "".join(_SCOPE.format(scope) for scope in scopes(device, service))
        body = f"<tds:GetScopesResponse>{items}</tds:GetScopesResponse>"
    elif operation == "GetDeviceInformation" and service.open:
        maker = device.fill(service.manufacturer)
        body = device.template("onvif-information.xml", manufacturer=maker, hardware=service.hardware)
    else:
        return 400, enveloped(device, service, device.template("onvif-fault.xml"))
    return 200, enveloped(device, service, body)


def scopes(device: Device, service: Onvif) -> Iterator[str]:
    """Give the scopes, their values percent-encoded."""
    return (device.fill(scope, "uri") for scope in service.scopes)


def xaddr(device: Device, service: Onvif) -> str:
    """Give the address of the device service, as the device itself tells it."""
    return device.fill(service.xaddr, colon_port=device.colon_port(service.port))


def enveloped(device: Device, service: Onvif, body: str, header: str = "") -> bytes:
    """Put a body into the envelope of the firmware: its prefixes and their order are traits of the maker."""
    envelope = device.template(service.envelope, body="\0body", header="\0head")
    return envelope.replace("\0head", header).replace("\0body", body).encode()
