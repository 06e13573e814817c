"""Who stands above a company on a day: its share through chains, the 50 per cent rule, and control.

These are three questions with three answers, and none is derived from another. Interests come in as values; nothing
here reads a file or a clock, and nothing here knows of a law: a regime asks for what it needs.
"""

from whomade.ownership.closure import Closure, caught_by, closure
from whomade.ownership.control import Controller, controllers
from whomade.ownership.graph import Graph, graph_on
from whomade.ownership.holdings import Ownership
from whomade.ownership.integrated import Holder, holders

__all__ = [
    "Closure",
    "Controller",
    "Graph",
    "Holder",
    "Ownership",
    "caught_by",
    "closure",
    "controllers",
    "graph_on",
    "holders",
]
