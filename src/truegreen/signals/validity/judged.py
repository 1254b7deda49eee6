"""KPI validity: which of the figures that the parties pay for go with what customers live through?

    links, as measured ──▶ judged together as one family ──▶ by figure: what it predicts, its share, and the advice

What may be said of a link is one of six things, and “no material effect” has to be shown like any other: not finding
an effect is no finding. What is material is a tenth of a standard deviation of the outcome; of a rare event, such as an
account that leaves or a severe escalation, a quarter of how often it happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

from truegreen.model.agreement import Role
from truegreen.model.validity import Advice, Figure, Grain, Link
from truegreen.signals.validity.links import Measured, besides, is_opposite, scaled
from truegreen.stats.estimate import Estimate
from truegreen.stats.validity.equivalence import of_estimate
from truegreen.stats.validity.said import Said
from truegreen.stats.validity.verdicts import AT_CEILING, MATERIAL, Effect, Judged, Spread, judged

RATE: Final = 0.05
OF_FREQUENCY: Final = 0.25
"""What is material of a rare event: this part of how often it happens."""
_FAR: Final = 10**9
_THERE: Final = (Said.PREDICTS, Said.PERVERSE)
_ORDER: Final = (Said.PERVERSE, Said.PREDICTS, Said.CONFOUNDED, Said.NOTHING, Said.UNINFORMATIVE, Said.NOT_ENOUGH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A figure and an outcome, as measured, before anything is said of them.

    Attributes:
        link: the link, with all but what is measured.
        measured: what was measured.
        material: the smallest change that matters, in standard deviations of the outcome.
        per: how much of the figure is one contract unit, and how much of the outcome one of its: a point is 0.01.
    """

    link: Link
    measured: Measured
    material: float = MATERIAL
    per: tuple[float, float] = (1.0, 1.0)


def material_of(frequency: float, deviation: float | None = None) -> float:
    """Give the smallest change of an event that matters, in standard deviations: a quarter of how often it happens.

    Args:
        frequency: how often it happens, or does not; a mean count of rare events.
        deviation: of the outcome; of an event that happens or not if left out.

    >>> material_of(0.8), round(material_of(0.01), 4), round(material_of(0.017, 0.128), 4)
    (0.1, 0.0251, 0.0332)
    """
    if deviation is None:
        rarer = min(frequency, 1 - frequency)
        return min(MATERIAL, OF_FREQUENCY * sqrt(rarer / (1 - rarer))) if rarer > 0 else MATERIAL
    return min(MATERIAL, OF_FREQUENCY * frequency / deviation) if frequency > 0 and deviation > 0 else MATERIAL


def links(asked: Sequence[Asked], rate: float = RATE) -> list[Link]:
    """Say of each figure and outcome what may be said, all of them judged together.

    Args:
        asked: every link of the agreement.
        rate: promised share of false ones among those called predicting or perverse, and among those called nothing.
    """
    can = [place for place, each in enumerate(asked) if each.measured.per_sd is not None]
    said = judged([_effect(asked[place], rate) for place in can], rate)
    verdicts = dict(zip(can, said, strict=True))
    told = [_link(each, verdicts.get(place), rate) for place, each in enumerate(asked)]
    return [replace(each, through=_through(each, told, rate)) for each in told]


def _through(link: Link, told: Sequence[Link], rate: float) -> tuple[str, ...]:
    """Name the figures through which alone a figure goes with an outcome: what is left when all are held alike.

    Of the figure itself nothing that matters is left then, and that is shown. Where several tell the same, none of them
    is left by itself, and nobody can say which it is.
    """
    if link.said not in _THERE or link.jointly is None:
        return ()
    if of_estimate(link.jointly, -link.material, link.material).p >= rate:
        return ()
    others = [each for each in told if each.outcome == link.outcome and each.figure != link.figure]
    return tuple(each.figure for each in others if each.said in _THERE and _is_there(each.jointly, rate))


def _effect(asked: Asked, rate: float) -> Effect:
    found = asked.measured
    if found.per_sd is None:
        raise ValueError("nothing was measured")
    by_month = asked.link.grain is Grain.MONTH and found.ceiling is not None
    both = _is_there(found.per_sd, rate) and _is_there(found.placebo, rate)
    return Effect(
        estimate=found.per_sd,
        material=asked.material,
        aligned=asked.link.aligned,
        spread=Spread(found.per_sd.count, found.ceiling or 0.0, 1.0) if by_month else None,
        confounded=both,
        besides=besides(found),
    )


def _is_there(estimate: Estimate | None, rate: float) -> bool:
    return estimate is not None and estimate.p is not None and estimate.p < rate


