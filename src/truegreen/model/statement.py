"""A statement: what is due for a period, every line with the steps that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from truegreen.model.finding import Finding
from truegreen.units.money import Money
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was known or done on the way to an amount.

    Attributes:
        says: the step in words; ``{0}``, ``{1}`` … stand for what it was given.
        value: what came out; None where nothing was measured or given.
        given: the steps it rests on.
        clause: what the contract calls the place that allows it.
        at: that place in the agreement's text, or the row that was given.
        op: how the value follows from what it was given, where a spreadsheet can do the same: ``product``, ``sum``,
            ``difference``, ``left`` (a difference, not below zero), ``quotient``, ``negated``, ``least``, ``greatest``,
            ``sizes`` (a sum without signs), ``part:DIGITS`` (the first in the proportion of the second to the third),
            ``round:DIGITS:MODE``.
    """

    says: str
    value: Value | None
    given: tuple[Step, ...] = ()
    clause: str = ""
    at: Span = NOWHERE
    op: str = ""

    @property
    def sentence(self) -> str:
        """Write the step with the values of what it was given."""
        return self.says.format(*(shown(each.value) for each in self.given))


def shown(value: Value | None) -> str:
    """Write a value, or that there is none."""
    return "nothing" if value is None else str(value)


class Category(StrEnum):
    """What a line is, in the words of an invoice."""

    CHARGE = "charge"
    CREDIT = "credit"
    ADJUSTMENT = "adjustment"
    HOLD = "hold"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class Change:
    """What a later clause made of a line's amount: a cap, an index, a choice between credits."""

    by: str
    before: Step
    after: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a statement. Its amount is what its last step says; the client pays what is above zero.

    Attributes:
        id: the charge or the clause it comes from; a clause with several lines adds a name after a dot.
        term: id of the clause or charge.
        title: what people call it; empty where the text names none.
        clause: where the contract says so.
        at: where the agreement's text says so.
        category: what it is on an invoice.
        arose: the period whose work it is for.
        due: the period on whose invoice it stands; None where the agreement's last period comes first.
        amount: rounded, positive where the client pays.
        because: the last step.
        changes: what later clauses made of it, in order; the first one's ``before`` is the amount before any.
        corrects: the settled period that the line corrects, if it does.
    """

    id: str
    term: str
    clause: str
    at: Span
    category: Category
    arose: Period
    due: Period | None
    amount: Money
    because: Step
    changes: tuple[Change, ...] = ()
    corrects: Period | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Something a clause remembers for later periods: points, a miss, what is held, what is carried.

    Attributes:
        term: id of the clause.
        name: what is remembered, like ``points`` or ``held``.
        period: when it was so.
        because: the step that gave it; its value is what is remembered.
    """

    term: str
    name: str
    period: Period
    because: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is due for one period of an agreement, and why.

    Attributes:
        agreement: the agreement's id.
        contract: which of several contracts under one text; empty where there is one.
        title: what people call the agreement.
        client, provider: the parties.
        period: what is settled.
        currency: of every amount.
        lines: what stands on this period's invoice.
        later: what arose in this period and stands on a later invoice.
        records: what is remembered for later periods.
        total: what the client owes for the period; below zero the provider owes.
        findings: what a reader should know.
    """

    agreement: str
    title: str
    client: str
    provider: str
    period: Period
    currency: str
    lines: tuple[Line, ...]
    later: tuple[Line, ...]
    records: tuple[Record, ...]
    total: Money
    contract: str = ""
    findings: tuple[Finding, ...] = field(default=())

    def held(self) -> dict[str, Money]:
        """Give what is held at the period's end, by clause; see ``primitives.ledger``."""
        return {
            each.term: each.because.value.money()
            for each in self.records
            if each.name == "held" and each.because.value is not None and each.because.value.number
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A statement as it was issued, with digests of all that decided it.

    Attributes:
        statement: what was issued.
        text: digest of the agreement as it stood from its start to the period's end, without places.
        definitions: digest of each kind of clause in it, and of the ``arithmetic`` that they share.
        inputs: digest of everything given up to the period's end.
        given: how many numbers were given for the period itself.
        at: the file that holds it.
    """

    statement: Statement
    text: str
    definitions: Mapping[str, str]
    inputs: str
    given: int
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A line of a settled period that comes out otherwise now.

    Attributes:
        id: of the line.
        period: the settled period on whose invoice it stands.
        settled: the line as it was issued; None if it was not.
        now: the line as it comes out now; None if it does not.
        corrected: corrections of it that were issued since.
        difference: what the client owes more than was invoiced and corrected.
        steps: the steps that moved, causes first: (as settled, now); None where there is no such step.
        why: what changed since: the text, a definition, what was given.
        at: the file of the issued statement.
    """

    id: str
    period: Period
    settled: Line | None
    now: Line | None
    corrected: tuple[Line, ...]
    difference: Money
    steps: tuple[tuple[Step | None, Step | None], ...]
    why: tuple[str, ...]
    at: Span = NOWHERE

    @property
    def line(self) -> Line:
        """Give the line: as it comes out now, or else as it was issued, or corrected last."""
        return self.now or self.settled or self.corrected[-1]


def steps_of(*last: Step) -> Iterator[Step]:
    """Give every step that some steps rest on, each once, before those that rest on it."""
    seen: set[int] = set()
    todo: list[tuple[Step, bool]] = [(each, False) for each in reversed(last)]
    while todo:
        step, is_ready = todo.pop()
        if is_ready:
            yield step
        elif id(step) not in seen:
            seen.add(id(step))
            todo.append((step, True))
            todo += [(each, False) for each in reversed(step.given) if id(each) not in seen]
