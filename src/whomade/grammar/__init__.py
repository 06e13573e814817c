"""How makers spell: model numbers, serials, firmware versions, hardware ids and realms, one file per maker.

A grammar takes a name apart into line, body, series and resolution and spells it back letter by letter; what it does
not hold it refuses. Pure functions over text; what an accepted name is worth is for the fingerprints on
`model.grammar` and its sisters to say. `register` finds the grammars, `explain` reads by all of them, `derive` turns
signals into signals.
"""

from whomade.grammar.derive import derived
from whomade.grammar.explain import Explanation, explain
from whomade.grammar.form import Form, Grammar, Parts, Piece, Tail, grammar, spell
from whomade.grammar.register import grammars

__all__ = [
    "Explanation",
    "Form",
    "Grammar",
    "Parts",
    "Piece",
    "Tail",
    "derived",
    "explain",
    "grammar",
    "grammars",
    "spell",
]
