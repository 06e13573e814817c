"""How Axis spells. Sources: visioforge-help, satori (DHCP vendor classes) and rapid7-recog.

`P3265-LVE`: P line, 32 fixed dome series, 65 variant, L light, V vandal-resistant, E outdoor.
"""

from __future__ import annotations

from whomade.grammar.form import MARKETS, Form, Tail, grammar

TAIL = Tail(
    r"[SZ]?[LBMP]?[RS]?P?L?V?[AR]?E?",
    rf"MK|MKII|[IV]{{1,3}}|THERMAL|MAIN|UNIT|BODY|MM|{MARKETS}",
    r"[0-9]{1,2}",
    "- ()",
)
FORMS = (
    Form(
        "camera {line}{series}",
        (
            ("maker", r"(?:AXIS )?"),
            ("line", "[MPQFACVSI]"),
            ("series", r"[1-9][0-9]"),
            ("variant", r"[0-9]{2}"),
        ),
        TAIL,
        {"M": "affordable", "P": "advanced", "Q": "premium", "F": "modular"},
    ),
    Form("modular unit FA", (("maker", r"(?:AXIS )?"), ("line", "FA"), ("series", r"[0-9]{2,4}")), TAIL),
    Form(
        "old camera {series}", (("maker", "AXIS "), ("series", r"2[0-9]{2}|[0-9]{3,4}"), ("option", "[MRSW]{0,2}[+]?"))
    ),
)
SERIAL = (Form("serial {maker}", (("maker", r"ACCC8E|00408C|B8A44F|E82725"), ("number", r"[0-9A-F]{6}"))),)
REALM = (Form("realm AXIS", (("maker", r"AXIS_(?:WS_)?"), ("number", r"(?:ACCC8E|00408C|B8A44F|E82725)[0-9A-F]{6}"))),)
GRAMMARS = (grammar("axis", "model", FORMS), grammar("axis", "serial", SERIAL), grammar("axis", "realm", REALM))
