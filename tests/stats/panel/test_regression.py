"""Regressions from moments are those of the rows, hold their promise, and refuse what cannot be told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.panel.worlds import COLUMNS, Floats, Rows, drawn
from truegreen.stats.panel.equations import CONSTANT, Unfit, Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import merged, of
from truegreen.stats.panel.regression import Regression, regression


def fitted(rows: Rows, way: Way = Way.WITHIN, errors: Errors | None = None) -> Regression:
    made = regression(rows.moments(), "csat", rows.names[:-1], way, errors)
    assert isinstance(made, Regression), made
    return made


def values(made: Regression) -> list[float]:
    return [each.value for each in made.estimates.values()]


def design(rows: Rows, way: Way) -> tuple[Floats, Floats]:
    """Give the columns and the outcome as one would write them out: with a column for each account within."""
    columns, outcome = rows.table[:, :-1], rows.table[:, -1]
    if way is Way.WITHIN:
        return np.column_stack([columns, np.eye(rows.accounts.max() + 1)[rows.accounts]]), outcome
    return np.column_stack([np.ones(len(columns)), columns]), outcome


@pytest.mark.parametrize("way", [Way.POOLED, Way.WITHIN])
@pytest.mark.parametrize("seed", [1, 2])
def test_coefficients_and_classical_errors_are_those_of_least_squares(way: Way, seed: int) -> None:
    rows = drawn(seed)
    columns, outcome = design(rows, way)
    slopes, left, rank, _ = np.linalg.lstsq(columns, outcome, rcond=None)
    covariance = np.linalg.inv(columns.T @ columns) * left[0] / (len(outcome) - rank)
    made = fitted(rows, way, Errors.CLASSICAL)
    size = len(made.estimates)
    assert values(made) == pytest.approx(slopes[:size], rel=1e-9)
    assert np.sqrt(np.diagonal(made.covariance)) == pytest.approx(np.sqrt(np.diagonal(covariance))[:size], rel=1e-9)
    assert made.freedom == len(outcome) - rank


@pytest.mark.parametrize("way", [Way.POOLED, Way.WITHIN])
def test_cr3_leaves_out_each_account(way: Way) -> None:
    rows = drawn(3, accounts=9, rows=90)
    made = fitted(rows, way, Errors.CR3)
    size = len(made.estimates)
    changes = []
    for account in range(9):
        kept = rows.accounts != account
        columns, outcome = design(Rows(rows.table[kept], rows.accounts[kept], rows.months[kept]), way)
        changes.append(np.linalg.lstsq(columns, outcome, rcond=None)[0][:size] - values(made))
    by_hand = 8 / 9 * np.array(changes).T @ np.array(changes)
    np.testing.assert_allclose(made.covariance, by_hand, rtol=1e-7)
    assert 1 < made.freedom < 8


def test_cr0_is_the_sandwich_written_out() -> None:
    rows = drawn(4)
    columns, outcome = design(rows, Way.POOLED)
    bread = np.linalg.inv(columns.T @ columns)
    left = outcome - columns @ (bread @ columns.T @ outcome)
    scores = np.array([columns[rows.accounts == each].T @ left[rows.accounts == each] for each in range(30)])
    made = fitted(rows, Way.POOLED, Errors.CR0)
    np.testing.assert_allclose(made.covariance, bread @ scores.T @ scores @ bread, rtol=1e-8)
    np.testing.assert_allclose(made.influence.T @ made.influence, made.covariance, rtol=1e-8, atol=1e-15)


def test_cr1_is_cr0_times_its_factor() -> None:
    rows = drawn(4)
    for way, counted in ((Way.POOLED, 4), (Way.WITHIN, 4)):
        ratio = fitted(rows, way, Errors.CR1).covariance / fitted(rows, way, Errors.CR0).covariance
        assert ratio.ravel() == pytest.approx(np.full(ratio.size, 30 / 29 * 599 / (600 - counted)))


def test_between_is_the_regression_of_means() -> None:
    rows = drawn(5)
    means = np.array([rows.table[rows.accounts == each].mean(axis=0) for each in range(30)])
    as_rows = Rows(means, np.arange(30), np.zeros(30, dtype=np.int64))
    for errors in (Errors.CLASSICAL, Errors.CR1, Errors.CR3):
        ours, theirs = fitted(rows, Way.BETWEEN, errors), fitted(as_rows, Way.POOLED, errors)
        np.testing.assert_allclose(ours.covariance, theirs.covariance, rtol=1e-8)
        assert values(ours) == pytest.approx(values(theirs))


def test_shares_explained_and_partial_correlations() -> None:
    """Where the others are the same: what is left of the outcome against what is left of the column."""
    rows = drawn(6)
    columns, outcome = design(rows, Way.WITHIN)
    made = fitted(rows)

    def left(which: Floats, by: Floats) -> Floats:
        return np.asarray(which - by @ np.linalg.lstsq(by, which, rcond=None)[0])

    rest = columns[:, 1:]
    assert made.partial["speed"] == pytest.approx(np.corrcoef(left(outcome, rest), left(columns[:, 0], rest))[0, 1])
    alone = left(outcome, columns[:, 3:])
    assert made.r2 == pytest.approx(1 - (left(outcome, columns) ** 2).sum() / (alone**2).sum())
    assert made.spreads["csat"] == pytest.approx(np.sqrt((alone**2).sum() / (600 - 30)))


@given(st.integers(0, 10_000), st.floats(1e-4, 1e4), st.floats(-1e4, 1e4), st.sampled_from(Way))
@settings(max_examples=25)
def test_units_and_shifts_change_only_units_and_shifts(seed: int, scale: float, shift: float, way: Way) -> None:
    """A KPI in hours instead of seconds has a coefficient so many times larger and the same certainty."""
    rows = drawn(seed, rows=200)
    other = rows.table * (scale, 1, 1, 1) + (shift * scale, 0, 0, 0)
    plain = fitted(rows, way)
    made = fitted(Rows(other, rows.accounts, rows.months), way)
    for name, factor in (("speed", scale), ("quality", 1.0)):
        assert made.estimates[name].value * factor == pytest.approx(plain.estimates[name].value, rel=1e-6, abs=1e-9)
        assert made.estimates[name].error * factor == pytest.approx(plain.estimates[name].error, rel=1e-6)
        assert made.estimates[name].p == pytest.approx(plain.estimates[name].p, rel=1e-4, abs=1e-12)
    assert made.r2 == pytest.approx(plain.r2, rel=1e-7)


@given(st.integers(0, 10_000), st.integers(40, 160))
@settings(max_examples=20)
def test_months_added_up_give_the_same_regression(seed: int, at: int) -> None:
    rows = drawn(seed, rows=200)
    parts = (slice(0, at), slice(at, None))
    added = merged(*(of(rows.table[part], rows.accounts[part], rows.names) for part in parts))
    made = regression(added, "csat", COLUMNS)
    assert isinstance(made, Regression)
    assert values(made) == pytest.approx(values(fitted(rows)), rel=1e-9)


def test_an_estimate_says_what_is_behind_it() -> None:
    made = fitted(drawn(7))
    each = made.estimates["speed"]
    assert (each.count, each.method) == (600, "panel.within.CR3")
    assert 3 < each.effective < 30
    assert each.smallest == pytest.approx(2.80 * each.error)
    assert each.low < each.value < each.high
    assert made.columns == COLUMNS
    assert CONSTANT in fitted(drawn(7), Way.POOLED).estimates


def alike(accounts: int) -> Rows:
    """Make accounts that all say the same amount: their rows differ by the same steps."""
    random = np.random.default_rng(accounts)
    speed = np.tile(np.arange(6.0), accounts)
    return Rows(np.column_stack([speed, random.normal(size=len(speed))]), np.repeat(np.arange(accounts), 6), speed)


def test_many_accounts_have_cr1_and_few_cr3() -> None:
    assert fitted(alike(40)).errors is Errors.CR1
    few = fitted(alike(39))
    assert few.errors is Errors.CR3
    assert few.freedom == pytest.approx(38)
    assert few.estimates["speed"].effective == pytest.approx(39)


def test_one_giant_among_many_accounts_is_worth_little_more_than_itself() -> None:
    """Nine of ten parts of what is known come of one account: 1 / (0.9² + 60 · (0.1/60)²)."""
    rows = alike(61)
    table = rows.table * (1, 1)
    table[rows.accounts == 0, 0] *= np.sqrt(9 * 60)
    each = fitted(Rows(table, rows.accounts, rows.months))
    assert each.errors is Errors.CR3
    assert each.estimates["speed"].effective == pytest.approx(1 / (0.81 + 60 * (0.1 / 60) ** 2))
    assert each.freedom == pytest.approx(each.estimates["speed"].effective - 1)


def reason(table: Floats, accounts: object, way: Way = Way.WITHIN, errors: Errors | None = None) -> str:
    names = [*COLUMNS[: table.shape[1] - 1], "csat"]
    made = regression(of(table, np.asarray(accounts), names), "csat", names[:-1], way, errors)
    assert isinstance(made, Unfit), made
    return made.because


def test_what_cannot_be_told_says_why() -> None:
    rows = drawn(9, slopes=(1.0, 2.0), accounts=10, rows=60)
    table, accounts = rows.table, rows.accounts
    assert reason(table[:0], accounts[:0]) == "there are fewer than two clusters"
    assert reason(table, np.zeros(60)) == "there are fewer than two clusters"
    assert reason(table[:3], [0, 0, 1]) == "3 observations are too few for 4 figures"
    assert reason(table[:10], range(10)) == "10 observations are too few for 12 figures"
    same = table.copy()
    same[:, 1] = 0.7
    assert reason(same, accounts) == "quality: no spread within clusters"
    assert reason(same, accounts, Way.POOLED) == reason(same, accounts, Way.BETWEEN) == "quality: no spread"
    same[:, 1] = accounts * 1e3
    assert reason(same, accounts) == "quality: no spread within clusters"
    same[:, 1] = 100 - 3 * table[:, 0]
    assert reason(same, accounts) == "speed, quality: one follows from the others"
    same = table.copy()
    same[:, -1] = 5 - 0.5 * table[:, 0]
    assert reason(same, accounts) == "csat follows from speed, quality without a rest to judge by"
    same[:, -1] = 1
    assert reason(same, accounts, Way.POOLED) == "csat: no spread"


def test_only_those_that_are_the_same_are_named() -> None:
    rows = drawn(10)
    table = rows.table.copy()
    table[:, 2] = table[:, 0] * 0.1 + accounts_level(rows)
    assert reason(table, rows.accounts) == "speed, effort: one follows from the others"
    assert fitted(Rows(table, rows.accounts, rows.months), Way.POOLED).estimates


def accounts_level(rows: Rows) -> Floats:
    return np.asarray(rows.accounts * 2.0)


def test_a_column_that_rests_on_one_account_has_no_cr3() -> None:
    rows = drawn(11, slopes=(1.0, 2.0), accounts=10, rows=60)
    table = rows.table.copy()
    table[rows.accounts != 4, 1] = 0
    assert reason(table, rows.accounts, errors=Errors.CR3) == "without cluster 4 nothing is known"


def test_one_account_that_says_anything_is_not_enough() -> None:
    table = np.array([[1.0, 2.0], [2.0, 4.1], [3.0, 5.9], [1.0, 1.0], [7.0, 3.0]])
    assert reason(table, [0, 0, 0, 1, 2]) == "only one cluster says anything"


def test_questions_without_sense_are_refused() -> None:
    moments = drawn(12).moments()
    with pytest.raises(ValueError, match="csat cannot be explained by nothing"):
        regression(moments, "csat", [])
    with pytest.raises(ValueError, match="csat cannot be explained by csat"):
        regression(moments, "csat", ["csat"])
    with pytest.raises(ValueError, match="no column is called nps"):
        regression(moments, "nps", ["speed"])


@pytest.mark.slow
@pytest.mark.parametrize("steepness", [1.0, 1.5])
def test_giants_among_accounts_find_nothing_where_nothing_is(steepness: float) -> None:
    """Sizes as in life: the second account half as large as the first, or less, and so on (CR1: 12 to 23 %)."""
    found = []
    for seed in range(300):
        random = np.random.default_rng(seed)
        size = 1 / np.arange(1, 61) ** steepness
        of_account, at = random.choice(60, 2000, p=size / size.sum()), random.integers(0, 60, 2000)
        trend = np.cumsum(random.normal(size=(60, 60, 2)), axis=1) * 0.3
        table = random.normal(size=(2000, 2)) + trend[of_account, at]
        made = regression(of(table, of_account, ["speed", "csat"]), "csat", ["speed"])
        assert isinstance(made, Regression)
        found.append((made.estimates["speed"].p or 0) < 0.05)
    assert 0.01 <= np.mean(found) <= 0.075


@pytest.mark.slow
@pytest.mark.parametrize(("accounts", "most"), [(12, 0.07), (60, 0.07)])
def test_nothing_planted_is_found_as_seldom_as_promised(accounts: int, most: float) -> None:
    """Accounts of very different sizes, whose columns and noise both go together within an account."""
    found = []
    for seed in range(400):
        random = np.random.default_rng(seed)
        of_account = random.choice(accounts, 600, p=random.dirichlet(np.ones(accounts) * 2))
        trend = np.cumsum(random.normal(size=(accounts, 200, 2)), axis=1) * 0.2
        at = random.integers(0, 200, 600)
        table = random.normal(size=(600, 2)) + trend[of_account, at]
        made = regression(of(table, of_account, ["speed", "csat"]), "csat", ["speed"])
        assert isinstance(made, Regression)
        found.append((made.estimates["speed"].p or 0) < 0.05)
    assert np.mean(found) <= most
    assert np.mean(found) >= 0.02
