"""Gives up what a process may do beyond its user, for good: packets from strangers are read without any right.

Source: capabilities(7), capset(2), prctl(2) PR_SET_NO_NEW_PRIVS. Under sudo the process becomes the user who called;
root without sudo stays root by name and keeps its files, but no capability.
"""

from __future__ import annotations

import ctypes
import os
import struct

from whomade.errors import NotAllowed

_VERSION_3 = 0x20080522
_NO_NEW_PRIVILEGES = 38
KEPT = "the rights of this process could not be given up, so nothing is listened to"
_STATUS = "/proc/self/status"


def give_up() -> None:
    """Drop user, groups and every capability.

    Raises:
        NotAllowed: the system did not let go of them; then nothing may be read.
    """
    try:
        _become_caller()
    except OSError as error:  # the user is not known in this namespace
        raise NotAllowed(f"{KEPT}: {error.strerror}") from error
    libc = ctypes.CDLL(None, use_errno=True)
    header = struct.pack("<Ii", _VERSION_3, 0)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.capset(header, bytes(24)) or held():
        raise NotAllowed(KEPT)


def _become_caller() -> None:
    """Become the user who called sudo."""
    user, group = os.environ.get("SUDO_UID", ""), os.environ.get("SUDO_GID", "")
    if os.geteuid() == 0 and user.isdigit() and group.isdigit() and int(user):
        os.setgroups([])
        os.setresgid(int(group), int(group), int(group))
        os.setresuid(int(user), int(user), int(user))


def held() -> int:
    """Give the effective and permitted capabilities as bits."""
    with open(_STATUS, encoding="ascii") as status:  # noqa: PTH123  a file of the kernel
        lines = dict(line.split(":", 1) for line in status if line.startswith(("CapEff", "CapPrm")))
    return int(lines["CapEff"], 16) | int(lines["CapPrm"], 16)
