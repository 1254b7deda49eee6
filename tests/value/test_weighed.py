"""Shares of worth: alike accounts are counted, unlike ones by what they are worth, in groups where there are enough."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.two_shares import newcombe
from truegreen.value.weighed import GROUPS, LEAST, by_worth, lost_share


def test_alike_accounts_are_counted_as_newcombe_does() -> None:
    treated = np.repeat([1.0, 0.0], [70, 80])
    lost = np.concatenate([np.repeat([0.0, 1.0], [56, 14]), np.repeat([0.0, 1.0], [48, 32])])
    found = by_worth(treated, lost, np.ones(150))
    assert found is not None
    assert (found.groups, found.held_out, found.largest) == (1, 80, 1 / 80)
    assert found.share.value == pytest.approx(0.2)
    # Newcombe 1998, table II, method 10, example (a) of 56/70 and 48/80: 0.0524 to 0.3339
    assert (found.share.low, found.share.high) == pytest.approx(newcombe(56, 70, 48, 80), abs=2e-3)
    assert found.share.low == pytest.approx(0.0524, abs=2e-3)
    assert found.share.high == pytest.approx(0.3339, abs=2e-3)


@given(st.integers(0, 2**16), st.floats(0.01, 1000.0))
def test_neither_unit_nor_order_matters_and_turning_the_arms_turns_the_answer(seed: int, unit: float) -> None:
    random = np.random.default_rng(seed)
    worth, lost = random.lognormal(0, 1.0, 80), (random.random(80) < 0.3).astype(np.float64)
    treated = np.arange(80) % 2
    found, order = by_worth(treated, lost, worth), random.permutation(80)
    again, turned = by_worth(treated[order], lost[order], unit * worth[order]), by_worth(treated, 1 - lost, worth)
    assert found is not None
    assert again is not None
    assert turned is not None
    assert again.share.value == pytest.approx(found.share.value)
    assert again.share.low == pytest.approx(found.share.low)
    assert turned.share.value == pytest.approx(-found.share.value)
    assert -1 <= found.share.low <= found.share.value <= found.share.high <= 1


def test_groups_of_like_worth_each_have_enough_of_both_arms() -> None:
    random = np.random.default_rng(1)
    worth = random.lognormal(0, 1.2, 400)
    for held_out, groups in ((4, 1), (60, GROUPS)):
        treated = np.ones(400)
        treated[random.choice(400, held_out, replace=False)] = 0
        found = by_worth(treated, np.zeros(400), worth)
        assert found is not None
        assert found.groups <= held_out // LEAST or found.groups == 1
        assert found.groups == groups
        assert found.share.low < 0 < found.share.high  # nobody left, and that is not for sure


def test_who_counts_most_makes_the_others_count_less() -> None:
    alike, unlike = lost_share([1, 0, 0, 0], [1, 1, 1, 1]), lost_share([1, 0, 0, 0], [1, 1, 1, 97])
    assert alike.worth <= 4
    assert unlike.share == pytest.approx(0.01)
    assert unlike.worth < 1.1
    assert lost_share([0, 0], [1, 1]).worth == 2.0


def test_what_makes_no_sense_is_refused_and_where_nobody_is_nothing_is_told() -> None:
    assert by_worth([1, 1], [0, 1], [1, 1]) is None
    assert by_worth([1, 0], [0, 1], [1, np.nan]) is None
    assert by_worth([], [], []) is None
    for lost in ([0, 2], [0, np.nan], [0, -1], [0]):
        with pytest.raises(ValueError, match="do not fit"):
            by_worth([1, 0], lost, [1, 1])
