"""Exports: the run's own figures in the scorecard's text, the facts row by row, and nothing written over or half."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.calling import call, process, starter
from tests.docs.blocks import DOCS, HOME, all_blocks

# Ids as a hostile or careless source sends them; the last ones are no formulas, and hard to write down.
ODD = ["=1+1", "+44 20", "-12", "@sum", "\t=2", "a,b", 'say "no"', "Porto\nand Leiria", "naïve 例", "'quoted"]
SURVEYS = """\
source: surveys
files: ["data/surveys.jsonl"]
facts:
  feedback:
    columns:
      feedback_id: id
      kind: kind
      value: value
      scale_min: lowest
      scale_max: highest
      case_id: case
      account_id: account
      eligible_at: eligible
      invited_at: invited
      answered_at: answered
"""


def surveys() -> str:
    """Give surveys about the starter's cases: answered to a fraction of a second, not answered, and not even sent."""
    lines = []
    for number, account in enumerate(ODD * 3):
        day = f"2025-{number % 2 + 1:02}-{number % 28 + 1:02}T"
        lines.append(
            {
                "id": f"{account} {number}", "kind": ("csat", "nps", "ces", "rating")[number % 4],
                "value": f"{number % 5}.{number:04}" if number % 3 == 0 else None, "lowest": "0", "highest": "10",
                "case": f"A{number + 1:04}" if number % 5 else None, "account": account,
                "eligible": f"{day}08:00:00Z" if number % 7 else None,
                "invited": None if number % 3 == 1 and number % 7 else f"{day}09:00:00Z",
                "answered": f"{day}09:30:00.123456Z" if number % 3 == 0 else None,
            }
        )  # fmt: skip
    return "".join(f"{json.dumps(each)}\n" for each in lines)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = starter(tmp_path_factory.mktemp("export") / "project")
    (folder / "sources" / "surveys.yml").write_text(SURVEYS, "utf-8")
    (folder / "data" / "surveys.jsonl").write_text(surveys(), "utf-8")
    said = call("run", folder)
    assert said.exit_code == 0, said.output
    return folder


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def facts(folder: Path, table: str, *without: str) -> list[tuple[Any, ...]]:
    """Give the rows of a fact table, in no order."""
    left = ", ".join(("ingested_at", *without))
    files = f"{folder}/.truegreen/facts/{table}/*/*.parquet"
    return read(f"SELECT * EXCLUDE ({left}) FROM read_parquet('{files}', hive_partitioning = false)")


def read(query: str) -> list[tuple[Any, ...]]:
    """Give a query's rows, in no order of theirs."""
    return sorted(duckdb.execute(query).fetchall(), key=repr)


def held_to(folder: Path, *by: str) -> None:
    """Hold an export of all periods against the scorecard of each of them, text by text."""
    words = [word for each in by for word in ("--by", each)]
    found = rows_of(call("export", "metrics", folder, "--since", "2024-01", *words).stdout)
    shown: dict[tuple[str, ...], tuple[dict[str, Any], str]] = {}
    for period in sorted({each["period"] for each in found}):
        for name in ("", *by):
            card = json.loads(call("scorecard", folder, "--period", period, "--by", name, "--json").stdout)
            own = [row for row in card["rows"] if row["measure"]["window"] == _window(period)]
            shown |= {(row["id"], period, name.replace("-", "_"), row["member"]): (row, card["run"]) for row in own}
    assert {(each["measure"], each["period"], each["slice"], each["member"]) for each in found} == set(shown)
    for each in found:
        row, run = shown[each["measure"], each["period"], each["slice"], each["member"]]
        for name in ("count", "total", "divisor", "value", "low", "high", "unit", "eligible", "invited", "answered"):
            held = (row["reading"] or {}).get(name)
            assert each[name] == ("" if held is None else held if isinstance(held, str) else json.dumps(held)), name
        assert (each["status"], each["outcome"]) == (row["contract"], row["outcome"] or "")
        assert (each["target"], each["run"]) == (row["measure"]["target"] or "", run)
        assert f"{each['metric']}.{each['variant']}" == row["measure"]["metric"]
        if row["reading"]:
            assert (each["from"], each["to"]) == (row["reading"]["period"]["start"], row["reading"]["period"]["last"])


