"""Dahua's model numbers, with its consumer lines and the firmware families of its images.

`IPC-HDBW5442EP-ZE-2712`: IPC network camera, H high definition, DBW vandal dome, 5 series, 4 four megapixels, 42
platform, E housing, P PAL, Z motorised zoom, E enhanced, 2712 lens.
"""

from __future__ import annotations

from whomade.grammar.dahua_america import AMERICAN, NATION
from whomade.grammar.form import MARKETS, Form, Tail

PREFIX = ("maker", r"(?:DHI?-)?")
BODIES = {
    "FW": "bullet",
    "DW": "turret",
    "DBW": "vandal dome",
    "DB": "dome",
    "DPW": "dome",
    "D": "dome",
    "F": "box",
    "FE": "explosion-proof bullet",
    "FS": "smart bullet",
    "UM": "covert",
    "EBW": "fisheye",
    "EB": "fisheye",
    "EW": "fisheye",
    "PFW": "panoramic bullet",
    "PDBW": "panoramic dome",
    "PDW": "panoramic turret",
    "PDB": "panoramic dome",
    "PSDW": "panoramic PTZ",
    "PSD": "panoramic PTZ",
    "MFW": "multi-lens bullet",
    "MW": "vehicle camera",
    "PF": "panoramic box",
    "PT": "panoramic turret",
    "BF": "thermal bullet",
    "SD": "thermal PTZ",
}
LENSES = r"0[0-9]{3}|27135|67134|2812|2712F?|2713|3711|3512|1050|08320360|03600832"
"""Ends of the focal range in tenths of a millimetre, side by side."""
CODES = (
    r"AMCREST|CAYENNE|LEXUS|THEMIS|RHEA|NOVA[0-9]?|EOS[0-9]?|CIVIL|IMOU|ASIA|USA|USC|NAND|HDMI|BNCTEST|LC"
    r"|AC24V|DCAC|AC|LED|PV[0-9]?|IL|YL|NL|LR|NI|MF|MH|NF|PRO|QH|XZL|HK|JM|DGH|GDJT|IVC|IRA|AX|WS|PC|X?PT|3D|4E2"
    r"|V[0-9]A?|S[0-9](?:A|DZ)?|E[0-9]|D[0-9]|I[0-9]?|X[0-9]?|B[0-9]{3}|A[0-9]{3}|M12|1S|[45]G|G4G|SVAC|FI|[ABCDEFGHKLMT](?![A-Z])"
    rf"|{MARKETS}"
)
"""Series of a generation (S2), sensors and angles (E2, A180), customers, code names and power."""
CAMERA = Tail(
    # Z motors, VF by hand or VS for vehicles, N near, F fog, R railway, H heater, A audio, S card and alarm, L light,
    # E enhanced, W radio, T alarm lights, F fibre, D and R duplex
    chain=r"(?:ZN?|VF|ZV)?[0-9]?(?:H|RL)?A?S?A?D?E?W?T?E?O?(?:F?[DR]?I?)(?:DZ)?",
    words=CODES,
    number=rf"(?:{LENSES})B?|[0-9]{{1,2}}P",
    marks="- ()",
)
DOME = Tail(
    chain=r"H?N[GIRPW]{0,2}[0-9]?|G[N]?[RW]?|H?IC?[0-9]?|[XWZGDPRHTU][ABDGMUXI]?[0-9]?C?|AD[0-9]E",
    words=rf"SL|{CODES}",
    number=r"0[0-9]{3}|[0-9]{1,2}[PF]?|[0-9]{4,5}",
    marks="- ()",
)
RECORDER = Tail(
    chain=r"[0-9]{1,2}P|[0-9]KS[0-9]|[0-9]K[LX]?|[EXAN]I|[IXS][0-9]?|AN|LV",
    words=r"V[0-9]|[LHEP]",
    number=r"[0-9]{1,2}TB?",
    marks="-_/",
)
FAMILY = (
    r"THEMIS|EOS4?|RHEA|DEMETER|ZI|MAO|ERIS[0-9]?|MOLEC|SAG|KANT|LEO|TAURUS|VOLT|DALTON|RIEMANN|EULER|EDISON|HERTZ[0-9]?"
    r"|NOBEL|NOVA[0-9]?|FAFNIR|KRONOS|WARPWAY|CAVLIR|DARWIN|FARADAY|GAUSS|PROMETHEUS|CHEN|YIN|HAI|LEXUS|TAYLOR|JOULE|CAYENNE"
)
"""Code names of the software branches."""
PLATFORM = Tail(
    chain=FAMILY,
    words=r"SINGLE|MULTI|DUAL|LENS|FOUR|EMMC|META|HDMI|FE|CIVIL|WEB|CONSUMER|XXX|V2|S2|USA|AMCREST",
    number="[0-9]",
    marks="-",
)
TRAFFIC = Tail(
    chain=r"[PR][WUL][0-9][A-Z]?",
    words="GL|LR|B",
    number=r"R?I?R?(?:RL?|L)?Z?F?(?:1050|[0-9]{0,2})|XXX|C[0-9]|X?[0-9]{2}",
    marks="-()",
)
DOOR = Tail(
    chain=r"W?P|[PW]{1,2}[0-9]?|S[0-9]?|[0-9]{1,2}P|[BDEFHKLMSTW]{1,3}[0-9]?", words=r"V[0-9]|S[0-9]", number="[0-9]"
)
HOUSING = r"(?:D?[EFHKMRSTX]|[ABCG]|EM|EN|HN|SN|[TR][MHQLF]|MK|MO|MT|BH|CM|XS|DXS|BW|DW|DG|HP)?[0-9]?[PN]?"
"""Letters of the housing, its variant, and P or N for a PAL or NTSC market."""
BODY = r"(?:(?<=H)(?:DBW|DPW|DB|DW|D|FW|FE|FS|F|UM)|EBW|EB|EW|PDBW|PDB|PDW|PFW|PF|PSDW|PSD|PT|MFW|MW)"
MODULE = r"U[EI]|FB|[FSTU]N|[UTV][ABVT]?[0-9]?|M[UT]|UE|HI|HB|[DGXZPRTVW][ABDGX][0-9]?C?|W[MX]|[DTU]"
"""Control board of a PTZ camera."""

