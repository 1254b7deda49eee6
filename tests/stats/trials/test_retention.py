"""Retention of two arms: shares where everybody was followed, what is planted where some were not, and thin arms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.trials.retention import Stays, retained

ROWS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 1)), min_size=1, max_size=12)


def stays(rows: list[tuple[int, int]]) -> Stays:
    return Stays([float(time) for time, _ in rows], [hit for _, hit in rows])


def drawn(rng: np.random.Generator, rows: int, monthly: float) -> Stays:
    """Draw accounts that give notice at a rate and are followed for 6 to 18 months."""
    notice, until = rng.exponential(1 / monthly, rows), rng.uniform(6, 18, rows)
    return Stays(np.minimum(notice, until), (notice <= until).astype(float))


def test_where_everybody_was_followed_it_is_the_difference_of_shares() -> None:
    treated, control = (
        Stays([12.0] * 90 + [3.0] * 10, [0] * 90 + [1] * 10),
        Stays([12.0] * 80 + [6.0] * 20, [0] * 80 + [1] * 20),
    )
    found = retained(treated, control, 12)
    assert found.shares == pytest.approx((0.9, 0.8))
    assert found.share is not None
    assert found.share.value == pytest.approx(0.1)
    assert found.share.error == pytest.approx((0.09 / 100 + 0.16 / 100) ** 0.5)
    assert found.time is not None
    assert found.time.value == pytest.approx(-10 * 9 / 100 + 20 * 6 / 100)


@given(ROWS, ROWS, st.integers(1, 9))
@settings(max_examples=25, deadline=None)
def test_the_chance_and_the_interval_agree_and_arms_may_change_places(
    one: list[tuple[int, int]], other: list[tuple[int, int]], horizon: int
) -> None:
    found, turned = retained(stays(one), stays(other), horizon), retained(stays(other), stays(one), horizon)
    assert (found.share is None) == (turned.share is None)
    if found.share is None or turned.share is None:
        return
    assert (turned.share.low, turned.share.high) == pytest.approx((-found.share.high, -found.share.low))
    assert -1 <= found.share.low <= found.share.value <= found.share.high <= 1
    assert found.share.p is not None
    if abs(found.share.p - 0.05) > 1e-6:
        assert (found.share.p < 0.05) == (not found.share.low <= 0 <= found.share.high)


def test_an_arm_not_followed_so_long_says_nothing() -> None:
    short = retained(Stays([5.0, 5.0], [0, 1]), Stays([9.0, 9.0], [0, 1]), 8)
    assert short.share is None
    assert short.time is None
    assert np.isnan(short.shares[0])
    nobody = retained(Stays([9.0] * 40, [0] * 40), Stays([9.0] * 40, [0] * 40), 9)
    assert nobody.share is not None
    assert nobody.share.low < -0.05
    assert nobody.share.p == 1
    assert nobody.alike is None
    with pytest.raises(ValueError, match="0 and 1 accounts"):
        retained(Stays([], []), Stays([1.0], [1]), 1)
    with pytest.raises(ValueError, match="horizon of 0"):
        retained(Stays([1.0], [1]), Stays([1.0], [1]), 0)


@pytest.mark.slow
@pytest.mark.parametrize("lift", [0.0, 0.04])
def test_a_planted_lift_is_covered_and_none_is_not_found(lift: float) -> None:
    """Four more points that stay a year, 400 accounts an arm followed for 6 to 18 months, 300 worlds."""
    rng, held, found = np.random.default_rng(31), 0, 0
    control = -np.log(0.85) / 12
    treated = -np.log(0.85 + lift) / 12
    values = []
    for _ in range(300):
        result = retained(drawn(rng, 400, treated), drawn(rng, 400, control), 12).share
        assert result is not None
        assert result.p is not None
        values.append(result.value)
        held += result.low <= lift <= result.high
        found += result.p < 0.05
    assert np.mean(values) == pytest.approx(lift, abs=0.006)
    assert held / 300 >= 0.92
    if not lift:
        assert found / 300 <= 0.08
