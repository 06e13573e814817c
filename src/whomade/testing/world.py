"""The invented world that tests speak of: makers, fields, carriers, bands and registrants. No company here is real."""

from __future__ import annotations

from whomade.model import Band, Calibration, Field
from whomade.model.knowledge import Registrant

BANDS = {
    "very-strong": Band("very-strong", 0.9, 0.00009),
    "strong": Band("strong", 0.8, 0.0008),
    "moderate": Band("moderate", 0.6, 0.006),
    "fair": Band("fair", 0.5, 0.025),
    "weak": Band("weak", 0.3, 0.06),
}
"""The closed table of judged likelihood pairs."""
CARRIERS = {
    "label": "hardware",
    "registry": "hardware",
    "factory": "hardware",
    "web": "software",
    "media": "software",
    "onvif": "software",
    "discovery": "software",
    "firmware-file": "software",
    "cloud": "software",
    "tls": "software",
}
"""Carriers with their class."""
RELATIONS = {"own-brand": 0.97, "subsidiary": 0.95, "oem-full": 0.9, "oem-some-lines": 0.5, "former": 0.5}
CONFIDENCES = {"sure": (1.0, 0.95), "likely": (0.85, 0.85), "claimed": (0.6, 0.5)}
"""Confidence of a row: factor of a brand row, share of a model relation."""
FIELDS = {
    field: Field(field, carrier, field.replace(".", " ").replace("_", " "), words)
    for field, carrier, words in (
        ("label.brand", "label", "exact"),
        ("label.model", "label", ""),
        ("label.fcc_id", "label", ""),
        ("label.text", "label", ""),
        ("mac", "registry", ""),
        ("serial", "factory", ""),
        ("hardware_id", "factory", ""),
        ("made_on", "factory", ""),
        ("soc", "factory", ""),
        ("module", "factory", ""),
        ("http_header.server", "web", ""),
        ("http_realm", "web", ""),
        ("html_title", "web", "inside"),
        ("http_path", "web", ""),
        ("isapi.manufacturer", "web", "exact"),
        ("ftp_banner", "web", "inside"),
        ("rtsp_realm", "media", ""),
        ("rtsp_header.server", "media", ""),
        ("rtsp_path", "media", ""),
        ("onvif.scopes", "onvif", ""),
        ("onvif.scope", "onvif", ""),
        ("onvif.name", "onvif", "inside"),
        ("onvif.manufacturer", "onvif", "exact"),
        ("onvif.vendor_uri", "onvif", ""),
        ("onvif.namespaces", "onvif", ""),
        ("ssdp.manufacturer", "discovery", "exact"),
        ("dhcp.vendor_class", "discovery", "inside"),
        ("sadp.element", "discovery", ""),
        ("firmware.version", "firmware-file", ""),
        ("firmware.file", "firmware-file", ""),
        ("cloud.host", "cloud", ""),
        ("x509.subject", "tls", "inside"),
        ("x509.issuer", "tls", "inside"),
    )
}
MAKERS = {"northlens": "Northlens", "quartzeye": "Quartz Eye", "meridian": "Meridian Optics", "pelagic": "Pelagic"}
"""Invented makers: the hypotheses of the tiny base."""
LISTED = frozenset({"northlens", "quartzeye"})
"""Invented makers that some list names: their prior is halved and doubled to test an answer."""
OTHERS = {"wavelet": "module", "silicore": "soc", "nimbus": "cloud"}
"""Invented holders of the other roles, with their kind."""
PREFIXES = {
    "a4:00:01": "Northlens Technology Co.,Ltd.",
    "a4:00:02": "Quartz Eye Limited",
    "a4:00:07": "Wavelet Radio Inc",
    "a4:00:08": "Acme Imports",
    "a4:00:09": "Private",
}
"""Invented registry of MAC prefixes."""
CALIBRATED = Calibration(temperature=1.0, brands=98, link=0.9, link_counts=(98, 98))
"""A calibration that allows 0.99."""


def vendor_of(mac: str) -> str | None:
    """Registrant of a MAC address in the invented registry."""
    return PREFIXES.get(mac[:8])


def registered(name: str, kind: str = "maker") -> tuple[Registrant, ...]:
    """Names of the invented registry that begin with a company's name."""
    role = "maker" if kind == "maker" else "module"
    return tuple(Registrant(printed, role) for printed in PREFIXES.values() if printed.startswith(name))
