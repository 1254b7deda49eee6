"""Laws of silence that hold whatever the rhythm."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.silence.regularity import STEPS, own
from truegreen.stats.silence.staying import Staying
from truegreen.stats.silence.surprise import surprise

SIZES = st.floats(0.1, 20)
LIVES = st.tuples(st.integers(0, 40), st.floats(0.05, 1), st.floats(1, 100)).map(
    lambda each: (each[0], each[1] * each[2] if each[0] else 0.0, each[2])
)  # fmt: skip


@given(LIVES, SIZES, SIZES, st.sampled_from(STEPS), st.floats(0, 50), st.floats(0.01, 100))
def test_a_longer_silence_is_more_surprising_in_any_unit(
    life: tuple[int, float, float], r: float, alpha: float, k: int, more: float, unit: float
) -> None:
    x, last, now = life
    told = [surprise(x, last, until, r, alpha, k).item() for until in (last, now, now + more)]
    assert told[0] == pytest.approx(0, abs=1e-12)
    assert told[0] <= told[1] + 1e-9
    assert told[1] <= told[2] + 1e-9
    assert surprise(x, last * unit, now * unit, r, alpha * unit, k).item() == pytest.approx(told[1], abs=1e-7)


@given(LIVES, SIZES, SIZES, SIZES, SIZES, st.floats(0, 1), st.floats(0, 50))
def test_a_longer_silence_leaves_less_hope(
    life: tuple[int, float, float], r: float, alpha: float, a: float, b: float, hazard: float, more: float
) -> None:
    x, last, now = life
    told = Staying(r=r, alpha=alpha, a=a, b=b, hazard=hazard)
    here, later = (told.alive([x], [last], [until])[0] for until in (now, now + more))
    assert -1e-12 <= later <= here + 1e-9 <= 1 + 1e-6


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0.001, 2)), min_size=1, max_size=20), st.integers(0, 99))
def test_chances_of_sorts_add_up_and_know_no_order(given_: list[tuple[int, float]], seed: int) -> None:
    pairs = np.array([each for each, _ in given_]) * 1.0
    logs = -pairs * np.array([each for _, each in given_])
    found, order = own(pairs, logs), np.random.default_rng(seed).permutation(len(pairs))
    assert found.sum(axis=1) == pytest.approx(np.ones(len(pairs)))
    assert own(pairs[order], logs[order]) == pytest.approx(found[order], abs=1e-6)
