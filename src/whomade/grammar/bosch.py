"""How Bosch spells.

Source: visioforge-help. `NBE-5702-AL`: N network, BE bullet, 5 series, 7 platform, 02 resolution.
"""

from __future__ import annotations

from whomade.grammar.form import MARKETS, Form, Tail, grammar

SERIES = (
    r"(?:(?:FLEXIDOME|DINION|AUTODOME|MIC)"
    r"(?: (?:IP|INDOOR|OUTDOOR|MULTI|PANORAMIC|STARLIGHT|BULLET|DOME|PTZ|INTEOX)"
    r"| [0-9]{4}I?| [0-9]MP| [0-9]{1,2}X| [0-9]X[0-9]MP| 4K){0,5} ?)"
)
TAIL = Tail("A?L?X?[TRS]?|F?[0-9]{0,3}L?E?|A[0-9]S?|[RPQ]X?|IR[0-9]{2}|P", MARKETS, "[0-9]{1,5}", "-() ")
FORMS = (
    Form(
        "camera N{body}",
        (
            ("mark", "N"),
            ("body", "BE|BN|DE|DI|DM|DN|DP|DS|DV|TI|TC|UE|UC|II|EZ|PC"),
            ("mark2", "-"),
            ("series", "[2-9]"),
            ("platform", "[0-9]"),
            ("resolution", "[0-9]{2,3}"),
        ),
        TAIL,
        {"BE": "bullet", "DE": "dome", "DV": "indoor dome", "DS": "panoramic", "DM": "multi-lens"},
    ),
    Form(
        "family name",
        (("series", SERIES),),
        Tail(
            "N[BDTU][A-Z]|MIC|[RAF]X?[0-9]{0,3}[LEXTS]{0,3}|ALX?T?|IR[0-9]{2}|P|IP|PTZ", MARKETS, "[0-9]{3,5}", "-() "
        ),
    ),
    Form("family name {line}", (("line", "MIC"), ("mark", "-"), ("series", "[0-9]{3,4}")), TAIL),
)
GRAMMARS = (grammar("bosch", "model", FORMS),)
