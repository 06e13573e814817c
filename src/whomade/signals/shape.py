"""The shape of a reply: which parts stand in it and in which order, without what they say. Helper without kinds.

A relabelled device shows other words in the same frame. So values are left out here, and whatever a vendor names
itself (a prefix, an element, a header of its own) is written `*`: what stays is what the firmware's code lays out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from whomade.signals.xml import Element

MOST_PARTS = 200
"""Parts of one shape that are kept; the longest real reply seen (ONVIF capabilities) has some ninety."""

_PARAMETER = re.compile(r"""([A-Za-z]{1,20})\s{0,4}=\s{0,4}("[^"\r\n]{0,500}"|[^\s",]{0,500})""")
_NONCES = (
    ("hex", re.compile(r"[0-9a-f]+")),
    ("HEX", re.compile(r"[0-9A-F]+")),
    ("base64", re.compile(r"[0-9A-Za-z+/]+={0,2}")),
)
_DATES = (
    ("day-first", re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} ")),
    ("month-first", re.compile(r"[A-Z][a-z]{2}, [A-Z][a-z]{2} \d{2} \d{4} ")),
    ("asctime", re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:")),
)
_WORDS = {
    "profile": frozenset(["streaming", "a", "c", "d", "g", "m", "s", "t"]),
    "type": frozenset(
        ["network_video_transmitter", "networkvideotransmitter", "video_encoder", "audio_encoder", "ptz", "basic"]
    ),
    "location": frozenset({"country", "city"}),
    "extension": frozenset({"unique_identifier"}),
    "hardware": frozenset[str](),
    "name": frozenset[str](),
    "mac": frozenset[str](),
}
"""Kinds of scopes, and of each the words that the standard or habit gives; any other word is somebody's own."""
_NAME = re.compile(r"[A-Za-z][\w-]{0,60}")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,60})\s{0,3}:[ \t]{0,8}(.{0,4096})")
_ASSET = re.compile(r"""\b(?:src|href)\s{0,4}=\s{0,4}["']?([^"'\s<>]{1,300})""", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_UI = (".js", ".css")
"""Code of a page; pictures are what a relabeller changes first."""


def joined(parts: Iterable[str]) -> str:
    """Join parts by one blank; equal neighbours become one, so that a list of three items looks like one of two.

    >>> joined(["Scopes", "Scopes", "Name"])
    'Scopes Name'
    """
    kept: list[str] = []
    for part in parts:
        if len(kept) >= MOST_PARTS:
            break
        if part and (not kept or kept[-1] != part):
            kept.append(part)
    return " ".join(kept)


def scope_order(uris: Iterable[str]) -> str:
    """Give the kinds of ONVIF scopes in their order: names, models and places are left out.

    >>> scope_order(["onvif://www.onvif.org/type/ptz", "onvif://www.onvif.org/name/Acme%20One", "onvif://acme.example/x"])
    'type/ptz name *'
    """
    return joined(_scope(uri) for uri in uris)


def _scope(uri: str) -> str:
    host, _, rest = uri.partition("://")[2].partition("/")
    kind, _, value = rest.partition("/")
    words = _WORDS.get(kind.lower())
    if host.lower() != "www.onvif.org" or words is None:
        return "*"
    word = value.partition("/")[0]
    return f"{kind}/{word}" if word.lower() in words else kind


def prefix_order(namespaces: Iterable[tuple[str, str]], is_standard: Callable[[str], object]) -> str:
    """Give the prefixes of declared namespaces in their order; those of a vendor's own are written `*`."""
    return joined_all(prefix or "-" if is_standard(uri) else "*" for prefix, uri in namespaces)


def joined_all(parts: Iterable[str]) -> str:
    """Join parts by one blank, equal neighbours too: three namespaces of a vendor's own are not one."""
    return " ".join([part for part, _ in zip(parts, range(MOST_PARTS), strict=False)])


def element_order(elements: list[Element], root: str, own: Iterable[str] = ()) -> str:
    """Give `root: ` and the names below it in document order, each below one parent once.

    Args:
        elements: of the document, in order.
        root: the element that the shape describes.
        own: prefixes of the vendor's own namespaces; elements under them are written `*`.
    """
    vendor, start = set(own), next((i for i, e in enumerate(elements) if e.name == root), len(elements))
    depth = elements[start].depth if start < len(elements) else 0
    seen: dict[tuple[str, str], None] = {}
    for element in elements[start + 1 :]:
        if element.depth <= depth or len(seen) >= MOST_PARTS:
            break
        seen.setdefault((element.parent, "*" if element.prefix in vendor else element.name))
    return f"{root}: {joined(name for _, name in seen)}" if seen else ""


def key_order(pairs: Iterable[tuple[str, str]]) -> str:
    """Give the last parts of dotted keys in their order, each once."""
    names = dict.fromkeys(path.rpartition(".")[2].strip() for path, _ in pairs)
    return joined_all(name for name in names if _NAME.fullmatch(name))


def reply_habits(lines: Iterable[str]) -> str:
    """Give the headers of one reply in their order and case, and how its date and challenges are written.

    One bare header has no order and gives nothing.

    >>> reply_habits(["CSeq: 2", "Date: Mon, Jul 25 2022 10:00:00 GMT", "X-Own: 1"])
    'CSeq Date=month-first X-*'
    """
    habits = joined(_habit(*found.groups()) for line in lines if (found := _HEADER.match(line)))
    return habits if " " in habits or "=" in habits else ""


def _habit(name: str, value: str) -> str:
    match name.lower():
        case "date":
            return f"{name}={date_form(value)}"
        case "www-authenticate":
            return f"{name}={challenge(value)}"
        case own if own.startswith("x-"):
            return "X-*"
    return name


def assets(body: str) -> str:
    """Give the paths of scripts and styles that a page names, in order; numbers are written `#`.

    >>> assets('<script src="/doc/ui/js/login-1.2.js?v=3"></script><a href="/x.html">')
    '/doc/ui/js/login-#.#.js'
    """
    paths = (url.partition("?")[0].partition("#")[0] for url in _ASSET.findall(body))
    return joined(_NUMBER.sub("#", path) for path in paths if path.lower().endswith(_UI) and "//" not in path)


def challenge(value: str) -> str:
    """Give how a log-in challenge is written: scheme, order of parameters, forms of `stale` and nonce.

    >>> challenge('Digest realm="Acme", nonce="0a1b", stale="FALSE"')
    'Digest:realm,nonce=hex4,stale="FALSE"'
    """
    scheme, _, rest = value.strip().partition(" ")
    parts = [_parameter(name, given) for name, given in _PARAMETER.findall(rest[:2000])[:12]]
    return f"{scheme}:{','.join(parts)}" if scheme.lower() in {"basic", "digest"} and parts else ""


def _parameter(name: str, given: str) -> str:
    bare = given.strip('"')
    if name.lower() in {"stale", "algorithm", "qop"}:
        return f"{name}={given[:40].replace(' ', '')}"
    return f"{name}={_nonce(bare)}" if name.lower() == "nonce" else name


def _nonce(value: str) -> str:
    form = next((name for name, pattern in _NONCES if pattern.fullmatch(value)), "other")
    return f"{form}{len(value)}"


def date_form(value: str) -> str:
    """Give how a Date header is written; RFC 9110 asks for the day first.

    >>> date_form("Mon, Jul 25 2022 10:00:00 GMT")
    'month-first'
    """
    return next((name for name, pattern in _DATES if pattern.match(value.strip())), "other")
