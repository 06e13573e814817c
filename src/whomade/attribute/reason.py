"""Signals of one device to attributions, one per role that something speaks about."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from whomade.attribute import brands, decide, match, outdated, words
from whomade.attribute.fuse import Posterior, Prior, brand_without_row, combine, flat, weigh
from whomade.attribute.registrants import RegistrantIndex, maker_log10_lr
from whomade.attribute.resemblance import ResemblanceIndex, known_cards
from whomade.attribute.words import Shown, WordReader, unwritten
from whomade.model import LEADS, Attribution, CounterEvidence, Evidence, Knowledge, Level, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MAX_LOG10_LR = 4.0
ROLE_KINDS = {
    "manufacturer": "maker",
    "firmware_author": "maker",
    "soc_maker": "soc",
    "module_maker": "module",
    "cloud_operator": "cloud",
}


class Reasoner:
    """Everything that is worked out once per knowledge base and used for every device.

    `vendor_of` gives the IEEE registrant of a MAC; `population` overrides the flat prior (maker id to share).
    """

    def __init__(
        self,
        knowledge: Knowledge,
        vendor_of: Callable[[str], str | None] = lambda _mac: None,
        population: Mapping[str, float] | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.matcher = match.Matcher(knowledge.fingerprints)
        prefix = maker_log10_lr(knowledge.calibration.registrant_counts, len(knowledge.makers))
        self.registrants = RegistrantIndex(knowledge.entities.values(), vendor_of, prefix)
        self.resemblance = ResemblanceIndex(
            known_cards(knowledge.cards),
            {field.id: field.carrier for field in knowledge.fields.values() if field.shape},
            {worth.carrier: worth for worth in knowledge.resemblances},
        )
        self.words = WordReader(knowledge, self.registrants)
        self.settings = decide.Settings(
            link=knowledge.calibration.link,
            temperature=knowledge.calibration.temperature,
            cap=knowledge.calibration.cap,
            listed=frozenset(e.id for e in knowledge.entities.values() if e.listed),
            leads=frozenset(source.id for source in knowledge.sources.values() if source.kind in LEADS),
        )
        self.holders = {
            kind: tuple(sorted(e.id for e in knowledge.entities.values() if kind in e.kinds))
            for kind in set(ROLE_KINDS.values())
        }
        self.log10_lr = {f.id: log10_ratio(f.hit_if, f.hit_else) for f in knowledge.fingerprints}
        self.prior = replace(_prior(len(knowledge.makers), population), outside=knowledge.outsiders)

    def attribute(self, signals: list[Signal], made: tuple[str, str] | None = None) -> dict[str, Attribution]:
        """Attributions by role.

        Args:
            signals: all signals of one device, in any order.
            made: interval of the production date, None if unknown.
        """
        ordered, evidence, shown = self._gather(signals)
        label, doubts, silent = self.words.label(shown, ordered, made)
        roles = {"manufacturer": self._manufacturer(evidence, label, doubts, shown)}
        if roles["manufacturer"].level is Level.UNDETERMINED:
            strangers = tuple(self.registrants.strangers(ordered))
            roles["manufacturer"] = replace(roles["manufacturer"], limits=roles["manufacturer"].limits + strangers)
        if shown:
            roles["brand"] = self._brand(shown, silent, made)
        decoy = words.decoy(ordered)
        for role in ("firmware_author", "soc_maker", "module_maker", "cloud_operator"):
            own = [hit for hit in evidence if hit.role == role]
            if any(hit.log10_lr > 0 for hit in own):
                roles[role] = self._direct(role, own)
        return {name: _hushed(role, decoy) for name, role in roles.items()} if decoy else roles

    def posterior(self, signals: list[Signal]) -> Posterior | None:
        """Untempered posterior of the manufacturer, None when nothing speaks: what a calibration is fitted on."""
        ordered, evidence, shown = self._gather(signals)
        label, _, _ = self.words.label(shown, ordered, None)
        relevant = [hit for hit in evidence if hit.role in ("manufacturer", "firmware_author")] + label[:1]
        return combine(weigh(relevant), self.prior, self.settings.link, frozenset()) if relevant else None

    def _gather(self, signals: list[Signal]) -> tuple[list[Signal], list[Evidence], list[Shown]]:
        """Signals in order, all evidence but the label's, and the brand words."""
        ordered = sorted(set(signals), key=lambda s: (s.field, s.value, s.where))
        evidence = list(match.hits(self.matcher, ordered, self.log10_lr))
        evidence += self.registrants.evidence(s for s in ordered if s.field == "mac")
        evidence += self.resemblance.evidence(ordered)
        evidence += match.misses(self.matcher, ordered, evidence)
        shown = self.words.read(ordered)
        return ordered, self._current(evidence, ordered, shown), shown

    def _current(self, evidence: list[Evidence], signals: list[Signal], shown: list[Shown]) -> list[Evidence]:
        """Evidence without numbers on paper that something else on the device speaks against."""
        if not any(hit.signal.field == outdated.PAPER for hit in evidence):
            return evidence
        dropped = outdated.numbers(evidence, signals, self.words.suppliers(shown, signals))
        return [hit for hit in evidence if hit.fingerprint not in dropped]

    def _manufacturer(
        self, evidence: list[Evidence], label: list[Evidence], doubts: list[str], shown: list[Shown]
    ) -> Attribution:
        relevant = [hit for hit in evidence if hit.role in ("manufacturer", "firmware_author")]
        printed = [word for word in shown if word.printed]
        unknown = bool(printed) and not label
        prior = self._unlabelled(self.prior) if unknown else self.prior
        answer = decide.manufacturer(relevant + label[:1], prior, self.settings, doubts)
        own_name = printed[0].name if printed else None
        steps = self._steps(answer, relevant + label[:1], prior)
        if unknown:
            label = [unwritten(printed[0], self.knowledge)]
        return self._attribution("manufacturer", answer, relevant + label, own_name, self.knowledge.makers, steps)

    def _unlabelled(self, prior: Prior) -> Prior:
        """The prior when a brand without a speaking row is printed: its own company takes half."""
        if not prior.special:
            return brand_without_row(prior.makers, prior.outside)
        halved = {maker: share / 2 for maker, share in prior.special.items()}
        return replace(prior, each=prior.each / 2, other=prior.other / 2, own=0.5, special=halved, authors=2.0)

    def _direct(self, role: str, evidence: list[Evidence]) -> Attribution:
        named = {maker for hit in evidence for maker in hit.makers}
        holders = tuple(sorted(named.union(self.holders[ROLE_KINDS[role]])))
        prior = flat(len(holders)) if role != "firmware_author" else replace(self.prior, own=0.0)
        answer = decide.other_role(evidence, prior, self.settings)
        return self._attribution(role, answer, evidence, None, holders, ())

    def _brand(self, shown: list[Shown], silent: list[Shown], made: tuple[str, str] | None) -> Attribution:
        """The role brand: the name on the box, and the company that owns it where the table says so."""
        word = shown[0]
        entity = brands.owner(word.brand, self.knowledge, made) if word.brand else None
        share = min(self.settings.cap, 0.98 if word.printed else 0.9 if word.leads else 0.5)
        sources = word.brand.rows[0].sources if word.brand and word.brand.rows else ()
        seen = Evidence(
            f"brand:{word.brand.id}" if word.brand else "brand", "brand", (entity or "self",), word.signal, 0.0,
            "label",
            "printed" if word.printed else "shown", sources,
        )  # fmt: skip
        name = self.knowledge.entities[entity].name if entity else word.name
        posterior = {entity or "self": share, "other": 1.0 - share}
        others = [s for s in {*shown[1:], *silent} if s.name != word.name]
        notes = tuple(sorted({f"{s.signal.field} shows {s.name}" for s in others}))
        sold = made is None and word.brand and brands.is_sold(word.brand, self.knowledge.owning_relations)
        if sold:
            notes += (f"{word.name} was sold and the production date is not known",)
        level = Level.PROBABLE if share >= decide.PROBABLE and not sold else Level.POSSIBLE
        return Attribution("brand", entity or "self", name, share, level, posterior, (seen,), limits=notes)

    def _steps(self, answer: decide.Answer, evidence: list[Evidence], prior: Prior) -> tuple[tuple[str, float], ...]:
        """Log10 odds of the leader against everybody else after each carrier: the waterfall."""
        maker = answer.maker
        if maker is None:
            return ()
        steps = [("prior", self._odds(maker, [], prior))]
        so_far: list[Evidence] = []
        for carrier in decide.carriers_of(evidence):
            so_far += [hit for hit in evidence if hit.carrier == carrier]
            steps.append((carrier, self._odds(maker, so_far, prior)))
        steps.append(("after calibration", _log10_odds(answer.probability)))
        return tuple(steps)

    def _odds(self, maker: str, evidence: list[Evidence], prior: Prior) -> float:
        fused = combine(weigh(evidence), prior, self.settings.link, frozenset())
        return _log10_odds(fused.own if maker == "self" else fused.named.get(maker, fused.each))

    def _attribution(
        self,
        role: str,
        answer: decide.Answer,
        evidence: list[Evidence],
        own_name: str | None,
        hypotheses: Iterable[str],
        steps: tuple[tuple[str, float], ...],
    ) -> Attribution:
        maker = answer.maker
        pro = [hit for hit in evidence if maker is None or decide.supports(maker, hit)]
        contra = [hit for hit in evidence if maker is not None and not decide.supports(maker, hit)]
        name = None if maker is None else own_name if maker == "self" else self.knowledge.entities[maker].name
        return Attribution(
            role=role,
            maker=maker,
            name=name,
            probability=answer.probability,
            level=answer.level,
            posterior=answer.posterior.dense(hypotheses),
            evidence=tuple(sorted(pro, key=_by_weight)),
            counter_evidence=tuple(CounterEvidence(hit, self._against(hit)) for hit in sorted(contra, key=_by_weight)),
            limits=answer.limits,
            waterfall=steps,
        )

    def _against(self, hit: Evidence) -> str:
        """Why a piece of evidence stands against the answer, in words."""
        if hit.technique == "absence":
            return "a sign that the maker's devices nearly always show is missing"
        names = ["the brand's own company" if m == "self" else self.knowledge.entities[m].name for m in hit.makers]
        return "speaks for " + ", ".join(names)


