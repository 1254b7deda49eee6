"""What a model has learnt: a score for each account-month, and what each feature pulls of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from truegreen.signals.warning.feature import Feature
from truegreen.signals.warning.rows import Design, Floats, Places, Rows
from truegreen.stats.hazard.discrete import Hazard


class Learnt(Protocol):
    """A model that has learnt from the past."""

    @property
    def features(self) -> tuple[str, ...]:
        """Name the features."""

    def score(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Give the log odds of deciding within the horizon, (N,)."""

    def pulls(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Say what each feature brings to the score, against the mean of these rows, (N, F)."""

    def doubt(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Give the standard error of the score, (N,); NaN where the model knows none."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A hazard over the columns of a design, plain or bent.

    Attributes:
        design: which columns.
        bends: how they are bent.
        fit: what was learnt of them.
    """

    design: Design
    bends: Bends
    fit: Hazard

    @property
    def features(self) -> tuple[str, ...]:
        """Name the features."""
        return self.design.features

    def score(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Give the log odds of deciding within the horizon, (N,)."""
        return self.fit.log_odds(self._columns(listed, rows))

    def pulls(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Say what each feature brings to the score, against the mean of these rows, (N, F)."""
        columns = self._columns(listed, rows)
        each = (columns - columns.mean(axis=0)) * self.fit.coefficients
        return by_feature(each, self.bends.of, len(self.features))

    def doubt(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        """Give the standard error of the score, (N,)."""
        return self.fit.doubt(self._columns(listed, rows))

    def _columns(self, listed: Sequence[Feature], rows: Rows) -> Floats:
        return self.bends.bent(self.design.columns(listed, rows))


@dataclass(frozen=True, slots=True, eq=False)
class Bends:
    """Columns beside those of a design: how far each lies above its middle, and its part where renewal is near.

    Attributes:
        names: (k,) of all columns, the design's first.
        of: (k,) place of each column's feature.
        knots: (K,) middles of the columns that are bent.
        bent_at: (K,) places of these.
        crossed: (C, 2) places of columns that are multiplied.
        centre: (k₀,) means of the design's columns, taken off before they are multiplied.
    """

    names: tuple[str, ...]
    of: Places
    knots: Floats
    bent_at: Places
    crossed: Places
    centre: Floats

    def bent(self, columns: Floats) -> Floats:
        """Give all columns of rows, (N, k)."""
        if not len(self.bent_at) and not len(self.crossed):
            return columns
        above = np.maximum(columns[:, self.bent_at] - self.knots, 0.0)
        around = columns - self.centre
        products = around[:, self.crossed[:, 0]] * around[:, self.crossed[:, 1]]
        return np.concatenate([columns, above, products], axis=1)


def straight(made: Design) -> Bends:
    """Bend nothing."""
    none = np.empty(0, dtype=np.intp)
    centre = np.zeros(len(made.names))
    return Bends(made.names, made.of, np.empty(0), none, np.empty((0, 2), dtype=np.intp), centre)


def by_feature(pulls: Floats, of: Places, features: int) -> Floats:
    """Add up the pulls of columns by their feature, (N, F)."""
    summed = np.zeros((len(pulls), features))
    for column, place in enumerate(of):
        summed[:, place] += pulls[:, column]
    return summed
