"""Effects of a change that came to groups at different times: each group, in each month, beside those without it.

Callaway and Sant'Anna (2021). A regression with a term for every unit and month would hold groups treated late against
groups treated early, whose effect is still growing, and may turn its sign (Goodman-Bacon 2021): see ``two_way``. Here
each group's change since before its treatment is held against that of units that are not, or not yet, treated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.causal.influence import codes_of
from truegreen.stats.causal.long_difference import by_outcome, doubly_robust, plain
from truegreen.stats.causal.overlap import Marks
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import Floats

NEVER = -1
"""The first month of units that are never treated."""


class Controls(StrEnum):
    """Whom treated units are held against."""

    NEVER = "never treated"
    NOT_YET = "not yet treated"


class Base(StrEnum):
    """Which month changes are counted from: always the last before the treatment, or before it the month before."""

    UNIVERSAL = "universal"
    VARYING = "varying"


class Way(StrEnum):
    """How columns are held alike, where there are any."""

    DOUBLY_ROBUST = "doubly robust"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class GroupTime:
    """The effect on one group in one month.

    Attributes:
        group: the place of its first month with the treatment.
        period: the place of the month.
        base: the place of the month that changes are counted from.
        value: the effect; 0 in the base month itself.
        error: its standard error.
        treated: units of the group.
        controls: units that they are held against.
    """

    group: int
    period: int
    base: int
    value: float
    error: float
    treated: int
    controls: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Staggered:
    """The effects on every group in every month.

    Attributes:
        cells: by group, then by month.
        silent: why there is none, by group and month.
        influence: (A, cells) what each unit draws on each.
        first: (A,) the place of each unit's first month with the treatment; −1 never.
        weights: (A,) how much each unit counts.
        clusters: (A,) each unit's cluster, as a place.
        controls: whom they are held against.
        base: which month changes are counted from.
        anticipation: months before its treatment in which a group may already change.
        always: units that were treated all along; they say nothing.
    """

    cells: tuple[GroupTime, ...]
    silent: Mapping[tuple[int, int], str]
    influence: Floats
    first: NDArray[np.intp]
    weights: Floats
    clusters: NDArray[np.intp]
    controls: Controls
    base: Base
    anticipation: int
    always: int

    @property
    def groups(self) -> tuple[int, ...]:
        """Name the groups by the place of their first month."""
        return tuple(sorted({each.group for each in self.cells}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How effects are to be told.

    Attributes:
        controls: whom treated units are held against.
        base: which month changes are counted from.
        anticipation: months before its treatment in which a group may already change.
        way: how columns are held alike.
        names: of the columns.
    """

    controls: Controls = Controls.NEVER
    base: Base = Base.UNIVERSAL
    anticipation: int = 0
    way: Way = Way.DOUBLY_ROBUST
    names: Sequence[str] = field(default=())


USUAL = Design()


