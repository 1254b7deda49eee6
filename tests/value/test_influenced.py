"""Offers: what is credited to them is not what they bring; without anybody held out it is not measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from truegreen.value.influenced import Offered, brought, grown_after


def offers(accounts: int, brings: float, seed: int, each: int = 3) -> Offered:
    """Draw offers, some to the same account; one in three is taken, and revenue would mostly grow anyway."""
    random = np.random.default_rng(seed)
    account = np.repeat(np.arange(accounts), each)
    treated = random.random(len(account)) < 0.8
    own = np.repeat(random.gamma(2.0, 50.0, accounts), each)  # accounts grow unlike each other, offered or not
    grown = own * random.random(len(account)) + brings * treated
    taken, every = treated & (random.random(len(account)) < 0.33), np.ones(len(account), dtype=np.bool_)
    return Offered(account, treated, taken, np.full(len(account), 100.0), every, grown)


def some(made: Offered, many: int) -> Offered:
    return Offered(
        made.account[:many], made.treated[:many], made.accepted[:many], made.amount[:many], made.in_window[:many],
        made.grown[:many],
    )  # fmt: skip


def covered(worlds: int, accounts: int, brings: float) -> float:
    held = 0
    for seed in range(worlds):
        made = brought(offers(accounts, brings, seed))
        assert made.all is not None
        _, low, high = made.all
        held += low <= made.treated * brings <= high
    return held / worlds


def test_offers_that_bring_nothing_are_credited_all_the_same() -> None:
    made = offers(300, 0.0, 1)
    found = brought(made)
    assert found.all is not None
    assert found.influenced == made.influenced > 20_000
    assert found.all[1] < 0 < found.all[2] < found.influenced
    assert covered(25, 150, 0.0) >= 0.88


@pytest.mark.slow
def test_what_offers_bring_is_covered_as_often_as_promised() -> None:
    assert covered(200, 200, 0.0) >= 0.92
    assert covered(200, 200, 12.0) >= 0.92


def test_where_nobody_was_held_out_it_is_not_measured() -> None:
    made = offers(100, 5.0, 1)
    found = brought(replace(made, treated=np.ones(300, dtype=np.bool_)))
    assert found.all is None
    assert "no offer was held out" in found.because
    few = brought(some(made, 40))
    assert "20 of each are the least" in few.because


def test_the_arms_are_looked_at_where_it_is_said_how_many_were_to_be_held_out() -> None:
    made = offers(300, 5.0, 1)
    alike, unlike = brought(made, 0.2), brought(made, 0.4)
    assert alike.ratio is not None
    assert alike.ratio.holds
    assert alike.all is not None
    assert brought(made).ratio is None  # nobody says how many
    assert unlike.all is None
    assert "no difference between the arms may be read" in unlike.because
    with pytest.raises(ValueError, match="between 0 and 1"):
        brought(made, 1.0)


def test_the_rule_credits_what_falls_into_its_window() -> None:
    made = offers(100, 5.0, 1)
    first = np.arange(300) < 150
    found = replace(made, in_window=first)
    assert found.influenced == 100.0 * int((made.accepted & made.treated & first).sum())
    assert 0 < found.influenced < made.influenced
    assert brought(found).influenced == found.influenced


def test_where_no_revenue_grows_nobody_can_tell() -> None:
    made = offers(100, 5.0, 1)
    found = brought(replace(made, grown=np.zeros(300)))
    assert found.all is None
    assert "no spread" in found.because


def test_revenue_is_followed_after_the_month_of_the_offer() -> None:
    gained = np.array([[1.0, 10.0, 100.0, np.nan, 10_000.0], [0.0, 0.0, 5.0, 0.0, 0.0]])
    known = np.array([True, True, True, True, False])
    grown = grown_after([0, 1, 0, 2], [0, 0, 1, 0], gained, known, 2)
    assert grown[:3].tolist() == [110.0, 100.0, 5.0]
    assert np.isnan(grown[3])  # the second month after it is not over
