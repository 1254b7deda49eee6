"""The cases behind entries of a truth test, one by one, from the rows of the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from truegreen.model.agreement import Versions
from truegreen.model.truth import Entry, Opened, Truth
from truegreen.project.looking import View
from truegreen.project.truth.behind import day_of, opened, rows_of, scope_of_entry
from truegreen.project.truth.truths import grids_of
from truegreen.readings.behind import cases_query
from truegreen.readings.grid import Grid


@dataclass(frozen=True, slots=True)
class Case:
    """One case: whose it is, when it was opened, due and resolved, and whether it came back."""

    id: str
    account: str
    opened: date | None
    due: datetime | None
    resolved: datetime | None
    came_back: bool | None


def opened_with_cases(
    view: View, versions: Versions, truth: Truth, entries: Sequence[Entry]
) -> Iterator[tuple[Opened, list[Case]]]:
    """Open entries: the accounts of each, those that pay most first, and its cases, the oldest first."""
    grids = grids_of(view, versions, truth.by, truth.where)
    for each in entries:
        yield opened(view, grids, each), _cases(view, grids, each)


def _cases(view: View, grids: Sequence[Grid], entry: Entry) -> list[Case]:
    rows = rows_of(view)
    if rows is None:
        return []
    scope, day = scope_of_entry(view, grids, entry), day_of(grids, entry)
    query = cases_query(rows, scope, entry.first.start, entry.last.last, day)
    said = f"SELECT case_id, coalesce(account_id, ''), opened_on, due_at, resolved_at, reopened FROM ({query})"
    return [Case(*each) for each in rows.duck.rows(said)]
