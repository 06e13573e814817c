"""How D-Link spells. Sources: model-name-rules and nmap. It names the brand; others built many of these."""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

FORMS = (
    Form(
        "device {line}",
        (("line", "DCS-|DNR-|DNS-"), ("series", "[0-9]{3,4}"), ("option", "[ABGLPW]{0,3}[0-9]?")),
        Tail("[A-Z]?[0-9]?", "B", "[0-9]", "-/ "),
    ),
)
GRAMMARS = (grammar("d-link", "model", FORMS),)
