"""ServiceNow: three shapes are one, states mean steps, cancelled clocks are said, and others' exports load whole."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.systems.reading import facts_in
from truegreen.model.finding import Finding, has_errors

SHARED = Path(__file__).parents[3] / "shared" / "data"
HEX = "0123456789abcdef" * 2
Rows = dict[str, list[dict[str, str]]]


def read(folder: Path, more: str = "", **files: str) -> tuple[Rows, list[Finding]]:
    (folder / "exports").mkdir(exist_ok=True)
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / "exports" / f"{stem}.{ending}").write_text(text, "utf-8")
    (folder / "mapping.yml").write_text(f"source: x\nsystem: servicenow\nfiles: [exports/*]\n{more}", "utf-8")
    return facts_in(folder)


def table(*rows: dict[str, str]) -> str:
    header = list(dict.fromkeys(name for row in rows for name in row))
    lines = [header, *([row.get(name, "") for name in header] for row in rows)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)


def log(*lives: list[tuple[str, str]]) -> str:
    """Write the updates of incidents, which are called INC1, INC2 and so on."""
    known = {"opened_at": "2025-03-03 08:00:00", "made_sla": "True", "resolved_at": "?"}
    return table(
        *(
            {"number": f"INC{number}", **known, "sys_mod_count": str(n), "sys_updated_at": f"2025-03-03 {at}",
             "incident_state": state}
            for number, updates in enumerate(lives, 1) for n, (at, state) in enumerate(updates)
        )
    )  # fmt: skip


def kinds(rows: Rows, case: str = "") -> list[tuple[str, str]]:
    """Give the steps of a case, or of all."""
    of = [row for row in rows["case_event"] if case in ("", row["case_id"])]
    steps = sorted((row["at"][11:16], int(row["number"]), row["kind"]) for row in of)
    return [(at, kind) for at, _, kind in steps]


INCIDENT = {
    "sys_id": HEX, "number": "INC1", "state": "6", "priority": "2", "opened_at": "2025-03-03 08:00:00",
    "resolved_at": "2025-03-03 12:00:00", "sys_updated_on": "2025-03-03 12:00:00",
}  # fmt: skip


def test_three_shapes_are_one_case(tmp_path: Path) -> None:
    link = "https://example.service-now.com/api/now/table/sys_user_group/"
    raw = {**INCIDENT, "assignment_group": {"link": link + HEX, "value": HEX}, "assigned_to": ""}
    both = {name: {"value": value, "display_value": value} for name, value in INCIDENT.items()}
    shown = {**both, "assignment_group": {"display_value": "Network", "link": link + HEX}}
    shown["priority"] = {"value": "2", "display_value": "2 - High"}
    landed = {**INCIDENT, "assignment_group_link": "link", "assignment_group_value": HEX, "_fivetran_deleted": "false"}
    saved = {
        "Number": "INC1", "State": "Resolved", "Priority": "2 - High", "Opened": "2025-03-03 08:00:00",
        "Resolved": "2025-03-03 12:00:00", "Assignment group": "Network",
    }  # fmt: skip
    groups = table({"sys_id": HEX, "name": "Network"})
    found = []
    for name, files in {
        "raw": {"incident_json": json.dumps({"result": [raw]}), "sys_user_group_csv": groups},
        "shown": {"incident_json": json.dumps({"result": [shown]})},
        "landed": {"incident_csv": table(landed), "sys_user_group_csv": groups},
        "saved": {"incident_csv": table(saved)},
    }.items():
        (tmp_path / name).mkdir()
        rows, findings = read(tmp_path / name, **files)
        assert not findings, name
        found.append(rows["case"])
    assert found[0][0]["team"] == "Network"
    assert all(each == found[0] for each in found)


def test_an_empty_reference_beside_full_ones_is_no_text(tmp_path: Path) -> None:
    link = {"link": "https://example.service-now.com/api/now/table/sys_user/" + HEX, "value": HEX}
    lines = [{**INCIDENT, "caller_id": link}, {**INCIDENT, "sys_id": HEX[::-1], "number": "INC2", "caller_id": ""}]
    rows, _ = read(tmp_path, incident_jsonl="".join(json.dumps(each) + "\n" for each in lines))
    assert [row.get("customer_id") for row in rows["case"]] == [HEX, None]


LIVES = [
    ([("08:05", "New"), ("09:00", "Awaiting User Info"), ("10:00", "Active"), ("11:00", "Resolved")],
     ["opened", "updated", "waiting_on_customer", "resumed", "resolved"]),
    ([("08:05", "Active"), ("09:00", "Resolved"), ("10:00", "Active"), ("11:00", "Closed")],
     ["opened", "working", "resolved", "reopened", "resolved", "closed"]),
    ([("08:05", "Resolved"), ("09:00", "Awaiting Vendor"), ("10:00", "Closed Skipped")],
     ["opened", "resolved", "reopened", "waiting_on_other", "cancelled"]),
    ([("08:05", "New"), ("09:00", "New"), ("10:00", "Canceled"), ("11:00", "New")],
     ["opened", "updated", "updated", "cancelled", "reopened"]),
    ([("08:05", "Active"), ("09:00", "Resolved"), ("10:00", "Closed"), ("11:00", "Closed")],
     ["opened", "working", "resolved", "closed", "updated"]),
]  # fmt: skip


def test_what_states_mean_depends_on_those_before(tmp_path: Path) -> None:
    rows, findings = read(tmp_path, incident_log_csv=log(*(updates for updates, _ in LIVES)))
    assert not findings
    for number, (_, should) in enumerate(LIVES, 1):
        assert [kind for _, kind in kinds(rows, f"INC{number}")] == should


def test_a_state_that_nobody_explains_is_said_and_one_that_the_project_explains_counts(tmp_path: Path) -> None:
    updates = log([("08:05", "New"), ("09:00", "At the bench"), ("10:00", "Resolved")])
    rows, findings = read(tmp_path, incident_log_csv=updates)
    assert [each.id for each in findings] == ["unknown-state"]
    assert "At the bench" in findings[0].says
    assert ("09:00", "updated") in kinds(rows)
    rows, findings = read(tmp_path, "states: {at the BENCH: waiting_on_other}\n")
    assert not findings
    assert ("09:00", "waiting_on_other") in kinds(rows)


def audit(field: str, old: str, new: str, at: str, number: int) -> dict[str, str]:
    return {
        "sys_id": f"{field}{at}", "documentkey": HEX, "tablename": "incident", "fieldname": field, "oldvalue": old,
        "newvalue": new, "sys_created_on": f"2025-03-03 {at}:00", "record_checkpoint": str(number),
    }  # fmt: skip


def test_the_opening_has_what_was_then_and_not_what_is_today(tmp_path: Path) -> None:
    changes = table(audit("priority", "4", "2", "09:00", 1), audit("priority", "2", "1", "10:00", 2))
    rows, _ = read(tmp_path, incident_csv=table({**INCIDENT, "priority": "1"}), sys_audit_csv=changes)
    assert rows["case"][0]["priority"] == "1"
    assert [row.get("priority") for row in sorted(rows["case_event"], key=lambda row: row["at"])] == ["4", "2", "1"]


def test_a_hold_waits_for_whom_its_reason_says_even_when_the_reason_comes_later(tmp_path: Path) -> None:
    changes = [
        audit("incident_state", "1", "3", "09:00", 1), audit("hold_reason", "", "4", "09:30", 2),
        audit("hold_reason", "4", "1", "10:00", 3), audit("incident_state", "3", "2", "11:00", 4),
        audit("hold_reason", "1", "", "11:00", 4), audit("incident_state", "2", "3", "11:30", 5),
    ]  # fmt: skip
    rows, findings = read(tmp_path, incident_csv=table(INCIDENT), sys_audit_csv=table(*changes))
    assert not findings
    assert kinds(rows) == [
        ("08:00", "opened"), ("09:00", "waiting_on_other"), ("09:30", "waiting_on_other"),
        ("10:00", "waiting_on_customer"), ("11:00", "resumed"), ("11:30", "waiting_on_other"),
    ]  # fmt: skip


def test_an_instances_own_words_for_its_codes_come_before_the_usual_ones(tmp_path: Path) -> None:
    choices = table(
        {"name": "incident", "element": "incident_state", "value": "21", "label": "Awaiting Vendor", "language": "en"},
        {"name": "incident", "element": "state", "value": "2", "label": "Resolved", "language": "en"},
        {"name": "incident", "element": "state", "value": "2", "label": "Erledigt", "language": "de"},
        {"name": "problem", "element": "state", "value": "21", "label": "Closed", "language": "en"},
    )
    changes = table(audit("incident_state", "1", "21", "09:00", 1), audit("incident_state", "21", "2", "10:00", 2))
    rows, findings = read(tmp_path, incident_csv=table(INCIDENT), sys_audit_csv=changes, sys_choice_csv=choices)
    assert not findings
    assert [kind for _, kind in kinds(rows)] == ["opened", "waiting_on_other", "resolved"]


def test_metrics_tell_nothing_from_before_they_were_defined_and_yield_to_the_audit(tmp_path: Path) -> None:
    metric = {"sys_id": "m1", "id": HEX, "definition": "Incident State Duration", "field": "incident_state"}
    late = {**metric, "field_value": "2", "value": "In Progress", "start": "2025-03-03 09:30:00"}
    team = {**metric, "sys_id": "m2", "definition": "Assignment Group", "field": "", "value": "Network",
            "start": "2025-03-03 08:00:00"}  # fmt: skip
    rows, _ = read(tmp_path, incident_csv=table(INCIDENT), metric_instance_csv=table(late, team))
    opened, *_ = sorted(rows["case_event"], key=lambda row: (row["at"], int(row["number"])))
    assert opened.get("state") is None
    assert opened["team"] == "Network"
    assert ("09:30", "working") in kinds(rows)
    rows, _ = read(tmp_path, sys_audit_csv=table(audit("incident_state", "1", "2", "09:00", 1)))
    assert ("09:00", "working") in kinds(rows)
    assert "09:30" not in {at for at, _ in kinds(rows)}


def sla(name: str, stage: str, breached: str, end: str, planned: str, start: str = "08:00") -> dict[str, str]:
    return {
        "Task": "INC1", "SLA definition": name, "Stage": stage, "Has breached": breached,
        "Start time": f"2025-03-03 {start}:00", "Stop time": f"2025-03-03 {end}:00",
        "Breach time": f"2025-03-03 {planned}:00", "Actual elapsed time": "3 Hours 5 Minutes",
    }  # fmt: skip


def test_cancelled_clocks_are_kept_and_those_that_hide_something_are_counted(tmp_path: Path) -> None:
    clocks = table(
        sla("A", "Cancelled", "true", "10:00", "09:00"), sla("A", "Cancelled", "false", "10:00", "09:30", "08:01"),
        sla("B", "Cancelled", "false", "12:00", "13:00"), sla("C", "Cancelled", "false", "09:00", "13:00"),
        sla("C", "Completed", "false", "12:00", "13:00", "09:00"),
    )  # fmt: skip
    rows, findings = read(tmp_path, incident_csv=table(INCIDENT), task_sla_csv=clocks)
    (found,) = findings
    assert (found.id, found.count) == ("cancelled-clocks", 3)
    assert "4 clocks were cancelled: 2 after a breach or past their planned end, 1 others" in found.says
    assert Counter(row["state"] for row in rows["declared_clock"]) == {"cancelled": 4, "stopped": 1}
    assert {(row["clock"], row["number"]) for row in rows["declared_clock"]} >= {("A", "1"), ("A", "2"), ("C", "2")}
    assert rows["declared_clock"][0]["elapsed_seconds"] == "11100"


def test_a_paused_clock_has_no_planned_end(tmp_path: Path) -> None:
    paused = {
        "sys_id": "s", "task": "INC1", "sla": "A", "stage": "in_progress", "start_time": "2025-03-03 08:00:00",
        "planned_end_time": "2025-03-03 10:00:00", "pause_time": "2025-03-03 09:00:00",
    }  # fmt: skip
    rows, _ = read(tmp_path, incident_csv=table(INCIDENT), task_sla_csv=table(paused))
    (clock,) = rows["declared_clock"]
    assert (clock["state"], clock.get("due_at")) == ("paused", None)


def test_a_span_over_midnight_on_sunday_goes_on_on_monday(tmp_path: Path) -> None:
    span = {
        "sys_id": "s", "schedule": "Night", "start_date_time": "20250302T220000", "end_date_time": "20250303T020000",
        "repeat_type": "weekly", "days_of_week": "7",
    }  # fmt: skip
    rows, _ = read(tmp_path, cmn_schedule_span_csv=table(span))
    assert {(row["opens_minute"], row["closes_minute"]) for row in rows["hours"]} == {("9960", "10080"), ("0", "120")}


@pytest.mark.slow
def test_every_shared_table_loads_or_is_known_not_to_be_needed(tmp_path: Path) -> None:
    seeds = sorted((SHARED / "connector_seeds" / "servicenow").glob("*.csv"))
    if not seeds:
        pytest.skip("no shared seeds")
    files = {f"{each.stem}_csv": each.read_text("utf-8") for each in seeds}
    rows, findings = read(tmp_path, **files)
    assert not has_errors(findings)
    unneeded = {Path(each.at.file).stem.removesuffix("_data") for each in findings if each.id == "not-needed"}
    assert unneeded == {
        "change_request", "change_task", "cmdb_ci", "cmdb_ci_service", "problem", "problem_task", "sys_user_grmember",
        "sys_user_has_role", "sys_user_role",
    }  # fmt: skip
    assert {each.id for each in findings} == {"not-needed", "not-a-case"}
    (clock,) = rows["declared_clock"]
    started, stopped = clock["started_at"], clock["stopped_at"]
    assert (started, stopped, clock["state"]) == ("2016-12-12 15:19:57", "2016-12-12 17:57:00", "cancelled")
    assert int(clock["elapsed_seconds"]) == 2 * 3600 + 37 * 60 + 3  # which is from start to stop, as the vendor says
    assert len(rows["case"]) == 1


@pytest.mark.slow
def test_every_update_of_the_shared_log_is_a_step(tmp_path: Path) -> None:
    whole = SHARED / "uci_incidents_slice.csv.gz"
    if not whole.exists():
        pytest.skip("no shared log")
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / whole.name).symlink_to(whole)
    rows, findings = read(tmp_path)
    assert not findings
    assert len(rows["case"]) == 2090
    told = Counter(row["kind"] for row in rows["case_event"])
    assert told["opened"] == 2090
    assert sum("on_target" in row for row in rows["case_event"]) == 11_879
    assert len(rows["case_event"]) == 11_879 + 2090
    assert Counter(row["on_target"] for row in rows["case"]) == {"true": 1334, "false": 756}
    assert told["reopened"] == 25
