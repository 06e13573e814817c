"""How Hikvision spells, with its lines HiLook, HiWatch and EZVIZ and the neutral kits in its firmware catalogue.

Sources: the maker's firmware catalogue (hikvision-fw-archive, firmwares_live.json) and datasheets read for
ch-bas-cctv-database (PR 48, 227, 314). `DS-2CD2386G2-ISU/SL`: DS maker, 2CD camera, 2 series, 3 body (turret),
86 eight megapixels, G2 generation, I infrared, S sound and alarm, U microphone, SL strobe light.
"""

from __future__ import annotations

from whomade.grammar.form import DAY, MARKETS, MONTH, Form, Tail, grammar

BODIES = {
    "0": "bullet",
    "1": "dome",
    "3": "turret",
    "4": "cube",
    "5": "dome",
    "6": "motorised bullet",
    "7": "motorised dome",
    "9": "fisheye",
    "A": "bullet",
    "B": "bullet",
    "D": "pinhole",
    "H": "motorised turret",
    "P": "panorama",
    "Q": "cube",
    "T": "bullet",
}
NUMBER = (
    r"[0-9]{1,3}(?:\.[0-9]{1,2})?(?:MM)?|[0-9]{4,5}|[0-9]{1,3}(?:GB?|TB?|V|W|K?M|P|CH|S|MP|A|R)"
    r"|[0-9]{1,2}F[0-9]|[0-9]{1,2}[X×][0-9]{1,2}[XT]?|180°|[0-9]{1,2}MO|[A-Z]"
)
"""A revision letter, a focal length or an end of its range, a count of ports or disks, a voltage, a zoom factor."""
EDITIONS = (
    r"HILOOKSTD|HILOOK|OSTD|STD|O|F?US|USA|EU|EUR|EUROPEAN|UHK|UK|AUS|AU|AUSTRALIA|LA|JP|INDIA|IND|IN|CANADA|CAN|CA"
    r"|RUS?|BRA|BRASIL|BR|AE|RSA|ZA|VIE|ITALY|ARGENTINA|ZJ|CZE|POL|EF|BLACK|BLK|WHITE|GREY|BRANCH|HIK|KIT|BATTERY|SOLAR"
    r"|NO|COLD|PROOF|V?PRO|DEMO|VERSION|HDMI|SENSOR|LPR|ANPR|CE|FCC|SSD|MMC|V[0-9]"
)
"""Markets, colours and housings that stand at the end."""
FITTINGS = (
    r"AM[0-9]{1,2}MO?|PA|PG|NP|ADC|AM|316L?|304|M12|RJ45|ND|NF|SX|SL|SRB|L?RB|LSL?|LSRB|AF|[STP][0-9]|[A-F][0-9]{1,2}"
    r"|CH?[0-9]{2}(?:S[0-9]{2,3})?|WL[0-9]{2}"
)
"""Steel, climate, connectors, strobe and siren, batteries and panels, and the releases in brackets."""


def _tail(chain: str, words: str = "", marks: str = "-/()#+. ") -> Tail:
    """A tail of this maker: its own option chain and words beside the editions that every line has."""
    return Tail(chain, "|".join(filter(None, (words, FITTINGS, EDITIONS, MARKETS))), NUMBER, marks)


