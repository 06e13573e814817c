"""Model numbers of Uniview. Sources: visioforge-help, ch-bas-cctv-database (PR 219) and onvif-conformant-products.

`IPC2122LE-ADF40KMC-WL`: IPC network camera, 2 bullet, 122 frame, sensor and megapixels, LE easy line, A audio, DF40
fixed lens of 4.0 mm, WL warm light. The newer short names (`IPC-B122-PF28`) and recorders are shared forms; names of
the trade and of projects (`IPC2A5S-IR5-AUF40-F-DT`, `IPC-S612-IR@X25-VF`) carry an ending or a sign of their own.
"""

from __future__ import annotations

from whomade.grammar.form import MARKETS, Form, Tail

TAIL = Tail(
    # A audio, H heater or low light, D day and night, lens and its length, K memory, M microphone, C and P variants
    chain=r"A?H?D?E?U?V?S?N?W?P?(?:[FVZX]P?|VP?F)?[0-9]{0,3}(?:-[0-9]{1,2})?D?U?[WP]?I?G?K?[MPSC]{0,2}T?[0-9]?",
    words=rf"WL|VL|IL|EL|DL|WP|PI|I[0-9]A?|IR|C|S|X[0-9]{{1,2}}P?|B|G[0-9]?|H|N|NB1?|ME|D|V[A-HK][0-9K]?A?|{MARKETS}",
    number=r"[0-9]{1,2}|PF[0-9]{2}M?|F[0-9]{2}|4G|16G",
    marks="- ()@",
)
PROJECT = Tail(
    chain=r"A?C?H?D?U?W?P?A?[UC]?E?K?[MPC]{0,2}(?:[FZMX][0-9]{0,3}[KCN]?)?(?:W?P?U?K?C?)",
    words=r"IRL?[0-9]?|FW|WH|CA|PW|WI|SC|LK|LV?|NL|NW|R|TK[0-9]?|TT|V[A-HK]?[0-9]?|W?SGB|WS|GB|[A-HZ]|US?|DT|IN|I[0-9AS]{1,2}",
    number=r"[0-9]?F[0-9]{1,3}|I[0-9]{1,2}|[0-9]{1,2}",
    marks="-@",
)
RECORDER = Tail(r"[EBSPQX]?[0-9]{0,2}[BSX]?[0-9]?", r"P[0-9]{1,2}|[ERB]", r"[0-9]{2}", "-")
LINE = r"L(?:[BEPR]|FW|WH)?|S(?:[ABELRSW]|FW)?|E(?:[ABER]{1,2}|[IL]|FW)?|TL"
FORMS = (
    Form(
        "camera IPC{series}{line}",
        (
            ("maker", "IPC"),
            ("series", "[236]"),
            ("body", r"[0-9]{1,2}|[ABCK][0-9]"),
            ("resolution", r"[0-9]"),
            ("line", LINE),
            ("generation", r"(?:BR)?[0-9]?"),
        ),
        TAIL,
        {"2": "bullet", "3": "dome", "6": "PTZ"},
    ),
    Form(
        "camera IPC{series}{line} of the trade",
        (
            ("maker", "IPC"),
            ("series", "[2-79]"),
            ("body", "[0-9ABDHK]|[0-9]{2}"),
            ("resolution", "[0-9]"),
            ("line", r"[EILST]R?|[LS](?:FW|IR)"),
            ("option", r"(?=-[0-9A-Z-]{0,30}(?:DT|IN)\Z)"),
        ),
        PROJECT,
    ),
    Form(
        "camera IPC8",
        (("maker", "IPC"), ("series", "8"), ("resolution", r"[0-9]{2,3}"), ("line", r"(?:SWC|E[AR]?)?5?")),
        TAIL,
    ),
    Form(
        "camera IPC{series}{line}",
        (("maker", "IPC"), ("series", "[579]"), ("resolution", r"[0-9]{2,4}"), ("line", r"S(?:E|FW|R)|E[BLR]?(?:FW)?")),
        TAIL,
    ),
    Form(
        "camera IPC-{body} of projects",
        (
            ("maker", "IPC-"),
            ("body", "[BEHLPSY]"),
            ("series", "[2-9]"),
            ("resolution", "[0-9A-K][0-9C]"),
            ("line", "S?"),
            ("option", "(?=(?:-(?:IR|FW|WH))?@)"),
        ),
        PROJECT,
        {"B": "bullet", "E": "box", "S": "PTZ"},
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
        "camera HIC{series}",
        (
            ("maker", "HIC"),
            ("series", "[1-9]"),
            ("body", "[2-9]"),
            ("resolution", "[0-9]{2}"),
            ("line", r"(?:D[EH]?|E[SX]?|H|L|S)?"),
            ("generation", r"(?:X[0-9]{2}I?)?"),
        ),
        Tail(
            PROJECT.chain,
            rf"{PROJECT.words}|CIR|5[CLP]I?R?L?|H|DH|FA|VA|VC|V?Z?IRL?|GVIR|CZIR|PZIR|RTZ?IR",
            rf"{PROJECT.number}|X[0-9]{{2}}|HX[0-9]{{2}}(?:IRL?)?|CF[0-9]{{2,3}}(?:IR)?|NP",
            "-@",
        ),
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
