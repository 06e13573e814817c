"""ONVIF GetSystemDateAndTime, which the specification gives to everybody: its XML has the firmware's own habits.

Source: ONVIF Core Specification, section 8.2.3 and the access class PRE_AUTH in section 5.9.4.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.collect.probes import Found, web
from whomade.collect.probes.template import Hole, template

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from whomade.collect.probes import Connection

ORDER = 50
PORTS = web.PORTS_ASKED
BODY = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
    b'<GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/>'
    b"</s:Body></s:Envelope>"
)
REQUEST = template(
    "onvif-get-system-date-and-time",
    b"POST /onvif/device_service HTTP/1.1\r\nHost: ",
    Hole.ADDRESS,
    b"\r\n" + web.AGENT + b"Content-Type: application/soap+xml; charset=utf-8\r\n"
    b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY,
)


async def probe(connection: Connection) -> AsyncIterator[Found]:
    """Give the SOAP answer, a refusal included: its envelope tells as much."""
    answer = await web.exchange(connection, REQUEST)
    if isinstance(answer, web.Answer) and b"Envelope" in answer.body:
        kind = "onvif_datetime" if b"GetSystemDateAndTimeResponse" in answer.body else "onvif_fault"
        yield Found(kind, answer.body, "GetSystemDateAndTime")
