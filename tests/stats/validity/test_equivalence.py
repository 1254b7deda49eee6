"""What is shown to be the same is what published examples show to be the same, and seldom by chance."""

from __future__ import annotations

from math import sqrt
from statistics import fmean, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.estimate import Estimate
from truegreen.stats.validity.equivalence import (
    Equivalence,
    Summary,
    of_estimate,
    of_mean,
    of_means,
    of_shares,
    of_shares_plainly,
)

ONE, OTHER = Summary(5.25, 0.95, 95), Summary(5.22, 0.83, 89)
YIELD_A = (452, 874, 554, 447, 356, 754, 558, 574, 664, 682, 547, 435, 245)
YIELD_B = (546, 547, 774, 465, 459, 665, 467, 365, 589, 534, 456, 651, 654, 665, 546, 537)


def figures(found: Equivalence) -> tuple[float, ...]:
    return (found.above, found.p_above, found.below, found.p_below, found.low, found.high)


def test_two_means_of_tosters_tests() -> None:
    """cran/TOSTER, tests/testthat/test-known_results.R, TOSTtwo.raw (Welch)."""
    found = of_means(ONE, OTHER, -0.384, 0.384)
    assert figures(found) == pytest.approx(
        (3.153015, 0.0009458745, -2.696056, 0.003838994, -0.1870843, 0.2470843), rel=1e-5
    )
    assert found.freedom == pytest.approx(181.1344, abs=1e-4)
    assert found.shown


def test_one_mean_of_tosters_tests() -> None:
    """The same file, TOSTone.raw and TOSTone with its bounds in the values' unit."""
    raw = of_mean(Summary(0.52, 0.5, 300), 0.5, -0.1, 0.1)
    assert figures(raw) == pytest.approx(
        (4.156922, 0.00002108451, -2.771281, 0.002966762, -0.02763041, 0.06763041), rel=1e-5
    )
    other = of_mean(Summary(0.54, 1.2, 100), 0.5, -0.36, 0.36)
    assert figures(other) == pytest.approx(
        (3.333333, 0.0006040021, -2.666667, 0.004474619, -0.1592469, 0.2392469), rel=1e-5
    )


def test_pairs_of_tosters_tests() -> None:
    """The same file, TOSTpaired.raw: pairs are one mean of differences."""
    spread = sqrt(1.17**2 + 1.30**2 - 2 * 0.745 * 1.17 * 1.30)
    found = of_mean(Summary(0.08, spread, 65), 0, -0.34, 0.34)
    assert figures(found) == pytest.approx(
        (3.803437, 0.0001606103, -2.354508, 0.01081349, -0.1043032, 0.2643032), rel=1e-5
    )


def test_the_yields_of_ncss() -> None:
    """NCSS, Two-Sample T-Tests for Equivalence, 198-1: by Welch; the chances of cran/TOSTER, test-NCSS1.R."""
    one, other = (Summary(fmean(each), stdev(each), len(each)) for each in (YIELD_A, YIELD_B))
    found = of_means(one, other, -110, 110, rate=0.025)
    assert found.difference == pytest.approx(-8.1153846)
    assert found.error == pytest.approx(53.618547)
    assert found.freedom == pytest.approx(19.169, abs=5e-4)
    assert (found.p_above, found.p_below) == pytest.approx((0.03628, 0.02002), abs=5e-6)
    assert (found.low, found.high) == pytest.approx((-120.27336, 104.04259), abs=5e-6)
    assert not found.shown


def test_two_shares_of_tosters_tests() -> None:
    """test-known_results.R, TOSTtwo.prop: 65 of 100 and 70 of 100 are not shown to be within ten points."""
    found = of_shares_plainly((65, 70), (100, 100), -0.1, 0.1)
    assert figures(found) == pytest.approx(
        (0.7559289, 0.2248459, -2.267787, 0.0116711, -0.1587968, 0.05879684), rel=1e-5
    )
    assert not found.shown