CAMERA = _tail(
    # auxiliary, supply, light, infrared and its reach, panorama, pin, lens, motors, zoom, heater, serial line, sound,
    # microphone, coating, card, radio, connector, bracket
    r"[0-9]?[AD]?L?W?I?N?[0-9]?(?:PT)?D?[XV]?(?:PTR)?Z?(?:C[0-9])?[0-9]?L?M?H?R?S?[0-9]?U?Y?R?M?D?W?F?[12]?H?B?(?:[0-9]{1,2}M)?",
    words=r"PTRZ|AP|FUS|VX3|IWS|IMS|RC|NFC|AC|S[AC]|EP|XX|BNC|VR|PR|SKD|[0-9]{2,3}G|[0-9]T|27135",
)
DOME = _tail(r"[ADM]?C?W?D?X?E?L?E?W?[XDR]?F?Y?P?T?B?[0-9]?K?(?:[0-9]{1,2}M)?")
THERMAL = _tail(
    r"[0-9]{1,3}[ASPY]?(?:[0-9]?[A-Z]{0,2}[0-9]?[FL]{0,2})?[XY]?|[0-9]{1,2}[AS]VIF?|[0-9]A[UV]F|[PQW][AIRWY]?[0-9]?|PAI|VP",
    words=r"GLT|FP|QA|HS[0-9]{3}|[GT][0-9][AY]?|KM",
)
TURBO = _tail(r"A?V?[FP]?P?(?:IR|IT|I)?R?[0-9]?[LX]?O?T?M?Z?F?[BEP]?(?:28)?", words=r"SYY?|PLD|RSG")
RECORDER = _tail(
    r"[A-Z][0-9]{1,2}[CR]?|[0-9]{1,2}[PTK]|S?NH?|SHT?|[XP]?XT|X[BDE]?|A[FI]|[0-9]?ALM?|F[AC]|LCD|[EUWSTMV]{1,2}|WX",
    words=r"ALARM|SEAGATE|HDD|SP",
    marks="-/()#+. *",
)
ACCESS = _tail(
    r"(?:IN|OUT)?[EDM]?F?P?I?A?[GQ]?Q?[HL]?|[MRL][0-9]?|D[PMGR][0-9]{2,3}|H[0-9]{2}|[IVWMTB]{0,4}[BDHIPM]?E[0-9]?|[BCEQLW]{1,3}QRE?",
    words=r"H[0-9]{2}|ED?P?IQL|EM|WB|DT|AL8|AC|K12|IN|I?M|Z[HV]|FLUSH|SURFACE|ALUMINUM|MODULAR|BOARD|MAIN|BACKBOX|BASE|MONITORS|QRE?|868|RS|485|OUTB|INE|KK|KP|FKP|INFO|DIS|N?S|XF|LX|PROE|ZU|LR|W?TDE|IME",
)
SWITCH = _tail(
    r"E?I|SI|[0-9]{1,2}[TFXP][0-9]?[TFX]?(?:[0-9][XF])?|H?S|[0-9]A?C?[GT]?N?",
    words=r"MPU|SA|NT|FKIT|FLT|UPS|SIV|AC[GT]?|ACT",
)
MOBILE = _tail(
    r"[A-Z][0-9]{1,2}(?:PRO)?[A-Z]?|ISF?|IRS?|A|SD|GA|I",
    words=r"GPS|CE&AMP;FCC|3\.5K|4K|TR|FR|V[23]00|OVERSEAS|TURKEY|PRO|LITE|COLOMBIA|SAS|SRL|ITALY|POLAND|SP|SPANISH|BG|CUSTOM|GLF|WI58|AI|BUCKLINE|BUCK|LINE|ATC|VIE|EAST|LATINAMERICA|FM|2024|S2",
)
TRAFFIC = _tail(r"[BGFH]?[EI]?R?[A-Z]?|E?K?[HT]", words=r"POE|IM|GK|H1|PT[0-9]{2,4}|AF|WZ|GLE|FIR|GIR|HER|HIR|V2")
SCREEN = _tail(
    r"[0-9]?[ABPSV]{1,2}[0-9][SDF]?|[0-9][AB]|[GY]",
    words=r"PACKAGE|AMERICAN|BRITISH|AUSTRALIAN|STANDARD|BV|CWFH|GPS|CE&AMP;FCC",
)
HILOOK = _tail(
    r"-?[LM]?P?[IM]?[CSRTVZ]?S?L?Z?U?F?", words=r"L?P?[MP]?[TM]?S|[LM]?P?[IM]?C|VF|SUIT|WSUIT|M?PIRL|PTLTS|IZHSU?Y"
)
KIT = _tail(r"[MP][HMC]|[WP]L?|P?H?", words=r"[0-9]T|WD|PLUG|TB|ACUSENSE")
SENSOR = r"(?:F?H?WD|FD?|PF|WD)"

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
        shared=True,
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
            ("line", r"NVR|DVR"),
            ("mark", "-"),
            ("series", r"[1-4]|E"),
            ("channels", r"[0-9]{2}"),
            ("body", r"MH|[HGQU]?"),
        ),
        RECORDER,
        shared=True,
    ),
    Form(
        "HiLook PTZ camera {line}{series}",
        (
            ("mark", "PTZ-"),
            ("line", r"ND?|T"),
            ("series", r"[0-9]"),
            ("body", r"[CD]?"),
            ("resolution", r"[0-9]{3}"),
            ("sensor", r"[CIM]?(?:LIU)?"),
        ),
        DOME,
        shared=True,
    ),
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
    Form(
        "security screening {line}",
        (("line", r"ISD-(?:SMG|SG|SC|CA|ST|SMW)"), ("series", r"[0-9]{3,4}"), ("body", r"[DLST]{0,2}A?C?")),
        _tail(r"[EH]?[0-9]?[CD]?V?[LH]?V?|NW|[CDHIS]", words="SET|BS"),
    ),
    Form(
        "alarm device {line}{series}",
        (
            ("maker", "DS-"),
            ("line", r"P(?:EA(?=[0-9][0-9MH]{0,3}-)|A(?=[0-9]{3})|D|R|K|KF|RI|RP|S|HA|T)"),
            ("series", r"[0-9]{1,4}"),
            ("body", r"[CGHMPS]{0,2}(?:10)?"),
        ),
        _tail(r"[0-9]{0,2}[WC][ABEK][0-9]?|C?K[0-9]|E[0-9]|[BFP]|[0-9]{2}[HV]?", words="KIT|ZJ"),
    ),
    Form(
        "alarm device PEAP",
        (("maker", "DS-"), ("line", "PEAP-CVS?A?"), ("series", r"[12]"), ("body", "E?")),
        _tail("B"),
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
        (("maker", r"I?DS-"), ("line", r"1[0-9]{3}KI|M(?:C[CW]|DS|I|P)|C[38]0[KNS]"), ("series", r"[0-9]{0,4}")),
        _tail(r"V?B?E?[0-9]?|[RTH][CH]?|[0-9]{2}[HR][IO]?"),
    ),
)

