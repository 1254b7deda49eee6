"""Hazards and curves: what is thin, odd or wrong gets an answer in words or a clear refusal, and never a warning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from truegreen.stats.hazard.brier import brier
from truegreen.stats.hazard.concordance import concordance, uno
from truegreen.stats.hazard.cox import Cox, cox
from truegreen.stats.hazard.decisions import decisions
from truegreen.stats.hazard.discrete import hazard
from truegreen.stats.hazard.log_rank import log_rank
from truegreen.stats.hazard.proportional import Clock, proportional
from truegreen.stats.hazard.ranked import average_precision, first
from truegreen.stats.hazard.risk_sets import Ties
from truegreen.stats.hazard.survival import Shape, kaplan_meier, nelson_aalen
from truegreen.stats.panel.equations import Unfit

RANDOM = np.random.default_rng(1)
COLUMNS = RANDOM.normal(size=(40, 2))
STOPS = RANDOM.exponential(10, 40) + 0.1
HITS = (RANDOM.random(40) < 0.6).astype(np.float64)
NAMES = ("one", "other")


def fitted(columns: Any = COLUMNS, stops: Any = STOPS, hits: Any = HITS, **more: Any) -> Cox:
    made = cox(columns, stops, hits, NAMES, **more)
    assert isinstance(made, Cox), made
    return made


@pytest.mark.parametrize("clock", list(Clock))
def test_other_rows_than_those_of_the_fit_are_refused(clock: Clock) -> None:
    made = fitted()
    for columns, stops, hits in (
        (COLUMNS * 1e12, STOPS, HITS),
        (np.zeros((40, 2)), STOPS, HITS),
        (COLUMNS[:1], STOPS[:1], HITS[:1]),
        (COLUMNS, STOPS, 1 - HITS),
        (np.full((40, 2), np.nan), STOPS, HITS),
    ):
        with pytest.raises(ValueError, match="not the 40 of the fit"):
            proportional(made, columns, stops, hits, clock=clock)


@pytest.mark.parametrize("clock", list(Clock))
def test_hits_at_one_time_do_not_go_with_time(clock: Clock) -> None:
    stops = np.full(40, 7.0)
    found = proportional(fitted(stops=stops), COLUMNS, stops, HITS, clock=clock)
    assert np.isnan([*found.squares.values(), *found.chances.values(), found.together, found.chance]).all()


def test_one_cluster_has_no_errors() -> None:
    made = cox(COLUMNS, STOPS, HITS, NAMES, clusters=np.zeros(40))
    assert isinstance(made, Unfit)
    assert "fewer than two clusters" in made.because
    assert isinstance(hazard(COLUMNS, HITS, np.zeros(40), NAMES), Unfit)
    assert isinstance(decisions(COLUMNS, HITS, np.zeros(40), NAMES, ["leave"]), Unfit)


def test_rows_far_out_stay_for_ever_or_not_at_all() -> None:
    far = fitted().staying(np.array([[1e12, 1e12], [-1e12, -1e12]]), [0.01, 5, 100])
    assert np.all((far >= 0) & (far <= 1))
    assert np.isin(np.round(far[:, 1:], 9), (0, 1)).all()


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("hits", [0.0, 1.0])
def test_if_all_or_none_left_the_curve_is_a_curve(shape: Shape, hits: float) -> None:
    for stops in ([5.0], [5.0, 5.0, 5.0], [1.0, 2.0, 3.0], [0.0, 0.0]):
        curve = kaplan_meier(stops, np.full(len(stops), hits), shape=shape)
        assert float(curve.at(9)) == 1 - hits
        assert float(curve.at(0, just_before=True)) == 1
        summed = nelson_aalen(stops, np.full(len(stops), hits))
        assert np.all(np.diff(np.append(0, summed.values)) > 0)
        assert np.all(summed.low <= summed.values)


@pytest.mark.parametrize("scale", [1e-12, 1e12])
@pytest.mark.parametrize("ties", list(Ties))
def test_times_and_columns_may_be_large_or_small(scale: float, ties: Ties) -> None:
    usual = fitted(stops=np.ceil(STOPS), ties=ties)
    far = fitted(COLUMNS * scale, np.ceil(STOPS) * scale, ties=ties)
    assert far.coefficients * scale == pytest.approx(usual.coefficients, rel=1e-6)
    assert far.likelihood == pytest.approx(usual.likelihood)
    assert concordance(far.scores(COLUMNS * scale), STOPS * scale, HITS) == pytest.approx(
        concordance(usual.scores(COLUMNS), STOPS, HITS)
    )


@pytest.mark.parametrize(
    "asked",
    [lambda: first([0.5, 0.4], [1, 0], float("nan")),  # type: ignore[arg-type]
     lambda: kaplan_meier([1, 2], [1, 0], confidence=1),
     lambda: nelson_aalen([1, 2], [1, 0], confidence=0),
     lambda: cox(COLUMNS, STOPS, HITS, NAMES, confidence=2),
     lambda: cox(COLUMNS, STOPS - 50, HITS, NAMES, starts=STOPS),
     lambda: brier([[0.5], [1.5]], [1], [2, 2], [1, 0]),
     lambda: uno([1, np.inf], [1, 2], [1, 0])],
)  # fmt: skip
def test_what_is_none_is_refused(asked: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        asked()


def test_nothing_that_is_given_is_changed() -> None:
    given = [each.copy() for each in (COLUMNS, STOPS, HITS)]
    for each in given:
        each.flags.writeable = False
    columns, stops, hits = given
    proportional(fitted(columns, stops, hits), columns, stops, hits)
    hazard(columns, hits, np.arange(40), NAMES, ridge=1.0)
    concordance(columns[:, 0], stops, hits)
    average_precision(columns[:, 0], hits)
    log_rank(stops, hits, columns[:, 0] > 0)
    brier(np.full((40, 1), 0.5), [5], stops, hits)
