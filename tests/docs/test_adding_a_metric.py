"""A stranger adds a metric by adding one file and one case file, exactly as the page says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.docs.blocks import blocks
from tests.docs.strangers import install, python

PAGE = "adding-a-metric.md"

RUN_CASES = """
import json, sys, yaml
from pathlib import Path
from tests.metrics.running import run_case
from truegreen.metrics.catalogue import catalogue
metric = catalogue()["weekend_share"]
cases = yaml.safe_load(Path("weekend_share.yml").read_text())
given = [{k: v for k, v in run_case(metric, case).items() if v is not None and k in case["gives"]} for case in cases]
print(json.dumps({"given": given, "wanted": [case["gives"] for case in cases]}))
"""


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """Install a stranger's package as a folder on the path: the metric's file, its case file and its entry point."""
    (tmp_path / "weekend_share.py").write_text(blocks(PAGE, "python")[0], "utf-8")
    (tmp_path / "weekend_share.yml").write_text(blocks(PAGE, "yaml")[0], "utf-8")
    (name,) = [line for line in blocks(PAGE, "toml")[0].splitlines() if "=" in line]
    install(tmp_path, "truegreen.metrics", name)
    return tmp_path


def test_its_cases_hold(stranger: Path) -> None:
    said = python(stranger, "-c", RUN_CASES)
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    assert found["given"] == found["wanted"]


@pytest.mark.slow
def test_an_agreement_may_ask_for_it_and_its_figure_stands_on_the_scorecard(stranger: Path) -> None:
    main = ("-c", "from truegreen.cli import main; main()")
    project = stranger / "project"
    assert python(stranger, *main, "init", str(project)).returncode == 0
    agreement = project / "agreements" / "care.yml"
    (measure,) = yaml.safe_load(blocks(PAGE, "yaml")[1])["measures"].items()
    added = f"measures:\n  {measure[0]}: {json.dumps(measure[1])}\n"
    agreement.write_text(agreement.read_text("utf-8").replace("measures:\n", added, 1), "utf-8")
    assert python(stranger, *main, "run", str(project)).returncode == 0
    said = python(stranger, *main, "scorecard", str(project), "--period", "all", "--json")
    assert said.returncode == 0, said.stderr
    (row,) = [each for each in json.loads(said.stdout)["rows"] if each["id"] == "weekends"]
    assert row["reading"]["count"] > 0


def test_two_metrics_of_one_name_are_an_error(stranger: Path) -> None:
    (stranger / "weekend_share.py").rename(stranger / "on_time.py")
    text = (stranger / "on_time.py").read_text("utf-8").replace('"weekend_share"', '"on_time"')
    (stranger / "on_time.py").write_text(text, "utf-8")
    (stranger / "stranger-1.0.dist-info" / "entry_points.txt").write_text("[truegreen.metrics]\non_time = on_time\n")
    said = python(stranger, "-c", "from truegreen.metrics.catalogue import catalogue; catalogue()")
    assert "two metrics are named on_time" in said.stderr
