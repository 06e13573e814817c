"""How TP-Link spells: Tapo and Kasa for homes, VIGI for sites. Sources: edgex-device-onvif-camera, visioforge-help.

`C320WS`: C camera, 3 outdoor fixed, 20 variant, W without cable, S starlight.
"""

from __future__ import annotations

from whomade.grammar.form import DAY, MARKETS, MONTH, Form, Tail, grammar

TAIL = Tail("[SWP]?", rf"KIT|SOLAR|{MARKETS}", "[0-9.]{1,4}(?:MM)?", "- ()")
FORMS = (
    Form(
        "Tapo camera {line}",
        (("maker", "TAPO[ _-]"), ("line", "T?[CDH]"), ("series", "[0-9]{2,3}"), ("option", "[BDFPSW]{0,2}1?")),
        TAIL,
    ),
    Form(
        "Tapo camera {line}",
        (("line", "T?C|D"), ("series", "[0-9]{2,3}"), ("option", "[BDFPSW]{0,2}1?")),
        TAIL,
        shared=True,
    ),
    Form(
        "VIGI device {line}",
        (("maker", "VIGI "), ("line", "C|NVR|EC|I"), ("series", "[0-9]{3,4}"), ("option", "[HIPVWZ]{0,2}")),
        TAIL,
    ),
    Form(
        "camera TL-{line}",
        (("maker", "TL-"), ("line", "SC|IPC"), ("series", "[0-9]{2,4}"), ("option", "[GNPW]{0,2}")),
        TAIL,
    ),
    Form("Kasa camera {line}", (("line", "KC|EC|NC"), ("series", "[0-9]{2,3}"), ("option", "S?")), TAIL, shared=True),
)
VERSION = (
    Form(
        "build and release",
        (
            ("version", r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,3}"),
            ("mark", " BUILD "),
            ("year", "[0-2][0-9]"),
            ("month", MONTH),
            ("day", DAY),
            ("mark2", r" REL\."),
            ("option", r"[0-9]{4,6}N"),
            ("edition", r"(?:\([0-9]{3,5}\))?"),
        ),
    ),
)
GRAMMARS = (grammar("tp-link", "model", FORMS), grammar("tp-link", "firmware version", VERSION))
