"""Cox's regression solved: the top of the partial likelihood, its errors and the hazard of who is average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from truegreen.stats.hazard.exact import exact_at
from truegreen.stats.hazard.partial import held, point_at, residuals
from truegreen.stats.hazard.risk_sets import Places, RiskSets, Ties, risk_sets
from truegreen.stats.hazard.stretches import Stretches
from truegreen.stats.panel.climb import Point, climb
from truegreen.stats.panel.equations import FLAT, Unfit, collinear
from truegreen.stats.panel.errors import Errors, inverse, sandwich
from truegreen.stats.panel.moments import Floats

MANY = 200_000  # rows, above which the climb begins where some of them lead


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Where the climb ended: risk sets, the order of rows in them, the top, steps, and the height without columns."""

    sets: RiskSets
    order: Places
    point: Point
    steps: int
    nothing: float


def fitted(rows: Stretches, names: Sequence[str], ties: Ties) -> Fitted | Unfit:
    """Climb to the top, or say why there is none."""

    def because(what: str, columns: Sequence[str] = ()) -> Unfit:
        return Unfit(what, tuple(columns), len(rows.hits), len(rows.clusters))

    flat = _named(names, rows.spread <= FLAT * np.abs(rows.mean))
    if flat:
        return because(f"{', '.join(flat)}: no spread", flat)
    if rows.hits.sum() <= len(names) or not names:
        return because(f"{rows.hits.sum():g} hits are too few for {len(names)} figures")
    sets, order = risk_sets(rows.scaled(), rows.stops, rows.hits, rows.starts, ties)
    height = partial(exact_at if ties is Ties.EXACT else point_at, sets)
    start = height(np.zeros(len(names)))
    wrong = _unfit(start, names, len(sets.hit))
    if wrong:
        return because(*wrong)
    top = climb(height, _begun(rows, ties) if len(rows.hits) > MANY else start.at)
    if not top.reached:
        name = names[int(np.abs(top.point.at).argmax())]
        return because(f"{name} parts who is hit from who is not: the hazard has no end", (name,))
    return Fitted(sets, order, top.point, top.steps, start.height)


def _begun(rows: Stretches, ties: Ties) -> Floats:
    """Say where to begin: where every so many-th row leads already."""
    some, nothing = slice(None, None, -(-len(rows.hits) // (MANY // 4))), np.zeros(rows.columns.shape[1])
    starts = None if rows.starts is None else rows.starts[some]
    scaled = (rows.columns[some] - rows.mean) / rows.spread
    sets, _ = risk_sets(scaled, rows.stops[some], rows.hits[some], starts, ties)
    top = climb(partial(point_at, sets), nothing) if len(sets.hit) else None
    return top.point.at if top and top.reached else nothing


def _unfit(start: Point, names: Sequence[str], hits: int) -> tuple[str, Sequence[str]] | None:
    if not np.isfinite(start.height):
        return "too many are hit at one time for exact ties", ()
    flat = _named(names, np.diagonal(start.curvature) <= FLAT * hits)
    if flat:
        return f"{', '.join(flat)}: no spread among those at risk together", flat
    same = collinear(start.curvature, names)
    return (f"{', '.join(same)}: one follows from the others", same) if same else None


def _named(names: Sequence[str], chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[str]:
    return [name for name, each in zip(names, chosen, strict=True) if each]


def covariance_of(found: Fitted, rows: Stretches, errors: Errors) -> Floats:
    """Give the covariance of scaled coefficients, (k, k); by clusters from score residuals (Lin and Wei 1989)."""
    bread = inverse(found.point.curvature)
    if errors is Errors.CLASSICAL:
        return bread
    each, codes = bread @ residuals(found.sets, held(found.sets, found.point.at)), rows.codes[found.order]
    by_cluster = np.column_stack([np.bincount(codes, weights=pulled) for pulled in each])
    return sandwich(by_cluster.astype(np.float64), len(rows.clusters), len(rows.hits), len(bread), errors)


def cumulative(found: Fitted) -> Floats:
    """Give the hazard of who is average, summed up to each time (Breslow 1974; hits at one time as the ties say)."""
    told = held(found.sets, found.point.at)
    greatest = (found.point.at @ found.sets.columns).max()
    return np.asarray(np.cumsum(found.sets.by_time(1 / told.against)) * np.exp(-greatest))
