"""Subject and issuer of a device's TLS certificate, as RFC 4514 text.

Reads lines `subject: ...` and `issuer: ...` or an object of the same; also the spellings of openssl (`C = CN, O =
Acme`, `/C=CN/O=Acme`) and nmap (`commonName=a/organizationName=b`). The order of the parts stays as given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.signals import leaves, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("tls",)

_FIELDS = {"subject": "x509.subject", "issuer": "x509.issuer"}
_PART = re.compile(r"[,;]\s{0,4}(?=[A-Za-z.]{1,40}\s{0,4}=)|/(?=[A-Za-z.]{1,40}\s{0,4}=)")
SHORT = {
    "commonname": "CN",
    "organizationname": "O",
    "organizationalunitname": "OU",
    "countryname": "C",
    "stateorprovincename": "ST",
    "localityname": "L",
}


def distinguished_name(value: str) -> str:
    """Give a name as `CN=a,O=b`, whatever tool printed it.

    Example:
        >>> distinguished_name("C = CN, O = Acme")
        'C=CN,O=Acme'
    """
    parts = [part for part in _PART.split(value.strip()[:4096].removeprefix("/")) if part.strip()]
    return ",".join(_part(part) for part in parts)


def _part(part: str) -> str:
    name, equals, value = part.partition("=")
    return f"{SHORT.get(name.strip().lower(), name.strip())}{equals}{value.strip()}"


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give subject and issuer."""
    names: dict[str, list[str]] = {}
    unknown = []
    for key, value in _rows(observation):
        top, _, attribute = key.lower().partition(".")
        if top in _FIELDS and value:
            names.setdefault(top, []).append(f"{key.partition('.')[2]}={value}" if attribute else value)
        elif top not in _FIELDS:
            unknown.append(key)
    for top, parts in names.items():
        yield observation.signal(_FIELDS[top], distinguished_name(",".join(parts)))
    if isinstance(observation.data, dict):
        yield from text.ignored(observation, unknown)


def _rows(observation: Observation) -> Iterator[tuple[str, str]]:
    if isinstance(observation.data, dict):
        return leaves.of(observation.data)
    return text.pairs(text.of(observation))
