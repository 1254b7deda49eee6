"""The money of a review with its reasons: what is due, what took off or added, what stands on later invoices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from truegreen.model.review import Billed, Review
from truegreen.model.statement import Category, Line, Statement
from truegreen.reports import figures
from truegreen.reports import statement_words as words
from truegreen.reports.review.bills import rests_on, taken, total, why, written
from truegreen.reports.review.parts import Block, Cell, Column, Need, Section, Sentence, Table
from truegreen.reports.review.steps import steps_of
from truegreen.units.money import Money

LINES: Final = (
    Column("Line", width=3.0), Column("Clause", width=1.6), Column("Amount", is_number=True, is_summed=True, width=1.2),
    Column("Why", width=5.0),
)  # fmt: skip
PERIODS: Final = (
    Column("Period", width=1.4), Column("Charges", is_number=True, is_summed=True),
    Column("Credits", is_number=True, is_summed=True), Column("Everything else", is_number=True, is_summed=True),
    Column("Total", is_number=True, is_summed=True, adds=3), Column("Issued", width=0.8),
)  # fmt: skip
LATER: Final = (
    Column("Line", width=3.0), Column("Stands on", width=2.0),
    Column("Amount", is_number=True, is_summed=True, width=1.2), Column("Why", width=5.0),
)  # fmt: skip


def section(review: Review) -> Section:
    """Tell what is due and why."""
    bills = review.statements
    if not bills:
        why = review.unsettled or f"None lies within {figures.period(review.period)}."
        return Section(
            "money",
            "Money, with its reasons",
            [Block("due", f"No statement: {_low(why)}".rstrip("."), needs=Need.MONEY)],
        )
    again = (
        f"truegreen settle --period {review.period}",
        f"truegreen explain LINE --period {bills[-1].statement.period}",
    )
    blocks = [Block("due", _title(review), [*_said(review)], steps_of(bills), _table(review), Need.MONEY, again=again)]
    if len(bills) > 1:
        table = Table("periods", "Statement by statement", PERIODS, [_period(each) for each in bills])
        blocks.append(
            Block(
                "periods",
                f"{figures.counted(len(bills), 'statement')} make up {figures.period(review.period)}",
                table=table,
                needs=Need.MONEY,
                again=again,
            )
        )
    if later := bills[-1].statement.later:
        table = Table("later", "What stands on later invoices", LATER, [_later(each, review) for each in later])
        blocks.append(Block("later", _arose(later, review), table=table, needs=Need.MONEY, again=again))
    return Section("money", "Money, with its reasons", blocks)


def _arose(later: Sequence[Line], review: Review) -> str:
    """Say what arose and stands on later invoices."""
    amount = words.added([each.amount for each in later], review.statements[0].statement.currency)
    what = "credit" if all(each.category is Category.CREDIT for each in later) else "line"
    stands = "stands" if len(later) == 1 else "stand"
    many = figures.counted(len(later), what)
    return f"{many} of {written(-amount if what == 'credit' else amount)} arose and {stands} on later invoices"


def _title(review: Review) -> str:
    bills = review.statements
    due, period = total(bills), figures.period(review.period)
    owing = bills[0].statement.client if due.amount >= 0 else bills[0].statement.provider
    size = due if due.amount >= 0 else -due
    said = f"{owing} owes {written(size)} for {period}" if due.amount else f"Nothing is due for {period}"
    if not review.statements_before or review.before is None or len(bills) != len(review.statements_before):
        return said
    more = due - total(review.statements_before)
    if not more.amount:
        return f"{said}, as much as for {figures.period(review.before)}"
    way = "more" if more.amount > 0 else "less"
    return f"{said}, {written(more if more.amount > 0 else -more)} {way} than for {figures.period(review.before)}"


def _said(review: Review) -> Iterator[Sentence]:
    bills = review.statements
    credited = [line for each in bills for line in each.statement.lines if line.category is Category.CREDIT]
    rests = rests_on(bills)
    if credited:
        verb = "takes" if len(credited) == 1 else "take"
        yield Sentence(
            f"{figures.counted(len(credited), 'credit')} {verb} off {written(-taken(bills))}.",
            tuple(map(_because, credited)),
        )
    else:
        yield Sentence("No credit stands on it.", rests)
    yield from (Sentence(each, rests) for each in _capped(bills))
    missing = sum(not each.is_issued for each in bills)
    if missing:
        which = (
            "The statement is" if len(bills) == 1 else f"{missing} of {figures.counted(len(bills), 'statement')} are"
        )
        yield Sentence(f"{which} not issued yet, and so not final.", rests)
    found = dict.fromkeys(each.says for bill in bills for each in bill.statement.findings)
    yield from (Sentence(each, rests) for each in [*found][:3])


def _because(line: Line) -> str:
    return f"line {line.id}{f', {line.clause}' if line.clause else ''}"


def _capped(bills: Sequence[Billed]) -> Iterator[str]:
    """Say what later clauses made of credits."""
    for bill in bills:
        for line in bill.statement.lines:
            if line.category is Category.CREDIT:
                yield from (f"{words.called(line)}: {words.changed(each)}." for each in line.changes)


def _table(review: Review) -> Table | None:
    """Give every line of one statement; of several only what is no plain charge, for each has its sums besides."""
    bills = review.statements
    lines = [(line, bill.statement) for bill in bills for line in _ordered(bill.statement)]
    if len(bills) == 1:
        rows = [_line(each, of, "", review) for each, of in lines]
        note = "Every step of every amount: truegreen explain LINE --period PERIOD, or the statement’s own page."
        return Table("lines", "Statement lines and why", LINES, rows, note)
    moved = [(each, of) for each, of in lines if each.category is not Category.CHARGE]
    rows = [_line(each, of, f"{of.period}: ", review) for each, of in moved]
    note = "Charges stand in the sums of each statement; every line and step: truegreen settle --period PERIOD."
    return Table("lines", "What was taken off and added, and why", LINES, rows, note) if rows else None


def _ordered(statement: Statement) -> Iterator[Line]:
    for each in words.sections(statement.lines):
        yield from each.lines


def _line(line: Line, statement: Statement, before: str, review: Review) -> list[Cell]:
    name = ", ".join(filter(None, (words.called(line), words.of_period(line, statement))))
    return [
        Cell(before + name), Cell(line.clause or figures.NOTHING), _money(line.amount), why(line, review),
    ]  # fmt: skip


def _later(line: Line, review: Review) -> list[Cell]:
    return [Cell(words.called(line)), Cell(words.stands_on(line)), _money(line.amount), why(line, review)]


def _period(bill: Billed) -> list[Cell]:
    charges, credited = taken([bill], Category.CHARGE), taken([bill])
    due = bill.statement.total
    name = ", ".join(filter(None, (figures.period(bill.statement.period), bill.statement.contract)))
    return [
        Cell(name), _money(charges), _money(credited), _money(due - charges - credited), _money(due),
        Cell("yes" if bill.is_issued else "no"),
    ]  # fmt: skip


def _money(amount: Money) -> Cell:
    return Cell(written(amount), f"{amount.amount:f}")


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]
