"""Within and between side by side tell a mixture from what moves within accounts."""

from __future__ import annotations

import numpy as np
import pytest

from tests.stats.panel.worlds import COLUMNS, drawn
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Moments, of
from truegreen.stats.panel.mundlak import Mundlak, mundlak

WITHIN, BETWEEN, POOLED = -0.30, 0.67, 0.20


def simpson(noise: float = 0.3, accounts: int = 200, rows: int = 12) -> Moments:
    """Make accounts whose slopes are exactly those of STATS.md §2.B: pooled +0.20, within −0.30, between +0.67.

    The pooled slope is the mean of the other two, weighted by how the column's squares lie within and between.
    """
    random = np.random.default_rng(11)
    level = random.normal(size=accounts)
    own = random.normal(size=(accounts, rows))
    level -= level.mean()
    own -= own.mean(axis=1, keepdims=True)
    share = (POOLED - WITHIN) / (BETWEEN - WITHIN)
    level *= np.sqrt(share / (rows * (level**2).sum()))
    own *= np.sqrt((1 - share) / (own**2).sum())
    left = random.normal(size=(accounts, rows)) * own.std() * noise
    around = random.normal(size=accounts) * level.std() * noise
    left -= left.mean(axis=1, keepdims=True)
    left -= own * (left * own).sum() / (own**2).sum()
    around -= around.mean()
    around -= level * (around @ level) / (level @ level)
    outcome = WITHIN * own + left + (BETWEEN * level + around)[:, None]
    table = np.column_stack([(own + level[:, None]).ravel(), outcome.ravel()])
    return of(table, np.repeat(np.arange(accounts), rows), ["speed", "csat"])


def sides(moments: Moments, columns: tuple[str, ...] = ("speed",), errors: Errors | None = None) -> Mundlak:
    made = mundlak(moments, "csat", columns, errors)
    assert isinstance(made, Mundlak)
    return made


def test_simpsons_case_has_its_three_slopes_and_its_flag() -> None:
    made = sides(simpson())
    each = made.columns["speed"]
    assert (each.pooled.value, each.within.value, each.between.value) == pytest.approx((POOLED, WITHIN, BETWEEN))
    assert each.apart.value == pytest.approx(BETWEEN - WITHIN)
    assert each.is_simpson
    assert made.differs.p is not None
    assert made.differs.p < 1e-6


def test_opposite_signs_that_may_be_noise_are_no_flag() -> None:
    each = sides(simpson(noise=30)).columns["speed"]
    assert each.within.value < 0 < each.between.value
    assert not each.is_simpson


def test_between_less_within_is_the_slope_of_accounts_means_beside_the_column() -> None:
    """Mundlak's regression: the outcome on the column and on its account's mean; one means all accounts are alike."""
    rows = drawn(1, accounts=25, rows=25 * 8)
    accounts = np.repeat(np.arange(25), 8)
    means = np.array([rows.table[accounts == each].mean(axis=0) for each in range(25)])[accounts]
    written = np.column_stack([np.ones(200), rows.table[:, :3], means[:, :3]])
    slopes = np.linalg.lstsq(written, rows.table[:, 3], rcond=None)[0]
    made = sides(of(rows.table, accounts, rows.names), COLUMNS)
    assert [each.within.value for each in made.columns.values()] == pytest.approx(slopes[1:4])
    assert [each.apart.value for each in made.columns.values()] == pytest.approx(slopes[4:])


@pytest.mark.slow
def test_where_both_are_the_same_they_are_seldom_told_apart() -> None:
    found = []
    for seed in range(300):
        random = np.random.default_rng(seed)
        accounts = np.repeat(np.arange(80), random.integers(2, 12, 80))
        speed = random.normal(size=80)[accounts] + random.normal(size=len(accounts))
        csat = 0.5 * speed + random.normal(size=80)[accounts] + random.normal(size=len(accounts))
        made = sides(of(np.column_stack([speed, csat]), accounts, ["speed", "csat"]), errors=Errors.CR1)
        found.append((made.differs.p or 0) < 0.05)
    assert 0.02 <= np.mean(found) <= 0.085


def test_what_cannot_be_told_says_why() -> None:
    made = mundlak(of(np.ones((4, 2)), [1, 1, 2, 2], ["speed", "csat"]), "csat", ["speed"])
    assert isinstance(made, Unfit)
