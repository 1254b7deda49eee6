"""The money at stake: what an agreement would pay in a month that is imagined, at any levels of its measures.

A month is settled as any other; it stands alone, all that is not asked about is at its target, and a service has the
volume that its price was made for. What is held back counts as paid: it is the same money, later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final

from truegreen.checks.reach import fits, paying, unit_of, words_in, written_levels
from truegreen.model.agreement import Agreement, Better, Figure, Measure, Unit, Versions
from truegreen.model.given import Given, Givens, Scale
from truegreen.model.statement import Category, Statement
from truegreen.primitives.calendar import settled_period
from truegreen.primitives.curve import Deadband
from truegreen.primitives.measure import round_measure
from truegreen.primitives.operand import Written, value_of
from truegreen.settlement.settle import settle
from truegreen.units.money import DIGITS
from truegreen.units.period import Period
from truegreen.units.quantity import Quantity
from truegreen.units.value import Value, rounded

_USUAL: Final = 1000  # Rows of a measure whose service says no volume.
_SMALLEST: Final = {Unit.SHARE: Fraction(1, 10**6), Unit.MONEY: Fraction(1, 100), Unit.COUNT: Fraction(1)}
_FAR: Final = (Fraction(5, 100), Fraction(20, 100))
_NO_CURRENCY: Final = "XXX"  # By ISO 4217.
_NOT_PAID: Final = (Category.HOLD, Category.TAX)


@dataclass(frozen=True, slots=True)
class Point:
    """A level of a measure, and what the provider is paid in a month at it."""

    level: Fraction
    pays: Fraction


class Imagined:
    """A month of an agreement that can be settled at any levels; what was settled once is kept."""

    def __init__(self, agreement: Agreement) -> None:
        """Cut the agreement to one whole month in which every measure is judged."""
        start = settled_period(agreement, agreement.starts)
        self.said = agreement
        self.period = Period(start.start, start.end)
        measures = {name: _judged_at_once(agreement, each) for name, each in agreement.measures.items()}
        self.agreement = replace(
            agreement, starts=self.period.start, ends=self.period.last, measures=measures,
            currency=agreement.currency or _NO_CURRENCY,
        )  # fmt: skip
        self._sweeps: dict[str, tuple[Point, ...]] = {}
        self._reduced: dict[frozenset[str], Versions] = {}

    @cached_property
    def paying(self) -> dict[str, list[str]]:
        """Give the measures that move money, each with the ids of the clauses that name it."""
        return paying(self.said)

    @cached_property
    def figures(self) -> dict[str, Given]:
        """Give the figures that the text lets one guess: volumes, from the services' baselines."""
        found = {}
        for term in self.agreement.terms.values():
            for name in words_in(term.says) & self.agreement.figures.keys():
                known = _volume(self.agreement, self.agreement.figures[name], term.says)
                if known is not None and name not in found:
                    found[name] = Given(name=name, period=self.period, value=known)
        return found

    def _settled_for(self, names: Collection[str]) -> Versions:
        """Give the agreement with only the clauses in its pipeline that name one of these measures, or none at all."""
        key = frozenset(names)
        if key not in self._reduced:
            others = {each for name in self.paying.keys() - key for each in self.paying[name]}
            kept = {each for name in key for each in self.paying.get(name, ())} if key else set(self.said.terms)
            order = [each for each in self.said.pipeline or self.said.terms if each in kept or each not in others]
            reduced = replace(self.agreement, pipeline=tuple(order))
            self._reduced[key] = Versions(reduced.agreement, ((date.min, reduced),))
        return self._reduced[key]

    def statement(self, levels: Mapping[str, Fraction], figures: Mapping[str, Fraction] | None = None) -> Statement:
        """Settle the month at some levels, under the clauses that name these measures and those that name none.

        Other measures are at their target; without any level, all clauses are settled.
        """
        given = dict(self.figures)
        for name in self.paying:
            measure = self.agreement.measures[name]
            if (level := levels.get(name, _target(measure))) is not None:
                rows = Fraction(rows_of(self.agreement, measure))
                given[name] = Given(name=name, period=self.period, value=level, count=rows)
        for name, number in (figures or {}).items():
            given[name] = Given(name=name, period=self.period, value=number)
        return settle(self._settled_for(levels), Givens.of(given.values()), self.period, {})[-1]

    def by_clause(
        self, levels: Mapping[str, Fraction], figures: Mapping[str, Fraction] | None = None
    ) -> dict[str, Fraction]:
        """Give what each clause, and each charge, comes to in a month at some levels."""
        statement, found = self.statement(levels, figures), dict[str, Fraction]()
        for each in (*statement.lines, *statement.later):
            if each.category not in _NOT_PAID:
                found[each.term] = found.get(each.term, Fraction(0)) + Fraction(each.amount.amount)
        return found

    def pays(self, levels: Mapping[str, Fraction], figures: Mapping[str, Fraction] | None = None) -> Fraction:
        """Give what the client pays for a month at some levels, now or later."""
        return sum(self.by_clause(levels, figures).values(), Fraction(0))

    def moved(self, name: str, worse: Fraction, better: Fraction) -> dict[str, Fraction]:
        """Give the clauses and charges that come to something else at another level, with what they come to more."""
        low, high = self.by_clause({name: worse}), self.by_clause({name: better})
        more = {each: high.get(each, Fraction(0)) - low.get(each, Fraction(0)) for each in {**low, **high}}
        return {each: amount for each, amount in more.items() if amount}

    def loss(self, name: str, level: Fraction) -> Fraction:
        """Give what the provider loses in a month at a level of a measure, against one at its target."""
        target = self.target(name)
        return Fraction(0) if target is None else self.pays({name: target}) - self.pays({name: level})

    @cached_property
    def losses(self) -> dict[str, Fraction]:
        """Give the most that each measure can lose the provider in a month, for those that can."""
        worst = {name: max((self.loss(name, each.level) for each in self.sweep(name)), default=Fraction(0))
                 for name in self.paying}  # fmt: skip
        return {name: loss for name, loss in worst.items() if loss > 0}

    @cached_property
    def crediting(self) -> dict[str, Fraction]:
        """Give the clauses under which the provider owes something in its worst month, with how much."""
        owed: dict[str, Fraction] = {}
        for name in self.paying:
            for term, amount in self.by_clause({name: each[0].level} if (each := self.sweep(name)) else {}).items():
                if amount < 0:
                    owed[term] = max(owed.get(term, Fraction(0)), -amount)
        return owed

    @cached_property
    def fee(self) -> Fraction:
        """Give the month's charges where everything is at its target; credits and bonuses are not counted."""
        lines = self.statement({}).lines
        return sum((Fraction(each.amount.amount) for each in lines if each.category is Category.CHARGE), Fraction(0))

    def sweep(self, name: str) -> tuple[Point, ...]:
        """Settle the month at each level of a measure that may matter, from the worst to the best.

        Empty where the text does not say in which unit the measure is and which way it gets better.
        """
        if name not in self._sweeps:
            self._sweeps[name] = tuple(Point(each, self.pays({name: each})) for each in levels_of(self.said, name))
        return self._sweeps[name]

    def jumps(self, name: str) -> Iterator[tuple[Point, Point]]:
        """Give the places where a measure's smallest difference moves money, each as the worse and the better level."""
        least = smallest(self.said.measures[name])
        for worse, better in pairwise(self.sweep(name)):
            if worse.pays != better.pays and abs(worse.level - better.level) <= least:
                yield worse, better

    def target(self, name: str) -> Fraction | None:
        """Give the level that a measure has where nothing is asked about it."""
        return _target(self.agreement.measures[name])

    def level(self, name: str, number: Fraction) -> str:
        """Write a level of a measure."""
        unit = str(self.agreement.measures[name].unit)
        return str(Value(number, self.said.currency if unit == "money" else unit))

    def clause(self, name: str) -> str:
        """Write a clause: its id, and where the contract says it."""
        where = self.said.terms[name].clause
        return f"“{name}” ({where})" if where else f"“{name}”"

    def stake(self, amount: Fraction) -> str:
        """Write an amount of each settled period, like 42.00 EUR a month."""
        return f"{self.money(amount)} a {self.said.settled_every}"

    def money(self, amount: Fraction) -> str:
        """Write an amount in the agreement's currency, rounded for the eye and without a sign."""
        digits = DIGITS.get(self.said.currency, 2)
        return str(Value(rounded(abs(amount), digits, "half-up"), self.agreement.currency))


