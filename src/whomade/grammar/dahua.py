"""How Dahua spells; its model numbers stand in `dahua_models`.

Sources: the maker's hardware ids and family names in firmware of its customers (amcrest-compatible-finder) and names
read for rroller-dahua, model-name-rules and moonfire-nvr-wiki; customers from onvif-conformant-products too.
"""

from __future__ import annotations

from whomade.grammar.dahua_models import FORMS
from whomade.grammar.form import DAY, MONTH, Form, grammar

CUSTOMERS = {
    "AC": "Amcrest",
    "AT": "CP Plus",
    "DH": "Dahua",
    "FL": "FLIR",
    "HW": "Honeywell",
    "IB": "Intelbras",
    "KL": "IC Realtime",
    "LR": "Lorex",
    "NS": "BCS",
    "PI": "Panasonic",
    "SP": "Speco",
}
"""Customer codes that a source names; other codes are read and not named."""
STAMP = (("year", "20[12][0-9](?=[0-9-]{4})|[12][0-9](?=[0-9-]{4})"), ("month", MONTH), ("day", DAY))
VERSION = (
    ("version", r"V?[1-9]\.[0-9]{3}"),
    ("mark", r"\."),
    ("series", "[0-9]{2}(?=[0-9A-Z]{4,5})|"),
    ("customer", "[A-Z]{2}|[0-9]{2}|[0-9][A-F]"),
    ("number", "[0-9]{2,3}"),
    ("mark2", r"\."),
    ("option", "[0-9]{1,3}"),
)
RELEASE = (("mark3", r"\."), ("edition", "[RT]"))
VERSIONS = (
    Form("version", (*VERSION, *RELEASE, ("mark4", r"\."), *STAMP), kinds=CUSTOMERS),
    Form("version", (*VERSION, *RELEASE), kinds=CUSTOMERS),
    Form(
        "version",
        (
            *VERSION,
            *RELEASE,
            ("mark4", ", ?BUILD(?: DATE)?:? ?"),
            ("year", "20[12][0-9]"),
            ("mark5", "-"),
            ("month", MONTH),
            ("mark6", "-"),
            ("day", DAY),
        ),
        kinds=CUSTOMERS,
    ),
    Form("short version", VERSION, kinds=CUSTOMERS),
    Form("version of the United States", (("version", r"V[1-9]\.[0-9]{3}"), ("mark", r"\."), *STAMP)),
)
SERIAL = (
    ("series", "[0-9A-Z]{2}"),
    ("lot", "[0-9A-F]{5}"),
    ("line", "[PZ]"),
    ("body", "[A-Z]{2}"),
    ("number", "[0-9A-F]{5}"),
)
LOREX = (("maker", "ND0"), ("line", "[12]"), ("lot", "[0-9]{4}"), ("number", "[0-9A-Z]{4,10}"))
AMCREST = (("maker", "AM"), ("line", "[CR]"), ("series", "[0-9A-Z]{3}"), ("number", "[0-9A-F]{5,12}"))
LOGIN = (("mark", "LOGIN TO "),)
SERIALS = (
    Form("serial {line}", SERIAL),
    Form("Lorex serial", LOREX),
    Form("Amcrest serial", AMCREST),
)
REALMS = (
    Form("realm with serial", LOGIN + SERIAL),
    Form("realm with Lorex serial", LOGIN + LOREX),
    Form("realm with Amcrest serial", LOGIN + AMCREST),
    Form("realm with hashed serial", (*LOGIN, ("number", "[0-9A-F]{32}"))),
)
LANGUAGES = r"(?:ENG|CHN|SPN|FRN|GER|ITL|POR|RUS){1,4}|MULTILANG"
PRODUCT = r"(?:IPC|SD|NVR|XVR|HCVR|ITC|TPC|PTZ|DB|ASC|VTO|SDB|DS)[A-Z0-9]{0,12}(?:[-_(][A-Z0-9()]{1,12}){0,6}?"
FILES = (
    Form(
        "image {maker}",
        (
            ("job", "(?:[0-9]{7}_)?"),
            ("maker", "DH|GENERAL|CUSTOMER|AMCREST|LEXUS"),
            ("mark", "_"),
            ("line", PRODUCT),
            ("mark2", "_"),
            ("language", LANGUAGES),
            ("edition", r"(?:_[A-Z0-9-]{1,24}){0,5}?"),
            ("mark3", "_"),
            *((role if not role.startswith("mark") else f"{role}9", pattern) for role, pattern in VERSION + RELEASE),
            ("mark4", r"\."),
            ("year", "20[12][0-9](?=[0-9]{4})|[12][0-9]"),
            ("month", MONTH),
            ("day", DAY),
            ("mark5", r"(?:\+\([0-9]\))?(?:\.(?:BIN|ZIP))?"),
        ),
        kinds=CUSTOMERS,
    ),
)
GRAMMARS = (
    grammar("dahua", "model", FORMS),
    grammar("dahua", "hardware id", FORMS),
    grammar("dahua", "serial", SERIALS),
    grammar("dahua", "firmware version", VERSIONS),
    grammar("dahua", "realm", REALMS),
    grammar("dahua", "firmware file", FILES),
)
