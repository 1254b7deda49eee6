"""What published sheets say of single customers, from published parameters."""

from __future__ import annotations

import pytest

from truegreen.stats.lifetime.bg_nbd import BgNbd
from truegreen.stats.lifetime.gamma_gamma import GammaGamma
from truegreen.stats.lifetime.mbg_nbd import MbgNbd
from truegreen.stats.lifetime.pareto_nbd import ParetoNbd
from truegreen.stats.lifetime.retention import Retention

CDNOW = BgNbd(r=0.24259, alpha=4.41356, a=0.79289, b=2.42578)
FIRST = (2, 30.43, 38.86)


def test_the_sheet_for_bg_nbd() -> None:
    """Hardie's spreadsheet of Fader, Hardie and Lee 2005, customer 1 of CDNOW, 39 weeks ahead; and somebody new."""
    assert CDNOW.alive(*FIRST) == pytest.approx(0.72661, abs=6e-6)
    assert CDNOW.expected(39, *FIRST) == pytest.approx(1.226, abs=0.0005)
    sheet = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576]
    assert CDNOW.expected_of_new([0.1429, 1, 3, 31.8571, 32, 78]) == pytest.approx(sheet, abs=0.0005)


def test_mbg_nbd_at_the_parameters_of_btydplus() -> None:
    """As the lifetimes package has it, at .525, 6.183, .891, 1.614 (BTYDplus, CDNOW) with more digits."""
    model = MbgNbd(r=0.52483773, alpha=6.18298848, a=0.89135628, b=1.61400003)
    assert model.alive(*FIRST) == pytest.approx(0.70612626, abs=1e-7)
    assert model.expected(39, *FIRST) == pytest.approx(1.26267078, abs=1e-7)
    assert model.expected_of_new(39) == pytest.approx(1.18228380, abs=1e-7)


def test_pareto_nbd_at_published_parameters() -> None:
    """As the lifetimes package has it, at .553, 10.578, .606, 11.669 (Fader and Hardie 2005) with more digits."""
    model = ParetoNbd(r=0.5532694089, alpha=10.5774870129, s=0.6063043350, beta=11.6706869162)
    assert model.alive(*FIRST) == pytest.approx(0.869107965, abs=1e-8)
    assert model.expected(39, *FIRST) == pytest.approx(1.455067919, abs=1e-7)
    assert model.expected_of_new(39) == pytest.approx(1.213409848, abs=1e-7)


def test_the_sheet_for_gamma_gamma() -> None:
    """Fader and Hardie, The Gamma-Gamma model of monetary value: the first ten customers of CDNOW."""
    model = GammaGamma(p=6.2488, q=3.7446, v=15.4478)
    spent = [22.35, 11.77, 0, 0, 0, 73.74, 11.77, 0, 25.55, 0]
    sheet = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
    assert model.expected([2, 1, 0, 0, 0, 7, 1, 0, 2, 0], spent) == pytest.approx(sheet, abs=0.012)
    assert model.mean == pytest.approx(35.17, abs=0.005)


def test_years_that_were_not_fitted_are_foretold() -> None:
    """Fader and Hardie 2007, figure 5: year 12 of the High End and Regular customers, from years 1 to 7."""
    assert Retention(alpha=0.668, beta=3.806).survival(12) == pytest.approx(0.379, abs=0.002)
    assert Retention(alpha=0.704, beta=1.182).survival(12) == pytest.approx(0.170, abs=0.002)
