"""Cox's regression: answers by hand, published ones, laws, and what has no answer."""

from __future__ import annotations

from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.hazard.cox import Cox, cox
from truegreen.stats.hazard.discrete import Hazard, hazard
from truegreen.stats.hazard.proportional import Clock, proportional
from truegreen.stats.hazard.risk_sets import Ties
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.links import Link

NAMES = ("silence", "content")
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]


def drawn(seed: int, rows: int = 200, *, rounded: bool = False) -> Arrays:
    random = np.random.default_rng(seed)
    columns = random.normal(size=(rows, 2)) * (10, 0.1) + (30, 0.7)
    leaves = random.exponential(size=rows) * np.exp(-(columns[:, 0] - 30) / 15) * 20
    seen = random.exponential(size=rows) * 30
    stops = np.minimum(leaves, seen)
    return columns, np.ceil(stops / 5) if rounded else stops, (leaves <= seen).astype(float)


def fitted(rows: Arrays, names: tuple[str, ...] = NAMES, **more: Any) -> Cox:
    made = cox(*rows, names, **more)
    assert isinstance(made, Cox), made
    return made


def test_of_few_rows_it_is_what_can_be_written_down() -> None:
    """The first of two with x = 1 and one with 0 leaves, x = 1, then the one with 0: r/(2r + 1) · 1/(r + 1)."""
    rows = np.array([[1.0], [0.0], [1.0]]), np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 0.0])
    made = fitted(rows, ("late",))
    ratio = sqrt(1 / 2)  # the top of r / ((2r + 1)(r + 1)): 2r² = 1
    assert made.coefficients[0] == pytest.approx(log(ratio))
    assert made.likelihood == pytest.approx(log(ratio / ((2 * ratio + 1) * (ratio + 1))))
    assert made.nothing == pytest.approx(log(1 / 6))


@pytest.mark.parametrize(("ties", "ways"), [(Ties.BRESLOW, 1 / 25), (Ties.EFRON, 1 / 20), (Ties.EXACT, 1 / 10)])
def test_two_of_five_at_one_time_have_the_chance_each_kind_of_ties_says(ties: Ties, ways: float) -> None:
    columns = np.array([[1.0], [0.0], [0.5], [2.0], [0.3], [0.0]])
    made = fitted((columns, np.array([1.0, 1, 2, 2, 2, 0.5]), np.array([1.0, 1, 0, 0, 0, 0])), ("late",), ties=ties)
    assert made.nothing == pytest.approx(log(ways))


@given(st.integers(0, 5000), st.sampled_from([Ties.BRESLOW, Ties.EFRON]), st.booleans())
@settings(max_examples=10)
def test_units_order_and_clock_do_not_matter(seed: int, ties: Ties, rounded: bool) -> None:
    columns, stops, hits = drawn(seed, rounded=rounded)
    plain = fitted((columns, stops, hits), ties=ties)
    order = np.random.default_rng(seed).permutation(len(hits))
    other = fitted((columns[order] * (100, 1) + (7, 0), np.exp(stops[order] / 9), hits[order]), ties=ties)
    assert other.coefficients * (100, 1) == pytest.approx(plain.coefficients, rel=1e-6, abs=1e-9)
    assert (other.likelihood, other.ratio) == pytest.approx((plain.likelihood, plain.ratio), rel=1e-8)


@given(st.integers(0, 5000), st.sampled_from([Ties.BRESLOW, Ties.EFRON]))
@settings(max_examples=10)
def test_a_row_cut_into_stretches_is_the_row(seed: int, ties: Ties) -> None:
    columns, stops, hits = drawn(seed, rounded=True)
    whole = fitted((columns, stops, hits), ties=ties, clusters=np.arange(len(hits)), errors=Errors.CR0)
    cut = np.minimum(stops, np.random.default_rng(seed).integers(1, 6, len(hits)))
    later = cut < stops
    parts = (
        np.vstack([columns, columns[later]]),
        np.append(cut, stops[later]),
        np.append(np.where(later, 0.0, hits), hits[later]),
    )
    starts, keys = np.append(np.zeros(len(hits)), cut[later]), np.append(np.arange(len(hits)), np.flatnonzero(later))
    made = fitted(parts, ties=ties, starts=starts, clusters=keys, errors=Errors.CR0)
    assert made.coefficients == pytest.approx(whole.coefficients, rel=1e-7)
    np.testing.assert_allclose(made.covariance, whole.covariance, rtol=1e-6)
    assert made.staying(columns, [3.0]) == pytest.approx(
        np.exp(-np.exp(made.scores(columns)) * made.cumulative[2])[:, None]
    )


def test_robust_errors_are_those_of_leaving_each_account_out_a_little() -> None:
    columns, stops, hits = drawn(1, rows=150)
    made = fitted((columns, stops, hits), clusters=np.arange(150), errors=Errors.CR0)
    changes = []
    for out in range(300):
        kept = np.arange(150) != out
        changes.append(fitted((columns[kept], stops[kept], hits[kept])).coefficients - made.coefficients)
    left_out = np.sqrt((np.array(changes) ** 2).sum(axis=0))
    assert np.sqrt(np.diagonal(made.covariance)) == pytest.approx(left_out, rel=0.12)


