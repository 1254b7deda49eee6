"""Composites say what went in; series are said to part only where they do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.estimate import Verdict
from truegreen.stats.series.carry import imitations
from truegreen.stats.series.composite import Measure, composite
from truegreen.stats.series.trends import parting

MONTHS = [float(month) for month in range(12)]


def test_a_composite_is_the_weighted_mean_of_standardised_measures() -> None:
    made = composite([
        Measure(name="answered", values=MONTHS, weight=3),
        Measure(name="waiting", values=[value**2 for value in MONTHS], better=-1),
    ])  # fmt: skip
    first = (np.array(MONTHS) - 5.5) / np.std(MONTHS)
    squares = np.array(MONTHS) ** 2
    second = -(squares - squares.mean()) / squares.std()
    assert made.values == pytest.approx(list(0.75 * first + 0.25 * second))
    assert made.present == (1.0,) * 12
    assert [(part.name, part.share) for part in made.parts] == [("answered", 0.75), ("waiting", 0.25)]
    assert [part.months for part in made.parts] == [12, 12]
    assert made.parts[0].mean == 5.5


def test_missing_months_are_carried_by_the_others_until_too_little_is_left() -> None:
    holes: list[float | None] = [None, None, *MONTHS]
    whole = [5.0, None, *MONTHS]
    made = composite([Measure(name="a", values=holes), Measure(name="b", values=whole, weight=2)])
    assert made.present[:3] == pytest.approx((2 / 3, 0, 1))
    assert made.values[0] is not None
    assert made.values[1] is None
    assert composite([Measure(name="a", values=holes, weight=2), Measure(name="b", values=whole)]).values[0] is None


def test_what_never_changes_or_is_seldom_there_is_left_out_and_named() -> None:
    short: list[float | None] = [*[None] * 6, *MONTHS[:6]]
    made = composite([
        Measure(name="kept", values=MONTHS),
        Measure(name="ceiling", values=[1.0] * 12),
        Measure(name="new", values=short),
    ])  # fmt: skip
    assert [part.left_out for part in made.parts] == [None, "it never changes", "6 months of at least 12"]
    assert [part.share for part in made.parts] == [1, 0, 0]
    nothing = composite([Measure(name="ceiling", values=[1.0] * 12), Measure(name="none", values=[None] * 12)])
    assert nothing.values == (None,) * 12


@given(st.floats(0.01, 1e3), st.floats(-1e3, 1e3))
def test_units_do_not_matter_and_directions_turn(scale: float, shift: float) -> None:
    values = [3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    one = composite([Measure(name="a", values=values), Measure(name="b", values=MONTHS)])
    moved = [value * scale + shift for value in values]
    other = composite([Measure(name="a", values=moved), Measure(name="b", values=MONTHS)])
    assert one.values == pytest.approx(other.values, abs=1e-6)
    fallen = Measure(name="a", values=[-each for each in moved], better=-1)
    turned = composite([fallen, Measure(name="b", values=MONTHS)])
    assert turned.values == pytest.approx(other.values, abs=1e-6)


def test_what_is_no_composite_is_refused() -> None:
    with pytest.raises(ValueError, match="over the same months"):
        composite([])
    with pytest.raises(ValueError, match="over the same months"):
        composite([Measure(name="a", values=[1]), Measure(name="b", values=[1, 2])])
    with pytest.raises(ValueError, match="weight is above nought"):
        composite([Measure(name="a", values=[1], weight=0)])
    with pytest.raises(ValueError, match="better higher or lower"):
        composite([Measure(name="a", values=[1], better=0)])


def test_green_that_rises_while_the_outcome_falls_is_seen_to_part() -> None:
    random, months = np.random.default_rng(1), np.arange(36)
    noise = random.normal(size=(2, 36)) * 0.5
    found = parting((0.08 * months + noise[0]).tolist(), (-0.08 * months + noise[1]).tolist())
    assert found is not None
    assert found.verdict is Verdict.ESTABLISHED
    assert found.gap.low < 0.16 < found.gap.high
    assert found.gap.value == pytest.approx(found.one.value - found.other.value)
    turned = parting((-0.08 * months + random.normal(size=36) * 0.5).tolist(), (0.08 * months).tolist())
    assert turned is not None
    assert turned.verdict is Verdict.PERVERSE


def test_thin_and_still_series_do_not_part() -> None:
    assert parting(MONTHS[:11], MONTHS[:11]) is None
    still = parting([5.0] * 24, [5.0] * 24)
    assert still is not None
    assert still.verdict is Verdict.NOT_ENOUGH
    holes = parting([None, *MONTHS, 5.0], [*MONTHS, None, 1.0])
    assert holes is not None
    assert holes.gap.count == 12


@pytest.mark.parametrize(("carry", "most"), [(0.0, 0.05), (0.5, 0.05), (0.8, 0.06), (0.95, 0.1)])
def test_independent_series_are_seldom_said_to_part(carry: float, most: float) -> None:
    """With least squares 52 of 100 pairs that keep 0.8 would part."""
    random = np.random.default_rng(5)
    found = [parting(*imitations(carry, 24, 2, random)) for _ in range(400)]
    assert sum(each is not None and each.verdict is not Verdict.NOT_ENOUGH for each in found) / 400 <= most
