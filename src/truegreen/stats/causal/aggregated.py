"""Effects of groups and months put together: in all, by months since the change, by group, by month of the calendar.

The overall figures of Callaway and Sant'Anna (2021), table 1, with bands that hold all points of a curve at once, by a
multiplier bootstrap of clusters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from truegreen.stats.causal.influence import by_cluster, two_sided_worth
from truegreen.stats.causal.staggered import NEVER, Staggered
from truegreen.stats.estimate import Estimate
from truegreen.stats.intervals import z_of
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.stating import stated

ASSUMES = (
    "without the change, treated units would have moved as the others did",
    "nobody acted on the change before it came",
    "units do not spill over on each other",
    "clusters are independent of each other",
)
AT_ONCE = 2_000_000


class By(StrEnum):
    """What effects are put together by."""

    ALL = "all"
    EVENT = "event"
    GROUP = "group"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aggregated:
    """Effects put together.

    Attributes:
        by: what they are put together by.
        overall: one effect of all months with the treatment.
        keys: of the curve: months since the change, groups, or months.
        estimates: of the curve, each with an interval of its own.
        reach: how many errors a band must reach to hold all points at once; NaN without a curve.
        influence: (G, 1 + keys) what each cluster draws on the overall effect and on each point.
        seed: of the bootstrap.
    """

    by: By
    overall: Estimate
    keys: tuple[int, ...]
    estimates: tuple[Estimate, ...]
    reach: float
    influence: Floats
    seed: int

    @property
    def bands(self) -> tuple[tuple[float, float], ...]:
        """Give a band that holds all points at once, as a low and a high for each key."""
        return tuple(
            (each.value - self.reach * each.error, each.value + self.reach * each.error) for each in self.estimates
        )

    @property
    def covariance(self) -> Floats:
        """Give the covariance of the points of the curve, (keys, keys)."""
        return np.asarray(self.influence[:, 1:].T @ self.influence[:, 1:])


def aggregated(
    found: Staggered, by: By = By.ALL, *, draws: int = 999, seed: int = 0, confidence: float = 0.95
) -> Aggregated | Unfit:
    """Put effects of groups and months together.

    Args:
        found: the effects.
        by: in all; by months since the change, those before it included; by group; or by month.
        draws: of the bootstrap that finds the bands.
        seed: of it.
        confidence: of intervals and bands.

    Raises:
        ValueError: no draws, or a confidence that is none.
    """
    if not (draws >= 1 and 0 < confidence < 1):
        raise ValueError(f"{draws} draws with a confidence of {confidence:g} are none")
    table = _Table.of(found)
    if not table.after.any():
        return Unfit("no group has a month with the treatment that can be compared", (), len(found.first), 0)
    if min(table.sides) < 2:
        what = f"{table.sides[0]} treated and {table.sides[1]} other clusters are too few: at least two of each"
        return Unfit(what, (), len(found.first), sum(table.sides))
    keys, points = table.points(by)
    overall = table.overall(by, keys, points)
    sums = by_cluster(np.column_stack([overall[1], *(drawn for _, drawn in points)]), found.clusters)
    values = [overall[0], *(value for value, _ in points)]
    worth = [table.worth(each) for each in (table.after, *table.along(by, keys))]
    method = f"causal.staggered.{by}"
    made = [table.said(each, sums[:, at], worth[at], confidence, method) for at, each in enumerate(values)]
    return Aggregated(
        by=by, overall=made[0], keys=keys, estimates=tuple(made[1:]), influence=sums, seed=seed,
        reach=_reach(sums[:, 1:], draws, seed, confidence) if keys else float("nan"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Cells as arrays: each one's group, month, value and influence, with the shares that groups have."""

    found: Staggered
    group: Floats
    period: Floats
    value: Floats
    share: Floats
    sides: tuple[int, int]
    others: int

    @classmethod
    def of(cls, found: Staggered) -> _Table:
        group = np.array([each.group for each in found.cells], dtype=np.float64)
        whole = found.weights.sum()
        share = np.array([found.weights[found.first == each].sum() / whole for each in group])
        treated = np.isin(found.first, found.groups)
        others = (found.first == NEVER) if found.controls.name == "NEVER" else np.ones(len(found.first), np.bool_)
        sides = tuple(len(np.unique(found.clusters[side])) for side in (treated, others))
        period = np.array([each.period for each in found.cells], dtype=np.float64)
        value = np.array([each.value for each in found.cells])
        return cls(found, group, period, value, share, (sides[0], sides[1]), int(others.sum()))

    @property
    def after(self) -> Floats:
        """Say which cells are of months with the treatment."""
        return np.asarray(self.period >= self.group)

    def points(self, by: By) -> tuple[tuple[int, ...], list[tuple[float, Floats]]]:
        """Give the keys of the curve, and each one's value with what units draw on it."""
        if by is By.ALL:
            return (), []
        axis, some = self._axis(by)
        keys = tuple(int(each) for each in np.unique(axis[some]))
        return keys, [self.mixed(chosen, even=by is By.GROUP) for chosen in self.along(by, keys)]

    def along(self, by: By, keys: tuple[int, ...]) -> list[Floats]:
        """Say which cells are in each point of the curve."""
        if by is By.ALL:
            return []
        axis, some = self._axis(by)
        return [(axis == key) & some for key in keys]

    def _axis(self, by: By) -> tuple[Floats, Floats]:
        axis = {By.EVENT: self.period - self.group, By.GROUP: self.group, By.CALENDAR: self.period}[by]
        return axis, np.ones(len(axis), np.bool_) if by is By.EVENT else self.after

    def worth(self, chosen: Floats) -> float:
        """Say how many clusters cells rest on: those known in both of the months that are compared, on average."""
        cells = [each for each, taken in zip(self.found.cells, chosen, strict=True) if taken and each.controls]
        if not cells:
            return two_sided_worth(*self.sides)
        units = [int(np.isin(self.found.first, self.found.groups).sum()), self.others]
        groups = {each.group for each in cells}
        treated = sum(np.mean([each.treated for each in cells if each.group == group]) for group in groups)
        controls = np.mean([each.controls for each in cells])
        shares = [min(1.0, float(known) / all_) for known, all_ in zip((treated, controls), units, strict=True)]
        return two_sided_worth(*(max(1.0, each * side) for each, side in zip(shares, self.sides, strict=True)))

    def overall(self, by: By, keys: tuple[int, ...], points: list[tuple[float, Floats]]) -> tuple[float, Floats]:
        """Give the overall effect, and what each unit draws on it."""
        if by is By.ALL:
            return self.mixed(np.asarray(self.after, np.bool_), even=False)
        if by is By.GROUP:
            shares = np.array([self.share[self.group == key][0] for key in keys])
            return self._weighed(
                np.array([v for v, _ in points]), np.column_stack([d for _, d in points]), shares, np.array(keys)
            )
        chosen = [each for key, each in zip(keys, points, strict=True) if by is By.CALENDAR or key >= 0]
        return sum(v for v, _ in chosen) / len(chosen), np.sum([d for _, d in chosen], axis=0) / len(chosen)

    def mixed(self, chosen: Floats, *, even: bool) -> tuple[float, Floats]:
        """Mix cells by the shares of their groups, or evenly."""
        drawn = self.found.influence[:, chosen]
        if even:
            return float(self.value[chosen].mean()), drawn.mean(axis=1)
        return self._weighed(self.value[chosen], drawn, self.share[chosen], self.group[chosen])

    def _weighed(self, values: Floats, drawn: Floats, shares: Floats, groups: Floats) -> tuple[float, Floats]:
        """Mix by shares, and allow for the doubt about these."""
        total = shares.sum()
        mean = float(values @ shares / total)
        by = self.found.weights / self.found.weights.sum()
        own = by[:, None] * ((self.found.first[:, None] == groups) - shares)
        return mean, drawn @ (shares / total) + own @ ((values - mean) / total)

    def said(self, value: float, sums: Floats, rests_on: float, confidence: float, method: str) -> Estimate:
        """State a value; its error is R's, and its interval allows for few clusters."""
        error = float(np.sqrt(sums @ sums))
        made = stated(
            value, error * (rests_on / max(rests_on - 1, 1.0)) ** 0.5, freedom=max(rests_on - 1, 1.0),
            count=len(self.found.first), effective=rests_on, method=method, assumes=ASSUMES, confidence=confidence,
        )  # fmt: skip
        return replace(made, error=error)


def _reach(influence: Floats, draws: int, seed: int, confidence: float) -> float:
    """Say how many errors a band must reach to hold all points, by Mammen's (1993) weights of clusters."""
    errors = np.sqrt((influence**2).sum(axis=0))
    scaled = influence[:, errors > 0] / errors[errors > 0]
    single = z_of(confidence)
    if not scaled.shape[1]:
        return single
    random, root = np.random.default_rng(seed), 5**0.5
    size = max(1, AT_ONCE // max(1, len(scaled)))
    furthest = []
    for start in range(0, draws, size):
        many = (min(size, draws - start), len(scaled))
        signs = np.where(random.random(many) < (1 + root) / (2 * root), (1 - root) / 2, (1 + root) / 2)
        furthest.append(np.abs(signs @ scaled).max(axis=1))
    return max(float(np.quantile(np.concatenate(furthest), confidence)), single)
