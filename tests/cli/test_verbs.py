"""The verbs on the starter project: what they print, in text and in JSON, and what they refuse."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.cli.calling import call, process, ran_starter, starter
from truegreen.cli import main

SLOW = ("ibis", "duckdb", "pyarrow", "numpy", "scipy", "pandas", "django", "sqlglot", "openpyxl")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("cli") / "project")


def test_check_accepts_what_init_writes(tmp_path: Path) -> None:
    said = call("check", starter(tmp_path / "project"))
    assert (said.exit_code, said.output.strip()) == (0, "No findings.")


def test_check_says_place_what_is_so_and_what_to_do(tmp_path: Path) -> None:
    folder = starter(tmp_path / "project")
    agreement = folder / "agreements" / "care.yml"
    agreement.write_text(agreement.read_text("utf-8").replace("on_time.by_target", "on_time"), "utf-8")
    said = call("check", folder)
    assert said.exit_code == 1
    assert "agreements/care.yml:" in said.output
    assert "error[metric-without-variant]" in said.output
    assert "on_time.by_target or " in said.output
    found = json.loads(call("check", folder, "--json").output)["findings"]
    assert [each["id"] for each in found] == ["metric-without-variant"]


def test_check_loads_nothing_slow(tmp_path: Path) -> None:
    code = f"print([each for each in {SLOW!r} if each in sys.modules])"
    said = process("check", starter(tmp_path / "project"), code=code)
    assert said.stdout.splitlines()[-1] == "[]"


def test_help_loads_no_verb() -> None:
    said = process("--help", code="print([each for each in sys.modules if each.startswith('truegreen.')])")
    assert said.stdout.splitlines()[-1] == "['truegreen.cli']"


def test_every_verb_can_write_json() -> None:
    with main.make_context("truegreen", [], resilient_parsing=True) as context:
        for name in main.list_commands(context):
            verb = main.get_command(context, name)
            assert verb is not None
            leaves = getattr(verb, "commands", {name: verb}).values()
            assert all("--json" in {option for p in leaf.params for option in p.opts} for leaf in leaves), name


def test_a_second_run_with_nothing_new_does_no_work(ran: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (ran / ".truegreen").rglob("*") if path.is_file()}
    said = call("run", ran)
    after = {path: path.stat().st_mtime_ns for path in (ran / ".truegreen").rglob("*") if path.is_file()}
    assert "Nothing is new" in said.output
    assert {p: t for p, t in before.items() if p.name != "latest"} == {
        p: t for p, t in after.items() if p.name != "latest"
    }
    assert json.loads(call("run", ran, "--json").output)["fresh"] is False


def test_the_same_inputs_are_the_same_run_to_the_byte(ran: Path, tmp_path: Path) -> None:
    other = starter(tmp_path / "other")
    assert call("run", other).exit_code == 0
    for path in sorted((ran / ".truegreen").rglob("*")):
        if path.is_file() and "facts" not in path.relative_to(ran).parts[1] and path.name != "facts.json":
            assert (other / path.relative_to(ran)).read_bytes() == path.read_bytes(), path


def test_the_scorecard_is_by_perspective_and_by_slice(ran: Path) -> None:
    card = json.loads(call("scorecard", ran, "--json").output)
    assert {row["id"] for row in card["rows"]} == {"on-time", "solved-at-once", "time-to-resolve", "satisfied"}
    sliced = json.loads(call("scorecard", ran, "--by", "contact-type", "--period", "all", "--json").output)
    whole = json.loads(call("scorecard", ran, "--period", "all", "--json").output)
    for row in whole["rows"]:
        parts = [each["reading"]["count"] for each in sliced["rows"] if each["id"] == row["id"]]
        assert sum(parts) == row["reading"]["count"]
    assert "EFFICIENCY" in call("scorecard", ran).output


def test_a_page_is_written_that_needs_nothing_else(ran: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert call("scorecard", ran, "--page", page).exit_code == 0
    assert "<html" in page.read_text("utf-8")
    assert "//" not in page.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")


def test_explain_opens_a_number_down_to_its_rows(ran: Path) -> None:
    found = json.loads(call("explain", "on-time", ran, "--period", "all", "--json").output)
    assert found["sample"]
    assert found["query"].startswith("WITH")
    assert {each["variant"] for each in found["panel"]} >= {"on_time.by_target_closed", "on_time.reported"}
    text = call("explain", "on-time", ran, "--period", "all").output
    assert "resolved by it" in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["explain", "on-tiem"], "Did you mean on-time?"),
        (["scorecard", "--by", "colour"], "“colour” is no slice"),
        (["scorecard", "--slice", "Porto"], "write it like site=Porto"),
        (["scorecard", "--period", "Lent"], "write 2025-03"),
        (["scorecard", "--slice", "channel=mial"], "mail"),
        (["scorecard", "--slice", "tier=gold"], "no row has a tier"),
        (["scorecard", "--slice", "channel=\udcff"], "no text"),
        (["scorecard", "--agreement", "other"], "there is care"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_ones(ran: Path, words: list[str], says: str) -> None:
    verb, *rest = words
    measure = [rest.pop(0)] if verb == "explain" else []
    said = call(verb, *measure, ran, *rest)
    assert said.exit_code == 2
    assert says in said.output


def test_a_slice_that_is_not_kept_says_how_it_would_be(ran: Path, tmp_path: Path) -> None:
    folder = starter(tmp_path / "project")
    settings = folder / "truegreen.toml"
    kept = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("slices")]
    settings.write_text("\n".join([*kept, 'slices = ["site"]']) + "\n", "utf-8")
    assert call("run", folder).exit_code == 0
    said = call("scorecard", folder, "--by", "team")
    assert (said.exit_code, "add it to slices" in said.output) == (2, True)
    whole = {row["id"]: row["reading"]["count"] for row in json.loads(call("scorecard", ran, "--json").output)["rows"]}
    same = {
        row["id"]: row["reading"]["count"] for row in json.loads(call("scorecard", folder, "--json").output)["rows"]
    }
    assert same == whole  # the slices of a measure's scope are kept, whatever the settings say


def test_without_a_run_there_is_nothing_to_show(tmp_path: Path) -> None:
    said = call("scorecard", starter(tmp_path / "project"))
    assert said.exit_code == 1
    assert "truegreen run" in said.output


def test_completion_knows_the_verbs() -> None:
    assert "_TRUEGREEN_COMPLETE" in call("completion", "bash").output
    env = {**os.environ, "_TRUEGREEN_COMPLETE": "bash_complete", "COMP_WORDS": "truegreen sc", "COMP_CWORD": "1"}
    script = "from truegreen.cli import main; main(prog_name='truegreen')"
    said = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
    assert "scorecard" in said.stdout


def test_records_that_come_back_are_loaded_again(tmp_path: Path) -> None:
    folder = starter(tmp_path / "project")
    data = folder / "data" / "cases.csv"
    whole = data.read_text("utf-8")
    counted = []
    for text in (whole, whole.rstrip("\n").rsplit("\n", 3)[0] + "\n", whole):
        data.write_text(text, "utf-8")
        assert call("run", folder).exit_code == 0
        found = json.loads(call("explain", "on-time", folder, "--period", "all", "--json").output)
        query = found["query"].replace("'.truegreen/", f"'{folder}/.truegreen/")
        (rows,) = duckdb.connect().execute(f"SELECT count(*) FROM ({query})").fetchall()
        assert rows == (found["row"]["reading"]["count"],)
        counted.append(rows)
    assert counted[0] == counted[2] != counted[1]


KILLED = """
import sys, time
from datetime import datetime
from pathlib import Path
from truegreen.project.opened import open_project
from truegreen.project.run import run

