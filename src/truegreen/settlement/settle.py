"""Settle an agreement, period by period from its start: charges, then its clauses in their order, then the invoice.

Nothing is looked up and nothing is stored here: the same agreement and the same figures give the same statements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from truegreen.model.agreement import Agreement, Term, Versions
from truegreen.model.finding import Finding, error
from truegreen.model.given import Givens, Scale
from truegreen.model.statement import Change, Line, Record, Statement
from truegreen.model.step import Step
from truegreen.primitives.calendar import settled_periods
from truegreen.primitives.entry import Alter, Entry, Keep, Open, Post, Set
from truegreen.primitives.now import SETTINGS, Now
from truegreen.primitives.rounding import at_once, in_currency, round_step
from truegreen.primitives.timing import due
from truegreen.settlement.charges import charges
from truegreen.settlement.overlooked import excused_by_nobody, held_by_nobody, of_no_period
from truegreen.terms.kinds import settle_of
from truegreen.units.money import Money
from truegreen.units.period import Period

Memory = dict[tuple[str, str], list[tuple[Period, Step]]]


def settle(
    versions: Versions,
    given: Givens,
    until: Period,
    scales: Mapping[str, Scale],
    contract: str = "",
    standing: Mapping[Period, Statement] = MappingProxyType({}),
    memory: Memory | None = None,
    since: date = date.min,
) -> tuple[Statement, ...]:
    """Give the statement of every period from the agreement's start up to and including one.

    Args:
        versions: the agreement through time; each period is settled as it stood on the period's last day.
        given: readings and figures, of these periods.
        until: the last period.
        scales: unit and direction of each measure that is computed from records; reported measures say their own.
        contract: which contract, where several are settled under one text.
        standing: statements that are taken as they were issued; see ``restate.standing``.
        memory: where all that clauses keep and set is gathered, for those who look at it afterwards.
        since: periods that end before are passed over, by those who only ask what becomes of what is given.
    """
    memory = {} if memory is None else memory
    pending: tuple[Line, ...] = ()
    statements = []
    odd = [*of_no_period(versions, given), *excused_by_nobody(versions, given)]
    for period in settled_periods(versions, until):
        if period.end <= since:
            continue
        now_due = tuple(line for line in pending if line.due and line.due.start <= period.start)
        if (statement := standing.get(period)) is None:
            found = [finding for day, finding in odd if day in period]
            statement = _settled(versions, given, period, scales, memory, now_due, contract, found)
        for each in statement.records:
            leaf = Step(f"{each.name} of {each.term}, {each.period}", each.because.value, (), "", each.because.at)
            memory.setdefault((each.term, each.name), []).append((each.period, leaf))
        still_open = (line for line in pending if not line.due or line.due.start > period.start)
        pending = (*still_open, *statement.later)
        statements.append(statement)
    return tuple(statements)


@dataclass(slots=True)
class _Book:
    """What clauses do in one period, as they do it."""

    lines: dict[str, Open] = field(default_factory=dict)
    set_so_far: dict[str, Step] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def _settled(
    versions: Versions,
    given: Givens,
    period: Period,
    scales: Mapping[str, Scale],
    memory: Memory,
    invoiced: Sequence[Line],
    contract: str,
    odd: Sequence[Finding],
) -> Statement:
    """Settle one period, with what is remembered of those before."""
    agreement = versions.on(period.last)
    book = _Book()
    for line in charges(versions, agreement, period, book.findings):
        book.lines[line.id] = line
    for name in agreement.pipeline or agreement.terms:
        if (term := agreement.terms.get(name)) is None:
            continue
        now = Now(
            versions, agreement, period, given, scales, name, term.clause, term.at,
            book.lines, invoiced, book.set_so_far, memory,
        )  # fmt: skip
        for entry in settle_of(term.kind)(term.says, now):
            _enter(book, name, term, period, _in_money(agreement, name, term, period, entry))
    book.findings += [*held_by_nobody(agreement, memory), *odd]
    for name, step in book.set_so_far.items():
        leaf = Step(f"{name} as set for {period}", step.value, (), "", step.at)
        memory.setdefault((SETTINGS, name), []).append((period, leaf))
    return _closed(agreement, period, book, invoiced, contract)


def _in_money(agreement: Agreement, name: str, term: Term, period: Period, entry: Entry) -> Entry:
    """Give what a clause does, or what is wrong with it: what cannot be added to the invoice does not get on it."""
    step = entry.because if isinstance(entry, Post) else entry.after if isinstance(entry, Alter) else None
    if step is None or step.value is None or step.value.unit == agreement.currency:
        return entry
    says = f"The clause “{name}” comes to {step.value} in {period}, which is no amount in {agreement.currency}."
    remedy = f"Write its prices in {agreement.currency}, and say of each figure what it is."
    return error(term.at, "not-in-currency", says, remedy)


def _enter(book: _Book, name: str, term: Term, period: Period, entry: Entry) -> None:
    """Enter what a clause does."""
    if isinstance(entry, Post):
        key = f"{name}.{entry.name}" if entry.name else name
        because = at_once(entry.because, entry.rounding, term.clause)
        book.lines[key] = Open(
            key, name, entry.category, entry.paid, because, term.clause, term.at, entry.rounding, title=term.title
        )
    elif isinstance(entry, Alter):
        before = book.lines[entry.line]
        changes = (*before.changes, Change(name, before.because, entry.after))
        book.lines[entry.line] = replace(before, because=entry.after, changes=changes)
    elif isinstance(entry, Set):
        book.set_so_far[entry.name] = entry.because
    elif isinstance(entry, Keep):
        book.records.append(Record(name, entry.name, period, entry.because))
    else:
        book.findings.append(entry)


def _closed(agreement: Agreement, period: Period, book: _Book, invoiced: Sequence[Line], contract: str) -> Statement:
    """Close a period: round, say on which invoice each line stands, and add up this one."""
    closed = [line for each in book.lines.values() if (line := _line(agreement, period, each)) is not None]
    lines = (*invoiced, *(each for each in closed if each.due == period))
    return Statement(
        agreement=agreement.agreement,
        contract=contract,
        title=agreement.title,
        client=agreement.parties.client.name,
        provider=agreement.parties.provider.name,
        period=period,
        currency=agreement.currency,
        lines=lines,
        later=tuple(each for each in closed if each.due != period),
        records=tuple(book.records),
        total=sum((each.amount for each in lines), Money(Decimal(0), agreement.currency)),
        findings=tuple(dict.fromkeys(book.findings)),
    )


def _line(agreement: Agreement, period: Period, each: Open) -> Line | None:
    """Give a line as it stands on an invoice; a clause to which nothing was given has none."""
    if each.because.value is None:
        return None
    because = round_step(each.because, each.rounding or in_currency(each.because.value.unit), each.clause)
    return Line(
        id=each.id,
        term=each.term,
        clause=each.clause,
        at=each.at,
        category=each.category,
        arose=period,
        due=due(agreement, period, each.paid),
        amount=(because.value or each.because.value).money(),
        because=because,
        changes=each.changes,
        title=each.title,
    )
