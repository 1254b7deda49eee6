"""The money at stake: what an agreement would pay in a month that is imagined, at any levels of its measures.

A month is settled as any other; it stands alone, all that is not asked about is at its target, and a service has the
volume that its price was made for. What is held back counts as paid: it is the same money, later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Final

from truegreen.checks.levels import levels_of, rows_of, smallest, target_of
from truegreen.checks.reach import fits, paying, unit_of, words_in
from truegreen.checks.references import references
from truegreen.model.agreement import Agreement, Better, Measure, Unit, Versions
from truegreen.model.given import Given, Givens, Scale
from truegreen.model.statement import Category, Line, Statement
from truegreen.primitives.calendar import settled_period
from truegreen.settlement.settle import settle
from truegreen.units.money import DIGITS, Money
from truegreen.units.period import Period
from truegreen.units.span import Span
from truegreen.units.value import Value, rounded

_EARLY: Final = timedelta(days=366)
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
        self.order = list(agreement.pipeline or agreement.terms)
        self.period = Period(start.start, start.end)
        measures = {name: _judged_at_once(agreement, each) for name, each in agreement.measures.items()}
        self.agreement = replace(
            agreement, starts=self.period.start, ends=self.period.last, measures=measures,
            currency=agreement.currency or _NO_CURRENCY,
        )  # fmt: skip
        self._sweeps: dict[str, tuple[Point, ...]] = {}
        self._settled: dict[tuple[str, Fraction], dict[str, Fraction]] = {}
        self._reduced: dict[frozenset[str], Versions] = {}

    @cached_property
    def paying(self) -> dict[str, list[str]]:
        """Give the measures that move money, each with the ids of the clauses that name it."""
        return paying(self.said)

    @cached_property
    def figures(self) -> dict[str, Given]:
        """Give the numbers that the text lets one guess: volumes, from the services' baselines."""
        agreement, found = self.agreement, dict[str, Given]()
        counts = {name for name, each in agreement.figures.items() if each.unit is Unit.COUNT}
        counts |= {name for name, each in agreement.measures.items() if each.unit is Unit.COUNT and not each.target}
        for term in agreement.terms.values():
            words = words_in(term.says)
            volumes = [each.volume for name, each in agreement.services.items() if name in words and each.volume]
            for name in words & counts - found.keys() if volumes else ():
                found[name] = self._given(name, Fraction(volumes[0].baseline))
        return found

    def _given(self, name: str, value: Fraction, rows: Fraction | None = None) -> Given:
        """Give a number as if it had been reported in good time for anything."""
        return Given(name=name, period=self.period, value=value, count=rows, reported=self.period.start - _EARLY)

    def _settled_for(self, names: Collection[str]) -> Versions:
        """Give the agreement with only the clauses in its pipeline that name one of these measures, or none at all."""
        key = frozenset(each for each in names if each in self.paying)
        if key not in self._reduced:
            others = {each for name in self.paying.keys() - key for each in self.paying[name]}
            kept = {each for name in key for each in self.paying.get(name, ())}
            begun = self._begun if key else self.agreement
            order = [each for each in begun.pipeline or begun.terms if not key or each in kept or each not in others]
            self._reduced[key] = _always(replace(begun, pipeline=tuple(order)))
        return self._reduced[key]

    @cached_property
    def _begun(self) -> Agreement:
        """Give the agreement with its first clauses settled already, as charges, up to the first that names a measure.

        What they come to is the same at all levels; a clause that looks at a later one, or credits, is not among them.
        """
        order, naming = self.order, {each for clauses in self.paying.values() for each in clauses}
        first = list(takewhile(lambda each: each not in naming, order))
        lines = [each for each in _all_lines(self.statement({})) if each.term in {*first, *self.said.charges}]
        looked_at = {each.name for name in first for each in references(self.said.terms[name].says)}
        if looked_at & {*order[len(first) :]} or any(each.category is not Category.CHARGE for each in lines):
            return self.agreement
        charges = {each.term: Money(Decimal(0), self.agreement.currency) for each in lines}
        for each in lines:
            charges[each.term] = Money(charges[each.term].amount + each.amount.amount, each.amount.currency)
        return replace(self.agreement, charges=charges, pipeline=tuple(order[len(first) :]))

    def statement(self, levels: Mapping[str, Fraction], figures: Mapping[str, Fraction] | None = None) -> Statement:
        """Settle the month at some levels, under the clauses that name these measures and those that name none.

        Other measures are at their target; without any level, all clauses are settled.
        """
        given = dict(self.figures)
        for name in self.paying:
            measure = self.agreement.measures[name]
            if (level := levels.get(name, target_of(measure))) is not None:
                given[name] = self._given(name, level, Fraction(rows_of(self.agreement, measure)))
        given |= {name: self._given(name, number) for name, number in (figures or {}).items()}
        versions = _always(self.agreement) if figures else self._settled_for(levels)
        return settle(versions, Givens.of(given.values()), self.period, {})[-1]

    def by_clause(
        self, levels: Mapping[str, Fraction], figures: Mapping[str, Fraction] | None = None
    ) -> dict[str, Fraction]:
        """Give what each clause, and each charge, comes to in a month at some levels."""
        key = next(iter(levels.items())) if len(levels) == 1 and not figures else None
        if key is not None and key in self._settled:
            return self._settled[key]
        statement, found = self.statement(levels, figures), dict[str, Fraction]()
        for each in _all_lines(statement):
            if each.category not in _NOT_PAID:
                found[each.term] = found.get(each.term, Fraction(0)) + Fraction(each.amount.amount)
        if key is not None:
            self._settled[key] = found
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

    def place(self, name: str) -> Span:
        """Give where the first clause is written that credits a measure, or else one that names it."""
        clauses = self.paying[name]
        return self.said.terms[next((each for each in clauses if each in self.crediting), clauses[0])].at

    @cached_property
    def fee(self) -> Fraction:
        """Give the month's charges where everything is at its target; credits and bonuses are not counted."""
        lines = self.statement({}).lines
        return sum((Fraction(each.amount.amount) for each in lines if each.category is Category.CHARGE), Fraction(0))

    def sweep(self, name: str) -> tuple[Point, ...]:
        """Settle the month at each level of a measure that may matter, from the worst to the best.

        An edge between two levels that pay alike is left out. Empty where no clause names the measure, and where
        the text does not say in which unit it is and which way it gets better.
        """
        if name not in self._sweeps:
            levels = levels_of(self.said, name) if name in self.paying else []
            least = 2 * smallest(self.said.measures[name])
            flat = {
                each
                for before, each, after in zip(levels, levels[1:], levels[2:], strict=False)
                if abs(after - before) <= least and self.pays({name: before}) == self.pays({name: after})
            }
            worth = (each for each in levels if each not in flat or each == self.target(name))
            self._sweeps[name] = tuple(Point(each, self.pays({name: each})) for each in worth)
        return self._sweeps[name]

    def jumps(self, name: str) -> Iterator[tuple[Point, Point]]:
        """Give the places where a measure's smallest difference moves money, each as the worse and the better level."""
        least = smallest(self.said.measures[name])
        for worse, better in pairwise(self.sweep(name)):
            if worse.pays != better.pays and abs(worse.level - better.level) <= least:
                yield worse, better

    def most_at_once(self, name: str, clause: str) -> Fraction:
        """Give the most that a clause moves at the smallest difference of a measure; zero where it moves no money."""
        jumps = self.jumps(name) if name in self.paying else ()
        moved = [self.moved(name, worse.level, better.level).get(clause, Fraction(0)) for worse, better in jumps]
        return max(map(abs, moved), default=Fraction(0))

    def target(self, name: str) -> Fraction | None:
        """Give the level that a measure has where nothing is asked about it."""
        return target_of(self.agreement.measures[name])

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


def _always(agreement: Agreement) -> Versions:
    return Versions(agreement.agreement, ((date.min, agreement),))


def _all_lines(statement: Statement) -> tuple[Line, ...]:
    return (*statement.lines, *statement.later)


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


def _judged_at_once(agreement: Agreement, measure: Measure) -> Measure:
    return replace(
        measure, window=agreement.settled_every, averaged=None,
        unit=unit_of(measure) or Unit.SCORE, better=measure.better or Better.HIGHER,
    )  # fmt: skip
