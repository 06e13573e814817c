"""Country codes: a slip here would put a whole case out of the reach of a rule without a word.

Source: ISO 3166-1 alpha-2, as in the time zone database of IANA (iso3166.tab), and EU for the Union's own institutions.
"""

from __future__ import annotations

import re

_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW EU
"""
ALPHA_2 = frozenset(_CODES.split())
INVENTED = re.compile("X[A-Z]")
"""ISO 3166 leaves XA to XZ to users and never gives them to a country: they stand for invented ones in examples."""
MEANT = {"UK": "GB", "EN": "GB", "USA": "US", "AUS": "AU"}
"""Codes that people write, and what they mean."""


def flaw(code: str) -> str:
    """What is wrong with a country code, with the code that may be meant; empty if nothing is.

    Example:
        >>> flaw("UK"), flaw("GB")
        ('no country `UK` (did you mean `GB`?)', '')
    """
    if code in ALPHA_2 or INVENTED.fullmatch(code):
        return ""
    meant = MEANT.get(code)
    return f"no country `{code}`" + (f" (did you mean `{meant}`?)" if meant else " of ISO 3166")
