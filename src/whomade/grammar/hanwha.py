"""How Hanwha Vision spells, and Samsung before it. Source: visioforge-help.

`XNV-A9084R`: X line, N network, V vandal dome, A artificial intelligence, 9 eight megapixels, 084 variant, R infrared.
"""

from __future__ import annotations

from whomade.grammar.form import MARKETS, Form, Tail, grammar

TAIL = Tail("[A-Z]?", rf"WI|P|BULLET|WISENET|{MARKETS}", "[0-9]", "- ()/")
FORMS = (
    Form(
        "camera {line}{class}{body}",
        (
            ("line", "[APQTX]"),
            ("class", "N"),
            ("body", "[BDEFMOPV]"),
            ("mark2", "-"),
            ("series", "[ACKLE]?"),
            ("resolution", "[5-9]"),
            ("variant", r"[0-9]{3}"),
            ("option", r"[RVHPWKQ]{0,3}[SXZ]?[0-9]?"),
        ),
        TAIL,
        {"D": "dome", "V": "vandal dome", "O": "bullet", "B": "box", "P": "PTZ", "F": "fisheye", "M": "multi-lens"},
    ),
    Form(
        "PTZ camera {line}PT",
        (
            ("line", "[QX]"),
            ("body", "PT"),
            ("mark", "-"),
            ("series", "A?"),
            ("resolution", "[5-9]"),
            ("variant", r"[0-9]{3}"),
            ("option", "[RWX]{0,3}"),
        ),
        TAIL,
    ),
    Form(
        "Samsung camera S{line}",
        (
            ("mark", "S"),
            ("line", "N[BDOPVFZ]|CB|CD|CO|CP|CV|PE|RN|RD"),
            ("mark2", "-"),
            ("series", "[L]?"),
            ("resolution", "[1-9]"),
            ("variant", r"[0-9]{2,3}"),
            ("option", "[RHNPV]{0,2}"),
        ),
        TAIL,
    ),
    Form("recorder {line}", (("line", "[XQPL]RN-|WRN-"), ("series", r"[0-9]{3,4}"), ("option", "[ABRS]?[0-9]?")), TAIL),
)
GRAMMARS = (grammar("hanwha", "model", FORMS),)
