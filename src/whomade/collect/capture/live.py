"""Frames from an interface of this computer, as they pass. Nothing is sent, and no group is joined.

Source: packet(7): a packet socket gives whole frames; PACKET_ALLMULTI and PACKET_PROMISC only tell the card what to
let through. What this computer itself sends is not listened to.
"""

from __future__ import annotations

import errno
import socket
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from whomade.collect.capture import frames
from whomade.errors import InputError, NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whomade.collect.capture.container import Flaw, Frame

ALL_FRAMES = 3
FRAME_BYTES = 65_536 + 64
WAIT_S = 0.25
_SOL_PACKET, _ADD_MEMBERSHIP, _PROMISCUOUS, _ALL_GROUPS = 263, 1, 1, 2
_OUTGOING = 4
_LINKS = {1: frames.ETHERNET, 772: frames.ETHERNET, 65534: frames.RAW}
"""Kinds of interfaces by the number of ARP: Ethernet, loopback (which has the same frames), tunnels without a link."""
LACKS = (
    "listening needs the right to open packet sockets (CAP_NET_RAW), which this process lacks: run it with sudo; all "
    "rights are given up again as soon as the interface is open"
)


class Live:
    """Frames of one open interface until a time is over or somebody stops it."""

    def __init__(self, interface: str, seconds: float | None = None, *, promiscuous: bool = False) -> None:
        self.flaws: list[Flaw] = []
        self.ended_at = 0
        self._seconds = seconds
        self._is_stopped = False
        self._socket = _opened(interface, promiscuous=promiscuous)
        self.link = _link_of(self._socket, interface)

    def __iter__(self) -> Iterator[Frame]:
        end = None if self._seconds is None else time.monotonic() + self._seconds
        with self._socket as ear:
            ear.settimeout(WAIT_S)
            while not self._is_stopped and (end is None or time.monotonic() < end):
                with suppress(TimeoutError):
                    data, sender = ear.recvfrom(FRAME_BYTES)
                    if sender[2] != _OUTGOING:
                        yield data, 0, len(data), self.link, time.time_ns()

    def stop(self, *_: object) -> None:
        """End the listening; what was heard is kept. Fit to be the handler of a signal."""
        self._is_stopped = True


def _opened(interface: str, *, promiscuous: bool) -> socket.socket:
    """Open an interface.

    Raises:
        NotAllowed: the right is missing; the message names it.
        InputError: there is no such interface, or it is down.
    """
    family = getattr(socket, "AF_PACKET", None)
    if family is None:
        raise InputError("listening works on Linux only; elsewhere, write a capture and give it to `whomade identify`")
    try:
        ear = socket.socket(family, socket.SOCK_RAW, 0)  # 0: hears nothing before it is bound
    except PermissionError as error:
        raise NotAllowed(LACKS) from error
    try:
        ear.bind((interface, ALL_FRAMES))
        wanted = _PROMISCUOUS if promiscuous else _ALL_GROUPS
        request = struct.pack("@iHH8s", socket.if_nametoindex(interface), wanted, 0, b"")
        ear.setsockopt(_SOL_PACKET, _ADD_MEMBERSHIP, request)
    except OSError as error:
        ear.close()
        why = "no such interface" if error.errno == errno.ENODEV else error.strerror or str(error)
        known = ", ".join(name for _, name in socket.if_nameindex())
        raise InputError(f"{interface}: {why}; interfaces here: {known}") from error
    return ear


def _link_of(ear: socket.socket, interface: str) -> int:
    kind = ear.getsockname()[3]
    if kind not in _LINKS:
        ear.close()
        raise InputError(f"{interface}: frames of interfaces of kind {kind} are not read")
    return _LINKS[kind]


def heard_on(make: Callable[[], Live]) -> Live:
    """Open an interface and give up every right of the process afterwards."""
    from whomade.collect.capture import rights

    live = make()
    rights.give_up()
    return live
