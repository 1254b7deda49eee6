"""With few rows a month, good work misses its level by chance, and the credit punishes luck.

A desk of 35 cases with two late ones fails a target of 95 %, and the same desk with 40 cases meets it (Fine Line
Advisors); with a true rate of 97 % such a month of 35 is missed in 28 of 100 months. The chance is exact: the binomial
tail at a true level one point better than the target, with the volume that the price was made for.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Final

from truegreen.checks.levels import smallest
from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement, Better, Few, Measure, Unit, Window
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.sample_rule import chance_of_so_few

SMELL: Final = "S07"
LEVEL: Final = Level.WARNING
ACCEPTED: Final = Fraction(1, 10)  # One period in ten.
_POINT: Final = Fraction(1, 100)
_MOST: Final = 5000  # Rows beyond which a point is always more than chance.
_MONTHS: Final = {Window.WEEK: Fraction(12, 52), Window.QUARTER: Fraction(3), Window.YEAR: Fraction(12)}


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find shares that cost the provider money by chance in more than one period of ten."""
    month = imagined(agreement)
    for name in month.paying:
        measure, rows = agreement.measures[name], _rows(agreement, agreement.measures[name])
        if measure.unit is not Unit.SHARE or measure.target is None or not 0 < rows <= _MOST:
            continue
        good = _costly(month, name, rows)
        chance = _chance(measure, measure.target.in_unit("share"), good, rows)
        if good >= 0 and chance > ACCEPTED:
            level = Fraction(good, rows) if measure.better is Better.HIGHER else 1 - Fraction(good, rows)
            cost = month.loss(name, level)
            says = (f"Of {rows} rows a {measure.window}, work that is truly one point better than the target of "
                    f"“{name}” still misses by chance in {float(chance):.0%} of them: {month.money(cost)} each time "
                    "at least.")  # fmt: skip
            remedy = (f"Judge it over a longer window, or say under sample that below {_enough(measure)} rows "
                      f"{Few.SIGNIFICANT}.")  # fmt: skip
            yield warning(measure.at, "missed-by-chance", says, remedy)


def _rows(agreement: Agreement, measure: Measure) -> int:
    """Give how many rows the measure's window has, where the text says the volume; zero where a rule takes care."""
    service = agreement.services.get(measure.service)
    if service is None or service.volume is None:
        return 0
    periods = measure.averaged.periods if measure.averaged else 1
    rows = int(service.volume.baseline * _MONTHS.get(measure.window, Fraction(1)) * periods)
    return 0 if measure.sample and measure.sample.minimum > rows else rows


def _costly(month: Imagined, name: str, rows: int) -> int:
    """Give the most good rows with which the provider still loses something; below zero where it never does."""
    measure, sweep = month.said.measures[name], month.sweep(name)
    at_target = next((each.pays for each in sweep if each.level == month.target(name)), None)
    costly = [each.level for each in sweep if at_target is not None and each.pays < at_target]
    if not costly:
        return -1
    edge = costly[-1] if measure.better is Better.HIGHER else 1 - costly[-1]
    return ceil((edge + smallest(measure) / 2) * rows) - 1


def _chance(measure: Measure, target: Fraction, good: int, rows: int) -> Fraction:
    """Give the chance of no more good rows, at a true level one point better than the target."""
    wanted = target if measure.better is Better.HIGHER else 1 - target
    return chance_of_so_few(good, rows, min(wanted + _POINT, Fraction(1)))


def _enough(measure: Measure) -> int:
    """Give how many rows bring the chance near one in ten, in hundreds: a point is then 1.28 standard errors."""
    target = measure.target.in_unit("share") if measure.target else Fraction(1, 2)
    return 100 * ceil(target * (1 - target) * 164)
