"""The built-in example of the benchmarks: what five carriers say of one relabelled camera, ready to be fused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.model import Evidence, Signal

if TYPE_CHECKING:
    from whomade.model import Knowledge

MAKER = "hikvision"
OTHERS = 0.1


def example(knowledge: Knowledge) -> list[Evidence]:
    """Give a label, a MAC registrant and three software hits on three carriers, all for one maker."""
    label = Evidence(
        "brand:example", "manufacturer", (MAKER,), Signal("label.brand", "Example"), 0.0, "label", "brand-table",
        shares=((MAKER, 1 - OTHERS), ("self", OTHERS / 2), ("other", OTHERS / 2)),
    )  # fmt: skip
    mac = Signal("mac", "44:19:b6:00:00:01")
    registrant = Evidence("registrant:example", "manufacturer", (MAKER,), mac, 4.0, "registry", "registrant")
    return [label, registrant, *_software(knowledge)]


def _software(knowledge: Knowledge) -> list[Evidence]:
    """The first stable fingerprint of the maker on each of three software carriers."""
    first = {
        f.carrier: f
        for f in reversed(knowledge.fingerprints)
        if f.role == "firmware_author" and MAKER in f.makers and not f.trial
    }
    return [
        Evidence(f.id, f.role, f.makers, Signal(f.field, "as seen"), 3.0, f.carrier, "pattern", f.sources)
        for _, f in sorted(first.items())[:3]
    ]


def plain_loop(evidence: list[Evidence], makers: tuple[str, ...]) -> str:
    """The least a program can do with the same evidence: add log ratios over all makers and take the best.

    No brand distribution, no link between roles, no robustness, no level: what the arithmetic costs on top is the
    ratio to this.
    """
    scores = dict.fromkeys(makers, 0.0)
    for hit in evidence:
        for maker in hit.makers:
            scores[maker] += hit.log10_lr
    total = 0.0
    for maker in makers:
        scores[maker] = 10.0 ** scores[maker]
        total += scores[maker]
    best, share = "", 0.0
    for maker in makers:
        if scores[maker] / total > share:
            best, share = maker, scores[maker] / total
    return best
