"""How Tiandy spells.

Sources: visioforge-help and onvif-conformant-products. `TC-C35WP`: TC maker, C camera, 3 series, 5 five megapixels,
W and P body. Older names begin with N: `TC-NC9100S3E-2MP-IR30`, C camera, H dome or PTZ, R recorder, S encoder.
"""

from __future__ import annotations

from whomade.grammar.form import DAY, MONTH, Form, Tail, grammar

MAKER = ("maker", "(?:TIANDY )?TC-")
FORMS = (
    Form(
        "camera TC-{line}",
        (
            MAKER,
            ("line", "[ACH]|NC"),
            ("series", "[2-9]"),
            ("resolution", "[2-8]"),
            ("body", "[0-9]?[EFGHJLMNPQSUWX]{1,2}"),
        ),
        Tail("[WIEMY][0-9]?", "SPEC|A|V[0-9](?:\\.[0-9])?", "[0-9.]{1,4}(?:MM)?", "-/ :"),
    ),
    Form(
        "old camera TC-{line}",
        (
            MAKER,
            ("line", "NCL?|N[HST]"),
            ("series", "[0-9]{2,5}"),
            ("option", "S[0-9]E?[A-Z]?|JR|M?N|[IL]?S?[AET]?|S|[A-Z]?"),
        ),
        Tail("IRW?[0-9]{0,2}|E[IS]?|C|W|S|GP?|CP|NH|SH|IVS", "A", "[0-9]?MP(?:IR)?|[0-9]{1,2}", "-/"),
    ),
    Form(
        "recorder TC-{line}",
        (MAKER, ("line", "N?R"), ("series", "[0-9]{4}"), ("option", "M[0-9]|[A-Z]?")),
        Tail("[ES][0-9]{1,2}|[A-Z]?", "A", "[0-9]{1,2}", "-/ "),
    ),
)
VERSION = (
    Form(
        "release",
        (
            ("mark", "V"),
            ("series", r"2[0-9]\.(?:06|12)"),
            ("mark2", r"\."),
            ("year", "2[0-9]"),
            ("month", MONTH),
            ("day", DAY),
            ("mark3", r"\."),
            ("number", "[0-9A-F]{8}"),
        ),
    ),
)
GRAMMARS = (grammar("tiandy", "model", FORMS), grammar("tiandy", "firmware version", VERSION))
