"""What people hear in a world of businesses: at random, or by some of those who are about to leave."""

from __future__ import annotations

import numpy as np

from truegreen.readings.heard_signals import Signals
from truegreen.readings.risk_history import History


def signals_of(rows: list[tuple[int, str, str, str]]) -> Signals:
    """Give signals as (place of the account, day, kind, who heard it)."""
    rows = sorted(rows, key=lambda row: row[1])
    place, day, kind, by = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Signals(
        account=np.array(place, dtype=np.intp),
        day=np.array(day, dtype="datetime64[D]"),
        kind=np.array(kind, dtype=np.str_),
        severity=np.full(len(rows), np.nan),
        by=np.array(by, dtype=np.str_),
    )


def overheard(
    history: History, seed: int, kind: str, monthly: float, before: float = 0.0
) -> list[tuple[int, str, str, str]]:
    """Give signals that any account has in a month with a chance, and leavers 5 to 60 days before notice with one."""
    random = np.random.default_rng(seed)
    begins = history.months.astype("datetime64[D]")
    account, month = np.nonzero(history.here & (random.random(history.here.shape) < monthly))
    days = begins[month] + random.integers(0, 28, len(account))
    found = list(zip(account.tolist(), days.astype(str).tolist(), strict=True))
    leaves = np.flatnonzero(~np.isnat(history.decided_on))
    told = leaves[random.random(len(leaves)) < before]
    early = history.decided_on[told] - random.integers(5, 61, len(told))
    found += list(zip(told.tolist(), early.astype(str).tolist(), strict=True))
    return [(place, day, kind, f"p-{place % 7}") for place, day in found]
