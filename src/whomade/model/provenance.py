"""What software states about itself belongs to the carrier that stated it.

A MAC address in the switch's table, a serial on the label, a brand on the box are hardware or papers. The same words
in an ONVIF or ISAPI reply are bytes that firmware chose to send: one flashed or replayed reply must not pass for two
carriers, let alone for two classes (docs/adr/008).
"""

from __future__ import annotations

HARDWARE = frozenset({"label", "registry", "factory"})
"""Carriers of the class hardware or papers; every other carrier is software."""
STATED_BY = {
    "onvif": "onvif",
    "wsd": "onvif",
    "isapi": "web",
    "http": "web",
    "dahua_cgi": "web",
    "dahua_config": "web",
    "dahua_rpc": "web",
    "axis_vapix": "web",
    "favicon": "web",
    "ftp": "web",
    "telnet": "web",
    "banner": "web",
    "sip": "web",
    "rtsp": "media",
    "sadp": "discovery",
    "dhip": "discovery",
    "dvrip": "discovery",
    "mhed": "discovery",
    "ssdp": "discovery",
    "mdns": "discovery",
    "snmp": "discovery",
    "tapo": "discovery",
    "baichuan": "discovery",
    "bosch_search": "discovery",
    "dahua_realm": "discovery",
    "dahua_search": "discovery",
    "foscam": "discovery",
    "hanwha_search": "discovery",
    "lldp": "discovery",
    "pppp": "discovery",
    "ubiquiti_search": "discovery",
    "vivotek_search": "discovery",
    "vstarcam": "discovery",
    "cloud": "cloud",
    "certificate": "tls",
    "tls": "tls",
    "firmware_header": "firmware-file",
    "firmware_archive": "firmware-file",
    "firmware_text": "firmware-file",
}
"""Carrier of what a kind of observation (or its first word) states. Kinds that are not here come from outside the
device: a label, a list, a switch, a scanner that saw the address on the wire."""


def carrier_of(carrier: str, kind: str) -> str:
    """Carrier a sign counts for: its own, or that of the reply which stated it.

    >>> carrier_of("factory", "label"), carrier_of("factory", "onvif_deviceinfo"), carrier_of("web", "http_headers")
    ('factory', 'onvif', 'web')
    """
    if carrier not in HARDWARE:
        return carrier
    return STATED_BY.get(kind) or STATED_BY.get(kind.partition("_")[0], carrier)


PAPERS = frozenset({"inventory", "label"})
"""Kinds by which a label or a list says what a device is. Reports, addresses and listings speak of others too."""


def is_on_paper(kind: str) -> bool:
    """Whether a kind of observation says, from outside the device, what it is.

    >>> is_on_paper("inventory"), is_on_paper("onvif_deviceinfo"), is_on_paper("issue_report")
    (True, False, False)
    """
    return kind in PAPERS
