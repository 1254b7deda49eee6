"""What rows count for a queue: its own once, those that nobody puts into a queue by its share, and days' volumes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from truegreen.files.agreements import read_agreement
from truegreen.model.plan_staffing import Queue
from truegreen.model.staffed import Goal, How, Known
from truegreen.project.sourcing.staffing.asked import Asked
from truegreen.project.sourcing.staffing.beside import clauses, volumes
from truegreen.project.sourcing.staffing.given import volumes_of
from truegreen.project.sourcing.staffing.goals import goal_of
from truegreen.project.sourcing.staffing.learned import months_before, weights

REGIMES = Path(__file__).parents[1] / "regimes"
GOAL = Goal(answered=None, within=20.0, speed=None, given_up=None, busiest=Known(value=0.9, how=How.ASSUMED))
ROWS = {
    "service": np.array(["help", "bills", "", "help", ""]),
    "site": np.array(["Porto", "Porto", "Porto", "Manila", "Manila"]),
    "offered": np.array([30.0, 10.0, 4.0, 60.0, 6.0]),
}


def queue(**where: str) -> Asked:
    return Asked(name="q", title="q", where=where, goal=GOAL, hours=None, opening=None)


def test_rows_without_a_queue_are_shared_out_as_the_others_are() -> None:
    help_, bills = (weights(ROWS, queue(service=each), "offered") for each in ("help", "bills"))
    assert help_.tolist() == pytest.approx([1, 0, 0.9, 1, 0.9])
    assert bills.tolist() == pytest.approx([0, 1, 0.1, 0, 0.1])
    assert float((help_ + bills) @ ROWS["offered"]) == pytest.approx(ROWS["offered"].sum())


def test_what_is_known_of_a_row_is_kept_to() -> None:
    porto = weights(ROWS, queue(service="help", site="Porto"), "offered")
    assert porto.tolist() == pytest.approx([1, 0, 0.75, 0, 0])
    assert weights(ROWS, queue(), "offered").tolist() == [1, 1, 1, 1, 1]
    assert weights(ROWS, queue(service="none"), "offered").sum() == 0.0


def test_volumes_of_days_come_at_any_time_of_their_day() -> None:
    columns = {
        "service": np.array(["help", "help", "help"]), "forecast": np.zeros(3), "locked": np.zeros(3),
        "day": np.array(["2025-03-29", "2025-03-30", "2025-03-31"], "datetime64[us]"),
        "actual": np.array([96.0, 48.0, np.nan]),
    }  # fmt: skip
    found = volumes_of(columns, ["service", "site"], "Europe/London")
    assert found["offered"].sum() == pytest.approx(144.0)
    assert found["at"][0] == datetime(2025, 3, 29, tzinfo=UTC).timestamp()
    sunday = found["at"] >= datetime(2025, 3, 30, tzinfo=UTC).timestamp()
    assert (sunday.sum(), found["offered"][sunday].sum()) == (92, pytest.approx(48.0))  # it has 23 hours
    assert found["at"].max() == datetime(2025, 3, 30, 22, 45, tzinfo=UTC).timestamp()
    assert set(found["service"]) == {"help"}
    assert set(found["site"]) == {""}


def test_whole_months_end_before_the_one_that_has_begun() -> None:
    assert months_before(date(2025, 12, 31), 6) == (date(2025, 6, 1), date(2025, 12, 1))
    assert months_before(date(2026, 1, 1), 12) == (date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("regime", "found"),
    [("forecast_surplus", [(True, False)]), ("forecast_premium", [(True, True)])],
)
def test_clauses_that_speak_of_volume_are_read(regime: str, found: list[tuple[bool, bool]]) -> None:
    path = REGIMES / regime / "agreement.yml"
    versions, wrong = read_agreement(path.read_text("utf-8"), path.name)
    assert versions is not None, wrong
    assert [(each.relieves, each.whole) for each in clauses({"agreed": versions})] == found


def test_volumes_that_an_agreement_expects_are_read() -> None:
    path = REGIMES.parents[1] / "examples" / "acme" / "agreements" / "acme-care.yml"
    versions, _ = read_agreement(path.read_text("utf-8"), path.name)
    assert versions is not None
    first, second = volumes({"acme-care": versions})
    assert (first.baseline, first.bands) == (760, [("quiet", 640), ("usual", 880), ("peak", None)])
    assert second.service == "Customs and shipping documents"


def test_a_goal_that_takes_endless_people_comes_as_near_as_can_be() -> None:
    path = REGIMES.parents[1] / "examples" / "acme" / "agreements" / "acme-care.yml"
    text = path.read_text("utf-8").replace("target: 80 %", "target: 100 %")
    versions, _ = read_agreement(text, path.name)
    assert versions is not None
    goal = goal_of([versions.latest], Queue(where={"service": "shipment-care"}))
    assert goal.answered is not None
    assert (goal.answered.value, goal.answered.how) == (0.999, How.AGREED)
    assert "reckoned with 99.9 %, for 100 % takes endless people" in goal.answered.says
    assert goal_of([versions.latest], Queue(where={"service": "billing-support"})).answered == Known(
        value=0.8, how=How.ASSUMED, says="neither plan nor agreement says it"
    )
