"""Training and earnings (LaLonde 1986; Dehejia and Wahba 1999): NSW's treated beside PSID's others, R's MatchIt.

A regression rests on sums alone, so 614 rows that agree with the 614 people in means, spreads and correlations give the
published answers: −635 dollars as they are, 1,548 adjusted; by lot it was 1,794.
"""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.panel import moments
from truegreen.stats.panel.equations import Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.regression import Regression, regression

MANY = 614
NAMES = ("re78", "treat", "age", "educ", "married", "nodegree", "re74", "re75", "black", "hispan")
MEANS = (
    6792.83448298, 0.30130293, 27.36319218, 10.26872964, 0.41530945, 0.63029316, 4557.54656945, 2184.93820708,
    0.39576547, 0.11726384,
)  # fmt: skip
SPREADS = (
    7470.730792, 0.459198, 9.881187, 2.628325, 0.493177, 0.483119, 6477.964479, 3295.679043, 0.489413, 0.321997,
)  # fmt: skip
CORRELATIONS = (
    -0.0390327,
    0.1062488, -0.1028929,
    0.1615379, 0.0193082, -0.1256219,
    0.1623576, -0.3013337, 0.3760595, -0.0950505,
    -0.1424180, 0.1058572, -0.0692182, -0.7014519, -0.0323491,
    0.3434157, -0.2497790, 0.3332543, 0.1365828, 0.4257391, -0.2087515,
    0.2576590, -0.1301972, 0.1400222, 0.0183011, 0.3538243, -0.0704121, 0.5520020,
    -0.1209765, 0.6009066, -0.1107304, -0.0105276, -0.3171179, 0.1092776, -0.2573342, -0.1403736,
    0.0153248, -0.1179833, -0.0533995, -0.1741527, 0.0215493, 0.1008693, -0.0070905, 0.0615892, -0.2949734,
)  # fmt: skip
"""The lower half, by rows, in the order of the names."""


def line(*columns: str) -> Regression:
    half = np.eye(len(NAMES))
    half[np.tril_indices(len(NAMES), -1)] = CORRELATIONS
    whole = half + np.tril(half, -1).T
    drawn = np.random.default_rng(0).normal(size=(MANY, len(NAMES)))
    drawn -= drawn.mean(axis=0)
    white = np.linalg.solve(np.linalg.cholesky(np.cov(drawn.T)), drawn.T)
    alike = (np.linalg.cholesky(whole) @ white).T * SPREADS + MEANS
    found = regression(
        moments.of(alike, np.arange(MANY), NAMES), "re78", columns, Way.POOLED, Errors.CLASSICAL,
    )  # fmt: skip
    assert isinstance(found, Regression)
    return found


def test_people_alike_earn_less_with_training_until_they_are_compared_with_their_like() -> None:
    assert line("treat").estimates["treat"].value == pytest.approx(-635.026, abs=0.01)
    adjusted = line(*NAMES[1:]).estimates["treat"]
    assert adjusted.value == pytest.approx(1548.244, abs=0.01)
    assert adjusted.error == pytest.approx(781.279, abs=0.01)