SERIALS = (
    # any brand's model text may stand in front; date, region, lot and number are the maker's
    Form(
        "serial with date",
        (
            ("model", r"[A-Z][A-Z0-9/()-]{3,40}?|(?=20)"),
            ("year", "20[0-2][0-9]"),
            ("month", MONTH),
            ("day", DAY),
            ("line", "AA|BB|CC|RR"),
            ("lot", "WR|CH|RR|CV"),
            ("variant", "[A-Z]{0,2}[0-9]{0,2}"),
            ("number", "[0-9]{7,8}"),
            ("edition", "(?:WCVU|[A-Z])?"),
        ),
    ),
    Form(
        "serial without date",
        (
            ("model", r"I?DS-[A-Z0-9/()-]{3,40}?"),
            ("number", "0{8}|0{10}|20[0-2][0-9](?:0[0-9]|1[0-2])00"),
            ("line", "AA|BB|CC"),
            ("lot", "WR|CH|RR|CV"),
            ("variant", "[A-Z]{0,2}[0-9]{0,2}"),
            ("number2", "[0-9]{7,8}"),
            ("edition", "(?:WCVU|[A-Z])?"),
        ),
    ),
    Form(
        "intercom serial",
        (
            ("model", r"DS-[A-Z0-9/()-]{4,30}?"),
            ("channels", "[0-9]{2}"),
            ("year", "20[0-2][0-9]"),
            ("month", MONTH),
            ("day", DAY),
            ("line", "RR"),
            ("variant", "[A-Z]"),
            ("number", "[0-9]{8}"),
        ),
    ),
)
VERSIONS = (
    Form(
        "version and build",
        (
            ("version", r"V[1-9][0-9]?\.[0-9]{1,3}\.[0-9]{1,4}"),
            ("mark", ",? ?BUILD ?"),
            ("year", "[12][0-9]"),
            ("month", MONTH),
            ("day", DAY),
        ),
    ),
)
REALMS = (
    Form("realm IP Camera", (("line", "IP CAMERA"), ("mark", r"\("), ("number", "[A-Z0-9]{5}"), ("mark2", r"\)"))),
    Form("realm of its name", (("maker", "HIKVISION"),)),
)
FILES = (
    Form("image digicap", (("line", "DIGICAP"), ("mark", r"\."), ("edition", "DAV|MAV"))),
    Form(
        "EZVIZ image",
        (
            ("maker", "CS-"),
            ("line", r"[A-Z]{1,3}[0-9][0-9A-Z]{0,3}"),
            ("series", r"-[A-Z][0-9]-"),
            ("resolution", r"[0-9][A-Z][0-9]"),
            ("option", r"[A-Z]{1,4}[0-9]?[A-Z]{0,3}"),
            ("edition", r"\.DAV"),
        ),
    ),
    Form(
        "package {line}",
        (
            ("mark", "FIRMWARE__"),
            ("version", r"V[1-9]\.[0-9]{1,2}\.[0-9]{1,3}"),
            ("mark2", "_"),
            ("year", "[12][0-9]"),
            ("month", MONTH),
            ("day", DAY),
            ("line", "_S3000"),
            ("number", "[0-9]{6}"),
            ("edition", r"\.ZIP"),
        ),
    ),
)
GRAMMARS = (
    grammar("hikvision", "model", FORMS),
    grammar("hikvision", "serial", SERIALS),
    grammar("hikvision", "firmware version", VERSIONS),
    grammar("hikvision", "realm", REALMS),
    grammar("hikvision", "firmware file", FILES),
)
