"""How Tiandy spells.

Source: visioforge-help. `TC-C35WP`: TC maker, C camera, 3 series, 5 five megapixels, W and P body.
"""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

FORMS = (
    Form(
        "camera TC-{line}",
        (
            ("maker", "TC-"),
            ("line", "[ACH]|NC"),
            ("series", "[2-9]"),
            ("resolution", "[2-8]"),
            ("body", "[0-9]?[EFGHJLMNPQSUWX]{1,2}"),
        ),
        Tail("[WIEMY][0-9]?", "SPEC|A|V[0-9](?:\\.[0-9])?", "[0-9.]{1,4}(?:MM)?", "-/ :"),
    ),
    Form(
        "old camera TC-NC",
        (("maker", "TC-"), ("line", "NC"), ("series", "[0-9]{2,4}"), ("option", "S[0-9][A-Z]?|[A-Z]?")),
        Tail("IR[0-9]{2}|[EW]", "A", "[0-9]MP|[0-9]{1,2}", "-/"),
    ),
    Form(
        "recorder TC-{line}",
        (("maker", "TC-"), ("line", "N?R"), ("series", "[0-9]{4}"), ("option", "[A-Z]?")),
        Tail("[A-Z]?", "A", "[0-9]{1,2}", "-/ "),
    ),
)
GRAMMARS = (grammar("tiandy", "model", FORMS),)
