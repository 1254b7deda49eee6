"""Tiers, expectation, difficulty, quadrants and use: laws, what is planted, and nothing where nothing is planted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.model.segmented import Band, Irritant, Quadrant
from truegreen.readings.account_work import Work
from truegreen.readings.contact_use import Uses
from truegreen.sourcing.segments.against_usual import score, times_of, together
from truegreen.sourcing.segments.complexity import complexity
from truegreen.sourcing.segments.expectation import PATIENCE, PROMISE, band, signs
from truegreen.sourcing.segments.quadrants import SURE, named, placed
from truegreen.sourcing.segments.tiers import NOBODY, SHARES, by_likeness, by_share
from truegreen.sourcing.segments.usefulness import MATERIAL, content, use

WORTHS = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=60)


@given(WORTHS)
def test_tiers_hold_at_least_their_share_and_not_much_more(values: list[float]) -> None:
    worth, tiers = np.array(values), by_share(values)
    assert tiers.min() == 0
    for place, share in enumerate(SHARES):
        held = worth[tiers <= place]
        assert held.sum() >= share * worth.sum() * (1 - 1e-9)
        least = held.min()  # without those worth least of them, it would be less than the share
        assert held[held > least].sum() < share * worth.sum() * (1 + 1e-9)


@given(WORTHS, st.floats(0.1, 1000))
def test_tiers_do_not_mind_money_or_order(values: list[float], rate: float) -> None:
    for way in (by_share, by_likeness):
        assert way([each * rate for each in values]).tolist() == pytest.approx(way(values).tolist(), abs=1)
        assert way(values[::-1]).tolist() == way(values).tolist()[::-1]
        order = np.argsort(values)
        assert (np.diff(way(values)[order]) <= 0).all()  # nobody worth more is in a lower tier


def test_nobody_is_in_a_tier_who_is_worth_nothing() -> None:
    for way in (by_share, by_likeness):
        assert way([float("nan"), 0.0, -3.0]).tolist() == [NOBODY] * 3


def test_a_score_and_what_it_stands_for() -> None:
    assert score([0.0, 1.0, 3.0]).tolist() == [0.0, 5.0, 7.5]
    assert times_of(float(score([3.0])[0])) == pytest.approx(3.0)
    assert together([[1.0, np.nan], [3.0, np.nan]]).tolist() == pytest.approx([2.0, np.nan], nan_ok=True)


def work(accounts: int = 200, *, slow: float = 1.0, patient: float = 1.0, seed: int = 1) -> Work:
    """Give work of two types, of which the second takes ``slow`` times as long; every fourth account is impatient."""
    random = np.random.default_rng(seed)
    account, kind = np.repeat(np.arange(accounts), 2), np.tile([0, 1], accounts)
    cases = random.integers(5, 20, len(account))
    hours = np.array(
        [random.gamma(4, 0.1 * (slow if code else 1), n).sum() for n, code in zip(cases, kind, strict=True)]
    )
    squares = hours**2 / cases * 1.25  # as a gamma of shape four scatters
    count = cases.astype(np.float64)
    some = (np.arange(accounts) % 4 == 0) & (patient != 1.0)
    waited = random.gamma(50, 60, accounts)
    given = random.poisson(waited / np.where(some, 1000 / patient, 1000))
    flat = np.full(accounts, 20.0)
    return Work(
        types=("plain", "slow"), account=account, type=kind,
        of={"cases": count, "timed": count, "hours": hours, "squares": squares, "priced": count, "cost": hours * 30,
            "placed": count, "passed": random.binomial(cases, 0.1).astype(float), "graded": count,
            "raised": random.binomial(cases, 0.05).astype(float)},
        by_account={"promised": flat, "promised_hours": np.where(some, flat * 8, flat * 24), "told": flat * 0,
                    "live": flat * 0, "offered": flat, "given_up": given.astype(float), "waited": waited},
        queries={},
    )  # fmt: skip


def test_nobody_expects_more_than_usual_where_all_are_alike() -> None:
    found = signs(work())
    assert set(found) == {PROMISE, PATIENCE}  # no channel is told
    demands = together(np.stack([*found.values()]))
    assert {band(float(each)) for each in demands} == {Band.USUAL}


def test_who_was_promised_more_and_waits_less_expects_more() -> None:
    demands = together(np.stack([*signs(work(patient=4.0)).values()]))
    assert {band(float(each)) for each in demands[::4]} == {Band.HIGH}
    assert Band.HIGH not in {band(float(each)) for each in demands[1::4]}


def test_a_slow_type_is_hard_and_like_ones_are_not() -> None:
    plain, slow = complexity(work(slow=2.0)).times
    assert plain < 0.95
    assert slow > 1.05
    same = complexity(work())
    assert (np.abs(same.times - 1) < 3 * same.errors).all()


@pytest.mark.parametrize("seed", range(4))
def test_difficulty_is_doubted_as_far_as_accounts_differ(seed: int) -> None:
    held = complexity(work(accounts=120, seed=seed))
    drawn = [complexity(work(accounts=120, seed=100 + 20 * seed + each)).each.mean(axis=0) for each in range(20)]
    assert held.errors[0] < 2.5 * np.std([each[0] for each in drawn])


@given(
    st.lists(st.tuples(st.floats(-5, 15), st.floats(0.1, 5), st.floats(0.2, 3), st.floats(0.01, 0.5)), min_size=1,
             max_size=12),
)  # fmt: skip
def test_chances_of_quadrants_add_up_to_one(types: list[tuple[float, float, float, float]]) -> None:
    effects, errors, times, doubts = (np.array(each) for each in zip(*types, strict=True))
    found = placed(effects, errors, np.ones(len(types)), times, doubts)
    for place in range(len(types)):
        chances = found.chances(place)
        assert sum(chances.values()) == pytest.approx(1)
        quadrant = named(chances)
        assert quadrant is None or chances[quadrant] >= SURE


def test_types_lie_where_they_were_planted() -> None:
    found = placed([10, 10, 0.5, 0.5], [1.0] * 4, [1.0] * 4, [0.7, 1.5, 0.7, 1.5], [0.05] * 4)
    assert [named(found.chances(place)) for place in range(4)] == [
        Quadrant.PROTECT, Quadrant.INVEST, Quadrant.COST_FIRST, Quadrant.SIMPLIFY,
    ]  # fmt: skip
    unsure = placed([5.0], [10.0], [1.0], [1.0], [0.1])
    assert named(unsure.chances(0)) is None
    assert placed([5.0], [1.0], [1.0], [np.nan], [np.nan]).chances(0) == {}


def answers(less: float, seed: int = 1) -> Uses:
    """Give answers of 150 accounts about two types; after the second they are less content."""
    random = np.random.default_rng(seed)
    account, kind = np.repeat(np.arange(150), 2), np.tile([0, 1], 150)
    count = random.integers(2, 8, 300)
    total = random.binomial(count, np.where(kind == 1, 0.9 - less, 0.9))
    return Uses(account, kind, count.astype(float), total.astype(float), np.zeros(2), np.zeros(2))


def test_who_is_less_content_after_a_type_has_no_use_for_it() -> None:
    more, less = content(answers(0.3), 2)
    assert more is not None
    assert less is not None
    assert less.high < -MATERIAL < MATERIAL < more.low
    assert use(less, (1.0, 0.1), 6.0).verdict is Irritant.ELIMINATE
    assert use(less, (20.0, 1.0), 6.0).verdict is Irritant.SIMPLIFY
    assert use(more, (1.0, 0.1), 6.0).verdict is Irritant.AUTOMATE
    assert use(more, (20.0, 1.0), 6.0).verdict is Irritant.KEEP


def test_nothing_is_said_of_use_where_nothing_is_shown() -> None:
    shown = sum(each is not None and (each.low > 0 or each.high < 0) for seed in range(60)
                for each in content(answers(0.0, seed), 2))  # fmt: skip
    assert shown <= 8  # of 60 worlds three are expected, and both types speak at once
    same = content(answers(0.0), 2)[0]
    assert use(same, (1.0, 0.1), 6.0).verdict is None
    less = content(answers(0.3), 2)[1]
    assert "not shown" in use(less, (5.0, 3.0), 6.0).because
    assert "no record tells" in use(less, (float("nan"), float("nan")), 6.0).because
    nobody, nothing = np.zeros(0, dtype=np.intp), np.zeros(0)
    assert content(Uses(nobody, nobody, nothing, nothing, nothing, nothing), 2) == [None] * 2