def imagined(agreement: Agreement) -> Imagined:
    """Give an agreement's imagined month; many checks ask for the same one after another, so the last one is kept."""
    last = _last[0] if _last else None
    if last is None or last.said is not agreement:
        last = Imagined(agreement)
        _last[:] = [last]
    return last


_last: list[Imagined] = []


def told(agreement: Agreement, scales: Mapping[str, Scale]) -> Agreement:
    """Give the agreement with the unit and the direction of each measure said outright, where a metric has them."""
    measures = {name: _told(each, scales.get(name)) for name, each in agreement.measures.items()}
    return replace(agreement, measures=measures)


def _told(measure: Measure, scale: Scale | None) -> Measure:
    if scale is None or measure.unit is not None:
        return measure
    levels = [each for each in (measure.target, measure.minimum) if each]
    if not all(fits(each, Unit(scale.unit)) for each in levels):
        return measure
    return replace(measure, unit=Unit(scale.unit), better=Better(scale.better))


def rows_of(agreement: Agreement, measure: Measure) -> int:
    """Give how many rows a measure has in a usual month: its service's volume, and at least what it needs."""
    service = agreement.services.get(measure.service)
    usual = service.volume.baseline if service and service.volume else _USUAL
    return max(usual, measure.sample.minimum if measure.sample else 0)


