"""Alignment: two dashboards that share something are told so, two drifts are not, and nothing is said of few months."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.model.alignment import Story, Track
from truegreen.model.reading import Contract
from truegreen.signals.alignment import apart, dashboard, farthest, pairs, told


def _track(name: str, values: list[float | None], better: str = "higher", weight: float = 1.0) -> Track:
    met = [Contract.NOT_JUDGED if each is None else Contract.MET for each in values]
    return Track(id=name, title=name.title(), weight=weight, better=better, unit="share", values=values,
                 counts=[100] * len(values), met=met)  # fmt: skip


def _drawn(seed: int, months: int, carry: float = 0.0, common: float = 0.0) -> tuple[list[float], list[float]]:
    random = np.random.default_rng(seed)
    shared = random.standard_normal(months)
    made = []
    for _ in range(2):
        own, row = random.standard_normal(months), np.zeros(months)
        for month in range(months):
            before = row[month - 1] if month else 0.0
            row[month] = carry * before + np.sqrt(1 - common) * own[month] + np.sqrt(common) * shared[month]
        made.append([float(each) for each in row])
    return made[0], made[1]


def _story(one: list[float], other: list[float]) -> Story:
    return told(dashboard([_track("one", [*one])]), dashboard([_track("other", [*other])]))[2]


def test_an_index_is_up_where_measures_are_better() -> None:
    late = _track("late", [0.1, 0.2, 0.3], better="lower")
    made = dashboard([late, _track("kept", [0.9, 0.8, 0.7], weight=3.0)])
    assert [each.weight for each in made.tracks] == [0.25, 0.75]
    assert made.index[0] == pytest.approx(1.2247, abs=1e-4)
    assert made.index[2] == pytest.approx(-1.2247, abs=1e-4)


def test_a_month_with_too_little_of_the_weight_has_no_index() -> None:
    made = dashboard([_track("heavy", [0.9, None, 0.7], weight=3.0), _track("light", [0.5, 0.6, 0.7])])
    assert made.index[1] is None


def test_a_measure_that_never_moves_does_not_go_in() -> None:
    made = dashboard([_track("still", [0.9] * 3), _track("kept", [0.9, 0.8, 0.7])])
    assert [each.weight for each in made.tracks] == [0.0, 1.0]


def test_dashboards_that_part_are_told_and_by_how_much() -> None:
    one, other = _drawn(3, 24)
    rising = dashboard([_track("rising", [each + 0.3 * month for month, each in enumerate(one)])])
    gap, parts = apart(rising, dashboard([_track("level", [*other])]))
    assert parts
    assert gap is not None
    assert gap.low > 0


@pytest.mark.parametrize("seed", range(5))
def test_dashboards_that_share_nearly_all_tell_the_same_story(seed: int) -> None:
    one, other = _drawn(seed, 36, common=0.9)
    assert _story(one, other) is Story.SAME
    assert _story(one, [-each for each in other]) is Story.OPPOSITE


@pytest.mark.parametrize("carry", [0.0, 0.8, 0.95])
def test_independent_dashboards_tell_no_story_however_they_drift(carry: float) -> None:
    stories = [_story(*_drawn(seed, 24, carry)) for seed in range(100)]
    assert sum(each in (Story.SAME, Story.OPPOSITE) for each in stories) <= 0.05 * 100 + 4


def test_of_few_months_nothing_is_said() -> None:
    one, _ = _drawn(1, 8)
    assert told(dashboard([_track("one", [*one])]), dashboard([_track("other", [*one])])) == (
        None, None, Story.CANNOT_TELL,
    )  # fmt: skip


def test_the_months_farthest_apart_come_first() -> None:
    one = dashboard([_track("one", [0.0, 0.0, 1.0, 0.0])])
    other = dashboard([_track("other", [0.0, 1.0, 0.0, 0.0])])
    assert sorted(farthest(one, other)) == [1, 2]


def test_twelve_pairs_of_nothing_are_judged_together() -> None:
    tracks = [_track(f"m{seed}", [*_drawn(seed, 24)[0]]) for seed in range(24)]
    found = pairs(tracks, [(f"m{2 * each}", f"m{2 * each + 1}") for each in range(12)])
    assert all(each.together is not None and each.together.effective <= 24 for each in found)
    assert sum(each.story in (Story.SAME, Story.OPPOSITE) for each in found) == 0
