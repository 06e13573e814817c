"""How Sony spells. Sources: model-name-rules and whatweb. `SNC-CH120`: SNC network camera, C box, H high definition."""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

FORMS = (
    Form(
        "camera {line}",
        (("line", "SNC-?"), ("body", "[A-Z]{1,3}"), ("series", "[0-9]{2,3}"), ("option", "[BDERSWV]{0,2}")),
        Tail("[A-Z]", "A", "[0-9]", "-/"),
    ),
    Form("video station {line}", (("line", "SNT-"), ("body", "[A-Z]{1,2}"), ("series", "[0-9]{3}"))),
    Form("recorder {line}", (("line", "NSR-"), ("series", "[0-9]{2,4}"), ("option", "[A-Z]{0,2}"))),
)
GRAMMARS = (grammar("sony", "model", FORMS),)
