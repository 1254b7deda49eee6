"""A member is called odd no more often than promised where nothing is, however peers differ; a planted one is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.signals.audit.chance import so_many_kept
from truegreen.signals.audit.peers import OTHERS, Point, Size, chances, point_chances


def sizes(*hits: int, of: int = 1000, expected: float = 100.0) -> list[Size]:
    return [Size(f"m{n}", each, of, expected) for n, each in enumerate(hits)]


def test_a_planted_member_is_told_from_its_peers() -> None:
    found = chances(sizes(100, 95, 104, 99, 230))
    assert found["m4"] is not None
    assert found["m4"] < 0.005
    assert min(found[f"m{n}"] or 0 for n in range(4)) > 0.05


def test_few_is_asked_for_with_low() -> None:
    found = chances(sizes(100, 95, 104, 99, 30), low=True)
    assert found["m4"] is not None
    assert found["m4"] < 0.005


def test_with_few_others_or_few_rows_nobody_is_judged() -> None:
    assert set(chances(sizes(*[100] * OTHERS)).values()) == {None}
    assert chances([*sizes(100, 90, 100, 110), Size("small", 9, 10, 1.0)])["small"] is None


def test_hits_that_come_together_say_less() -> None:
    alone = chances(sizes(100, 95, 104, 99, 150))["m4"]
    rest = sizes(100, 95, 104, 99)
    together = chances([*rest, Size("m4", 150, 1000, 100.0, together=20.0)])["m4"]
    assert alone is not None
    assert together is not None
    assert alone < 0.02 < together


@given(st.permutations(range(6)))
def test_order_says_nothing(order: list[int]) -> None:
    made = sizes(100, 95, 104, 99, 150, 88)
    assert chances([made[place] for place in order]) == pytest.approx(chances(made))


@pytest.mark.slow
@pytest.mark.parametrize(("members", "between"), [(5, 0.0), (12, 0.0), (12, 0.3), (30, 0.3)])
def test_where_nothing_is_planted_one_in_twenty_is_called_odd(members: int, between: float) -> None:
    random = np.random.default_rng(members)
    called = judged = 0
    for _ in range(300):
        shares = np.clip(0.1 * np.exp(random.normal(0, between, members)), 0, 0.9)
        of = random.integers(200, 2000, members)
        hits = random.binomial(of, shares)
        rows = [Size(str(n), int(hits[n]), int(of[n]), 0.1 * of[n]) for n in range(members)]
        found = [each for each in chances(rows).values() if each is not None]
        called, judged = called + sum(each < 0.05 for each in found), judged + len(found)
    assert called / judged < 0.07


def test_points_without_any_spread_are_alike() -> None:
    alike = point_chances({str(n): Point(0.5, 0.0) for n in range(6)})
    assert set(alike.values()) == {0.5}


def test_the_exact_chance_is_scipys() -> None:
    stats = pytest.importorskip("scipy.stats")
    for table in ((10, 12, 50, 90), (3, 4, 1, 4), (0, 5, 9, 10), (2718, 2718, 30100, 31900)):
        kept, hits, kept_rest, rest = table
        wanted = stats.fisher_exact([[kept, hits - kept], [kept_rest, rest - kept_rest]], "greater").pvalue
        assert so_many_kept(*table) == pytest.approx(wanted, rel=1e-6)
