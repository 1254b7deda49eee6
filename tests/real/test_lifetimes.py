"""CDNOW (2,357 customers of a shop, in weeks): parameters as published by Fader, Hardie and Lee, and by BTYDplus."""

from __future__ import annotations

import numpy as np
import pytest

from tests.real.projects import DATA
from truegreen.stats.lifetime.bg_nbd import BgNbd, bg_nbd
from truegreen.stats.lifetime.gamma_gamma import GammaGamma, gamma_gamma
from truegreen.stats.lifetime.mbg_nbd import MbgNbd, mbg_nbd
from truegreen.stats.lifetime.pareto_nbd import ParetoNbd, pareto_nbd

FIRST = (2, 30.43, 38.86)


@pytest.fixture(scope="module")
def cdnow() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    path = DATA / "cdnow_summary.csv.gz"
    if not path.exists():
        pytest.skip(f"the real records are not here: {path}")
    table = np.genfromtxt(path, delimiter=",", names=True)
    return table["frequency"], table["recency"], table["T"]


def test_bg_nbd_is_that_of_counting_your_customers_the_easy_way(cdnow: tuple[np.ndarray, ...]) -> None:
    found = bg_nbd(*cdnow)
    assert isinstance(found, BgNbd)
    assert found.fitted is not None
    assert (found.r, found.alpha, found.a, found.b) == pytest.approx((0.24259, 4.41356, 0.79289, 2.42578), abs=5e-5)
    assert found.fitted.likelihood == pytest.approx(-9582.4256, abs=1e-4)
    assert found.alive(*FIRST) == pytest.approx(0.72661, abs=5e-6)
    assert found.expected(39, *FIRST) == pytest.approx(1.22591, abs=5e-6)


def test_pareto_nbd_is_that_of_the_note(cdnow: tuple[np.ndarray, ...]) -> None:
    found = pareto_nbd(*cdnow)
    assert isinstance(found, ParetoNbd)
    assert found.fitted is not None
    assert (found.r, found.s) == pytest.approx((0.5533, 0.6061), abs=2e-4)
    assert (found.alpha, found.beta) == pytest.approx((10.578, 11.668), abs=1e-3)
    assert found.fitted.likelihood == pytest.approx(-9594.974, abs=1e-3)


def test_mbg_nbd_is_that_of_btydplus(cdnow: tuple[np.ndarray, ...]) -> None:
    found = mbg_nbd(*cdnow)
    assert isinstance(found, MbgNbd)
    assert (found.r, found.alpha, found.a, found.b) == pytest.approx((0.525, 6.183, 0.891, 1.614), abs=5e-4)


def test_gamma_gamma_is_that_of_the_note() -> None:
    pytest.importorskip("pandas")
    table = pytest.importorskip("lifetimes.datasets").load_cdnow_summary_data_with_monetary_value()
    again = table[table["frequency"] > 0]
    found = gamma_gamma(again["frequency"].to_numpy(), again["monetary_value"].to_numpy())
    assert isinstance(found, GammaGamma)
    assert found.fitted is not None
    assert found.fitted.customers == 946
    assert (found.p, found.q, found.v) == pytest.approx((6.2488, 3.7446, 15.4478), abs=2e-4)
    assert found.fitted.likelihood == pytest.approx(-4055.923, abs=1e-3)
    assert found.mean == pytest.approx(35.17, abs=0.005)
