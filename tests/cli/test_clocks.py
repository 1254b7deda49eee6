"""The verbs of clocks on a small project of four cases, whose times were counted by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.files.texts import whole
from truegreen.model.clock import AsOf

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
a,Only one,2025-03-03 08:00,10800,no
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
    assert (row["reading"]["total"], row["reading"]["count"]) == (1, 3)


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


@pytest.mark.slow
def test_cases_that_they_leave_out_are_a_step_of_their_own(project: Path) -> None:
    said = call("reconcile", "resolution", project, "--with", "Only one", "--as", "theirs", "--period", "all", "--json")
    steps = [(each["what"], each["kept"], each["judged"]) for each in json.loads(said.output)["steps"]]
    assert steps == [("theirs", 1, 1), ("population", 3, 3), ("reopening", 2, 3), ("pauses", 1, 3)]


def test_what_to_bring_over_must_be_said(project: Path) -> None:
    said = call("reconcile", "resolution", project)
    assert said.exit_code == 2
    assert "sources declare SLA, Only one" in said.output


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


def test_a_log_without_waits_or_target_says_so_and_words_are_checked(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,activity,timestamp,crew\n1,New,2025-03-03 09:00,A\n1,Closed,2025-03-04 09:00,A\n", "utf-8")
    said = call("pauses", log)
    assert "Nothing stood still." in said.output
    told = json.loads(call("pauses", log, "--target", "3 d", "--json").output)
    assert [each["id"] for each in told["findings"]] == ["no-waits", "no-team"]
    assert json.loads(call("pauses", log, "--team", "crew", "--json").output)["teams"][0]["team"] == "A"
    assert "Did you mean waiting_on_other" in call("pauses", log, "--state", "New=wating_on_other").output


TWO_SCHEDULES = Path(__file__).parents[1] / "systems" / "zendesk_two_schedules"
RESPONSE = "starts: [opened], stops: [responded], reopened: ignored"
SCHEDULES = f"""
clocks:
  every: {{{RESPONSE}, target: 12 h, calendar: {{by: record, takes: every one for its time}}}}
  last: {{{RESPONSE}, target: 12 h, calendar: {{by: record, takes: the last one for all of it}}}}
  priority-then:
    {{{RESPONSE}, target: {{each: {{high: 4 h}}, otherwise: 24 h, as_of: when it stopped}}}}
  priority-now:
    {{{RESPONSE}, target: {{each: {{high: 4 h}}, otherwise: 24 h, as_of: "{AsOf.LATEST}"}}}}
measures:
  in-time: {{metric: on_time.by_clock, parameters: {{clock: every}}, target: 90 %}}
"""


@pytest.fixture(scope="module")
def scheduled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ticket of Zendesk that two schedules had one after the other, and one whose priority was raised afterwards."""
    folder = tmp_path_factory.mktemp("scheduled")
    for name in ("agreements", "sources", "data"):
        (folder / name).mkdir()
    shutil.copytree(TWO_SCHEDULES / "exports", folder / "exports")
    shutil.copy(TWO_SCHEDULES / "mapping.yml", folder / "sources" / "tickets.yml")
    (folder / "truegreen.toml").write_text('currency = "EUR"\ntime_zone = "UTC"\n', "utf-8")
    (folder / "agreements" / "care.yml").write_text(whole(SCHEDULES).replace("2025-01-01", "2020-01-01"), "utf-8")
    later = "case,at,step,priority\nraised,2020-09-28 08:00,opened,normal\nraised,2020-09-28 18:00,responded,\n"
    (folder / "data" / "later.csv").write_text(later + "raised,2020-09-29 08:00,updated,high\n", "utf-8")
    (folder / "data" / "now.csv").write_text("case,opened,priority\nraised,2020-09-28 08:00,high\n", "utf-8")
    for name, facts in (
        ("later", "{case_event: {columns: {case_id: case, at: at, kind: step, priority: priority}}}"),
        ("now", "{case: {columns: {case_id: case, opened_at: opened, priority: priority}}}"),
    ):
        mapping = f'source: {name}\nfiles: ["data/{name}.csv"]\nfacts: {facts}\n'
        (folder / "sources" / f"{name}.yml").write_text(mapping, "utf-8")
    said = call("run", folder)
    assert said.exit_code == 0, said.output
    return folder


def test_one_ticket_under_two_schedules(scheduled: Path) -> None:
    """The published case: 959 against 689 minutes, seconds written as hundredths; to the second 960:08 and 690:08."""
    found = {
        name: json.loads(call("clock", "941606", scheduled, "--clock", name, "--json").output)["clocks"][0]["runs"][0]
        for name in ("every", "last")
    }
    assert {name: run["elapsed_seconds"] for name, run in found.items()} == {"every": 57_608, "last": 41_408}
    assert {name: run["on_time"] for name, run in found.items()} == {"every": False, "last": True}


def bridge(folder: Path, ours: str, theirs: str) -> list[tuple[object, ...]]:
    told = json.loads(call("reconcile", ours, folder, "--as", theirs, "--period", "all", "--json").output)
    return [tuple(each[name] for name in ("what", "kept", "judged", "gained", "lost")) for each in told["steps"]]


def test_the_bridge_between_last_schedule_only_and_every_schedule(scheduled: Path) -> None:
    assert bridge(scheduled, "every", "last") == [("theirs", 2, 2, 0, 0), ("schedule", 1, 2, 0, 1)]


def test_the_bridge_between_priority_then_and_priority_set_after_the_fact(scheduled: Path) -> None:
    assert bridge(scheduled, "priority-now", "priority-then") == [("theirs", 1, 2, 0, 0), ("target", 0, 2, 0, 1)]
