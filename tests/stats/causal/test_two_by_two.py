"""Before and after, with and without: by hand, with few clusters, and refusals."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.causal.two_by_two import TwoByTwo, two_by_two
from truegreen.stats.panel.equations import Unfit


def drawn(seed: int, effect: float, teams: int = 8, each: int = 10) -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(seed)
    keys = np.repeat(np.arange(teams), each)
    treated = (keys % 2).astype(float)
    shock = random.normal(size=teams)[keys] * 0.7
    before = random.normal(size=len(keys))
    return before, before + 1 + shock + effect * treated + random.normal(size=len(keys)), treated, keys


def test_the_difference_of_the_differences_by_hand() -> None:
    made = two_by_two([10, 12, 8, 6], [14, 18, 9, 9], [1, 1, 0, 0])
    assert isinstance(made, TwoByTwo)
    assert (made.naive, made.others) == (5, 2)
    assert made.estimate.value == pytest.approx(3)


def test_what_moves_everybody_is_no_effect() -> None:
    made = two_by_two(*drawn(1, 0.0))
    assert isinstance(made, TwoByTwo)
    assert made.naive > 0.5
    assert made.estimate.low < 0 < made.estimate.high
    assert made.wild is not None
    assert made.wild.p > 0.05


def test_too_little_and_what_does_not_fit() -> None:
    assert isinstance(two_by_two([1, 2], [2, 3], [1, 1]), Unfit)
    assert isinstance(two_by_two([], [], []), Unfit)
    assert isinstance(two_by_two([1, 2, np.nan, np.nan], [2, 3, 1, 1], [1, 1, 0, 0]), Unfit)
    with pytest.raises(ValueError, match="0 or 1"):
        two_by_two([1, 2], [2, 3], [1, 2])


@pytest.mark.slow
def test_with_eight_teams_false_alarms_stay_rare() -> None:
    made = [two_by_two(*drawn(seed, 0.0)) for seed in range(400)]
    told = [each for each in made if isinstance(each, TwoByTwo) and each.wild is not None]
    assert len(told) == 400
    assert np.mean([each.wild.p <= 0.05 for each in told if each.wild]) <= 0.075
    assert np.mean([each.estimate.low <= 0 <= each.estimate.high for each in told]) >= 0.93
    lifted = [two_by_two(*drawn(seed, 2.5)) for seed in range(100)]
    assert np.mean([isinstance(each, TwoByTwo) and each.estimate.low > 0 for each in lifted]) > 0.7
