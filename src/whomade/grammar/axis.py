"""How Axis spells. Sources: visioforge-help, satori (DHCP vendor classes) and rapid7-recog.

`P3265-LVE`: P line, 32 fixed dome series, 65 variant, L light, V vandal-resistant, E outdoor. A letter and four digits
without the options are a printer's name as often (P2015, C4500): that form is shared.
"""

from __future__ import annotations

from whomade.grammar.form import MARKETS, Form, Tail, grammar

TAIL = Tail(
    r"[SZ]?[LBMP]?[RS]?P?L?V?[AR]?E?",
    rf"MK|MKII|[IV]{{1,3}}|THERMAL|MAIN|UNIT|BODY|MM|{MARKETS}",
    r"[0-9]{1,2}",
    "- ()",
)
LINE = (("line", "[MPQFACVSI]"), ("series", r"[1-9][0-9]"))
LINES = {"M": "affordable", "P": "advanced", "Q": "premium", "F": "modular"}
OPTIONS = r"(?=-(?!SERIES|I(?![A-Z])|Z[0-9])[A-Z]| MAIN UNIT)"
"""What tells the maker's own numbers from others' where its name is not in front; -I and -Z23 are
Huawei's."""
OWN_LINE = (("line", r"[PQFACSI]|M(?!12)|V(?=59)"), LINE[1])
"""Without the name in front, the series that the maker has: Verint numbers V4420-M, Huawei M1221-V."""
FORMS = (
    Form("camera {line}{series}", (("maker", "AXIS "), *LINE, ("variant", r"[0-9]{2}")), TAIL, LINES),
    Form("camera {line}{series}", (*OWN_LINE, ("variant", rf"[0-9]{{2}}{OPTIONS}")), TAIL, LINES),
    Form("camera {line}{series}", (*LINE, ("variant", r"[0-9]{2}")), TAIL, LINES, shared=True),
    Form("modular unit FA", (("maker", "AXIS "), ("line", "FA"), ("series", r"[0-9]{2,4}")), TAIL),
    Form("modular unit FA", (("line", "FA"), ("series", rf"[0-9]{{2,4}}{OPTIONS}")), TAIL),
    Form("modular unit FA", (("line", "FA"), ("series", r"[0-9]{2,4}")), TAIL, shared=True),
    Form(
        "old camera {series}", (("maker", "AXIS "), ("series", r"2[0-9]{2}|[0-9]{3,4}"), ("option", "[MRSW]{0,2}[+]?"))
    ),
)
SERIAL = (Form("serial {maker}", (("maker", r"ACCC8E|00408C|B8A44F|E82725"), ("number", r"[0-9A-F]{6}"))),)
REALM = (Form("realm AXIS", (("maker", r"AXIS_(?:WS_)?"), ("number", r"(?:ACCC8E|00408C|B8A44F|E82725)[0-9A-F]{6}"))),)
GRAMMARS = (grammar("axis", "model", FORMS), grammar("axis", "serial", SERIAL), grammar("axis", "realm", REALM))
