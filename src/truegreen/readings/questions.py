"""Questions to cells: which formula, for which rows, by which kind of period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from truegreen.engine import sql
from truegreen.metrics.catalogue import Metric
from truegreen.model.agreement import Agreement, Versions, Window
from truegreen.readings.plan import Key
from truegreen.readings.specs import Formula, formula, specs_of
from truegreen.units.period import Period, period_of

UNKNOWN: Final = "(unknown)"


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
        year_starts: a day of the month in which contract years begin, for quarters and years.
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

    def key(self, day: str) -> str:
        """Name the cells' column that puts a row counted on a day into its period."""
        return str(Key(day, self.kind, self.anchor if self.kind == "month" else 1))

    def period(self, key: date) -> Period:
        """Give the period of a cell's key."""
        return self.period_at(key.replace(day=self.anchor) if self.kind == "month" else key)

    def period_at(self, day: date) -> Period:
        """Give the period that a day falls in."""
        return period_of(day, self.window, self.anchor, self.year_starts)

    def over(self, period: Period | None) -> Question:
        """Ask for a whole month, quarter or year of a measure that gathers for less; otherwise as the measure does."""
        if period is None or self.period_at(period.last).start <= period.start:
            return self
        wider = (replace(self, window=each) for each in (Window.MONTH, Window.QUARTER, Window.YEAR))
        return next((each for each in wider if each.period_at(period.last) == period), self)

    def own(self, period: Period | None) -> Period | None:
        """Give the measure's own period for a period asked for: the one it lies in, or the last to end within it."""
        if period is None:
            return None
        last = self.period_at(period.last)
        reaches_over = last.start > period.start and last.end > period.end
        return self.period_at(last.start - timedelta(days=1)) if reaches_over else last


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


def scope_slices(agreements: Iterable[Versions]) -> tuple[str, ...]:
    """Name the slices by which the rows of agreements' measures and figures are told; without them none can be kept."""
    agreements = list(agreements)
    scopes = (
        scope_of(agreement, measure.service)
        for versions in agreements
        for _, agreement in versions.each
        for measure in agreement.measures.values()
    )
    told = {name for scope in scopes for name, _ in (*scope.only, *scope.never)}
    figures = (each for versions in agreements for _, agreement in versions.each for each in agreement.figures.values())
    return tuple(sorted(told.union(*(each.where for each in figures))))


def questions(agreement: Agreement, metrics: Mapping[str, Metric], period: Period | None = None) -> dict[str, Question]:
    """Give what an agreement's measures ask, by the measure's id; of a period, where they gather for less."""
    asked = {
        name: Question(
            name,
            formula(spec, metrics),
            scope_of(agreement, agreement.measures[name].service),
            agreement.measures[name].window,
            agreement.month_starts_on,
            agreement.year_starts,
        )
        for name, spec in specs_of(agreement, metrics).items()
    }
    return {name: each.over(period) for name, each in asked.items()}


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
