"""How Vivotek spells. Sources: visioforge-help and model-name-rules.

`FD9389-EHV-v2`: FD fixed dome, 9 generation, 3 series, 89 variant, E outdoor, H wide range, V vandal-proof.
"""

from __future__ import annotations

from whomade.grammar.form import MARKETS, Form, Tail, grammar

FORMS = (
    Form(
        "camera {body}{series}",
        (
            ("body", "FD|IB|IP|FE|CC|IZ|SD|PZ|PT|MS|MA|IT|TB"),
            ("series", "[6-9]"),
            ("variant", r"[0-9]{2}(?:[0-9]|[A-C])"),
            ("option", "[A-Z]?"),
        ),
        Tail("E?H?[TFLV]{0,2}[0-9]?[VC]?", rf"V[0-9]|LPR|{MARKETS}", "[0-9]{1,2}", "- ()"),
        {"FD": "dome", "IB": "bullet", "FE": "fisheye", "SD": "PTZ", "CC": "corner", "MS": "multi-lens"},
    ),
    Form(
        "recorder {line}",
        (("line", "N[DTRV]"), ("series", r"[89][0-9]{3}"), ("option", "P?")),
        Tail("[A-Z]?", MARKETS, "[0-9]", "-"),
    ),
)
GRAMMARS = (grammar("vivotek", "model", FORMS),)
