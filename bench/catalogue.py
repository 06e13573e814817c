"""A seeded catalogue of surveillance goods and titles as sellers write them, with the right answer to each.

All numbers are made up by rules; brands are invented words. Noise, each title apart:

- spelling: case kept, lower or upper; hyphens kept, dropped, or written as blanks or slashes
- brand in front (60 %), behind (15 %), or absent (25 %)
- two to six filler words in eight languages, a lens or a resolution behind the number in a third of the titles
- a slip in 6 %: two neighbours swapped, a character dropped or doubled, `0` typed as `O` or `1` as `I`
- 15 % name no model of the catalogue: goods without a number, numbers of other trades, and numbers that differ from one
  of the catalogue by a digit or by an option at the end
"""

from __future__ import annotations

import random
from typing import NamedTuple

from whomade.attribute.titles import Model, key_of

_FILLERS_TEXT = (
    "camera dome bullet turret outdoor indoor ip poe network kamera aussen netzwerkkamera überwachungskamera caméra "
    "extérieure réseau cámara exterior domo telecamera esterno kamera zewnętrzna kopułkowa камера уличная купольная "
    "摄像机 半球 ネットワークカメラ 屋外 recorder nvr kit white black with bracket new incl. install"
)
FILLERS = _FILLERS_TEXT.split()
_SYLLABLES_TEXT = "ba ce di fo gu ha ke li mo nu pa re so tu va we xi yo za"
MEASURES = ("2.8mm", "4mm", "3.6mm", "4MP", "8MP", "2 MP", "1080p", "IP67", "12V", "30m IR", "8ch", "2TB")
STRANGERS = ("HP LaserJet M404dn", "Dell R740xd", "Bosch GSR 18V-55", "ISO 9001:2015", "EN 54-24", "RJ45 CAT6A 305m")
LETTERS = "ABCDEFGHKLMNPRTVWXZ"


class Title(NamedTuple):
    """A title and the model it names, or None."""

    text: str
    right: Model | None


class Family(NamedTuple):
    """How one invented brand spells: parts of a prefix, a body, digits, options."""

    brand: str
    prefixes: tuple[str, ...]
    digits: int
    options: tuple[str, ...]


def catalogue(size: int, seed: int = 20261125) -> list[Model]:
    """Give models of some 60 invented brands, all different in spelling-free form."""
    chance = random.Random(seed)  # noqa: S311  a seeded catalogue, no secret
    families = [_family(chance, number) for number in range(60)]
    models: dict[str, Model] = {}
    while len(models) < size:
        family = chance.choice(families)
        body = "".join(chance.choice("0123456789") for _ in range(family.digits))
        name = f"{chance.choice(family.prefixes)}{body}{chance.choice(family.options)}"
        models.setdefault(key_of(name), Model(family.brand, name))
    return list(models.values())


def _family(chance: random.Random, number: int) -> Family:
    syllables = _SYLLABLES_TEXT.split()
    brand = "".join(chance.choice(syllables) for _ in range(3)).capitalize() + ("tec" if number % 3 else "")
    lead = "".join(chance.choice(LETTERS) for _ in range(chance.choice((2, 3))))
    bodies = [f"{chance.choice('234567')}{chance.choice(LETTERS)}{chance.choice(LETTERS)}" for _ in range(4)]
    joint = chance.choice(("-", "-", ""))
    options = ("", *(f"-{chance.choice(LETTERS)}{chance.choice(('', 'S', 'W'))}" for _ in range(5)))
    return Family(brand, tuple(f"{lead}{joint}{body}" for body in bodies), chance.choice((3, 4, 4)), options)


def titles(models: list[Model], count: int, seed: int = 7) -> list[Title]:
    """Give titles about models drawn at random, with noise as the module says."""
    chance = random.Random(seed)  # noqa: S311
    known = {key_of(model.model) for model in models}
    return [_title(chance, models, known) for _ in range(count)]


def _title(chance: random.Random, models: list[Model], known: set[str]) -> Title:
    model = chance.choice(models)
    if chance.random() < 0.15:
        return Title(_dressed(chance, model.brand, _stranger(chance, model, known)), None)
    number = _spelled(chance, model.model)
    if chance.random() < 0.06:
        number = _slipped(chance, number, known, key_of(model.model))
    return Title(_dressed(chance, model.brand, number), model)


def _stranger(chance: random.Random, model: Model, known: set[str]) -> str:
    """No number, a number of another trade, or one beside a model of the catalogue that is none itself."""
    kind = chance.random()
    if kind < 0.3:
        return ""
    if kind < 0.5:
        return chance.choice(STRANGERS)
    while True:
        if kind < 0.85:
            places = [i for i, c in enumerate(model.model) if c.isdigit()]
            at = chance.choice(places)
            name = model.model[:at] + chance.choice("0123456789") + model.model[at + 1 :]
        else:
            name = model.model + chance.choice(LETTERS)
        if key_of(name) not in known:
            return _spelled(chance, name)
        kind = chance.uniform(0.5, 1.0)
        model = model._replace(model=model.model if kind < 0.85 else name)


def _spelled(chance: random.Random, name: str) -> str:
    joint = chance.choice(("-", "-", "-", "", " ", "/"))
    name = name.replace("-", joint)
    return chance.choice((name, name, name.lower(), name.upper()))


def _slipped(chance: random.Random, number: str, known: set[str], own: str) -> str:
    """One slip that does not spell another model of the catalogue: nobody could tell that apart."""
    for _ in range(20):
        kind, at = chance.choice(("swap", "drop", "double", "lookalike")), chance.randrange(1, len(number) - 1)
        if kind == "swap":
            slipped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        elif kind == "drop":
            slipped = number[:at] + number[at + 1 :]
        elif kind == "double":
            slipped = number[:at] + number[at] + number[at:]
        else:
            slipped = number.replace("0", "O", 1).replace("1", "I", 1)
        if key_of(slipped) not in known - {own}:
            return slipped
    return number


def _dressed(chance: random.Random, brand: str, number: str) -> str:
    where = chance.random()
    shown = chance.choice((brand, brand.upper(), brand.lower()))
    words = [chance.choice(FILLERS) for _ in range(chance.randint(2, 6))]
    behind = [chance.choice(MEASURES)] if chance.random() < 0.33 else []
    core = [shown, number] if where < 0.6 else [number, *behind, shown] if where < 0.75 else [number]
    cut = chance.randint(0, len(words))
    return " ".join(filter(None, [*words[:cut], *core, *behind, *words[cut:]]))
