"""How Dahua numbered for the United States: a catalogue of its own beside the names that it prints elsewhere.

`N43AJ52-B`: N network camera, 4 four megapixels, 3 series, A generation, J body, 5 variant, 2 lens of 2.8 mm, B black.
`52C430UNI-A`: the PTZ name `SD52C430U-HNI` without what every such name has: 52C series, 4 four megapixels, 30 times
zoom, U board, N NTSC, I infrared. Read off the names that stand beside hardware ids in amcrest-compatible-finder.
"""

from __future__ import annotations

from whomade.grammar.form import Form, Tail

NATION = Tail(r"(?:USA?|CAN|EU|UK|AU)?", "V[0-9]", "[0-9]", "-")
"""Where it is sold, behind a doorbell's number."""
COLOUR = Tail(r"[ABW]?", r"USA?|WHITE|LIGHT|BLACK|[BW]", "S[0-9]", "-()")
"""A audio, B black, W radio or white."""
NETWORK = (("maker", "(?:DH-)?"), ("line", "N"), ("resolution", "[24568K]"), ("series", "[1-58]"))
GENERATION = ("generation", "[A-F]")
PTZ = r"1[A2]|2[29]|4(?:[029A]|2C)|5(?:[029A]|2C)|6(?:C|A[EL]?)|8A|T5X"
"""Sizes and housings of the PTZ range, as they stand behind SD elsewhere."""

AMERICAN = (
    Form(
        "United States catalogue {line}{resolution}{series}",
        (
            *NETWORK,
            GENERATION,
            ("body", "[A-Z]"),
            ("variant", "[0-9SN]"),
            ("lens", "[2-8]|Z[0-9]?|V"),
        ),
        COLOUR,
    ),
    Form(
        "United States catalogue {line}{resolution}{series}",
        (*NETWORK, GENERATION, ("body", "[A-Z]"), ("variant", "[0-9]")),
        COLOUR,
        shared=True,
    ),
    Form(
        "United States PTZ {series}",
        (
            ("series", PTZ),
            ("resolution", "[2-8]"),
            ("zoom", "0[2-5]|[1-4][0-9]"),
            ("board", "UE|U|[TV]|[DGPWX][AB]"),
            ("norm", "N"),
            ("light", "[FIR]|(?<=AN)"),
        ),
        COLOUR,
    ),
)
