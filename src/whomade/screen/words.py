"""What a line is about, by its words: surveillance gear or something else, in the languages of the headers we read.

A word counts where nothing around it takes it back (`no CCTV`, `cameras not included`) and where it is no word of
another trade: a keyboard-video-mouse switch, a drain survey, a chamber of commerce, a no-volt release.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

MAX_CHARS = 20_000
"""Characters of a line that are looked through; the description of a tender has some thousands."""

_CAMERA = (
    r"cctv\w{0,2}|cameras?|(?:ip|security|wifi) ?cams?|webcams?|camcorders?|ptz|anpr|alpr|lpr|video ?surveillance"
    r"|surveillance (?:system|equipment)s?"
    r"|\w*kameras?|\w*kameran?|kamery|kamer|kamerom|\w*kamerasystem\w*|videouberwachung\w*|uberwachungsanlagen?"
    r"|videoprotection|videosurveillance|camaras?|videovigilancia|videocamaras?|cameras?|telecamer[ae]"
    r"|videosorveglianza|videomonitoramento|videobewaking|cameratoezicht|monitoring\w* wizyjn\w*"
    r"|telewizj\w+ przemyslow\w+"
    r"|guvenlik kamera\w*|\w*камер(?:а|ы|и|у|ой|ою|ам|ами|ах)?|видеонаблюдени\w*|відеоспостереженн\w*|відеокамер\w*"
    r"|teledu cylch cyfyng|kamerabevakning|kameravalvonta\w*|kamerovy\w*|terfigyelo kamera\w*|supraveghere video"
    r"|camere (?:video|de supraveghere)|kamere|\w*kameros|\w*camera's|camera(?:bewaking|systeem|systemen)"
    r"|καμερ(?:α|ας|ες|ων)|\w*كامير\w*|دورب[ىيی]ن\S*|\w{0,2}מצלמ(?:ה|ות|ת)"
)
_CAMERA_CJK = "กล้องวงจรปิด|กล้อง|कैमरा|कैमरे|摄像机|摄像头|摄影机|攝影機|攝像機|监控|監控|監視カメラ|カメラ|카메라|감시"
_RECORDER = (
    r"(?:nvr|dvr|xvr|hvr)s?|network video recorders?|digital video recorders?|video recorders?|netzwerkrekorder"
    r"|videorekorder|enregistreurs? (?:video|numerique)s?|grabador(?:es)? (?:de video|digital(?:es)?)"
    r"|videoregistrator\w*|видеорегистратор\w*|rejestrator\w* (?:wideo|ip|cctv)|gravador(?:es)? (?:de video|digital)"
    r"|(?:جهاز|اجهزة|أجهزة) تسجيل|مسجل(?:ات)? فيديو|đau ghi(?: hinh)?|καταγραφικ\w+"
)
_RECORDER_CJK = "录像机|錄影機|レコーダー|녹화기"
_DOOR = (
    r"video (?:door ?phones?|intercoms?|doorbells?)|doorbells?|intercoms?|videoportero\w*|visiophones?|videocitofon\w*"
    r"|video ?sprechanlagen?|tursprechanlagen?|домофон\w*|wideodomofon\w*"
)
_TELECOM = (
    r"routers?|modems?|smartphones?|handsets?|base stations?|antennas?|access points?|(?:network|ethernet"
    r"|poe) switch(?:es)?"
    r"|onts?|olts?|mobile phones?|two way radios?|handheld radios?|repeaters?|5g|lte|servers?|basisstation\w*"
    r"|маршрутизатор\w*"
)
_ACCESSORIES = (
    r"brackets?|mounts?|housings?|cables?|transformers?|chimes?|lens(?:es)?|tripods?|poles?|masts?|signs?|signage|push"
    r"|stickers?|power suppl\w+|batter(?:y|ies)|chargers?|adapters?|connectors?|licen[cs]es?|trainings?|courses?"
)
_PHOTO = r"eos|powershot|lumix|coolpix|cyber.?shot|handycam|gopros?|sony alpha"
"""Lines of photographers' cameras."""
_OTHER = (
    rf"(?:{_PHOTO})(?: +(?!ip|cctv|security|surveillance)[\w-]+){{0,3}}? +\w*(?:camera|kamera|cam)s?"
    rf"|(?:cameras?|kameras?)\W+(?:{_PHOTO})|{_PHOTO}"
    r"|(?:laptops?|notebooks?|chromebooks?|thinkpads?|tablets?|ipads?|iphones?)"
    r"(?:\W+(?!(?:and|plus|ip|cctv|security|surveillance|nvr|und|et|y)\b)\w+){0,10}?\W+(?:webcams?|cameras?|kameras?)"
    r"|(?:(?:cctv|ip|security|dome|bullet|ptz|surveillance|video)[\s-]+)*(?:cctv|cameras?|nvr|dvr|doorbell|intercom)"
    rf"[\s-]+(?:{_ACCESSORIES})(?!\W+incl)|(?:bike|bicycle|cycle) (?:door)?bells?"
    r"|\w*spiegelreflex\w*|systemkamera\w*|appareils? photos?(?: numeriques?)?|camaras? (?:fotografica|reflex)\w*"
    r"|fotocamer\w+|maquinas? fotografica\w*|aparat\w* fotograficzn\w*|(?:action|dash|helmet) ?cam(?:era)?s?"
    r"|(?:backup|rear ?view|parking|inspection) cameras?|ruckfahrkamera\w*|inspektionskamera\w*"
    r"|kamer[ay] inspekcyjn\w+|camera (?:body|bodies)|دوربین عکاسی|كاميرا (?:تصوير|فوتوغرافية|رقمية)"
    r"|камер[аыу] (?:холодильн|морозильн|сгоран|сушильн|автомобильн|окрасочн|покрасочн|климатическ|барокамер)\w*"
    r"|камер[аыу] для (?:велосипед|шин|колес|мотоцикл)\w*|komor\w+"
    r"|kvms?|keyboards?\W+videos?\W+(?:and\W+)?m(?:ouse|ice|onitors?)|keyboard,? video|no.?volt(?:age)? release"
    r"|(?:flight|voyage|voice|call|data|chart|seismic|event|temperature|power|accident|fault|holter|telephone"
    r"|dictation)"
    r" (?:data )?recorders?|voltage (?:restorer|regulator)s?|nvr (?:switch|voltage)\w*"
    r"|nvr-?\d*(?: under\w+)? (?:coil|relay)s?|voice loggers?"
    r"|(?:drain|sewer|pipe|manhole)\w*(?:\W+\w+){0,4}\W+(?:cctv|cameras?)"
    r"|(?:cctv|cameras?)(?:\W+\w+){0,3}\W+(?:drain|sewer|pipe|manhole)\w*"
    r"|camera (?:bags?|cases?|straps?|tripods?|lens(?:es)?|operators?|crews?|ready|da letto|doppia|singola|d albergo)"
    r"|camera (?:di commercio|dei deputati|mortuaria|bianca|iperbarica)|document cameras?|reversing cameras?"
    r"|camara(?:s)? (?:municipal|de comercio|frigorific\w*|fria"
    r"|climatica|de vacu?i?o|anecoica|de seguridad biologica|de vereadores|dos deputados|de diputados|de gas"
    r"|hiperbarica)"
    r"|(?:digital|dslr|mirrorless|slr|photo\w*|film|instant|gamma|cinema|microscope|endoscop\w*|dental) cameras?"
    r"|(?:speed|gas|cloud|wilson|streak) chambers?|cam ?shafts?|cam (?:locks?|belts?|straps?|followers?)|cad cam"
    r"|cad/cam"
    r"|endoscop\w*|borescop\w*|dvr (?:tyre|tire)s?|digitalkameras?|fotokameras?|kameratasche\w*|фотокамер\w*"
)
_OTHER_CJK = "デジタルカメラ|一眼|数码相机|カメラバッグ"
_NOT_BEFORE = (
    r"\b(?:no(?![.\s-]*\d)|not|nor|never|without|excluding|excludes?|except|excl|kein\w*|ohne|nicht|sans|pas de|hors"
    r"|sin|excepto|senza|esclus\w*|sem|zonder|geen|bez|без|не|кроме|olmadan|utan|ingen|uden|ilman|nelkul|fara"
    r"|بدون|دون|ללא|בלי|χωρις|tanpa|khong"
    r"|instead of|other than|free of)[\s-]+"
    r"(?:(?:any|an?|the|ip|cctv|ptz|dome|surveillance|security|video|network|digital|analog\w*|ein\w*|des?|du|las?"
    r"|los|les?|di|del|el|integrated|built[\s-]in|vorhandene\w*)[\s-]+){0,3}?(?=(?:{words})\b)"
)
"""A negator and what may stand between it and the thing: any other word is what is negated (`without audio`)."""
_NOT_AFTER = (
    r"(?:[\s-]+(?!(?:{words})\b)\w+){0,2}?[\s,:(-]+(?:(?:are|is|be)\W+)?(?:(?:not|nicht|non|no)\W+(?:be\W+)?(?:included|required|provided"
    r"|supplied|needed|part|in scope|"
    r"permitted|allowed|accepted|enthalten|inbegriffen|erforderlich|inclus\w*|incluid\w*|compres\w*)"
    r"|nie (?:wchodz\w+ w zakres|sa objet\w+)"
    r"|excluded|prohibited|banned|by others|bauseits)"
)
_NOT_CJK = re.compile(
    rf"(?:不含|不包括|无|無|なし)(?:{_CAMERA_CJK}|{_RECORDER_CJK})|(?:{_CAMERA_CJK}|{_RECORDER_CJK})(?:なし|不含|除外)"
)
_SHAPE = re.compile(r"(?<!\w)(?:bullet|(?:mini|speed)?[ -]?dome|turret|eyeball|fisheye)s?(?!\w)")
_MEASURE = re.compile(
    r"\d ?(?:mp|megapixels?)(?!\w)|(?<!\w)(?:onvif|poe|wdr|varifocal)(?!\w)|h\.?26[45](?!\d)|(?<!\w)ir ?\d+ ?m(?!\w)"
)
_NEUTRAL = (
    r"ip|network|netzwerk|hd|uhd|4k|indoor|outdoor|white|black|wired|wireless|wi-?fi|ir|ai|colou?r|vandal|analogue?|pcs?|qty|x"
    r"|\d+(?:[.,]\d+)?(?: ?(?:mm|cm|tb|ch|channels?|kanal|canaux|ports?|x|pcs))?"
)
"""Words of an offer that change nothing of what is offered."""
EQUIVALENT = re.compile(
    r"\b(?:or|and|oder|ou|o|of|lub|albo|или|eller|tai|vagy|sau)\W+(?:an?\W+|approved\W+)?(?:equal|equivalents?"
    r"|similar|gleichwertig\w*"
    r"|equivalent\w*|similaire\w*|similar\w*|gelijkwaardig\w*|rownowazn\w*|аналог\w*|эквивалент\w*|likvardig\w*"
    r"|vastaava\w*"
    r"|ekvivalent\w*)|或同等|同等品|相当品"
    r"|\b(?:equal|equivalent|similar|comparable)\s+(?:to|with)\b|\bgleichwertig\s+(?:zu|mit)\b"
)
"""Says that a brand is named as an example."""
CPV = {
    "32323500": "camera", "35125300": "camera", "35125000": "camera", "32323300": "camera", "35125100": "camera",
    "92222000": "camera", "38651600": "", "32333200": "recorder", "42961100": "",
}  # fmt: skip
"""Codes of the Common Procurement Vocabulary that name surveillance gear. Source: Regulation (EC) 213/2008."""


