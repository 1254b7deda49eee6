"""How things stand when a clause is settled: all that it may look at, and how it says a step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, TypeVar

from truegreen.model.agreement import Agreement, Versions
from truegreen.model.given import Givens, Scale
from truegreen.model.statement import Line
from truegreen.model.step import Step
from truegreen.primitives.calendar import contract_year, in_term, last_day, settled_period
from truegreen.primitives.entry import Open
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value

T = TypeVar("T")
SETTINGS: Final = "*"  # The name under which is remembered what clauses have set, whichever they are.


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

    def step(self, says: str, *given: Step, value: Value | None, at: Span = NOWHERE, op: str = "") -> Step:
        """Say a step under this clause; ``{0}`` in its words stands for the first of what it was given."""
        return Step(says, value, given, self.clause, at if at.line else self.at, op)

    @property
    def year(self) -> Period:
        """Give the contract year that the period lies in."""
        return contract_year(self.agreement, self.period)

    @property
    def is_in_term(self) -> bool:
        """Say whether a day of the period lies in the term; after it there are only final accounts."""
        return self.agreement.ends is None or self.period.start <= self.agreement.ends

    def before(self) -> Now:
        """Give how things stood one period earlier, for amounts that fall on the next invoice's charges."""
        period = in_term(self.versions, settled_period(self.agreement, self.period.start - timedelta(days=1)))
        had_set = {
            name: step
            for (term, name), each in self.memory.items()
            for when, step in each
            if term == SETTINGS and period.last in when
        }
        return replace(self, period=period, agreement=self.versions.on(period.last), set_so_far=had_set)

    def worded(self, says: T) -> T | None:
        """Give the clause being settled as the agreement of this period words it; None if it has no such clause."""
        term = self.agreement.terms.get(self.term)
        return term.says if term is not None and isinstance(term.says, type(says)) else None

    def lines_of(self, names: Collection[str]) -> list[Open]:
        """Give the lines that charges and clauses posted for this period, by the names of these or of the lines."""
        return [each for each in self.lines.values() if each.term in names or each.id in names]

    def has_set(self, name: str, period: Period) -> Step | None:
        """Give what clauses have set for a window: under its own name, or else for the period in which it ends."""
        own, day = f"{name} {period}", last_day(self.agreement, period)
        if day in self.period:
            return self.set_so_far.get(own) or self.set_so_far.get(name)
        if earlier := self.memory.get((SETTINGS, own)):
            return earlier[-1][1]
        return next((step for when, step in self.memory.get((SETTINGS, name), ()) if day in when), None)

    def kept(self, name: str, term: str = "") -> Sequence[tuple[Period, Step]]:
        """Give what this clause (or another) kept under a name in earlier periods, oldest first."""
        return [each for each in self.memory.get((term or self.term, name), ()) if each[0].start < self.period.start]

    def last_kept(self, name: str, term: str = "") -> Step | None:
        """Give what was kept last."""
        kept = reversed(self.memory.get((term or self.term, name), ()))
        return next((step for period, step in kept if period.start < self.period.start), None)
