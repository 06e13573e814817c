"""Firmware: listings of an image (name, targets, parts) and the address it is offered under.

`firmware_listing` is lines `firmware file:`, `listed for:`, `hwid:` (comma list), `soc:`, `wifi:`, other pairs or bare
strings; `firmware_url` is a URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from whomade.model import Observation, Problem, Signal
from whomade.signals import keys, leaves, record, text

KINDS = ("firmware_listing", "firmware_url")

Results = Iterator[Signal | Problem]

_IMAGE = re.compile(
    r"[^\s/\\]{1,200}\.(?:bin|img|dav|zip|pak|rom|ipk|fw|tar|gz|tgz|swu|upd|pkg|chk|mav)", re.IGNORECASE
)
_BARE_NAME = re.compile(r"[A-Za-z0-9]{1,40}_[\w.()&%+-]{6,200}")
_INNER = re.compile(r"(?i)\.(?:dav|mav|pak|bin)$")
_VERSION = re.compile(r"[_-](V\d{1,3}\.\d{1,4}\.[0-9A-Za-z.]{1,60}?)(?=\.[A-Za-z]{2,4}$|[_-]|$)")
_URL = re.compile(
    r"[a-z]{3,5}://(?:[^\s/@]{1,200}@)?([\w.-]{3,200})(?::\d{1,5})?(/[^\s\"'<>?#]{0,1000})?", re.IGNORECASE
)

_NEUTRAL_HOST = re.compile(
    r"(?:.{0,200}\.)?(?:github(?:usercontent)?\.com|gitlab\.com|bitbucket\.org|sourceforge\.net|google(?:apis|usercontent)?\.com|"
    r"dropbox(?:usercontent)?\.com|mega\.nz|mediafire\.com|amazonaws\.com|cloudfront\.net|azureedge\.net|windows\.net|"
    r"live\.com|sharepoint\.com|archive\.org|baidu\.com|aliyuncs\.com|wetransfer\.com|akamaized\.net|[\d.]+)",
    re.IGNORECASE,
)
"""Hosts that store files of anybody, and bare addresses: they say nothing about the maker."""


def extract(observation: Observation) -> Results:
    """Read a listing or a URL."""
    return _urls(observation) if observation.kind == "firmware_url" else _listing(observation)


def _urls(observation: Observation) -> Results:
    for host, path in _URL.findall(text.of(observation)):
        if not _NEUTRAL_HOST.fullmatch(host):
            yield observation.signal("cloud.host", host.lower())
        name = unquote(path.rpartition("/")[2], errors="replace")
        if name:
            yield from file(observation, name)


def file(observation: Observation, name: str) -> Results:
    """Give the name of an image, and the version that stands in it."""
    name = unquote(name.strip(), errors="replace")
    yield observation.signal("firmware.file", name)
    if found := _VERSION.search(name[:400]):
        yield observation.signal("firmware.version", found[1])


def member(observation: Observation, name: str) -> Results:
    """Give the name of a part of an image; a part that is an image by its ending is a firmware file too."""
    base = name.strip().rpartition("/")[2][:200]
    yield observation.signal("firmware.string", f"member={base}")
    if _INNER.search(base):
        yield from file(observation, base)


def _listing(observation: Observation) -> Results:
    for key, value, line in _rows(observation):
        field = keys.field_of(key) if key else None
        if field == "firmware.file" or (not key and (_IMAGE.fullmatch(value) or _BARE_NAME.fullmatch(value))):
            yield from file(observation, value)
        elif field == "label.model":
            models = re.split(r"[,/]", value)[:200] if key.lower() == "listed for" else [value]
            yield from (s for model in models for s in record.convert(observation, field, model))
        elif field and field != "works_with":  # inside firmware that is a list of what it supports
            yield from record.convert(observation, field, value)
        else:
            yield observation.signal("firmware.string", f"{key}={value}" if key and value else line)


def _rows(observation: Observation) -> Iterator[tuple[str, str, str]]:
    if isinstance(observation.data, dict):
        yield from ((key, value, key) for key, value in leaves.of(observation.data))
        return
    for line in text.lines(text.of(observation)):
        key, value = text.pair(line) or ("", line)
        yield key, value, line
