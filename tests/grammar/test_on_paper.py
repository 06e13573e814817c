"""A long number on paper is read apart from one that a reply states: nobody imitates in a list."""

from __future__ import annotations

import pytest

from whomade import signals
from whomade.grammar import derived
from whomade.model import Signal
from whomade.model.provenance import STATED_BY, carrier_of

SPOKEN = {"onvif_deviceinfo", "isapi_deviceinfo", "sadp", "dahua_search", "vivotek_search", "lldp", "http_json"}
HEARSAY = {"issue_report", "firmware_listing", "mac+stream_url", "doc_stream_url", "nmap", ""}
SHORT = (
    "ASR1002",
    "IPC547E",
    "IPC547E (6AG4104-3)",
    "DS-50000",
    "DS-7608",
    "FD8136",
    "MS9540",
    "XNV-6080",
    "TD-9544S3",
)


def fields(kind: str, name: str = "DS-2CD2032-I") -> set[str]:
    return {found.field for found in derived([Signal("label.model", name, kind=kind)])}


@pytest.mark.parametrize("kind", ["inventory", "label"])
@pytest.mark.parametrize("name", ["DS-2CD2032-I", "IPC-HFW1230S", "DS-7616NI-K2", "IPC3614SB-ADF28KM-I0"])
def test_a_long_number_on_paper_is_read_in_both_fields(kind: str, name: str) -> None:
    assert fields(kind, name) == {"model.grammar", "label.grammar"}


@pytest.mark.parametrize("name", SHORT)
def test_a_short_number_may_be_a_router_s(name: str) -> None:
    assert fields("inventory", name) == {"model.grammar"}


@pytest.mark.parametrize("kind", sorted(SPOKEN | HEARSAY))
def test_a_number_in_a_reply_or_a_report_is_no_paper(kind: str) -> None:
    assert fields(kind) == {"model.grammar"}


OUTSIDE = {
    *("dhcp", "firmware_listing", "firmware_url", "label", "inventory", "mac", "nmap", "open_ports"),
    *("issue_report", "cve_text", "stream_url", "mac+stream_url", "doc_stream_url"),
}
"""Kinds that come from outside a device: a list, a person, a scanner or a switch that saw it on the wire."""


def test_every_kind_comes_from_a_reply_or_is_known_to_come_from_outside() -> None:
    kinds = set(signals.kinds())
    assert {kind for kind in kinds if carrier_of("label", kind) == "label"} == OUTSIDE
    assert {
        name for name in STATED_BY if not any(kind == name or kind.startswith(f"{name}_") for kind in kinds)
    } == set()
