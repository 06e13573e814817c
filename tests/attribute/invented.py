"""Invented evidence for the tests of the arithmetic, and a base in which everything speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from whomade.attribute.fuse import Prior, brand_without_row, flat
from whomade.attribute.reason import Reasoner
from whomade.model import Calibration, Signal
from whomade.testing import (
    CALIBRATED,
    CARRIERS,
    LISTED,
    MAKERS,
    brand,
    evidence,
    fingerprint,
    knowledge_of,
    relation,
    row,
    vendor_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whomade.model import Evidence

NAMES = sorted(MAKERS)
SOFTWARE = sorted(c for c, kind in CARRIERS.items() if kind == "software")
HARD = sorted(c for c, kind in CARRIERS.items() if kind == "hardware")
EXACT = Calibration(temperature=1.0, brands=10**12, link=0.9)
"""Neither temperature nor cap: what the table and the likelihoods themselves say."""


def ratios(low: float = 0.1, high: float = 4.0) -> st.SearchStrategy[float]:
    return st.floats(low, high).map(lambda x: round(x, 3))


def hits(carriers: list[str] | None = None, *, trial: bool | None = None) -> st.SearchStrategy[Evidence]:
    """Supporting signs of one maker."""
    return st.builds(
        evidence,
        st.sampled_from(NAMES),
        ratios(),
        st.sampled_from(carriers or sorted(CARRIERS)),
        trial=st.booleans() if trial is None else st.just(trial),
    )


def misses() -> st.SearchStrategy[Evidence]:
    return st.builds(
        evidence, st.sampled_from(NAMES), ratios(-4.0, -0.05), st.sampled_from(SOFTWARE), technique=st.just("absence")
    )


def shared_hits() -> st.SearchStrategy[Evidence]:
    """Signs that several makers share."""
    several = st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True).map(tuple)
    return st.builds(evidence, several, ratios(), st.sampled_from(sorted(CARRIERS)))


@st.composite
def labels(draw: st.DrawFn) -> Evidence:
    """What a brand table says: shares of some makers, `self` and `other`."""
    makers = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    most = draw(st.floats(0.05, 0.97))
    weights = [draw(st.floats(0.1, 1.0)) for _ in makers]
    shares: Mapping[str, float] = {m: most * w / sum(weights) for m, w in zip(makers, weights, strict=True)}
    left = 1.0 - sum(shares.values())
    own = draw(st.sampled_from([0.0, left / 2]))
    full = (*shares.items(), ("self", own), ("other", left - own))
    return evidence(tuple(makers), 0.0, "label", shares=full, technique="brand-table", fingerprint="brand:acme")


def everything() -> st.SearchStrategy[list[Evidence]]:
    """Evidence of every kind, with a label or without."""
    signs = st.lists(st.one_of(hits(), misses(), shared_hits()), max_size=8)
    return st.tuples(signs, st.lists(labels(), max_size=1)).map(lambda parts: parts[0] + parts[1])


@st.composite
def populations(draw: st.DrawFn) -> Prior:
    """A user's own shares of some makers."""
    makers = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    weights = [draw(st.floats(0.0, 1.0)) for _ in makers]
    most = draw(st.floats(0.0, 0.9))
    special = {m: most * w / (sum(weights) or 1.0) for m, w in zip(makers, weights, strict=True)}
    left, rest = 1.0 - sum(special.values()), len(NAMES) - len(makers)
    return Prior(len(NAMES), left * 0.6 / rest if rest else 0.0, other=left * 0.4, special=special)


def priors() -> st.SearchStrategy[Prior]:
    return st.one_of(st.just(flat(len(NAMES))), st.just(brand_without_row(len(NAMES))), populations())


def listings() -> st.SearchStrategy[frozenset[str]]:
    return st.sets(st.sampled_from(NAMES)).map(frozenset)


CROWD = {f"maker-{n:02d}": f"Maker {n:02d}" for n in range(40)}
"""Makers of whom nothing is known, so that the flat prior is as thin as in the real base."""
BRANDS = (
    brand("Northlens", row("northlens", "own-brand")),
    brand("Quartz Eye", row("quartzeye", "own-brand")),
    brand("Acme", row("northlens"), models=(relation("^Guard 9", "quartzeye"),), registrants=("Acme Imports",)),
    brand("Birch", row("northlens")),
    brand("Cedar", row("northlens", "oem-some-lines"), row("meridian", "oem-some-lines")),
    brand("Dune"),
    brand("Elm", models=(relation("^E1", "northlens"),)),
)
FINGERPRINTS = (
    fingerprint("northlens", "http_header.server", "^NL-Webs", "very-strong"),
    fingerprint("northlens", "http_header.server", "^NL-", "fair", id="northlens-nl"),
    fingerprint("northlens", "rtsp_realm", "^NL_[0-9]+$", "strong", absence=-0.128),
    fingerprint("northlens", "onvif.vendor_uri", "northlens\\.example", "strong", absence=-0.128),
    fingerprint("northlens", "serial", "^NL[0-9]{8}", "strong"),
    fingerprint("quartzeye", "http_header.server", "^QE-", "strong"),
    fingerprint("quartzeye", "rtsp_realm", "^QE_", "very-strong"),
    fingerprint("quartzeye", "serial", "^QE[0-9]{8}", "strong"),
    fingerprint("pelagic", "http_header.server", "^PLG", "strong", trial=True),
    fingerprint("pelagic", "rtsp_realm", "^PLG", "very-strong", trial=True),
    fingerprint("pelagic", "serial", "^PLG", "very-strong", trial=True),
    fingerprint(("meridian", "pelagic"), "firmware.version", "^V7", "moderate"),
    fingerprint("silicore", "soc", "^SC", "very-strong", role="soc_maker"),
    fingerprint("nimbus", "cloud.host", "nimbus", "strong", role="cloud_operator"),
)
SIGNALS = tuple(
    Signal(field, value)
    for field, values in {
        "http_header.server": ("NL-Webs/1", "NL-x", "QE-1", "PLG", "nginx"),
        "rtsp_realm": ("NL_12", "QE_1", "PLG", "IP Camera"),
        "onvif.vendor_uri": ("http://northlens.example/x", "http://example.org"),
        "serial": ("NL20190501X", "QE20190501", "PLG1", "0001"),
        "firmware.version": ("V7.1", "V5"),
        "mac": ("a4:00:01:00:00:01", "a4:00:02:00:00:01", "a4:00:07:00:00:01", "a4:00:08:00:00:01", "a4:00:09:0:0:1"),
        "soc": ("SC100",),
        "cloud.host": ("p2p.nimbus.example",),
        "label.brand": ("Acme", "Birch", "Cedar", "Dune", "Quartz Eye", "Zzyzx"),
        "label.model": ("Guard 9", "Guard 1", "E1"),
        "html_title": ("Acme", "Northlens login", "Login"),
        "onvif.manufacturer": ("Quartz Eye", "Nobody"),
        "nowhere.known": ("value",),
    }.items()
    for value in values
)


def signal_sets(max_size: int = 7) -> st.SearchStrategy[list[Signal]]:
    return st.lists(st.sampled_from(SIGNALS), max_size=max_size, unique=True)


def reasoner_of(calibration: Calibration = CALIBRATED, population: Mapping[str, float] | None = None) -> Reasoner:
    base = knowledge_of(
        makers=MAKERS | CROWD, brands=BRANDS, fingerprints=FINGERPRINTS, calibration=calibration, listed=LISTED
    )
    return Reasoner(base, vendor_of, population)
