"""Shapes and words by which typed text is read: what an address, a version, a file or a model looks like, and keys."""

from __future__ import annotations

import re

MAX_UNKNOWN_BRAND_WORDS = 3
"""Words of a brand that nobody wrote about, in front of its model."""

PARTS = re.compile(r"[^\s,;|\"<>“”„]+")
EDGES = "()[]{}.!?'’‘`*"
URL = re.compile(r"(?i)\b[a-z][a-z0-9+.-]{1,15}://[^\s\"'<>]+")
MACS = re.compile(
    r"(?i)(?<![0-9a-z:.-])(?:[0-9a-f]{2}([:\- ])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|"
    r"[0-9a-f]{4}([.-])[0-9a-f]{4}\2[0-9a-f]{4})(?![0-9a-z:-])"
)
FCC_GLUED = re.compile(r"(?i)\bfcc[\s_-]{0,3}id\b[\s:#=]{0,4}")
GRANTEE = re.compile(r"(?:[A-Z][A-Z0-9]{2}|[2-9][A-Z0-9]{4})")
"""First part of an FCC ID. Source: 47 CFR 2.926 (three characters, or five beginning with a digit)."""
FCC_BARE = re.compile(r"2[AB][A-Z]{3}-?[A-Z0-9][A-Z0-9-]{2,13}")
"""An FCC ID that needs no word in front of it: a model number with this beginning is not known."""
FCC_MOST = 19
VERSION = re.compile(r"(?i)v?\d{1,3}\.\d{1,10}(?:\.[0-9a-z]{1,20}){1,8}|v\d{1,3}\.\d{1,4}[\w.]{0,40}")
BUILD = re.compile(r"(?i)build\s?\d{6}|\d{6}")
FILE = re.compile(r"[^\s/\\]{1,200}\.(?:bin|img|dav|zip|pak|rom|ipk|fw|tar|gz|tgz|swu|upd|pkg|chk|mav)", re.IGNORECASE)
FILE_GRAMMAR = re.compile(r"[A-Za-z0-9]{1,40}_[\w.()&%+-]{0,60}_[\w.()&%+-]{2,200}")
HOST = re.compile(r"(?i)(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,6}[a-z]{2,12}")
MODEL = re.compile(r"(?=.*\d)[^\W_][\w./()+-]{0,60}")
SERIES = re.compile(r"[A-Z]{1,6}-?")
BRAND_WORD = re.compile(r"[^\W\d_][\w&.'’-]{1,40}")
MARKUP = "<{"
"""Begins a reply that a device sent, which is read as such by `whomade identify` and is no list of words."""
READ = "\u00a7"
"""Stands in the text where an address was taken out."""
SINGLE = frozenset({"s/n", "sn", "serial", "fcc", "fccid", "mac", "model", "brand", "firmware", "fw", "hwid"})
DOUBLE = frozenset(
    {"serial number", "serial no", "serial nr", "fcc id", "mac address", "model number", "model no", "model nr"}
    | {"model name", "hardware id", "firmware version", "firmware file", "fw version", "brand name"}
)
"""Words that say what follows even without a colon; with one, every word of `signals.keys` does."""
SILENT_TEXT = (
    "a an and the of my our old new by from for with indoor outdoor wifi wi-fi wireless wired poe hd uhd smart "
    "dome bullet turret ptz fisheye eyeball cube mini camera cameras cam cams webcam ipcam ip network digital "
    "video analog surveillance cctv dvr nvr xvr hvr recorder recorders doorbell intercom kit system channel "
    "channels ch security ltd limited inc co corp gmbh llc device label "
)
SILENT = frozenset(SILENT_TEXT.split())
"""Words of form and kind: understood, and they name nobody."""
MADE_BY = re.compile(
    r"(?:(?:is|was) )?(?:made|manufactured|produced|built|supplied|rebranded|rebadged|relabell?ed) (?:by|from)"
    r"|hergestellt von|gefertigt von|fabriqué par|fabricado por|prodotto da|gemaakt door"
)
"""Says who is thought to have made it: a claim, and no label."""
MAKERS = frozenset(
    {"manufacturer", "maker", "oem", "odm", "hersteller", "fabricant", "fabricante", "produttore", "fabrikant"}
)
"""Keys whose value is a claim where a brand stands beside it."""
