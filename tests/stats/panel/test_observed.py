"""Rows with hits: kept scaled or scaled as they are asked for, they say the same to the last digit."""

from __future__ import annotations

import numpy as np
import pytest

from tests.stats.panel.test_logit import drawn
from truegreen.stats.panel import observed as module
from truegreen.stats.panel.likelihood import climbed, point_at
from truegreen.stats.panel.observed import Observed, observed


def rows_of(seed: int = 0) -> Observed:
    columns, hits, keys = drawn(seed)
    weights = np.random.default_rng(seed).uniform(0.5, 2.0, len(hits))
    return observed(columns, hits, keys, ("silence", "quality"), weights=weights, ridge=1.0)[0]


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 128)  # the last block is shorter


@pytest.mark.usefixtures("small_blocks")
def test_kept_rows_say_the_same() -> None:
    rows, at = rows_of(), np.array([-0.3, 0.4, 0.2])
    kept = rows.kept()
    assert kept.scaled is not None
    assert kept.scaled.shape == (len(rows.hits), 3)
    one, other = point_at(rows, at), point_at(kept, at)
    assert one.height == other.height
    assert np.array_equal(one.slope, other.slope)
    assert np.array_equal(one.curvature, other.curvature)


@pytest.mark.usefixtures("small_blocks")
def test_asking_twice_changes_nothing() -> None:
    kept, at = rows_of().kept(), np.array([-0.3, 0.4, 0.2])
    first = point_at(kept, at)
    assert np.array_equal(first.curvature, point_at(kept, at).curvature)


@pytest.mark.usefixtures("small_blocks")
def test_some_of_kept_rows_are_kept() -> None:
    rows = rows_of()
    some = np.arange(len(rows.hits)) % 3 > 0
    one, other = climbed(rows.take(some)), climbed(rows.kept().take(some))
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    assert np.array_equal(one[0].at, other[0].at)


def test_too_many_are_scaled_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of()
    monkeypatch.setattr(module, "ROOM", 3 * len(rows.hits) - 1)
    assert rows.kept() is rows
