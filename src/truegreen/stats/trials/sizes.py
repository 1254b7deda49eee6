"""Sizes: how long, and on how many, a trial has to run before it can find or rule out what matters.

Rows of the same team go together, what was known before takes noise out, several looks cost a little, and arms need not
be alike. With a given number of teams more weeks help less and less, and at some point not at all: then more teams are
needed, or a larger margin. A trial that can neither pass nor fail is not worth its customers' time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf, sqrt
from typing import Final

from truegreen.stats.sample_size import design_effect, power_of_means, rows_for_means
from truegreen.stats.trials.judged import Claim
from truegreen.stats.trials.sequential import Bounds, inflation

LONGEST: Final = 520
MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a trial has to work with.

    Attributes:
        deviation: standard deviation of one row; of a share p, √(p·(1 − p)).
        rows: that come in a week, in both arms together.
        wholes: how many teams, agents or accounts were drawn, in both arms together; None where each row was.
        correlation: of two rows of the same of these.
        spread: standard deviation of their sizes over the mean.
        explained: share of the variance that what was known before explains, r².
        treated: share of rows, or wholes, in the treated arm.
        claim: what the trial is to show.
        limits: of several looks; None for one.
        alpha: chance of a false alarm; one-sided where something is held against a margin.
        power: chance to find what is there, or to rule out what is not.
    """

    deviation: float
    rows: float
    wholes: int | None = None
    correlation: float = 0.0
    spread: float = 0.0
    explained: float = 0.0
    treated: float = 0.5
    claim: Claim = Claim.BETTER
    limits: Bounds | None = None
    alpha: float = 0.05
    power: float = 0.8

    @property
    def wanted(self) -> float:
        """Give the power that each of the tests needs: both of two one-sided ones have to pass (Schuirmann 1987)."""
        return (1 + self.power) / 2 if self.claim is Claim.ALIKE else self.power

    @property
    def looks(self) -> float:
        """Give how many times as many rows its looks cost."""
        return 1.0 if self.limits is None else inflation(self.limits, self.wanted)


@dataclass(frozen=True, slots=True)
class Length:
    """What some weeks can do.

    Attributes:
        weeks: how many.
        rows: in each arm on average.
        effect: the smallest difference, or margin, that is found with the power wanted; infinite if none is.
    """

    weeks: float
    rows: float
    effect: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """Whether a trial as planned can pass or fail.

    Attributes:
        planned: what it can do in the weeks it is to take.
        margin: the difference that matters, in the figure's unit.
        weeks: how many it would take; None where no number does.
        wholes: how many teams, agents or accounts it would take in as many weeks as planned; None where rows were
            drawn, or where no number does.
        available: how many there are; None where rows were drawn.
    """

    planned: Length
    margin: float
    weeks: int | None
    wholes: int | None
    available: int | None

    @property
    def can_tell(self) -> bool:
        """Say whether it can."""
        return self.planned.effect <= self.margin

    @property
    def said(self) -> str:
        """Say it, in a sentence or two."""
        weeks = f"{self.planned.weeks:g} week{'' if self.planned.weeks == 1 else 's'}"
        if self.can_tell:
            return f"In {weeks} a difference of {self.planned.effect:.3g} is found; {self.margin:.3g} matters."
        least = f"a difference of {self.planned.effect:.3g}" if self.planned.effect < inf else "nothing at all"
        ways = [f"{self.weeks} weeks would"] if self.weeks else ["no number of weeks would"]
        if self.wholes:
            ways.append(f"{self.wholes} instead of {self.available} to draw from would")
        return (
            f"{weeks[0].upper()}{weeks[1:]} cannot pass or fail: {least} is found, and {self.margin:.3g} matters; "
            f"{', and '.join(ways)}."
        )


def rows_needed(setting: Setting, effect: float) -> float:
    """Give how many rows the two arms need together, where each row is drawn; round it up.

    Args:
        setting: what there is; its rows a week and wholes do not matter.
        effect: the difference, or margin, to be found, in the figure's own unit.

    Raises:
        ValueError: there is no effect to find, nothing that scatters, or a share, chance or count that is none.

    >>> round(rows_needed(Setting(deviation=1.0, rows=0), 0.5), 1)
    127.5
    """
    _sound(setting)
    unit = setting.deviation * sqrt(1 - setting.explained)
    arm = rows_for_means(effect / unit, setting.wanted, alpha=setting.alpha, both_sides=_both(setting))
    return arm * setting.looks / (2 * setting.treated * (1 - setting.treated))


