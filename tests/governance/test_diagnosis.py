"""The three questions: evidence both ways, none, and too little; never more than it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.governance.diagnosis import Figures, Turns, quick, ready, seen
from truegreen.model.diagnosis import Held
from truegreen.stats.estimate import Estimate


def trend(value: float, half: float) -> Estimate:
    return Estimate(
        value=value, low=value - half, high=value + half, error=half / 2, count=24, effective=20, smallest=half * 1.4,
        method="slope",
    )  # fmt: skip


@pytest.mark.parametrize(("kept", "of", "held"), [
    (0, 0, Held.UNTOLD), (5, 5, Held.UNTOLD), (16, 16, Held.YES), (95, 100, Held.YES), (2, 10, Held.NO),
    (8, 10, Held.UNTOLD), (80, 100, Held.UNTOLD), (700, 1000, Held.NO),
])  # fmt: skip
def test_quick(kept: int, of: int, held: Held) -> None:
    assert quick(Turns(kept, of)).held is held


def test_sixteen_turns_would_be_enough_and_that_is_said() -> None:
    assert "About 16 turns" in quick(Turns(5, 5)).says
    assert quick(Turns(15, 15)).held is Held.UNTOLD


@given(st.integers(0, 60), st.integers(0, 60))
def test_one_more_in_time_never_makes_it_worse(kept: int, missed: int) -> None:
    order = [Held.NO, Held.UNTOLD, Held.YES]
    before, after = quick(Turns(kept, kept + missed)), quick(Turns(kept + 1, kept + missed + 1))
    assert order.index(after.held) >= order.index(before.held) or not kept + missed


@pytest.mark.parametrize(("value", "half", "held"), [
    (0.1, 0.05, Held.YES), (-0.1, 0.05, Held.NO), (0.1, 0.2, Held.UNTOLD), (0.0, 0.1, Held.UNTOLD),
])  # fmt: skip
def test_seen(value: float, half: float, held: Held) -> None:
    assert seen(trend(value, half), 24).held is held


def test_too_few_months_tell_nothing() -> None:
    assert seen(None, 7).held is Held.UNTOLD
    assert "twelve would tell" in seen(None, 7).says


@pytest.mark.parametrize(("figures", "changes", "held"), [
    (Figures(6, 1, 10), Turns(5, 5), Held.YES), (Figures(1, 2, 10), Turns(1, 6), Held.NO),
    (Figures(6, 1, 10), Turns(1, 1), Held.UNTOLD), (None, Turns(5, 5), Held.UNTOLD),
    (Figures(4, 5, 10), Turns(5, 5), Held.UNTOLD), (Figures(0, 0, 0), Turns(0, 0), Held.UNTOLD),
])  # fmt: skip
def test_ready_takes_two_of_three(figures: Figures | None, changes: Turns, held: Held) -> None:
    assert ready(figures, changes).held is held
