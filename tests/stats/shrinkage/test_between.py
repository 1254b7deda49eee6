"""How far units differ: the published answers, and what must hold for any."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.shrinkage.between import Way, between

VACCINATED = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
]  # fmt: skip
A, B, C, D = np.array(VACCINATED, dtype=np.float64).T
RATIOS = np.log(A / (A + B) / (C / (C + D)))
DOUBTS = 1 / A - 1 / (A + B) + 1 / C - 1 / (C + D)

SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12]
SCHOOL_ERRORS = np.array([15, 10, 16, 11, 9, 11, 10, 18])

units = st.lists(st.tuples(st.floats(-5, 5), st.floats(0.05, 4)), min_size=2, max_size=20)


@pytest.mark.parametrize(
    ("way", "variance", "mean", "error"),
    [
        (Way.DERSIMONIAN_LAIRD, 0.308760, -0.714117, 0.178742),
        (Way.PAULE_MANDEL, 0.318068, -0.714968, 0.180892),
        (Way.RESTRICTED, 0.313243, -0.714532, 0.179782),
        (Way.LIKELIHOOD, 0.280028, -0.711199, 0.171897),
        (Way.EMPIRICAL_BAYES, 0.318069, -0.714968, 0.180892),
    ],
)
def test_thirteen_trials_of_a_vaccine_differ_as_published(way: Way, variance: float, mean: float, error: float) -> None:
    """BCG trials (Colditz et al. 1994) in Viechtbauer, Journal of Statistical Software 36 (2010), dat.bcg."""
    found = between(RATIOS, DOUBTS, way)
    assert (found.variance, found.mean, found.error) == pytest.approx((variance, mean, error), abs=1.5e-6)
    assert found.q == pytest.approx(152.2330, abs=5e-5)
    assert found.p < 1e-4


def test_most_of_their_difference_is_no_chance() -> None:
    assert between(RATIOS, DOUBTS).inconsistency == pytest.approx(0.9222, abs=5e-5)


@pytest.mark.parametrize("way", Way)
def test_eight_schools_do_not_differ_by_more_than_chance(way: Way) -> None:
    """Rubin 1981 in Gelman et al., Bayesian Data Analysis: pooled 7.7 with standard error 4.1, τ is likeliest at 0."""
    found = between(SCHOOLS, SCHOOL_ERRORS**2, way)
    assert (found.variance, found.inconsistency) == (0.0, 0.0)
    assert (found.mean, found.error, found.q) == pytest.approx((7.69, 4.07, 4.707), abs=5e-3)


@pytest.mark.slow
def test_statsmodels_finds_the_same() -> None:
    meta = pytest.importorskip("statsmodels.stats.meta_analysis")
    for method, way in (("dl", Way.DERSIMONIAN_LAIRD), ("pm", Way.PAULE_MANDEL)):
        theirs = meta.combine_effects(RATIOS, DOUBTS, method_re=method, atol=1e-10)
        assert between(RATIOS, DOUBTS, way).variance == pytest.approx(theirs.tau2, rel=1e-4)


@given(units, st.floats(-1e6, 1e6), st.floats(0.01, 100), st.sampled_from(Way))
def test_it_moves_with_the_scale_and_not_with_the_zero(
    pairs: list[tuple[float, float]], shift: float, scale: float, way: Way
) -> None:
    values, variances = np.array(pairs).T
    found, other = between(values, variances, way), between(shift + scale * values, scale**2 * variances, way)
    assert other.variance == pytest.approx(scale**2 * found.variance, rel=1e-3, abs=1e-4 * scale**2)
    assert other.mean == pytest.approx(shift + scale * found.mean, rel=1e-6, abs=1e-3 * scale)


@pytest.mark.parametrize("way", Way)
def test_a_planted_difference_is_found_on_average(way: Way) -> None:
    random = np.random.default_rng(4)
    variances = random.uniform(0.2, 2, 60)
    found = [between(random.normal(3, np.sqrt(0.5 + variances)), variances, way).variance for _ in range(200)]
    assert np.mean(found) == pytest.approx(0.5, abs=0.05)


def test_one_unit_differs_from_no_other() -> None:
    found = between([3.0], [4.0])
    assert (found.variance, found.mean, found.error, found.p) == (0.0, 3.0, 2.0, 1.0)


def test_units_without_a_value_are_left_out() -> None:
    assert between([1, np.nan, 4], [1, 1, 1]) == between([1, 4], [1, 1])


@pytest.mark.parametrize(("values", "variances"), [([], []), ([1], [0]), ([1, 2], [1]), ([np.nan], [1]), ([1], [-1])])
def test_values_without_a_known_doubt_are_refused(values: list[float], variances: list[float]) -> None:
    with pytest.raises(ValueError, match=r"variance"):
        between(values, variances)


def test_where_one_unit_says_all_no_difference_is_told() -> None:
    assert between([1.0, 2.0], [1e-12, 1e12], Way.DERSIMONIAN_LAIRD).variance == 0
