"""Verdicts: may it be said that a figure predicts what customers go through, misleads, or does not matter?

Every effect of an agreement is judged together with its family, so that the verdicts hold their promise as a list: of
those called an effect at most 5 % are none, and of those called no material effect at most 5 % do matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from statistics import NormalDist
from typing import Final, Literal, TypeAlias

from truegreen.stats.estimate import Estimate
from truegreen.stats.validity.equivalence import of_estimate
from truegreen.stats.validity.families import Rule, adjusted
from truegreen.stats.validity.said import Said
from truegreen.stats.validity.student import two_sided

Better: TypeAlias = Literal["higher", "lower"]

MATERIAL: Final = 0.1
AT_CEILING, LEAST_RELIABLE = 0.9, 0.2


@dataclass(frozen=True, slots=True)
class Spread:
    """How much a figure says, before anything is asked of it.

    Attributes:
        cells: how many of its values there are.
        ceiling: share of them at the best value there is.
        reliability: share of its variance within accounts that is not the noise of counting few rows, 0 to 1.
    """

    cells: int
    ceiling: float
    reliability: float

    @property
    def informs(self) -> bool:
        """Say whether it tells good months from bad ones: below nine in ten at the best, a fifth of it not noise."""
        return self.ceiling < AT_CEILING and self.reliability >= LEAST_RELIABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What is to be judged.

    Attributes:
        estimate: change of the outcome for more of the figure.
        material: the smallest change that matters, in the estimate's unit: 0.1 SD if nobody says otherwise, or what
            an amount of money comes to.
        aligned: both get better the same way, so that more of both is what the contract hopes for.
        spread: how much the figure says; None if not looked at.
        confounded: it “predicts” the past as well, so something else moves both.
        besides: other estimates of the same effect, say at its other lags: it is no material effect only if all are.
    """

    estimate: Estimate
    material: float = MATERIAL
    aligned: bool = True
    spread: Spread | None = None
    confounded: bool = False
    besides: Sequence[Estimate] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An effect with its verdict.

    Attributes:
        effect: what was judged.
        validity: the verdict.
        p: chance of so much where there is nothing, adjusted for the family; None where it was not asked.
        p_nothing: chance of so little where it matters, adjusted for the family; None where it was not asked.
        enough: roughly how many effective units would tell, whichever way; None if these do or nobody can say.
    """

    effect: Effect
    validity: Said
    p: float | None
    p_nothing: float | None
    enough: int | None


def is_aligned(figure: Better, outcome: Better) -> bool:
    """Say whether more of the figure should mean more of the outcome: both get better upwards, or both downwards."""
    return figure == outcome


def judged(effects: Sequence[Effect], rate: float = 0.05, rule: Rule = Rule.BH) -> tuple[Judged, ...]:
    """Give the verdicts of one family, say all of an agreement's figures by all outcomes and lags, in their order.

    A figure that cannot say anything, or whose effect has no error, does not enter the family and takes nothing
    from the others. An effect that is there but shown to be too small to matter is no material effect.

    Args:
        effects: the family.
        rate: the promised share of false verdicts of either kind, and so the 90 % interval of “no material effect”.
        rule: how the family is held together.

    Raises:
        ValueError: the smallest change that matters is not above 0.
    """
    for each in effects:
        if not each.material > 0:
            raise ValueError(f"a change of {each.material:g} cannot be the smallest that matters")
    asked = [place for place, each in enumerate(effects) if _can_tell(each)]
    there = _in_family([_chance(effects[place].estimate) for place in asked], asked, rule)
    nothing = _in_family([_chance_of_nothing(effects[place]) for place in asked], asked, rule)
    return tuple(_judged(each, there.get(place), nothing.get(place), rate) for place, each in enumerate(effects))


def chance_to_show_nothing(material: float, error: float, rate: float = 0.05) -> float:
    """Say how likely “no material effect” is to be shown where there is none.

    >>> [round(chance_to_show_nothing(0.1, units**-0.5), 2) for units in (1000, 500, 200)]
    [0.87, 0.45, 0.0]
    """
    normal = NormalDist()
    return max(0.0, 2 * normal.cdf(material / error - normal.inv_cdf(1 - rate)) - 1)


def units_enough(estimate: Estimate, material: float, rate: float = 0.05, power: float = 0.8) -> int:
    """Say roughly how many effective units would show “no material effect” four times in five if there is none.

    As many find an effect that is just material more often than that. Errors shrink with the root of the units.
    """
    normal = NormalDist()
    errors = normal.inv_cdf(1 - rate) + normal.inv_cdf((1 + power) / 2)
    return int(estimate.effective * (errors * estimate.error / material) ** 2) + 1


def _can_tell(effect: Effect) -> bool:
    informs = effect.spread is None or effect.spread.informs
    return informs and all(_has_doubt(each) for each in (effect.estimate, *effect.besides))


def _has_doubt(estimate: Estimate) -> bool:
    known = estimate.p is None or 0 <= estimate.p <= 1
    return known and estimate.effective >= 2 and 0 < estimate.error < inf and isfinite(estimate.value)


def _in_family(chances: list[float], places: list[int], rule: Rule) -> dict[int, float]:
    return dict(zip(places, adjusted(chances, rule), strict=True))


def _chance(estimate: Estimate) -> float:
    if estimate.p is not None:
        return estimate.p
    return two_sided(estimate.value / estimate.error, estimate.effective - 1)


def _chance_of_nothing(effect: Effect) -> float:
    estimates = (effect.estimate, *effect.besides)
    return max(of_estimate(each, -effect.material, effect.material).p for each in estimates)


def _judged(effect: Effect, p: float | None, p_nothing: float | None, rate: float) -> Judged:
    validity = _validity(effect, p, p_nothing, rate)
    enough = None
    if validity is Said.NOT_ENOUGH and p is not None and isfinite(effect.estimate.effective):
        enough = units_enough(effect.estimate, effect.material, rate)
    return Judged(effect=effect, validity=validity, p=p, p_nothing=p_nothing, enough=enough)


def _validity(effect: Effect, p: float | None, p_nothing: float | None, rate: float) -> Said:
    if effect.spread is not None and not effect.spread.informs:
        return Said.UNINFORMATIVE
    if p is None or p_nothing is None or min(p, p_nothing) >= rate:
        return Said.NOT_ENOUGH
    if effect.confounded:
        return Said.CONFOUNDED
    if p_nothing < rate:
        return Said.NOTHING
    return Said.PREDICTS if (effect.estimate.value > 0) is effect.aligned else Said.PERVERSE
