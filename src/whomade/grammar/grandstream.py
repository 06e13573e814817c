"""How Grandstream spells.

Sources: rapid7-recog and visioforge-help. `GXV3674_FHD_VF`: GXV video, 36 camera, 74 body.
"""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

FORMS = (
    Form(
        "camera {line}{series}",
        (("line", "GXV"), ("series", "3[0-9]"), ("body", "[0-9]{2}"), ("option", "[WV]?[0-9]?")),
        Tail("F?HD|VF|LL|HD[AV]?", "V[0-9]", "[0-9.]{1,3}MM", "_- "),
    ),
    Form("camera {line}{series}", (("line", "GSC"), ("series", "3[0-9]"), ("body", "[0-9]{2}"))),
)
GRAMMARS = (grammar("grandstream", "model", FORMS),)
