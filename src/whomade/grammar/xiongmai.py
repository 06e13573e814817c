"""How Xiongmai spells: boards rather than models, as brands print their own.

Sources: the maker's firmware catalogue (xmupdates), openipc-wiki and openipc-python-dvr.
`IPC_XM530_50X20-WG_WIFIXM713G`: IPC camera, XM530 chip, 50 board size, X20 two megapixels, WG carrier, radio chip.
`AHB7804R-MH-V3`: AHB hybrid recorder, 7 generation, 04 four channels. A version is `V5.00.R02`, the hardware id, the
customer and build flags.
"""

from __future__ import annotations

from whomade.grammar.form import Form, Tail, grammar

CHIP = (
    r"IPC1[68][CDE](?=[_ ])|GK7[0-9]{3}V[0-9]{3}|RV110[0-9](?:G2)?|XM2[0-9]{2}|XM5[0-9]{2}V[0-9]{3}|M3881C"
    r"|MOZART3C|XM5[0-9]{2}(?:D1)?|HI35[0-9]{2}[A-E]?(?:V[0-9]{3})?|GM81[0-9]{2}S|NT985[0-9]{2}|AMBARA5S|GK[0-9]{4}V[0-9]{3}"
)
BOARD = Tail(
    r"(?:4G)?[2EWSBG]?[ACEFGHKLMNPQRSTUW]{0,4}[0-9]?[A-Z]?[0-9]?",
    words=(
        r"WIFI(?:NVR)?(?:XM71[0-9]G?|HI3861L)?|71[0-9]G?|NAT|DSS|ONVIFS?|HIK|S38|AE|AI|4G|2G|TB|FD|F4|FB|8188(?:EU)?|RT3070|BMC"
        r"|CARD|SUN|UFO|BULB|DOME|LP|XM713G|HI1131|V5|00|R02|CEIL|IVG|WVGA|DB|ONV|FA|IMX138|WIFI"
    ),
    number=r"2812|2880",
    marks="-_. ",
)
IDS = (
    Form(
        "camera board {chip}",
        (
            ("maker", r"(?:HZXM_|GENERAL_)?(?:IPC_)?(?:LITEOS_|ALIOS_)?"),
            ("chip", CHIP),
            ("mark", "_"),
            ("body", r"R?[A-HKLM]?|BMS|N|C"),
            ("series", r"5[0-9]|8[0-9]"),
            ("sensor", r"(?:HV|HF|HY|GK|GF|XV|[FGHKMNVX])?"),
            ("resolution", r"[0-9]{0,2}"),
            ("option", r"[ABCFILMNPQSTWY]{0,4}[0-9]?"),
        ),
        BOARD,
    ),
    Form(
        "camera board {chip}",
        (
            ("maker", r"(?:IPC_)?"),
            ("chip", CHIP),
            ("mark", "_"),
            ("body", r"(?:IPG-|LPG-)?"),
            ("sensor", "[GNRX]"),
            ("resolution", "[2-8]"),
            ("option", r"[ACEFHLMPRSWY]{0,2}"),
        ),
        BOARD,
    ),
    Form(
        "recorder board {line}{series}",
        (
            ("line", r"AHB|I?NBD|MBD|MVB|EVB|DVB|DBD|MVR|NKB|BLK"),
            ("series", "[5-9]"),
            ("option", r"[0-9][NSX]?"),
            ("channels", r"[0-9]{2}"),
            ("body", r"(?:[A-HLMQRSTV]|RA)?"),
        ),
        Tail(r"[A-Z]{0,4}[0-9]?", r"[0-9]{4,5}|V[0-9]|XPOE?|[0-9]PWS[0-9]?|8SDI", r"[0-9]{5}", "-_"),
    ),
)
MODELS = (
    Form(
        "camera module {line}",
        (("line", r"IVG-|IPG-"), ("series", r"[0-9]{2,3}|[A-Z]{1,3}[0-9]{1,3}"), ("option", r"[A-Z]{0,4}[0-9]{0,2}")),
        BOARD,
    ),
    IDS[1],
)
VERSION = (
    Form(
        "version V5.00.R02",
        (
            ("version", r"V[45]\.[0-9]{2}\.R[0-9]{2}"),
            ("mark", r"\."),
            ("series", r"[0-9A-Z]{8}"),
            ("mark2", r"\."),
            ("customer", r"[0-9]{5}"),
            ("mark3", r"\."),
            ("option", r"[0-9A-F]{6}"),
            ("mark4", r"\.{0,2}"),
            ("edition", r"(?:[0-9A-F]{7}|ONVIF [0-9.]{4,6})?"),
        ),
    ),
)
GRAMMARS = (
    grammar("xiongmai", "model", MODELS),
    grammar("xiongmai", "hardware id", IDS),
    grammar("xiongmai", "firmware version", VERSION),
)
