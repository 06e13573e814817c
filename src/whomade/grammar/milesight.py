"""How Milesight spells.

Source: visioforge-help. `MS-C2964-FPD`: MS maker, C camera, 2 series, 9 nine-series, 64 body.
"""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

FORMS = (
    Form(
        "camera MS-{line}",
        (
            ("maker", "MS-"),
            ("line", "[ACN]"),
            ("series", "[1-9]"),
            ("resolution", "[0-9]"),
            ("body", "[0-9]{2}"),
            ("option", "[GN]?"),
        ),
        Tail(
            "X?[0-9]{0,2}[ERF]?[IFL]?T?P[ABCDEM]?|X[0-9]{1,2}[RT]?[GP]?[ACEP]?|RLP[BC]|UPT?|[EFR]|P|MW",
            "H",
            "[0-9]{1,2}",
            "-/()",
        ),
    ),
)
VERSION = (
    Form(
        "version with revision",
        (("version", r"[4-9][0-9]\.[0-9]\.[0-9]\.[0-9]{1,3}"), ("mark", "-R"), ("option", "[0-9]{1,2}")),
    ),
)
GRAMMARS = (grammar("milesight", "model", FORMS), grammar("milesight", "firmware version", VERSION))
