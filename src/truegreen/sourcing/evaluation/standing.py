"""How alternatives come out: three rankings side by side, how much of all weights puts whom where, what turns it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Final

import numpy as np

from truegreen.model.evaluated import Flip, Measure, Method, Scored, Source, Stand
from truegreen.model.plan_evaluation import Counts, Criterion
from truegreen.stats.choice import ranking
from truegreen.stats.choice.acceptability import Acceptability, acceptability, reversals
from truegreen.stats.choice.ranking import Floats, Preference, nearness, outranking, weighted

DRAWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Standing:
    """How all alternatives that are left come out.

    Attributes:
        stands: one for each.
        flips: what turns when one is left out.
        apart: pairs that cannot be compared by outranking.
    """

    stands: tuple[Stand, ...]
    flips: tuple[Flip, ...]
    apart: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Scores of those that are left, by criteria that count.

    Attributes:
        names: of the alternatives.
        measures: criteria that have a weight.
        kinds: what the plan says of each.
        left: places of the alternatives in the measures' scores.
    """

    names: tuple[str, ...]
    measures: tuple[Measure, ...]
    kinds: tuple[Criterion, ...]
    left: tuple[int, ...]

    @property
    def scores(self) -> tuple[tuple[Scored, ...], ...]:
        """Give scores by alternative and criterion."""
        return tuple(tuple(each.scores[at] for each in self.measures) for at in self.left)

    @property
    def values(self) -> Floats:
        """Give what is likeliest, alternatives by criteria."""
        return np.array([[each.value for each in row] for row in self.scores])

    @property
    def better(self) -> list[bool]:
        """Say for each criterion whether higher is better."""
        return [each.is_higher_better for each in self.measures]

    @property
    def weights(self) -> Floats:
        """Give what counts how much."""
        return np.array([each.weight for each in self.measures])


def standing(of: Table, draws: int = DRAWS, seed: int = 1) -> Standing:
    """Give how alternatives come out; the same seed gives the same."""
    sums = weighted(_worth(of, of.values), of.weights)
    near = nearness(of.values, of.weights, more_is_better=of.better)
    preferences = [_preference(*each) for each in zip(of.measures, of.kinds, strict=True)]
    flows = outranking(of.values, of.weights, preferences, more_is_better=of.better)
    places = {Method.WEIGHTED: _places(sums), Method.NEARNESS: _places(near), Method.OUTRANKING: _places(flows.net)}
    every, ordered, sure = _acceptable(of, draws, seed)
    stands = tuple(
        Stand(
            worth=float(sums[at]), nearness=float(near[at]),
            leaving=float(flows.leaving[at]), entering=float(flows.entering[at]),
            places={method: place[at] for method, place in places.items()},
            shares=tuple(map(float, every.shares[at])), ordered=float(ordered.shares[at, 0]),
            sure=float(sure.shares[at, 0]),
            central=tuple(map(float, every.central[at])) if every.shares[at, 0] else None,
        )
        for at in range(len(of.names))
    )  # fmt: skip
    apart = tuple((of.names[one], of.names[other]) for one, other in combinations(range(len(of.names)), 2)
                  if flows.is_better(one, other) is None)  # fmt: skip
    return Standing(stands, _flips(of, preferences), apart)


def _worth(of: Table, values: Floats) -> Floats:
    """Give what scores are worth on the scales of their criteria, 0 to 1."""
    low, high = (np.array([getattr(each, end) for each in of.measures]) for end in ("low", "high"))
    share = (values - low) / (high - low)
    return np.asarray(np.where(of.better, share, 1 - share))


def _places(numbers: Floats) -> list[int]:
    """Give places from 1; who is alike shares the better one."""
    return [1 + int((numbers > each + 1e-12).sum()) for each in numbers]


def _preference(of: Measure, kind: Criterion) -> Preference:
    """Give when a difference counts; below the doubt of measuring two it is nothing, if nobody says otherwise."""
    doubt = sqrt(2) * float(np.median([each.error for each in of.scores]))
    nothing = doubt if kind.nothing is None else float(kind.nothing.number)
    whole = of.high - of.low if kind.whole is None else float(kind.whole.number)
    whole = max(whole, nothing * (1 + 1e-9), 1e-12)
    is_plain = kind.counts is Counts.USUAL
    return Preference(str(kind.counts), 0.0 if is_plain else nothing, whole, max((nothing + whole) / 2, 1e-12))


def _acceptable(of: Table, draws: int, seed: int) -> list[Acceptability]:
    """Give who comes where by any weights, by those that keep the order given, and by exactly those given."""
    middle, doubt, within = (np.array([[_drawn(each)[at] for each in row] for row in of.scores]) for at in range(3))
    size = np.array([each.high - each.low for each in of.measures])
    table, doubt, within = _worth(of, middle), doubt / size, within / size
    return [
        acceptability(table, weighted, doubt=doubt, within=within, levels=by, weights=fixed, draws=draws, seed=seed)
        for by, fixed in ((None, None), (of.weights.round(9), None), (None, of.weights))
    ]


def _drawn(of: Scored) -> tuple[float, float, float]:
    """Give the middle of what a score may be, its standard error, and how far it may lie, every place alike."""
    if of.source in (Source.MEASURED, Source.CONTRACT, Source.OTHERS):
        return of.value, of.error, 0.0
    return (of.low + of.high) / 2, 0.0, (of.high - of.low) / 2


def _flips(of: Table, preferences: Sequence[Preference]) -> tuple[Flip, ...]:
    """Give every change of places that leaving one out brings, by each method, without saying one twice."""
    methods: dict[Method, ranking.Scored] = {
        Method.WEIGHTED: lambda values, weights: weighted(_stretched(of, values), weights),
        Method.NEARNESS: lambda values, weights: nearness(values, weights, more_is_better=of.better),
        Method.OUTRANKING: lambda values, weights: (
            outranking(values, weights, preferences, more_is_better=of.better).net
        ),
    }
    return tuple(
        Flip(method, of.names[each.left_out], of.names[each.ahead], of.names[each.behind])
        for method, scored in methods.items()
        for each in (reversals(of.values, of.weights, scored) if len(of.names) > 2 else ())
    )


def _stretched(of: Table, values: Floats) -> Floats:
    """Give what scores are worth where criteria without bounds are stretched over those that are left."""
    low, high = values.min(axis=0), values.max(axis=0)
    bounded = np.array([each.is_bounded for each in of.measures])
    share = np.divide(values - low, high - low, out=np.full(values.shape, 0.5), where=high > low)
    return np.where(bounded, _worth(of, values), np.where(of.better, share, 1 - share))
