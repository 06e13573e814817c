"""Hikvision's model numbers, with its lines HiWatch and EZVIZ; HiLook, HWI and the kits stand in `hikvision_lines`.

`DS-2CD2386G2-ISU/SL`: DS maker, 2CD camera, 2 series, 3 body (turret), 86 eight megapixels, G2 generation, I infrared,
S sound and alarm, U microphone, SL strobe light. The first form that accepts a name explains it.
"""

from __future__ import annotations

from whomade.grammar.form import Form
from whomade.grammar.hikvision_lines import LINES
from whomade.grammar.hikvision_words import (
    ACCESS,
    BODIES,
    CAMERA,
    DOME,
    MOBILE,
    RECORDER,
    SCREEN,
    SENSOR,
    SWITCH,
    THERMAL,
    TRAFFIC,
    TURBO,
    tail,
)

FORMS = (
    Form(
        "camera 2{line}{series}",
        (
            ("maker", r"I?DS-"),
            ("mark", "2"),
            ("line", r"C[DV]|X[CEMSTV]"),
            ("mark2", r"[0-9]?(?=[0-9][0-9A-Z][0-9C])|"),
            ("series", r"[1-9]"),
            ("body", r"[0-9ABDEFHNPQTUVW]"),
            ("resolution", r"[0-9]{2,3}|C[0-9]"),
            ("sensor", rf"{SENSOR}?"),
            ("generation", r"(?:G[0-9])?(?:HT|HP|[CDEHPTN])?"),
        ),
        CAMERA,
        BODIES,
    ),
    Form(
        "camera 2CD{series}",
        (
            ("maker", "DS-"),
            ("mark", "2CD"),
            ("series", "[5-8]"),
            ("resolution", "[0-9]{2}"),
            ("sensor", "PF|NF|FWD|F|P|N"),
        ),
        CAMERA,
    ),
    Form(
        "camera 2CF",
        (
            ("maker", "DS-"),
            ("line", "2CF"),
            ("body", r"W(?=[0-9]{2})|WQ|SP?(?=[0-9]{1,2}[-/])"),
            ("resolution", r"[0-9]{1,2}"),
        ),
        CAMERA,
    ),
    Form(
        "PTZ camera 2{line}{series}",
        (
            ("maker", r"I?DS-"),
            ("mark", "2"),
            ("line", r"D[BCEFPTVY]|S[EFKRT]|PT|VS"),
            ("series", r"[0-9]"),
            ("body", r"[0-9ACDST]?"),
            ("resolution", r"[0-9]{2,3}"),
            ("sensor", r"(?:ZI|I[0-9A]|[ILMNSZB])?"),
            ("housing", r"(?:XR|X|[WZHCJ])?"),
            ("generation", r"(?:G[0-9]?|S|B)?"),
        ),
        DOME,
        {"A": "PTZ dome", "C": "PTZ dome", "S": "PTZ dome", "D": "multi-lens dome", "T": "tracking system"},
    ),
    Form(
        "thermal camera 2{line}{series}",
        (
            ("maker", r"DS-(?=2)|HM-"),
            ("mark", "2?"),
            ("line", r"T[ADPVX]S?"),
            ("series", r"[0-9]"),
            ("body", r"[0-9]"),
            ("resolution", r"[0-9C]?[0-9]?"),
            ("generation", r"[TB]?"),
        ),
        THERMAL,
    ),
    Form(
        "analogue camera 2{line}{series}",
        (
            ("maker", "DS-"),
            ("mark", "2"),
            ("line", r"C[CE]|AE"),
            ("series", r"[0-9]"),
            ("body", r"[0-9A-H]"),
            ("resolution", r"[0-9A-H][0-9FY]"),
            ("generation", r"[TPN]{0,2}"),
        ),
        TURBO,
    ),
    Form(
        "recorder {series}",
        (
            ("maker", r"I?DS-"),
            ("series", r"[4-9][0-9]|E"),
            ("channels", r"[0-9]{2,3}"),
            ("line", r"L?N(?:X?I)?|H[A-Z]{0,2}I?|UDI|AI|HF?|"),
        ),
        RECORDER,
    ),
    Form(
        "access device {line}{series}",
        (
            ("maker", "DS-"),
            ("line", r"K1(?:TA|[AT])"),
            ("series", r"[1-9][0-9]{1,3}"),
            ("body", r"A?B?C?T?[DEM]?B?F?G?W?F?1?I?X?"),
        ),
        ACCESS,
    ),
    Form(
        "access device {line}{series}",
        (
            ("maker", "DS-"),
            ("line", "K1"),
            ("series", r"1[0-9]{2}|10(?=X)|802"),
            ("body", r"A[DEM]?K?|E?[DEM]?K?F?B|MK?|E|X|"),
        ),
        ACCESS,
    ),
    Form(
        "access device {line}{series}",
        (("maker", "DS-"), ("line", "K[256]M?"), ("series", r"[0-9]{3,4}"), ("body", r"TMAIN|T?MW|[ATX]?")),
        ACCESS,
    ),
    Form(
        "access device {line}{series}",
        (
            ("maker", "DS-"),
            ("line", r"K[36](?:B|BC|G|GL|H|Y)"),
            ("series", r"[2-9][0-9]{2}|[0-9]{4}(?=L?X)"),
            ("body", r"T?[DEM]?P?Q?X|[BCSW]?L?X|S?"),
        ),
        ACCESS,
    ),
    Form(
        "access device {line}{series}",
        (("maker", "DS-"), ("line", "K7(?:CR?T?|R)"), ("series", r"01|83"), ("body", r"[EM]?Q?|X")),
        ACCESS,
    ),
    Form(
        "access device {line}{series}",
        (("maker", "DS-"), ("line", "K(?:[BCDHV]|DM)"), ("series", r"[1-9][0-9]{3}|001"), ("body", r"E?Y|T|KP|")),
        ACCESS,
    ),
    Form(
        "access device {line}{series}",
        (
            ("maker", "DS-"),
            ("line", "K(?:IS|AS|AD|EB|EP|ER)"),
            ("series", r"[1-9][0-9]{2}|0[12](?=X)"),
            ("body", r"E?Y|X|"),
        ),
        ACCESS,
    ),
    Form(
        "access device {line}",
        (
            ("maker", "DS-"),
            ("line", "KA?D|KA"),
            ("mark", "-"),
            ("body", "AL8|DIS|E2?|IN|INFO|K12|KK|KP|M|MFB|PMR|TD[EM]|RL1E2"),
        ),
        ACCESS,
    ),
    Form("access device {line}", (("maker", "DS-"), ("line", "HD1")), ACCESS),
    Form(
        "network device {line}{series}",
        (
            ("maker", "DS-"),
            ("line", r"3(?:E|T|WAP|WRM?E?|WF[BEF]?|WG)"),
            ("series", r"[0-9A-F]{0,4}"),
            ("body", r"(?:HP|TF|GP|GC|FC|EC|G[0-9]{2}C|KS|[CEFGKMNPSTX])?"),
        ),
        SWITCH,
    ),
    Form(
        "mobile device {line}{series}",
        (
            ("maker", "AE-"),
            ("line", r"AC|D[CI]|M[DHN]|V[CDE]"),
            ("series", r"[0-9][0-9AB]{1,2}[0-9]{0,2}"),
            ("body", r"[AIT]?"),
        ),
        MOBILE,
    ),
    Form(
        "traffic device {line}",
        (("maker", r"I?DS-"), ("line", r"T(?:C[A-Z]{1,2}|S[CV]|VJ|P|DSB)"), ("series", r"(?:[0-9]{2,3}|0G)(?=-)")),
        TRAFFIC,
    ),
    Form(
        "display {line}{series}",
        (
            ("maker", "DS-|HI-"),
            ("line", "D"),
            ("series", r"[0-9]{2}"),
            ("size", r"[0-9]{0,2}"),
            ("body", r"[BF][0-9](?:[PV][0-9]F)?|U[LE0-9]|FI|[EHLQRT][A-Z]"),
        ),
        SCREEN,
    ),
    *LINES,
    Form(
        "security screening {line}",
        (("line", r"ISD-(?:SMG|SG|SC|CA|ST|SMW)"), ("series", r"[0-9]{3,4}"), ("body", r"[DLST]{0,2}A?C?")),
        tail(r"[EH]?[0-9]?[CD]?V?[LH]?V?|NW|[CDHIS]", words="SET|BS"),
    ),
    Form(
        "alarm device {line}{series}",
        (
            ("maker", "DS-"),
            ("line", r"P(?:EA(?=[0-9][0-9MH]{0,3}-)|A(?=[0-9]{3})|D|R|K|KF|RI|RP|S|HA|T)"),
            ("series", r"[0-9]{1,4}"),
            ("body", r"[CGHMPS]{0,2}(?:10)?"),
        ),
        tail(r"[0-9]{0,2}[WC][ABEK][0-9]?|C?K[0-9]|E[0-9]|[BFP]|[0-9]{2}[HV]?", words="KIT|ZJ"),
    ),
    Form(
        "alarm device PEAP",
        (("maker", "DS-"), ("line", "PEAP-CVS?A?"), ("series", r"[12]"), ("body", "E?")),
        tail("B"),
    ),
    Form(
        "HiWatch device {line}{series}",
        (("maker", "DS-"), ("line", "[INTH]"), ("series", r"[1-9]"), ("body", r"[0-9]{2}"), ("option", r"[A-Z]?W?")),
        CAMERA,
    ),
    Form(
        "EZVIZ device {line}",
        (
            ("maker", "CS-"),
            ("line", r"[A-Z]{1,3}[0-9][0-9A-Z]{0,3}"),
            ("mark", "-"),
            ("series", r"[A-Z][0-9]"),
            ("mark2", "-"),
            ("resolution", r"[0-9][A-Z][0-9]"),
            ("option", r"[A-Z]{1,4}[0-9]?[A-Z]{0,3}"),
        ),
    ),
    Form(
        "console {line}{series}",
        (
            ("maker", r"I?DS-"),
            ("line", r"1[0-9]{3}KI|MC[CW](?=[0-9]{3})|MDS(?=00)|M[IP](?=[0-9]{4})|C[38]0[KNS](?=-)"),
            ("series", r"(?:[0-9]{3,4})?"),
        ),
        tail(r"V?B?E?[0-9]?|[RTH][CH]?|[0-9]{2}[HR][IO]?"),
    ),
)
