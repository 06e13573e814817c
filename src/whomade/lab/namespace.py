"""A private network for the lab where low ports may not be bound: Linux user and network namespaces.

Source: user_namespaces(7), network_namespaces(7); netdevice(7) for the flags of an interface.
"""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

INSIDE = "WHOMADE_LAB_NAMESPACE"
"""Environment variable that tells the second run that it is the second."""
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1
_LOW_PORT = 80


def may_bind_low_ports() -> bool:
    """Try a low port at an address of the lab's network that no device has."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.77.255.254", _LOW_PORT))
        except OSError:
            return False
    return True


def available() -> bool:
    """Whether a private network can be made here without being root."""
    tool = shutil.which("unshare")
    return tool is not None and subprocess.run([tool, "-rn", "true"], capture_output=True, check=False).returncode == 0  # noqa: S603


def enter(arguments: Sequence[str]) -> None:
    """Begin the whole command again inside a private network; does not come back."""
    tool = shutil.which("unshare") or "unshare"
    again = [tool, "-rn", sys.executable, "-c", "from whomade.cli import main; main()", *arguments]
    os.execve(tool, again, {**os.environ, INSIDE: "1"})  # noqa: S606  the same command, no shell


def is_inside() -> bool:
    """Whether this is the second run."""
    return INSIDE in os.environ


def raise_loopback() -> None:
    """Switch the loopback interface on where it is off, as in every new network; there may be no `ip` command."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        flags = struct.unpack("16sh", fcntl.ioctl(own, _GET_FLAGS, struct.pack("16sh", b"lo", 0)))[1]
        if not flags & _UP:
            fcntl.ioctl(own, _SET_FLAGS, struct.pack("16sh", b"lo", flags | _UP))