def smallest(measure: Measure) -> Fraction:
    """Give the smallest difference between two levels of a measure that can be told apart."""
    unit = unit_of(measure)
    if measure.rounding is not None:
        return Fraction(1, 10 ** (measure.rounding.digits + (2 if unit is Unit.SHARE else 0)))
    return _SMALLEST.get(unit or Unit.SCORE, Fraction(1, 1000))


def edges_of(agreement: Agreement, name: str) -> list[Fraction]:
    """Give the levels at which something happens to a measure: its own and those of clauses that name it, rising."""
    measure = agreement.measures[name]
    unit = unit_of(measure)
    if unit is None:
        return []
    beside = [each for term in agreement.terms.values() for named, each in written_levels(term.says, agreement)
              if named == name]  # fmt: skip
    own = {each.in_unit(unit) for each in (measure.target, measure.minimum) if each is not None and fits(each, unit)}
    others = {each.in_unit(unit) for each in beside if isinstance(each, Quantity) and fits(each, unit)}
    worse = -1 if measure.better is Better.HIGHER else 1
    for each in beside:
        if isinstance(each, Deadband) and isinstance(each.width, Written) and each.width.quantity:
            width = value_of(each.width.quantity, unit).number * worse
            own, others = own | {level + width for level in own}, others | {level - width for level in others}
    return sorted(own | others)


def levels_of(agreement: Agreement, name: str) -> list[Fraction]:
    """Give the levels worth settling, from the worst to the best: at, before and after each edge, and far."""
    measure = agreement.measures[name]
    edges = edges_of(agreement, name)
    if not edges or measure.better is None or measure.unit is None:
        return []
    step = smallest(measure)
    found = {level for edge in edges for level in (edge - step, edge, edge + step)}
    scale = Fraction(1) if measure.unit is Unit.SHARE else max(map(abs, edges))
    found |= {edges[0] - each * scale for each in _FAR} | {edges[-1] + each * scale for each in _FAR}
    most = 1 if measure.unit is Unit.SHARE else max(found)
    unit = str(measure.unit)
    inside = {min(max(each, Fraction(0)), Fraction(most)) for each in found}
    return sorted({round_measure(each, unit, measure.rounding) for each in inside},
                  reverse=measure.better is Better.LOWER)  # fmt: skip


def _judged_at_once(agreement: Agreement, measure: Measure) -> Measure:
    return replace(
        measure, window=agreement.settled_every, averaged=None,
        unit=unit_of(measure) or Unit.SCORE, better=measure.better or Better.HIGHER,
    )  # fmt: skip


def _target(measure: Measure) -> Fraction | None:
    level = measure.target or measure.minimum
    return level.in_unit(measure.unit or Unit.SCORE) if level else None


def _volume(agreement: Agreement, figure: Figure, says: object) -> Fraction | None:
    """Give the volume that a figure has in a usual month, where the clause that asks for it names a service."""
    if figure.unit is not Unit.COUNT:
        return None
    named = words_in(says) & agreement.services.keys()
    found = [each.volume.baseline for name, each in agreement.services.items() if name in named and each.volume]
    return Fraction(found[0]) if found else None