def test_months_are_a_hazard_by_the_log_log_link() -> None:
    """Prentice and Gloeckler (1978): exponential times that are seen by months have the Cox coefficients."""
    random = np.random.default_rng(2)
    silence = random.normal(size=4000)
    stops = np.minimum(np.ceil(random.exponential(size=4000) * np.exp(-0.7 * silence) * 12), 24)
    hits = (stops < 24).astype(float)
    keys = np.repeat(np.arange(4000), stops.astype(int))
    month = np.concatenate([np.arange(1, each + 1) for each in stops.astype(int)])
    left = (month == stops[keys]) * hits[keys]
    by_month = hazard(silence[keys, None], left, keys, ["silence"], link=Link.CLOGLOG)
    assert isinstance(by_month, Hazard)
    whole = fitted((silence[:, None], stops, hits), ("silence",))
    assert by_month.coefficients[0] == pytest.approx(0.7, abs=0.05)
    assert whole.coefficients[0] == pytest.approx(by_month.coefficients[0], abs=0.02)


def test_a_column_that_says_ever_less_is_found_and_one_that_says_the_same_is_not() -> None:
    random = np.random.default_rng(3)
    columns = random.normal(size=(1500, 2))
    first = random.exponential(size=1500) * np.exp(-columns @ (1.2, 0.7))
    later = 0.5 + random.exponential(size=1500) * np.exp(-columns @ (-0.4, 0.7))
    stops = np.where(first < 0.5, first, later)
    rows = columns, stops, np.ones(1500)
    made = fitted(rows)
    for clock in Clock:
        found = proportional(made, *rows, clock=clock)
        assert found.chances["silence"] < 1e-6
        assert found.chances["content"] > 0.001
        assert found.together > found.squares["silence"] * 0.9


@pytest.mark.slow
def test_columns_that_say_the_same_are_found_to_change_as_seldom_as_promised() -> None:
    found = []
    for seed in range(300):
        rows = drawn(seed, rows=150)
        told = proportional(fitted(rows), *rows)
        found.append((told.chances["silence"] < 0.05, told.chance < 0.05))
    assert (np.mean(found, axis=0) < 0.09).all()
    assert (np.mean(found, axis=0) > 0.01).all()


def test_a_column_of_nothing_is_nothing_and_the_ratio_says_so() -> None:
    random, many = np.random.default_rng(4), []
    for _ in range(100):
        rows = random.normal(size=(80, 2)), random.exponential(size=80), (random.random(80) < 0.6).astype(float)
        made = fitted(rows)
        many.append((made.p < 0.05, (made.estimates["silence"].p or 0) < 0.05))
    assert (np.mean(many, axis=0) < 0.12).all()


def test_many_rows_begin_where_some_lead() -> None:
    columns, stops, hits = drawn(5, rows=210_000)
    made = fitted((columns, stops, hits))
    assert made.steps <= 4
    assert made.coefficients[0] == pytest.approx(1 / 15, abs=0.002)


def test_the_average_stay_of_nobody_special_is_the_curve() -> None:
    columns, stops, hits = drawn(6, rows=400)
    made = fitted((columns, stops, hits))
    hazard_then = made.staying(made.means[None], made.times)[0]
    assert -np.log(hazard_then) == pytest.approx(made.cumulative)
    assert made.pulls(columns).sum(axis=1) == pytest.approx(made.scores(columns))
    assert made.staying(columns, [-1.0]) == pytest.approx(np.ones((400, 1)))


def reason(columns: np.ndarray, stops: np.ndarray, hits: np.ndarray, **more: Any) -> str:
    made = cox(columns, stops, hits, NAMES, **more)
    assert isinstance(made, Unfit), made
    return made.because


def test_what_cannot_be_told_says_why() -> None:
    columns, stops, hits = drawn(7)
    assert reason(columns[:0], stops[:0], hits[:0]) == "silence, content: no spread"
    assert reason(columns, stops, hits * 0) == "0 hits are too few for 2 figures"
    assert reason(columns * (1, 0) + (0, 0.7), stops, hits) == "content: no spread"
    assert reason(columns[:, [0, 0]] * (1, -2), stops, hits) == "silence, content: one follows from the others"
    parted = np.column_stack([-stops, columns[:, 1]])
    assert reason(parted, stops, np.ones(len(hits))).startswith("silence parts who is hit")
    alone = np.column_stack([columns[:, 0], stops < 1])
    starts = np.where(stops < 1, 0.0, 1.0)
    assert reason(alone, np.maximum(stops, starts + 0.1), hits, starts=starts).startswith("content: no spread among")


def test_incomplete_rows_are_left_out_and_counted() -> None:
    columns, stops, hits = drawn(8)
    whole = fitted((columns[2:], stops[2:], hits[2:]))
    columns[0, 0], stops[1] = np.nan, np.nan
    made = fitted((columns, stops, hits))
    assert (made.rows, made.incomplete, made.accounts) == (198, 2, 198)
    assert made.likelihood == pytest.approx(whole.likelihood)


def test_misuse_is_told() -> None:
    columns, stops, hits = drawn(9)
    for wrong, says in (
        ({"starts": stops}, "ends before it starts"),
        ({"errors": Errors.CR3}, "CR3 is not known"),
        ({"ties": Ties.EXACT, "starts": stops - 1}, "exact ties know no starts"),
        ({"clusters": hits[1:]}, "do not fit"),
    ):
        with pytest.raises(ValueError, match=says):
            cox(columns, stops, hits, NAMES, **wrong)
    with pytest.raises(ValueError, match="neither 0 nor 1"):
        cox(columns, stops, hits * 2, NAMES)
    with pytest.raises(ValueError, match="columns and times do not fit"):
        cox(columns[:, :1], stops, hits, NAMES)
    with pytest.raises(ValueError, match="rows have the 2 columns"):
        fitted(drawn(9)).scores(columns[:, :1])
    with pytest.raises(ValueError, match="have no logarithm"):
        proportional(fitted((columns, stops - 50, hits)), columns, stops - 50, hits, clock=Clock.LOG)
