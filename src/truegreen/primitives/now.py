"""How things stand when a clause is settled: all that it may look at, and the words in which it says its steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, TypeVar

from truegreen.model.agreement import Agreement, Measure, Unit, Versions
from truegreen.model.given import Given, Givens, Scale
from truegreen.model.statement import Category, Change, Line
from truegreen.model.step import Step
from truegreen.primitives.base import Base, Credits
from truegreen.primitives.calendar import contract_year, settled_period, window_of
from truegreen.primitives.combine import product
from truegreen.primitives.limit import Per
from truegreen.primitives.measure import Judged, judge
from truegreen.primitives.operand import ByName, Operand, value_of
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.period import Period, add_months
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value, is_currency

T = TypeVar("T")
SETTINGS: Final = "*"  # The name under which is remembered what clauses have set, whichever they are.


@dataclass(frozen=True, slots=True)
class Open:
    """A line while the period is being settled."""

    id: str
    term: str
    category: Category
    paid: Paid
    because: Step
    clause: str
    at: Span
    rounding: Rounded | None = None
    changes: tuple[Change, ...] = ()
    title: str = ""

    @property
    def number(self) -> Fraction:
        """Give the amount so far."""
        return self.because.number


@dataclass(frozen=True, slots=True)
class Now:
    """How things stand when a clause is settled.

    Attributes:
        versions: the agreement through time.
        agreement: as it stands on the period's last day.
        period: what is settled.
        given: readings and figures, of all periods.
        scales: unit and direction of the measures that records give.
        term: id of the clause being settled.
        clause, at: where the contract and the text say it.
        lines: what was posted for this period by clauses before, by line.
        invoiced: lines of earlier periods that stand on this invoice.
        set_so_far: what clauses before have set; see ``entry.Set``.
        memory: what was kept in earlier periods, by clause and name, oldest first; each as a step without its own past.
            What clauses had set in them is there under ``SETTINGS``.
    """

    versions: Versions
    agreement: Agreement
    period: Period
    given: Givens
    scales: Mapping[str, Scale]
    term: str
    clause: str
    at: Span
    lines: Mapping[str, Open]
    invoiced: Sequence[Line]
    set_so_far: Mapping[str, Step]
    memory: Mapping[tuple[str, str], Sequence[tuple[Period, Step]]]

    # --- steps

    def step(self, says: str, *given: Step, value: Value | None, at: Span = NOWHERE, op: str = "") -> Step:
        """Say a step under this clause; ``{0}`` in its words stands for the first of what it was given."""
        return Step(says, value, given, self.clause, at if at.line else self.at, op)

    def times(self, share: Step, money: Step, says: str = "{0} of {1}", at: Span = NOWHERE) -> Step:
        """Multiply; the unit is the second's. Nothing times anything is nothing."""
        value = None
        if share.value is not None and money.value is not None:
            value = Value(share.value.number * money.value.number, money.value.unit)
        return self.step(says, share, money, value=value, at=at, op="product")

    def plus(self, steps: Sequence[Step], says: str = "", at: Span = NOWHERE) -> Step:
        """Add up; what is nothing adds nothing, and all nothing is nothing."""
        if len(steps) == 1 and not says:
            return steps[0]
        known = [each.value for each in steps if each.value is not None]
        value = Value(sum((each.number for each in known), Fraction(0)), known[0].unit) if known else None
        words = says or " + ".join(f"{{{place}}}" for place in range(len(steps)))
        return self.step(words, *steps, value=value, at=at, op="sum")

    def minus(self, step: Step, says: str = "credited: {0}") -> Step:
        """Turn a charge into a credit, or a credit into a charge."""
        value = None if step.value is None else Value(-step.value.number, step.value.unit)
        return self.step(says, step, value=value, op="negated")

    # --- periods

    @property
    def year(self) -> Period:
        """Give the contract year that the period lies in."""
        return contract_year(self.agreement, self.period)

    @property
    def is_in_term(self) -> bool:
        """Say whether a day of the period lies in the term."""
        return self.agreement.ends is None or self.period.start <= self.agreement.ends

    @property
    def is_year_end(self) -> bool:
        """Say whether the period is the last one of its contract year, or of the term."""
        return self.period.end >= self.year.end

    def windows(self, measure: Measure) -> list[Period]:
        """Give the windows of a measure that end in this period."""
        if measure.window is self.agreement.settled_every:
            return [self.period]
        found, day = [], self.period.start
        while day < self.period.end:
            window = self.window_of(measure, day)
            if window.last in self.period:
                found.append(window)
            day = window.end
        return found

    def window_of(self, measure: Measure, day: date) -> Period:
        """Give the window of a measure that a day falls in."""
        return window_of(self.agreement, measure, day)

    def window_before(self, measure: Measure, period: Period) -> Period:
        """Give the window before one."""
        return self.window_of(measure, self.window_of(measure, period.start).start - timedelta(days=1))

    def before(self) -> Now:
        """Give how things stood one period earlier, for amounts that fall on the next invoice's charges."""
        period = settled_period(self.agreement, self.period.start - timedelta(days=1))
        had_set = {name: step for (term, name), each in self.memory.items() if term == SETTINGS
                   for when, step in each if period.last in when}  # fmt: skip
        return replace(self, period=period, agreement=self.versions.on(period.last), set_so_far=had_set)

    def worded(self, says: T) -> T | None:
        """Give the clause being settled as the agreement of this period words it; None if it has no such clause."""
        term = self.agreement.terms.get(self.term)
        return term.says if term is not None and isinstance(term.says, type(says)) else None

    def has_set(self, name: str, period: Period) -> Step | None:
        """Give what clauses have set for a window: under its own name, or else for the period in which it ends."""
        own = f"{name} {period}"
        if period.last in self.period:
            return self.set_so_far.get(own) or self.set_so_far.get(name)
        if earlier := self.memory.get((SETTINGS, own)):
            return earlier[-1][1]
        return next((step for when, step in self.memory.get((SETTINGS, name), ()) if period.last in when), None)

    # --- what is given

    def scale(self, name: str) -> Scale:
        """Give a measure's unit and direction.

        Raises:
            KeyError: neither the agreement nor the caller says them.
        """
        measure = self.agreement.measures[name]
        if measure.unit is not None:
            return Scale(measure.unit, measure.better or "higher")
        return self.scales[name]

    def given_of(self, name: str, period: Period) -> Given | None:
        """Give the number of a measure or figure for a period, or what a clause has set instead.

        What is given for a whole month holds for a cut one.
        """
        found = self.given.get(name, period)
        if found is None and period.partial:
            found = self.given.get(name, settled_period(self.agreement, period.start))
        step = self.has_set(f"reading {name}", period)
        if step is None:
            return found
        rows, value = self.has_set(f"count {name}", period), step.value.number if step.value else None
        count = rows.value.number if rows and rows.value else found.count if found else None
        return replace(found or Given(name=name, period=period), period=period, value=value, count=count)

    def given_step(self, name: str, found: Given | None, window: Period | None = None) -> Step:
        """Say what was given for a window, as a step; or what a clause has set instead."""
        window = window or (found.period if found else self.period)
        if (set_step := self.has_set(f"reading {name}", window)) is not None:
            return set_step
        if found is None or found.value is None:
            return Step(f"{name}: nothing was measured", None, (), "", found.at if found else NOWHERE)
        rows = "" if found.count is None else f", {found.count} rows"
        return Step(f"{name} of {found.period}{rows}", Value(found.value, self.unit_of(name)), (), "", found.at)

    def unit_of(self, name: str) -> str:
        """Give the unit in which a measure's or a figure's values are."""
        if (figure := self.agreement.figures.get(name)) is not None:
            return (figure.currency or self.agreement.currency) if figure.unit is Unit.MONEY else str(figure.unit)
        unit = self.scale(name).unit
        return self.agreement.currency if unit == "money" else unit

    def value(self, operand: Operand, unit: str = "") -> Step:
        """Give a written number, what is given for its name in this period, or several multiplied.

        ``money`` is in the own currency.

        Raises:
            KeyError: the agreement has no figure and no measure of that name.
        """
        unit = self.agreement.currency if unit == "money" else unit
        if isinstance(operand, tuple):
            return product(self, operand, unit)
        if isinstance(operand, ByName):
            word = self.word(operand.by)
            chosen = operand.each.get(word)
            if chosen is None:
                return self.step(f"nothing is agreed for {operand.by} “{plain(word)}”", value=None, at=operand.at)
            return self.step(f"for {operand.by} “{plain(word)}”: {{0}}", inner := self.value(chosen, unit),
                             value=inner.value, at=operand.at)  # fmt: skip
        if operand.quantity is not None:
            return self.step("as agreed", value=value_of(operand.quantity, unit), at=operand.quantity.at)
        if operand.name in self.agreement.figures:
            return self.given_step(operand.name, self.given_of(operand.name, self.period))
        judged = self.judged_last(operand.name)
        return judged.step if judged else self.step(f"{operand.name}: nothing in this period", value=None)

    def word(self, name: str) -> str:
        """Give the word that is given for a figure in this period; nothing if none is."""
        found = self.given_of(name, self.period)
        return found.text if found else ""

    def level(self, name: str, which: str) -> Step | None:
        """Give a measure's ``target`` or ``minimum``, as an earlier clause left it; None if it has none."""
        if (set_step := self.set_so_far.get(f"{which} {name}")) is not None:
            return set_step
        measure = self.agreement.measures[name]
        quantity = measure.target if which == "target" else measure.minimum
        if quantity is None:
            return None
        unit = self.unit_of(name)
        in_unit = "money" if is_currency(unit) else unit
        at = quantity.at if quantity.at.line else measure.at
        return Step(f"{which} of {name}", Value(quantity.in_unit(in_unit), unit), (), measure.clause, at)

    def judged(self, name: str) -> list[Judged]:
        """Judge a measure for each of its windows that ends in this period and lies in the term, wholly or partly.

        Raises:
            KeyError: the agreement has no such measure.
        """
        first, last = self.versions.each[0][1].starts, self.agreement.ends or date.max
        windows = self.windows(self.agreement.measures[name])
        return [judge(self, name, each) for each in windows if each.start <= last and first < each.end]

    def judged_last(self, name: str) -> Judged | None:
        """Judge a measure for its last window that ends in this period, or else for the last one before it."""
        measure = self.agreement.measures[name]
        windows = self.windows(measure) or [self.window_before(measure, self.period)]
        return judge(self, name, windows[-1])

    # --- money

    def amount(self, *names: str) -> Step | None:
        """Give the money that charges and clauses posted for this period, as it stands; None if they posted nothing."""
        found = [each.because for each in self.lines.values() if each.term in names or each.id in names]
        return self.plus(found) if found else None

    def charges(self, base: Base) -> Step | None:
        """Give the money that a share is taken of; None if nothing was charged."""
        names: Iterable[str] = base.charges
        charged = self.amount(*names)
        if base.credits is Credits.BEFORE or charged is None:
            return charged
        credits_ = [each.because for each in self.lines.values()
                    if each.category is Category.CREDIT and each.term not in base.charges]  # fmt: skip
        return self.plus([charged, *credits_], at=base.at) if credits_ else charged

    # --- what was kept

    def kept(self, name: str, term: str = "") -> Sequence[tuple[Period, Step]]:
        """Give what this clause (or another) kept under a name in earlier periods, oldest first."""
        return [each for each in self.memory.get((term or self.term, name), ()) if each[0].start < self.period.start]

    def last_kept(self, name: str, term: str = "") -> Step | None:
        """Give what was kept last."""
        found = self.kept(name, term)
        return found[-1][1] if found else None

    def total_kept(self, name: str, per: Per, term: str = "") -> Step | None:
        """Add up what was kept in this month's contract year, the last twelve months or the term; None for nothing."""
        since = {Per.MONTH: date.max, Per.YEAR: self.year.start, Per.TERM: date.min}.get(per)
        since = add_months(self.period.start, -11) if since is None else since
        found = [step for period, step in self.kept(name, term) if period.end > since]
        return self.plus(found) if found else None


def plain(word: str) -> str:
    """Give a word that a person wrote so that its braces are not read as places in a step's words."""
    return word.replace("{", "(").replace("}", ")")
