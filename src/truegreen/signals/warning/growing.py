"""Columns that grow with the time lived, and are thereby known only at the end: all bills together, all visits.

Who left early has small ones because it left, not the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.model.leak import Leak, LeakKind

Floats = NDArray[np.float64]
SAME: Final = 0.95
"""Share of a column's differences that time lived, or time lived times another column, must account for."""
NEVER_FALLS: Final = 0.95
"""Share of accounts whose column never falls, from which on it is taken to add up."""
FEW: Final = 30
"""Rows, or accounts, below which nothing is said."""
REMEDY: Final = "Use what was known at the time instead: the amount of a month, or of the last three."


def growing(columns: Mapping[str, ArrayLike], lived: ArrayLike) -> list[Leak]:
    """Find columns that are, or nearly are, time lived, or time lived times another column.

    Args:
        columns: by name, (N,) one row per account, as it stood at the end.
        lived: (N,) months lived until then.

    Raises:
        ValueError: columns are not as long as the time lived.
    """
    time = np.asarray(lived, dtype=np.float64)
    held = {name: np.asarray(each, dtype=np.float64) for name, each in columns.items()}
    if any(each.shape != time.shape for each in held.values()):
        raise ValueError(f"columns have as many rows as the time lived, {time.shape}")
    found = []
    for name, column in held.items():
        alone = _explained(column, [time])
        by = {other: _explained(column, [time, each]) for other, each in held.items() if other != name}
        best = max(by, key=lambda other: by[other], default="")
        if alone >= SAME:
            found.append(_leak(name, f"the months lived account for {alone:.1%} of how it differs"))
        elif best and by[best] >= SAME and _grows(column, time):
            said = f"months lived times {best} account for {by[best]:.1%} of how it differs"
            found.append(_leak(name, said))
    return found


def never_falling(name: str, grid: Floats, here: NDArray[np.bool_]) -> Leak | None:
    """Say so if a column only ever grows while an account is there; None if it also falls, or too few show it.

    Args:
        name: of the column.
        grid: (A, M) its values; NaN where not known.
        here: (A, M) whether the account was there.
    """
    values = np.where(here, grid, np.nan)
    steps = np.diff(values, axis=1)
    moves = np.nansum(np.abs(steps) > 0, axis=1)
    many = moves >= 3
    if many.sum() < FEW:
        return None
    rises = ~np.any(steps[many] < 0, axis=1)
    share = float(rises.mean())
    if share < NEVER_FALLS:
        return None
    return _leak(name, f"it never falls in {int(rises.sum()):,} of {int(many.sum()):,} accounts: it adds up")


def _explained(column: Floats, others: list[Floats]) -> float:
    """Give the share of a column's logarithm that those of others account for together, 0 to 1."""
    known = (column > 0) & np.all([each > 0 for each in others], axis=0)
    if known.sum() < FEW:
        return 0.0
    logs = np.log(column[known])
    whole = float(((logs - logs.mean()) ** 2).sum())
    if whole <= 1e-12:
        return 0.0
    design = np.column_stack([np.ones(int(known.sum())), *(np.log(each[known]) for each in others)])
    rest = logs - design @ np.linalg.lstsq(design, logs, rcond=None)[0]
    return 1 - float(rest @ rest) / whole


def _grows(column: Floats, time: Floats) -> bool:
    """Say whether a column goes up about as time does: an elasticity near one."""
    known = (column > 0) & (time > 0)
    logs, lived = np.log(column[known]), np.log(time[known])
    around = lived - lived.mean()
    spread = float(around @ around)
    return spread > 0 and 0.5 <= float(around @ (logs - logs.mean())) / spread <= 2.0


def _leak(name: str, evidence: str) -> Leak:
    says = f"{evidence[0].upper()}{evidence[1:]}, so it is known only at the end, and small for who left early"
    return Leak(column=name, kind=LeakKind.GROWS, evidence=f"{says}.", remedy=REMEDY)
