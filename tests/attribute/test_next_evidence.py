"""What to collect next: bits are information, and only what is not yet known is worth anything."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.attribute.match import Matcher
from whomade.attribute.next_evidence import LEAST_BITS, SHOWN, Adviser, information
from whomade.model import Collectable
from whomade.testing import MAKERS, fingerprint

from .invented import FINGERPRINTS, NAMES

COLLECTABLES = (
    Collectable("mac-address", "MAC address", ("mac",), 1),
    Collectable("http-headers", "HTTP headers", ("http_header.server",), 2),
    Collectable("rtsp-challenge", "RTSP answer", ("rtsp_realm", "rtsp_header.server"), 2),
    Collectable("serial-number", "serial number", ("serial",), 3),
    Collectable("onvif-reply", "ONVIF reply", ("onvif.vendor_uri",), 2),
    Collectable("favicon", "favicon", ("favicon.md5",), 2),
)
FIELDS = sorted({field for c in COLLECTABLES for field in c.fields})
PAIRS = {"mac": dict.fromkeys(NAMES, (0.9, 0.00009))}
FLAT = {**dict.fromkeys(NAMES, 0.15), "self": 0.0, "other": 0.4}


def adviser() -> Adviser:
    return Adviser(Matcher(FINGERPRINTS), COLLECTABLES, PAIRS, MAKERS)


def test_makers_that_cannot_be_the_answer_are_not_counted_among_the_known() -> None:
    posterior = {**dict.fromkeys(NAMES, 0.01), "self": 0.0, "other": 1.0 - 0.01 * len(NAMES)}
    foreign = {"mac": {**PAIRS["mac"], "printermaker": (0.9, 0.00009)}}
    (advice,) = Adviser(Matcher(()), COLLECTABLES[:1], foreign, MAKERS).advise(posterior, frozenset())
    assert advice.why == f"{len(NAMES)} known makers give themselves away in it"


@st.composite
def posteriors(draw: st.DrawFn) -> dict[str, float]:
    weights = {name: draw(st.floats(0.0, 1.0)) for name in [*NAMES, "self"]} | {"other": draw(st.floats(0.01, 1.0))}
    return {name: weight / sum(weights.values()) for name, weight in weights.items()}


def signs() -> st.SearchStrategy[dict[str, tuple[float, float]]]:
    """Pairs whose hits exclude each other, as of one look at a device."""
    pairs = st.tuples(st.floats(0.01, 0.9), st.floats(1e-6, 0.03))
    return st.dictionaries(st.sampled_from(NAMES), pairs)


def entropy(posterior: dict[str, float]) -> float:
    return -sum(p * log2(p) for p in posterior.values() if p > 0)


@given(posteriors(), signs())
def test_information_is_never_negative(posterior: dict[str, float], pairs: dict[str, tuple[float, float]]) -> None:
    assert information(posterior, pairs) >= 0.0


@given(posteriors(), signs())
def test_no_look_tells_more_than_is_unknown(posterior: dict[str, float], pairs: dict[str, tuple[float, float]]) -> None:
    assert information(posterior, pairs) <= entropy(posterior) + 1e-9


@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.9, 0.1), (0.2, 0.3, 0.5)])
def test_a_perfect_test_tells_everything(shares: tuple[float, ...]) -> None:
    posterior = dict(zip([*NAMES[: len(shares) - 1], "other"], shares, strict=True))
    perfect = {name: (1.0, 1e-15) for name in posterior if name != "other"}
    assert information(posterior, perfect) == pytest.approx(entropy(posterior), abs=1e-6)


def test_a_sign_that_hits_everybody_alike_tells_nothing() -> None:
    assert information(FLAT, {"northlens": (0.3, 0.3)}) == pytest.approx(0.0, abs=1e-12)


def test_nothing_to_look_for_tells_nothing() -> None:
    assert information(FLAT, {}) == 0.0


def test_who_is_certain_learns_nothing() -> None:
    certain = {"northlens": 1.0, "other": 0.0}
    assert information(certain, {"northlens": (0.9, 0.001)}) == pytest.approx(0.0, abs=1e-12)


def test_a_stronger_sign_tells_more() -> None:
    strong, weak = {"northlens": (0.9, 0.00009)}, {"northlens": (0.3, 0.06)}
    assert information(FLAT, strong) > information(FLAT, weak)


@given(posteriors(), st.frozensets(st.sampled_from(FIELDS)))
def test_advice_is_sorted_by_bits(posterior: dict[str, float], observed: frozenset[str]) -> None:
    bits = [advice.bits for advice in adviser().advise(posterior, observed)]
    assert bits == sorted(bits, reverse=True)


@given(posteriors(), st.frozensets(st.sampled_from(FIELDS)))
def test_advice_is_worth_something_and_short(posterior: dict[str, float], observed: frozenset[str]) -> None:
    advice = adviser().advise(posterior, observed)
    assert len(advice) <= SHOWN
    assert all(item.bits >= LEAST_BITS for item in advice)


@given(posteriors(), st.frozensets(st.sampled_from(FIELDS)))
def test_nothing_is_advised_that_was_seen(posterior: dict[str, float], observed: frozenset[str]) -> None:
    seen = {c.collect for c in COLLECTABLES if observed.intersection(c.fields)}
    assert not seen & {item.collect for item in adviser().advise(posterior, observed)}


def test_nothing_is_advised_that_no_sign_reads() -> None:
    everything_else = frozenset(FIELDS) - {"favicon.md5"}
    assert adviser().advise(FLAT, everything_else) == ()


def test_advice_does_not_hang_on_what_was_asked_before() -> None:
    near = {**FLAT, "northlens": 0.15001, "other": 0.39999}
    asked = adviser()
    asked.advise(FLAT, frozenset())
    assert asked.advise(near, frozenset()) == adviser().advise(near, frozenset())


def test_of_equal_bits_the_easier_comes_first() -> None:
    twins = (Collectable("b-visit", "a visit", ("serial",), 3), Collectable("c-look", "a look", ("hardware_id",), 1))
    prints = [fingerprint("northlens", field, "^NL") for field in ("serial", "hardware_id")]
    advice = Adviser(Matcher(prints), twins, {}, MAKERS).advise(FLAT, frozenset())
    assert [item.collect for item in advice] == ["a look", "a visit"]


def test_signs_of_chips_say_nothing_about_the_goods() -> None:
    chips = (Collectable("soc", "chip", ("soc",), 3),)
    assert Adviser(Matcher(FINGERPRINTS), chips, {}, MAKERS).advise(FLAT, frozenset()) == ()


def test_advice_names_the_candidates() -> None:
    posterior = {"northlens": 0.5, "quartzeye": 0.3, "meridian": 0.0, "pelagic": 0.0, "self": 0.0, "other": 0.2}
    first = adviser().advise(posterior, frozenset())[0]
    assert first.why == "would confirm or rule out Northlens, Quartz Eye"
