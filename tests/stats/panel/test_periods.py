"""Periods taken off are periods as columns, and both are the regression written out."""

from __future__ import annotations

import numpy as np
import pytest

from tests.stats.panel.worlds import COLUMNS, Rows, drawn
from truegreen.stats.panel.equations import Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Moments, of
from truegreen.stats.panel.periods import with_periods, without_periods
from truegreen.stats.panel.regression import Regression, regression

MONTHS = [f"2025-0{each + 1}" for each in range(6)]


def by_month(rows: Rows) -> dict[str, Moments]:
    """Each month centred by its own means, as if it had been summed alone."""
    return {
        name: of(rows.table[rows.months == each], rows.accounts[rows.months == each], rows.names)
        for each, name in enumerate(MONTHS)
    }


def fitted(moments: Moments, columns: tuple[str, ...], way: Way, errors: Errors) -> Regression:
    made = regression(moments, "csat", columns, way, errors)
    assert isinstance(made, Regression), made
    return made


@pytest.mark.parametrize("way", [Way.POOLED, Way.WITHIN])
@pytest.mark.parametrize("errors", [Errors.CLASSICAL, Errors.CR0, Errors.CR1])
def test_taken_off_or_added_as_columns_is_the_same(way: Way, errors: Errors) -> None:
    parts = by_month(drawn(1))
    narrow = fitted(without_periods(parts, way), COLUMNS, way, errors)
    wide = fitted(with_periods(parts), (*COLUMNS, *MONTHS[1:]), way, errors)
    for each in COLUMNS:
        assert narrow.estimates[each].value == pytest.approx(wide.estimates[each].value, rel=1e-9)
        assert narrow.estimates[each].error == pytest.approx(wide.estimates[each].error, rel=1e-9)
        assert narrow.estimates[each].p == pytest.approx(wide.estimates[each].p, rel=1e-6)


def test_both_are_the_regression_with_accounts_and_months_as_columns() -> None:
    rows = drawn(2)
    written = np.column_stack([rows.table[:, :3], np.eye(30)[rows.accounts], np.eye(6)[rows.months][:, 1:]])
    slopes = np.linalg.lstsq(written, rows.table[:, 3], rcond=None)[0]
    wide = fitted(with_periods(by_month(rows)), (*COLUMNS, *MONTHS[1:]), Way.WITHIN, Errors.CLASSICAL)
    assert [each.value for each in wide.estimates.values()] == pytest.approx([*slopes[:3], *slopes[-5:]], rel=1e-8)
    assert wide.freedom == 600 - 30 - 3 - 5


def test_what_all_accounts_have_in_common_in_a_month_is_gone() -> None:
    """Whatever is added to all rows of a month changes nothing."""
    rows = drawn(3)
    bump = np.random.default_rng(3).normal(size=(6, 4)) * (5, 100, 1, 50)
    bumped = Rows(rows.table + bump[rows.months], rows.accounts, rows.months)
    plain = fitted(without_periods(by_month(rows)), COLUMNS, Way.WITHIN, Errors.CR1)
    made = fitted(without_periods(by_month(bumped)), COLUMNS, Way.WITHIN, Errors.CR1)
    for each in COLUMNS:
        assert made.estimates[each].value == pytest.approx(plain.estimates[each].value, rel=1e-8)
        assert made.estimates[each].error == pytest.approx(plain.estimates[each].error, rel=1e-8)


def test_a_month_without_rows_is_none() -> None:
    parts = by_month(drawn(4))
    none = {**parts, "2025-07": of(np.empty((0, 4)), [], (*COLUMNS, "csat"))}
    assert without_periods(none).absorbed == without_periods(parts).absorbed == 5
    assert with_periods(none).names == with_periods(parts).names


def test_leaving_accounts_out_holds_levels_of_months_or_finds_them_anew() -> None:
    """Almost the same: no account decides a month's level."""
    parts = by_month(drawn(7))
    narrow = fitted(without_periods(parts), COLUMNS, Way.WITHIN, Errors.CR3)
    wide = fitted(with_periods(parts), (*COLUMNS, *MONTHS[1:]), Way.WITHIN, Errors.CR3)
    for each in COLUMNS:
        assert narrow.estimates[each].error == pytest.approx(wide.estimates[each].error, rel=0.05)


def test_one_month_takes_off_nothing() -> None:
    whole = drawn(5).moments()
    plain = fitted(whole, COLUMNS, Way.WITHIN, Errors.CR1)
    made = fitted(without_periods({"2025-01": whole}), COLUMNS, Way.WITHIN, Errors.CR1)
    np.testing.assert_allclose(made.covariance, plain.covariance, rtol=1e-9)


def test_what_makes_no_sense_is_told() -> None:
    rows = drawn(6)
    parts = by_month(rows)
    with pytest.raises(ValueError, match="accounts' means have no periods"):
        without_periods(parts, Way.BETWEEN)
    with pytest.raises(ValueError, match="cannot be compared"):
        regression(without_periods(parts), "csat", COLUMNS, Way.BETWEEN)
    with pytest.raises(ValueError, match="share no clusters"):
        without_periods({each: of(rows.table[:50] + i, np.full(50, i), rows.names) for i, each in enumerate(MONTHS)})
    with pytest.raises(ValueError, match="no period has any rows"):
        with_periods({})
