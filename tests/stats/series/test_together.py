"""Two series: what has nothing in common is not said to have, whatever carries over; what has, is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.estimate import Verdict
from truegreen.stats.series.carry import Frame, carry_over, effective_size, frame, imitations
from truegreen.stats.series.lags import search
from truegreen.stats.series.together import How, together

Floats = npt.NDArray[np.float64]
Draw = Callable[[np.random.Generator], Floats]


def framed(months: Iterable[int], *, trend: bool = False) -> Frame:
    found = frame(list(months), trend=trend)
    assert found is not None
    return found


def carrying(carry: float, months: int = 24) -> Draw:
    return lambda random: imitations(carry, months, 1, random)[0]


def drifting(random: np.random.Generator) -> Floats:
    return random.normal(size=24) + 0.1 * np.arange(24)


def seasonal(random: np.random.Generator) -> Floats:
    return random.normal(size=36) + 1.5 * np.sin(2 * np.pi * np.arange(36) / 12)


def believed(draw: Draw, how: How | None, reps: int, season: int | None = None) -> float:
    """Give how often two independent series are said to move together."""
    random = np.random.default_rng(3)
    found = [together(draw(random), draw(random), how, season=season).verdict for _ in range(reps)]
    return sum(each is not Verdict.NOT_ENOUGH for each in found) / reps


@pytest.mark.parametrize(
    ("carry", "other", "months"), [(0, 0.9, 24), (0.8, 0.8, 5.268293), (0.5, 0.5, 14.4), (0.95, 0.95, 1.229961)]
)
def test_months_are_worth_what_the_formula_says(carry: float, other: float, months: float) -> None:
    assert effective_size(24, carry, other) == pytest.approx(months, abs=1e-6)
    assert effective_size(24, -carry, other) == 24


def test_carry_over_is_not_underrated_in_short_series() -> None:
    """Of 24 months that keep 0.8, plain neighbours' correlation is 0.64 on average; corrected it is near 0.8."""
    random, of = np.random.default_rng(1), framed(range(24))
    rest = of.rest(imitations(0.8, 24, 4000, random))
    plain = (rest[:, 1:] * rest[:, :-1]).sum(axis=1) / (rest**2).sum(axis=1)
    assert plain.mean() < 0.66
    assert np.median(carry_over(rest, of)) > 0.74
    line = framed(range(24), trend=True)
    assert np.median(carry_over(line.rest(imitations(0.8, 24, 4000, random)), line)) > 0.72
    gaps = framed(month for month in range(30) if month % 7)
    drawn = imitations(0.5, 30, 4000, random)[:, gaps.months]
    assert np.median(carry_over(gaps.rest(drawn), gaps)) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("carry", [0.0, 0.5, 0.8, 0.95])
def test_independent_series_are_seldom_said_to_move_together(carry: float) -> None:
    """Naively 29 of 100 pairs that keep 0.8, and 44 that keep 0.95, are “significant”."""
    assert believed(carrying(carry), None, 500) <= 0.06
    assert believed(carrying(carry), How.CHANGES, 300) <= 0.07


def test_series_that_both_drift_are_compared_about_their_lines() -> None:
    assert believed(drifting, How.LEVELS, 200) > 0.1
    assert believed(drifting, None, 300) <= 0.07
    random = np.random.default_rng(1)
    assert together(drifting(random), drifting(random)).how is How.TRENDLESS


def test_series_that_both_have_seasons_are_compared_without_them() -> None:
    assert believed(seasonal, None, 200) > 0.5
    assert believed(seasonal, None, 300, season=12) <= 0.07


def test_what_moves_together_is_found_and_what_moves_apart_is_perverse() -> None:
    random = np.random.default_rng(2)
    common = imitations(0.3, 36, 1, random)[0]
    one, other = common + random.normal(size=36) * 0.4, common + random.normal(size=36) * 0.4
    found = together(one, other)
    assert found.verdict is Verdict.ESTABLISHED
    assert found.estimate is not None
    assert found.estimate.effective < 36
    assert together(one, -other).verdict is Verdict.PERVERSE
    assert together(one, -other, expected=-1).verdict is Verdict.ESTABLISHED


def test_nothing_is_refuted_only_by_very_many_months() -> None:
    random = np.random.default_rng(8)
    assert together(random.normal(size=3000), random.normal(size=3000)).verdict is Verdict.REFUTED
    assert together(random.normal(size=60), random.normal(size=60)).verdict is Verdict.NOT_ENOUGH


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), max_size=30), st.sampled_from(How))
def test_no_correlation_comes_without_its_months_and_nothing_breaks(pairs: list[tuple[float, float]], how: How) -> None:
    found = together([one for one, _ in pairs], [other for _, other in pairs], how)
    if found.estimate is None:
        assert found.verdict is Verdict.NOT_ENOUGH
        return
    assert 0 < found.estimate.effective <= found.estimate.count <= len(pairs)
    assert -1 <= found.estimate.low <= found.estimate.value <= found.estimate.high <= 1


