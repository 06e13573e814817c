"""What a cell is by its shape alone: a MAC address, an IP address, a URL, or nothing at all."""

from __future__ import annotations

import ipaddress
import re

_MAC_SEPARATED = re.compile(r"(?i)(?<![0-9a-f:.-])(?:[0-9a-f]{2}([:\- ]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9a-f:-])")
_MAC_DOTTED = re.compile(r"(?i)(?<![0-9a-f.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9a-f.])")
_MAC_BARE = re.compile(r"(?i)^[0-9a-f]{12}$")
_ADDRESS = re.compile(r"^\[?([0-9a-fA-F:.%\w]+?)\]?(?:/\d{1,3})?$")
_HOST = re.compile(r"(?i)^(?=.*[a-z])[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?(?::\d{1,5})?$")
_URL = re.compile(r"(?i)^[a-z][a-z0-9+.-]{1,15}://\S+$")
_STREAM = re.compile(r"(?i)^(?:rtsps?|rtmp|rtspu)://\S+$")
_USERINFO = re.compile(r"(?i)^([a-z][a-z0-9+.-]{1,15}://)[^/?#\s]*@")

_NOTHING_TEXT = (
    "- -- --- . / ? ?? x n/a na n.a. n.a n/d nd s/n #n/a #ref! #value! #name? #null! none null nil nan unknown "
    "unbek. tbd tba tbc todo empty leer unbekannt keine kein ohne inconnu inconnue aucun aucune desconocido "
    "desconocida ninguno ninguna sin-datos desconhecido nenhum sconosciuto nessuno onbekend geen nieznany brak "
    "bilinmiyor yok неизвестно нет ukjent okand okänd ukendt tuntematon neznámý neznamy 未知 无 無 不明 なし "
    "알수없음 없음 0.0.0.0 :: dhcp static 00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 00-00-00-00-00-00 ff-ff-ff-ff-ff-ff "
    "000000000000 0000.0000.0000 ffffffffffff"
)
NOTHING = frozenset(_NOTHING_TEXT.split())
"""Words that people and programs write where they know nothing. Read as an empty cell."""

_BROADCAST = frozenset({"000000000000", "ffffffffffff"})


def cleaned(cell: str) -> str:
    """Cell without blanks around it; empty when it only says that nothing is known."""
    text = cell.strip().strip("\u00a0\u200b\ufeff").strip()
    return "" if text.casefold() in NOTHING else text


def macs(text: str) -> list[str]:
    """Every MAC address in a text, as written."""
    if _MAC_BARE.match(text):
        return [text]
    return [m[0] for pattern in (_MAC_SEPARATED, _MAC_DOTTED) for m in pattern.finditer(text)]


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


def is_network_name(text: str) -> bool:
    """Tell whether a text names a host on a network: an IP address or a dotted host name. A street address does not."""
    return is_ip(text) or bool(_HOST.match(text))


def is_url(text: str) -> bool:
    """Tell whether a text is a URL."""
    return bool(_URL.match(text))


def is_stream(text: str) -> bool:
    """Tell whether a text is the URL of a video stream."""
    return bool(_STREAM.match(text))


def without_login(url: str) -> str:
    """URL without the user name and password in front of the host."""
    return _USERINFO.sub(r"\1", url)
