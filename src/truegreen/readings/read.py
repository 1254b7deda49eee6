"""Readings from cells: add up whole numbers, then divide once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.metrics.catalogue import Metric
from truegreen.model.agreement import Agreement, Window
from truegreen.model.reading import PARTS, Reading
from truegreen.readings.cells import Cells
from truegreen.readings.plan import Key
from truegreen.readings.specs import Formula, formula, specs_of
from truegreen.stats.histogram import quantile
from truegreen.stats.intervals import mean_interval, wilson
from truegreen.units.period import Period, period_of

UNKNOWN: Final = "(unknown)"
_LETTERS: Final = "ntdqei"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows a measure is about.

    Attributes:
        only: for a slice, the only members that count.
        never: for a slice, members that do not count.
    """

    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    never: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def and_only(self, members: Mapping[str, str]) -> Scope:
        """Narrow to one member of some slices."""
        return Scope((*self.only, *((name, (member,)) for name, member in members.items())), self.never)


@dataclass(frozen=True, slots=True)
class Question:
    """What to read: a formula, for some rows, by some period.

    Attributes:
        id: what the reading is to be called: the measure's id.
        formula: what is counted.
        scope: which rows.
        window: how long a period gathers.
        anchor: day on which a month begins.
        year_starts: first day of the term, for quarters and years.
    """

    id: str
    formula: Formula
    scope: Scope = Scope()
    window: Window = Window.MONTH
    anchor: int = 1
    year_starts: date | None = None

    @property
    def kind(self) -> str:
        """Give the kind of period that cells are kept by."""
        return "week" if self.window is Window.WEEK else "month"

    def period(self, key: date) -> Period:
        """Give the period of a cell's key."""
        return self.period_at(key.replace(day=self.anchor) if self.kind == "month" else key)

    def period_at(self, day: date) -> Period:
        """Give the period that a day falls in."""
        return period_of(day, self.window, self.anchor, self.year_starts)


@dataclass(slots=True)
class Sums:
    """Sums of some cells: count, total, divisor, squares, eligible, invited; None where they do not apply."""

    n: int = 0
    t: int = 0
    d: int | None = None
    q: int = 0
    e: int | None = None
    i: int | None = None
    buckets: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def scope_of(agreement: Agreement, service: str) -> Scope:
    """Give the rows that a service covers: its own, of the contact types and channels in scope."""
    if not service or service not in agreement.services:
        return Scope()
    bought = agreement.services[service]
    only: list[tuple[str, tuple[str, ...]]] = [("service", (service,))]
    only += [
        (name, members)
        for name, members in (("contact_type", bought.includes), ("channel", bought.channels))
        if members
    ]
    return Scope(tuple(only), (("contact_type", bought.excludes),) if bought.excludes else ())


def questions(agreement: Agreement, metrics: Mapping[str, Metric]) -> dict[str, Question]:
    """Give what an agreement's measures ask, by the measure's id."""
    return {
        name: Question(
            name,
            formula(spec, metrics),
            scope_of(agreement, agreement.measures[name].service),
            agreement.measures[name].window,
            agreement.month_starts_on,
            agreement.starts,
        )
        for name, spec in specs_of(agreement, metrics).items()
    }


def read(
    duck: Duck,
    folder: Path,
    cells: Cells,
    asked: Iterable[Question],
    by: Sequence[str] = (),
) -> list[Reading]:
    """Answer questions from cells.

    Args:
        duck: the connection.
        folder: the store's folder.
        cells: the cells.
        asked: what to read.
        by: slices to read by; a question whose tables lack one of them is not answered.

    Returns:
        One reading per question, member and period, and one per question and member over all periods.
    """
    gathered: dict[tuple[str, tuple[str, ...], Period | None], Sums] = {}
    listed = list(asked)
    for (table, key, scope), group in _by_query(cells, listed, by).items():
        _gather(duck, folder, cells, table, key, scope, group, by, gathered)
    found = {question.id: question for question in listed}
    return [
        reading(found[name], cells, dict(zip(by, members, strict=True)), period, sums)
        for (name, members, period), sums in sorted(
            gathered.items(), key=lambda each: (each[0][0], each[0][1], each[0][2] or _ALWAYS)
        )
    ]


_ALWAYS: Final = Period(date.min, date.max)


def _by_query(
    cells: Cells, asked: Sequence[Question], by: Sequence[str]
) -> dict[tuple[str, str, Scope], list[Question]]:
    """Group questions that one query can answer together."""
    grouped: dict[tuple[str, str, Scope], list[Question]] = defaultdict(list)
    for question in asked:
        variant = question.formula.variant
        if any(set(by) - set(cells.slices.get(table, ())) for table in variant.tables):
            continue
        for table, day in zip(variant.tables, variant.counted_on, strict=True):
            key = str(Key(day, question.kind, question.anchor if question.kind == "month" else 1))
            scope = possible(question.scope, cells.slices.get(table, ()))
            grouped[table, key, scope].append(question)
    return grouped


def possible(scope: Scope, slices: Sequence[str]) -> Scope:
    """Leave out what a table cannot tell; costs know no contact type."""
    return Scope(
        tuple((name, members) for name, members in scope.only if name in slices),
        tuple((name, members) for name, members in scope.never if name in slices),
    )


