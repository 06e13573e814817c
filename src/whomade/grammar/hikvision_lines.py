"""Model numbers of Hikvision's lines HiLook and HWI, and of the neutral kits in its catalogue.

Some are spelled as other makers spell theirs; those are marked as shared and settle nothing alone.
"""

from __future__ import annotations

from whomade.grammar.form import Form
from whomade.grammar.hikvision_words import DOME, HILOOK, KIT, RECORDER

HILOOK_PTZ = (
    ("mark", "PTZ-"),
    ("line", r"ND?|T"),
    ("series", r"[0-9]"),
    ("body", r"[CD]?"),
    ("resolution", r"[0-9]{3}"),
    ("sensor", r"[CIM]?(?:LIU)?"),
)
LINES = (
    Form(
        "HiLook camera {body}",
        (
            ("maker", "IPC-"),
            ("body", r"[BDTC]"),
            ("series", r"[1-9]"),
            ("resolution", r"[0-9]{2}"),
            ("line", r"HA[ADP]?|H"),
        ),
        HILOOK,
        {"B": "bullet", "D": "dome", "T": "turret", "C": "cube"},
    ),
    Form(
        "HiLook camera {body}",
        (
            ("maker", "DS-HILOOKI-"),
            ("body", "[BDT]"),
            ("series", "[1-9]"),
            ("resolution", "[0-9]{2}"),
            ("line", r"HA[ADP]?|H|"),
        ),
        HILOOK,
        {"B": "bullet", "D": "dome", "T": "turret"},
    ),
    Form(
        "HWI camera {body}",
        (
            ("maker", "HWI-"),
            ("body", "[BDT]"),
            ("series", "[1-9]"),
            ("resolution", "[0-9]{2}"),
            ("line", r"HA[ADP]?|H"),
        ),
        HILOOK,
        {"B": "bullet", "D": "dome", "T": "turret"},
    ),
    Form(
        "HWI PTZ camera {line}{series}",
        (
            ("maker", "HWP-"),
            ("line", "N"),
            ("series", "[1-9]"),
            ("body", "C?"),
            ("resolution", "[0-9]{3}"),
            ("sensor", "I?H|C"),
            ("mark", r"(?=-[AD]E)"),
        ),
        DOME,
    ),
    Form(
        "HiLook camera CFW",
        (("maker", "IPC-"), ("line", "CFW"), ("resolution", r"[0-9]{2}")),
        HILOOK,
        shared=True,
    ),
    Form(
        "HiLook analogue camera {body}",
        (("line", "THC-"), ("body", "[BDT]"), ("series", r"[1-9]"), ("resolution", r"[0-9]{2}")),
        HILOOK,
        {"B": "bullet", "D": "dome", "T": "turret"},
    ),
    Form(
        "HiLook camera {body}",
        (("maker", "IPC-"), ("body", "[BDT]"), ("series", r"[1-9]"), ("resolution", r"[0-9]{2}"), ("line", "")),
        HILOOK,
        {"B": "bullet", "D": "dome", "T": "turret"},
        shared=True,
    ),
    Form(
        "HiLook recorder {line}{series}",
        (
            ("maker", r"(?:DS-HILOOKI-|HL-)"),
            ("line", r"NVR|DVR"),
            ("mark", "-"),
            ("series", r"[1-4]|E"),
            ("channels", r"[0-9]{2}"),
            ("body", r"MH|[HGQU]?"),
        ),
        RECORDER,
    ),
    Form(
        "HiLook recorder {line}{series}",
        (
            ("line", "NVR"),
            ("mark", "-"),
            ("series", "[1-4]"),
            ("channels", r"[0-9]{2}"),
            ("body", "MH"),
            ("mark2", r"(?=-[A-D])"),
        ),
        RECORDER,
    ),
    Form(
        "HiLook recorder {line}{series}",
        (
            ("line", r"NVR|DVR"),
            ("mark", "-"),
            ("series", r"[1-4]|E"),
            ("channels", r"[0-9]{2}"),
            ("body", r"MH|[HGQU]?"),
        ),
        RECORDER,
        shared=True,
    ),
    Form("HiLook PTZ camera {line}{series}", (*HILOOK_PTZ, ("mark2", r"(?=-DE)")), DOME),
    Form("HiLook PTZ camera {line}{series}", HILOOK_PTZ, DOME, shared=True),
    Form(
        "kit camera {line}{body}",
        (
            ("line", r"[EP]C[IT]-"),
            ("body", "L?B|D|T"),
            ("resolution", r"[0-9]{2}"),
            ("lens", r"[FVZ][0-9]{0,2}"),
            ("option", "H?S?L?"),
        ),
        HILOOK,
        {"B": "bullet", "LB": "bullet", "D": "dome", "T": "turret"},
    ),
    Form(
        "kit {line}",
        (
            ("line", r"EK[IT]-K|IKS?-(?=[0-9]{4})|NKS?|TK-"),
            ("series", r"[0-9]{2,4}"),
            ("body", r"[BDEHNTW]{0,3}[0-9]{0,3}[ABCHLPTW]{0,4}"),
        ),
        KIT,
    ),
)
"""In the order in which they are tried."""
