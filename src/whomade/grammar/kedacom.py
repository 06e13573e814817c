"""How Kedacom spells. Source: ch-bas-cctv-database (release v2.30.0). Its IPC names differ from Uniview's by `-HN-`."""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

FORMS = (
    Form(
        "camera IPC{series}",
        (
            ("maker", "IPC"),
            ("series", "[1-9]"),
            ("body", "[0-9]{2}"),
            ("resolution", "[0-9]"),
            ("mark", "-"),
            ("line", "[FH]N|G[HN]"),
        ),
        Tail("[BSXZ]|PZ[0-9]{2}", "L", "[0-9]", "-"),
    ),
)
GRAMMARS = (grammar("kedacom", "model", FORMS),)