def progress(what, done, of):
    if what.startswith(sys.argv[2]):
        print("ready", flush=True)
        time.sleep(60)

run(open_project(Path(sys.argv[1])), datetime(2026, 1, 1), progress)
"""


@pytest.mark.parametrize(
    ("during", "is_loaded"),
    [
        ("measuring", True),
        pytest.param("reading", False, marks=pytest.mark.slow),
        pytest.param("writing", False, marks=pytest.mark.slow),
    ],
)
def test_a_run_that_is_killed_leaves_the_run_before(tmp_path: Path, during: str, is_loaded: bool) -> None:
    """Kill a run at three places: the run before still says the same, owns up that it is older, and work goes on."""
    folder = ran_starter(tmp_path / "project")
    before = json.loads(call("scorecard", folder, "--json").output)
    data = folder / "data" / "cases.csv"
    data.write_text(data.read_text("utf-8").rstrip("\n").rsplit("\n", 1)[0] + "\n", "utf-8")
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(folder), during], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    after = json.loads(call("scorecard", folder, "--json").output)
    assert (after["run"], after["period"], after["rows"]) == (before["run"], before["period"], before["rows"])
    assert "run-is-older" in {each["id"] for each in after["findings"]}
    explained = json.loads(call("explain", "on-time", folder, "--json").output)
    assert bool(explained["query"]) is not is_loaded  # rows that are not the run's own are not passed off as such
    assert call("run", folder).exit_code == 0
    finished = json.loads(call("scorecard", folder, "--json").output)
    assert finished["run"] != before["run"]
    assert "run-is-older" not in {each["id"] for each in finished["findings"]}


def test_an_agreement_that_changed_since_the_run_is_said(tmp_path: Path) -> None:
    folder = ran_starter(tmp_path / "project")
    agreement = folder / "agreements" / "care.yml"
    agreement.write_text(agreement.read_text("utf-8") + "\n# another word\n", "utf-8")
    found = json.loads(call("scorecard", folder, "--json").output)["findings"]
    assert [each["id"] for each in found] == ["run-is-older"]
