"""Held against linearmodels and statsmodels: the same coefficients and errors to 1e-8, by the same conventions.

linearmodels multiplies by G/(G−1) · (N−1)/N only with ``group_debias`` and by N/(N−K) with ``debiased``; K counts the
constant, so the model is given one. statsmodels' ``cluster`` and ``HC1`` are CR1 as they are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.stats.panel.worlds import COLUMNS, Rows, drawn
from truegreen.stats.panel.equations import Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.joint import joint
from truegreen.stats.panel.logit import Logit, logit
from truegreen.stats.panel.moments import of
from truegreen.stats.panel.periods import with_periods, without_periods
from truegreen.stats.panel.regression import Regression, regression

pytestmark = pytest.mark.slow
CLOSE = 1e-8


def peer(name: str) -> Any:
    """Load a peer, and let it warn of itself."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name)


def fitted(rows: Rows, way: Way, errors: Errors, *, by_rows: bool = False) -> Regression:
    made = regression(rows.moments(), "csat", COLUMNS, way, errors, by_rows=by_rows)
    assert isinstance(made, Regression)
    return made


def agree(ours: Regression | Logit, values: Any, errors: Any, terms: int | None = None) -> None:
    estimates = list(ours.estimates.values())[:terms]
    assert [each.value for each in estimates] == pytest.approx(np.asarray(values), rel=CLOSE)
    assert [each.error for each in estimates] == pytest.approx(np.asarray(errors), rel=CLOSE)


def framed(rows: Rows) -> tuple[Any, Any]:
    """Give the outcome and the columns with a constant, indexed by account and row as linearmodels wants them."""
    pandas = peer("pandas")
    frame = pandas.DataFrame(rows.table, columns=[*COLUMNS, "csat"])
    frame["account"], frame["row"] = rows.accounts, np.arange(len(frame))
    frame.insert(0, "constant", 1.0)
    frame = frame.set_index(["account", "row"])
    return frame["csat"], frame[["constant", *COLUMNS]]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("accounts", [12, 60])
def test_within_is_panel_ols_with_entity_effects(seed: int, accounts: int) -> None:
    rows = drawn(seed, accounts=accounts)
    linearmodels = peer("linearmodels.panel")
    outcome, columns = framed(rows)
    model = linearmodels.PanelOLS(outcome, columns, entity_effects=True)
    by_account = model.fit(cov_type="clustered", cluster_entity=True, debiased=True, group_debias=True)
    ours = fitted(rows, Way.WITHIN, Errors.CR1)
    agree(ours, by_account.params[1:], by_account.std_errors[1:])
    assert ours.r2 == pytest.approx(by_account.rsquared_within, rel=CLOSE)
    plain = model.fit(cov_type="clustered", cluster_entity=True, debiased=False, group_debias=False)
    agree(fitted(rows, Way.WITHIN, Errors.CR0), plain.params[1:], plain.std_errors[1:])
    classical = model.fit(cov_type="unadjusted", debiased=True)
    agree(fitted(rows, Way.WITHIN, Errors.CLASSICAL), classical.params[1:], classical.std_errors[1:])


@pytest.mark.parametrize("seed", [4, 5])
def test_months_beside_accounts(seed: int) -> None:
    rows = drawn(seed, accounts=45)
    linearmodels = peer("linearmodels.panel")
    outcome, columns = framed(rows)
    names = [f"month {each}" for each in range(6)]
    for each, name in enumerate(names[1:], start=1):
        columns[name] = (rows.months == each).astype(float)
    model = linearmodels.PanelOLS(outcome, columns, entity_effects=True)
    theirs = model.fit(cov_type="clustered", cluster_entity=True, debiased=True, group_debias=True)
    parts = {
        name: of(rows.table[rows.months == each], rows.accounts[rows.months == each], rows.names)
        for each, name in enumerate(names)
    }
    narrow = regression(without_periods(parts), "csat", COLUMNS, Way.WITHIN, Errors.CR1)
    wide = regression(with_periods(parts), "csat", [*COLUMNS, *names[1:]], Way.WITHIN, Errors.CR1)
    assert isinstance(narrow, Regression)
    assert isinstance(wide, Regression)
    agree(narrow, theirs.params[1:4], theirs.std_errors[1:4])
    agree(wide, theirs.params[1:], theirs.std_errors[1:])


