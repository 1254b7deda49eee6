"""The comparison: published shares, clusters of one size by Student's t, the figure before the start, few clusters."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isclose, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from tests.value.pilots.made import drawn, outcomes, pilot, registered
from truegreen.stats.trials.permutation import permuted
from truegreen.stats.validity.student import quantile
from truegreen.value.pilots.comparing import compared

EVER = 10_000


def of_rows(treated: list[int], control: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values = np.array([*treated, *control])
    return np.repeat([True, False], [len(treated), len(control)]), np.ones((len(values), 1), dtype=int), values[:, None]


def test_shares_of_single_rows_are_compared_by_scores_as_published() -> None:
    arms = of_rows([1] * 56 + [0] * 14, [1] * 48 + [0] * 32)
    found = compared(outcomes(registered(), *arms), EVER)
    assert found is not None
    of = found.estimate()
    assert (round(of.low, 4), round(of.high, 4)) == (0.0528, 0.3382)  # Newcombe (1998), Miettinen and Nurminen's
    assert found.figures == (0.6, 0.8)


def test_wholes_of_one_size_are_compared_by_students_t() -> None:
    chance = np.random.default_rng(3)
    count = np.full((20, 3), 5)
    total = chance.integers(0, 6, (20, 3))
    treated = np.arange(20) < 10
    found = compared(outcomes(registered(), treated, count, total), EVER)
    assert found is not None
    means = total.sum(axis=1) / 15
    one, other = means[treated], means[~treated]
    error = sqrt(one.var(ddof=1) / 10 + other.var(ddof=1) / 10)
    of = found.estimate(NormalDist().inv_cdf(0.975))
    assert isclose(of.value, one.mean() - other.mean(), abs_tol=1e-12)
    assert isclose(of.error, error, rel_tol=1e-9)
    assert isclose(of.high - of.value, quantile(0.95, 18) * error, rel_tol=1e-6)


def test_few_wholes_are_compared_by_all_other_draws() -> None:
    count, total = np.full((8, 1), 10), np.array([[9], [9], [8], [9], [4], [5], [3], [4]])
    treated = np.arange(8) < 4
    found = compared(outcomes(registered(), treated, count, total), EVER)
    assert found is not None
    assert found.freedom == inf
    wanted = permuted(total[:, 0] / 10, treated).estimate
    assert (found.estimate().low, found.estimate().p) == pytest.approx((wanted.low, wanted.p))
    assert found.estimate(9.0).high == inf


def test_the_figure_before_the_start_takes_noise_out_and_moves_nothing_on_average() -> None:
    chance, gaps, errors = np.random.default_rng(5), [], []
    for _ in range(60):
        made = drawn(registered(weeks=8), chance, agents=30, alike=0.3)
        half = made.day >= 28
        before = np.column_stack([
            np.bincount(made.place[~half], weights=each[~half], minlength=30) for each in (made.total, made.count)
        ]).astype(np.float64)  # fmt: skip
        late = replace(made, place=made.place[half], day=made.day[half], count=made.count[half],
                       total=made.total[half], before=before)  # fmt: skip
        with_it, without = compared(late, EVER), compared(late, EVER, before=False)
        assert with_it is not None
        assert without is not None
        assert with_it.left is not None
        gaps.append((with_it.estimate().value, without.estimate().value))
        errors.append(with_it.error / without.error)
    assert np.mean(errors) < 0.85
    assert abs(np.mean([one for one, _ in gaps])) < 4 * np.std([one for one, _ in gaps]) / sqrt(60)
    assert np.std([one for one, _ in gaps]) < 0.9 * np.std([other for _, other in gaps])


def test_thin_data_is_no_comparison() -> None:
    made = drawn(registered(), np.random.default_rng(1), agents=4)
    assert compared(made, -1) is None
    assert compared(made, EVER, only=made.treated) is None
    none = outcomes(registered(), np.zeros(0, dtype=np.bool_), np.zeros((0, 1)), np.zeros((0, 1)))
    assert compared(none, EVER) is None


def test_units_count_from_the_day_they_entered() -> None:
    count, total = np.ones((4, 2), dtype=int), np.array([[1, 0], [1, 0], [0, 1], [0, 1]])
    made = outcomes(registered(), np.array([True, True, False, False]), count, total)
    late = replace(made, enrolled=np.full(4, 7))
    assert made.sums(EVER)[:, 1].tolist() == [2, 2, 2, 2]
    assert late.sums(EVER)[:, 0].tolist() == [0, 0, 1, 1]


def test_arms_swapped_turn_the_difference_around() -> None:
    made = drawn(registered(), np.random.default_rng(11))
    one, other = compared(made, EVER), compared(replace(made, treated=~made.treated), EVER)
    assert one is not None
    assert other is not None
    assert isclose(one.z, -other.z, rel_tol=1e-9)
    assert isclose(one.estimate().low, -other.estimate().high, rel_tol=1e-9)


@pytest.mark.parametrize("limit", [1.96, 2.9, 4.5, 7.5, 20.0])
def test_a_limit_is_passed_where_its_interval_leaves_nothing_out(limit: float) -> None:
    for seed in range(6):
        found = compared(drawn(registered(), np.random.default_rng(seed), lift=0.05 * seed), EVER)
        assert found is not None
        of = found.estimate(limit)
        assert (abs(found.z) > limit) == (of.low > 0 or of.high < 0)


def test_nobody_scatters() -> None:
    count = np.full((12, 1), 3)
    found = compared(outcomes(registered(), np.arange(12) < 6, count, count), EVER)
    assert found is not None
    assert (found.estimate().value, found.z) == (0.0, 0.0)
    assert pilot().margin is not None