def _hushed(role: Attribution, decoy: Signal) -> Attribution:
    """An answer about something that calls itself a decoy: what it shows is a copy, so nobody is named."""
    why = f"{decoy.field} says that this imitates a device, so what it shows is a copy"
    if role.role == "brand":
        return role
    nobody = replace(role, maker=None, name=None, probability=0.0, level=Level.UNDETERMINED, waterfall=())
    return replace(nobody, limits=(*role.limits, why))


def log10_ratio(hit_if: float, hit_else: float) -> float:
    """Log10 of a likelihood ratio, capped at ±4.

    >>> log10_ratio(0.9, 0.00009), round(log10_ratio(0.3, 0.06), 3)
    (4.0, 0.699)
    """
    ratio = math.log10(hit_if / hit_else)
    return round(max(-MAX_LOG10_LR, min(MAX_LOG10_LR, ratio)), 9)


def white_label(roles: Mapping[str, Attribution]) -> str:
    """Whether the manufacturer is somebody else than the brand's owner: yes from 0.9, no up to 0.1."""
    brand, made = roles.get("brand"), roles["manufacturer"]
    if brand is None or made.level == Level.UNDETERMINED:
        return "undetermined"
    own = made.posterior.get("self", 0.0)
    if brand.maker not in (None, "self"):
        own += made.posterior.get(brand.maker or "", 0.0)
    if own <= 0.1:
        return "yes"
    return "no" if own >= 0.9 else "undetermined"


def _prior(makers: int, population: Mapping[str, float] | None) -> Prior:
    """The flat prior, or the one a user's population file gives: its shares, and what it leaves shared as in the
    flat one.
    """
    if not population:
        return flat(makers)
    shares = {maker: share for maker, share in population.items() if maker != "other"}
    left = 1.0 - sum(shares.values())
    other = population.get("other", left * 0.4)
    rest = makers - len(shares)
    return Prior(makers, max(left - other, 0.0) / rest if rest else 0.0, other=max(other, 1e-6), special=shares)


def _log10_odds(p: float) -> float:
    p = min(max(p, 1e-12), 1.0 - 1e-12)
    return math.log10(p / (1.0 - p))


def _by_weight(hit: Evidence) -> tuple[float, str, str]:
    return -abs(hit.log10_lr), hit.fingerprint, hit.signal.value
