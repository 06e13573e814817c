"""How Reolink spells its numbered cameras; its named ones (Argus, Duo) are words, not a grammar. Source: neolink.

`RLC-810A`: RLC wired camera, 8 eight megapixels, 10 body, A detection. Inside, a board is `IPC_517SD5`.
"""

from __future__ import annotations

from whomade.grammar.form import DAY, MONTH, Form, Tail, grammar

FORMS = (
    Form(
        "camera {line}",
        (
            ("line", r"RLC-|RLK[0-9]{1,2}-|RLN[0-9]{1,2}-|CX"),
            ("resolution", "[0-9]"),
            ("series", "[0-9]{1,2}"),
            ("option", "[ABCDSWVX]{0,3}"),
        ),
        Tail("[0-9]X|[0-9]MP|B[0-9]|D[0-9]", "WIFI|POE", "[0-9]{1,2}", "- "),
    ),
    Form(
        "recorder {line}",
        (("line", "RLN"), ("series", "8|12W|16|36"), ("mark", "-"), ("channels", "410|200|16"), ("option", "W?")),
    ),
)
IDS = (
    Form(
        "board {chip}",
        (
            ("maker", "IPC_|NVR_"),
            ("chip", "[35][0-9]{2}|NT[0-9]"),
            ("resolution", "S?[DN]?[0-9A-Z]?"),
            ("option", "[A-Z]?[0-9]{0,2}M?[0-9]{0,2}M?P?"),
        ),
    ),
)
VERSION = (
    Form(
        "version with date",
        (
            ("version", r"V[0-9]\.[0-9]\.[0-9]\.[0-9]{1,5}"),
            ("mark", "_"),
            ("year", "[12][0-9]"),
            ("month", MONTH),
            ("day", DAY),
            ("option", r"[0-9]{2}"),
            ("edition", r"(?:\.[0-9A-Z]{10,16})?"),
        ),
    ),
)
GRAMMARS = (
    grammar("reolink", "model", FORMS),
    grammar("reolink", "hardware id", IDS),
    grammar("reolink", "firmware version", VERSION),
)
