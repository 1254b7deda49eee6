"""The likelihood of hits solved: coefficients of columns as they were, and their errors; or why there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.climb import Point
from truegreen.stats.panel.equations import CONSTANT, FLAT, Unfit, collinear
from truegreen.stats.panel.errors import Errors, inverse, jackknife, left_out, sandwich, usual, worth
from truegreen.stats.panel.likelihood import back, climbed, curved, height_of, point_at, scores
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.observed import Observed
from truegreen.stats.panel.stating import stated


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What the likelihood says, the constant first.

    Attributes:
        coefficients: (1 + k,) of the columns as they were.
        covariance: (1 + k, 1 + k) of these.
        errors: how the errors were found.
        worth: (1 + k,) how many clusters of the same weight each coefficient rests on.
        freedom: (1 + k,) degrees of freedom of Student's t.
        steepness: by how much the chance grows on average where the sum does by one.
        likelihood: its logarithm, without what a ridge costs.
        steps: that Newton took.
        scaled: (1 + k,) coefficients of the scaled columns, where another climb may begin.
    """

    coefficients: Floats
    covariance: Floats
    errors: Errors
    worth: Floats
    freedom: Floats
    steepness: float
    likelihood: float
    steps: int
    scaled: Floats

    def estimates(
        self, names: Sequence[str], *, count: int, method: str, assumes: Sequence[str], confidence: float = 0.95
    ) -> Mapping[str, Estimate]:
        """State the constant and each column."""
        errors = np.sqrt(np.maximum(np.diagonal(self.covariance), 0.0))
        return {
            name: stated(
                float(value),
                float(error),
                freedom=float(free),
                count=count,
                effective=float(effective),
                method=f"{method}.{self.errors}",
                assumes=assumes,
                confidence=confidence,
            )
            for name, value, error, free, effective in zip(
                (CONSTANT, *names), self.coefficients, errors, self.freedom, self.worth, strict=True
            )
        }


def solved(rows: Observed, names: Sequence[str], outcome: str, errors: Errors | None) -> Solved | Unfit:
    """Solve the likelihood of hits, or say why it has no answer; see ``logit`` and ``hazard``."""
    wrong = _unfit(rows, names, outcome)
    if wrong:
        return wrong
    rows = rows.kept()
    top = climbed(rows)
    if isinstance(top, int):
        return _separated(rows, names, outcome, top)
    point, steps = top
    bread = inverse(point.curvature)
    pulls, leverages = scores(rows, point.at, bread)
    rests_on = worth(leverages)
    chosen = errors or usual((rests_on[1:] if names else rests_on).min())
    covariance = _covariance(rows, point, pulls, chosen, (*names, outcome))
    if isinstance(covariance, Unfit):
        return covariance
    unscaled = back(rows)
    return Solved(
        coefficients=unscaled @ point.at,
        covariance=unscaled @ covariance @ unscaled.T,
        errors=chosen,
        worth=rests_on,
        freedom=_freedom(rows, rests_on, chosen),
        steepness=float(point.curvature[0, 0] / (len(rows.hits) if rows.weights is None else rows.weights.sum())),
        likelihood=height_of(rows, point),
        steps=steps,
        scaled=point.at,
    )


def _unfit(rows: Observed, names: Sequence[str], outcome: str) -> Unfit | None:
    hits, misses = int(rows.hits.sum()), int((1 - rows.hits).sum())
    if len(rows.clusters) < 2:
        return _because(rows, "there are fewer than two clusters")
    if not hits or not misses:
        return _because(rows, f"{outcome}: no spread", (outcome,))
    flat = [name for name, at in zip(names, range(len(names)), strict=True) if _is_flat(rows, at)]
    if flat:
        return _because(rows, f"{', '.join(flat)}: no spread", flat)
    figures = 1 + int((rows.ridge[1:] == 0).sum())
    if min(hits, misses) < figures:
        least = f"{hits} hits" if hits <= misses else f"{misses} misses"
        return _because(rows, f"{least} are too few for {figures} figures", (outcome,))
    start = point_at(rows, np.zeros(len(names) + 1))
    same = collinear(start.curvature[1:, 1:], names)
    return _because(rows, f"{', '.join(same)}: one follows from the others", same) if same else None


def _is_flat(rows: Observed, at: int) -> bool:
    return bool(rows.spread[at] <= FLAT * abs(rows.mean[at]))


def _because(rows: Observed, what: str, columns: Sequence[str] = ()) -> Unfit:
    return Unfit(what, tuple(columns), len(rows.hits), len(rows.clusters))


def _separated(rows: Observed, names: Sequence[str], outcome: str, at: int) -> Unfit:
    """Say that hits and misses part along some columns: no finite odds are the best."""
    return _because(rows, f"{names[at]} parts hits of {outcome} from misses: the odds have no end", (names[at],))


def _covariance(rows: Observed, point: Point, pulls: Floats, errors: Errors, names: Sequence[str]) -> Floats | Unfit:
    bread = inverse(point.curvature)
    if errors is Errors.CLASSICAL:
        return np.asarray(bread @ (point.curvature - np.diag(rows.ridge)) @ bread)
    if errors is not Errors.CR3:
        return sandwich(pulls @ bread, len(rows.clusters), len(rows.hits), len(point.at), errors)
    changes = left_out(curved(rows, point, names), pulls, rows.ridge)
    return changes if isinstance(changes, Unfit) else jackknife(changes)


def _freedom(rows: Observed, rests_on: Floats, errors: Errors) -> Floats:
    """Give the degrees of freedom of each term's t, (k,); infinite where rows are taken to be independent."""
    if errors is Errors.CR3:
        return rests_on - 1
    return np.full(len(rests_on), np.inf if errors is Errors.CLASSICAL else len(rows.clusters) - 1.0)
