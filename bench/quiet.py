"""Why answers stay quiet: surveillance gear whose maker is known and that is not said loudly, by what holds it down.

Beside it, what other rules would do to the same devices: every fingerprint on trial counted in full, or every strong
sign taken for proof. A rule that says more and accuses nobody wrongly would be the better one; this is where it shows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from whomade.attribute import decide, doubt
from whomade.attribute.decide import POSSIBLE, PROBABLE
from whomade.pipeline.scoring import Scored, Scorer, faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from whomade.model import Fingerprint, Knowledge
    from whomade.pipeline.corpus import Device

NOTHING = "nothing that was seen speaks of anybody"
WEAK = "weak signs only, or a number without a brand"
TRIAL = "signs on trial: one source, or leads alone"
WORD = "a brand's name where an owner may have written it"
COPYABLE = "signs of one reply, and a copy could show them"
OTHER = "another limit"
CAUSES: tuple[tuple[str, Callable[[Scored], bool]], ...] = (
    (NOTHING, lambda s: not s.signs),
    (TRIAL, lambda s: decide.ON_TRIAL in s.limits),
    (WORD, lambda s: any(doubt.ELSEWHERE in limit for limit in s.limits)),
    (OTHER, lambda s: bool(s.limits)),
    (WEAK, lambda s: s.probability < POSSIBLE),
    (COPYABLE, lambda s: s.probability < PROBABLE),
    (OTHER, lambda _: True),
)
"""What holds an answer down: the first that fits."""
STRONG, VERY_STRONG = 2.9, 4.0
"""Base-10 logarithm of the likelihood ratio from which a sign is strong, and that of the strongest."""


def quiet(base: Knowledge, every: Iterable[Device]) -> dict[str, Any]:
    """Figures without the brand on the box: causes, and the same devices under two bolder rules."""
    devices = list(every)
    own = _answers(base, devices)
    held = Counter(cause(s) for s in own if s.row.gear and s.row.scorable and not s.dared)
    return {
        "causes": held.most_common(),
        "rules": [
            _line("as it is", own),
            _line("fingerprints on trial count in full", _answers(_changed(base, _in_full), devices)),
            _line("and strong signs count as proof", _answers(_changed(base, _as_proof), devices)),
        ],
    }


def cause(scored: Scored) -> str:
    """What holds an answer down."""
    return next(name for name, fits in CAUSES if fits(scored))


def _answers(base: Knowledge, devices: list[Device]) -> list[Scored]:
    scorer = Scorer(base, label=False)
    return [scorer.score(device) for device in devices]


def _changed(base: Knowledge, change: Callable[[Fingerprint], Fingerprint]) -> Knowledge:
    return replace(base, fingerprints=tuple(change(each) for each in base.fingerprints))


def _in_full(fingerprint: Fingerprint) -> Fingerprint:
    return replace(fingerprint, trial=False)


def _as_proof(fingerprint: Fingerprint) -> Fingerprint:
    """The likelihood ratio of the strongest band for every sign that is strong."""
    if fingerprint.hit_if < fingerprint.hit_else * 10**STRONG:
        return _in_full(fingerprint)
    return replace(_in_full(fingerprint), hit_else=min(fingerprint.hit_else, fingerprint.hit_if / 10**VERY_STRONG))


def _line(rule: str, scored: list[Scored]) -> dict[str, Any]:
    gear = [s for s in scored if s.row.gear and s.row.scorable]
    wrong = {id_ for name, ids in faults(scored).items() if name not in ("overclaim_own", "level_lies") for id_ in ids}
    return {"rule": rule, "gear": len(gear), "loud": sum(s.dared for s in gear), "wrong": len(wrong)}
