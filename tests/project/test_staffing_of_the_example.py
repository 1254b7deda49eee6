"""The example with nothing planted: what its calls are made of comes back, and no queue stands out."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from tests.project.acme import example, opened
from truegreen.files.plans import place_of, read_plan
from truegreen.model.plan import Plan
from truegreen.model.staffed import How, Staffed
from truegreen.project.sourcing.staffing.staffing import staffing
from truegreen.world.calls import _GIVES_UP, _LOST, QUICK
from truegreen.world.setting import CONTACT_TYPES, FAST

pytestmark = pytest.mark.slow
MONTHS = [f"2025-{month:02d}" for month in range(6, 12)]
"""The six whole months before the plan's first day that it learns from; the records end within December."""


def plan_of(folder: Path) -> Plan:
    plan, _ = read_plan(folder, folder / place_of("2026"), [])
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("queues") / "acme", nothing=True)


def staffed(folder: Path, plan: Plan | None) -> Staffed:
    with opened(folder) as (view, _):
        return staffing(view, plan)


def exported(folder: Path, name: str) -> list[dict[str, str]]:
    rows = []
    for month in MONTHS:
        with gzip.open(folder / "data" / f"{name}-{month}.csv.gz", "rt", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def _service(ticket: dict[str, str]) -> str:
    if ticket["site_code"] == "RTM":
        return "in-house-desk"
    return next(each.service for each in CONTACT_TYPES if each.code == ticket["topic"])


def test_what_the_exports_say_comes_back(world: Path) -> None:
    found = {each.where["service"]: each for each in staffed(world, plan_of(world)).lines}
    of_case = {each["ticket"]: _service(each) for each in exported(world, "cases")}
    took: dict[str, list[int]] = defaultdict(list)
    people: dict[str, float] = defaultdict(float)
    for each in exported(world, "calls"):
        if each["connected"] and each["ticket"] in of_case:
            took[of_case[each["ticket"]]].append(sum(int(each[name]) for name in ("talk_s", "hold_s", "acw_s")))
    for each in exported(world, "people"):
        people[each["service"]] += float(each["paid_hours"]) / len(MONTHS)
    assert set(found) == set(took)
    for service, line in found.items():
        assert line.takes.value == pytest.approx(np.mean(took[service]), rel=0.01)
        assert line.today is not None
        assert line.today.paid == pytest.approx(people[service])
        assert line.shrinkage.value == pytest.approx(1 - 101 / 150)
        assert line.shrinkage.how is How.MEASURED


def test_customers_are_as_patient_as_they_are_made(world: Path) -> None:
    """Of calls, so many give up as were made to, after the waits that were drawn; chases wait as those that open."""
    with opened(world) as (view, _):
        found = staffing(view, None)
        cases, calls = (sum(each.rows for each in view.state.of(name).values()) for name in ("case", "interaction"))
    answered = FAST * QUICK / 2 + (1 - FAST) * (QUICK + 1 + 139.5)
    left, lost = 0.2 * 2 + 0.8 * (6 + 99.5), QUICK + 5 + 99.5
    gave_up = (calls - _LOST * cases) * _GIVES_UP / (1 + _GIVES_UP) * 0.95 + _LOST * cases
    waited = (calls - gave_up) * answered + (gave_up - _LOST * cases) * left + _LOST * cases * lost
    for line in found.lines:
        assert line.patience is not None
        assert line.patience.low is not None
        assert line.patience.high is not None
        assert 0.9 * line.patience.low < waited / gave_up < 1.1 * line.patience.high


def test_one_line_takes_fewer_and_no_queue_is_left_out(world: Path) -> None:
    found = staffed(world, plan_of(world))
    assert len(found.lines) == 4
    splits = [split for line in found.lines for split in line.splits]
    assert all(each.fte < each.split for each in (*found.pools, *splits))
    assert all(each.fared[1].in_time >= 0.8 and each.outside < 0.05 for each in found.lines)
    own = {each.id for each in found.findings} - {"repeated-hour", "run-is-older"}
    assert own <= {"forecast-too-good"}  # the example's forecasts are made from what came
    assert [each.relieves for each in found.clauses] == [False]
