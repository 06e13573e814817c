"""How Uniview spells; its model numbers stand in `uniview_models`.

Sources: onvif-conformant-products and exploit-db-42150. `GIPC-B6202.13.2.C00798.NB.240905`: class and board, two
numbers, customer, NB for neutral, and the day; older versions name the month, those of recorders no date.
"""

from __future__ import annotations

from whomade.grammar.form import DAY, MONTH, Form, grammar
from whomade.grammar.uniview_models import FORMS

CUSTOMERS = {
    "007": "Alibi",
    "015": "BCS",
    "018": "Eaton",
    "033": "Bettini",
    "038": "Advidia",
    "049": "DX Antenna",
    "054": "ACTi",
    "055": "OpenEye",
    "056": "Turing",
    "059": "FS",
    "096": "Vista",
    "100": "Positivo",
}
"""Customers' numbers that five or more products of one company show and no other company's."""
BUILD = (("series", "(?:HCMN|[CDGQ])[0-9]{4}"), ("mark2", "-"), ("number", "[BR][0-9]{4}(?:P[0-9]{2})?"))
VERSION = (
    Form(
        "version with day",
        (
            ("class", "[A-Z]{2,6}-"),
            ("series", "B[0-9]{4}"),
            ("number", r"(?:\.[0-9]{1,3}){1,3}"),
            ("mark", r"(?:\.C(?=[0-9]{5}))?"),
            ("customer", r"(?:(?<=C)[0-9]{3})?"),
            ("option", r"(?:(?<=C[0-9]{3})[0-9]{2,3})?(?:\.L[0-9]{2})?(?:\.NB)?\."),
            ("year", "2[0-9]"),
            ("month", MONTH),
            ("day", DAY),
        ),
        kinds=CUSTOMERS,
    ),
    Form(
        "version with month",
        (
            ("class", "(?:[A-Z]{2,4}_)?"),
            *BUILD,
            ("mark3", r"D\.?(?:NB)?"),
            ("year", "1[0-9]|2[0-9]"),
            ("month", MONTH),
            ("option", "(?:C[0-9]{2,3})?"),
        ),
    ),
    Form("recorder version", (("series", "B3[0-9]{3}"), ("number", "P[0-9]{2}"), ("option", "(?:C[0-9]{0,5})?"))),
)
SERIAL = (Form("serial 210235", (("maker", "210235"), ("line", r"[0-9A-Z]{4}"), ("option", r"[0-9A-Z]{10}"))),)
GRAMMARS = (
    grammar("uniview", "model", FORMS),
    grammar("uniview", "serial", SERIAL),
    grammar("uniview", "firmware version", VERSION),
)
