"""Invented replies of a relabelled camera and of makers who have nothing to do with it."""

from __future__ import annotations

_PREFIXES = (
    "env soapenc xsi xs tt tds trt timg tev tptz tan tst ter dn tns1 tmd wsdl wsoap12 http d wsadis wsnt wsa wstop "
    "wsrf-bf wsntw wsrf-rw wsaw wsrf-r trc tse trp"
)
PREFIXES = _PREFIXES.split()
"""Order in which one maker's ONVIF code declares standard namespaces, as its public replies show it."""
_OTHERS = "SOAP-ENV SOAP-ENC xsi xsd c14n wsu ds wsse wsa5 xmime xop wsrfbf wstop tt wsrfr tan tds tev wsnt"
OTHER_PREFIXES = _OTHERS.split()
"""Order of a common SOAP library."""
OWN = {
    "tnsq": "http://www.quartzgate-events.com/2011/event/topics",
    "qwsd": "http://www.quartzgate-ext.com/onvif/ext/ver10/wsdl",
    "qxsd": "http://www.quartzgate-ext.com/onvif/ext/ver10/schema",
}
"""The maker's own namespaces under hosts that a brand put in their place."""
ORDER = ("type/video_encoder", "Profile/Streaming", "Profile/G", "hardware/QG-320", "name/QG-320", "location/")


def envelope(body: str, prefixes: list[str] | None = None, own: dict[str, str] | None = None) -> str:
    """A SOAP reply: standard namespaces in the order given, then the vendor's own."""
    standard = {p: f"http://www.onvif.org/ver10/{p}/wsdl" for p in prefixes or PREFIXES}
    declared = " ".join(f'xmlns:{p}="{uri}"' for p, uri in {**standard, **(OWN if own is None else own)}.items())
    soap = (prefixes or PREFIXES)[0]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{soap}:Envelope {declared}>'
        f"<{soap}:Body>{body}</{soap}:Body></{soap}:Envelope>"
    )


def information(serial: str, version: str, brand: str = "Quartzgate") -> str:
    return (
        f"<tds:GetDeviceInformationResponse><tds:Manufacturer>{brand}</tds:Manufacturer><tds:Model>QG-320</tds:Model>"
        f"<tds:FirmwareVersion>{version}</tds:FirmwareVersion><tds:SerialNumber>{serial}</tds:SerialNumber>"
        "<tds:HardwareId>88</tds:HardwareId></tds:GetDeviceInformationResponse>"
    )


def scopes(order: tuple[str, ...] = ORDER) -> str:
    items = "".join(
        "<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef>"
        f"<tt:ScopeItem>onvif://www.onvif.org/{scope}</tt:ScopeItem></tds:Scopes>"
        for scope in order
    )
    return f"<tds:GetScopesResponse>{items}</tds:GetScopesResponse>"


def network(mac: str) -> str:
    return (
        '<tds:GetNetworkInterfacesResponse><tds:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled><tt:Info>'
        f"<tt:Name>eth0</tt:Name><tt:HwAddress>{mac}</tt:HwAddress><tt:MTU>1500</tt:MTU></tt:Info>"
        "</tds:NetworkInterfaces></tds:GetNetworkInterfacesResponse>"
    )


HOSTNAME = (
    "<tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP><tt:Name>localhost</tt:Name>"
    "</tds:HostnameInformation></tds:GetHostnameResponse>"
)
CLOCK = (
    "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>"
    "<tt:DaylightSavings>true</tt:DaylightSavings><tt:TimeZone><tt:TZ>CST+7:00:00</tt:TZ></tt:TimeZone>"
    "</tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>"
)
RELABELLED = [
    envelope(body)
    for body in (
        information("QG-32020190305AAWRD12345678", "V5.4.5 build 190301"),
        HOSTNAME,
        network("02:00:00:00:00:01"),
        scopes(),
        CLOCK,
    )
]
"""Five replies of a camera on which every name was changed."""
INNOCENT = {
    "another library, own serials": [
        envelope(body, OTHER_PREFIXES, {"q": "http://www.quartzgate.com/2009/event/topics"})
        for body in (information("00408CA1B2C3", "9.80.1"), HOSTNAME, network("02:00:00:00:00:02"), scopes(), CLOCK)
    ],
    "the same prefixes in another order": [
        envelope(body, sorted(PREFIXES), {})
        for body in (information("QG0001234", "2.1.7"), HOSTNAME, scopes(tuple(sorted(ORDER))), CLOCK)
    ],
    "standard replies alone": [envelope(body, ["s", "tt", "tds"], {}) for body in (HOSTNAME, CLOCK)],
    "a serial that ends in a date": [
        envelope(body, OTHER_PREFIXES, {}) for body in (information("QG32020190305", "V2.4 build 7"), HOSTNAME)
    ],
}
