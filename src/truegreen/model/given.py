"""What a settlement is given: readings of measures and reported figures, for one period each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from truegreen.units.period import Period
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Performance that a party asks to be excused, and what became of the request.

    Attributes:
        cause: what caused the failure, in the words of the relief clause.
        count: rows it speaks of; None for the whole period.
        total: what these rows add to the measure's numerator, in its unit.
        amount: money it excuses, where money is excused.
        aware, notice: when the party knew, and when it said so.
        granted: whether the other party agreed; None while it is open.
    """

    cause: str
    count: Fraction | None = None
    total: Fraction | None = None
    amount: Fraction | None = None
    aware: date | None = None
    notice: date | None = None
    granted: bool | None = None
    at: Span = NOWHERE

    def __post_init__(self) -> None:
        """Refuse floats."""
        _refuse_floats(self.count, self.total, self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One number of one period.

    Attributes:
        name: a measure or a figure of the agreement.
        period: the period it is of.
        value: in the unit of the measure or figure, exact; None if nothing was measured, which is not zero.
        count: the evidence: how many rows the value rests on; None if not known.
        text: for a figure that is a name.
        incident: what caused a miss, where one cause may fail several measures.
        reported: the day on which it was reported.
        claims: what a party asks to be excused.
    """

    name: str
    period: Period
    value: Fraction | None = None
    count: Fraction | None = None
    text: str = ""
    incident: str = ""
    reported: date | None = None
    claims: tuple[Claim, ...] = ()
    at: Span = NOWHERE

    def __post_init__(self) -> None:
        """Refuse floats: one has already lost the cent that the parties will argue about."""
        _refuse_floats(self.value, self.count)


@dataclass(frozen=True, slots=True)
class Givens:
    """All that is given for one contract."""

    by: dict[tuple[str, Period], Given] = field(default_factory=dict)

    @classmethod
    def of(cls, each: Iterable[Given]) -> Givens:
        """Gather numbers; of two for one name and period the last counts."""
        return cls({(one.name, whole(one.period)): one for one in each})

    def get(self, name: str, period: Period) -> Given | None:
        """Give the number of a name for a period; None if there is none."""
        return self.by.get((name, whole(period)))


def _refuse_floats(*numbers: object) -> None:
    for each in numbers:
        if each is not None and not isinstance(each, Fraction):
            raise TypeError(f"what is given takes a Fraction, not {type(each).__name__} {each!r}")


def whole(period: Period) -> Period:
    """Give a period as a key: that it is cut by the term does not matter."""
    return Period(period.start, period.end) if period.partial else period


@dataclass(frozen=True, slots=True)
class Scale:
    """A measure's unit, and whether more of it is better."""

    unit: str
    better: str
