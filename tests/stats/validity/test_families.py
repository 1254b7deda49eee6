"""Adjusted chances are the published ones, and hold their promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.validity.families import Rule, adjusted

PUBLISHED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
]
chances = st.lists(st.floats(0, 1), max_size=30)


def test_benjamini_and_hochbergs_own_example() -> None:
    """Benjamini and Hochberg, JRSS B 57 (1995), section 4: fifteen questions, four answers at 5 %."""
    assert adjusted(PUBLISHED) == pytest.approx(
        [
            *(0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645),
            *(0.0765, 0.486, 0.5812, 0.7149, 0.7532, 0.8132, 1.0),
        ],
        abs=5e-5,
    )
    assert sum(each <= 0.05 for each in adjusted(PUBLISHED)) == 4
    assert sum(each <= 0.05 for each in adjusted(PUBLISHED, Rule.BY)) == 3


@given(chances, st.randoms())
def test_the_order_of_questions_does_not_matter(given: list[float], random: object) -> None:
    order = list(range(len(given)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert adjusted([given[each] for each in order]) == tuple(adjusted(given)[each] for each in order)


@given(chances)
def test_nothing_becomes_surer_by_being_asked_with_others(given: list[float]) -> None:
    for alone, plain, careful in zip(given, adjusted(given), adjusted(given, Rule.BY), strict=True):
        assert alone - 1e-12 <= plain <= careful + 1e-12


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_chance_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjusted([0.5, wrong])


def test_a_twentieth_of_claims_is_false_at_most() -> None:
    random = np.random.default_rng(3)
    false = []
    for _ in range(300):
        z = random.standard_normal(60)
        z[:20] += 3
        p = np.array([float(each) for each in np.clip(2 * _beyond(np.abs(z)), 0, 1)])
        claimed = np.array(adjusted(p.tolist())) <= 0.1
        false.append(claimed[20:].sum() / max(1, claimed.sum()))
    assert 0.04 < np.mean(false) < 0.09  # q × 40/60


def _beyond(z: np.ndarray) -> np.ndarray:
    from scipy.special import ndtr

    return np.asarray(ndtr(-z))
