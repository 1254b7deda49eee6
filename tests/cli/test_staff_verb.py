"""The verb of staffing: what was played through a queue comes back, and every number says how it is known."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import call
from tests.project.queues import A_DAY, AGENTS, DAYS, FIRST, PATIENCE, SHRINKAGE, TAKES, played

HEAD = """plan: p
title: A plan
currency: EUR
starts: 2025-05-01
sites: {Porto: {supplier: N}}
suppliers: {N: {}}
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played(tmp_path_factory.mktemp("queues") / "desk")


@pytest.fixture(scope="module")
def record(desk: Path) -> dict[str, Any]:
    return dict(json.loads(call("staff", desk, "--json").output))


@pytest.fixture
def with_plan(desk: Path) -> Iterator[Path]:
    (desk / "plans").mkdir()
    yield desk / "plans" / "p.yml"
    shutil.rmtree(desk / "plans")


def plan(place: Path, text: str) -> None:
    head = (
        "plan: p\ntitle: A plan\ncurrency: EUR\nstarts: 2025-05-01\nsites: {Porto: {supplier: N}}\nsuppliers: {N: {}}\n"
    )
    place.write_text(head + "staffing:\n" + text, "utf-8")


def test_what_was_played_comes_back_within_its_interval(record: dict[str, Any]) -> None:
    (queue,) = record["queues"]
    assert queue["takes"]["low"] < TAKES < queue["takes"]["high"]
    assert queue["patience"]["low"] < PATIENCE < queue["patience"]["high"]
    assert queue["spread"] == pytest.approx(1.0, abs=0.06)
    assert queue["shrinkage"]["value"] == pytest.approx(SHRINKAGE, abs=1e-6)
    assert queue["contacts"]["value"] == pytest.approx(A_DAY * 365, rel=0.04)
    assert queue["today"]["agents"] == pytest.approx(AGENTS, rel=0.04)
    assert queue["today"]["would"] == pytest.approx(queue["today"]["in_time"], abs=0.02)
    assert {queue[each]["how"] for each in ("takes", "patience", "shrinkage")} == {"measured"}


def test_the_goal_is_the_agreements_and_more_calls_do_more_harm(record: dict[str, Any]) -> None:
    (queue,) = record["queues"]
    assert (queue["goal"]["answered"]["value"], queue["goal"]["within"]) == (0.8, 20.0)
    assert queue["goal"]["answered"]["how"] == "agreed"
    less, same, more = (each["in_time"] for each in queue["fared"])
    assert same - more > less - same > 0
    assert same >= 0.8
    assert queue["by_month"] <= queue["fte"]
    (split,) = queue["splits"]
    assert split["by"] == "language"
    assert split["split"] > split["fte"] == queue["fte"]


def test_its_steps_lead_from_hours_to_people(record: dict[str, Any]) -> None:
    (queue,) = record["queues"]
    numbers = re.findall(r"= ([\d,.]+)", " ".join(queue["steps"]))
    assert [float(each.replace(",", "").rstrip(".")) for each in numbers] == pytest.approx(
        [queue["work"], queue["paid"], queue["fte"]], rel=0.01
    )
    assert queue["paid"] == pytest.approx(queue["work"] / (1 - SHRINKAGE))


def test_a_forecast_that_could_be_better_is_told(record: dict[str, Any]) -> None:
    assert "forecast-to-be-had" in [each["id"] for each in record["findings"]]
    theirs, ours = record["queues"][0]["offs"]
    assert theirs["bias"] == pytest.approx(0.3, abs=0.08)
    assert theirs["ahead"] == ours["ahead"] == [30, 30]
    assert theirs["days"] == ours["days"]
    assert ours["wape"] < 1.3 * ours["chance"]


def test_its_text_its_page_and_its_picture(desk: Path, tmp_path: Path) -> None:
    page, picture = tmp_path / "page.html", tmp_path / "picture.svg"
    text = call("staff", desk, "--page", page, "--picture", picture).output
    assert "How many people does it take?" in text
    assert "No agreement says what holds where more or less comes than was forecast." in text
    written = page.read_text("utf-8")
    assert written.count('class="drawing-of"') == 6  # week, today, days, curve, waits, splits
    assert "<script" not in written
    assert "Help desk, by language" in picture.read_text("utf-8")


