"""What measures say of one case: the value that each adds for it, and how long things took.

A measure of cases says it directly; what is counted by contact, evaluation or run of a clock is averaged over those of
the case. A ratio of two totals, and what is counted by account or month, says nothing of a single case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from truegreen.clocks.tables import CLOCK_RUN
from truegreen.facts.store import State
from truegreen.facts.tables import CASE, INTERACTION, QUALITY
from truegreen.metrics.define import Rows, Spread, Tally, seconds_between
from truegreen.model.reading import PARTS
from truegreen.readings.plan import READABLE, Plan
from truegreen.readings.query import counted_in, table_expression, told_by
from truegreen.readings.questions import Question, Scope, possible
from truegreen.readings.scoped import within
from truegreen.readings.staleness import known_until

OF_CASES: Final = (CASE.name, INTERACTION.name, QUALITY.name, CLOCK_RUN.name)
"""Tables whose rows belong to one case each."""
UNTOLD: Final = "the records do not tell it"


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure that a case has.

    Attributes:
        id: the measure's id, or what the duration is called.
        table: the fact table it is read from.
        value: an Ibis expression of that table, as float; NULL where the row does not count.
        scope: cases that it is about, by the slices of the case and its account.
        words: what it counts.
        unit, better: as of the metric; the unit ``hours`` stands beside those.
        adds: whether several rows of a case add up; else they are averaged.
    """

    id: str
    table: str
    value: Rows
    scope: Scope
    words: str
    unit: str
    better: str
    adds: bool = False


def entries(state: State, asked: Iterable[Question]) -> tuple[list[Entry], dict[str, str]]:
    """Give what measures say of a case; and why the others say nothing, by their id."""
    found, silent = [], {}
    for question in asked:
        because = _silent(state, question)
        if because:
            silent[question.id] = because
        else:
            found.append(entry(state, question))
    return found, silent


def entry(state: State, question: Question) -> Entry:
    """Give what a measure of one table adds for a row of it.

    Raises:
        ValueError: it is a ratio of two totals.
    """
    formula, table = question.formula, READABLE[question.formula.variant.tables[0]]
    plan = Plan(table, (), (), {str(formula.spec): formula})
    rows = table_expression(table)
    counted = counted_in(plan, formula, {table.name: rows}, known_until(plan, state))
    if not isinstance(counted, Spread) and len(counted) > 1:
        raise ValueError(f"{question.id} is a ratio of two totals")
    own = Scope() if table is CASE else possible(question.scope, table.slices)
    left = [name for name, _ in (*own.only, *own.never)]
    rest = Scope(*(tuple(each for each in part if each[0] not in left)
                   for part in (question.scope.only, question.scope.never)))  # fmt: skip
    value = _value(counted if isinstance(counted, Spread) else counted[0][1], within(rows, own), formula.unit)
    return Entry(question.id, table.name, value, rest, formula.words, formula.unit, formula.metric.better)


def _silent(state: State, question: Question) -> str:
    """Say why a measure says nothing of a single case; empty if it says something."""
    variant = question.formula.variant
    if len(variant.tables) > 1:
        return "it is counted over two kinds of record"
    if variant.tables[0] not in OF_CASES:
        return f"it is not counted by case but over {variant.tables[0].replace('_', ' ')} records"
    if not state.of(variant.tables[0]):
        return UNTOLD
    try:
        entry(state, question)
    except ValueError:
        return "it is a ratio of two totals"
    return "" if told_by(state, [question.formula]) else UNTOLD


def _value(counted: Spread | Tally, own: Rows, unit: str) -> Rows:
    """Give what a row adds, in the unit; NULL where it does not count. Who says nothing adds nothing."""
    import ibis

    added = counted.value.cast("int64")
    known = added if isinstance(counted, Spread) else added.fill_null(0)
    counts = (counted.among & own).fill_null(False)
    return counts.ifelse(known.cast("float64") / float(PARTS[unit]), ibis.null("float64"))


def durations(state: State, clocks: Sequence[str]) -> list[Entry]:
    """Give how long things took, as far as the records tell: hours to resolve, by each clock, to answer, waiting.

    Args:
        state: the facts.
        clocks: full names of clocks, like ``acme-care/resolution``.
    """
    made = (*_of_case(), *_of_contact(), *(each for name in clocks for each in _of_clock(name)))
    return [each for each, reads in made if set(reads) <= state.filled(each.table)]


def _of_case() -> Iterator[tuple[Entry, Sequence[str]]]:
    case = table_expression(CASE)
    took, answered = (seconds_between(case.opened_at, each) for each in (case.resolved_at, case.first_response_at))
    waited = _least(case.waiting_seconds, took)
    yield (
        _duration("hours-to-resolve", CASE.name, _from_zero(took) / 3600.0, "Hours from opened to resolved"),
        ("opened_at", "resolved_at"),
    )
    yield (
        _duration("hours-to-response", CASE.name, _from_zero(answered) / 3600.0, "Hours from opened to a first answer"),
        ("opened_at", "first_response_at"),
    )
    share = (took > 0).ifelse(_from_zero(waited) / took.cast("float64"), _nothing())
    yield (
        replace(_duration("waiting-part", CASE.name, share, "Part of that put down to waiting"), unit="share"),
        ("opened_at", "resolved_at", "waiting_seconds"),
    )


def _of_contact() -> Iterator[tuple[Entry, Sequence[str]]]:
    contact = table_expression(INTERACTION)
    waited = _from_zero(seconds_between(contact.offered_at, contact.answered_at))
    words = "Seconds until a contact was answered"
    made = _duration("seconds-to-answer", INTERACTION.name, waited, words)
    yield replace(made, unit="seconds"), ("offered_at", "answered_at", "case_id")


def _of_clock(name: str) -> Iterator[tuple[Entry, Sequence[str]]]:
    run = table_expression(CLOCK_RUN)
    short = name.partition("/")[2]
    ran = ((run.clock == name) & (run.state == "stopped")).ifelse(run.elapsed_seconds / 3600.0, _nothing())
    made = _duration(f"hours-by-{short}", CLOCK_RUN.name, ran, f"Hours by the clock {short}")
    yield replace(made, adds=True), ("clock", "elapsed_seconds")


def _duration(name: str, table: str, value: Rows, words: str) -> Entry:
    return Entry(name, table, value, Scope(), words, "hours", "lower")


def _from_zero(seconds: Rows) -> Rows:
    """Give seconds as float; NULL below nothing, which is a fault of the records."""
    return (seconds >= 0).ifelse(seconds.cast("float64"), _nothing())


def _least(one: Rows, other: Rows) -> Rows:
    return (one <= other).ifelse(one, other)


def _nothing() -> Rows:
    import ibis

    return ibis.null("float64")


def by_case(found: Sequence[Entry]) -> Mapping[str, Rows]:
    """Give, for each table that figures are read from, one row per case (``_case``) with its figures by id."""
    grouped: dict[str, list[Entry]] = defaultdict(list)
    for each in found:
        grouped[each.table].append(each)
    return {table: _one_table(table, listed) for table, listed in grouped.items()}


def _one_table(table: str, listed: Sequence[Entry]) -> Rows:
    rows = table_expression(READABLE[table])
    values = rows.select(_case=rows.case_id, **{each.id: each.value for each in listed})
    if table == CASE.name:
        return values
    known = values.filter(values["_case"].notnull())
    return known.group_by("_case").aggregate(
        **{each.id: known[each.id].sum() if each.adds else known[each.id].mean() for each in listed}
    )
