"""The words above the columns of device lists, in the languages in which people keep them.

A table, not a rule: add a word here when a real list uses it. Words are compared without case, accents and punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = (
    "asset",
    "brand",
    "model",
    "brand_model",
    "serial",
    "mac",
    "firmware",
    "fcc_id",
    "made_on",
    "address",
    "stream_url",
    "name",
    "site",
    "driver",
    "note",
)
"""What a column can be read as: the FIELD of `--map FIELD=COLUMN`."""

WORDS: dict[str, str] = {
    "asset": (
        "asset | asset id | asset tag | asset no | asset number | asset key | device id | camera id | cam id | "
        "unit id | equipment id | inventory id | inventory no | inventory number | tag | tag number | id | "
        "uid | camera no | camera number | inventarnummer | inventarnr | inventar nr | gerate id | gerate nr | "
        "kamera id | kamera nr | kameranummer | anlagennummer | numero d inventaire | n d inventaire | "
        "id equipement | identifiant | id camera | numero de inventario | n inventario | id camara | "
        "identificador | id dispositivo | patrimonio | numero de patrimonio | numero inventario | "
        "inventarisnummer | apparaat id | numer inwentarzowy | nr inwentarzowy | id urzadzenia | nr kamery | "
        "demirbas no | envanter no | cihaz no | kamera no | инвентарный номер | инв номер | идентификатор | "
        "id камеры | номер камеры | 资产编号 | 设备编号 | 摄像机编号 | 编号 | 設備編號 | 資産番号 | 管理番号 | "
        "機器番号 | 자산번호 | 관리번호"
    ),
    "brand": (
        "brand | brand name | make | maker | manufacturer | manufacturer name | vendor | vendor name | mfr | "
        "mfg | marke | hersteller | herstellername | fabrikat | marque | fabricant | constructeur | marca | "
        "fabricante | produttore | costruttore | merk | fabrikant | marka | producent | uretici | "
        "uretici firma | производитель | марка | бренд | изготовитель | vyrobce | znacka | tillverkare | "
        "marke namn | varumarke | valmistaja | merkki | produsent | merke | gyarto | producator | "
        "κατασκευαστης | виробник | 品牌 | 厂商 | 厂家 | 制造商 | 生产厂家 | 生产商 | 廠牌 | 製造商 | "
        "メーカー | メーカ | ブランド | 製造元 | 제조사 | 브랜드 | 제조업체"
    ),
    "model": (
        "model | model number | model no | model nr | model name | model id | device model | camera model | "
        "product model | product | product name | part number | part no | mpn | manufacturer part number | "
        "manufacturer part no | manufacturer model number | manufacturer model no | vendor model number | "
        "type number | modell | modellnummer | modellbezeichnung | typenbezeichnung | "
        "modele | reference | numero de modele | modelo | numero de modelo | modello | codice modello | "
        "modelnummer | typenummer | model urzadzenia | nazwa modelu | model adi | модель | модель камеры | "
        "malli | modellnamn | tipus | 型号 | 产品型号 | 设备型号 | 型號 | 型番 | 型式 | 機種 | モデル | 모델 | "
        "모델명"
    ),
    "brand_model": (
        "brand model | make model | manufacturer model | vendor model | maker model | marca modelo | "
        "marke modell | hersteller modell | hersteller typ | fabrikat typ | marque modele | marca modello | "
        "merk model | merk type | marka model | producent model | марка модель | 品牌型号 | 品牌型號 | 廠牌型號"
    ),
    "serial": (
        "serial | serial number | serial no | serial nr | serialno | sn | s n | n s | device sn | device serial | "
        "seriennummer | serien nr | seriennr | serie nr | numero de serie | n de serie | no de serie | "
        "num serie | n serie | numero di serie | matricola | seriale | serienummer | numer seryjny | "
        "nr seryjny | seri no | seri numarasi | серийный номер | заводской номер | seriove cislo | "
        "sarjanumero | sorozatszam | 序列号 | 设备序列号 | 序號 | 序列號 | シリアル番号 | シリアル | 製造番号 | "
        "시리얼 번호 | 일련번호"
    ),
    "mac": (
        "mac | mac address | mac addr | macaddr | mac id | hardware address | hw address | hwaddr | "
        "ethernet address | physical address | lan mac | wifi mac | mac adresse | adresse mac | direccion mac | "
        "endereco mac | indirizzo mac | mac adres | adres mac | mac adresi | mac адрес | мак адрес | "
        "fysieke adres | mac地址 | 物理地址 | 网卡地址 | macアドレス | mac 주소"
    ),
    "firmware": (
        "firmware | firmware version | fw | fw version | fw ver | software version | sw version | "
        "firmwareversion | firmwarestand | softwareversion | version firmware | version du firmware | "
        "micrologiciel | version del firmware | version de firmware | versao do firmware | versione firmware | "
        "firmwareversie | wersja firmware | wersja oprogramowania | firmware surumu | yazilim surumu | "
        "прошивка | версия прошивки | версия по | 固件 | 固件版本 | 软件版本 | 韌體版本 | ファームウェア | "
        "ファームウェアバージョン | 펌웨어 | 펌웨어 버전"
    ),
    "fcc_id": ("fcc id | fccid | fcc | fcc identifier"),
    "made_on": (
        "made on | manufactured | manufactured on | manufacture date | manufacturing date | "
        "date of manufacture | production date | produced on | mfg date | herstellungsdatum | "
        "produktionsdatum | baujahr | date de fabrication | fecha de fabricacion | data de fabricacao | "
        "data di produzione | productiedatum | data produkcji | uretim tarihi | дата производства | "
        "дата выпуска | 生产日期 | 出厂日期 | 制造日期 | 製造日期 | 製造年月 | 製造日 | 제조일자"
    ),
    "address": (
        "ip | ip address | ipaddress | ip adr | ipv4 | ipv4 address | ipv6 address | ip addr | camera ip | device ip | "
        "host | hostname | host name | address | network address | primary ip | ip adresse | adresse ip | "
        "adresse | direccion ip | direccion | endereco ip | endereco | indirizzo ip | indirizzo | ip adres | "
        "adres ip | adres | ip adresi | ip адрес | ip адреса | адрес | ip osoite | ip cim | ip地址 | 地址 | "
        "设备ip | ip位址 | ipアドレス | アドレス | ip 주소"
    ),
    "stream_url": (
        "stream | stream url | streaming url | rtsp | rtsp url | rtsp uri | rtsp path | rtsp stream | "
        "rtsp link | rtsp address | video url | main stream | live url | flux | flux rtsp | url du flux | "
        "url de flujo | url de transmision | url do stream | strumien | adres strumienia | поток | "
        "ссылка на поток | 主码流 | 码流地址 | 视频流地址 | 串流網址 | ストリーム | ストリームurl | 스트림"
    ),
    "name": (
        "name | camera name | device name | display name | label | location name | title | gerate name | "
        "geratename | kameraname | bezeichnung | nom | nom de la camera | nombre | nombre de camara | nome | "
        "nome da camera | nome telecamera | naam | cameranaam | nazwa | nazwa kamery | ad | adi | kamera adi | "
        "название | имя | наименование | имя камеры | nazev | namn | nimi | nev | 名称 | 设备名称 | "
        "摄像机名称 | 名稱 | 名前 | カメラ名 | 이름 | 카메라명"
    ),
    "site": (
        "site | site name | site id | building | campus | facility | branch | store | plant | "
        "gebaude | standort | "
        "filiale | werk | batiment | agence | sitio | edificio | sede | sucursal | predio | filial | "
        "stabilimento | gebouw | vestiging | vestigingsnaam | obiekt | budynek | "
        "oddzial | tesis | bina | sube | объект | здание | площадка | филиал | budova | "
        "toimipaikka | telephely | 站点 | 园区 | 楼宇 | 建筑 | 分店 | 拠点 | 現場 | 사이트 | 건물"
    ),
    "driver": (
        "driver | drivers | device driver | camera driver | vms driver | driver name | device pack | integration | "
        "protocol | camera protocol | device protocol | treiber | kameratreiber | protokoll | pilote | protocole | "
        "controlador | protocolo | protocollo | protokol | sterownik | драйвер | протокол | 驱动 | 协议 | 接入协议 | "
        "プロトコル | 프로토콜"
    ),
    "note": (
        "note | notes | nota | notas | comment | comments | remark | remarks | description | bemerkung | bemerkungen | "
        "kommentar | beschreibung | notiz | remarque | remarques | commentaire | observaciones | comentarios | "
        "descripcion | observacoes | descricao | note aggiuntive | descrizione | opmerking | opmerkingen | "
        "omschrijving | uwagi | opis | aciklama | not | notlar | примечание | примечания | комментарий | "
        "описание | poznamka | popis | anteckning | huomautus | megjegyzes | 备注 | 说明 | 備註 | 備考 | 説明 | "
        "비고 | 설명"
    ),
}
"""Field → the words that head its column (en de fr es pt it nl pl tr ru zh ja ko and some more)."""

HEADER_WORDS = 6
"""A longer text is a sentence; words inside it do not make it a header."""

_TYPES_TEXT = (
    "type | typ | tipo | art | тип | 类型 | type of camera | device type | camera type | geratetyp | kameratyp | "
    "type de camera | tipo de camara | tipo camara | typ kamery"
)
_THINGS_TEXT = (
    "camera | cameras | kamera | kameras | camara | camaras | telecamera | device | gerat | equipo | equipment | "
    "dispositivo | appareil | equipement | apparaat | toestel | urzadzenie | cihaz | камера | устройство | "
    "摄像机 | 设备 | 設備 | カメラ | 機器 | 카메라 | 장비"
)
_COUNTERS_TEXT = (
    "nr | no | num | number | nummer | numero | n | lfd nr | lfdnr | lfd | laufende nummer | pos | position nr | "
    "item | item no | s no | sl no | sr no | row | zeile | lp | sira | sira no | п п | номер | 序号 | 번호"
)
_PLACES_TEXT = (
    "location | locations | installation location | mounting location | place | position | area | room | zone | "
    "lage | ort | einbauort | montageort | installationsort | raum | bereich | ubicacion | lugar | zona | "
    "emplacement | lieu | localisation | ubicazione | posizione | localizacao | local | locatie | plaats | "
    "lokalizacja | miejsce | umiejscowienie | konum | yer | место | место установки | расположение | lokalita | "
    "umisteni | plats | sijainti | sted | placering | 位置 | 安装位置 | 安裝位置 | 場所 | 設置場所 | 위치 | 설치 위치"
)
_DEVICE_TEXT = "camera cam kamera camara telecamera device gerat equipo cctv ip name number nr no"
_ONLY_WHOLE_TEXT = (
    "ip id ad adi not art tag host fcc fw sn name nom nome naam nev nazwa label title address adresse adres "
    "direccion endereco indirizzo адрес 地址 uid mfg make product reference flux stream site store plant marka "
    "编号 名称 名前 場所 序號 nombre description opis popis note notes comment comments branch building "
    "obiekt marca merk marke lage mpn"
)
ONLY_WHOLE = frozenset(_ONLY_WHOLE_TEXT.split())
"""Words that count only when they are the whole header: inside a longer one they mean something else (`IP rating`)."""

_FOREIGN_TEXT = (
    "switch gateway router dns ntp server nvr dvr vms uplink mask subnet netmask broadcast wan proxy lens "
    "objective objektiv sd hdd disk disc card sim modem license licence warranty garantie installer installed "
    "supplier lieferant fournisseur proveedor fornecedor fornitore leverancier dostawca contractor power poe psu "
    "housing bracket mount replaced replacement previous old former alt ancien anterior original client recorder "
    "rekorder screenshot street mail email parent vlan removed replaces replacing retired scrapped decommissioned "
    "compatible banned excluded prohibited not non without alte alter altes alten alter ersetzt ersetzte ersetzter "
    "ersetztes entfernt entfernte ausgebaut vorherige vorheriger fruhere fruherer ancienne anciens remplace remplacee "
    "retire retirado retirada reemplazado sustituido antiguo antigua antigo antiga substituido sostituito rimosso "
    "vecchio vecchia vervangen oude oud verwijderd stary stara usuniety zastapiony eski kaldirilan "
    # columns that `whomade screen` added: an answer is no evidence
    "whomade"
)
FOREIGN = frozenset(_FOREIGN_TEXT.split())
"""Words that make a column speak about something other than the device of the row (`switch MAC`, `lens make`)."""

_JOINT = re.compile(r"[/\\|&+,;()\[\]、・及和與与]|\b(?:and|und|y|e|et|i|en|ve|и|och|og|ja|és|oraz|plus)\b")
"""What stands between two words of one header: `Make & Model`, `Marca y modelo`."""

_SPECIAL = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae"})


def normal(header: str) -> str:
    """Header without case, accents and punctuation.

    Example:
        >>> normal("Numéro_de  SÉRIE:")
        'numero de serie'
    """
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", header[:200]).casefold().translate(_SPECIAL))
    kept = unicodedata.normalize("NFC", "".join(c for c in bare if not _is_accent(c)))
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def _is_accent(character: str) -> bool:
    # Japanese sound marks and the Russian short i are letters of their own: only Latin and Greek accents go.
    return "\u0300" <= character <= "\u036f" and character != "\u0306"


def is_foreign(header: str) -> bool:
    """Tell whether a header speaks about something other than the device of the row."""
    return not FOREIGN.isdisjoint(normal(header).split())


def is_vague(header: str) -> bool:
    """Tell whether a header is one of those words that mean a field only where the values below it agree."""
    return normal(header) in _vague()


def fields_named(cells: Iterable[str]) -> set[str]:
    """Fields that the cells of a row name, were it a header: the best one of each cell."""
    scores = filter(None, map(field_scores, cells))
    return {max(sorted(found), key=lambda f: found[f]) for found in scores}


@lru_cache(maxsize=4096)
def field_scores(header: str) -> dict[str, int]:
    """Every field a header may mean, with how well it fits: the whole header 1000, a part of it the part's length."""
    text = normal(header)
    if not text or is_foreign(text):
        return {}
    if text == "id":
        return {"asset": 1000, "name": 1}
    if found := _vague().get(text):
        return found
    whole = _words().get(text)
    if whole:
        return {whole: 1000}
    if text.count(" ") >= HEADER_WORDS:
        return {}
    return _joined(header) or _inside(text)


