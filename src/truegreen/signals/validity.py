"""KPI validity: which of the figures that the parties pay for go with what customers live through?

    links, as measured ──▶ judged together as one family ──▶ by figure: what it predicts, its share, and the advice

What may be said of a link is one of six things, and “no material effect” has to be shown like any other: not finding
an effect is no finding. What is material is a tenth of a standard deviation of the outcome; of a rare event, such as an
account that leaves, a quarter of its own frequency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

from truegreen.model.validity import Advice, Figure, Link, Said
from truegreen.signals.validity_links import Measured, is_opposite, scaled
from truegreen.stats.validity.verdicts import MATERIAL, Effect, Judged, Spread, judged

RATE: Final = 0.05
OF_FREQUENCY: Final = 0.25
"""What is material of a rare event: this part of how often it happens."""
_ORDER: Final = (Said.PERVERSE, Said.PREDICTS, Said.CONFOUNDED, Said.NOTHING, Said.UNINFORMATIVE, Said.NOT_ENOUGH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A figure and an outcome, as measured, before anything is said of them.

    Attributes:
        link: the link, with all but what is measured.
        measured: what was measured.
        frequency: of the outcome where it is an event that happens or not; None where it is no event.
        per: how much of the figure is one contract unit, and how much of the outcome one of its: a point is 0.01.
    """

    link: Link
    measured: Measured
    frequency: float | None = None
    per: tuple[float, float] = (1.0, 1.0)


def material_of(frequency: float | None) -> float:
    """Give the smallest change that matters, in standard deviations of the outcome.

    >>> material_of(None), material_of(0.8), round(material_of(0.01), 4)
    (0.1, 0.1, 0.0251)
    """
    if frequency is None or not 0 < frequency < 1:
        return MATERIAL
    rarer = min(frequency, 1 - frequency)
    return min(MATERIAL, OF_FREQUENCY * sqrt(rarer / (1 - rarer)))


def links(asked: Sequence[Asked], rate: float = RATE) -> list[Link]:
    """Say of each figure and outcome what may be said, all of them judged together.

    Args:
        asked: every link of the agreement.
        rate: promised share of false ones among those called predicting or perverse, and among those called nothing.
    """
    can = [place for place, each in enumerate(asked) if each.measured.per_sd is not None]
    said = judged([_effect(asked[place], rate) for place in can], rate)
    verdicts = dict(zip(can, said, strict=True))
    return [_link(each, verdicts.get(place)) for place, each in enumerate(asked)]


def _effect(asked: Asked, rate: float) -> Effect:
    found = asked.measured
    if found.per_sd is None:
        raise ValueError("nothing was measured")
    spread = None if found.ceiling is None else Spread(found.per_sd.count, found.ceiling, 1.0)
    both = found.placebo is not None and (found.placebo.p or 1.0) < rate and (found.per_sd.p or 1.0) < rate
    material = material_of(asked.frequency)
    return Effect(estimate=found.per_sd, material=material, aligned=asked.link.aligned, spread=spread, confounded=both)


def _link(asked: Asked, verdict: Judged | None) -> Link:
    found, (figure, outcome) = asked.measured, asked.per
    if verdict is None:
        return replace(asked.link, said=Said.NOT_ENOUGH, because=found.because or "nothing differs")
    said = Said(verdict.validity.value)
    per_unit = None if found.per_one is None else scaled(found.per_one, figure / outcome)
    return replace(
        asked.link,
        said=said,
        because=_because(said, found),
        per_sd=found.per_sd,
        per_unit=per_unit,
        p=verdict.p,
        between=found.between,
        opposite=is_opposite(found.per_sd, found.between),
        placebo=found.placebo,
        enough=verdict.enough,
    )


def _because(said: Said, found: Measured) -> str:
    if said is Said.UNINFORMATIVE and found.ceiling is not None:
        return f"{found.ceiling:.0%} of accounts' quarters are at the best value there is"
    if said is Said.CONFOUNDED:
        return "the figure of the months after “predicts” it as well, so that something else moves both"
    return ""


def advised(figure: Figure) -> Figure:
    """Give a figure with the advice that follows from its links."""
    advice, why = advice_of(figure)
    return replace(figure, advice=advice, why=why)


def advice_of(figure: Figure) -> tuple[Advice, str]:
    """Say what to do with a figure, and why.

    What predicts any outcome is worth paying for; what rises while customers lose is to be redefined; what is always at
    its best tells nothing and may stay as a guardrail; what was shown not to matter anywhere it could be asked may go,
    and stays as a guardrail where the contract gives it weight. Otherwise nobody can tell yet.
    """
    said = {kind: [each for each in figure.links if each.said is kind] for kind in Said}
    if said[Said.PERVERSE]:
        return Advice.REDEFINE, "It gets better while customers fare worse."
    if said[Said.PREDICTS]:
        return Advice.PAY, "It goes with what customers live through."
    if said[Said.UNINFORMATIVE]:
        return Advice.GUARD, "It is nearly always at its best, so that it tells no good month from a bad one."
    if said[Said.NOTHING] and len(said[Said.NOTHING]) * 2 >= len(figure.links):
        kept = figure.weight is not None or bool(figure.paid)
        if kept:
            return Advice.GUARD, "Customers were shown not to notice it as it varies now; a floor is enough."
        return Advice.RETIRE, "Customers were shown not to notice it."
    return Advice.WAIT, "Nobody can tell yet."


def told_first(figure: Figure) -> tuple[int, float]:
    """Give the order of figures: what is perverse first, then what predicts, the largest effect first."""
    told = [(_ORDER.index(each.said), -abs(each.per_sd.value)) for each in figure.links if each.per_sd is not None]
    return min(told, default=(len(_ORDER), 0.0))
