"""What others compute too comes out the same."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.exact import clopper_pearson
from truegreen.stats.raters.likeness import Likeness
from truegreen.stats.raters.many import fleiss
from truegreen.stats.raters.ratings import counted
from truegreen.stats.raters.two import cohen
from truegreen.stats.sample_size import power_of_means, rows_for_means
from truegreen.stats.two_shares import newcombe, score_interval

pytestmark = pytest.mark.slow


def test_kappas_are_those_of_statsmodels() -> None:
    raters = pytest.importorskip("statsmodels.stats.inter_rater")
    random = np.random.default_rng(1)
    for _ in range(20):
        table = random.integers(1, 40, (4, 4))
        for how, name in ((Likeness.NOMINAL, None), (Likeness.LINEAR, "linear"), (Likeness.INTERVAL, "quadratic")):
            ours, theirs = cohen(table, how), raters.cohens_kappa(table, wt=name)
            assert ours is not None
            assert ours.estimate.value == pytest.approx(theirs.kappa)
            assert ours.estimate.error == pytest.approx(theirs.std_kappa)
        counts = random.multinomial(6, [0.2, 0.3, 0.5], 25)
        ours = fleiss(counted(counts))
        assert ours is not None
        assert ours.estimate.value == pytest.approx(raters.fleiss_kappa(counts))


def test_intervals_are_those_of_statsmodels() -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    for count, total in ((0, 10), (3, 17), (17, 17), (812, 900)):
        assert clopper_pearson(count, total) == pytest.approx(
            proportion.proportion_confint(count, total, method="beta")
        )
    ends = proportion.confint_proportions_2indep(56, 70, 48, 80, method="newcomb", compare="diff")
    assert newcombe(56, 70, 48, 80) == pytest.approx(ends)
    assert score_interval(56, 70, 48, 80)[1] == pytest.approx(0.33773, abs=5e-6)


def test_powers_are_those_of_statsmodels() -> None:
    power = pytest.importorskip("statsmodels.stats.power").TTestIndPower()
    for effect in (0.1, 0.35, 0.8, 1.7):
        assert rows_for_means(effect) == pytest.approx(power.solve_power(effect, power=0.8, alpha=0.05), rel=1e-6)
        assert power_of_means(effect, 12) == pytest.approx(power.power(effect, 12, 0.05), abs=1e-8)