def _joined(header: str) -> dict[str, int]:
    """Fields of a header that names two things in one column: brand and model, or MAC and IP address."""
    if {"mac", "ip"} <= set(normal(header).split()):
        return {"mac": 900, "address": 900}
    parts = [part for text in _JOINT.split(header.casefold()) if (part := normal(text))]
    meant = {_part(part) for part in parts if part not in _DEVICE}
    return {"brand_model": 1000} if meant == {"brand", "model"} else {}


def _part(text: str) -> str:
    """Field that one part of a header with two means, or nothing."""
    scores = {"model": 1} if text in _TYPES else {_words()[text]: 1} if text in _words() else _inside(text)
    return next(iter(scores)) if len(scores) == 1 else ""


def _inside(text: str) -> dict[str, int]:
    inside = [(field, len(word)) for word, field in _words().items() if word not in ONLY_WHOLE and _holds(text, word)]
    best = max((size for _, size in inside), default=0)
    return {field: size for field, size in inside if size == best}


def _holds(text: str, word: str) -> bool:
    return f" {word} " in f" {text} " if word.isascii() else word in text


@cache
def _words() -> dict[str, str]:
    return {normal(word): field for field, words in WORDS.items() for word in words.split("|")}


def _listed(text: str) -> frozenset[str]:
    return frozenset(normal(word) for word in text.split("|"))


_TYPES = _listed(_TYPES_TEXT)
_DEVICE = frozenset(_DEVICE_TEXT.split())


@cache
def _vague() -> dict[str, dict[str, int]]:
    """Headers that may mean one thing or another, with the fields in order; what the values are decides."""
    return (
        {word: {"model": 1} for word in _TYPES}
        | {word: {"asset": 400, "name": 100} for word in _listed(_COUNTERS_TEXT)}
        | {word: {"asset": 500, "name": 450} for word in _listed(_THINGS_TEXT)}
        | {word: {"name": 300} for word in _listed(_PLACES_TEXT)}
    )
