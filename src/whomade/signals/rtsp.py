"""RTSP answers of any method: Server, realm, other headers, SDP lines, and the stream paths the device itself names.

Source: RFC 2326 sections 6 and 7 (messages), RFC 4566 section 5 (SDP lines).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import shape, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("rtsp", "rtsp_options", "rtsp_sdp", "rtsp_setup", "rtsp_play")

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,60})\s{0,3}:[ \t]{0,8}(.{0,4096})")
_SDP = re.compile(r"[vosiuepcbtrzkam]=.{0,4096}")
_URL = re.compile(r"rtsps?://[^\s\"'<>;,]{1,2000}", re.IGNORECASE)
_NAMES_A_STREAM = ("content-base", "content-location", "rtp-info", "a=control")
NOISE = frozenset({"cseq", "content-length", "session", "expires", "transport"})
"""Headers that hold numbers of one session."""


def _header(observation: Observation, name: str, value: str) -> Iterator[Signal]:
    if name.lower() in NOISE:
        return
    if name.lower() == "server":
        yield observation.signal("rtsp_header.server", value)
        return
    yield observation.signal("rtsp_header.other", f"{name}: {value}")
    if name.lower() == "www-authenticate":
        yield from (observation.signal("rtsp_realm", realm) for realm in text.realms(value))


def _streams(observation: Observation, line: str) -> Iterator[Signal]:
    """Give the paths in lines by which a device names its own stream; a refused request names none."""
    if line.lower().startswith(_NAMES_A_STREAM):
        found = (text.path(url) for url in _URL.findall(line))
        yield from (observation.signal("rtsp_path", path) for path in found if path)


def _habits(observation: Observation) -> Iterator[Signal]:
    """Give the shape of every reply of a dialogue, as long as headers or parts of an SDP answer follow each other."""
    reply: list[str] = []
    for line in [*text.lines(text.of(observation)), "RTSP/"]:
        if line.startswith("RTSP/"):
            yield observation.signal("rtsp.habits", shape.reply_habits(reply))
            reply = []
        elif not _SDP.fullmatch(line):
            reply.append(line)


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Read a dialogue line by line; request lines, status lines and remarks are passed over."""
    yield from _habits(observation)
    for line in text.lines(text.of(observation)):
        if _SDP.fullmatch(line):
            yield observation.signal("sdp", line)
        elif found := _HEADER.fullmatch(line):
            yield from _header(observation, found[1], found[2].strip())
        yield from _streams(observation, line)
