"""Self-signed certificates with the names of a profile, made anew at every start: no key is kept."""

from __future__ import annotations

import datetime as dt
import functools
import ssl
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whomade.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.lab.device import Device
    from whomade.lab.profile import Certificate

VALID_FROM = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
VALID_TO = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
_NAMES = {
    "CN": "COMMON_NAME",
    "O": "ORGANIZATION_NAME",
    "OU": "ORGANIZATIONAL_UNIT_NAME",
    "C": "COUNTRY_NAME",
    "ST": "STATE_OR_PROVINCE_NAME",
    "L": "LOCALITY_NAME",
}


def server_context(certificate: Certificate, device: Device) -> ssl.SSLContext:
    """Give a TLS context that shows the certificate of a profile.

    Raises:
        MissingExtra: the package `cryptography` is not installed.
    """
    subject = {key: device.fill(value) for key, value in certificate.subject.items()}
    issuer = {key: device.fill(value) for key, value in certificate.issuer.items()} or subject
    return _context(tuple(subject.items()), tuple(issuer.items()))


@functools.lru_cache(maxsize=256)
def _context(subject: tuple[tuple[str, str], ...], issuer: tuple[tuple[str, str], ...]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:  # the standard library reads certificates from files only
        path = Path(folder) / "lab.pem"
        path.write_bytes(_pem(dict(subject), dict(issuer)))
        context.load_cert_chain(path)
    return context


@functools.cache
def _key() -> Any:
    """One key for the whole lab: making one for each device would only cost time."""
    try:
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError:
        raise MissingExtra("scan") from None
    return ec.generate_private_key(ec.SECP256R1())


def _pem(subject: Mapping[str, str], issuer: Mapping[str, str]) -> bytes:
    key = _key()
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    builder = x509.CertificateBuilder(_name(issuer), _name(subject), key.public_key(), x509.random_serial_number())
    signed = builder.not_valid_before(VALID_FROM).not_valid_after(VALID_TO).sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signed.public_bytes(serialization.Encoding.PEM) + bytes(private)


def _name(parts: Mapping[str, str]) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name([x509.NameAttribute(getattr(NameOID, _NAMES[key]), value) for key, value in parts.items()])
