"""What one reply states about itself is one carrier, and two makers' strong signs are for a person to look at."""

from __future__ import annotations

import pytest

from whomade.attribute.decide import Settings, manufacturer
from whomade.attribute.fuse import flat
from whomade.attribute.reason import Reasoner
from whomade.model import Level, Signal
from whomade.model.provenance import STATED_BY, carrier_of
from whomade.testing import evidence, fingerprint, knowledge_of

SERIAL = fingerprint("northlens", "serial", "^NL", "very-strong")
ELEMENT = fingerprint("northlens", "http_path", "^/north", "very-strong")


def said(*signals: Signal) -> Level:
    reasoner = Reasoner(knowledge_of(fingerprints=(SERIAL, ELEMENT)))
    return reasoner.attribute(list(signals))["manufacturer"].level


def test_one_reply_that_states_serial_and_element_is_not_confirmed() -> None:
    kind = "isapi_deviceinfo"
    reply = [Signal("serial", "NL1", kind=kind), Signal("http_path", "/north", kind=kind)]
    assert said(*reply) == said(reply[1])
    assert said(*reply).rank <= Level.PROBABLE.rank


def test_a_serial_read_off_the_label_confirms_what_the_reply_says() -> None:
    label = Signal("serial", "NL1", kind="label")
    assert said(label, Signal("http_path", "/north", kind="isapi_deviceinfo")) == Level.CONFIRMED


@pytest.mark.parametrize("kind", ["label", "mac", "inventory", "nmap", "dhcp", "firmware_listing", ""])
def test_what_is_seen_from_outside_keeps_its_carrier(kind: str) -> None:
    assert carrier_of("registry", kind) == "registry"


@pytest.mark.parametrize("kind", ["onvif_network", "sadp", "isapi_deviceinfo", "dahua_cgi", "rtsp_sdp", "tls"])
def test_what_software_states_is_software(kind: str) -> None:
    assert carrier_of("registry", kind) in set(STATED_BY.values())


def test_strong_signs_of_two_makers_stay_possible() -> None:
    both = [
        evidence("northlens", carrier="web", log10_lr=4.0),
        evidence("northlens", carrier="media", log10_lr=4.0),
        evidence("quartzeye", carrier="discovery", log10_lr=3.5),
    ]
    answer = manufacturer(both, flat(20), Settings(link=0.99))
    assert answer.level.rank <= Level.POSSIBLE.rank
    assert any("another maker" in limit for limit in answer.limits)
