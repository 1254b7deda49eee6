"""The hours and holidays that a project's records keep, from its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from truegreen.clocks.hours import Hours
from truegreen.clocks.recorded import recorded
from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.model.finding import Finding


def kept_hours(duck: Duck, store: Store, state: State) -> tuple[Mapping[str, Hours], list[Finding]]:
    """Give the calendars that records keep, by name, and what is wrong with them.

    The first hours that are known of a calendar count for the time before as well: a desk was open before its tool
    wrote down when.
    """
    kept = [store.files(state.of(table).values()) for table in ("hours", "holiday")]
    rows = [duck.records(f"SELECT * FROM {sql.parquet(files)}") if files else [] for files in kept]
    found, findings = recorded(rows[0], rows[1])
    return {name: _from_always(each) for name, each in found.items()}, findings


def _from_always(hours: Hours) -> Hours:
    first, *later = hours.weeks
    return replace(hours, weeks=(replace(first, since=date.min), *later))
