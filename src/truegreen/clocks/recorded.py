"""Hours and holidays as a source recorded them, made into calendars; what cannot be used is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from truegreen.clocks.hours import Hours, Week, week
from truegreen.model.finding import Finding, error, warning
from truegreen.units.span import Span

LONGEST: Final = timedelta(days=3660)
Row = Mapping[str, Any]


def recorded(hours: Iterable[Row], holidays: Iterable[Row]) -> tuple[dict[str, Hours], list[Finding]]:
    """Give calendars by name from rows of the fact tables hours and holiday, and what is wrong with those.

    A calendar of which anything is wrong is left out, so that nothing is counted by half of it.
    """
    found: list[Finding] = []
    weeks: dict[str, list[Week]] = defaultdict(list)
    broken: set[str] = set()
    lone: dict[str, Row] = {}
    for (calendar, since), rows in _by_day(hours).items():
        try:
            weeks[calendar].append(_week(since, rows))
        except ValueError as problem:
            broken.add(calendar)
            found.append(_odd(rows[0], f"The hours of “{calendar}” cannot be used: {problem}."))
    closed: dict[str, set[date]] = defaultdict(set)
    for row in holidays:
        calendar, first, last = row["calendar"], row["first_on"], row["last_on"] or row["first_on"]
        if first <= last <= first + LONGEST:
            closed[calendar] |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
        else:
            broken.add(calendar)
            found.append(_odd(row, f"“{calendar}” is closed from {first} to {last}, which is no holiday."))
        if calendar not in weeks:
            lone.setdefault(calendar, row)
    found += [_lone(name, row) for name, row in lone.items()]
    sound = {name: sorted(each, key=lambda week: week.since) for name, each in weeks.items() if name not in broken}
    return {name: Hours(name, tuple(each), frozenset(closed[name])) for name, each in sound.items()}, found


def _by_day(hours: Iterable[Row]) -> dict[tuple[str, date | None], list[Row]]:
    groups: dict[tuple[str, date | None], list[Row]] = defaultdict(list)
    for row in hours:
        groups[row["calendar"], row["since"]].append(row)
    return groups


def _week(since: date | None, rows: Sequence[Row]) -> Week:
    zones = sorted({row["zone"] for row in rows})
    if len(zones) > 1:
        raise ValueError(f"they are in {' and in '.join(zones)} at once")
    return week(since, zones[0], [(row["opens_minute"], row["closes_minute"]) for row in rows])


def _odd(row: Row, says: str) -> Finding:
    return error(_place(row), "odd-hours", says, "Correct it at the source, or give the calendar in the agreement.")


def _lone(calendar: str, row: Row) -> Finding:
    says = f"There are holidays of “{calendar}”, and no hours."
    remedy = "Load its hours too, or call the calendar the same in both."
    return warning(_place(row), "holiday-without-hours", says, remedy)


def _place(row: Row) -> Span:
    return Span(row["source"])
