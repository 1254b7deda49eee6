"""``truegreen allocate``: on the example what is planted decides; with nothing planted only cost does; its options."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import call, ran_starter
from tests.project.acme import example
from truegreen.files.plans import read_plan
from truegreen.model.finding import Finding

PLAN = """\
plan: next
currency: EUR
starts: 2025-03-01
records: 2
cells: [contact_type]
sites:
  Leeds: {supplier: North, country: GB, per_contact: 6 EUR, handle: {order: 9 min, invoice: 9 min, delivery: 8 min}}
  Lisbon: {supplier: South, country: PT, per_contact: 5 EUR, handle: {order: 9 min, invoice: 9 min, delivery: 8 min}}
"""


def planned(folder: Path, text: str = PLAN) -> Path:
    """Give the starter project with a plan."""
    made = ran_starter(folder / "project")
    (made / "plans").mkdir()
    (made / "plans" / "next.yml").write_text(text, "utf-8")
    return made


def found_in(folder: Path, *words: str) -> dict[str, Any]:
    done = call("allocate", folder, "--json", *words)
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def test_without_a_plan_it_says_what_to_do(tmp_path: Path) -> None:
    done = call("allocate", ran_starter(tmp_path / "project"))
    assert done.exit_code == 2
    assert "There is no plan yet" in done.output


def test_a_draft_is_a_plan_that_says_what_is_missing(tmp_path: Path) -> None:
    folder = ran_starter(tmp_path / "project")
    assert call("allocate", folder, "--draft", "next").exit_code == 0
    findings: list[Finding] = []
    plan, _ = read_plan(folder, folder / "plans" / "next.yml", findings)
    assert findings == []
    assert plan is not None
    assert set(plan.sites) == {"Leeds", "Lisbon"}
    assert json.loads(call("allocate", folder, "--draft", "other", "--json").stdout) == {"written": "plans/other.yml"}
    done = call("allocate", folder, "--plan", "next")
    assert done.exit_code == 1
    assert "error[no-price]" in done.output
    assert "error[no-handle-time]" in done.output
    assert "plan-exists" in call("allocate", folder, "--draft", "next").output


def test_where_nothing_is_worth_anything_the_cheaper_site_has_it_all(tmp_path: Path) -> None:
    folder = planned(tmp_path)
    found = found_in(folder, "--points", "0")
    assert {each["site"] for cell in found["cells"] for each in cell["placed"] if each["share"] > 0} == {"Lisbon"}
    assert found["proof"]["is_kept"]
    text = call("allocate", folder, "--points", "0", "--mps", tmp_path / "plan.mps", "--page", tmp_path / "page.html")
    assert text.exit_code == 0, text.output
    assert "Where should work live?" in text.output
    assert "ENDATA" in (tmp_path / "plan.mps").read_text("utf-8")
    assert "Where should work live?" in (tmp_path / "page.html").read_text("utf-8")


def test_wishes_that_cannot_hold_together_end_it(tmp_path: Path) -> None:
    folder = planned(tmp_path, PLAN + "wishes: {supplier_share: 30 %}\n")
    done = call("allocate", folder, "--page", tmp_path / "page.html")
    assert done.exit_code == 1
    assert "at most 30 % of people's hours with one supplier" in " ".join(done.output.split())
    assert (tmp_path / "page.html").is_file()
    (conflict,) = json.loads(call("allocate", folder, "--json").stdout)["conflicts"]
    assert conflict["wish"] == "supplier_share"


def test_a_plan_that_is_wrong_is_not_solved(tmp_path: Path) -> None:
    done = call("allocate", planned(tmp_path, PLAN.replace("6 EUR", "6 GBP")))
    assert done.exit_code == 1
    assert "error[currency-without-rate]" in done.output
    done = call("allocate", planned(tmp_path / "other", PLAN.replace("contact_type", "contact_type, colour")))
    assert done.exit_code == 1
    assert "error[unknown-slice]" in done.output


def share(found: dict[str, Any], contact_type: str, site: str, which: str = "share") -> float:
    """Give the share of a contact type's issues at a site."""
    cells = [each for each in found["cells"] if contact_type in each["members"]]
    at_site = [(cell["issues"], each[which]) for cell in cells for each in cell["placed"] if each["site"] == site]
    return float(sum(issues * part for issues, part in at_site) / sum(cell["issues"] for cell in cells))


def line(found: dict[str, Any], name: str) -> float:
    return float(next(each["plan"] for each in found["bill"] if each["name"] == name))


def changed(folder: Path, change: Callable[[str], str]) -> Path:
    """Change the text of the example's plan."""
    path = folder / "plans" / "2026.yml"
    path.write_text(change((Path(__file__).parents[2] / "examples/acme/plans/2026.yml").read_text("utf-8")), "utf-8")
    return folder


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("acme") / "project")


@pytest.mark.slow
def test_on_the_example_work_goes_to_the_planted_sites(acme: Path) -> None:
    found = found_in(changed(acme, str))
    for bad in ("customs documents", "bill of lading"):
        assert share(found, bad, "Manila", "today") > 0.3
        assert share(found, bad, "Manila") < 0.1
    assert share(found, "damage claim", "Rotterdam") > share(found, "damage claim", "Rotterdam", "today") + 0.1
    assert share(found, "shipment tracking", "Help pages") == pytest.approx(0.35, abs=0.01)
    assert line(found, "value") > next(each["today"] for each in found["bill"] if each["name"] == "value")
    assert found["proof"]["is_kept"]
    assert found["proof"]["share"] < 0.005
    assert sum(each["most"] >= each["least"] for each in found["wishes"]) == len(found["wishes"]) == 6
    assert not [each for each in found["findings"] if each["level"] == "error"]


@pytest.mark.slow
def test_where_value_counts_for_nothing_no_plan_is_cheaper(acme: Path) -> None:
    cheapest = found_in(changed(acme, lambda text: text.replace("wishes:\n", "wishes:\n  value: 0\n")), "--points", "0")
    other = found_in(changed(acme, str), "--points", "0")
    assert line(cheapest, "cost") < line(other, "cost")
    assert line(cheapest, "value") < line(other, "value")
    assert cheapest["value_weight"] == 0


@pytest.mark.slow
def test_where_nothing_is_planted_only_cost_moves_work(tmp_path: Path) -> None:
    folder = example(tmp_path / "project", nothing=True)
    found = found_in(changed(folder, str), "--points", "0")
    assert line(found, "value") == 0
    assert {cell["worth"] for cell in found["cells"]} == {0}
    changed(folder, lambda text: text.replace("wishes:\n", "wishes:\n  value: 0\n"))
    cheapest = found_in(folder, "--points", "0")
    assert line(found, "net") == pytest.approx(line(cheapest, "net"), rel=0.002)
    solved = [each["solved"] for cell in found["cells"] for each in cell["placed"] if each["site"] != "Help pages"]
    assert max(solved) - min(solved) < 0.1
