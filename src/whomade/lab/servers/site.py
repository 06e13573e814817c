"""What lives behind the paths of one web server: pages of the profile, ONVIF, the UPnP description, the icon."""

from __future__ import annotations

import base64
import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whomade.lab.servers import onvif, ssdp

if TYPE_CHECKING:
    from whomade.lab.device import Device
    from whomade.lab.profile import Http, Page

ICON = base64.b64decode("R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")
"""Favicon of every device: one transparent point of our own. The real icons are their makers' pictures."""


@dataclass(slots=True)
class Request:
    """One request; `target` may carry a question."""

    method: str
    target: str
    version: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """Target without its question."""
        return self.target.partition("?")[0]

    @property
    def length(self) -> int:
        """Bytes of the body."""
        return int(self.headers.get("content-length", "0"))

    @property
    def keeps_alive(self) -> bool:
        """Whether the asker wants to go on with this connection."""
        wish = self.headers.get("connection", "").lower()
        return "close" not in wish and (self.version == "HTTP/1.1" or "keep-alive" in wish)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `bomb` marks a body that the server makes up while it sends."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    bomb: bool = False


Route = Callable[[Request], Answer]


def routes(device: Device, port: int) -> dict[str, Route]:
    """Give the paths of a web server; `*` answers for every other one."""
    profile = device.profile
    site = next((site for site in profile.http if site.port == port), None)
    common = _common(device, site)
    found: dict[str, Route] = {"*": lambda _request: Answer(404, common)}
    if site is not None:
        found |= {path: _page(device, site, page, common) for path, page in site.pages.items()}
        if site.icon:
            found["/favicon.ico"] = functools.partial(_fixed, Answer(200, common | {"Content-Type": "image/gif"}, ICON))
    if profile.onvif is not None and profile.onvif.port == port:
        found[onvif.PATH] = lambda request: _soap(device, common, request)
    if profile.ssdp is not None and profile.ssdp.port == port:
        body = ssdp.description(device, profile.ssdp)
        found[profile.ssdp.path] = functools.partial(_fixed, Answer(200, common | {"Content-Type": "text/xml"}, body))
    return found


def _common(device: Device, site: Http | None) -> dict[str, str]:
    """Headers of every answer of a server."""
    if site is None:
        return {}
    server = {"Server": device.fill(site.server)} if site.server else {}
    return server | {name: device.fill(value) for name, value in site.headers.items()}


def _page(device: Device, site: Http, page: Page, common: dict[str, str]) -> Route:
    """Fill a page once; it is the same for everybody."""
    body = device.template(page.template) if page.template else device.fill(page.body, "html")
    headers = common | {"Content-Type": page.type}
    headers |= {name: device.fill(value, "uri" if name == "Location" else "") for name, value in page.headers.items()}
    if page.status == 401:
        headers["WWW-Authenticate"] = device.fill(site.challenge)
    bomb = device.profile.trap is not None and device.profile.trap.does == "gzip-bomb"
    return functools.partial(_fixed, Answer(page.status, headers, body.encode(), bomb=bomb))


def _fixed(answer: Answer, _request: Request) -> Answer:
    return answer


def _soap(device: Device, common: dict[str, str], request: Request) -> Answer:
    status, body = onvif.answer(device, request.body)
    return Answer(status, common | {"Content-Type": "application/soap+xml; charset=utf-8"}, body)
