"""The levels of a measure at which something happens, and those that are worth settling to see what."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from truegreen.checks.reach import fits, unit_of, written_levels
from truegreen.model.agreement import Agreement, Better, Measure, Unit
from truegreen.primitives.deadband import Deadband
from truegreen.primitives.level import round_measure
from truegreen.primitives.operand import Written, value_of
from truegreen.units.quantity import Quantity

_USUAL: Final = 1000  # Rows of a measure whose service says no volume.
_SMALLEST: Final = {Unit.SHARE: Fraction(1, 10**6), Unit.MONEY: Fraction(1, 100), Unit.COUNT: Fraction(1)}
_FAR: Final = (Fraction(5, 100), Fraction(20, 100))
_RANGES: Final = {
    Unit.SHARE: (Fraction(0), Fraction(1)), Unit.POINTS: (None, None), Unit.SCORE: (None, None),
}  # fmt: skip


def rows_of(agreement: Agreement, measure: Measure) -> int:
    """Give how many rows a measure has in a usual month: its service's volume, and at least what it needs."""
    service = agreement.services.get(measure.service)
    usual = service.volume.baseline if service and service.volume else _USUAL
    return max(usual, measure.sample.minimum if measure.sample else 0)


def smallest(measure: Measure) -> Fraction:
    """Give the smallest difference between two levels of a measure that can be told apart."""
    unit = unit_of(measure)
    if measure.rounding is not None:
        return Fraction(10) ** -(measure.rounding.digits + (2 if unit is Unit.SHARE else 0))
    return _SMALLEST.get(unit or Unit.SCORE, Fraction(1, 1000))


def edges_of(agreement: Agreement, name: str) -> list[Fraction]:
    """Give the levels at which something happens to a measure: its own and those of clauses that name it, rising."""
    measure = agreement.measures[name]
    unit = unit_of(measure)
    if unit is None:
        return []
    beside = _beside(agreement).get(name, [])
    own = {each.in_unit(unit) for each in (measure.target, measure.minimum) if each is not None and fits(each, unit)}
    others = {each.in_unit(unit) for each in beside if isinstance(each, Quantity) and fits(each, unit)}
    worse = -1 if measure.better is Better.HIGHER else 1
    for each in beside:
        if isinstance(each, Deadband) and isinstance(each.width, Written) and each.width.quantity:
            width = value_of(each.width.quantity, unit).number * worse
            own, others = own | {level + width for level in own}, others | {level - width for level in others}
    return sorted(own | others)


def _beside(agreement: Agreement) -> dict[str, list[Quantity | Deadband]]:
    """Give the levels and deadbands in clauses by their measure; those of the agreement last asked for are kept."""
    last = _last[0] if _last else None
    if last is None or last[0] is not agreement:
        found: dict[str, list[Quantity | Deadband]] = {}
        for term in agreement.terms.values():
            for name, each in written_levels(term.says, agreement):
                found.setdefault(name, []).append(each)
        last = (agreement, found)
        _last[:] = [last]
    return last[1]


_last: list[tuple[Agreement, dict[str, list[Quantity | Deadband]]]] = []


def levels_of(agreement: Agreement, name: str) -> list[Fraction]:
    """Give the levels worth settling, from the worst to the best: at, before and after each edge, and far."""
    measure = agreement.measures[name]
    edges = edges_of(agreement, name)
    if not edges or measure.better is None or measure.unit is None:
        return []
    step = smallest(measure)
    found = {level for edge in edges for level in (edge - step, edge, edge + step)}
    scale = Fraction(1) if measure.unit is Unit.SHARE else max(map(abs, edges))
    found |= {edge + side * each * scale for each in _FAR for edge, side in ((edges[0], -1), (edges[-1], 1))}
    low, high = _RANGES.get(measure.unit, (Fraction(0), None))
    inside = {min(max(each, low), high or each) if low is not None else each for each in found}
    return sorted({round_measure(each, measure.unit, measure.rounding) for each in inside},
                  reverse=measure.better is Better.LOWER)  # fmt: skip


def target_of(measure: Measure) -> Fraction | None:
    """Give a measure's target, or else its minimum, in its unit; None if it has neither."""
    level = measure.target or measure.minimum
    return level.in_unit(measure.unit or Unit.SCORE) if level else None
