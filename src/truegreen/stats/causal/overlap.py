"""Are those treated like those who were not? Chances of being treated, and how far the groups lie apart.

Where nobody untreated is like the treated, a comparison is a guess of the model. So rows whose chance of being treated
is near 0 or near 1 are left out (Crump, Hotz, Imbens and Mitnik 2009), and what the others are still worth is counted
(Kish 1965).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.panel.moments import Floats
from truegreen.stats.validity.response import effective_of

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How far treated and others are alike.

    Attributes:
        treated: rows treated.
        controls: rows not treated.
        treated_kept: treated rows that have their like among the others.
        controls_kept: other rows that have their like among the treated.
        worth: how many controls of the same weight all of them are worth, before any is left out.
        worth_kept: the same of those kept.
        before: by column, how far the means lie apart, in standard deviations of the treated.
        after: the same among those kept, with the weights that make others like the treated.
    """

    treated: int
    controls: int
    treated_kept: int
    controls_kept: int
    worth: float
    worth_kept: float
    before: Mapping[str, float]
    after: Mapping[str, float]

    @property
    def furthest(self) -> float:
        """Give how far the columns lie apart that lie furthest apart after weighting; 0 without columns."""
        return max((abs(each) for each in self.after.values()), default=0.0)


def kept(chance: Floats, trim: float) -> Marks:
    """Say which rows have a chance of being treated that is neither near 0 nor near 1."""
    inside: Marks = (chance >= trim) & (chance <= 1 - trim)
    return inside


def overlap(
    columns: Floats, treated: Marks, chance: Floats, trim: float, names: tuple[str, ...], *, all_rows: bool = False
) -> Overlap:
    """Say how far treated and others are alike.

    Args:
        columns: (N, k) what they are compared by.
        treated: (N,) who was treated.
        chance: (N,) of being treated, by these columns.
        trim: how near to 0 or 1 is too near.
        names: of the columns.
        all_rows: whether both sides are made like all rows, or the others like the treated.
    """
    inside, weight = kept(chance, trim), weights(treated, chance, all_rows=all_rows)
    return Overlap(
        treated=int(treated.sum()),
        controls=int((~treated).sum()),
        treated_kept=int((treated & inside).sum()),
        controls_kept=int((~treated & inside).sum()),
        worth=effective_of(weight[~treated]),
        worth_kept=effective_of(weight[~treated & inside]),
        before=dict(zip(names, _apart(columns, treated, np.ones(len(chance)), columns[treated]), strict=True)),
        after=dict(zip(names, _apart(columns[inside], treated[inside], weight[inside], columns[treated]), strict=True)),
    )


def weights(treated: Marks, chance: Floats, *, all_rows: bool = False) -> Floats:
    """Give the weights that make the others like the treated, e/(1 − e), or both sides like all rows."""
    odds = chance / np.maximum(1 - chance, np.finfo(float).tiny)
    if not all_rows:
        return np.where(treated, 1.0, odds)
    return np.where(treated, 1 / np.maximum(chance, np.finfo(float).tiny), 1 + odds)


def _apart(columns: Floats, treated: Marks, weight: Floats, scale_of: Floats) -> list[float]:
    """Give how far the weighted means lie apart, by column, in standard deviations of those named."""
    if not treated.any() or treated.all():
        return [0.0] * columns.shape[1]
    spread = scale_of.std(axis=0, ddof=1) if len(scale_of) > 1 else np.zeros(columns.shape[1])
    means = [np.average(columns[side], axis=0, weights=weight[side]) for side in (treated, ~treated)]
    gap = means[0] - means[1]
    return [float(each) for each in np.divide(gap, spread, out=gap.copy(), where=spread > 0)]
