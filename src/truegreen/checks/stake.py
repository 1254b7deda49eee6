"""The money at stake: what an imagined month loses and gains, where it jumps, and the words in which checks say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from truegreen.checks.levels import levels_of, smallest
from truegreen.checks.month import Month
from truegreen.model.agreement import Agreement
from truegreen.model.statement import Category
from truegreen.units.money import DIGITS
from truegreen.units.span import Span
from truegreen.units.value import Value, rounded


@dataclass(frozen=True, slots=True)
class Point:
    """A level of a measure, and what the provider is paid in a month at it."""

    level: Fraction
    pays: Fraction


class Imagined(Month):
    """An imagined month, and what may be learned from settling it at many levels."""

    @cached_property
    def _sweeps(self) -> dict[str, tuple[Point, ...]]:
        return {}

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
