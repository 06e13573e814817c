"""How GeoVision spells.

Source: visioforge-help. `GV-ABL8712`: GV maker, A intelligent, BL bullet, 8 eight megapixels.
"""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

FORMS = (
    Form(
        "camera GV-{body}",
        (
            ("maker", "GV-"),
            ("body", "A?BL|A?DR|TDR|EFER|EBL|EFD|FE|FER|SD|BX|VD|MFD|AVD|BLFC|EBD"),
            ("resolution", "[1-9][0-9]?(?=[0-9]{2})"),
            ("series", "[0-9]{2,3}"),
        ),
        Tail("IR|[0-9]F|[A-Z]", "A", "[0-9]", "-"),
        {"BL": "bullet", "ABL": "bullet", "SD": "PTZ"},
    ),
)
GRAMMARS = (grammar("geovision", "model", FORMS),)
