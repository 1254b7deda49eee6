"""Work as it was done: cases, contacts, hours, cost and what was solved, by cell and site, in one query.

A cell is a combination of the slices that split the work. A case is judged where its outcome can be known: its customer
and type are known, it was resolved, and it is old enough for its customer to have come back. It is solved where it was
not reopened and its customer did not open another of the same type within some days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import CASE
from truegreen.facts.where import Files
from truegreen.readings.arrays import arrays
from truegreen.readings.plan import Plan
from truegreen.readings.relations import accounts_are_dated, all_rows, relations

WITHIN_DAYS: Final = 7
"""Within how many days a customer who comes back with the same matter was not helped."""


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """Work done in some months; R rows, each of a cell at a site.

    Attributes:
        slices: what splits the work.
        cells: for each of D cells, its member of each slice; empty where records do not say it.
        sites, providers: names of S sites and of the providers who run them.
        cell, site, provider: (R,) places of each row in these.
        cases, contacts: (R,) how many; contacts are 0 where no record tells of any.
        hours: (R,) of work, as cases say it or else their contacts; NaN where no record tells it.
        cost: (R,) money recorded with cases; NaN where no record tells it.
        handle, spread: (R,) mean and standard deviation of hours of work for a case; NaN where no record tells it.
        judged, solved: (R,) cases whose outcome can be known, and those that were solved.
        back: (R,) judged cases whose customer came back with the same matter.
        passed, raised: (R,) cases that changed team, and those that went to a higher level.
        by_month: (R, M) cases in each of M months.
        months: first days of these.
        first, last: first and last day.
        query: what gave this, for anybody to run.
    """

    slices: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    sites: tuple[str, ...]
    providers: tuple[str, ...]
    cell: NDArray[np.intp]
    site: NDArray[np.intp]
    provider: NDArray[np.intp]
    cases: NDArray[np.float64]
    contacts: NDArray[np.float64]
    hours: NDArray[np.float64]
    cost: NDArray[np.float64]
    handle: NDArray[np.float64]
    spread: NDArray[np.float64]
    judged: NDArray[np.float64]
    solved: NDArray[np.float64]
    back: NDArray[np.float64]
    passed: NDArray[np.float64]
    raised: NDArray[np.float64]
    by_month: NDArray[np.float64]
    months: tuple[date, ...]
    first: date
    last: date
    query: str

    def names(self, slice_: str) -> tuple[str, ...]:
        """Name the members of one of the slices, in alphabetical order; none if it does not split the work."""
        if slice_ not in self.slices:
            return ()
        at = self.slices.index(slice_)
        return tuple(sorted({each[at] for each in self.cells if each[at]}))

    def of(self, slice_: str) -> tuple[str, ...]:
        """Give each cell's member of one of the slices; empty where it does not split the work."""
        at = self.slices.index(slice_) if slice_ in self.slices else -1
        return tuple(each[at] if at >= 0 else "" for each in self.cells)


def worked(
    duck: Duck, store: Store, state: State, slices: Sequence[str], first: date, last: date,
    *, within_days: int = WITHIN_DAYS,
) -> Worked | None:  # fmt: skip
    """Give the work of some whole months by cell and site; None where no case was opened in them.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        slices: what splits the work, contact_type among it; slices of cases and of their accounts.
        first: first day of the first month.
        last: last day of the last month.
        within_days: within how many days a customer who comes back was not helped.
    """
    until = state.latest("came", "case")
    if not state.of("case") or until is None:
        return None
    query = _query(duck, store, state, slices, (first, last), until - timedelta(days=within_days), within_days)
    found = arrays(duck, query)
    if not len(found["cases"]):
        return None
    cells, cell = np.unique(np.column_stack([found[f"s_{each}"] for each in slices]), axis=0, return_inverse=True)
    sites, site = np.unique(found["site"], return_inverse=True)
    providers, provider = np.unique(found["provider"], return_inverse=True)
    months = _months(first, last)
    by_month = np.column_stack([found[f"m_{at}"] for at in range(len(months))]).astype(np.float64)
    numbers = {name: found[name].astype(np.float64) for name in _NUMBERS}
    return Worked(
        slices=tuple(slices), cells=tuple(tuple(map(str, each)) for each in cells), sites=tuple(map(str, sites)),
        providers=tuple(map(str, providers)), cell=cell.ravel().astype(np.intp), site=site.astype(np.intp),
        provider=provider.astype(np.intp), **numbers, by_month=by_month, months=months, first=first, last=last,
        query=query,
    )  # fmt: skip


