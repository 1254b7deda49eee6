"""Minimum wages and teenagers at work (Callaway and Sant'Anna 2021, R's mpdta): 500 counties, 2003 to 2007.

Without columns, effects and their errors rest on how many counties a group has, how their logarithm of teenagers at
work changed since 2003, and how these changes vary together. So counties that agree in this give the published answers.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from truegreen.stats.causal.aggregated import Aggregated, By, aggregated
from truegreen.stats.causal.staggered import Base, Controls, Design, Staggered, staggered
from truegreen.stats.causal.two_way import two_way
from truegreen.stats.panel.moments import Floats

CHANGES = {
    2004: (20, (-0.073133, -0.120245, -0.152992, -0.094309), (
        0.0093659, 0.0068535, 0.0179369, 0.0081035, 0.0175539, 0.0234527, 0.0022976, 0.0134381, 0.0146080, 0.0203132,
    )),
    2006: (40, (-0.056110, -0.046052, -0.016559, -0.030953), (
        0.0183962, 0.0207926, 0.0358674, 0.0206319, 0.0329540, 0.0376558, 0.0198250, 0.0340855, 0.0355149, 0.0435106,
    )),
    2007: (131, (-0.032123, -0.022041, -0.019040, -0.022858), (
        0.0171974, 0.0137861, 0.0361590, 0.0154506, 0.0309079, 0.0507359, 0.0166013, 0.0319837, 0.0446083, 0.0637676,
    )),
    2002: (309, (-0.062630, -0.049822, -0.015734, 0.006503), (
        0.0296773, 0.0201945, 0.0334970, 0.0222231, 0.0297577, 0.0662023, 0.0228611, 0.0290912, 0.0532252, 0.0668608,
    )),
}  # fmt: skip
"""By first year (2002: never): counties, mean changes since 2003, and their covariances, the lower half by rows."""
NEVER = Design(base=Base.VARYING)
NOT_YET = Design(base=Base.VARYING, controls=Controls.NOT_YET)
PLAIN: list[tuple[Design, By, list[tuple[float, float]]]] = [
    (NEVER, By.ALL, [(-0.039951, 0.012034)]),
    (NEVER, By.EVENT, [
        (-0.077240, 0.019965), (0.030507, 0.015034), (-0.000563, 0.013292), (-0.024459, 0.014236),
        (-0.019932, 0.011826), (-0.050957, 0.016893), (-0.137259, 0.036436), (-0.100811, 0.034359),
    ]),
    (NEVER, By.GROUP, [(-0.031018, 0.012446), (-0.079749, 0.026368), (-0.022910, 0.016703), (-0.026054, 0.016655)]),
    (NEVER, By.CALENDAR, [
        (-0.041700, 0.015972), (-0.010503, 0.023251), (-0.070423, 0.030985), (-0.048816, 0.020126),
        (-0.037059, 0.013747),
    ]),
    (NOT_YET, By.ALL, [(-0.039764, 0.012052)]),
    (NOT_YET, By.EVENT, [
        (-0.077399, 0.019560), (0.029759, 0.014534), (-0.002446, 0.013120), (-0.024269, 0.014464),
        (-0.018922, 0.012045), (-0.053589, 0.016946), (-0.136274, 0.035403), (-0.100811, 0.034359),
    ]),
    (NOT_YET, By.GROUP, [(-0.030462, 0.012575), (-0.083694, 0.025702), (-0.018282, 0.015922), (-0.026054, 0.016655)]),
    (NOT_YET, By.CALENDAR, [
        (-0.044267, 0.015571), (-0.019372, 0.022310), (-0.078319, 0.030390), (-0.042318, 0.019056),
        (-0.037059, 0.013747),
    ]),
]  # fmt: skip
"""Overall, then each point, with errors: R's did without bootstrap."""


@cache
def alike() -> tuple[Floats, Floats]:
    """Give counties whose changes have these means and covariances, and the place of each one's first year."""
    random, made, first = np.random.default_rng(0), [], []
    for year, (many, means, spread) in CHANGES.items():
        half = np.zeros((4, 4))
        half[np.tril_indices(4)] = spread
        drawn = random.normal(size=(many, 4))
        drawn -= drawn.mean(axis=0)
        white = np.linalg.solve(np.linalg.cholesky(np.cov(drawn.T)), drawn.T)
        whole = half + np.tril(half, -1).T
        made.append((np.linalg.cholesky(whole) @ white).T + means)
        first += [float(year - 2003)] * many
    return np.pad(np.concatenate(made), ((0, 0), (1, 0))), np.array(first)


def same(found: Staggered, by: By, said: list[tuple[float, float]], within: float) -> None:
    made = aggregated(found, by)
    assert isinstance(made, Aggregated)
    ours = np.array([(each.value, each.error) for each in (made.overall, *made.estimates)])
    assert len(ours) - len(said) in (0, 1)
    assert ours[len(ours) - len(said) :] == pytest.approx(np.array(said), rel=0, abs=within)


def moved_alike_before(found: Staggered) -> tuple[float, float]:
    """Give Wald's χ² of all months before the change, as R has it, and its chance."""
    from scipy.special import chdtrc

    ahead = [at for at, each in enumerate(found.cells) if each.period < each.group]
    values, drawn = np.array([found.cells[at].value for at in ahead]), found.influence[:, ahead]
    square = float(values @ np.linalg.solve(drawn.T @ drawn, values))
    return square, float(chdtrc(len(ahead), square))


@pytest.mark.parametrize(("design", "by", "said"), PLAIN)
def test_counties_alike_say_what_r_says(design: Design, by: By, said: list[tuple[float, float]]) -> None:
    same(staggered(*alike(), design), by, said, 2e-6)


def test_nothing_stirs_before_as_r_says() -> None:
    assert moved_alike_before(staggered(*alike(), NEVER)) == pytest.approx((7.79124, 0.16812), abs=1e-3)
    assert moved_alike_before(staggered(*alike(), NOT_YET)) == pytest.approx((7.79093, 0.16814), abs=1e-3)


def test_the_usual_regression_is_nearer_to_nothing() -> None:
    """R's fixest, in the pages of Callaway's twfeweights."""
    found = two_way(*alike())
    assert found is not None
    assert found.value == pytest.approx(-0.036549, abs=2e-6)
