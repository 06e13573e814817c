"""How TVT spells. Sources: camiocam-rtsp (paths.csv) and the recorders named in exploit-db 29959.

`TD-9483E3-A`: TD maker, 9 network camera, 4 bullet, 8 eight megapixels, 3 generation, E3 series, A artificial
intelligence. The firmware answers with a build date in year, month and day beside a version of four numbers.
"""

from __future__ import annotations

from whomade.grammar.form import DAY, MARKETS, MONTH, Form, Tail, grammar

TAIL = Tail(r"[A-D]{1,2}[0-9]?|[CHP][LCPR]|[0-9]{1,2}P?|[FP]{1,2}E?[0-9]?|V[0-9]", MARKETS, r"[0-9]{1,2}", "-/ ()")
FORMS = (
    Form(
        "camera TD-{series}",
        (
            ("maker", "TD-"),
            ("series", "[579]"),
            ("body", "[1-9]"),
            ("resolution", "[0-9]"),
            ("generation", "[0-9]"),
            ("line", r"[AEDMST][0-9]?[A-Z]?|AS|TE|AE|TM"),
        ),
        TAIL,
        {"4": "bullet", "5": "dome"},
    ),
    Form(
        "PTZ camera TD-8",
        (
            ("maker", "TD-"),
            ("series", "8"),
            ("body", "[0-9]"),
            ("resolution", "[0-9]"),
            ("generation", "[0-9]"),
            ("line", "I?[ESM][0-9]?"),
        ),
        TAIL,
    ),
    Form(
        "recorder TD-{series}",
        (
            ("maker", "TD-"),
            ("series", "2[0-9]|3[0-9]"),
            ("channels", r"[0-9]{2}"),
            ("line", r"[ABCDEHLMNOPST]{2}[0-9]?"),
        ),
        TAIL,
    ),
)
VERSION = (
    Form(
        "build date",
        (
            ("version", r"[1-9]\.[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,3}"),
            ("option", r"(?:\([0-9]{1,6}\))?"),
            ("mark", r", BUILD DATE ?:? ?"),
            ("year", "20[0-2][0-9]"),
            ("mark2", "-?"),
            ("month", MONTH),
            ("mark3", "-?"),
            ("day", DAY),
        ),
    ),
)
GRAMMARS = (grammar("tvt", "model", FORMS), grammar("tvt", "firmware version", VERSION))
