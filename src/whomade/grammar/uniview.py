"""How Uniview spells. Sources: visioforge-help (uniview.md) and ch-bas-cctv-database (PR 219).

`IPC2122LE-ADF40KMC-WL`: IPC network camera, 2 bullet, 122 frame, sensor and megapixels, LE easy line, A audio, DF40
fixed lens of 4.0 mm, WL warm light. The newer short names (`IPC-B122-PF28`) and recorders are shared forms.
"""

from __future__ import annotations

from whomade.grammar.form import MARKETS, Form, Tail, grammar

TAIL = Tail(
    # A audio, D day and night, F or V or Z lens and its length, K memory, M microphone, C and P variants
    chain=r"A?(?:DU?|P|W)?(?:P?F|[FVZ]P?|VP?F|UPZ)?[0-9]{0,3}(?:-[0-9]{1,2})?K?[MPSC]{0,2}[0-9]?",
    words=rf"WL|VL|IL|EL|I[0-9]|IR|C|S|X[0-9]{{1,2}}P?|B|{MARKETS}",
    number=r"[0-9]{1,2}|PF[0-9]{2}M?|F[0-9]{2}",
    marks="- ()@",
)
RECORDER = Tail(r"[EBSPQX]?[0-9]{0,2}[BSX]?[0-9]?", r"P[0-9]{1,2}|[ERB]", r"[0-9]{2}", "-")
FORMS = (
    Form(
        "camera IPC{series}{line}",
        (
            ("maker", "IPC"),
            ("series", "[236]"),
            ("body", r"[0-9]{1,2}"),
            ("resolution", r"[0-9]"),
            ("line", r"L[BE]|S[ABERSW]|E[ABER]{1,2}|SR|ER|LR|L|E|TL|SFW"),
            ("generation", r"(?:BR)?[0-9]?"),
        ),
        TAIL,
        {"2": "bullet", "3": "dome", "6": "PTZ"},
    ),
    Form(
        "camera IPC8",
        (("maker", "IPC"), ("series", "8"), ("resolution", r"[0-9]{2,3}"), ("line", r"(?:SWC|E[AR]?)?")),
        TAIL,
    ),
    Form(
        "short camera name IPC-{body}",
        (
            ("maker", "IPC-"),
            ("body", "[BDTEPC]"),
            ("series", "[1-9]"),
            ("resolution", r"[0-9]{2}"),
            ("option", "(?=-A?P?F[0-9]{2})"),
        ),
        TAIL,
        {"B": "bullet", "D": "dome", "T": "turret", "E": "eyeball", "P": "PTZ"},
        shared=True,
    ),
    Form(
        "recorder NVR{series}",
        (
            ("maker", "NVR"),
            ("series", r"30[1248]|50[0-9]|51[0-9]|824|816"),
            ("mark", "-"),
            ("channels", r"[0-9]{2,3}"),
            ("line", r"[BELQRSX]{0,2}[0-9]?(?:LS?[0-9]?)?"),
        ),
        RECORDER,
    ),
    Form(
        "access terminal OET",
        (("maker", "OET-"), ("series", r"[0-9]{3}"), ("line", "H?")),
        Tail("[A-Z]{1,2}[0-9]?", "[A-Z]", "[0-9]{1,2}", "-"),
    ),
)
SERIAL = (Form("serial 210235", (("maker", "210235"), ("line", r"[0-9A-Z]{4}"), ("option", r"[0-9A-Z]{10}"))),)
GRAMMARS = (grammar("uniview", "model", FORMS), grammar("uniview", "serial", SERIAL))