def test_a_coefficient_of_tosters_tests() -> None:
    """test-known_results.R, TOSTmeta: an effect of 0.12 with error 0.09, normal."""
    effect = Estimate(
        value=0.12, error=0.09, low=-0.0564, high=0.2964, count=10**9, effective=10**9, smallest=0.252, method="m"
    )
    found = of_estimate(effect, -0.2, 0.2)
    assert figures(found) == pytest.approx(
        (3.555556, 0.0001885906, -0.8888889, 0.1870314, -0.02803683, 0.2680368), rel=1e-5
    )


def test_rodarys_trial() -> None:
    """Rodary et al. (1989), 83 of 88 and 69 of 76 with a margin of ten points: 2.95715 as in gsDesign."""
    assert of_shares((83, 69), (88, 76), -0.10, 0.10).above == pytest.approx(2.95715, abs=5e-6)
    assert of_shares((83, 69), (88, 76), -0.10, 0.10).p_above == pytest.approx(0.00155, abs=5e-6)


def test_a_score_interval_of_newcombe() -> None:
    """Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 5 (Mee): 56/70 less 48/80."""
    found = of_shares((56, 48), (70, 80), -0.3, 0.3, rate=0.025)
    assert (found.low, found.high) == pytest.approx((0.0533, 0.3377), abs=5e-5)


@given(st.floats(-5, 5), st.floats(0.1, 9), st.floats(0.01, 100), st.floats(-50, 50))
def test_units_and_origin_do_not_matter(mean: float, spread: float, scale: float, shift: float) -> None:
    plain = of_means(Summary(mean, spread, 30), Summary(0, 1, 40), -0.5, 0.5)
    other = of_means(
        Summary(mean * scale + shift, spread * scale, 30), Summary(shift, scale, 40), -0.5 * scale, 0.5 * scale
    )
    assert other.p == pytest.approx(plain.p, rel=1e-5, abs=1e-9)


@given(st.floats(-1, 1), st.floats(0.05, 1))
def test_it_is_shown_where_the_interval_lies_within(mean: float, error: float) -> None:
    found = of_mean(Summary(mean, error * sqrt(50), 50), 0, -0.8, 0.8)
    assert found.shown == (found.low > -0.8 and found.high < 0.8)


def test_at_the_bound_one_in_twenty_passes() -> None:
    random = np.random.default_rng(1)
    hits = random.binomial(400, [0.85, 0.80], size=(1200, 2))
    shown = [of_shares((int(a), int(b)), (400, 400), -0.05, 0.05).shown for a, b in hits]
    drawn = random.normal([1.0, 0.0], 2.0, size=(2000, 60, 2))
    wide = [
        of_means(Summary(*mean_and_spread(each[:, 0]), 60), Summary(*mean_and_spread(each[:, 1]), 60), -2, 1).shown
        for each in drawn
    ]
    assert np.mean(shown) < 0.06
    assert 0.035 < np.mean(wide) < 0.065


def mean_and_spread(values: np.ndarray) -> tuple[float, float]:
    return float(values.mean()), float(values.std(ddof=1))


def test_what_cannot_be_told_is_refused() -> None:
    with pytest.raises(ValueError, match="does not scatter"):
        of_means(Summary(1, 0, 5), Summary(1, 0, 5), -1, 1)
    with pytest.raises(ValueError, match="1 values say nothing"):
        of_mean(Summary(1, 1, 1), 0, -1, 1)
    with pytest.raises(ValueError, match="from the lower to the upper"):
        of_mean(Summary(1, 1, 9), 0, 1, -1)
    with pytest.raises(ValueError, match="cannot differ"):
        of_shares((5, 1), (4, 4), -0.1, 0.1)
    with pytest.raises(ValueError, match="cannot differ by 2"):
        of_shares((1, 1), (4, 4), -0.1, 2)
