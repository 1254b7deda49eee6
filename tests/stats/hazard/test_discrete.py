"""The monthly chance of leaving: closed forms, what adds up, ridge, weights, and what has no answer."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.hazard.discrete import Hazard, hazard, over
from truegreen.stats.hazard.ridge import Ridge, chosen, dealt
from truegreen.stats.panel.equations import CONSTANT, Unfit
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.links import Link
from truegreen.stats.panel.logit import Logit, logit

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]
NAMES = ("silence", "content", "months")


def drawn(seed: int, accounts: int = 60, months: int = 12, slope: float = 0.8) -> Arrays:
    """Draw account-months until somebody leaves, kept by account."""
    random = np.random.default_rng(seed)
    keys, month = (each.ravel() for each in np.mgrid[:accounts, :months])
    columns = np.column_stack([random.normal(size=(len(keys), 2)) * (10, 0.1) + (30, 0.7), month + 1.0])
    score = -2.5 + slope * (columns[:, 0] - 30) / 10
    left = (random.random(len(keys)) < 1 / (1 + np.exp(-score))).reshape(accounts, months)
    at_risk: np.ndarray = (np.cumsum(left, axis=1) - left == 0).ravel()
    return columns[at_risk], left.ravel()[at_risk].astype(float), keys[at_risk]


def fitted(rows: Arrays, names: tuple[str, ...] = NAMES, **more: object) -> Hazard:
    made = hazard(*rows, names, **more)  # type: ignore[arg-type]
    assert isinstance(made, Hazard), made
    return made


def test_without_a_ridge_it_is_the_logit() -> None:
    rows = drawn(1)
    made, plain = fitted(rows), logit(*rows, NAMES)
    assert isinstance(plain, Logit)
    assert made.estimates["silence"].value == pytest.approx(plain.estimates["silence"].value, rel=1e-12)
    np.testing.assert_allclose(made.covariance, plain.covariance, rtol=1e-12)
    assert (made.rows, made.hits, made.accounts) == (plain.rows, plain.hits, 60)


def test_of_two_groups_either_link_gives_what_can_be_counted() -> None:
    """30 of 100 months against 60 of 90: each chance is the share, whatever the link."""
    group = np.repeat([0.0, 1.0], [100, 90])[:, None]
    hits = np.concatenate([np.repeat([1, 0], [30, 70]), np.repeat([1, 0], [60, 30])])
    rows = group, hits, np.arange(190)
    for link, expected in ((Link.LOGIT, log(60 * 70 / (30 * 30))), (Link.CLOGLOG, log(log(1 / 3) / log(0.7)))):
        made = fitted(rows, ("late",), link=link)
        assert made.coefficients[0] == pytest.approx(expected)
        assert made.chance([[0.0], [1.0]]) == pytest.approx([0.3, 2 / 3])
        assert made.likelihood == pytest.approx(30 * log(0.3) + 70 * log(0.7) + 60 * log(2 / 3) + 30 * log(1 / 3))
    classical = fitted(rows, ("late",), link=Link.CLOGLOG, errors=Errors.CLASSICAL)
    by_hand = sqrt(sum((1 - p) / (n * p * log(p) ** 2) for n, p in ((100, 0.7), (90, 1 / 3))))
    assert classical.estimates["late"].error == pytest.approx(by_hand)


@given(st.integers(0, 5000), st.sampled_from([0.0, 0.5, 20.0]), st.sampled_from(list(Link)))
@settings(max_examples=12)
def test_pulls_add_up_to_the_score(seed: int, ridge: float, link: Link) -> None:
    columns, hits, keys = drawn(seed, accounts=80)
    made = fitted((columns, hits, keys), ridge=ridge, link=link)
    assert made.means == pytest.approx(columns.mean(axis=0))
    assert made.usual + made.pulls(columns).sum(axis=1) == pytest.approx(made.log_odds(columns))
    assert made.pulls(made.means[None]) == pytest.approx(np.zeros((1, 3)), abs=1e-12)
    assert link is Link.CLOGLOG or made.chance(columns).sum() == pytest.approx(hits.sum())


@given(st.integers(0, 5000), st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
@settings(max_examples=10)
def test_units_do_not_matter_to_the_ridge(seed: int, scale: float, shift: float) -> None:
    columns, hits, keys = drawn(seed)
    plain = fitted((columns, hits, keys), ridge=3.0, free=("months",))
    other = fitted((columns * (scale, 1, 1) + (shift * scale, 0, 0), hits, keys), ridge=3.0, free=("months",))
    assert other.coefficients[0] * scale == pytest.approx(plain.coefficients[0], rel=1e-6, abs=1e-9)
    assert other.likelihood == pytest.approx(plain.likelihood)


def test_a_ridge_leads_to_its_own_top_and_leaves_free_columns_alone() -> None:
    columns, hits, keys = drawn(3)
    made = fitted((columns, hits, keys), ridge=7.0, free=("months",))
    slope = (columns - columns.mean(axis=0)).T @ (hits - made.chance(columns)) / columns.std(axis=0)
    assert slope == pytest.approx(7.0 * made.coefficients * columns.std(axis=0) * (1, 1, 0), abs=1e-6)
    strong = fitted((columns, hits, keys), ridge=1e9, free=("months",))
    alone = fitted((columns[:, 2:], hits, keys), ("months",))
    assert strong.coefficients == pytest.approx([0, 0, alone.coefficients[0]], abs=1e-6)
    assert "ridge" in made.estimates["silence"].assumes[-1]


def test_a_ridge_answers_where_columns_repeat_each_other_or_part_hits() -> None:
    columns, hits, keys = drawn(4)
    twice = np.column_stack([columns[:, 0], columns[:, 0] * 2 + 1])
    made = fitted((twice, hits, keys), ("one", "other"), ridge=1.0)
    assert made.coefficients[0] == pytest.approx(2 * made.coefficients[1])
    parted = fitted((columns[:, :1], (columns[:, 0] > 40).astype(float), keys), ("silence",), ridge=1.0)
    assert np.isfinite(parted.coefficients).all()


def test_a_row_that_counts_twice_is_two_rows() -> None:
    columns, hits, keys = drawn(5)
    times = np.random.default_rng(0).integers(0, 3, len(hits))
    made = fitted((columns, hits, keys), weights=times, ridge=2.0, errors=Errors.CR0)
    repeated = np.repeat(columns, times, axis=0), np.repeat(hits, times), np.repeat(keys, times)
    again = fitted(repeated, ridge=2.0, errors=Errors.CR0)
    np.testing.assert_allclose(made.coefficients, again.coefficients, rtol=1e-8)
    np.testing.assert_allclose(made.covariance, again.covariance, rtol=1e-7)
    assert made.rows == (times > 0).sum()


def test_what_is_known_beforehand_is_not_estimated() -> None:
    columns, hits, keys = drawn(6)
    plain = fitted((columns, hits, keys))
    known = fitted((columns, hits, keys), offset=plain.coefficients[0] * columns[:, 0])
    assert known.coefficients == pytest.approx(plain.coefficients * (0, 1, 1), abs=1e-7)


def test_cr3_with_a_ridge_is_close_to_leaving_each_account_out() -> None:
    columns, hits, keys = drawn(7, accounts=25, months=40)
    made = fitted((columns, hits, keys), ridge=5.0)
    assert made.errors is Errors.CR3
    changes = []
    for account in range(25):
        kept = keys != account
        scale = columns.std(axis=0) / columns[kept].std(axis=0)  # the ridge of the whole, in the units of the rest
        again = fitted((columns[kept] * scale, hits[kept], keys[kept]), ridge=5.0, errors=Errors.CR0)
        changes.append(again.coefficients[0] - made.coefficients[0])
    assert made.estimates["silence"].error == pytest.approx(sqrt(24 / 25 * np.sum(np.square(changes))), rel=0.1)


def test_the_doubt_of_a_score_is_that_of_the_constant_where_columns_are_none() -> None:
    made = fitted(drawn(8))
    assert made.doubt(np.zeros((1, 3)))[0] == pytest.approx(made.estimates[CONSTANT].error)
    assert made.doubt(made.means[None])[0] < made.doubt(made.means[None] + 50)[0]
    assert np.isnan(made.chance([[np.nan, 0, 0]])).all()


def test_many_rows_in_any_order_give_what_few_steps_found() -> None:
    columns, hits, keys = drawn(9, accounts=30_000, months=12)
    assert len(hits) > 200_000
    made = fitted((columns, hits, keys))
    assert made.steps <= 4
    assert made.coefficients[0] == pytest.approx(0.08, abs=0.002)
    residual = hits - made.chance(columns)
    assert columns.T @ residual == pytest.approx(np.zeros(3), abs=1e-4)


def test_what_cannot_be_told_says_why() -> None:
    columns, hits, keys = drawn(10)

    def reason(columns: np.ndarray, hits: np.ndarray, keys: np.ndarray, ridge: float = 0.0) -> str:
        made = hazard(columns, hits, keys, NAMES, ridge=ridge)
        assert isinstance(made, Unfit)
        return made.because

    assert reason(columns[:0], hits[:0], keys[:0]) == "there are fewer than two clusters"
    assert reason(columns, hits * 0, keys) == "hit: no spread"
    assert reason(columns * (1, 0, 1), hits, keys, ridge=1.0) == "content: no spread"
    few = np.zeros(len(hits))
    few[:2] = 1
    assert reason(columns, few, keys) == "2 hits are too few for 4 figures"
    assert isinstance(hazard(columns, few, keys, NAMES, ridge=1.0), Hazard)
    assert "parts hits" in reason(columns, (columns[:, 0] > 40).astype(float), keys)


def test_misuse_is_told() -> None:
    columns, hits, keys = drawn(11)
    for wrong, says in (
        ({"weights": -hits}, "weight is negative"),
        ({"weights": hits[1:]}, "weights do not fit"),
        ({"offset": np.full(len(hits), np.inf)}, "infinite"),
        ({"ridge": -1.0}, "ridge is not negative"),
        ({"free": ("mood",)}, "no column is called mood"),
    ):
        with pytest.raises(ValueError, match=says):
            hazard(columns, hits, keys, NAMES, **wrong)
    with pytest.raises(ValueError, match="rows have the 3 columns"):
        fitted(drawn(11)).chance(columns[:, :2])
    with pytest.raises(ValueError, match="between 0 and 1"):
        over([1.2], 3)
    with pytest.raises(ValueError, match="not chances of 3 months"):
        over([[0.1, 0.2]], 3)


def test_monthly_chances_become_the_chance_of_some_months() -> None:
    assert over([0.05], 12)[0] == pytest.approx(1 - 0.95**12)
    assert over([[0.05] * 12], 12)[0] == pytest.approx(1 - 0.95**12)
    assert over([1.0, 0.0, 1e-12], 3) == pytest.approx([1, 0, 3e-12], rel=1e-9)
    assert over([1.0, 0.5], 0).tolist() == [0, 0]


def test_the_ridge_is_strong_where_nothing_is_to_be_told_and_weak_where_much_is() -> None:
    random = np.random.default_rng(1)
    columns, hits, keys = drawn(12, accounts=150, slope=1.5)
    noise = random.normal(size=(len(hits), 8))
    names = tuple(f"noise {each}" for each in range(8))
    nothing = chosen(noise, hits, keys, names)
    much = chosen(columns, hits, keys, NAMES)
    assert isinstance(nothing, Ridge)
    assert isinstance(much, Ridge)
    assert nothing.ridge >= 100
    assert much.ridge <= 10
    order = random.permutation(len(hits))
    again = chosen(columns[order], hits[order], keys[order], NAMES)
    assert isinstance(again, Ridge)
    assert np.array(again.losses) == pytest.approx(np.array(much.losses))


def test_a_held_out_loss_is_that_of_a_fit_without_the_fold() -> None:
    columns, hits, keys = drawn(13, accounts=40)
    found = chosen(columns, hits, keys, NAMES, ridges=[0.0], folds=4)
    assert isinstance(found, Ridge)
    with_hit = np.bincount(keys, weights=hits) > 0
    fold, loss = dealt(with_hit, 4)[keys], 0.0
    for each in range(4):
        rest, out = fold != each, fold == each
        chance = fitted((columns[rest], hits[rest], keys[rest])).chance(columns[out])
        loss -= np.log(np.where(hits[out] > 0, chance, 1 - chance)).sum()
    assert found.losses[0][1] == pytest.approx(loss / len(hits))


def test_too_few_accounts_with_a_hit_choose_nothing() -> None:
    columns, hits, keys = drawn(14)
    one = np.zeros(len(hits))
    one[0] = 1
    found = chosen(columns, one, keys, NAMES)
    assert isinstance(found, Unfit)
    assert "1 accounts with a hit" in found.because
    flat = chosen(columns * (1, 0, 1), hits, keys, NAMES)
    assert isinstance(flat, Unfit)
    assert flat.because == "content: no spread"
    with pytest.raises(ValueError, match="folds at least two"):
        chosen(columns, hits, keys, NAMES, folds=1)


def test_without_columns_it_is_the_share() -> None:
    """18 of 120 months, by 30 accounts of four months: few enough for leaving each out."""
    hits = (np.arange(120) % 20 < 3).astype(float)
    made = fitted((np.zeros((120, 0)), hits, np.repeat(np.arange(30), 4)), ())
    assert made.errors is Errors.CR3
    assert made.chance(np.zeros((1, 0))) == pytest.approx([0.15])
    assert made.usual == made.constant == pytest.approx(log(0.15 / 0.85))


def test_scores_far_out_give_chances_and_no_warning() -> None:
    made = fitted(drawn(15))
    far = np.array([[1e6, 0, 0], [-1e6, 0, 0]])
    assert made.chance(far) == pytest.approx([1, 0])
    assert replace(made, link=Link.CLOGLOG).chance(far) == pytest.approx([1, 0])
    assert exp(made.log_odds([[0, 0, 0]])[0]) > 0