def _window(period: str) -> str:
    return "week" if "-W" in period else "quarter" if "-Q" in period else "month" if "-" in period else "year"


def test_metrics_are_the_scorecards_figures_in_its_own_text(ran: Path) -> None:
    held_to(ran, "site", "contact-type")


@pytest.mark.slow
def test_so_are_those_of_the_example_with_its_quarters_and_its_amendment(tmp_path: Path) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "demo")
    assert call("world", tmp_path / "demo", "--cases", "4000").exit_code == 0
    assert call("run", tmp_path / "demo").exit_code == 0
    held_to(tmp_path / "demo", "site")


def test_weeks_are_exported_as_weeks_and_nothing_before_the_term(ran: Path, tmp_path: Path) -> None:
    folder = tmp_path / "weekly"
    shutil.copytree(ran, folder)
    agreement = folder / "agreements" / "care.yml"
    agreement.write_text(agreement.read_text("utf-8").replace("target: 75 %\n", "target: 75 %\n    window: week\n"))
    assert call("run", folder).exit_code == 0
    held_to(folder)
    found = rows_of(call("export", "metrics", folder, "--since", "2024-01").stdout)
    assert {_window(each["period"]) for each in found if each["measure"] == "solved-at-once"} == {"week"}
    assert min(each["to"] for each in found) >= "2025-01-01"


def test_one_period_is_what_the_scorecard_shows_of_it(ran: Path) -> None:
    for period in ("2025-01", "2025-Q1", "all", "last"):
        card = json.loads(call("scorecard", ran, "--period", period, "--json").stdout)
        found = json.loads(call("export", "metrics", ran, "--period", period, "--as", "json").stdout)["observations"]
        shown = [(row["id"], (row["reading"] or {}).get("value"), row["contract"]) for row in card["rows"]]
        assert [(each["measure"], each["value"], each["status"]) for each in found] == shown


def test_the_three_forms_say_the_same(ran: Path) -> None:
    words = ("export", "metrics", ran, "--since", "2025-01", "--by", "site")
    table = rows_of(call(*words).stdout)
    record = json.loads(call(*words, "--as", "json").stdout)
    assert [each["value"] or "" for each in table] == [each["value"] or "" for each in record["observations"]]
    release = json.loads(call(*words, "--as", "ocds", "--ocid", "ocds-abc123-1").stdout)
    assert release["ocid"] == "ocds-abc123-1"
    metrics = release["contracts"][0]["implementation"]["metrics"]
    measures = [(each["id"], one.get("measure")) for each in metrics for one in each["observations"]]
    assert measures == [(each["measure"], each["value"] or None) for each in table]


def test_the_definition_is_the_one_that_the_run_computed(ran: Path) -> None:
    run = json.loads(next((ran / ".truegreen" / "runs").glob("*/run.json")).read_text("utf-8"))
    for each in rows_of(call("export", "metrics", ran, "--period", "2025-01").stdout):
        spec = f"{each['metric']}.{each['variant']}" + (f"({each['parameters']})" if each["parameters"] else "")
        assert each["definition"] == run["formulas"][spec]


