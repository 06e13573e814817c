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
        ("app: AcmeHome", ["AcmeHome"]),
        ("note: it works fine with the Acme plugin, second stream too", ["Acme plugin"]),
        ("model: X-100 (flood light), lamp works with the Acme light command", ["Acme light command"]),
    ],
)
def test_what_a_device_works_with_is_read(text: str, expected: list[str]) -> None:
    assert works_with(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "protocol: does not work with the Acme integration",
        "note: works with the Acme app? no, it never did",
        "note: would work with the Acme plugin",
        "note: the owner hopes that it works with nothing of Acme",
        "protocol: ONVIF",
        "protocol: Acme over ONVIF",
        "driver: Acme-compatible",
        "note: works with Acme recorders",
        "note: works with an Acme NVR",
        "note: doesn\N{RIGHT SINGLE QUOTATION MARK}t work in the Acme app",
        "protocol: unknown",
        "protocol: RTSP",
        "note: Acme works, too",
    ],
)
def test_a_denial_a_wish_and_what_anybody_speaks_say_nothing(text: str) -> None:
    assert works_with(text) == []


def test_a_path_that_answers_is_a_path_of_the_device() -> None:
    found = said("inventory", "protocol: /cgi-bin/lampControl.cgi answers 400, three streams work")
    assert ("http_path", "/cgi-bin/lampControl.cgi") in found


def test_a_path_that_is_not_there_is_none() -> None:
    found = said("inventory", "protocol: /cgi-bin/lampControl.cgi answers 404")
    assert not [value for field, value in found if field == "http_path"]


def test_a_text_of_any_length_costs_little() -> None:
    assert len(works_with("note: " + "works with Acme; " * 20_000)) <= 20
