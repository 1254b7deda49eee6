"""The verbs of clocks on a small project of four cases, whose times were counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.files.texts import whole

AGREEMENT = """
clocks:
  resolution:
    title: Time to resolve
    starts: [opened]
    stops: [resolved]
    pauses: [waiting_on_customer]
    cancels: [cancelled]
    reopened: continues
    calendar: desk
    target: 4 h
  theirs:
    starts: [opened]
    stops: [resolved]
    pauses: [waiting_on_customer, waiting_on_other]
    cancels: [cancelled]
    reopened: ignored
    calendar: desk
    target: 4 h
calendars:
  desk: {zone: UTC, open: [mon-fri 08:00-12:00, mon-fri 13:00-17:00]}
measures:
  in-time: {metric: on_time.by_clock, parameters: {clock: resolution}, target: 90 %}
"""
CASES = """case,opened
a,2025-03-03 08:00
b,2025-03-03 16:00
c,2025-03-04 08:00
d,2025-03-05 08:00
"""
# a: 2 h, then waits 3 h of which one is lunch, then 1 h: 3 h run, 2 h waited.
# b: 1 h on Monday and 4 h on Tuesday, of which 2 h wait for a part: 5 h run, 3 h if parts are taken off.
# c: 2 h, reopened after an hour, 3 h more: 5 h run, 2 h if the first stop is final.
# d: cancelled.
STEPS = """case,at,step
a,2025-03-03 10:00,waiting_on_customer
a,2025-03-03 13:00,resumed
a,2025-03-03 14:00,resolved
b,2025-03-04 08:00,waiting_on_other
b,2025-03-04 10:00,resumed
b,2025-03-04 12:00,resolved
c,2025-03-04 10:00,resolved
c,2025-03-04 11:00,reopened
c,2025-03-04 15:00,resolved
d,2025-03-05 09:00,cancelled
"""
# What the provider's tool says: waits for parts off, first stop final; its own row of c is a minute's part rounded.
DECLARED = """case,clock,started,business,breached
a,SLA,2025-03-03 08:00,10800,no
b,SLA,2025-03-03 16:00,10800,no
c,SLA,2025-03-04 08:00,7230,no
"""
MAPPING = {
    "cases": "{case: {columns: {case_id: case, opened_at: opened}}}",
    "steps": "{case_event: {columns: {case_id: case, at: at, kind: step}}}",
    "declared": "{declared_clock: {columns: {case_id: case, clock: clock, started_at: started, "
    "business_seconds: business, breached: breached}}}",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clocks")
    for name in ("agreements", "sources", "data"):
        (folder / name).mkdir()
    (folder / "truegreen.toml").write_text('currency = "EUR"\ntime_zone = "UTC"\n', "utf-8")
    (folder / "agreements" / "care.yml").write_text(whole(AGREEMENT), "utf-8")
    for name, text in (("cases", CASES), ("steps", STEPS), ("declared", DECLARED)):
        (folder / "data" / f"{name}.csv").write_text(text, "utf-8")
        mapping = f'source: {name}\nfiles: ["data/{name}.csv"]\nfacts: {MAPPING[name]}\n'
        (folder / "sources" / f"{name}.yml").write_text(mapping, "utf-8")
    said = call("run", folder)
    assert said.exit_code == 0, said.output
    return folder


def test_a_measure_reads_the_clock(project: Path) -> None:
    card = json.loads(call("scorecard", project, "--period", "2025-03", "--json").output)
    (row,) = (each for each in card["rows"] if each["id"] == "in-time")
    assert (row["total"], row["count"]) == (1, 3)


@pytest.mark.parametrize(
    ("case", "seconds", "on_time"), [("a", 10800, True), ("b", 18000, False), ("c", 18000, False), ("d", 3600, None)]
)
def test_a_clock_is_what_was_counted_by_hand(project: Path, case: str, seconds: int, on_time: bool | None) -> None:
    told = json.loads(call("clock", case, project, "--clock", "resolution", "--json").output)
    (run,) = told["clocks"][0]["runs"]
    assert (run["elapsed_seconds"], run["on_time"]) == (seconds, on_time)


def test_a_clock_is_shown_beside_its_usual_alternatives(project: Path) -> None:
    told = json.loads(call("clock", "b", project, "--clock", "resolution", "--json").output)["clocks"][0]
    others = {each["what"]: sum(run["elapsed_seconds"] for run in each["runs"]) for each in told["otherwise"]}
    assert others["all waits are taken off"] == 3 * 3600
    assert others["every hour counts, and no wait is taken off"] == 20 * 3600
    assert {each["what"]: each["verdict"] for each in told["otherwise"]}["all waits are taken off"] == "kept"


def test_a_clock_as_text_and_page(project: Path, tmp_path: Path) -> None:
    said = call("clock", "a", project, "--clock", "resolution", "--page", tmp_path / "clock.html").output
    assert "Time to resolve · ● kept" in said
    assert "ran 3 h of 4 h; waited 2 h for the customer" in " ".join(said.split())
    page = (tmp_path / "clock.html").read_text("utf-8")
    assert "<svg" in page
    assert "every hour counts" in page


def test_a_case_that_is_not_there_names_those_near_it(project: Path) -> None:
    said = call("clock", "z", project)
    assert said.exit_code == 1
    assert "There is no case “z”. Did you mean a, b, c?" in said.output


def test_pauses_gross_and_net(project: Path) -> None:
    told = json.loads(call("pauses", project, "--clock", "resolution", "--json").output)["all"]
    kept = tuple(told[name] for name in ("judged", "gross", "net_of_customer", "net"))
    assert kept == (3, 0, 1, 2)
    assert (told["customer_seconds"], told["other_seconds"]) == (7200, 7200)


def test_their_figure_becomes_ours_step_by_step(project: Path) -> None:
    told = json.loads(
        call("reconcile", "resolution", project, "--with", "SLA", "--as", "theirs", "--figure", "98 %",
             "--period", "2025-03", "--json").output
    )  # fmt: skip
    assert told["declared"] == {"kept": 3, "judged": 3}
    assert [(each["what"], each["kept"], each["judged"]) for each in told["steps"]] == [
        ("theirs", 3, 3), ("reopening", 2, 3), ("pauses", 1, 3),
    ]  # fmt: skip
    assert told["unexplained"] == 0
    assert told["explained"][0]["rows"] == 2


def test_what_to_bring_over_must_be_said(project: Path) -> None:
    said = call("reconcile", "resolution", project)
    assert said.exit_code == 2
    assert "sources declare SLA" in said.output


def test_an_event_log_by_itself(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "case:concept:name,concept:name,lifecycle:transition,time:timestamp,org:group\n"
        "1,Accepted,In Progress,2025-03-03T08:00:00Z,A\n1,Accepted,Wait - User,2025-03-03T09:00:00Z,A\n"
        "1,Accepted,In Progress,2025-03-03T12:00:00Z,A\n1,Completed,Resolved,2025-03-03T13:00:00Z,A\n"
        "2,Accepted,In Progress,2025-03-03T08:00:00Z,B\n2,Accepted,Wait - Vendor,2025-03-03T09:00:00Z,B\n"
        "2,Accepted,In Progress,2025-03-03T12:00:00Z,B\n2,Completed,Resolved,2025-03-03T13:00:00Z,B\n",
        "utf-8",
    )
    told = json.loads(call("pauses", log, "--target", "3 h", "--json").output)
    shares = {each["team"]: (each["gross"], each["net_of_customer"], each["net"], each["pause_share"])
              for each in told["teams"]}  # fmt: skip
    assert shares == {"A": (0, 1, 1, "0.600000"), "B": (0, 0, 1, "0.600000")}
