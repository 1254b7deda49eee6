"""A joint test of one column is its own test, and of several it asks whether any has an effect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.panel.worlds import COLUMNS, drawn
from truegreen.stats.panel.equations import Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.joint import joint
from truegreen.stats.panel.regression import Regression, regression


def fitted(seed: int, **world: object) -> Regression:
    made = regression(drawn(seed, **world).moments(), "csat", COLUMNS)  # type: ignore[arg-type]
    assert isinstance(made, Regression)
    return made


@given(st.integers(0, 1000))
@settings(max_examples=20)
def test_of_one_column_it_is_the_square_of_its_t(seed: int) -> None:
    made = fitted(seed)
    each, test = made.estimates["quality"], joint(made, ["quality"])
    assert test.statistic == pytest.approx((each.value / each.error) ** 2)
    assert test.p == pytest.approx(each.p)
    assert test.freedom == (1, each.effective - 1)


def test_the_classical_f_is_that_of_the_sums_of_squares() -> None:
    rows = drawn(3)
    made = regression(rows.moments(), "csat", COLUMNS, Way.POOLED, Errors.CLASSICAL)
    assert isinstance(made, Regression)
    ones, outcome = np.ones((600, 1)), rows.table[:, -1]

    def left(columns: np.ndarray) -> float:
        return float(np.linalg.lstsq(np.column_stack([ones, columns]), outcome, rcond=None)[1][0])

    full, some = left(rows.table[:, :3]), left(rows.table[:, :1])
    test = joint(made, ["quality", "effort"])
    assert test.statistic == pytest.approx((some - full) / 2 / (full / 596))
    assert test.freedom == (2, 596)


def test_the_order_of_columns_is_nothing() -> None:
    made = fitted(4)
    assert joint(made, ["speed", "effort"]).p == pytest.approx(joint(made, ["effort", "speed", "speed"]).p)


def test_with_fewer_accounts_than_columns_nobody_can_tell() -> None:
    made = fitted(5, accounts=3, rows=60)
    assert joint(made, COLUMNS).p is None
    assert joint(made, COLUMNS[:1]).p is not None


def test_misuse_is_told() -> None:
    with pytest.raises(ValueError, match="nps cannot be tested; there are speed, quality, effort"):
        joint(fitted(6), ["nps"])
    with pytest.raises(ValueError, match="nothing cannot be tested"):
        joint(fitted(6), [])
