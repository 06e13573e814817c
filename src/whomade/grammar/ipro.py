"""How i-PRO and Panasonic spell. Sources: rapid7-recog and nmap. `WV-S2236L`: WV camera, S line, 22 indoor dome.

WV-V1330L1 and its kin bear another maker's firmware (onvif-conformant-products), so V alone is left out.
"""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

FORMS = (
    Form(
        "camera {line}",
        (
            ("line", "WV-|WJ-"),
            ("series", "[A-UW-Z][A-Z]{0,2}|V[A-Z]{1,2}"),
            ("body", "[0-9]{2,5}"),
            ("option", "[ABDEFGHKLNRSTVW]{0,3}[0-9]?"),
        ),
        Tail("[A-Z]", "A", "[0-9]", "-/"),
    ),
    Form(
        "home camera {line}",
        (("line", "BB-|BL-"), ("series", "HCM|HCE|C"), ("body", "[0-9]{1,4}"), ("option", "[AEW]?")),
    ),
)
GRAMMARS = (grammar("i-pro", "model", FORMS),)