def test_a_queue_opens_into_its_week(desk: Path) -> None:
    text = call("staff", desk, "--queue", "help").output
    assert re.search(r"Patience +2 min \d+ s", text)
    assert len(re.findall(r"^\d\d:[03]0 ", text, re.MULTILINE)) == 16
    wrong = call("staff", desk, "--queue", "halp")
    assert wrong.exit_code == 2
    assert "help" in wrong.output


def test_a_plan_says_what_it_says_and_is_called_so(with_plan: Path) -> None:
    plan(with_plan, """  queues:
    german: {where: {service: help, language: de}, speed: 15 s, shrinkage: 30 %, patience: 4 min, per_hour: 20 EUR}
    english: {where: {service: help, language: en}, answered: 90 %, within: 10 s, growth: 10 %, hours: desk}
  pools: {both: [german, english]}
  per_hour: 10 EUR
  interval: 15 min
""")  # fmt: skip
    found = json.loads(call("staff", with_plan.parents[1], "--json").output)
    german, english = found["queues"]
    assert (german["patience"]["value"], german["patience"]["how"]) == (240.0, "said by the plan")
    assert german["goal"]["answered"] is None
    assert german["fared"][1]["seconds"] <= 15.0
    assert english["fared"][1]["in_time"] >= 0.9
    assert english["contacts"]["value"] == pytest.approx(0.6 * 1.1 * A_DAY * 365, rel=0.06)
    assert (german["length"], len(german["agents"][0])) == (900, 96)
    (pool,) = found["pools"]
    assert pool["fte"] < pool["split"] == pytest.approx(german["fte"] + english["fte"])
    assert float(pool["price"]["amount"]) == pytest.approx((pool["split"] - pool["fte"]) * 40 * 365 / 7 * 20, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("  queues: {a: {where: {services: help}}}\n", "“services” is no slice"),
        ("  queues: {a: {hours: dusk}}\n", "No agreement has the calendar “dusk”"),
        ("  restrictions: [tongue]\n", "“tongue” is no slice"),
        ("  interval: 20 min\n", "Intervals of 20 min are not planned for"),
    ],
)
def test_what_is_odd_stops_before_anything_is_reckoned(with_plan: Path, text: str, says: str) -> None:
    plan(with_plan, text)
    found = call("staff", with_plan.parents[1])
    assert found.exit_code == 1
    assert says in " ".join(found.output.split())


def test_a_queue_that_nobody_calls_is_left_out_and_told(with_plan: Path) -> None:
    plan(with_plan, "  queues: {none: {where: {service: care}}, help: {where: {service: help}}}\n")
    found = json.loads(call("staff", with_plan.parents[1], "--json").output)
    assert [each["name"] for each in found["queues"]] == ["help"]
    assert "queue-without-contacts" in [each["id"] for each in found["findings"]]


def table(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["starts", "offered", "takes"], *rows])
    return path


def test_a_table_of_arrivals_stands_for_the_records(desk: Path, tmp_path: Path) -> None:
    hours = [datetime(FIRST.year, FIRST.month, FIRST.day, 9) + timedelta(minutes=30 * each) for each in range(16)]
    rows: list[list[object]] = [[each + timedelta(days=day), 10, 180] for day in range(DAYS) for each in hours]
    found = json.loads(call("staff", desk, "--arrivals", table(tmp_path / "a.csv", rows), "--json").output)
    (queue,) = found["queues"]
    assert found["source"] == "a.csv"
    assert queue["takes"]["value"] == 180.0
    assert queue["patience"] is None  # nobody was seen waiting, so all are taken to wait
    assert queue["contacts"]["value"] == pytest.approx(160 * 365, rel=0.01)
    assert {round(each) for day in queue["agents"] for each in day if each is not None} == {3}  # 1 Erlang, 80 % in 20 s


def test_what_is_odd_about_a_table_is_told_at_its_rows(desk: Path, tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.csv", [["yesterday", 10, 180], ["2025-01-06 09:00", -1, 180], ["2025-01-06 09:30", 1, 3]]
    )
    found = call("staff", desk, "--arrivals", path)
    assert found.exit_code == 1
    assert found.output.count("odd-arrivals") == 2
    assert "a.csv:2" in found.output
    assert "a.csv:3" in found.output
