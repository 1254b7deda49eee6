"""Accounts that had a change and others: what they were like in the year before, and the measure after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.effect import Effect
from truegreen.readings.panel import Panel
from truegreen.value.effects.beside_alike import Compared
from truegreen.value.effects.lines import Floats, Lines

YEAR: Final = 12
RARE: Final = 0.02
"""A segment or tier of a smaller share of accounts is no column of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Accounts by month, with the panel they come from."""

    lines: Lines
    panel: Panel

    @classmethod
    def of(cls, lines: Lines, panel: Panel, seen: NDArray[np.bool_]) -> Held:
        """Keep the accounts that are seen, with what is needed of them later."""
        return cls(lines.only(seen), _only(panel, seen))


def compared(held: Held, base: Effect) -> Compared:
    """Give accounts as they were before, with the measure after."""
    lines, since = held.lines, held.lines.since
    start = max(0, since - YEAR)
    before, after = _mean(lines, start, since), _mean(lines, since, len(lines.months))
    columns = {
        f"{base.measure_title} before": before,
        "cases before": np.log1p(held.panel.volume[:, start:since].sum(axis=1)),
    }
    revenue = held.panel.revenue[:, since - 1]
    if np.isfinite(revenue).any():
        columns["revenue before"] = np.log1p(np.maximum(revenue, 0.0))
    for name, each in held.panel.standing.items():
        codes = each.codes[:, since - 1]
        shares = np.bincount(codes[codes >= 0], minlength=len(each.members)) / max(len(codes), 1)
        kept = [code for code in np.argsort(-shares, kind="stable")[1:] if shares[code] >= RARE]
        columns |= {f"{name} {each.members[code]}": (codes == code).astype(float) for code in kept}
    spread = {name: each for name, each in columns.items() if np.nanstd(each) > 0}
    return Compared(
        outcome=after,
        treated=lines.treated,
        columns=np.column_stack([*spread.values()]) if spread else np.empty((len(after), 0)),
        names=tuple(spread),
        clusters=lines.clusters,
        binary=False,
    )


def _mean(lines: Lines, start: int, end: int) -> Floats:
    """Give each account's mean over some months, (A,); NaN where nothing was counted."""
    total, count = lines.total[:, start:end].sum(axis=1), lines.count[:, start:end].sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0))


def _only(held: Panel, chosen: NDArray[np.bool_]) -> Panel:
    """Keep some accounts of what is needed later."""
    return replace(
        held, accounts=held.accounts[chosen], volume=held.volume[chosen], revenue=held.revenue[chosen],
        standing={name: replace(each, codes=each.codes[chosen]) for name, each in held.standing.items()},
    )  # fmt: skip
