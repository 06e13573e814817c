"""The user's own allow-list: which networks may be asked at all.

A line in a file, never a flag: whoever scans a network has written down that it is theirs. Loopback is always allowed.
"""

from __future__ import annotations

import ipaddress
import os
import tomllib
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whomade.errors import InputError, NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterable

LOOPBACK = IPv4Network("127.0.0.0/8")
HERE = Path("whomade.toml")


def default_path() -> Path:
    """Where the allow-list is looked for: this folder, then the user's configuration folder."""
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return HERE if HERE.exists() else home / "whomade" / "whomade.toml"


@dataclass(frozen=True, slots=True)
class AllowList:
    """Networks that may be asked, and the file that says so."""

    networks: tuple[IPv4Network, ...]
    path: Path

    def __contains__(self, address: str) -> bool:
        return any(IPv4Address(address) in network for network in self.networks)

    def covers(self, network: IPv4Network) -> bool:
        """Whether a whole network is allowed."""
        return any(network.subnet_of(allowed) for allowed in self.networks)

    def check(self, targets: Iterable[IPv4Network]) -> None:
        """Refuse what is not allowed.

        Raises:
            NotAllowed: a target lies outside; the message has the line to write.
        """
        outside = [target for target in targets if not self.covers(target)]
        if outside:
            wanted = ", ".join(f'"{n}"' for n in [*_written(self.networks), *outside])
            raise NotAllowed(
                f"{outside[0]} is not in your allow-list; nothing was sent.\n"
                f"If this network is yours to scan, write into {self.path}:\n\n[scan]\nallow = [{wanted}]\n"
            )


def _written(networks: Iterable[IPv4Network]) -> list[IPv4Network]:
    return [network for network in networks if network != LOOPBACK]


def read_allow_list(path: Path | None = None) -> AllowList:
    """Read the allow-list; without a file there is loopback alone.

    Raises:
        InputError: the file cannot be read or a line of it is no IPv4 network.
    """
    place = path or default_path()
    if path is None and not place.exists():
        return AllowList((LOOPBACK,), place)
    try:
        text = place.read_text(encoding="utf-8")
        networks = _allowed(tomllib.loads(text), place)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{place}: cannot be read: {error}") from error
    return AllowList((LOOPBACK, *networks), place)


def _allowed(document: dict[str, Any], place: Path) -> list[IPv4Network]:
    scan = document.get("scan", {})
    given = scan.get("allow", []) if isinstance(scan, dict) else None
    if not isinstance(given, list):
        raise InputError(f'{place}: expected [scan] with allow = ["192.0.2.0/24", ...]')
    return [network(entry, f"{place}: allow") for entry in given]


def network(text: object, place: str) -> IPv4Network:
    """Read one IPv4 network in CIDR notation; a single address is a network of one.

    Raises:
        InputError: it is none; bits behind the mask are an error too, since one of the two must be a slip.
    """
    try:
        found = ipaddress.ip_network(text.strip() if isinstance(text, str) else "")
    except ValueError as error:
        raise InputError(f"{place}: expected an IPv4 network like 192.0.2.0/24, found `{text}` ({error})") from error
    if not isinstance(found, IPv4Network):
        raise InputError(f"{place}: `{text}` is IPv6, which this version does not scan")
    return found
