"""Answers as SARIF 2.1.0, so that code review and build systems can refuse a line.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, sections 3.13 (sarifLog), 3.14 (run),
3.27 (result), 3.28 (location), 3.30 (region). A line to ask about is a `warning`, a line that a rule prohibits an
`error`, an attribution a `note`; a line left alone is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from whomade.model import Status
from whomade.model.attribution import percent
from whomade.report.wording import visible
from whomade.screen import Outcome

if TYPE_CHECKING:
    from whomade.model import Coverage, Knowledge
    from whomade.screen import Screened

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RULES = {
    "maker-attributed": "The manufacturer is attributed, with probability and sources.",
    "ask-who-made-it": "The line does not say who made the goods; the seller has to be asked.",
    "rule-prohibited": "A rule that was asked for prohibits the act with these goods.",
    "rule-conditional": "A rule that was asked for may reach these goods; the outcome hangs on facts that are missing.",
    "rule-advised-against": "A rule that was asked for advises against these goods.",
}
_STATUS_RULES = {
    Status.PROHIBITED: ("rule-prohibited", "error"),
    Status.CONDITIONAL: ("rule-conditional", "warning"),
    Status.ADVISED_AGAINST: ("rule-advised-against", "warning"),
}


def log(results: list[dict[str, Any]], coverage: Coverage, knowledge: Knowledge, version: str) -> dict[str, Any]:
    """The whole document.

    Args:
        results: what `results_of` gave for each line.
        coverage: problems become notifications of the tool.
        knowledge: its version and digest stand in the properties of the run.
        version: of the program.
    """
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in RULES.items()]
    problems = [
        {
            "level": "warning",
            "message": {"text": visible(f"{p.where.place}: expected {p.expected}, found {p.found}")[:500]},
        }
        for p in coverage.problems
    ]
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": problems}
    driver = {"name": "whomade", "version": version, "rules": rules}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "invocations": [invocation],
                "columnKind": "unicodeCodePoints",
                "results": results,
                "properties": {"knowledge": knowledge.version, "digest": knowledge.digest},
            }
        ],
    }


def results_of(screened: Screened) -> list[dict[str, Any]]:
    """Results of one line: one for its maker or the question, and one for each rule that speaks."""
    if screened.outcome is Outcome.LEFT_ALONE:
        return []
    maker = screened.maker
    if maker is not None:
        said = f"attributed to {maker.name} with {percent(maker.probability)} ({maker.level}): {screened.why}"
        found = [_result(screened, "maker-attributed", "note", said)]
    else:
        asked = " ".join(screened.questions)
        found = [_result(screened, "ask-who-made-it", "warning", f"{screened.why}. {asked}")]
    for verdict in screened.verdicts:
        if verdict.status in _STATUS_RULES:
            rule, level = _STATUS_RULES[verdict.status]
            status = verdict.status.replace("_", " ")
            said = f"{verdict.regime}: {status} on {verdict.on}, {verdict.provision}: {verdict.why}"
            found.append(_result(screened, rule, level, said))
    return found


def _result(screened: Screened, rule: str, level: str, text: str) -> dict[str, Any]:
    offer = screened.offer
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": quote(offer.where.input)}}}
    if offer.row and not offer.sheet:
        location["physicalLocation"]["region"] = {"startLine": offer.row}
    location["logicalLocations"] = [{"fullyQualifiedName": visible(screened.place), "kind": "element"}]
    return {
        "ruleId": rule,
        "ruleIndex": list(RULES).index(rule),
        "level": level,
        "message": {"text": visible(text)[:2000]},
        "locations": [location],
        "partialFingerprints": {"line/v1": visible(f"{screened.place} {offer.text}")[:200]},
    }
