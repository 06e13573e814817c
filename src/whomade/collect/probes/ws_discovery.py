"""WS-Discovery: who here is an ONVIF device? Answers carry name, hardware and location scopes.

Source: ONVIF Core Specification section 7.3; WS-Discovery (2005-04) section 5.2.
"""

from __future__ import annotations

from whomade.collect.probes import Search
from whomade.collect.probes.template import Hole, template

SEARCH = Search(
    template(
        "ws-discovery-probe",
        b'<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" '
        b'xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
        b'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" '
        b'xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header><w:MessageID>uuid:',
        Hole.UUID,
        b"</w:MessageID><w:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>"
        b"<w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>"
        b"<e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>",
    ),
    port=3702,
    group="239.255.255.250",
    exchange=(b"MessageID", b"RelatesTo"),
)


def kind(reply: bytes) -> str | None:
    """A match, whole SOAP."""
    return "wsd_probematch" if b"ProbeMatch" in reply and b"Envelope" in reply else None