def smallest(setting: Setting, weeks: float) -> float:
    """Give the smallest difference, or margin, that so many weeks find with the power wanted; infinite if none is.

    Raises:
        ValueError: nothing scatters, or a share, chance, count or length that is none.
    """
    _sound(setting)
    if not 0 <= weeks < inf:
        raise ValueError(f"{weeks:g} weeks are none")
    units, deviation = _units(setting, weeks)
    fair = 2 * setting.treated * (1 - setting.treated) * units / setting.looks
    if fair < 2 or deviation == inf:
        return inf

    def missing(effect: float) -> float:
        found = power_of_means(effect, fair, alpha=setting.alpha, both_sides=_both(setting))
        return found - setting.wanted

    return deviation * _passed(missing, 2 / sqrt(fair))


def curve(setting: Setting, weeks: Sequence[float]) -> tuple[Length, ...]:
    """Give what each of several lengths can do.

    Raises:
        ValueError: as `smallest` does.
    """
    return tuple(Length(each, setting.rows * each / 2, smallest(setting, each)) for each in weeks)


def sized(setting: Setting, margin: float, weeks: float) -> Sized:
    """Say whether so many weeks can find or rule out what matters, and if not, what could.

    Args:
        setting: what there is.
        margin: the difference that matters, above nought.
        weeks: planned.

    Raises:
        ValueError: the margin is not above nought, nothing scatters, or a share that is none.
    """
    if not margin > 0:
        raise ValueError(f"a margin of {margin:g} is none")
    planned = curve(setting, [weeks])[0]
    return Sized(
        planned=planned,
        margin=margin,
        weeks=_first(lambda each: smallest(setting, each) <= margin, LONGEST),
        wholes=None if setting.wholes is None else _first(lambda each: _with(setting, each, weeks) <= margin, MOST),
        available=setting.wholes,
    )


def _with(setting: Setting, wholes: int, weeks: float) -> float:
    """Give the smallest difference with other wholes that bring as many rows each."""
    each = setting.rows / (setting.wholes or 1)
    return smallest(replace(setting, wholes=wholes, rows=each * wholes), weeks)


def _units(setting: Setting, weeks: float) -> tuple[float, float]:
    """Give how many units were drawn, and the standard deviation of one: of a row, or of a whole's mean."""
    unit = setting.deviation * sqrt(1 - setting.explained)
    if setting.wholes is None:
        return setting.rows * weeks, unit
    rows = setting.rows * weeks / setting.wholes
    if not rows > 0:
        return setting.wholes, inf
    if rows <= 1:
        return setting.rows * weeks, unit
    return setting.wholes, unit * sqrt(design_effect(rows, setting.correlation, setting.spread) / rows)


def _both(setting: Setting) -> bool:
    sides = 2 if setting.limits is None else setting.limits.rule.sides
    return setting.claim is Claim.BETTER and sides == 2


def _sound(setting: Setting) -> None:
    if not (0 < setting.deviation < inf and 0 <= setting.explained < 1 and 0 < setting.treated < 1):
        raise ValueError("it takes a figure that scatters, less than all of it explained, and some rows in each arm")
    if not (0 < setting.alpha < setting.power < 1 and 0 <= setting.rows < inf):
        raise ValueError(
            f"{setting.rows:g} rows a week at {setting.alpha:g} with a power of {setting.power:g} are none"
        )
    if setting.wholes is not None and setting.wholes < 1:
        raise ValueError(f"{setting.wholes} teams, agents or accounts are too few to draw from")


def _passed(function: Callable[[float], float], start: float) -> float:
    """Give where an increasing function passes nought, from a first guess."""
    from scipy.optimize import brentq

    high = start
    while function(high) < 0:
        high *= 1.5
    return float(brentq(function, 0.0, high, xtol=1e-12))


def _first(holds: Callable[[int], bool], most: int) -> int | None:
    """Give the first number that holds, of a claim that goes on to hold; None where none does."""
    high = 1
    while not holds(high):
        if high >= most:
            return None
        high = min(2 * high, most)
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