_BARE = frozenset({"nvr", "dvr", "nvrs", "dvrs", "hvr", "xvr"})
"""Abbreviations that other trades have too: beside a word of theirs they are theirs."""


_LETTERS: dict[int, str] = {ord("ł"): "l", ord("ı"): "i", ord("ø"): "o"}


class About(NamedTuple):
    """What a text is about: `camera`, `recorder`, `intercom`, `telecom` or nothing, the word that says so, and words
    of another trade or a negation that were met.
    """

    product: str
    word: str = ""
    other: str = ""
    negated: str = ""


def plain(text: str) -> str:
    """Text without case and Latin accents, in one form, with words left where they are.

    >>> plain("Caméra  IP Überwachung")
    'camera  ip uberwachung'
    """
    if text.isascii():
        return text[:MAX_CHARS].lower()
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text[:MAX_CHARS]).casefold())
    kept = "".join(c for c in bare if not ("\u0300" <= c <= "\u036f" and c != "\u0306"))
    return unicodedata.normalize("NFC", kept.translate(_LETTERS))


def about(text: str) -> About:
    """Tell what a text is about.

    >>> about("4MP IP dome camera, outdoor").product, about("Boiler room, no CCTV").product
    ('camera', '')
    >>> about("8-port KVM switch").product, about("Câmara Municipal de Lisboa").product
    ('', '')
    """
    said = plain(text)
    if not _any_pattern().search(said):
        return _by_shape(said)
    other = _other_pattern().search(said)
    rest = _other_pattern().sub(" § ", said) if other else said
    negated = _negation().search(rest) or _NOT_CJK.search(rest)
    rest = _NOT_CJK.sub(" ", _negation().sub(" ", rest)) if negated else rest
    for product, pattern in _products():
        if (hit := pattern.search(rest)) and not (other and hit[0] in _BARE):
            return About(product, hit[0], other[0] if other else "", negated[0] if negated else "")
    if not other and not negated:
        return _by_shape(said)
    return About("", "", other[0] if other else "", negated[0] if negated else "")


