"""The hard thing of a period in one sentence, with its money: what a review says first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truegreen.model.reading import Contract, Outcome
from truegreen.model.review import Review
from truegreen.model.scorecard import Row
from truegreen.model.truth import Entry, Kind
from truegreen.reports import figures, truth_words, warning_words, written
from truegreen.reports.review.accounts import alerted
from truegreen.reports.review.measures import MISSED, is_sure, worst_first
from truegreen.reports.statuses import is_watermelon


@dataclass(frozen=True, slots=True)
class Hard:
    """The hardest thing: its sentence without the full stop, and of which measures it tells; or that there is none."""

    words: str
    measures: tuple[str, ...] = ()
    is_quiet: bool = False


def hard(review: Review) -> Hard:
    """Give the hardest thing that the records show, and no more than they show."""
    worst = next((each for each in review.truth.entries if each.kind is Kind.WATERMELON), None)
    if worst:
        return _watermelon(worst, review)
    rows = worst_first(review.card)
    before = "" if _is_told(review) else "Nobody can tell whether green is true, and "
    if over := [each for each in rows if is_watermelon(each)]:
        return Hard(f"Not everywhere: {_over(over)}", _ids(over))
    if bad := [each for each in rows if each.outcome is Outcome.BAD and each.outcome_of == each.id]:
        return Hard(f"{before}what customers live through is bad: {_read(bad[0])}", _ids(bad[:1]))
    missed = [each for each in rows if each.contract in MISSED]
    if missed := sorted(missed, key=lambda each: not is_sure(each)):
        return Hard(f"{before}{_missed(missed[0])}", _ids(missed[:1]))
    if is_quiet(review):
        period = figures.period(review.period)
        return Hard(f"Nothing hard in {period}: all is met, and customers are content where anybody can tell", (), True)
    return Hard(truth_words.answer(review.truth).rstrip("."))


def is_quiet(review: Review) -> bool:
    """Say whether nothing is missed, bad, at risk or taken off, where enough is known to say so."""
    rows, kinds = review.card.rows, {each.kind for each in review.truth.entries}
    return (
        _is_told(review)
        and Kind.TRUE_GREEN in kinds and not kinds & {Kind.WATERMELON, Kind.TRUE_RED}
        and not any(each.contract in MISSED or each.outcome is Outcome.BAD for each in rows)
        and any(each.contract is Contract.MET and each.outcome is Outcome.GOOD for each in rows)
        and not alerted(review.ranked)
        and all(each.amount.amount >= 0 for bill in review.statements for each in bill.statement.lines)
    )  # fmt: skip


def _is_told(review: Review) -> bool:
    """Say whether anybody can tell of any piece of work."""
    return any(each.kind is not Kind.CANNOT_TELL for each in review.truth.cells)


def _watermelon(worst: Entry, review: Review) -> Hard:
    level = truth_words.titles(review.truth.levels)[worst.level]
    more = sum(each.kind is Kind.WATERMELON for each in review.truth.entries) - 1
    alike = f"; {truth_words.number(more)} more {'place is' if more == 1 else 'places are'} like it" if more else ""
    pay = worst.affected.revenue if worst.affected else None
    behind = f", and accounts that pay {warning_words.money(pay)} a month had cases there" if pay else ""
    where = truth_words.place(worst, level)
    words = f"Not in {where}: the contract is met, customers most likely are not content{behind}{alike}"
    return Hard(words, tuple(each.measure for each in (*worst.kept, *worst.proxies)))


def _over(rows: Sequence[Row]) -> str:
    first, more = written.title(rows[0]), len(rows) - 1
    named = f"“{first}” and {figures.counted(more, 'more measure')} are" if more else f"“{first}” is"
    return f"{named} met over customers who are not content"


def _missed(row: Row) -> str:
    what = "lies below its agreed minimum" if row.contract is Contract.BELOW_MINIMUM else "misses its target"
    luck = "" if is_sure(row) else ", which chance may explain"
    return f"“{written.title(row)}” {what}{luck}: {_value(row)}"


def _read(row: Row) -> str:
    return f"“{written.title(row)}”: {_value(row)}"


def _value(row: Row) -> str:
    against = f", target {written.target(row)}" if written.target(row) else ""
    return f"{written.value(row, row.reading)} of {written.count(row.reading)}{against}"


def _ids(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(each.id for each in rows)
