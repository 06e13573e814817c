"""A number on paper is read apart from one that a reply states: nobody imitates in a list."""

from __future__ import annotations

import pytest

from whomade import signals
from whomade.grammar import derived
from whomade.model import Signal
from whomade.model.provenance import STATED_BY, is_of_papers

PAPERS = {"label", "inventory", "issue_report", "who", "firmware_listing", "nmap", ""}
SPOKEN = {"onvif_deviceinfo", "isapi_deviceinfo", "sadp", "dahua_search", "vivotek_search", "lldp", "http_json"}


def fields(kind: str) -> set[str]:
    return {found.field for found in derived([Signal("label.model", "DS-2CD2032-I", kind=kind)])}


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_a_number_on_paper_is_read_in_both_fields(kind: str) -> None:
    assert fields(kind) == {"model.grammar", "label.grammar"}


@pytest.mark.parametrize("kind", sorted(SPOKEN))
def test_a_number_in_a_reply_is_read_as_the_device_s_own(kind: str) -> None:
    assert fields(kind) == {"model.grammar"}


OUTSIDE = {
    *("dhcp", "firmware_listing", "firmware_url", "label", "inventory", "mac", "nmap", "open_ports"),
    *("issue_report", "cve_text", "stream_url", "mac+stream_url", "doc_stream_url"),
}
"""Kinds that come from outside a device: a list, a person, a scanner or a switch that saw it on the wire."""


def test_every_kind_comes_from_a_reply_or_is_known_to_come_from_outside() -> None:
    kinds = set(signals.kinds())
    assert {kind for kind in kinds if is_of_papers(kind)} == OUTSIDE
    assert {
        name for name in STATED_BY if not any(kind == name or kind.startswith(f"{name}_") for kind in kinds)
    } == set()