_NUMBERS: Final = ("cases", "contacts", "hours", "cost", "handle", "spread", "judged", "solved", "back", "passed",
                   "raised")  # fmt: skip


def _months(first: date, last: date) -> tuple[date, ...]:
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return tuple(date(first.year + (first.month - 1 + each) // 12, (first.month - 1 + each) % 12 + 1, 1)
                 for each in range(count))  # fmt: skip


def _query(
    duck: Duck, store: Store, state: State, slices: Sequence[str], days: tuple[date, date], old_enough: datetime,
    within: int,
) -> str:  # fmt: skip
    """Write the query: cases with what came after them, their account's slices and contacts, by cell and site."""
    by_month = accounts_are_dated(duck, store, state)
    accounts = relations(Files(store), state, Plan(CASE, (), ()), [*state.of("case")], by_month)["account_slices"]
    same_month = " AND _of_month = c.in_month" if by_month else ""
    own = {each: f"c.{each}" if CASE.column(each) else f"_account_{each}" for each in slices}
    chosen = ", ".join(f"coalesce({where}, '') AS s_{each}" for each, where in own.items())
    grouped = ", ".join(f"s_{each}" for each in slices)
    first, last = days
    counted = ", ".join(f"count(*) FILTER (in_month = '{each:%Y-%m}') AS m_{at}"
                        for at, each in enumerate(_months(first, last)))  # fmt: skip
    touches, contacts = _touches(store, state)
    follows = "lead(opened_at) OVER (PARTITION BY customer_id, contact_type ORDER BY opened_at, case_id)"
    return f"""WITH told AS (SELECT *, {follows} AS next_at FROM {all_rows(store, state, "case")} AS every_case),
accounts AS ({accounts}){touches},
judged AS (
    SELECT {chosen}, coalesce(c.site, '') AS site, coalesce(c.provider, '') AS provider, c.in_month,
        {contacts} AS touched, {_worked(touches)} / 3600.0 AS work, c.cost::DOUBLE AS paid,
        c.reassigned > 0 AS was_passed, c.escalated,
        c.customer_id IS NOT NULL AND c.contact_type IS NOT NULL AND c.resolved_at IS NOT NULL
            AND c.opened_at <= TIMESTAMP {sql.text(str(old_enough))} AS is_judged,
        c.next_at IS NOT NULL AND epoch(c.next_at) - epoch(c.opened_at) <= {within * 86400} AS came_back,
        coalesce(c.reopened, 0) > 0 AS was_reopened
    FROM told AS c LEFT JOIN accounts ON _of_account = c.account_id{same_month}{_joined(touches)}
    WHERE c.opened_on BETWEEN DATE '{first}' AND DATE '{last}')
SELECT {grouped}, site, provider, count(*) AS cases, coalesce(sum(touched), 0)::DOUBLE AS contacts, sum(work) AS hours,
    sum(paid) AS cost, avg(work) AS handle, stddev_samp(work) AS spread, count(*) FILTER (is_judged) AS judged,
    count(*) FILTER (is_judged AND NOT came_back AND NOT was_reopened) AS solved,
    count(*) FILTER (is_judged AND came_back) AS back, count(*) FILTER (was_passed) AS passed,
    count(*) FILTER (escalated) AS raised, {counted}
FROM judged GROUP BY {grouped}, site, provider ORDER BY {grouped}, site, provider"""


def _touches(store: Store, state: State) -> tuple[str, str]:
    """Give contacts by case, as a relation and as a column; nothing where no record tells of contacts."""
    if not state.of("interaction"):
        return "", "0"
    rows = all_rows(store, state, "interaction")
    took = "sum(coalesce(talk_seconds, 0) + coalesce(hold_seconds, 0) + coalesce(wrap_seconds, 0))"
    summed = f"SELECT case_id AS of_case, count(*) AS n, nullif({took}, 0) AS took FROM {rows} AS x GROUP BY 1"
    return f",\ntouches AS ({summed})", "coalesce(n, 0)"


def _worked(touches: str) -> str:
    """Give the seconds of work on a case: its own, or else those of its contacts."""
    return "coalesce(c.work_seconds, took)" if touches else "c.work_seconds"


def _joined(touches: str) -> str:
    return " LEFT JOIN touches ON of_case = c.case_id" if touches else ""