def test_settlement_is_what_settle_writes(ran: Path, tmp_path: Path) -> None:
    assert call("settle", ran, "--period", "2025-01", "--focus", tmp_path / "one.csv").exit_code == 0
    said = call("export", "settlement", ran, "--period", "2025-01", "--to", tmp_path / "two.csv")
    assert said.exit_code == 0
    assert (tmp_path / "two.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()
    assert call("export", "settlement", ran, "--period", "2025-01").stdout == (tmp_path / "one.csv").read_text("utf-8")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_feedback_comes_back_as_it_went(ran: Path, tmp_path: Path, form: str) -> None:
    (mapping,) = [each.text for each in all_blocks(DOCS / "exports.md") if each.language == "yaml"]
    back = starter(tmp_path / "back")
    (back / "sources" / "cases.yml").write_text(mapping.replace(".jsonl", f".{form}"), "utf-8")
    said = call("export", "feedback", ran, "--as", form, "--to", back / "data" / f"feedback.{form}")
    assert said.exit_code == 0
    assert call("run", back).exit_code == 0
    wanted = facts(ran, "feedback", "source")
    if form == "csv":  # A spreadsheet must not take an id for a formula.
        led = ("=", "+", "-", "@", "\t")
        wanted = [tuple(f"'{x}" if isinstance(x, str) and x.startswith(led) else x for x in row) for row in wanted]
    assert facts(back, "feedback", "source") == sorted(wanted, key=repr)


def test_feedback_records_say_who_did_not_answer_and_what_the_case_knows(ran: Path) -> None:
    records = [json.loads(line) for line in call("export", "feedback", ran).stdout.splitlines()]
    assert len(records) == len(facts(ran, "feedback"))
    of_cases = [each for each in records if each["source_id"] == "data/cases.csv"]
    assert {each["channel"] for each in of_cases} == {"mail", "phone"}
    silent = [each for each in records if each["metadata"]["answered_at"] is None]
    assert silent
    assert all(each["value_number"] is None for each in silent)
    assert all(each["collected_at"].endswith("Z") for each in records)
    assert {each["eligible"] for each in records} == {True, False}
    assert {each["account_id"] for each in records} == {None, *ODD}


def test_facts_are_exported_as_they_are_stored(ran: Path, tmp_path: Path) -> None:
    assert call("export", "facts", "feedback", ran, "--as", "parquet", "--to", tmp_path / "f.parquet").exit_code == 0
    held = read(f"SELECT * EXCLUDE (ingested_at) FROM '{tmp_path}/f.parquet'")
    assert held == facts(ran, "feedback")
    table = rows_of(call("export", "facts", "feedback", ran).stdout)
    assert len(table) == len(held)
    of_january = rows_of(call("export", "facts", "feedback", ran, "--month", "2025-01").stdout)
    assert of_january == [each for each in table if each["asked_on"].startswith("2025-01")]


def test_no_cell_of_a_table_begins_a_formula(ran: Path) -> None:
    for words in (("facts", "feedback", ran), ("feedback", ran, "--as", "csv")):
        cells = {cell for row in rows_of(call("export", *words).stdout) for cell in row.values()}
        assert not {each for each in cells if each.startswith(("=", "+", "-", "@", "\t", "\r"))}
        assert {"'=1+1", "'+44 20", "'-12", "'@sum", "'\t=2", "a,b", "Porto\nand Leiria"} <= cells


def test_the_same_facts_are_the_same_bytes(ran: Path) -> None:
    for words in (("facts", "case", ran), ("feedback", ran), ("metrics", ran, "--as", "ocds")):
        assert call("export", *words).stdout == call("export", *words).stdout


def test_a_file_is_not_written_over_unless_forced(ran: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.csv"
    file.write_text("mine")
    said = call("export", "facts", "case", ran, "--to", file)
    assert (said.exit_code, file.read_text()) == (2, "mine")
    assert "write over it with --force" in said.output
    said = call("export", "facts", "case", ran, "--to", file, "--force", "--json")
    record = json.loads(said.stdout)
    assert record["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (record["rows"], record["bytes"]) == (len(facts(ran, "case")), file.stat().st_size)
    assert record["rows"] == len(rows_of(file.read_text("utf-8")))
    assert [each.name for each in tmp_path.iterdir()] == ["case.csv"]


def test_what_breaks_off_leaves_nothing_behind(ran: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(ran, broken)
    for path in (broken / ".truegreen" / "facts" / "case").rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:100])
    file = tmp_path / "case.csv"
    file.write_text("mine")
    said = call("export", "facts", "case", broken, "--to", file, "--force")
    assert said.exit_code == 1
    assert "cannot be written" in said.output
    assert file.read_text() == "mine"
    assert {each.name for each in tmp_path.iterdir()} == {"broken", "case.csv"}
    assert list((broken / ".truegreen" / "spill").iterdir()) == []


@pytest.mark.parametrize("words", [["metrics"], ["feedback"], ["facts", "case"]])
def test_an_empty_project_says_what_to_do(tmp_path: Path, words: list[str]) -> None:
    folder = starter(tmp_path / "empty")
    said = call("export", *words, folder, "--to", tmp_path / "x")
    assert said.exit_code == 1
    assert f"`truegreen run {folder}`" in said.output
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["facts", "cases"], "There is no fact table “cases”"),
        (["facts", "offer"], "No record fills the table offer"),
        (["facts", "case", "--month", "2031-01"], "holds nothing of 2031-01; it has 2025-01 to"),
        (["facts", "case", "--as", "parquet"], "name a file with --to"),
        (["facts", "case", "--json"], "name one with --to"),
        (["metrics", "--since", "all"], "write it like 2025-01"),
        (["metrics", "--since", "2025-01", "--period", "all"], "write it like 2025-01"),
        (["metrics", "--since", "2031-01"], "No whole period lies between"),
        (["metrics", "--by", "colour"], "“colour” is no slice"),
        (["metrics", "--slice", "channel=mial"], "mail"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    ran: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    monkeypatch.chdir(ran)
    said = call("export", *words)
    assert said.exit_code in (1, 2)
    assert says in " ".join(said.output.split())


def test_what_has_changed_since_the_run_is_said_beside_the_figures(ran: Path, tmp_path: Path) -> None:
    folder = tmp_path / "older"
    shutil.copytree(ran, folder)
    agreement = folder / "agreements" / "care.yml"
    agreement.write_text(agreement.read_text("utf-8").replace("target: 75 %", "target: 76 %"))
    said = call("export", "metrics", folder)
    assert "run-is-older" in said.stderr
    assert rows_of(said.stdout)


def test_a_reader_that_has_gone_is_no_traceback(ran: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    code = f"from truegreen.cli import main; main(['export', 'feedback', {str(ran)!r}])"
    said = subprocess.run(
        [sys.executable, "-c", code], stdout=write_end, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write_end)
    assert (said.returncode, said.stderr) == (1, "")


@pytest.mark.slow
def test_millions_of_rows_take_no_more_memory_than_is_allowed(ran: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    shutil.copytree(ran, folder)
    manifest = folder / ".truegreen" / "facts.json"
    held = json.loads(manifest.read_text("utf-8"))
    (month,) = [each for each in held["partitions"] if (each["table"], each["month"]) == ("feedback", "2025-01")]
    file, copies = folder / ".truegreen" / month["file"], 3_000_000 // month["rows"]
    duckdb.execute(
        f"COPY (SELECT * REPLACE (feedback_id || '-' || n AS feedback_id) FROM '{file}', range({copies}) AS r(n)) "
        f"TO '{tmp_path}/many.parquet' (FORMAT parquet)"
    )
    shutil.move(tmp_path / "many.parquet", file)
    month["rows"] *= copies
    manifest.write_text(json.dumps(held), "utf-8")
    peak = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    for words in (("facts", "feedback"), ("feedback",)):
        said = process("export", *words, folder, "--month", "2025-01", "--to", tmp_path / "out", "--force", code=peak)
        assert int(said.stderr.split()[-1]) < 1_400_000, said.stderr
        with (tmp_path / "out").open("rb") as out:
            assert sum(1 for _ in out) >= month["rows"]