@given(st.floats(0.01, 100), st.floats(-1e4, 1e4), st.sampled_from(How))
def test_other_units_change_nothing(scale: float, shift: float, how: How) -> None:
    random = np.random.default_rng(4)
    one, other = random.normal(size=24), random.normal(size=24)
    first, second = together(one, other, how), together(one * scale + shift, other, how)
    assert first.estimate is not None
    assert second.estimate is not None
    assert second.estimate.value == pytest.approx(first.estimate.value, abs=1e-6)
    assert second.estimate.effective == pytest.approx(first.estimate.effective, abs=1e-4)
    mirrored = together(other, one, how).estimate
    assert mirrored is not None
    assert mirrored.value == pytest.approx(first.estimate.value)


def test_of_a_handful_of_months_nothing_is_taken() -> None:
    assert frame([]) is None
    assert frame(range(4)) is None
    assert frame(range(15), season=12) is None


def test_missing_months_and_thin_series_are_normal() -> None:
    random = np.random.default_rng(5)
    values = random.normal(size=20).tolist()
    holes = [None if month in (3, 4, 11) else value for month, value in enumerate(values)]
    found = together(holes, values)
    assert found.estimate is not None
    assert found.estimate.count == 17
    assert found.estimate.value == pytest.approx(1)
    assert together(values[:11], values[:11]).estimate is None
    assert together([], []).verdict is Verdict.NOT_ENOUGH
    assert together([1.0] * 24, values + values[:4]).estimate is None
    assert together([float("nan")] * 24, [1.0] * 24).verdict is Verdict.NOT_ENOUGH
    assert search([1.0] * 24, values + values[:4]).best is None
    assert search(values[:8], values[:8]).verdict is Verdict.NOT_ENOUGH


def test_what_is_no_pair_of_series_is_refused() -> None:
    with pytest.raises(ValueError, match="one series has 1 months, the other 2"):
        together([1], [1, 2])
    with pytest.raises(ValueError, match="endless"):
        together([float("inf")], [1])
    with pytest.raises(ValueError, match="by 1 or −1, not 2"):
        together([1], [1], expected=2)
    with pytest.raises(ValueError, match="no carry-overs"):
        effective_size(24, 1, 1)
    with pytest.raises(ValueError, match="needs imitations"):
        search([1], [1], draws=0)


def test_the_lag_at_which_one_series_follows_the_other_is_found() -> None:
    random = np.random.default_rng(6)
    one = imitations(0.8, 38, 1, random)[0]
    other = np.concatenate([random.normal(size=2), one[:-2]]) + 0.3 * random.normal(size=38)
    found = search(one, other)
    assert found.best is not None
    assert (found.verdict, found.best.months) == (Verdict.ESTABLISHED, 2)
    assert all(lag.effective <= 37 - lag.months for lag in found.lags)
    assert [lag.months for lag in found.lags] == list(range(7))
    backwards = search(other, one, range(-3, 4))
    assert backwards.best is not None
    assert backwards.best.months == -2
    assert search(one, -other).verdict is Verdict.PERVERSE
    assert found == search(one, other)
    assert found.best.p == min(lag.p for lag in found.lags)


@pytest.mark.parametrize("carry", [0.8, 0.95])
def test_the_best_of_seven_lags_of_independent_series_is_seldom_believed(carry: float) -> None:
    """Naively 66 of 100 pairs that keep 0.8, and 75 that keep 0.95, are “significant” at one of seven lags."""
    random = np.random.default_rng(7)
    pairs = [imitations(carry, 24, 2, random) for _ in range(250)]
    found = [search(one, other, draws=199, seed=place).verdict for place, (one, other) in enumerate(pairs)]
    assert sum(each is not Verdict.NOT_ENOUGH for each in found) / 250 <= 0.07


@pytest.mark.slow
@pytest.mark.parametrize("carry", [0.0, 0.5, 0.8, 0.95])
def test_searches_keep_to_five_in_a_hundred(carry: float) -> None:
    random = np.random.default_rng(9)
    pairs = [imitations(carry, 24, 2, random) for _ in range(2000)]
    found = [search(one, other, draws=199, seed=place).verdict for place, (one, other) in enumerate(pairs)]
    assert sum(each is not Verdict.NOT_ENOUGH for each in found) / 2000 <= 0.062
    walks = [random.normal(size=(2, 24)).cumsum(axis=1) for _ in range(500)]
    found = [search(one, other, draws=199, seed=place).verdict for place, (one, other) in enumerate(walks)]
    assert sum(each is not Verdict.NOT_ENOUGH for each in found) / 500 <= 0.075
