"""The contract's JSON: one object per device, then one line of coverage. Same input, knowledge and date give the
same bytes.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whomade.model import (
        Assessment,
        Attribution,
        Citation,
        Coverage,
        Evidence,
        Knowledge,
        Problem,
        Scan,
        Situation,
        Verdict,
    )

NAME = "jsonl"
MOST_VALUE = 512
PLACES = 6


def device(assessment: Assessment, knowledge: Knowledge) -> dict[str, Any]:
    """One device as the published JSON object (docs/reference/output.schema.json)."""
    asset = assessment.asset
    return {
        "asset": {
            "id": asset.id,
            "site": asset.site,
            "keys": dict(sorted(asset.keys.items())),
            "inputs": sorted(asset.inputs),
            "same_device_as": [{"asset": twin.asset, "reason": twin.reason} for twin in asset.same_device_as],
        },
        "roles": {name: _role(role) for name, role in sorted(assessment.roles.items())},
        "white_label": assessment.white_label,
        "clocks": assessment.clocks,
        "verdicts": [verdict_object(verdict) for verdict in assessment.verdicts],
        "next_evidence": [
            {"collect": n.collect, "why": n.why, "bits": round(n.bits, PLACES)} for n in assessment.next_evidence
        ],
        "problems": [_problem(problem) for problem in assessment.problems],
        "knowledge": {"version": knowledge.version, "digest": knowledge.digest},
    }


def coverage(found: Coverage) -> dict[str, Any]:
    """What was read and rejected, as the last line."""
    return {
        "coverage": {
            "devices": found.devices,
            "inputs": [
                {
                    "name": i.name, "format": i.format, "records": i.records, "rejected": i.rejected,
                    "columns": dict(sorted(i.columns.items())), "refused": i.refused, "notes": list(i.notes),
                }
                for i in found.inputs
            ],
            "problems": [_problem(problem) for problem in found.problems],
            "problems_not_listed": found.problems_dropped,
            "channels": [{"asset": asset, "reported": n} for asset, n in found.channels.items()],
            **({"scan": _scan(found.scan)} if found.scan else {}),
        }
    }  # fmt: skip


def _scan(scan: Scan) -> dict[str, Any]:
    """What a scan planned and reached, in addresses."""
    return {
        "targets": list(scan.targets),
        "ports": list(scan.ports),
        "planned": scan.planned,
        "probed": scan.probed,
        "answered": scan.answered,
        "identified": scan.identified,
        "services": {str(port): count for port, count in scan.services.items()},
        "discovery": [dataclasses.asdict(heard) for heard in scan.discovery],
        "ended": [_problem(problem) for problem in scan.ended],
        "emulated": scan.is_emulated,
        "began_at": scan.began_at,
        "ended_at": scan.ended_at,
    }


def dumps(value: dict[str, Any]) -> bytes:
    """JSON bytes with sorted keys and no trailing newline."""
    import orjson

    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _role(role: Attribution) -> dict[str, Any]:
    posterior = rounded(role.posterior)
    return {
        "maker": role.maker,
        "name": role.name,
        "probability": posterior.get(role.maker, 0.0) if role.maker else 0.0,
        "level": str(role.level),
        "posterior": posterior,
        "evidence": [_evidence(hit) for hit in role.evidence],
        "counter_evidence": [
            {**_evidence(against.evidence), "reason": against.reason} for against in role.counter_evidence
        ],
        "limits": list(role.limits),
        "waterfall": [{"step": step, "log10_odds": round(odds, PLACES)} for step, odds in role.waterfall],
    }


def rounded(posterior: dict[str, float]) -> dict[str, float]:
    """Probabilities to six places that still sum to 1: what rounding leaves goes to `other`, if it can bear it.

    >>> rounded({"axis": 1 / 3, "bosch": 1 / 3, "other": 1 / 3})
    {'axis': 0.333333, 'bosch': 0.333333, 'other': 0.333334}
    """
    if not posterior:
        return {}
    places = {p: round(p, PLACES) for p in set(posterior.values())}  # most makers share one value
    short = {name: places[p] for name, p in posterior.items()}
    rest = 1.0 - sum(short.values())
    bearer = "other" if short.get("other", 0.0) + rest >= 0 else max(sorted(short), key=lambda name: short[name])
    return {**short, bearer: round(short.get(bearer, 0.0) + rest, PLACES)}


def _evidence(hit: Evidence) -> dict[str, Any]:
    return {
        "fingerprint": hit.fingerprint,
        "signal": {"field": hit.signal.field, "value": hit.signal.value[:MOST_VALUE]},
        "log10_lr": round(hit.log10_lr, PLACES),
        "shares": {name: round(p, PLACES) for name, p in hit.shares},
        "makers": list(hit.makers),
        "carrier": hit.carrier,
        "technique": hit.technique,
        "trial": hit.trial,
        "sources": [_citation(citation) for citation in hit.sources],
        "observed": {"input": hit.signal.where.input, "place": hit.signal.where.place},
        "note": hit.note,
    }


def verdict_object(verdict: Verdict) -> dict[str, Any]:
    """A verdict as it stands in every JSON output."""
    return {
        "regime": verdict.regime,
        "title": verdict.title,
        "on": verdict.on,
        "situation": _situation(verdict.situation),
        "status": str(verdict.status),
        "provision": verdict.provision,
        "needs": list(verdict.needs),
        "why": verdict.why,
        "path": [{"kind": step.kind, "says": step.says} for step in verdict.path],
        "sources": [_citation(citation) for citation in verdict.sources],
        "role": verdict.role,
        "maker": verdict.maker,
        "probability": None if verdict.probability is None else round(verdict.probability, PLACES),
        "consequence": verdict.consequence,
        "next_check": None if verdict.next_check is None else verdict.next_check._asdict(),
    }


def _situation(situation: Situation) -> dict[str, Any]:
    actor = situation.actor
    return {
        "act": situation.act,
        "actor": {"country": actor.country, "region": actor.region, "kind": actor.kind},
        "place": situation.place,
        "purpose": situation.purpose,
        "product": situation.product,
        "on": situation.on,
        "acquired_on": situation.acquired_on,
        "facts": dict(sorted(situation.facts.items())),
    }


def _citation(citation: Citation) -> dict[str, str]:
    return {"id": citation.id, "at": citation.at}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "input": problem.where.input,
        "place": problem.where.place,
        "expected": problem.expected,
        "found": problem.found,
        "consequence": problem.consequence,
        "lost": problem.lost,
    }
