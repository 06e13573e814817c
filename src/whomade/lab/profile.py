"""What one emulated device is: the form of a profile file, closed, so that a misspelt field is refused.

A reply carries the source of the fact behind it. What is invented (brand word on the page, tails of serial numbers and
MAC addresses) is said to be so in `note`. Texts may hold `{name}` holes, filled from `values` and the address.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class _Closed(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Every part of a profile refuses fields it does not know."""


class Cited(_Closed):
    """Source of the fact behind a reply: an id of knowledge/sources, and the place in it."""

    id: str
    at: str


class Reply(_Closed):
    """Anything a device answers."""

    source: Cited


class Page(Reply):
    """One path of a web server: a text, or a file of `lab/templates`; status 401 brings the server's challenge."""

    body: str = ""
    template: str = ""
    status: int = 200
    type: str = "text/html"
    headers: dict[str, str] = {}


class Certificate(Reply):
    """Names of a self-signed certificate; the issuer is the subject where it is not given."""

    subject: dict[str, str]
    issuer: dict[str, str] = {}


class Http(Reply):
    """A web server; with a certificate it speaks TLS. `icon` serves the lab's own favicon."""

    port: int = 80
    server: str = ""
    challenge: str = ""
    headers: dict[str, str] = {}
    pages: dict[str, Page] = {}
    certificate: Certificate | None = None
    icon: bool = True


class Onvif(Reply):
    """ONVIF device service over HTTP, and its answer to WS-Discovery. `open` tells device information without log-in.

    `envelope` names a file of `lab/templates` with the namespaces of the firmware.
    """

    port: int = 80
    envelope: str = "onvif-plain.xml"
    scopes: list[str] = []
    manufacturer: str = "{brand}"
    hardware: str = ""
    open: bool = False
    xaddr: str = "http://{address}{colon_port}/onvif/device_service"


class Rtsp(Reply):
    """RTSP: a challenge to DESCRIBE, or with `stream` a real picture for everybody."""

    port: int = 554
    server: str = ""
    challenge: str = ""
    headers: dict[str, str] = {}
    path: str = "/"
    stream: bool = False
    sdp: list[str] = []


class Ssdp(Reply):
    """UPnP: the answer to M-SEARCH, and the description it points to."""

    server: str
    device_type: str
    manufacturer: str = "{brand}"
    port: int = 80
    path: str = "/rootDesc.xml"
    location: str = "http://{address}{colon_port}{path}"


class Sadp(Reply):
    """Hikvision's search; some firmware answers to the group instead of the asker."""

    template: str = "sadp.xml"
    to: Literal["asker", "group"] = "asker"


class Dhip(Reply):
    """Dahua's search."""

    template: str = "dhip.json"


class Dvrip(Reply):
    """Xiongmai's search on UDP, and the silent TCP port beside it."""

    template: str = "dvrip.json"


class Mhed(Reply):
    """TVT's search: the answer goes to the search port of the asker and to where the question came from."""

    vendor: str = ""
    type: int = 2
    sdk_port: int = 9008
    build: int = 0
    to: Literal["asker", "group"] = "asker"


class Mdns(Reply):
    """One mDNS service with its TXT items."""

    service: str
    instance: str
    port: int = 80
    txt: list[str] = []


class Greeting(Reply):
    """A TCP port that speaks first: text or bytes in hex."""

    port: int
    text: str = ""
    hex: str = ""


class Trap(Reply):
    """What a hostile device does to whoever connects."""

    does: Literal["tarpit", "endless", "gzip-bomb", "garbage"]
    tcp: list[int] = []
    udp: list[int] = []


class Expect(_Closed):
    """What `whomade identify` must say of the replies; no maker means: it must name nobody."""

    maker: str | None
    white_label: Literal["yes", "no"] | None


class Profile(_Closed):
    """One emulated device."""

    id: str
    kind: Literal["relabelled", "innocent", "hostile", "recorder", "own-brand"]
    emulated: Literal[True]
    note: str
    expect: Expect
    values: dict[str, str] = {}
    http: list[Http] = []
    onvif: Onvif | None = None
    rtsp: Rtsp | None = None
    ssdp: Ssdp | None = None
    sadp: Sadp | None = None
    dhip: Dhip | None = None
    dvrip: Dvrip | None = None
    mhed: Mhed | None = None
    mdns: Mdns | None = None
    greetings: list[Greeting] = []
    trap: Trap | None = None
