"""Lifetimes under contract: closed forms against sums, cohorts that add up, planted truth, thin data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from truegreen.stats.lifetime.histories import Thin
from truegreen.stats.lifetime.renewals import Renewals, of_lifetimes, of_survivors
from truegreen.stats.lifetime.residual import to_come
from truegreen.stats.lifetime.retention import Retention, beta_discrete_weibull, shifted_beta_geometric
from truegreen.stats.lifetime.segments import Segments, by_segment

HIGH_END = of_survivors([1000, 869, 743, 653, 593, 551, 517, 491])
curves = st.builds(
    lambda alpha, beta: Retention(alpha=alpha, beta=beta), st.floats(0.05, 20), st.floats(0.05, 200)
)  # fmt: skip


def fitted(given_: Renewals) -> Retention:
    found = shifted_beta_geometric(given_)
    assert isinstance(found, Retention)
    return found


def drawn(customers: int, mean: float, likeness: float, seed: int, most: int = 60) -> Renewals:
    """Draw customers who started at different times and are known until now."""
    random = np.random.default_rng(seed)
    chances = random.beta(likeness * mean, likeness * (1 - mean), customers)
    life, known = random.geometric(np.maximum(chances, 1e-9)), random.integers(1, most, customers)
    return of_lifetimes(np.minimum(life, known), life <= known)


@example(Retention(alpha=1.0, beta=141.0), 0.0625, 30)
@example(Retention(alpha=1.0, beta=171.0), 0.0625, 1)
@given(curves, st.floats(0.003, 0.5), st.integers(1, 30))
def test_closed_forms_are_their_sums(curve: Retention, discount: float, renewal: int) -> None:
    ahead = np.arange(int(45 / np.log1p(discount)))
    worth = (1 + discount) ** -ahead.astype(float)
    assert curve.lifetime(discount) == pytest.approx(curve.survival(ahead) @ worth, rel=1e-8)
    later = curve.survival(renewal + ahead) / curve.survival(renewal - 1)
    assert curve.residual(renewal, discount) == pytest.approx(later @ worth, rel=1e-8)


@given(curves, st.integers(1, 40))
def test_retention_rises_with_tenure(curve: Retention, renewal: int) -> None:
    now, next_ = curve.retention([renewal, renewal + 1])
    assert 0 < now < next_ < 1
    assert curve.survival(renewal) == pytest.approx(curve.survival(renewal - 1) * now)


def test_a_shape_of_one_is_the_plain_curve() -> None:
    plain = Retention(alpha=0.7, beta=1.9)
    near = Retention(alpha=0.7, beta=1.9, shape=1 + 1e-12)
    assert near.retention([1, 2, 9]) == pytest.approx(plain.retention([1, 2, 9]))
    assert near.residual(3, 0.1) == pytest.approx(plain.residual(3, 0.1))
    assert near.lifetime(0.1) == pytest.approx(plain.lifetime(0.1))


def test_the_general_curve_is_at_least_as_likely() -> None:
    general = beta_discrete_weibull(HIGH_END)
    assert isinstance(general, Retention)
    assert general.fitted is not None
    assert general.fitted.likelihood == pytest.approx(-1605.314, abs=0.001)
    assert general.shape > 1  # whoever stays longer leaves more easily: the plain curve is 5.8 less likely
    assert general.survival(7) == pytest.approx(0.491, abs=0.003)


def test_cohorts_add_up() -> None:
    periods, left, entered = [3, 5, 1, 8], [True, False, True, False], [0, 2, 0, 5]
    together = of_lifetimes(periods, left, entered)
    assert together.at_risk.tolist() == [2, 1, 2, 1, 1, 1, 1, 1]
    assert together.lost.tolist() == [1, 0, 1, 0, 0, 0, 0, 0]
    parts = [of_lifetimes([each[0]], [each[1]], [each[2]]) for each in zip(periods, left, entered, strict=True)]
    added = parts[0] + parts[1] + parts[2] + parts[3]
    assert added.at_risk.tolist() == together.at_risk.tolist()
    assert added.lost.tolist() == together.lost.tolist()


def test_who_left_before_the_records_begin_does_not_make_the_others_loyal() -> None:
    random = np.random.default_rng(2)
    life = random.geometric(random.beta(0.6, 11.4, 60_000))
    entered = random.integers(0, 30, 60_000)
    seen = life > entered  # only who was still there when the records begin
    ends = np.minimum(life, entered + 24)
    found = fitted(of_lifetimes(ends[seen], (life <= ends)[seen], entered[seen]))
    assert found.survival([12, 36]) == pytest.approx(Retention(alpha=0.6, beta=11.4).survival([12, 36]), abs=0.01)


def test_planted_retention_is_found_within_its_doubt() -> None:
    true = Retention(alpha=0.15, beta=3.85)
    held = 0
    for seed in range(40):
        found = to_come(fitted(drawn(500, 0.0375, 4.0, seed)), 13, 0.008, 60)
        held += abs(found.payments[0] - true.within(13, 0.008, 60)) <= 1.96 * found.errors[0]
    assert 34 <= held <= 40


def test_customers_who_are_all_alike_have_a_curve_too() -> None:
    random = np.random.default_rng(4)
    life, known = random.geometric(0.03, 3000), random.integers(1, 40, 3000)
    found = fitted(of_lifetimes(np.minimum(life, known), life <= known))
    assert found.retention([1, 30]) == pytest.approx([0.97, 0.97], abs=0.006)
    assert np.all(np.isfinite(to_come(found, [1, 30], 0.008, 60).errors))


@pytest.mark.parametrize(
    ("counts", "because"),
    [
        ([[], []], "fewer than two renewals"),
        ([[9, 9, 9], [0, 0, 0]], "nobody left"),
        ([[9], [9]], "everybody left"),
    ],
)
def test_thin_data_are_said(counts: list[list[float]], because: str) -> None:
    given_ = Renewals(np.array(counts[0], dtype=float), np.array(counts[1], dtype=float))
    for found in (shifted_beta_geometric(given_), beta_discrete_weibull(given_), by_segment([given_, given_])):
        assert isinstance(found, Thin)
        assert because in found.because


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="no more than came"):
        of_survivors([10, 12])
    with pytest.raises(ValueError, match="how many came"):
        Renewals(np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="leaves at one"):
        of_lifetimes([2], [True], [2])
    with pytest.raises(ValueError, match="no value"):
        Retention(alpha=1, beta=1).lifetime(0.0)
    with pytest.raises(ValueError, match="payments come"):
        to_come(Retention(alpha=1, beta=1), 0, 0.1, 12)
    with pytest.raises(ValueError, match="no segment"):
        by_segment([])


def segments(*given_: Renewals) -> Segments:
    found = by_segment(given_)
    assert isinstance(found, Segments)
    return found


def test_a_large_segment_stands_for_itself_and_a_small_one_leans_on_the_others() -> None:
    large, other, small = drawn(4000, 0.02, 4, 1), drawn(4000, 0.05, 4, 2), drawn(12, 0.02, 4, 3)
    found = segments(large, other, small)
    first = [1 - float(each.retention(1)) for each in found.each]
    assert first[:2] == pytest.approx([0.02, 0.05], abs=0.004)
    assert first[0] < first[2] < first[1]
    errors = [float(to_come(each, 1, 0.008, 60).errors[0]) for each in found.each]
    assert errors[2] > 3 * errors[0]
    assert found.spread > 0.2


def test_a_segment_that_nobody_left_is_not_told_that_nobody_ever_will() -> None:
    none = of_lifetimes([12] * 8, [False] * 8)
    found = segments(drawn(300, 0.03, 4, 1), drawn(300, 0.04, 4, 2), none)
    assert 0.005 < 1 - float(found.each[2].retention(1)) < 0.06


def test_alike_segments_are_told_alike() -> None:
    found = segments(*(drawn(800, 0.03, 4, seed) for seed in range(5)))
    first = [1 - float(each.retention(1)) for each in found.each]
    assert np.ptp(first) < 0.012
    assert found.spread < 0.25


def test_one_segment_is_all() -> None:
    found = segments(HIGH_END)
    assert found.each == (found.all,)
    assert found.all.alpha == pytest.approx(0.6681, abs=1e-4)


def test_a_sum_of_payments_errs_as_one() -> None:
    found = to_come(fitted(HIGH_END), [1, 2, 3], 0.1, 10)
    assert found.error_of_sum([1, 0, 0]) == pytest.approx(found.errors[0])
    assert 0.9 * found.errors.sum() < found.error_of_sum([1, 1, 1]) < found.errors.sum()
    assert found.payments[0] == pytest.approx(Retention(alpha=0.66809, beta=3.80609).within(1, 0.1, 10), abs=1e-3)