def _link(asked: Asked, verdict: Judged | None, rate: float) -> Link:
    found, (figure, outcome) = asked.measured, asked.per
    said = _said(found, verdict, rate)
    if verdict is None:
        because = _because(said, found) or found.because or "nothing differs"
        return replace(asked.link, said=said, because=because, material=asked.material)
    per_unit = None if found.per_one is None else scaled(found.per_one, figure / outcome)
    return replace(
        asked.link,
        when=found.when or asked.link.when,
        said=said,
        material=asked.material,
        because=_because(said, found),
        per_sd=found.per_sd,
        per_unit=per_unit,
        p=verdict.p,
        between=found.between,
        jointly=found.jointly,
        opposite=is_opposite(found.per_sd, found.between),
        placebo=found.placebo,
        lags=found.lags,
        enough=verdict.enough,
    )


def _said(found: Measured, verdict: Judged | None, rate: float) -> Said:
    """Give the verdict; what nobody can tell because the figure is nearly always at its best is uninformative.

    What was shown to be too little to matter is nothing, whatever the placebo says.
    """
    said = Said.NOT_ENOUGH if verdict is None else verdict.validity
    if verdict is not None and said is Said.CONFOUNDED and (verdict.p or 0.0) >= rate:
        said = Said.NOTHING
    at_best = found.ceiling is not None and found.ceiling >= AT_CEILING
    return Said.UNINFORMATIVE if at_best and said is Said.NOT_ENOUGH else said


def _because(said: Said, found: Measured) -> str:
    if said is Said.UNINFORMATIVE and found.ceiling is not None:
        return f"{found.ceiling * 100:.0f} % of accounts' quarters are at the best value there is"
    if said is Said.CONFOUNDED:
        return "the figure of the months after “predicts” it as well, so that something else moves both"
    return ""


def advised(figure: Figure, *, all_asked: bool = True) -> Figure:
    """Give a figure with the advice that follows from its links, and the link that decides."""
    advice, link = advice_of(figure, all_asked=all_asked)
    return replace(figure, advice=advice, decides=link.outcome if link else "")


def advice_of(figure: Figure, *, all_asked: bool = True) -> tuple[Advice, Link | None]:
    """Say what to do with a figure, and by which link; None where there is no link at all.

    What rises while customers lose is to be redefined, whatever else it predicts. What predicts any outcome is worth
    paying for; where it does so only through another figure, that one is, and this stays as a guardrail. What is nearly
    always at its best tells nothing, and stays as one too. What was shown not to matter for the outcome that it is
    meant for may stay as a guardrail, where money hangs on it; it may go only where it was shown not to matter for
    every outcome. Everything else waits for data: not finding is no finding.

    Args:
        figure: with its links.
        all_asked: whether every outcome of the agreement could be asked about; what nobody asked may still matter.
    """
    said = {kind: [each for each in figure.links if each.said is kind and not each.through] for kind in Said}
    for kind, advice in ((Said.PERVERSE, Advice.REDEFINE), (Said.PREDICTS, Advice.PAY)):
        if said[kind]:
            return advice, max(said[kind], key=_size)
    if only_through := [each for each in figure.links if each.through]:
        return Advice.GUARD, max(only_through, key=_size)
    if said[Said.UNINFORMATIVE]:
        return Advice.GUARD, said[Said.UNINFORMATIVE][0]
    shown, meant = said[Said.NOTHING], [each for each in figure.links if each.outcome == figure.meant_for]
    kept = figure.weight is not None or bool(figure.paid) or figure.role is Role.CRITICAL
    decisive = meant if figure.meant_for else figure.links
    if kept and decisive and all(each in shown for each in decisive):
        return Advice.GUARD, decisive[0]
    if decisive and all_asked and not kept and len(shown) == len(figure.links):
        return Advice.RETIRE, max(shown, key=_size)
    untold = [*(each for each in meant if each not in shown), *_untold(figure), *shown]
    return Advice.WAIT, next(iter(untold), None)


def _untold(figure: Figure) -> list[Link]:
    """Give the links of which nobody can tell, those that come nearest to telling first."""
    untold = [each for each in figure.links if each.said is not Said.NOTHING]
    return sorted(untold, key=lambda each: each.enough or _FAR)


def _size(link: Link) -> float:
    return abs(link.per_sd.value) if link.per_sd else 0.0


def told_first(figure: Figure) -> tuple[int, float]:
    """Give the order of figures: what is perverse first, then what predicts, the largest effect first."""
    told = [(_ORDER.index(each.said), -abs(each.per_sd.value)) for each in figure.links if each.per_sd is not None]
    return min(told, default=(len(_ORDER), 0.0))