FORMS = (
    Form(
        "firmware family {line}{body}{series}",
        (
            PREFIX,
            ("line", "IPC-"),
            ("body", r"HX|HFW|EX|PDBW|PFW|PSDW|PSD|PF|EBW|AW|ACK|WX|WDS|WDB"),
            ("series", r"[0-9]?(?:\([0-9]\)){0,2}"),
            ("resolution", r"[0-9]{0,3}(?:\([0-9]\))?X[0-9X]{0,3}|(?<=ACK)|(?<=WDS)|(?<=WDB)|(?<=WX)"),
        ),
        PLATFORM,
    ),
    Form(
        "firmware family {line}",
        (
            PREFIX,
            ("line", r"(?:IPC|SD|DB)-"),
            ("mark", r"(?:CONSUMER-)?(?:WEB-)?"),
            ("series", FAMILY),
        ),
        PLATFORM,
    ),
    Form(
        "camera {line}{class}{body}{series}",
        (
            PREFIX,
            ("line", r"(?:IPC-|HAC-)"),
            ("class", "H?"),
            ("body", BODY),
            ("series", r"[1-9]"),
            ("resolution", r"[0-9]{1,2}(?=[0-9]{2})|[0-9](?=[A-Z][0-9])"),
            ("platform", r"[0-9]{2}|[A-Z][0-9]"),
            ("housing", HOUSING),
        ),
        CAMERA,
        BODIES,
    ),
    Form(
        "camera {body}{series}",
        (
            PREFIX,
            ("body", "EBW|PDBW|PFW|MFW|PSDW|PSD(?=8)"),
            ("series", r"[4-9]"),
            ("resolution", r"(?:12|16|20|24|32|[1-8])(?=[0-9]{2})"),
            ("platform", r"[0-9]{2}"),
            ("housing", rf"{HOUSING}(?<=[A-Z])|(?=-)"),
        ),
        CAMERA,
        BODIES,
    ),
    Form(
        "thermal camera {line}{body}",
        (
            PREFIX,
            ("line", "TPC-"),
            ("body", r"(?:BF|DF|SD|PT|KIT|HD|MD|DN|BDA|M)[0-9]?"),
            ("series", r"[0-9]"),
            ("resolution", r"[0-9]{2,4}"),
            ("housing", r"[A-Z]?[0-9]?P?"),
        ),
        Tail(r"[BDT]{0,3}[FHSW]?[0-9]{1,3}|TB?(?:YZ)?|[A-Z][0-9]?", CODES, r"[0-9]{1,3}", "-"),
        BODIES,
    ),
    Form(
        "turret camera IPC-T{series}",
        (
            PREFIX,
            ("maker2", "IPC-"),
            ("body", "T"),
            ("series", "[1-9]"),
            ("resolution", r"[0-9](?=[0-9]{2})"),
            ("platform", r"[0-9]{2}"),
            ("housing", r"TM|[TEHM]"),
        ),
        CAMERA,
        {"T": "turret"},
    ),
    Form(
        "consumer camera IPC-{body}",
        (
            PREFIX,
            ("maker2", "IPC-"),
            ("body", r"TA|AW|WD|WF|WL|DB|DS|[ABCDGKLST]"),
            ("series", r"[1-9]"),
            ("resolution", r"[A-Z][0-9]{2}|[0-9]"),
            ("housing", r"[ACEFHILNPSWZ]{0,3}"),
        ),
        CAMERA,
        shared=True,
    ),
    Form(
        "PTZ module {line}",
        (
            PREFIX,
            ("line", r"(?:CA-S?D?|PTZ-|SD-)(?:HZ|DZ|[MN]T|Z)"),
            ("series", r"[0-9](?:[AH](?=[0-9])|B(?=[0-9]))?"),
            ("resolution", r"[0-9][0-9AB][0-9]{0,2}(?:[0-9]|B0|A0)?"),
            ("housing", rf"(?:{MODULE})?"),
        ),
        DOME,
    ),
    Form(
        "PTZ camera {line}{series}",
        (
            PREFIX,
            ("line", r"SD(?:T|Z|ZW)?-?|PTZ(?=1[0-9]{3}T)"),
            (
                "series",
                r"1(?=[0-9]{4})|1(?=[0-9]{3}T)|[2-8](?:[0-9]?(?:[ACDH]|CA|LA|A[ELHS]A?)?|[ABC][LHS]?A?)(?=[0-9X])|[2-8](?=[0-9X]{3})",
            ),
            ("body", r"(?:A[HS]?|X)?"),
            ("resolution", r"[0-9]{2,4}"),
            ("housing", rf"(?:{MODULE}|[ABCEF]|FB|UI)?"),
        ),
        DOME,
        {"": "PTZ"},
    ),
    Form(
        "panoramic PTZ camera {line}",
        (
            PREFIX,
            ("line", r"SD-P(?:SD|TZ)"),
            ("series", r"[0-9]"),
            ("resolution", r"[0-9]{2,4}"),
            ("housing", r"[MP]?"),
        ),
        Tail(CAMERA.chain, f"N|{CODES}", CAMERA.number, "-"),
    ),
    Form(
        "traffic camera {line}{series}",
        (
            ("maker", "DHI?-"),
            ("line", r"ITC"),
            ("series", r"[0-9]{3}|[0-9]{2}X|\([X0-9]{3}\)"),
        ),
        TRAFFIC,
    ),
    Form(
        "traffic camera {line}{series}",
        (("line", r"ITC"), ("series", r"[0-9]{3}|[0-9]{2}X|\([X0-9]{3}\)")),
        TRAFFIC,
        shared=True,  # three letters and three digits are anybody's
    ),
    Form(
        "recorder {line}{series}",
        (
            PREFIX,
            ("line", r"HCVR|XVR"),
            ("series", r"[1-9][BS]?"),
            ("channels", r"X?[0-9]{2,3}"),
            ("housing", r"[ACHLES]{0,3}"),
        ),
        RECORDER,
    ),
    Form(
        "recorder {line}{series}",
        (
            PREFIX,
            ("line", "NVR"),
            ("series", r"[1-9]"),
            ("channels", r"[0-9]{3}|[0-9]?X{1,3}"),
            ("housing", r"[CHSWD]{0,3}"),
            ("mark", r"(?=-(?:[0-9]{1,2}P-)?(?:4KS|[0-9]K|EI|[XSI][0-9]?))"),
        ),
        RECORDER,
    ),
    Form(
        "recorder {line}{series}",
        (
            ("maker", "DHI?-"),
            ("line", "NVR"),
            ("series", r"[1-9]"),
            ("channels", r"[0-9]{3}"),
            ("housing", r"[CHSWD]{0,3}"),
        ),
        RECORDER,
    ),
    Form(
        "recorder {line}{series}",
        (("line", "NVR"), ("series", r"[1-9]"), ("channels", r"[0-9]{3}|XXX"), ("housing", r"[CHSWD]{0,3}")),
        RECORDER,
        shared=True,
    ),
    Form(
        "door station {body}{series}",
        (
            PREFIX,
            ("body", r"VT[OHAS]"),
            ("series", r"[1-9]"),
            ("resolution", r"[0-9]{3}"),
            ("housing", r"[A-Z]{0,3}[0-9]?"),
        ),
        DOOR,
        {"VTO": "outdoor station", "VTH": "indoor station"},
    ),
    Form(
        "access device {line}{series}",
        (
            PREFIX,
            ("line", "ASI|ASR|ASC|ASM"),
            ("series", r"[1-9]"),
            ("resolution", r"[0-9]{3}"),
            ("housing", r"[A-Z]{0,2}"),
        ),
        DOOR,
    ),
    Form("doorbell {line}", (("maker", "DHI?-"), ("line", "DB[0-9]{1,2}I?|DS[12]1")), NATION),
    Form("doorbell {line}", (("line", "DB[0-9]{1,2}I?|DS11"),), NATION, shared=True),
    *AMERICAN,
    Form(
        "lens {line}",
        (("line", r"LX-CA"), ("series", r"[0-9]{3}"), ("housing", "A[0-9]")),
        Tail("A", "A", "[0-9]", "-"),
    ),
)