@pytest.mark.parametrize("seed", [6, 7])
def test_pooled_is_ols_by_cluster(seed: int) -> None:
    rows = drawn(seed, accounts=25)
    statsmodels = peer("statsmodels.api")
    columns = np.column_stack([np.ones(600), rows.table[:, :3]])
    theirs = statsmodels.OLS(rows.table[:, 3], columns).fit(cov_type="cluster", cov_kwds={"groups": rows.accounts})
    ours = fitted(rows, Way.POOLED, Errors.CR1)
    agree(ours, theirs.params, theirs.bse)
    assert ours.r2 == pytest.approx(theirs.rsquared, rel=CLOSE)
    tested = theirs.f_test(np.eye(4)[1:])
    ours_tested = joint(ours, COLUMNS)
    assert ours_tested.statistic == pytest.approx(tested.fvalue, rel=1e-7)
    assert ours_tested.p == pytest.approx(tested.pvalue, rel=1e-6)


@pytest.mark.parametrize("by_rows", [False, True])
def test_between_is_least_squares_of_means_weighted_or_not(by_rows: bool) -> None:
    rows = drawn(8, accounts=30)
    statsmodels = peer("statsmodels.api")
    means = np.array([rows.table[rows.accounts == each].mean(axis=0) for each in range(30)])
    weights = np.bincount(rows.accounts) if by_rows else np.ones(30)
    model = statsmodels.WLS(means[:, 3], np.column_stack([np.ones(30), means[:, :3]]), weights)
    theirs = model.fit(cov_type="HC1")
    agree(fitted(rows, Way.BETWEEN, Errors.CR1, by_rows=by_rows), theirs.params, theirs.bse)
    theirs = model.fit()
    ours = fitted(rows, Way.BETWEEN, Errors.CLASSICAL, by_rows=by_rows)
    agree(ours, theirs.params, theirs.bse)
    assert ours.r2 == pytest.approx(theirs.rsquared, rel=CLOSE)
    assert [each.p for each in ours.estimates.values()] == pytest.approx(theirs.pvalues, rel=1e-6)


def test_between_is_linearmodels_between() -> None:
    rows = drawn(9, accounts=30)
    outcome, columns = framed(rows)
    theirs = peer("linearmodels.panel").BetweenOLS(outcome, columns).fit(cov_type="robust", debiased=True)
    agree(fitted(rows, Way.BETWEEN, Errors.CR1), theirs.params, theirs.std_errors)


@pytest.mark.parametrize("seed", [10, 11])
def test_odds_are_those_of_logit_by_cluster(seed: int) -> None:
    rows = drawn(seed, accounts=50, rows=2000)
    hits = (rows.table[:, 3] > np.median(rows.table[:, 3]) + rows.accounts % 3 * 5).astype(float)
    columns = rows.table[:, :2] / (3, 40)
    statsmodels = peer("statsmodels.api")
    model = statsmodels.Logit(hits, np.column_stack([np.ones(2000), columns]))
    theirs = model.fit(disp=0, method="newton", tol=1e-12, cov_type="cluster", cov_kwds={"groups": rows.accounts})
    ours = logit(columns, hits, rows.accounts, ["speed", "quality"], errors=Errors.CR1)
    assert isinstance(ours, Logit)
    agree(ours, theirs.params, theirs.bse)
    assert ours.likelihood == pytest.approx(theirs.llf, rel=CLOSE)
    assert list(ours.effects.values()) == pytest.approx(theirs.get_margeff().margeff, rel=CLOSE)
    classical = logit(columns, hits, rows.accounts, ["speed", "quality"], errors=Errors.CLASSICAL)
    assert isinstance(classical, Logit)
    theirs = model.fit(disp=0, method="newton", tol=1e-12)
    agree(classical, theirs.params, theirs.bse)
    assert [each.p for each in classical.estimates.values()] == pytest.approx(theirs.pvalues, rel=1e-5)
