"""A month of an agreement that is imagined, and settled as any other at any levels of its measures.

It stands alone, all that is not asked about is at its target, every measure is judged in it, and a service has the
volume that its price was made for. What is held back counts as paid: it is the same money, later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import takewhile
from typing import Final

from truegreen.checks.levels import rows_of, target_of
from truegreen.checks.reach import fits, paying, unit_of, words_in
from truegreen.checks.references import references
from truegreen.model.agreement import Agreement, Better, Measure, Unit, Versions
from truegreen.model.given import Given, Givens, Scale
from truegreen.model.statement import Category, Line, Statement
from truegreen.primitives.calendar import settled_period
from truegreen.settlement.settle import settle
from truegreen.units.money import Money
from truegreen.units.period import Period

_EARLY: Final = timedelta(days=366)
_NO_CURRENCY: Final = "XXX"  # By ISO 4217.
_NOT_PAID: Final = (Category.HOLD, Category.TAX)


class Month:
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

    def target(self, name: str) -> Fraction | None:
        """Give the level that a measure has where nothing is asked about it."""
        return target_of(self.agreement.measures[name])


def _always(agreement: Agreement) -> Versions:
    return Versions(agreement.agreement, ((date.min, agreement),))


def _all_lines(statement: Statement) -> tuple[Line, ...]:
    return (*statement.lines, *statement.later)


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
