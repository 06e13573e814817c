"""The words by which people and devices call a field, in seven languages. Helper without kinds.

Keys are compared without case, accents and punctuation (`S/N`, `s n` and `SN` are one key).
"""

from __future__ import annotations

import unicodedata
from functools import cache

NOTHING = ""
"""Field of keys that are understood and carry no signal (an address, a place, a price)."""

SYNONYMS: dict[str, str] = {
    "label.brand": (
        "brand | brand name | make | maker | manufacturer | vendor | vendor name | mfr | mfg | "
        "manufacturer name | marke | hersteller | herstellername | marca | fabricante | marque | fabricant | "
        "constructeur | marka | producent | 品牌 | 厂商 | 厂家 | 制造商 | 生产厂家 | 生产商"
    ),
    "label.model": (
        "model | model number | model no | model nr | model name | device | device model | device type | "
        "product | product model | camera model | part number | listed for | modell | modellnummer | "
        "modellbezeichnung | typenbezeichnung | modelo | numero de modelo | modele | numero de modele | "
        "model urzadzenia | nazwa modelu | 型号 | 产品型号 | 设备型号"
    ),
    "serial": (
        "serial | serial number | serial no | serial nr | serialno | sn | s n | device sn | device serial | "
        "seriennummer | serien nr | serie | numero de serie | n de serie | num serie | numer seryjny | "
        "nr seryjny | 序列号 | 设备序列号"
    ),
    "mac": (
        "mac | mac address | mac addr | macaddr | ethernet address | hardware address | hw address | "
        "hwaddr | physical address | wifi mac | lan mac | mac adresse | direccion mac | adresse mac | "
        "endereco mac | adres mac | mac地址 | 物理地址"
    ),
    "label.fcc_id": ("fcc id | fccid | fcc"),
    "firmware.version": (
        "firmware | firmware version | fw | fw version | fw ver | software version | software | sw version | "
        "firmware release | firmwareversion | firmwarestand | softwareversion | version de firmware | "
        "version del firmware | version du firmware | version du micrologiciel | micrologiciel | "
        "versao do firmware | versao de firmware | wersja firmware | wersja oprogramowania | "
        "oprogramowanie | 固件 | 固件版本 | 软件版本"
    ),
    "hardware_id": (
        "hwid | hw id | hardware id | hardwareid | board | board id | board name | hw name | mainboard | "
        "pcb | hardware | hardware version id | platine | placa | carte mere | plyta glowna | 主板 | "
        "硬件id | 板号"
    ),
    "made_on": (
        "made on | made | manufactured | manufactured on | manufacture date | manufacturing date | "
        "date of manufacture | production date | produced on | mfg date | herstellungsdatum | "
        "produktionsdatum | baujahr | fecha de fabricacion | date de fabrication | data de fabricacao | "
        "data produkcji | 生产日期 | 出厂日期 | 制造日期"
    ),
    "soc": ("soc | chip | chipset | processor | cpu | 芯片 | 主控"),
    "module": ("module | wifi | wifi module | wifi chip | radio module | wlan modul | modulo wifi"),
    "firmware.file": ("firmware file | firmware image | firmware filename | image file | 固件文件"),
    "cloud.host": ("ota host | ota server | cloud host | cloud server | p2p server"),
    "rtsp_path": (
        "stream | stream url | rtsp | rtsp url | rtsp path | rtsp stream | main stream | sub stream | 主码流 | 子码流"
    ),
    "http_path": ("http | http path | http url | snapshot | snapshot url | snapshot uri"),
    "works_with": (
        "protocol | driver | device driver | camera driver | integration | device pack | works with | managed with | "
        "protokoll | treiber | protocolo | controlador | protocole | pilote | protokol | sterownik | 协议 | "
        "接入协议 | 驱动"
    ),
    "label.text": (
        "description | note | notes | comment | comments | remark | remarks | text | summary | title | "
        "bemerkung | bemerkungen | beschreibung | observaciones | descripcion | observacoes | descricao | "
        "remarque | remarques | opis | uwagi | 备注 | 说明"
    ),
    NOTHING: (
        "id | asset | asset tag | name | camera name | channel | ip | ip address | address | host | "
        "hostname | location | site | building | room | floor | status | port | ports | quantity | qty | "
        "price | date | purchase date | owner | url | source | standort | ubicacion | emplacement | "
        "localizacao | lokalizacja | adresse ip | ip adresse | 位置 | ip地址 | 名称"
    ),
}
"""Field by field, the keys that mean it."""


def normal(key: str) -> str:
    """Give a key without case, accents and punctuation.

    Example:
        >>> normal("Número_de série")
        'numero de serie'
    """
    bare = unicodedata.normalize("NFKD", key[:80].casefold().replace("ł", "l"))
    kept = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(kept.split())


def field_of(key: str) -> str | None:
    """Give the field that a key means, `NOTHING` for one without signal, None for an unknown one."""
    return _by_key().get(normal(key).replace(" ", ""))


@cache
def _by_key() -> dict[str, str]:
    return {normal(word).replace(" ", ""): field for field, words in SYNONYMS.items() for word in words.split("|")}
