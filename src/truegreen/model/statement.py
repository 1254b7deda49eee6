"""A statement: what is due for a period, every line with the steps that made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from truegreen.model.finding import Finding
from truegreen.model.step import Step
from truegreen.units.money import Money
from truegreen.units.period import Period
from truegreen.units.span import Span


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
