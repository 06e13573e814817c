"""Names of hosts that a device asks for (DNS), or names when it opens a connection (TLS server name, `Host`).

A name says with whom the device speaks, not who made it: a phone with the app of a camera asks for the same names.
Source: RFC 1035 section 2.3.1 (names of hosts), RFC 6761 and RFC 6762 (names that never leave a site).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("cloud_host",)

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME = re.compile(rf"(?=.{{4,253}}\.?$)(?:{_LABEL}\.){{1,126}}[A-Za-z][A-Za-z0-9-]{{1,62}}\.?")
_OWN = frozenset(
    {"local", "localhost", "localdomain", "lan", "home", "internal", "arpa", "corp", "private", "intranet", "invalid"}
)


def is_public(name: str) -> bool:
    """Tell whether a name is that of a host on the Internet: no address, and no name that stays within a site.

    Example:
        >>> is_public("p2p.example.com"), is_public("192.0.2.1"), is_public("nvr.local"), is_public("nvr")
        (True, False, False, False)
    """
    return bool(_NAME.fullmatch(name)) and name.rstrip(".").rpartition(".")[2].lower() not in _OWN


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give each name once, one a line, in lower case and without the dot at the end."""
    for line in text.lines(text.of(observation)):
        name = line.partition(": ")[2] if isinstance(observation.data, dict) else line
        if is_public(name):
            yield observation.signal("cloud.host", name.rstrip(".").lower())
        else:
            yield text.problem(observation, "the name of a host on the Internet", name)
