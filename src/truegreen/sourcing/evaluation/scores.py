"""Scores with their doubt: measured, assumed, or given by people; a missing one may be anything, never nought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from truegreen.model.agreement import Better
from truegreen.model.evaluated import Given, Measure, Scored, Source
from truegreen.model.plan_evaluation import Criterion, Range, Score

Known = Mapping[str, Scored]
"""What was measured of a criterion, by alternative."""


def measure(name: str, of: Criterion, alternatives: Sequence[str], known: Known, unit: str) -> Measure:
    """Give a criterion with the score of every alternative, and the scale on which they are worth something.

    Args:
        name: of the criterion.
        of: what the plan says of it.
        alternatives: by name.
        known: what records tell.
        unit: of what is measured; of what people gave, if empty.
    """
    scores = [_score(of, each, known.get(each)) for each in alternatives]
    bounds = _bounds(of, scores)
    told = tuple(each or _missing(*bounds) for each in scores)
    bounded = of.least is not None and of.most is not None
    limit = None if of.limit is None else float(of.limit.number)
    higher = of.better is Better.HIGHER
    return Measure(name, of.title or name.replace("-", " "), unit or _unit(of), higher, float(of.weight or 0), *bounds,
                   bounded, limit, told)  # fmt: skip


def _score(of: Criterion, name: str, known: Scored | None) -> Scored | None:
    """Give the score of one alternative; people before records, records before what is assumed."""
    given = [(who, scores[name]) for who, scores in of.scores.items() if name in scores]
    if given:
        return _given([Given(who, *_ends(score)) for who, score in given], [_likeliest(score) for _, score in given])
    if known is not None:
        return known
    if name in of.assumed:
        low, high = _ends(of.assumed[name])
        return Scored(_likeliest(of.assumed[name]), low, high, 0.0, Source.ASSUMED, because="The plan assumes it.")
    return None


def _given(by: list[Given], likeliest: list[float]) -> Scored:
    """Put together what people gave: the mean, and everything between the lowest and the highest."""
    low, high = min(each.low for each in by), max(each.high for each in by)
    return Scored(fmean(likeliest), low, high, 0.0, Source.GIVEN, tuple(by))


def _missing(low: float, high: float) -> Scored:
    says = "Nobody scored it: it may lie anywhere on the scale."
    return Scored((low + high) / 2, low, high, 0.0, Source.MISSING, because=says)


def _bounds(of: Criterion, scores: Sequence[Scored | None]) -> tuple[float, float]:
    """Give the ends of the scale: those of the plan, or of the lowest and the highest score."""
    ends = [end for each in scores if each for end in (each.low, each.high)]
    low = float(of.least.number) if of.least is not None else min(ends, default=0.0)
    high = float(of.most.number) if of.most is not None else max(ends, default=1.0)
    return (low, high) if high - low > 1e-12 * max(abs(low), abs(high)) else (low, low + (abs(low) or 1.0))


def _ends(score: Score) -> tuple[float, float]:
    if isinstance(score, Range):
        return float(score.low.number), float(score.high.number)
    return float(score.number), float(score.number)


def _likeliest(score: Score) -> float:
    if isinstance(score, Range):
        low, high = _ends(score)
        return (low + high) / 2 if score.score is None else float(score.score.number)
    return float(score.number)


def _unit(of: Criterion) -> str:
    return next((each.unit for each in (of.most, of.least, of.limit) if each is not None), "")


def reweighed(measures: Sequence[Measure], weights: Sequence[float]) -> tuple[Measure, ...]:
    """Give criteria with the weights that were agreed."""
    return tuple(replace(each, weight=weight) for each, weight in zip(measures, weights, strict=True))
