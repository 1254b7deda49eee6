"""What people's hours and forecasts are recorded: by month, and by day with when each forecast was locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import STAFFING
from truegreen.readings.arrays import arrays
from truegreen.readings.queued import Columns
from truegreen.readings.relations import all_rows


def hours(duck: Duck, store: Store, state: State, first: date, last: date) -> Columns:
    """Give people, paid, scheduled and productive seconds by month, provider, site and service."""
    if not state.of("staffing"):
        return _nothing("month", *STAFFING.slices, "people", "paid", "scheduled", "productive")
    return arrays(
        duck,
        f"""
        SELECT "month", {_told()}, sum(headcount)::DOUBLE AS people,
               sum(paid_seconds)::DOUBLE AS paid, sum(scheduled_seconds)::DOUBLE AS scheduled,
               sum(productive_seconds)::DOUBLE AS productive
        FROM {all_rows(store, state, "staffing")} WHERE "month" BETWEEN DATE '{first}' AND DATE '{last}'
        GROUP BY ALL ORDER BY ALL""",
    )


def other_work(duck: Duck, store: Store, state: State, first: date, last: date) -> Columns:
    """Give the seconds of work on cases to which no contact belongs, by provider, site and service."""
    if not state.of("case") or not state.of("interaction"):
        return _nothing(*STAFFING.slices, "took")
    contacts = all_rows(store, state, "interaction")
    return arrays(
        duck,
        f"""
        SELECT {_told()}, coalesce(sum(work_seconds), 0)::DOUBLE AS took FROM {all_rows(store, state, "case")}
        WHERE opened_on BETWEEN DATE '{first}' AND DATE '{last}'
            AND case_id NOT IN (SELECT case_id FROM {contacts} WHERE case_id IS NOT NULL)
        GROUP BY ALL ORDER BY ALL""",
    )


def forecasts(duck: Duck, store: Store, state: State) -> Columns:
    """Give what was forecast for each day and what came: ``service``, ``day``, ``forecast``, ``locked``, ``actual``."""
    if not state.of("volume"):
        return _nothing("service", "day", "forecast", "locked", "actual")
    return arrays(
        duck,
        f"""
        SELECT service, starts_on AS day, sum(forecast)::DOUBLE AS forecast, max(locked_at)::DATE AS locked,
               sum(actual)::DOUBLE AS actual
        FROM {all_rows(store, state, "volume")} GROUP BY ALL ORDER BY ALL""",
    )


def _told() -> str:
    return ", ".join(f"coalesce({each}, '') AS {each}" for each in STAFFING.slices)


def _nothing(*columns: str) -> Columns:
    return {each: np.zeros(0) for each in columns}


def total(columns: Columns, where: Mapping[str, str], name: str, slices: Sequence[str] = STAFFING.slices) -> float:
    """Add up a column over the rows of some members; NaN where no row is theirs, or rows do not tell them apart."""
    if set(where) - set(slices) or not len(columns[name]):
        return float("nan")
    held = np.logical_and.reduce([columns[each] == member for each, member in where.items()] or [True])
    held = np.broadcast_to(held, columns[name].shape)
    return float(columns[name][held].sum()) if held.any() else float("nan")
