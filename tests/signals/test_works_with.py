"""What people say a device works with: said of one maker's own tools, and never read out of a denial."""

from __future__ import annotations

import pytest

from whomade.model import Observation, Signal
from whomade.signals import extract


def said(kind: str, text: str) -> list[tuple[str, str]]:
    found = extract(Observation("a", kind, text))
    return [(one.field, one.value) for one in found if isinstance(one, Signal)]


def works_with(text: str, kind: str = "issue_report") -> list[str]:
    return [value for field, value in said(kind, text) if field == "works_with"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("protocol: Acme", ["Acme"]),
        ("driver: Acme (private)", ["Acme (private)"]),
        ("integration: works with the Acme (push) integration", ["Acme (push) integration"]),
        ("protocol: Acme stream; managed by the Acme Batch tool", ["Acme stream", "Acme Batch tool"]),
        ("protocol: Acme, ONVIF", ["Acme, ONVIF"]),
        ("note: it works with the Acme plugin, second stream too", ["Acme plugin"]),
        ("model: X-100 (flood light), works with the Acme light command", ["Acme light command"]),
    ],
)
def test_what_a_device_works_with_is_read(text: str, expected: list[str]) -> None:
    assert works_with(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "protocol: does not work with the Acme integration",
        "protocol: Acme?",
        "protocol: was Acme",
        "protocol: kein Acme",
        "protocol: like Acme",
        "protocol: replaces Acme",
        "protocol: unknown",
        "note: not from Acme, works with the Acme driver",
        "note: should work with the Acme plugin",
        "note: the seller claims that it works with the Acme plugin",
        "note: works with everything but the Acme driver",
        "note: the old one works with the Acme driver",
        "note: works with the Acme driver better than with the Birch driver",
        "note: works with the Acme bracket",
        "note: I doubt it works with the Acme integration",
        "note: the doorbell next door works with the Acme integration",
        "note: power supply works with the Acme tool",
        "note: works with my Acme recorder",
        "note: works with our Acme dealer",
        "note: doesn\N{RIGHT SINGLE QUOTATION MARK}t work with the Acme driver",
        "note: /acme/info answers 404",
    ],
)
def test_whatever_may_mean_something_else_says_nothing(text: str) -> None:
    assert {field for field, _ in said("issue_report", text)} <= {"label.text"}


def test_a_list_of_protocols_inside_firmware_says_nothing() -> None:
    assert not [one for one in said("firmware_listing", "protocol=ACME") if one[0] == "works_with"]


def test_a_long_text_speaks_of_more_than_one_device() -> None:
    assert works_with("note: " + "works with the Acme driver; " * 100) == []
