"""Two series prove little, and a search among lags less: unrelated ones stay unrelated."""

from __future__ import annotations

import numpy as np
import pytest

from tests.stats.validity.worlds import with_memory
from truegreen.stats.validity.single import best_lag, effective_count, memory_of


def pairs(seed: int, memory: float, months: int, count: int, share: float = 0.0) -> list[tuple[np.ndarray, np.ndarray]]:
    random = np.random.default_rng(seed)
    figure, own = (with_memory(random, memory, (count, months + 2)) for _ in range(2))
    return list(zip(figure[:, 2:], share * figure[:, :-2] + own[:, 2:] / 2, strict=True))


def test_the_naive_answer_is_wrong_two_times_in_three() -> None:
    """STATS §0.3: unrelated series that keep 0.8, 24 months, best of seven lags: 66 % at the usual 5 %."""
    naive = []
    for x, y in pairs(1, 0.8, 24, 300):
        best = max(
            abs(np.corrcoef(x[: 24 - lag], y[lag:])[0, 1])
            * np.sqrt(22 - lag)
            / np.sqrt(1 - np.corrcoef(x[: 24 - lag], y[lag:])[0, 1] ** 2)
            for lag in range(7)
        )
        naive.append(best > 2.07)
    assert np.mean(naive) > 0.5


@pytest.mark.parametrize("memory", [0.0, 0.8])
def test_unrelated_series_are_seldom_related(memory: float) -> None:
    found = [best_lag(x, y, draws=99) for x, y in pairs(2, memory, 24, 120)]
    assert np.mean([each is not None and each.p <= 0.05 for each in found]) <= 0.09


@pytest.mark.slow
@pytest.mark.parametrize("months", [24, 48])
@pytest.mark.parametrize("memory", [0.8, 0.9, 0.95])
def test_unrelated_series_with_memory_keep_the_promise(memory: float, months: int) -> None:
    found = [best_lag(x, y, draws=199, seed=at) for at, (x, y) in enumerate(pairs(3, memory, months, 500))]
    assert np.mean([each is not None and each.p <= 0.05 for each in found]) <= 0.05


def test_what_is_planted_two_months_apart_is_found() -> None:
    found = [best_lag(x, y, draws=199) for x, y in pairs(4, 0.5, 36, 30, share=1.0)]
    assert np.mean([each is not None and each.p <= 0.05 and each.lag == 2 for each in found]) >= 0.9


def test_units_and_direction_do_not_matter() -> None:
    (x, y), *_ = pairs(5, 0.5, 30, 1, share=1.0)
    plain, turned = best_lag(x, y), best_lag(1e6 + 7 * x, -3 * y)
    assert plain is not None
    assert turned is not None
    assert (turned.lag, turned.p) == (plain.lag, plain.p)
    assert turned.correlation == pytest.approx(-plain.correlation)


def test_few_or_flat_months_say_nothing() -> None:
    some = np.random.default_rng(1).normal(size=17)
    assert best_lag(some, some) is None
    assert best_lag(np.ones(40), np.arange(40)) is None
    assert best_lag([], []) is None


def test_missing_months_are_refused() -> None:
    with pytest.raises(ValueError, match="a value each"):
        best_lag([1, 2, float("nan")], [1, 2, 3])


def test_effective_counts_are_bartletts() -> None:
    assert effective_count(24, 0.0, 0.9) == 24
    assert effective_count(24, 0.8, 0.8) == pytest.approx(24 * 0.36 / 1.64)
    assert memory_of(np.random.default_rng(2).normal(size=4000)) == pytest.approx(0.015, abs=0.03)
