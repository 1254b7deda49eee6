"""What each measure counted of some pieces of work, with how the contract judges it and how it stands elsewhere."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import floor

from truegreen.model.agreement import Measure, Rounding
from truegreen.model.reading import PARTS, Contract, Reading
from truegreen.model.truth import Count
from truegreen.primitives.level import reaches, round_measure
from truegreen.readings.grid import STATUS, Counted
from truegreen.readings.status import contract_status
from truegreen.signals.truth.pieces import Yes


def count(counted: Counted, where: Yes, everywhere: Yes, last: int) -> Count:
    """Give what a measure counted in some units and months.

    Args:
        counted: the measure.
        where: (units, months): which.
        everywhere: (units, months): where to look for the same elsewhere; what lies in ``where`` is left out.
        last: the month whose version of the agreement judges it.
    """
    others = everywhere & ~where
    return made(
        counted,
        last,
        (int(counted.hits[where].sum()), int(counted.of[where].sum())),
        (int(counted.hits[others].sum()), int(counted.of[others].sum())),
    )


def count_of_one(counted: Counted, unit: int, month: int, whole: tuple[int, int]) -> Count:
    """Give what a measure counted in one unit and month, where all units together have ``whole`` hits of so many."""
    hits, of = int(counted.hits[unit, month]), int(counted.of[unit, month])
    held = STATUS[counted.status[unit, month]]
    return made(counted, month, (hits, of), (whole[0] - hits, whole[1] - of), held)


def made(
    counted: Counted, month: int, own: tuple[int, int], others: tuple[int, int], status: Contract | None = None
) -> Count:
    """Put counts into words' reach: title, level, status, and how much could have gone wrong."""
    measure, formula = counted.standing[month], counted.question.formula
    unit, better = formula.unit, formula.metric.better
    level = measure and (measure.target or measure.minimum)
    target = level.in_unit(unit) if level else None
    if status is None:
        status = judged(measure, counted, *own)
    spare = None
    if target is not None and unit == "share" and own[1]:
        spare = spare_of(*own, target, measure.rounding if measure else None, higher=better == "higher")
    return Count(
        measure=counted.measure,
        title=(measure.title if measure else "") or counted.measure,
        hits=own[0],
        of=own[1],
        unit=unit,
        better=better,
        target=target,
        status=status,
        elsewhere_hits=others[0],
        elsewhere_of=others[1],
        spare=spare,
    )


def judged(measure: Measure | None, counted: Counted, hits: int, of: int) -> Contract:
    """Hold sums against the agreement's levels, whatever sample it asks for; quantiles do not add up and are not."""
    if measure is None or not of or not counted.hits.any():
        return Contract.NOT_JUDGED
    unit = counted.question.formula.unit
    value = Fraction(hits, of) / PARTS[unit]
    held = Reading(measure=counted.measure, spec="", count=of, total=hits, squares=0, unit=unit, value=value)
    return contract_status(replace(measure, sample=None), held, counted.question.formula.metric.better)


@lru_cache(maxsize=65536)
def spare_of(hits: int, of: int, target: Fraction, rounding: Rounding | None, *, higher: bool) -> int:
    """Give how many more rows of a share could have gone wrong; below zero, how many too many did.

    >>> spare_of(98, 100, Fraction(92, 100), None, higher=True), spare_of(90, 100, Fraction(92, 100), None, higher=True)
    (6, -2)
    >>> spare_of(5, 100, Fraction(8, 100), None, higher=False)
    3
    """
    spare = floor(hits - target * of) if higher else floor(target * of - hits)

    def stands(more: int) -> bool:
        value = Fraction(hits - more if higher else hits + more, of)
        return reaches(round_measure(value, "share", rounding), target, higher=higher)

    while rounding and stands(spare + 1) and spare < of:
        spare += 1
    while rounding and not stands(spare) and spare > -of:
        spare -= 1
    return spare
