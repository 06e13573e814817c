"""The words of the house: frozen values that every room may use.

Standard library only. No file, socket, clock or pattern enters here; the rooms above give these values their meaning.
"""

from whomade.model.assessment import Assessment, Coverage, Heard, InputSummary, NextEvidence, Reply, Scan
from whomade.model.asset import Asset, Lookalike
from whomade.model.attribution import Attribution, CounterEvidence, Evidence, Level
from whomade.model.citation import Citation
from whomade.model.endpoint import Endpoint
from whomade.model.interest import NOTHING, Interest, Range, Window
from whomade.model.knowledge import (
    LEADS,
    Band,
    Brand,
    BrandRow,
    Calibration,
    Card,
    Collectable,
    Entity,
    Field,
    Fingerprint,
    Knowledge,
    ModelRelation,
    Resemblance,
    Source,
)
from whomade.model.observation import Observation, Problem, Signal, Where
from whomade.model.offer import Offer, Part
from whomade.model.regime import (
    Actors,
    Affiliates,
    Exemption,
    Fact,
    Named,
    NextCheck,
    Period,
    Regime,
    Rule,
    Vocabulary,
)
from whomade.model.situation import Actor, Situation
from whomade.model.verdict import Status, Step, Verdict

__all__ = [
    "LEADS",
    "NOTHING",
    "Actor",
    "Actors",
    "Affiliates",
    "Assessment",
    "Asset",
    "Attribution",
    "Band",
    "Brand",
    "BrandRow",
    "Calibration",
    "Card",
    "Citation",
    "Collectable",
    "CounterEvidence",
    "Coverage",
    "Endpoint",
    "Entity",
    "Evidence",
    "Exemption",
    "Fact",
    "Field",
    "Fingerprint",
    "Heard",
    "InputSummary",
    "Interest",
    "Knowledge",
    "Level",
    "Lookalike",
    "ModelRelation",
    "Named",
    "NextCheck",
    "NextEvidence",
    "Observation",
    "Offer",
    "Part",
    "Period",
    "Problem",
    "Range",
    "Regime",
    "Reply",
    "Resemblance",
    "Rule",
    "Scan",
    "Signal",
    "Situation",
    "Source",
    "Status",
    "Step",
    "Verdict",
    "Vocabulary",
    "Where",
    "Window",
]
