"""``truegreen audit`` on the example's world, and on worlds with nothing planted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.calling import call
from truegreen.world.make import make

pytestmark = pytest.mark.slow
EXAMPLE = Path(__file__).parents[2] / "examples" / "acme"
HONEST = {"self-raised"}
"""What is so in every world: agents raise one case in twelve themselves, always in time."""


def world(folder: Path, seed: int = 5, *, cases: int = 8_000, nothing: bool = False) -> Path:
    """Make an example world, and run it."""
    shutil.copytree(EXAMPLE, folder)
    make(folder, cases=cases, seed=seed, nothing_planted=nothing)
    assert call("run", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return world(tmp_path_factory.mktemp("audit") / "acme")


@pytest.fixture(scope="module")
def record(example: Path) -> Mapping[str, Any]:
    said = call("audit", example, "--json")
    assert said.exit_code == 0
    found: Mapping[str, Any] = json.loads(said.stdout)
    return found


def lines(record: Mapping[str, Any], detector: str) -> list[Mapping[str, Any]]:
    return [each for each in record["lines"] if each["detector"] == detector]


def listed(record: Mapping[str, Any]) -> set[str]:
    return {each["detector"] for each in record["lines"] if each["standing"] == "stands out"}


def test_self_raised_work_is_named_with_the_figure_without_it(record: Mapping[str, Any]) -> None:
    line = next(each for each in lines(record, "self-raised") if each["standing"] == "stands out")
    assert 0.07 < float(line["rate"]["share"]) < 0.09
    assert line["figures"]["kept"] == line["figures"]["judged"]
    assert "all " in line["says"]
    assert {"shipments-on-time", "documents-on-time", "billing-on-time"} >= {each["measure"] for each in line["moved"]}
    assert all(float(each["without"]["value"]) < float(each["stated"]["value"]) for each in line["moved"])
    assert line["worth"]["amount"] or line["worth"]["why"]


def test_the_sources_own_flag_forgives_half_of_the_late_cases(record: Mapping[str, Any]) -> None:
    (line,) = [each for each in lines(record, "source-forgives") if not each["member"]]
    assert line["standing"] == "moves the figure"
    assert 0.4 < float(line["rate"]["share"]) < 0.6


def test_coverage_tells_who_could_be_asked_was_and_answered(record: Mapping[str, Any]) -> None:
    line = next(each for each in lines(record, "survey-coverage") if each["measure"] == "shipments-satisfied")
    figures = line["figures"]
    assert 0.35 < figures["eligible"] / figures["resolved"] < 0.45
    assert 0.4 < figures["invited"] / figures["eligible"] < 0.6
    assert 0.3 < line["rate"]["hits"] / figures["invited"] < 0.45


def test_definitions_say_which_way_of_counting_changes_the_status_and_the_money(record: Mapping[str, Any]) -> None:
    closed = next(
        each
        for each in lines(record, "alternatives")
        if each["measure"] == "documents-on-time" and "closed, not just resolved" in each["way"]
    )
    assert (closed["moved"][0]["stated"]["contract"], closed["moved"][0]["without"]["contract"]) == (
        "met",
        "below minimum",
    )
    assert closed["worth"]["amount"].endswith(" EUR")
    assert not closed["worth"]["amount"].startswith("-")


def test_printed_queries_give_the_rows_they_speak_of(example: Path, record: Mapping[str, Any]) -> None:
    shown = [each for each in record["lines"] if each["query"]]
    assert {"self-raised", "source-forgives", "survey-coverage", "alternatives"} <= {each["detector"] for each in shown}
    for line in [
        lines(record, "self-raised")[0],
        lines(record, "source-forgives")[0],
        lines(record, "alternatives")[0],
    ]:
        query = line["query"].replace("'.truegreen/", f"'{example}/.truegreen/")
        with duckdb.connect() as connection:
            rows = connection.execute(query).fetchall()
        if line["detector"] == "alternatives":
            assert len(rows) == line["moved"][0]["without"]["of"]
        else:
            assert len(rows) == line["rate"]["hits"]


def test_text_lists_what_is_to_be_looked_at_and_counts_the_rest(example: Path) -> None:
    said = call("audit", "clock", example, "--by", "site").stdout
    assert "Work that the provider raised itself" in said
    assert "comparisons were made at once" in said
    assert "lines are unremarkable" in said
    assert "DEFINITIONS" not in said
    assert "Clocks that were cancelled" in call("audit", "clock", example, "--all").stdout


def test_a_line_opens_into_its_rows(example: Path) -> None:
    said = call("audit", "clock", example, "--open", "1").stdout
    assert "read_parquet(['.truegreen/facts/case/" in said
    assert "provider" in said


def test_the_page_says_what_the_text_says(example: Path, tmp_path: Path) -> None:
    page = tmp_path / "audit.html"
    assert call("audit", example, "--page", page).exit_code == 0
    html = page.read_text("utf-8")
    assert "Work that the provider raised itself" in html
    assert "It accuses nobody" in html or "it accuses nobody" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nonsense"], "no folder, and no audit"),
        (["clock", "one", "two"], "is no audit"),
        (["--by", "nobody"], "is no slice"),
        (["--by", "segment"], "slice of the case"),
        (["--open", "10000"], "There is no line"),
        (["--agreement", "other"], "There is no agreement"),
    ],
)
def test_what_cannot_be_done_is_refused_with_help(
    example: Path, words: Sequence[str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(example)
    said = call("audit", *words)
    assert said.exit_code != 0
    assert says in said.output


def test_one_period_by_itself(example: Path) -> None:
    record = json.loads(call("audit", "definition", example, "--period", "2025-03", "--json").stdout)
    assert record["period"] == "2025-03"
    assert all(each["rate"]["of"] <= 1 for each in lines(record, "alternatives"))


def test_where_nothing_is_planted_nobody_stands_out(tmp_path: Path) -> None:
    """Five worlds: of some 100 comparisons each, no member and no survey is called odd."""
    for seed in range(5):
        folder = world(tmp_path / str(seed), seed, nothing=True)
        assert listed(json.loads(call("audit", folder, "--json").stdout)) <= HONEST
        shutil.rmtree(folder)
