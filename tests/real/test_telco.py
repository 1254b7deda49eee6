"""Customers of a telephone company, told in five folds: who leaves sooner, and how likely until when.

The columns are what is known of a customer from the start; the charges paid so far are left out: they grow with the
months stayed, so they tell the answer.
"""

from __future__ import annotations

import csv
import gzip
from functools import cache

import numpy as np
import pytest

from tests.real.projects import DATA
from truegreen.stats.hazard.brier import brier
from truegreen.stats.hazard.concordance import concordance
from truegreen.stats.hazard.discrete import Hazard, hazard

FILE = DATA / "telco_classic.csv.gz"
LEFT_OUT = {"customerID", "tenure", "Churn", "TotalCharges", "MonthlyCharges"}
NOT_AT_ALL = {"No phone service", "No internet service"}
STEPS = (2, 3, 4, 6, 9, 12, 18, 24, 36, 48, 60, 66, 70, 72)
LONGEST, FOLDS = 72, 5

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILE.exists(), reason="the records are not here")]


@cache
def customers() -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[str, ...]]:
    with gzip.open(FILE, "rt") as text:
        rows = [row for row in csv.DictReader(text) if int(row["tenure"]) > 0]
    columns = {"MonthlyCharges": np.array([float(row["MonthlyCharges"]) for row in rows])}
    for name in [each for each in rows[0] if each not in LEFT_OUT]:
        for kind in sorted({row[name] for row in rows} - NOT_AT_ALL)[1:]:
            columns[f"{name}: {kind}"] = np.array([float(row[name] == kind) for row in rows])
    stays = np.array([int(row["tenure"]) for row in rows])
    left = np.array([float(row["Churn"] == "Yes") for row in rows])
    return np.column_stack(list(columns.values())), stays, left, tuple(columns)


def steps(months: np.ndarray) -> np.ndarray:
    return np.asarray(months[:, None] >= np.array(STEPS), dtype=np.float64)


def learnt(columns: np.ndarray, stays: np.ndarray, left: np.ndarray, names: tuple[str, ...]) -> Hazard:
    rows = np.repeat(np.arange(len(stays)), stays)
    month = np.arange(len(rows)) - np.repeat(np.cumsum(stays) - stays, stays) + 1
    hits = (month == stays[rows]) * left[rows]
    time = tuple(f"from month {each}" for each in STEPS)
    made = hazard(np.column_stack([columns[rows], steps(month)]), hits, rows, (*names, *time), ridge=1.0, free=time)
    assert isinstance(made, Hazard), made
    return made


def staying(made: Hazard, columns: np.ndarray) -> np.ndarray:
    time = steps(np.arange(1, LONGEST + 1))
    rows = np.column_stack([np.repeat(columns, LONGEST, axis=0), np.tile(time, (len(columns), 1))])
    return np.asarray(np.cumprod(1 - made.chance(rows).reshape(-1, LONGEST), axis=1))


def test_five_folds_are_told_as_well_as_anything_does() -> None:
    columns, stays, left, names = customers()
    fold = np.random.default_rng(1).permutation(len(stays)) % FOLDS
    ranked, away = [], []
    for each in range(FOLDS):
        rest, out = fold != each, fold == each
        chances = staying(learnt(columns[rest], stays[rest], left[rest], names), columns[out])
        found = concordance(-chances.sum(axis=1), stays[out], left[out])
        score = brier(chances[:, 5:60], np.arange(6, 61), stays[out], left[out])
        assert found
        assert score
        ranked.append(found.estimate.value)
        away.append(score.integrated.value)
    assert np.mean(ranked) >= 0.863
    assert np.mean(away) <= 0.0855


def test_pulls_of_the_contract_and_the_months_add_up() -> None:
    columns, stays, left, names = customers()
    some = slice(None, None, 5)
    made = learnt(columns[some], stays[some], left[some], names)
    assert made.estimates["Contract: Two year"].high < made.estimates["Contract: One year"].low < 0
    rows = np.column_stack([columns[:50], steps(np.full(50, 12))])
    assert made.usual + made.pulls(rows).sum(axis=1) == pytest.approx(made.log_odds(rows))
