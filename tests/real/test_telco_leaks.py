"""IBM's telco customers: TotalCharges is what MonthlyCharges came to until the end, and is called a leak."""

from __future__ import annotations

import csv
import gzip

import numpy as np
import pytest

from tests.real.projects import DATA
from truegreen.model.leak import LeakKind
from truegreen.signals.warning.growing import growing

FILE = DATA / "telco_classic.csv.gz"


def columns() -> dict[str, np.ndarray]:
    if not FILE.exists():
        pytest.skip(f"the real records are not here: {FILE}")
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    names = ("tenure", "MonthlyCharges", "TotalCharges", "SeniorCitizen")
    yes = ("Partner", "Dependents", "PaperlessBilling", "PhoneService")
    held = {name: np.array([float(each[name].strip() or "nan") for each in rows]) for name in names}
    return held | {name: np.array([float(each[name] == "Yes") for each in rows]) for name in yes}


def test_the_sum_of_all_bills_is_flagged_and_nothing_else() -> None:
    held = columns()
    found = growing({name: each for name, each in held.items() if name != "tenure"}, held["tenure"])
    assert [(each.column, each.kind) for each in found] == [("TotalCharges", LeakKind.GROWS)]
    assert "onths lived times MonthlyCharges account for 99.9%" in found[0].evidence


def test_time_lived_itself_is_flagged_where_it_is_given_as_a_column() -> None:
    held = columns()
    assert [
        each.column for each in growing({"days": held["tenure"] * 30, "x": held["MonthlyCharges"]}, held["tenure"])
    ] == ["days"]
