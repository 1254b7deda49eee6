"""How rows came: which were loaded long after they happened, filled in backwards, or overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.relations import accounts_are_dated, all_rows

LATE_DAYS: Final = 45
"""Days after which a row comes late."""
HAPPENED: Final = {"case": "opened_at", "feedback": "answered_at", "signal": "at", "engagement": "at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the store knows of how its rows came.

    Attributes:
        late: by table, rows that were loaded long after they happened, with all rows loaded since the first load.
        backfilled: rows of accounts that say how they were long before they were loaded, the first load left out.
        is_dated: whether accounts have dated rows.
        deals, deals_dated: deals, and those of which an earlier state is kept.
    """

    late: tuple[tuple[str, int, int], ...] = ()
    backfilled: int = 0
    is_dated: bool = True
    deals: int = 0
    deals_dated: int = 0


def recorded(duck: Duck, store: Store, state: State) -> Recorded:
    """Say how rows came. What the first load brought is history, of which nobody can say when it was known.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
    """
    counted = [(table, *_late(duck, store, state, table, f'"{day}"')) for table, day in HAPPENED.items()
               if state.of(table)]  # fmt: skip
    deals = dated = 0
    if state.of("opportunity"):
        rows = all_rows(store, state, "opportunity")
        each = f"SELECT opportunity_id, count(*) AS states FROM {rows} GROUP BY 1"
        deals, dated = duck.row(f"SELECT count(*), count_if(states > 1) FROM ({each})")
    return Recorded(
        late=tuple(each for each in counted if each[1]),
        backfilled=_late(duck, store, state, "account", "valid_from")[0] if state.of("account") else 0,
        is_dated=accounts_are_dated(duck, store, state),
        deals=int(deals),
        deals_dated=int(dated or 0),
    )


def _late(duck: Duck, store: Store, state: State, table: str, day: str) -> tuple[int, int]:
    """Count the rows of later loads that came long after they happened, and all rows of later loads."""
    rows = all_rows(store, state, table)
    first = f"(SELECT min(ingested_at) FROM {rows}) + INTERVAL 1 DAY"
    late = f"count_if(ingested_at > CAST({day} AS TIMESTAMP) + INTERVAL {LATE_DAYS} DAY)"
    found, every = duck.row(f"SELECT {late}, count(*) FROM {rows} WHERE ingested_at > {first} AND {day} IS NOT NULL")
    return int(found or 0), int(every)
