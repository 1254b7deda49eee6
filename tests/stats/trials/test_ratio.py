"""Sample ratio: a lost part of an arm is found, chance is not, and what is said can be read aloud."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.trials.ratio import GATE, cluster_ratio, sample_ratio, seen_ratio


def test_five_percent_of_an_arm_lost_among_20000_is_found() -> None:
    found = sample_ratio({"callback": 10_000, "as before": 9_500})
    assert not found.holds
    assert found.p < GATE
    assert found.said == (
        "callback has 10,000 accounts where 9,750 of 19,500 were to be expected: 250 too many. Chance alone "
        "does that about once in 2,900 times: something lets accounts into one arm or out of it, and until it is found "
        "no difference between the arms may be read."
    )
    assert seen_ratio([10_000, 10_000], [10_000, 9_500]).p < 1e-100


def test_arms_as_registered_pass_and_say_so() -> None:
    found = sample_ratio({"new": 2020, "old": 1003}, {"new": 2, "old": 1}, units="customers")
    assert found.holds
    assert found.said == "The arms have the customers they should have: new 2,020, old 1,003 (p = 0.86)."
    assert sample_ratio([0, 0]).said == "No accounts yet in any arm."
    assert sample_ratio([0, 0, 0]).p == 1


@given(st.integers(0, 30), st.integers(0, 30), st.sampled_from([0.5, 0.3, 0.9]))
def test_few_are_tested_exactly(one: int, other: int, share: float) -> None:
    total = one + other
    chances = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    exact = sum(each for each in chances if each <= chances[one] * (1 + 1e-7))
    if total * min(share, 1 - share) < 20:
        assert sample_ratio([one, other], [share, 1 - share]).p == pytest.approx(min(1, exact), rel=1e-6)


def test_three_arms_are_tested_exactly_too() -> None:
    shares, found = (0.5, 0.3, 0.2), (7, 0, 2)

    def chance(counts: tuple[int, ...]) -> float:
        ways = comb(9, counts[0]) * comb(9 - counts[0], counts[1])
        return float(ways * np.prod([p**n for p, n in zip(shares, counts, strict=True)]))

    every = [each for each in product(range(10), repeat=3) if sum(each) == 9]
    exact = sum(chance(each) for each in every if chance(each) <= chance(found) * (1 + 1e-7))
    result = sample_ratio(found, shares)
    assert result.method == "exact multinomial test"
    assert result.p == pytest.approx(exact)


@given(st.integers(500, 5000), st.integers(500, 5000))
def test_arms_may_change_places(one: int, other: int) -> None:
    assert sample_ratio([one, other], [2, 1]).p == pytest.approx(sample_ratio([other, one], [1, 2]).p)


def test_a_fair_draw_is_called_a_mismatch_at_most_once_in_a_thousand_times() -> None:
    for total in (12, 40, 200, 2000):
        chances = np.array([comb(total, k) / 2**total for k in range(total + 1)])
        called = [not sample_ratio([k, total - k]).holds for k in range(total + 1)]
        assert chances[called].sum() <= GATE * 1.1


def test_clusters_come_and_go_together() -> None:
    sizes = {"new": [400, 20, 35, 60], "old": [30, 25, 50, 40]}
    assert sample_ratio([515, 145]).p < GATE
    assert cluster_ratio(sizes).holds
    alone = cluster_ratio({"new": np.ones(300), "old": np.ones(200)})
    assert alone.p == pytest.approx(sample_ratio([300, 200]).p)


def test_of_those_assigned_as_many_are_seen() -> None:
    assert seen_ratio([50, 50], [50, 50]).p == 1
    assert seen_ratio([50, 50], [0, 0]).p == 1
    assert seen_ratio([500, 500, 500], [450, 452, 449]).holds
    assert not seen_ratio([500, 500, 500], [450, 452, 380]).holds


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="two arms at least"):
        sample_ratio([3])
    with pytest.raises(ValueError, match="share above nought"):
        sample_ratio([3, 4], [1, 0])
    with pytest.raises(ValueError, match="shares are of a, and counts of a, b"):
        sample_ratio({"a": 1, "b": 2}, {"a": 1})
    with pytest.raises(ValueError, match="cannot be seen"):
        seen_ratio([3, 4], [4, 4])
