"""What R's BTYD says of CDNOW's customers, and years that Fader and Hardie held back, from rounded parameters."""

from __future__ import annotations

from itertools import pairwise

import pytest

from truegreen.stats.lifetime.bg_nbd import BgNbd
from truegreen.stats.lifetime.pareto_nbd import ParetoNbd
from truegreen.stats.lifetime.renewals import of_survivors
from truegreen.stats.lifetime.retention import Retention, beta_discrete_weibull

TIMED = ParetoNbd(r=0.553, alpha=10.580, s=0.606, beta=11.656)
EASY = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426)
BUSY = (26, 30.857, 31.0)


def test_pareto_nbd_of_the_walkthrough() -> None:
    """BTYD's walkthrough, customer 1516, 52 weeks ahead; and its help of pnbd.PAlive: nobody back in 39 weeks."""
    assert TIMED.expected_of_new(52) == pytest.approx(1.473, abs=0.002)
    assert TIMED.expected(52, *BUSY) == pytest.approx(25.456, abs=0.005)
    assert TIMED.alive(*BUSY) == pytest.approx(0.997874, abs=5e-6)
    assert TIMED.alive(0, 0, 39) == pytest.approx(0.2941633, abs=2e-4)
    assert TIMED.alive(23, 39, 39) == 1


def test_bg_nbd_of_the_walkthrough() -> None:
    assert EASY.expected(52, *BUSY) == pytest.approx(25.76, abs=0.005)
    assert EASY.alive(*BUSY) == pytest.approx(0.96885, abs=5e-6)


def test_who_came_more_often_and_not_since_may_be_expected_less() -> None:
    """The paradox of increasing frequency in BTYD's walkthrough: 10, 15, 20 and 25 times in 20 of 39 weeks."""
    ahead = TIMED.expected(52, [10, 15, 20, 25], 20, 39)
    assert all(one > other for one, other in pairwise(ahead))


@pytest.mark.parametrize(
    ("survivors", "later"),
    [([1000, 869, 743, 653, 593, 551, 517, 491], [0.468, 0.445, 0.427, 0.409, 0.394]),
     ([1000, 631, 468, 382, 326, 289, 262, 241], [0.223, 0.207, 0.194, 0.183, 0.173])],
)  # fmt: skip
def test_years_held_back_are_foretold_with_a_shape(survivors: list[int], later: list[float]) -> None:
    """Fader and Hardie 2007, table 1: years 8 to 12, which were not fitted; Fader and others 2018 for the shape."""
    found = beta_discrete_weibull(of_survivors(survivors))
    assert isinstance(found, Retention)
    assert found.shape > 1
    assert found.survival([8, 9, 10, 11, 12]) == pytest.approx(later, abs=0.012)
