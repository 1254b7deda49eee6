"""P2, measure: what was seen of a measure or a figure: as it was given, or as an earlier clause left it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from truegreen.model.agreement import Unit
from truegreen.model.given import Given, Scale
from truegreen.model.step import Step
from truegreen.primitives.calendar import settled_period
from truegreen.primitives.now import Now
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE
from truegreen.units.value import Value, written


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a measure or a figure in a window.

    Attributes:
        step: the value, in its unit; without one if nothing was measured.
        count: the rows that it rests on; None if not known.
        given: as it was given, whatever clauses have set instead; None if nothing was.
    """

    step: Step
    count: Fraction | None
    given: Given | None = None

    @property
    def reported(self) -> date | None:
        """Give the day on which it was reported; None if nobody says."""
        return self.given.reported if self.given else None


def seen(now: Now, name: str, window: Period) -> Seen:
    """Give what was seen in a window; what is given for a whole month holds for one that the term cuts.

    Raises:
        KeyError: the agreement has no measure and no figure of that name.
    """
    found = now.given.get(name, window)
    if found is None and window.partial:
        found = now.given.get(name, settled_period(now.agreement, window.start))
    count = found.count if found else None
    if (instead := now.has_set(f"reading {name}", window)) is None:
        return Seen(_as_given(now, name, found), count, found)
    rows = now.has_set(f"count {name}", window)
    return Seen(instead, rows.value.number if rows and rows.value else count, found)


def _as_given(now: Now, name: str, found: Given | None) -> Step:
    if found is None or found.value is None:
        return Step(f"{name}: nothing was measured", None, (), "", found.at if found else NOWHERE)
    rows = "" if found.count is None else f", {written(found.count)} rows"
    return Step(f"{name} of {found.period}{rows}", Value(found.value, unit_of(now, name)), (), "", found.at)


def word_of(now: Now, name: str) -> str:
    """Give the word that is given for a figure in this period; nothing if none is."""
    given = seen(now, name, now.period).given
    return given.text if given else ""


def scale_of(now: Now, name: str) -> Scale:
    """Give a measure's unit and direction.

    Raises:
        KeyError: neither the agreement nor the caller says them.
    """
    measure = now.agreement.measures[name]
    if measure.unit is not None:
        return Scale(measure.unit, measure.better or "higher")
    return now.scales[name]


def unit_of(now: Now, name: str) -> str:
    """Give the unit in which a measure's or a figure's values are; of money the currency.

    Raises:
        KeyError: the agreement has neither, or nobody says the measure's unit.
    """
    if (figure := now.agreement.figures.get(name)) is not None:
        return (figure.currency or now.agreement.currency) if figure.unit is Unit.MONEY else str(figure.unit)
    unit = scale_of(now, name).unit
    return now.agreement.currency if unit == "money" else unit
