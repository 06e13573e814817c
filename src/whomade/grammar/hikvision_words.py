"""Words in Hikvision's model numbers: bodies, and the endings that each family of devices may have."""

from __future__ import annotations

from whomade.grammar.form import MARKETS, Tail

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


def tail(chain: str, words: str = "", marks: str = "-/()#+. ") -> Tail:
    """A tail of this maker: its own option chain and words beside the editions that every line has."""
    return Tail(chain, "|".join(filter(None, (words, FITTINGS, EDITIONS, MARKETS))), NUMBER, marks)


CAMERA = tail(
    # auxiliary, supply, light, infrared and its reach, panorama, pin, lens, motors, zoom, heater, serial line, sound,
    # microphone, coating, card, radio, connector, bracket
    r"[0-9]?[AD]?L?W?I?N?[0-9]?(?:PT)?D?[XV]?(?:PTR)?Z?(?:C[0-9])?[0-9]?L?M?H?R?S?[0-9]?U?Y?R?M?D?W?F?[12]?H?B?(?:[0-9]{1,2}M)?",
    words=r"PTRZ|AP|FUS|VX3|IWS|IMS|RC|NFC|AC|S[AC]|EP|XX|BNC|VR|PR|SKD|[0-9]{2,3}G|[0-9]T|27135",
)
DOME = tail(r"[ADM]?C?W?D?X?E?L?E?W?[XDR]?F?Y?P?T?B?[0-9]?K?(?:[0-9]{1,2}M)?")
THERMAL = tail(
    r"[0-9]{1,3}[ASPY]?(?:[0-9]?[A-Z]{0,2}[0-9]?[FL]{0,2})?[XY]?|[0-9]{1,2}[AS]VIF?|[0-9]A[UV]F|[PQW][AIRWY]?[0-9]?|PAI|VP",
    words=r"GLT|FP|QA|HS[0-9]{3}|[GT][0-9][AY]?|KM",
)
TURBO = tail(r"A?V?[FP]?P?(?:IR|IT|I)?R?[0-9]?[LX]?O?T?M?Z?F?[BEP]?(?:28)?", words=r"SYY?|PLD|RSG")
RECORDER = tail(
    r"[A-Z][0-9]{1,2}[CR]?|[0-9]{1,2}[PTK]|S?NH?|SHT?|[XP]?XT|X[BDE]?|A[FI]|[0-9]?ALM?|F[AC]|LCD|[EUWSTMV]{1,2}|WX",
    words=r"ALARM|SEAGATE|HDD|SP",
    marks="-/()#+. *",
)
ACCESS = tail(
    r"(?:IN|OUT)?[EDM]?F?P?I?A?[GQ]?Q?[HL]?|[MRL][0-9]?|D[PMGR][0-9]{2,3}|H[0-9]{2}|(?:V?W)?(?:IMP?|MF?T?|MWB|[BLP]|F?T?|T[DHIP])E[0-9]?|[BCEQLW]{1,3}QRE?",
    words=r"H[0-9]{2}|ED?P?IQL|EM|WB|DT|AL8|AC|K12|IN|I?M|Z[HV]|FLUSH|SURFACE|ALUMINUM|MODULAR|BOARD|MAIN|BACKBOX|BASE|MONITORS|QRE?|868|RS|485|OUTB|INE|KK|KP|FKP|INFO|DIS|N?S|XF|LX|PROE|ZU|LR|W?TDE|IME",
)
SWITCH = tail(
    r"E?I|SI|[0-9]{1,2}[TFXP][0-9]?[TFX]?(?:[0-9][XF])?|H?S|[0-9]A?C?[GT]?N?",
    words=r"MPU|SA|NT|FKIT|FLT|UPS|SIV|AC[GT]?|ACT",
)
MOBILE = tail(
    r"[A-Z][0-9]{1,2}(?:PRO)?[A-Z]?|ISF?|IRS?|A|SD|GA|I",
    words=r"GPS|CE&AMP;FCC|3\.5K|4K|TR|FR|V[23]00|OVERSEAS|TURKEY|PRO|LITE|COLOMBIA|SAS|SRL|ITALY|POLAND|SP|SPANISH|BG|CUSTOM|GLF|WI58|AI|BUCKLINE|BUCK|LINE|ATC|VIE|EAST|LATINAMERICA|FM|2024|S2",
)
TRAFFIC = tail(r"[BGFH]?[EI]?R?[A-Z]?|E?K?[HT]", words=r"POE|IM|GK|H1|PT[0-9]{2,4}|AF|WZ|GLE|FIR|GIR|HER|HIR|V2")
SCREEN = tail(
    r"[0-9]?[ABPSV]{1,2}[0-9][SDF]?|[0-9][AB]|[GY]",
    words=r"PACKAGE|AMERICAN|BRITISH|AUSTRALIAN|STANDARD|BV|CWFH|GPS|CE&AMP;FCC",
)
HILOOK = tail(
    r"-?[LM]?P?[IM]?[CSRTVZ]?S?L?D?W?Z?U?F?", words=r"L?P?[MP]?[TM]?S|[LM]?P?[IM]?C|VF|SUIT|WSUIT|M?PIRL|PTLTS|IZHSU?Y"
)
KIT = tail(r"[MP][HMC]|[WP]L?|P?H?", words=r"[0-9]T|WD|PLUG|TB|ACUSENSE")
SENSOR = r"(?:F?H?WD|FD?|PF|WD)"