def where(scope: Scope) -> str:
    """Write a scope as an SQL condition.

    >>> where(Scope((("site", ("Porto",)),), (("channel", ("fax",)),)))
    '"site" IN (\\'Porto\\') AND ("channel" NOT IN (\\'fax\\') OR "channel" IS NULL)'
    """
    written = []
    for name, members in scope.only:
        known = ", ".join(sql.text(member) for member in members if member != UNKNOWN)
        choices = [f"{sql.name(name)} IN ({known})"] if known else []
        choices += [f"{sql.name(name)} IS NULL"] if UNKNOWN in members else []
        written.append(choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})")
    for name, members in scope.never:
        listed = ", ".join(sql.text(member) for member in members)
        written.append(f"({sql.name(name)} NOT IN ({listed}) OR {sql.name(name)} IS NULL)")
    return " AND ".join(written) or "true"


def _gather(
    duck: Duck,
    folder: Path,
    cells: Cells,
    table: str,
    key: str,
    scope: Scope,
    group: Sequence[Question],
    by: Sequence[str],
    gathered: dict[tuple[str, tuple[str, ...], Period | None], Sums],
) -> None:
    members = [f"coalesce({sql.name(each)}, {sql.text(UNKNOWN)})" for each in by]
    held = cells.columns.get(table, {})
    wanted = sorted({column for q in group for column in held.get(str(q.formula.spec), {}).values()})
    files = [folder / each.file for each in cells.of(table)]
    if wanted and files:
        sums = ", ".join(f"sum({sql.name(column)})" for column in wanted)
        picked = ", ".join([f"CAST({sql.name(key)} AS DATE)", *members])
        query = f"SELECT {picked}, {sums} FROM {sql.parquet(files)} WHERE {where(scope)} GROUP BY ALL"
        place = {column: 1 + len(by) + index for index, column in enumerate(wanted)}
        for row in duck.rows(query):
            for question in group:
                named = held.get(str(question.formula.spec), {})
                _add(
                    gathered,
                    question,
                    row[0],
                    row[1 : 1 + len(by)],
                    {letter: row[place[at]] for letter, at in named.items()},
                )
    spread = [q for q in group if str(q.formula.spec) in cells.shares]
    files = [folder / each.spreads for each in cells.of(table) if each.spreads]
    if spread and files:
        _gather_spreads(duck, files, key, scope, spread, members, gathered)


def _gather_spreads(
    duck: Duck,
    files: Sequence[Path],
    key: str,
    scope: Scope,
    group: Sequence[Question],
    members: Sequence[str],
    gathered: dict[tuple[str, tuple[str, ...], Period | None], Sums],
) -> None:
    specs = ", ".join(sql.text(str(question.formula.spec)) for question in group)
    picked = ", ".join(["spec", f"CAST({sql.name(key)} AS DATE)", *members, "bucket"])
    query = f"SELECT {picked}, sum(n) FROM {sql.parquet(files)} WHERE spec IN ({specs}) AND {where(scope)} GROUP BY ALL"
    for spec, day, *rest in duck.rows(query):
        *named, bucket, count = rest
        for question in group:
            if str(question.formula.spec) == spec and day is not None:
                for period in (question.period(day), None):
                    sums = gathered.setdefault((question.id, tuple(named), period), Sums())
                    sums.n += int(count)
                    sums.buckets[int(bucket)] += int(count)


def _add(
    gathered: dict[tuple[str, tuple[str, ...], Period | None], Sums],
    question: Question,
    key: date | None,
    members: tuple[str, ...],
    added: Mapping[str, int | None],
) -> None:
    if key is None or not any(added.values()):
        return
    for period in (question.period(key), None):
        sums = gathered.setdefault((question.id, members, period), Sums())
        for letter in _LETTERS:
            if added.get(letter) is not None:
                setattr(sums, letter, (getattr(sums, letter) or 0) + int(added[letter] or 0))


def reading(question: Question, cells: Cells, members: Mapping[str, str], period: Period | None, sums: Sums) -> Reading:
    """Divide sums into a reading, with the interval that its unit allows."""
    unit = question.formula.unit
    value, low, high = _value(question.formula, cells.shares.get(str(question.formula.spec)), sums)
    return Reading(
        measure=question.id,
        spec=str(question.formula.spec),
        count=sums.n,
        total=sums.t,
        squares=sums.q,
        unit=unit,
        slice=members,
        period=period,
        divisor=sums.d,
        eligible=sums.e,
        invited=sums.i,
        answered=sums.n if sums.i is not None or sums.e is not None else None,
        value=value,
        low=low,
        high=high,
    )


def _value(formula: Formula, share: str | None, sums: Sums) -> tuple[Fraction | None, float | None, float | None]:
    divisor = sums.n if sums.d is None else sums.d
    if divisor <= 0:
        return None, None, None
    small = PARTS[formula.unit]
    if share is not None:
        found = quantile(sums.buckets, Fraction(share))
        return (None if found is None else Fraction(found).limit_denominator(1000) / small), None, None
    value = Fraction(sums.t, divisor) / small
    if sums.d is not None:
        return value, None, None
    if formula.unit == "share" and 0 <= sums.t <= sums.n and sums.q == 0:
        return value, *wilson(sums.t, sums.n)
    interval = mean_interval(sums.n, sums.t, sums.q)
    if interval is None:
        return value, None, None
    return value, interval[0] / float(small), interval[1] / float(small)
