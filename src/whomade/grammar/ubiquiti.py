"""How Ubiquiti spells: words in a fixed order. Sources: uiprotect and visioforge-help. `UVC G4 Dome`."""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

BODY = "DOME|BULLET|DOORBELL|INSTANT|FLEX|PRO|PTZ|TURRET|360|THETA|DSLR|LPR|MICRO|DOME-?"
WORDS = Tail(f"{BODY}|WHITE|BLACK|ULTRA|LITE|MAX|ENTRY", "S|POE", "[0-9]", "- ")
FORMS = (
    Form("camera UVC {series}", (("maker", "(?:UNIFI PROTECT )?UVC[ -]"), ("series", "G[2-6]|AI|NVR|MICRO")), WORDS),
    Form("camera UniFi Protect {series}", (("maker", "UNIFI PROTECT "), ("series", "G[2-6]|AI|MICRO")), WORDS),
    Form("camera {series}", (("series", "G[3-6]|AI"), ("mark", " "), ("body", BODY)), WORDS),
    Form("recorder UNVR", (("maker", "UNVR"),), WORDS),
)
GRAMMARS = (grammar("ubiquiti", "model", FORMS),)
