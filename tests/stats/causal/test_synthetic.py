"""One site beside its twin: laws, worlds with an effect and with none, and a peer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.causal.worlds import sites
from truegreen.stats.causal.placebo import Placebos, jackknife, placebos
from truegreen.stats.causal.simplex import resembling, sparse
from truegreen.stats.causal.synthetic import Synthetic, Twin, synthetic
from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit

SMALL = {"others": 8, "many": 12, "since": 7}
MIDDLE = {"others": 16, "many": 16, "since": 10}


def twin(
    seed: int, effect: float = 0.0, others: int = 24, many: int = 24, since: int = 14
) -> tuple[Synthetic, Placebos]:
    rest, treated, since = sites(seed, effect, others, many, since)
    found = synthetic(rest, treated, since)
    assert isinstance(found, Synthetic)
    doubt = placebos(found, rest, since)
    assert isinstance(doubt, Placebos)
    return found, doubt


@given(st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_weights_are_shares(seed: int) -> None:
    others, treated, since = sites(seed, **SMALL)
    for how in Twin:
        found = synthetic(others, treated, since, how)
        assert isinstance(found, Synthetic)
        assert found.weights.sum() == pytest.approx(1)
        assert (found.weights >= 0).all()
        assert found.months.sum() == pytest.approx(0 if how is Twin.SYNTHETIC_CONTROL else 1)
        assert found.value == pytest.approx(found.gaps[since:].mean())


def test_a_mixture_is_found_again() -> None:
    """The treated is three quarters of one and a quarter of another, to the letter."""
    others, _, since = sites(1)
    found = synthetic(others, 0.75 * others[2] + 0.25 * others[5], since, Twin.SYNTHETIC_CONTROL)
    assert isinstance(found, Synthetic)
    assert found.weights[2] == pytest.approx(0.75, abs=0.02)
    assert found.weights[5] == pytest.approx(0.25, abs=0.02)
    assert found.value == pytest.approx(0, abs=0.02)


def test_a_plain_difference_is_one() -> None:
    others, treated, since = sites(2, 1.0)
    found = synthetic(others, treated, since, Twin.DIFFERENCE)
    assert isinstance(found, Synthetic)
    change = [each[..., since:].mean() - each[..., :since].mean() for each in (treated, others)]
    assert found.value == pytest.approx(change[0] - change[1])


@pytest.mark.parametrize("how", [Twin.SYNTHETIC_DIFFERENCE, Twin.DIFFERENCE])
def test_levels_and_units_do_not_matter(how: Twin) -> None:
    others, treated, since = sites(3, 1.0, **SMALL)
    one, two = synthetic(others, treated, since, how), synthetic(others * 3, treated * 3 + 50, since, how)
    assert isinstance(one, Synthetic)
    assert isinstance(two, Synthetic)
    assert two.value == pytest.approx(3 * one.value, rel=1e-6)
    assert two.weights == pytest.approx(one.weights, abs=1e-6)


def test_an_effect_is_found_and_no_effect_is_not() -> None:
    found, doubt = twin(4, 2.0, **MIDDLE)
    assert doubt.estimate.low < 2.0 < doubt.estimate.high
    assert doubt.estimate.low > 0
    assert doubt.rank == doubt.least == pytest.approx(1 / 17)
    assert len(found.mixed) == 16
    _, nothing = twin(4, 0.0, **MIDDLE)
    assert nothing.estimate.low < 0 < nothing.estimate.high
    assert nothing.rank > 0.05


def test_placebos_are_the_same_each_time_and_in_any_order() -> None:
    others, treated, since = sites(5, 1.0, **SMALL)
    order = np.random.default_rng(0).permutation(len(others))
    one, two = synthetic(others, treated, since), synthetic(others[order], treated, since)
    assert isinstance(one, Synthetic)
    assert isinstance(two, Synthetic)
    first, second = placebos(one, others, since), placebos(two, others[order], since)
    assert isinstance(first, Placebos)
    assert isinstance(second, Placebos)
    assert first.estimate.error == pytest.approx(second.estimate.error, rel=1e-3)
    assert first.rank == second.rank


def test_small_others_do_not_hide_a_large_site_where_sizes_are_told() -> None:
    others, treated, since = sites(6, 1.5, **MIDDLE)
    loud = others.copy()
    loud[:8] += np.random.default_rng(6).normal(size=(8, 16)) * 3
    found = synthetic(loud, treated, since)
    assert isinstance(found, Synthetic)
    plain = placebos(found, loud, since)
    sized = placebos(found, loud, since, sizes=[*[2] * 8, *[100] * 9])
    assert isinstance(plain, Placebos)
    assert isinstance(sized, Placebos)
    assert sized.estimate.error < plain.estimate.error / 2
    assert sized.estimate.low > 0
    assert sized.rank < plain.rank
    same = placebos(found, loud, since, sizes=[7] * 17)
    assert isinstance(same, Placebos)
    assert same.estimate.error == pytest.approx(np.sqrt((same.values**2).mean()))
    with pytest.raises(ValueError, match="size above nought"):
        placebos(found, loud, since, sizes=[1] * 16)


def test_several_treated_are_left_out_in_turn() -> None:
    others, _, since = sites(7)
    treated = others[:6] + np.where(np.arange(24) >= since, 1.5, 0.0)
    found = synthetic(others[6:], treated, since)
    assert isinstance(found, Synthetic)
    doubt = jackknife(found, others[6:], treated, since)
    assert isinstance(doubt, Estimate)
    assert doubt.low < 1.5 < doubt.high
    assert doubt.low > 0
    assert isinstance(jackknife(found, others[6:], treated[:1], since), Unfit)


def test_too_little_for_a_twin() -> None:
    others, treated, _ = sites(8)
    assert isinstance(synthetic(others[:1], treated, 14), Unfit)
    assert isinstance(synthetic(others, treated, 1), Unfit)
    assert isinstance(synthetic(others, treated, 24), Unfit)
    few = synthetic(others[:3], treated, 14)
    assert isinstance(few, Synthetic)
    assert isinstance(placebos(few, others[:3], 14), Unfit)
    with pytest.raises(ValueError, match="same months"):
        synthetic(others, treated[:-1], 14)
    with pytest.raises(ValueError, match="no gaps"):
        synthetic(np.where(others > 1, np.nan, others), treated, 14)


def test_where_nothing_ever_moves() -> None:
    found = synthetic(np.ones((6, 10)), np.ones(10), 5)
    assert isinstance(found, Synthetic)
    assert found.value == pytest.approx(0, abs=1e-12)
    doubt = placebos(found, np.ones((6, 10)), 5)
    assert isinstance(doubt, Placebos)
    assert doubt.estimate.error == 0


def test_weights_that_do_not_matter_go() -> None:
    assert sparse(np.array([0.6, 0.3, 0.1])).tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    nearest = resembling(np.eye(3), np.array([1.0, 0.0, 0.0]), 1e-6, level=False, least=1e-9)
    assert nearest == pytest.approx([1, 0, 0], abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("effect", [0.0, 1.0])
def test_the_interval_holds_the_truth_as_often_as_it_says(effect: float) -> None:
    held, far = [], []
    for seed in range(150):
        _, doubt = twin(seed, effect, others=20, many=20, since=12)
        held.append(doubt.estimate.low <= effect <= doubt.estimate.high)
        far.append(doubt.rank <= 0.05)
    assert np.mean(held) >= 0.92
    if not effect:
        assert np.mean(far) <= 0.09


@pytest.mark.slow
def test_a_peer_says_the_same() -> None:
    """diff-diff's SyntheticDiD, which is held to R's synthdid."""
    peer, frames = pytest.importorskip("diff_diff"), pytest.importorskip("pandas")
    others, treated, since = sites(9, 1.0)
    rows = [
        {"unit": unit, "month": month, "y": value, "treated": int(unit == 0)}
        for unit, line in enumerate([treated, *others]) for month, value in enumerate(line)
    ]  # fmt: skip
    said = peer.SyntheticDiD(n_bootstrap=20, seed=1, variance_method="placebo").fit(
        frames.DataFrame(rows), outcome="y", treatment="treated", unit="unit", time="month",
        post_periods=list(range(since, 24)),
    )  # fmt: skip
    found = synthetic(others, treated, since)
    assert isinstance(found, Synthetic)
    assert found.value == pytest.approx(said.att, abs=1e-9)
    weights = [said.unit_weights.get(unit, 0.0) for unit in range(1, 25)]
    assert found.weights == pytest.approx(weights, abs=1e-9)
