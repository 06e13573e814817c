"""A TLS certificate as the device showed it, DER or PEM: subject and issuer as RFC 4514 text.

Needs the package `cryptography`, which the extra `scan` brings; without it the certificate is kept and said to be
unread.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from whomade.signals import text, tls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.model import Observation, Problem, Signal

KINDS = ("certificate",)


def extract(observation: Observation) -> Iterator[Signal | Problem]:
    """Give subject and issuer, their parts in the order of the certificate."""
    data = observation.data if isinstance(observation.data, bytes) else text.of(observation).encode()
    try:
        subject, issuer = _names(data)
    except ImportError:
        yield text.problem(observation, 'the extra that reads certificates: pip install "whomade[scan]"', "none")
    except ValueError as error:
        yield text.problem(observation, "a certificate in DER or PEM", str(error)[:120] or "broken bytes")
    else:
        yield observation.signal("x509.subject", tls.distinguished_name(subject))
        yield observation.signal("x509.issuer", tls.distinguished_name(issuer))


def _names(data: bytes) -> tuple[str, str]:
    from cryptography import x509

    is_pem = data.lstrip().startswith(b"-----BEGIN")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cameras number their certificates as they like; only the names are read
        try:
            found = x509.load_pem_x509_certificate(data) if is_pem else x509.load_der_x509_certificate(data)
            return _text(found.subject), _text(found.issuer)
        except (x509.InvalidVersion, TypeError) as error:  # a version, or the type of a name, that the library refuses
            raise ValueError(str(error)) from error


def _text(name: object) -> str:
    """Parts in the order in which they stand, as `openssl` prints them."""
    from cryptography import x509

    if not isinstance(name, x509.Name):
        return ""
    short = {**tls.SHORT, "emailaddress": "emailAddress"}
    values = ((part.oid, part.value if isinstance(part.value, str) else part.value.hex()) for part in name)
    return ",".join(f"{short.get(oid._name.lower(), oid.dotted_string)}={value}" for oid, value in values)  # noqa: SLF001
