"""What an effect is told from: units by months, which of them had the change, and from when on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truegreen.model.effect import Month, Naive
from truegreen.units.period import Period, period_of

Floats = NDArray[np.float64]
NEVER = -1


class UnaskableError(ValueError):
    """The question makes no sense of the records; says why, and what would."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lines:
    """Units by months.

    Attributes:
        names: (U) of the units.
        months: (M) the months.
        total: (U, M) in the measure's unit.
        count: (U, M) what it is divided by.
        first: (U,) the place of each unit's first month with the change; −1 never.
        clusters: (U,) what units belong together.
        units: what they are, like ``pieces of work``.
        left_out: units left out before, with why.
    """

    names: Sequence[str]
    months: Sequence[Period]
    total: Floats
    count: Floats
    first: NDArray[np.intp]
    clusters: NDArray[Any]
    units: str
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> Floats:
        """Give each unit's value by month, (U, M); NaN where nothing was counted."""
        out = np.full(self.total.shape, np.nan)
        return np.asarray(np.divide(self.total, self.count, out=out, where=self.count > 0))

    @property
    def treated(self) -> NDArray[np.bool_]:
        """Say which units ever had the change, (U,)."""
        return np.asarray(self.first >= 0)

    @property
    def since(self) -> int:
        """Give the place of the first month in which anybody had it."""
        return int(self.first[self.treated].min()) if self.treated.any() else 0

    def only(self, chosen: NDArray[np.bool_], why: str = "") -> Lines:
        """Keep some units; the others are left out, with why."""
        lost = tuple((name, why) for name, stays in zip(self.names, chosen, strict=True) if not stays and why)
        return replace(
            self,
            names=[name for name, stays in zip(self.names, chosen, strict=True) if stays],
            total=self.total[chosen],
            count=self.count[chosen],
            first=self.first[chosen],
            clusters=self.clusters[chosen],
            left_out=(*self.left_out, *lost),
        )

    def by(self, months: int) -> Lines:
        """Put so many months together, counted from the first with the change; what does not fill one is left out."""
        start = self.since % months
        many = (len(self.months) - start) // months
        ends = start + months * np.arange(many + 1)

        def summed(grid: Floats) -> Floats:
            return np.asarray(grid[:, start : ends[-1]].reshape(len(grid), many, months).sum(axis=2))

        return replace(
            self,
            months=[Period(self.months[at].start, self.months[at + months - 1].end) for at in ends[:-1]],
            total=summed(self.total),
            count=summed(self.count),
            first=np.where(self.treated, (self.first - start) // months, NEVER),
        )

    def until(self, end: int) -> Lines:
        """Keep the months before a place; who had the change later never had it."""
        return replace(
            self,
            months=self.months[:end],
            total=self.total[:, :end],
            count=self.count[:, :end],
            first=np.where(self.first < end, self.first, NEVER),
        )


def pooled(lines: Lines, chosen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Give the value of some units together by month, (M,), and their rows; NaN where nothing was counted."""
    total, count = lines.total[chosen].sum(axis=0), lines.count[chosen].sum(axis=0)
    return np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0), count


def last_month(lines: Lines) -> Period:
    """Give the last month, where months may stand together."""
    last = lines.months[-1]
    return period_of(last.last, "month", last.start.day)


def naive(lines: Lines) -> Naive:
    """Give what a report before and after would say: rows pooled, each unit's months with the change after."""
    after = (lines.first[:, None] >= 0) & (np.arange(len(lines.months)) >= lines.first[:, None])
    before = lines.treated[:, None] & ~after
    others = ~lines.treated[:, None] & np.ones(after.shape, dtype=np.bool_)
    later = np.arange(len(lines.months)) >= lines.since
    return Naive(
        before=_mean(lines, before),
        after=_mean(lines, after),
        others_before=_mean(lines, others & ~later),
        others_after=_mean(lines, others & later),
    )


def _mean(lines: Lines, chosen: NDArray[np.bool_]) -> float | None:
    count = float(lines.count[chosen].sum())
    return float(lines.total[chosen].sum()) / count if count else None


def months_of(lines: Lines, treated: Floats, twin: Floats, rows: Floats) -> tuple[Month, ...]:
    """Give the months of the treated beside their twin."""
    return tuple(
        Month(period=period, treated=_known(own), twin=_known(other), rows=round(float(count)))
        for period, own, other, count in zip(lines.months, treated, twin, rows, strict=True)
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
