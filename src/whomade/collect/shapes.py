"""What a cell is by its shape alone: a MAC address, an IP address, a URL, or nothing at all."""

from __future__ import annotations

import ipaddress
import re

_MAC_SEPARATED = re.compile(r"(?i)(?<![0-9a-f:.-])(?:[0-9a-f]{2}([:\- ]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9a-f:-])")
_MAC_DOTTED = re.compile(r"(?i)(?<![0-9a-f.-])[0-9a-f]{4}([.-])[0-9a-f]{4}\1[0-9a-f]{4}(?![0-9a-f.-])")
_MAC_BARE = re.compile(r"(?i)^[0-9a-f]{12}$")
_ADDRESS = re.compile(r"^\[?([0-9a-fA-F:.%\w]+?)\]?(?:/\d{1,3})?$")
_HOST = re.compile(r"(?i)^(?=.*[a-z])[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?(?::\d{1,5})?$")
_URL = re.compile(r"(?i)^[a-z][a-z0-9+.-]{1,15}://\S+$")
_STREAM = re.compile(r"(?i)^(?:rtsps?|rtmp|rtspu)://\S+$")
_KIND = re.compile(
    r"(?i)(?:(?:dome|mini|bullet|turret|ptz|box|fish-?eye|eyeball|cube|tube|static|dynamic|fixed|ipv[46]|ip|analog|tvi|ahd|"
    r"cvi|poe|type|typ|tipo|kuppel|domo|bala)\b|\d+(?:[.,]\d+)?\s*(?:mp|mpx|mpix|megapixel|p|k|mm|x|°)(?![\w-]))"
)
"""Beginnings that name the kind of a camera, its resolution or its lens."""
_USERINFO = re.compile(r"(?i)^([a-z][a-z0-9+.-]{1,15}://)[^/?#\s]*@")

_NOTHING_TEXT = (
    "- -- --- . / ? ?? x n/a na n.a. n.a n/d nd s/n #n/a #ref! #value! #name? #null! none null nil nan unknown "
    "unbek. tbd tba tbc todo empty leer unbekannt keine kein ohne inconnu inconnue aucun aucune desconocido "
    "desconocida ninguno ninguna sin-datos desconhecido nenhum sconosciuto nessuno onbekend geen nieznany brak "
    "bilinmiyor yok неизвестно нет ukjent okand okänd ukendt tuntematon neznámý neznamy 未知 无 無 不明 なし "
    "알수없음 없음 0.0.0.0 :: dhcp static 00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 00-00-00-00-00-00 ff-ff-ff-ff-ff-ff "
    "000000000000 0000.0000.0000 ffffffffffff 0000-0000-0000 k.a k.a. k/a n.v.t. n.v.t n.b. n.bek. fehlt offen "
    "missing unleserlich illegible ilegible illisible illeggibile nieczytelne leeg vacio vacío vide vuoto puste"
)
_NOTHING_PHRASES = (
    "nicht bekannt | nicht vorhanden | nicht lesbar | nicht ablesbar | keine angabe | keine angaben | ohne angabe | "
    "k. a. | n. v. t. | not known | not available | not applicable | not readable | no data | sin datos | no consta | "
    "no aplica | no disponible | se desconoce | no legible | non connu | pas connu | non disponible | non noto | "
    "non disponibile | niet bekend | nie dotyczy | não consta | не известно | нет данных"
)
NOTHING = frozenset(_NOTHING_TEXT.split()) | {phrase.strip() for phrase in _NOTHING_PHRASES.split("|")}
"""Words that people and programs write where they know nothing. Read as an empty cell."""

_BROADCAST = frozenset({"000000000000", "ffffffffffff"})


def cleaned(cell: str) -> str:
    """Cell without blanks around it; empty when it only says that nothing is known."""
    text = cell.strip().strip("\u00a0\u200b\ufeff").strip()
    return "" if text.casefold() in NOTHING or bared(text) in NOTHING or _is_marks(text) else text


def bared(text: str) -> str:
    """Text for comparing with words: no capitals, blanks as one, no brackets, quotes and marks of doubt around it."""
    return " ".join(text.casefold().split()).strip(" ()[]<>{}\"'?!*.,;:-–—")


def _is_marks(text: str) -> bool:
    """Whether a cell holds marks only: dashes, question marks, the marks for `as above`."""
    return not any(c.isalnum() or c in "=+@" for c in text)


def macs(text: str) -> list[str]:
    """Every MAC address in a text, as written."""
    if _MAC_BARE.match(text):
        return [text]
    return [m[0] for pattern in (_MAC_SEPARATED, _MAC_DOTTED) for m in pattern.finditer(text)]


def usual_mac(mac: str) -> str:
    """MAC address with colons where it is written with blanks or in dashed groups of four; else as it is."""
    if " " not in mac and (mac.count("-") != 2):
        return mac
    digits = re.sub(r"[^0-9A-Fa-f]", "", mac)
    return ":".join(digits[i : i + 2] for i in range(0, 12, 2))


def is_mac(text: str) -> bool:
    """Tell whether a text is one MAC address. Twelve bare digits are not: they may be any number."""
    return any(m == text for m in macs(text)) and not text.isdigit()


def device_mac(text: str) -> str:
    """First MAC address that can belong to one device, as six lower-case pairs; empty when there is none."""
    for mac in macs(text):
        digits = re.sub(r"[^0-9a-f]", "", mac.lower())
        if digits not in _BROADCAST and not int(digits[:2], 16) & 0b11:
            return ":".join(digits[i : i + 2] for i in range(0, 12, 2))
    return ""


def is_ip(text: str) -> bool:
    """Tell whether a text is an IP address, with a port or prefix length allowed."""
    return _is_address(text) or (text.count(":") == 1 and _is_address(text.partition(":")[0]))


def _is_address(text: str) -> bool:
    match = _ADDRESS.match(text)
    try:
        return bool(match and ipaddress.ip_address(match[1]))
    except ValueError:
        return False


def ip_in(text: str) -> str:
    """First IP address that stands in a text, or nothing."""
    return next(
        (word for word in re.split(r"[\s,;/()|]+", text) if word.count(".") + word.count(":") > 1 and is_ip(word)), ""
    )


def is_network_name(text: str) -> bool:
    """Tell whether a text names a host on a network: an IP address or a dotted host name. A street address does not."""
    return is_ip(text) or bool(_HOST.match(text))


def is_model_like(text: str) -> bool:
    """Tell whether a text may be a model number: it holds a digit and is no kind, size or resolution."""
    return any(c.isdigit() for c in text) and not _KIND.match(text)


def look(cell: str) -> str:
    """Coarse look of a cell: what sort of address it is, text with digits, digits or words; empty for nothing."""
    text = cleaned(cell)
    if not text:
        return ""
    for name, test in (("mac", is_mac), ("ip", is_ip), ("url", is_url)):
        if test(text):
            return name
    digits, letters = any(c.isdigit() for c in text), any(c.isalpha() for c in text)
    return "mixed" if digits and letters else "digits" if digits else "words"


def is_url(text: str) -> bool:
    """Tell whether a text is a URL."""
    return bool(_URL.match(text))


def is_stream(text: str) -> bool:
    """Tell whether a text is the URL of a video stream."""
    return bool(_STREAM.match(text))


def without_login(url: str) -> str:
    """URL without the user name and password in front of the host."""
    return _USERINFO.sub(r"\1", url)
