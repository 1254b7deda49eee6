"""Whole sites are told together where they differ as wholes, and single cells alone where only they differ."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.sourcing.profiles.level import level

COUNTS = np.full((3, 3), 100.0)


def shares(*rows: tuple[float, ...]) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], ...]:
    """Give the mean and the counts that tell each cell at each site."""
    found = level(COUNTS * np.array(rows), COUNTS)
    assert found.others is not None
    told = found.others.means(found.hits.ravel(), found.counts.ravel())
    return told.reshape(COUNTS.shape), found.counts


def test_a_site_that_is_better_in_all_its_cells_is_told_as_one() -> None:
    told, counts = shares((0.80, 0.81, 0.95), (0.82, 0.80, 0.94), (0.81, 0.82, 0.95))
    assert (counts == 300).all()
    assert told[:, 2] == pytest.approx([0.94] * 3, abs=0.01)
    assert told[0] == pytest.approx(told[2])


def test_one_segment_that_fails_at_one_site_is_told_by_itself() -> None:
    told, counts = shares((0.50, 0.82, 0.81), (0.82, 0.80, 0.81), (0.81, 0.82, 0.80))
    assert (counts == 100).all()
    assert 0.5 < told[0, 0] < 0.6
    assert told[1:, 0] == pytest.approx([0.82, 0.81], abs=0.03)


def test_where_nothing_differs_all_are_told_alike() -> None:
    told, _ = shares((0.80, 0.81, 0.80), (0.82, 0.80, 0.81), (0.81, 0.80, 0.80))
    assert told.max() - told.min() < 0.005


def test_where_there_are_no_cases_nothing_is_told() -> None:
    assert level(0 * COUNTS, 0 * COUNTS).others is None