def _by_shape(said: str) -> About:
    """A camera that is named by its shape, with a measure that only cameras have: `8MP bullet, PoE`."""
    shape = _SHAPE.search(said)
    return About("camera", shape[0]) if shape and _MEASURE.search(said) else About("")


@cache
def _products() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (product, re.compile(rf"(?<!\w)(?:{latin})(?!\w)" + (f"|{cjk}" if cjk else "")))
        for product, latin, cjk in (
            ("recorder", _RECORDER, _RECORDER_CJK),
            ("intercom", _DOOR, ""),
            ("camera", _CAMERA, _CAMERA_CJK),
            ("telecom", _TELECOM, ""),
        )
    )


def says_no_more(text: str) -> bool:
    """Tell whether a text names our things, their shapes and measures, and says nothing else of them.

    >>> says_no_more("4MP IP dome camera, 2.8 mm"), says_no_more("camera, to replace")
    (True, False)
    """
    return not any(map(str.isalnum, _bare_words().sub(" ", plain(text))))


@cache
def _bare_words() -> re.Pattern[str]:
    ours = f"{_CAMERA}|{_RECORDER}|{_DOOR}|{_NEUTRAL}"
    return re.compile(rf"(?<!\w)(?:{ours})(?!\w)|{_CAMERA_CJK}|{_RECORDER_CJK}|{_SHAPE.pattern}|{_MEASURE.pattern}")


@cache
def _any_pattern() -> re.Pattern[str]:
    """A quick look: a text without any of these has nothing to do with our things."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in (*_products(), ("", _other_pattern()))))


@cache
def _other_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_OTHER})(?!\w)|{_OTHER_CJK}")


@cache
def _negation() -> re.Pattern[str]:
    words = f"{_CAMERA}|{_RECORDER}|{_DOOR}"
    before, after = (text.replace("{words}", words) for text in (_NOT_BEFORE, _NOT_AFTER))
    more = rf"(?:\s+(?:or|nor|ni|ou|oder|noch|lub|или|nebo)\s+(?:{words}))*"
    return re.compile(rf"{before}(?:{words}){more}(?!\w)|(?<!\w)(?:{words}){after}(?!\w)")
