"""Several decisions: with one it is the hazard, chances add up, and what has no answer."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.hazard.decisions import Decisions, decisions
from truegreen.stats.hazard.discrete import Hazard, hazard
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.errors import Errors

NAMES, CALLED = ("silence", "content"), ("renews for less", "leaves")
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]


def drawn(seed: int, rows: int = 1500) -> Arrays:
    random = np.random.default_rng(seed)
    columns = random.normal(size=(rows, 2)) * (10, 0.1) + (30, 0.7)
    scores = np.column_stack([np.zeros(rows), -1.5 - (columns[:, 1] - 0.7) * 8, -2 + (columns[:, 0] - 30) * 0.08])
    chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return columns, (random.random(rows)[:, None] > chances.cumsum(axis=1)).sum(axis=1), random.integers(0, 90, rows)


def fitted(
    rows: Arrays, called: tuple[str, ...] = CALLED, ridge: float = 0.0, weights: np.ndarray | None = None
) -> Decisions:
    made = decisions(*rows, NAMES, called, ridge=ridge, weights=weights)
    assert isinstance(made, Decisions), made
    return made


@pytest.mark.parametrize("ridge", [0.0, 4.0])
def test_with_one_decision_it_is_the_hazard(ridge: float) -> None:
    columns, taken, keys = drawn(1)
    weights = np.random.default_rng(0).integers(0, 3, len(keys)).astype(float)
    made = fitted((columns, taken > 1, keys), ("leaves",), ridge, weights)
    alone = hazard(columns, taken > 1, keys, NAMES, ridge=ridge, weights=weights, errors=Errors.CR1)
    assert isinstance(alone, Hazard)
    assert made.coefficients[0] == pytest.approx(alone.coefficients)
    np.testing.assert_allclose(made.covariance, alone.covariance, rtol=1e-7)
    assert made.likelihood == pytest.approx(alone.likelihood)
    assert made.chances(columns)[:, 0] == pytest.approx(alone.chance(columns))
    assert made.pulls(columns, "leaves") == pytest.approx(alone.pulls(columns))


def test_chances_add_up_to_one_and_to_what_was_decided() -> None:
    columns, taken, keys = drawn(2)
    made = fitted((columns, taken, keys))
    chances = made.chances(columns)
    assert chances.sum(axis=1) == pytest.approx(np.ones(len(keys)))
    assert chances.sum(axis=0) == pytest.approx([(taken == 1).sum(), (taken == 2).sum(), (taken == 0).sum()])
    assert made.estimates["leaves"]["silence"].low > 0
    assert made.estimates["renews for less"]["content"].high < 0
    assert abs(made.estimates["leaves"]["content"].value) < 2.5 * made.estimates["leaves"]["content"].error


def test_the_order_of_decisions_is_nothing() -> None:
    columns, taken, keys = drawn(3)
    one, other = fitted((columns, taken, keys)), fitted((columns, np.array([0, 2, 1])[taken], keys), CALLED[::-1])
    assert one.estimates["leaves"]["silence"].value == pytest.approx(other.estimates["leaves"]["silence"].value)
    assert one.estimates["leaves"]["silence"].error == pytest.approx(other.estimates["leaves"]["silence"].error)


def test_what_cannot_be_told_says_why() -> None:
    columns, taken, keys = drawn(4)

    def reason(columns: np.ndarray, taken: np.ndarray, keys: np.ndarray) -> str:
        made = decisions(columns, taken, keys, NAMES, CALLED)
        assert isinstance(made, Unfit)
        return made.because

    assert reason(columns[:0], taken[:0], keys[:0]) == "there are fewer than two clusters"
    assert reason(columns, np.minimum(taken, 1), keys) == "leaves: too few for 3 figures"
    assert reason(columns * (1, 0), taken, keys) == "content: no spread"
    assert reason(columns[:, [0, 0]], taken, keys) == "silence, content: one follows from the others"
    parted = np.where(columns[:, 0] > 45, 2, np.minimum(taken, 1))
    assert reason(columns, parted, keys) == "silence parts leaves from the rest: the odds have no end"


def test_misuse_is_told_and_incomplete_rows_are_counted() -> None:
    columns, taken, keys = drawn(5)
    with pytest.raises(ValueError, match="no number from 0 to 2"):
        decisions(columns, taken + 1, keys, NAMES, CALLED)
    with pytest.raises(ValueError, match="CR3 is not known"):
        decisions(columns, taken, keys, NAMES, CALLED, errors=Errors.CR3)
    with pytest.raises(ValueError, match="no decision is called stays"):
        fitted((columns, taken, keys)).pulls(columns, "stays")
    with pytest.raises(ValueError, match="rows have the 2 columns"):
        fitted((columns, taken, keys)).chances(columns[:, :1])
    columns[0, 0] = np.nan
    assert fitted((columns, taken, keys)).incomplete == 1
