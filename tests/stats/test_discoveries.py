"""A list keeps its promise, and corrected p-values are the published ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.discoveries import (
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    hochberg,
    holm,
    listed,
    sidak,
)

CORRECTIONS = (benjamini_hochberg, benjamini_yekutieli, holm, bonferroni)
NAMES = ("fdr_bh", "fdr_by", "holm", "bonferroni")
THROMBOLYSIS = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
THROMBOLYSIS += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]
chances = st.lists(st.sampled_from([0.0, 0.2, 0.5, 0.8, 0.85, 0.9, 0.95, 0.99, 1.0]) | st.floats(0, 1), max_size=40)


def test_the_example_of_benjamini_and_hochberg_comes_out_as_they_published_it() -> None:
    """Journal of the Royal Statistical Society B 57 (1995), section 4: four are found, by Bonferroni three."""
    adjusted = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645, 0.0765, 0.486]
    adjusted += [0.5812, 0.7149, 0.7532, 0.8132, 1.0]
    assert benjamini_hochberg(THROMBOLYSIS) == pytest.approx(adjusted, abs=5e-5)
    found = [int(np.sum(correct(THROMBOLYSIS) <= 0.05)) for correct in CORRECTIONS]
    assert found == [4, 3, 3, 3]


@pytest.mark.slow
@pytest.mark.parametrize(("correct", "name"), [*zip(CORRECTIONS, NAMES, strict=True)])
def test_statsmodels_corrects_alike(correct: object, name: str) -> None:
    stats = pytest.importorskip("statsmodels.stats.multitest")
    assert callable(correct)
    p = np.random.default_rng(3).beta(0.4, 1, 500)
    assert correct(p) == pytest.approx(stats.multipletests(p, method=name)[1], rel=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_corrections_never_help_and_stand_in_the_order_of_what_they_promise(p: list[float]) -> None:
    hochberg, yekutieli, step, plain = (correct(p) for correct in CORRECTIONS)
    assert np.all(np.array(p) <= hochberg)
    assert np.all(hochberg <= yekutieli)
    assert np.all(hochberg <= step + 1e-15)
    assert np.all(step <= plain + 1e-15)
    for correct in CORRECTIONS:
        assert correct(p[::-1]).tolist() == correct(p)[::-1].tolist()


def test_a_test_that_was_not_made_is_not_counted() -> None:
    for correct in CORRECTIONS:
        both = correct([0.01, np.nan, 0.04])
        assert np.isnan(both[1])
        assert both[[0, 2]].tolist() == correct([0.01, 0.04]).tolist()


@given(chances, st.floats(0.01, 0.5))
def test_a_list_keeps_its_promise_and_is_the_longest_that_does(probabilities: list[float], q: float) -> None:
    found = listed(probabilities, q)
    p = np.array(probabilities)
    assert found.share <= q * (1 + 1e-9)
    assert found.false == pytest.approx(float(np.sum(1 - p[found.indices])))
    assert found.total == pytest.approx(float(p.sum()))
    others = np.setdiff1d(np.arange(p.size), found.indices)
    if others.size:
        next_ones = others[p[others] == p[others].max()]
        assert p[next_ones[0]] < (p[found.indices].min() if found.indices.size else 2)
        assert (
            np.sum(1 - p[found.indices]) + np.sum(1 - p[next_ones]) > q * (found.indices.size + next_ones.size) - 1e-9
        )


@given(chances, st.floats(0.01, 0.5))
def test_the_order_of_cells_does_not_change_which_are_named(probabilities: list[float], q: float) -> None:
    forward, backward = listed(probabilities, q).indices, listed(probabilities[::-1], q).indices
    assert sorted(forward) == sorted(len(probabilities) - 1 - backward)


def test_cells_with_the_same_evidence_are_named_together_or_not_at_all() -> None:
    assert listed([0.95, 0.86, 0.86, 0.86], q=0.10).indices.tolist() == [0]
    assert listed([0.95, 0.9, 0.9, 0.9], q=0.10).indices.tolist() == [0, 1, 2, 3]


def test_a_portfolio_count_carries_its_doubt() -> None:
    found = listed([0.9, 0.5, 0.1])
    assert (found.total, found.error) == pytest.approx((1.5, np.sqrt(0.09 + 0.25 + 0.09)))


def test_what_nobody_can_tell_is_not_named() -> None:
    found = listed([np.nan, 0.99])
    assert (found.indices.tolist(), found.looked) == ([1], 2)
    assert listed([]).indices.size == 0
    assert listed([0.5, 0.3]).share == 0.0


@pytest.mark.parametrize("wrong", [[1.2], [-0.1], [[0.5]]])
def test_what_is_no_chance_is_refused(wrong: list[float]) -> None:
    for work in (listed, *CORRECTIONS):
        with pytest.raises(ValueError, match="between 0 and 1"):
            work(wrong)


def test_a_list_of_true_chances_is_false_as_often_as_it_expects() -> None:
    random = np.random.default_rng(1)
    shares = []
    for _ in range(200):
        chance = random.beta(0.3, 0.5, 400)
        true = random.random(400) < chance
        named = listed(chance, 0.10).indices
        shares.append(np.mean(~true[named]))
    assert np.mean(shares) == pytest.approx(0.10, abs=0.01)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_from_the_greatest_down_no_fewer_are_found(p: list[float]) -> None:
    assert np.all(benjamini_hochberg(p) <= hochberg(p) + 1e-15)
    assert np.all(hochberg(p) <= holm(p) + 1e-15)
    assert np.all(sidak(p) <= bonferroni(p) + 1e-12)
    assert np.all(np.array(p) <= sidak(p) + 1e-12)