def staggered(
    outcome: ArrayLike,
    first: ArrayLike,
    design: Design = USUAL,
    *,
    columns: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    weights: ArrayLike | None = None,
) -> Staggered:
    """Give the effect on every group in every month; ``aggregated`` puts them together.

    A unit without an outcome in one of the two months of a comparison is left out of that comparison.

    Args:
        outcome: (A, M) of units by months; NaN where nobody knows.
        first: (A,) the place of each unit's first month with the treatment; −1, or M and later, never.
        design: whom they are held against, and how.
        columns: (A, k) of each unit before any treatment.
        clusters: (A,) each unit's key; units are their own if left out.
        weights: (A,) how much each unit counts; not with columns.

    Raises:
        ValueError: shapes differ, a figure is infinite, a first month is not whole, a weight is not above 0, or weights
            come with columns.
    """
    panel = _panel(outcome, first, design, columns, clusters, weights)
    told: list[tuple[GroupTime, Floats]] = []
    silent: dict[tuple[int, int], str] = {}
    for group in np.unique(panel.first[panel.first >= 0]):
        start = int(group) - design.anticipation
        if start < 1:
            continue
        for period in range(panel.outcome.shape[1]):
            made = _cell(panel, design, int(group), period)
            if isinstance(made, str):
                silent[int(group), period] = made
            elif made is not None:
                told.append(made)
    width = len(panel.first)
    return Staggered(
        cells=tuple(each for each, _ in told),
        silent=silent,
        influence=np.column_stack([each for _, each in told]) if told else np.zeros((width, 0)),
        first=panel.first,
        weights=panel.weights,
        clusters=panel.clusters,
        controls=design.controls,
        base=design.base,
        anticipation=design.anticipation,
        always=int(((panel.first >= 0) & (panel.first <= design.anticipation)).sum()),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Panel:
    outcome: Floats
    first: NDArray[np.intp]
    columns: Floats | None
    clusters: NDArray[np.intp]
    weights: Floats


def _panel(
    outcome: ArrayLike, first: ArrayLike, design: Design, columns: object, clusters: object, weights: object
) -> _Panel:
    """Read what was given.

    Raises:
        ValueError: it does not fit together.
    """
    y, when = np.asarray(outcome, dtype=np.float64), first_months(first)
    if y.ndim != 2 or when.shape != y.shape[:1] or design.anticipation < 0:
        raise ValueError(f"outcomes {y.shape} and first months {when.shape} do not fit together")
    x = None if columns is None else np.asarray(columns, dtype=np.float64)
    if x is not None and (x.ndim not in (1, 2) or len(x) != len(y)):
        raise ValueError(f"columns {x.shape} do not fit {len(y)} units")
    x = x if x is None or x.ndim == 2 else x[:, None]
    by = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=np.float64)
    if x is not None and (weights is not None or x.shape[1] != len(design.names) or not np.isfinite(x).all()):
        raise ValueError("columns need a name each, a figure for every unit, and no weights")
    if np.isinf(y).any() or by.shape != when.shape or not ((by > 0) & np.isfinite(by)).all():
        raise ValueError("an outcome is infinite, or a weight not above nought")
    codes = codes_of(np.arange(len(y)) if clusters is None else np.asarray(clusters))[1]
    if codes.shape != when.shape:
        raise ValueError("every unit needs one cluster")
    never = (when < 0) | (when >= y.shape[1])
    return _Panel(y, np.where(never, NEVER, when).astype(np.intp), x, codes, by)


def first_months(first: ArrayLike) -> Floats:
    """Give first months as numbers.

    Raises:
        ValueError: one is none, or not whole.
    """
    when = np.asarray(first, dtype=np.float64)
    if not np.all(np.isfinite(when) & (when == np.floor(when))):
        raise ValueError("the place of a first month is a whole number")
    return when


def _cell(panel: _Panel, design: Design, group: int, period: int) -> tuple[GroupTime, Floats] | str | None:
    """Give one group's effect in one month, with what each unit draws on it; None where there is nothing to compare."""
    last = group - design.anticipation - 1
    base = period - 1 if design.base is Base.VARYING and period <= last else last
    if base < 0:
        return None
    treated = panel.first == group
    none = np.zeros(len(panel.first))
    if base == period:
        return GroupTime(group, period, base, 0.0, 0.0, int(treated.sum()), 0), none
    others = _others(panel, design, group, max(period, base))
    change = panel.outcome[:, period] - panel.outcome[:, base]
    some = (treated | others) & ~np.isnan(change)
    sides = int((treated & some).sum()), int((others & some).sum())
    if not min(sides):
        return f"{sides[0]} treated and {sides[1]} others are known in both months"
    made = _compared(panel, design, some, treated, change)
    if isinstance(made, Unfit):
        return made.because
    none[some] = made[1]
    error = float(np.sqrt((np.bincount(panel.clusters, weights=none) ** 2).sum()))
    return GroupTime(group, period, base, made[0], error, *sides), none


def _others(panel: _Panel, design: Design, group: int, last: int) -> Marks:
    """Say which units a group is held against, up to a month."""
    never: Marks = panel.first == NEVER
    if design.controls is Controls.NEVER:
        return never
    later: Marks = (panel.first > last + design.anticipation) & (panel.first != group)
    return never | later


def _compared(
    panel: _Panel, design: Design, some: Marks, treated: Marks, change: Floats
) -> tuple[float, Floats] | Unfit:
    if panel.columns is None:
        return plain(change[some], treated[some], panel.weights[some])
    way = doubly_robust if design.way is Way.DOUBLY_ROBUST else by_outcome
    return way(change[some], treated[some], panel.columns[some], design.names)
