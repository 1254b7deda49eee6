"""Grunfeld's investments of ten firms, as R's plm reports them: pooled, within and between."""

from __future__ import annotations

import pytest

from truegreen.stats.panel.equations import CONSTANT, Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Moments, of
from truegreen.stats.panel.regression import Regression, regression

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def firms() -> Moments:
    datasets = pytest.importorskip("statsmodels.datasets")
    table = datasets.grunfeld.load_pandas().data
    table = table[table["firm"] != "American Steel"]
    return of(
        table[["invest", "value", "capital"]].to_numpy(), table["firm"].to_numpy(), ("invest", "value", "capital")
    )


@pytest.mark.parametrize(
    ("way", "value", "capital"),
    [
        (Way.POOLED, (0.115562, 0.0058357), (0.230678, 0.0254758)),
        (Way.WITHIN, (0.110124, 0.0118567), (0.310065, 0.0173545)),
        (Way.BETWEEN, (0.134646, 0.0287454), (0.032031, 0.1909378)),
    ],
)
def test_each_way_is_plms(firms: Moments, way: Way, value: tuple[float, float], capital: tuple[float, float]) -> None:
    """Croissant and Millo, “Panel Data Econometrics in R: The plm Package”, JSS 27 (2008); Greene, table 10.4."""
    found = regression(firms, "invest", ("value", "capital"), way, Errors.CLASSICAL)
    assert isinstance(found, Regression)
    one, other = found.estimates["value"], found.estimates["capital"]
    assert (one.value, one.error) == pytest.approx(value, abs=6e-7 if way is not Way.BETWEEN else 5e-6)
    assert (other.value, other.error) == pytest.approx(capital, abs=6e-7 if way is not Way.BETWEEN else 5e-6)


def test_the_constant_is_greenes(firms: Moments) -> None:
    found = regression(firms, "invest", ("value", "capital"), Way.POOLED, Errors.CLASSICAL)
    assert isinstance(found, Regression)
    assert found.estimates[CONSTANT].value == pytest.approx(-42.7144, abs=5e-5)
    assert found.r2 == pytest.approx(0.81241, abs=5e-6)
