"""Odds of hits: closed forms, laws, and what has no answer."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.panel.equations import CONSTANT, Unfit
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.logit import Logit, logit

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]
NAMES = ("silence", "quality")


def drawn(seed: int, accounts: int = 50, rows: int = 800, slopes: tuple[float, float] = (0.8, 0.0)) -> Arrays:
    random = np.random.default_rng(seed)
    keys = random.integers(0, accounts, rows)
    level = random.normal(size=accounts)
    columns = random.normal(size=(rows, 2)) + level[keys, None] * 0.6
    odds = columns @ np.array(slopes) - 0.5 + level[keys] * 0.4
    return columns * (10, 0.1) + (30, 0.7), (random.random(rows) < 1 / (1 + np.exp(-odds))).astype(float), keys


def fitted(rows: Arrays, errors: Errors | None = None) -> Logit:
    made = logit(*rows, NAMES, "leaves", errors)
    assert isinstance(made, Logit), made
    return made


def test_of_two_groups_it_is_the_log_odds_ratio() -> None:
    """30 of 100 against 60 of 90: log(60·70 / (30·30)), error √(1/30 + 1/70 + 1/60 + 1/30) (Woolf 1955)."""
    group = np.repeat([0.0, 1.0], [100, 90])[:, None]
    hits = np.concatenate([np.repeat([1, 0], [30, 70]), np.repeat([1, 0], [60, 30])])
    made = logit(group, hits, np.arange(190), ["late"], errors=Errors.CLASSICAL)
    assert isinstance(made, Logit)
    assert made.estimates["late"].value == pytest.approx(log(60 * 70 / (30 * 30)), rel=1e-9)
    assert made.estimates["late"].error == pytest.approx(sqrt(1 / 30 + 1 / 70 + 1 / 60 + 1 / 30), rel=1e-9)
    assert made.estimates[CONSTANT].value == pytest.approx(log(30 / 70), rel=1e-9)
    assert made.likelihood == pytest.approx(30 * log(0.3) + 70 * log(0.7) + 60 * log(2 / 3) + 30 * log(1 / 3))


def test_the_sum_of_chances_is_the_number_of_hits() -> None:
    columns, hits, keys = drawn(1)
    made = fitted((columns, hits, keys))
    slopes = np.array([each.value for each in made.estimates.values()])
    chance = 1 / (1 + np.exp(-(slopes[0] + columns @ slopes[1:])))
    assert chance.sum() == pytest.approx(hits.sum())
    assert columns.T @ chance == pytest.approx(columns.T @ hits)
    assert made.effects["silence"] == pytest.approx(slopes[1] * (chance * (1 - chance)).mean())
    higher = 1 / (1 + np.exp(-(slopes[0] + (columns + np.array([1e-4, 0])) @ slopes[1:])))
    assert made.effects["silence"] == pytest.approx((higher - chance).mean() / 1e-4, rel=1e-3)


@given(st.integers(0, 5000), st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
@settings(max_examples=15)
def test_units_and_shifts_change_only_units_and_shifts(seed: int, scale: float, shift: float) -> None:
    columns, hits, keys = drawn(seed, rows=300)
    plain = fitted((columns, hits, keys))
    other = fitted((columns * (scale, 1) + (shift * scale, 0), hits, keys))
    each, again = plain.estimates["silence"], other.estimates["silence"]
    assert (again.value * scale, again.error * scale) == pytest.approx((each.value, each.error), rel=1e-6)
    assert other.likelihood == pytest.approx(plain.likelihood)


def test_the_order_of_rows_and_what_accounts_are_called_is_nothing() -> None:
    columns, hits, keys = drawn(2)
    order = np.random.default_rng(0).permutation(len(hits))
    plain = fitted((columns, hits, keys))
    other = fitted((columns[order], hits[order], np.array([f"account {each}" for each in keys[order]])))
    np.testing.assert_allclose(other.covariance, plain.covariance, rtol=1e-8)


def test_hits_and_misses_swapped_turn_the_signs() -> None:
    columns, hits, keys = drawn(3)
    one, other = fitted((columns, hits, keys)), fitted((columns, 1 - hits, keys))
    for name, each in one.estimates.items():
        assert other.estimates[name].value == pytest.approx(-each.value)
        assert other.estimates[name].error == pytest.approx(each.error)


def test_a_cluster_of_its_own_for_each_row_is_hubers_sandwich() -> None:
    columns, hits, _ = drawn(4)
    made = fitted((columns, hits, np.arange(len(hits))), Errors.CR0)
    full = np.column_stack([np.ones(len(hits)), columns])
    chance = 1 / (1 + np.exp(-full @ [each.value for each in made.estimates.values()]))
    bread = np.linalg.inv((full * (chance * (1 - chance))[:, None]).T @ full)
    scores = full * (hits - chance)[:, None]
    np.testing.assert_allclose(made.covariance, bread @ scores.T @ scores @ bread, rtol=1e-6)


def test_cr3_is_close_to_leaving_each_account_out() -> None:
    columns, hits, keys = drawn(5, accounts=12, rows=600)
    made = fitted((columns, hits, keys))
    assert made.errors is Errors.CR3
    whole = np.array([each.value for each in made.estimates.values()])
    changes = []
    for account in range(12):
        kept = keys != account
        again = fitted((columns[kept], hits[kept], keys[kept]), Errors.CR0)
        changes.append(np.array([each.value for each in again.estimates.values()]) - whole)
    by_hand = np.sqrt(11 / 12 * (np.array(changes) ** 2).sum(axis=0))
    assert np.sqrt(np.diagonal(made.covariance)) == pytest.approx(by_hand, rel=0.03)


def test_rows_that_say_nothing_somewhere_are_left_out_and_counted() -> None:
    columns, hits, keys = drawn(6)
    columns[3, 0], hits[8] = np.nan, np.nan
    made = fitted((columns, hits, keys))
    kept = np.delete(np.arange(800), [3, 8])
    assert (made.rows, made.incomplete) == (798, 2)
    assert made.likelihood == pytest.approx(fitted((columns[kept], hits[kept], keys[kept])).likelihood)


def reason(columns: np.ndarray, hits: np.ndarray, keys: np.ndarray, names: tuple[str, ...] = NAMES) -> str:
    made = logit(columns, hits, keys, names, "leaves")
    assert isinstance(made, Unfit), made
    return made.because


def test_what_cannot_be_told_says_why() -> None:
    columns, hits, keys = drawn(7, rows=200)
    assert reason(columns[:0], hits[:0], keys[:0]) == "there are fewer than two clusters"
    assert reason(columns, hits, keys * 0) == "there are fewer than two clusters"
    assert reason(columns, hits * 0, keys) == reason(columns, hits * 0 + 1, keys) == "leaves: no spread"
    assert reason(columns * (1, 0) + (0, 0.7), hits, keys) == "quality: no spread"
    assert reason(columns[:, [0, 0]] * (1, -2) + 5, hits, keys) == "silence, quality: one follows from the others"
    few = np.zeros(200)
    few[:2] = 1
    assert reason(columns, few, keys) == "2 hits are too few for 3 figures"
    assert reason(columns, 1 - few, keys) == "2 misses are too few for 3 figures"


def test_columns_that_part_hits_from_misses_are_named() -> None:
    """Wholly (all above 30 leave), and in part: whoever has the flag leaves, of the others some do (Albert 1984)."""
    columns, hits, keys = drawn(8, rows=300)
    end = "parts hits of leaves from misses: the odds have no end"
    assert reason(columns, (columns[:, 0] > 30).astype(float), keys) == f"silence {end}"
    flag = (hits > 0) & (np.arange(300) % 5 == 0)
    assert reason(np.column_stack([columns[:, 0], flag]), hits, keys) == f"quality {end}"


def test_misuse_is_told() -> None:
    columns, hits, keys = drawn(9)
    with pytest.raises(ValueError, match="neither 0 nor 1"):
        logit(columns, hits * 2, keys, NAMES)
    with pytest.raises(ValueError, match="do not fit"):
        logit(columns, hits[1:], keys, NAMES)
    with pytest.raises(ValueError, match="infinite"):
        logit(np.where(columns > 30, np.inf, columns), hits, keys, NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("accounts", [20, 80])
def test_nothing_planted_is_found_as_seldom_as_promised(accounts: int) -> None:
    found = []
    for seed in range(300):
        random = np.random.default_rng(seed)
        keys = random.choice(accounts, 1500, p=random.dirichlet(np.ones(accounts) * 3))
        one, other = random.normal(size=(2, accounts))
        columns = np.column_stack([random.normal(size=1500) + one[keys], random.normal(size=1500)])
        hits = (random.random(1500) < 1 / (1 + np.exp(1 - other[keys]))).astype(float)
        made = logit(columns, hits, keys, NAMES)
        assert isinstance(made, Logit)
        found.append((made.estimates["silence"].p or 0) < 0.05)
    assert 0.015 <= np.mean(found) <= 0.08
