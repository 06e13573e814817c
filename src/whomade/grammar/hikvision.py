"""How Hikvision spells; its model numbers stand in `hikvision_models`.

Sources: the maker's firmware catalogue (hikvision-fw-archive, firmwares_live.json) and datasheets read for
ch-bas-cctv-database (PR 48, 227, 314).
"""

from __future__ import annotations

from whomade.grammar.form import DAY, MONTH, Form, grammar
from whomade.grammar.hikvision_models import FORMS

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
