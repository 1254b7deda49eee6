"""Zendesk: what tickets, their history, clocks and schedules mean, on made exports and on published ones."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.drawing import one_in
from tests.systems.reading import HERE, expected, facts_in
from truegreen.model.finding import has_errors
from truegreen.systems.zendesk.zones import ZONES
from truegreen.units.calendar import is_zone

SEEDS = HERE.parents[2] / "shared" / "data" / "connector_seeds" / "zendesk"
seeds = pytest.mark.skipif(not SEEDS.exists(), reason=f"the published exports are not here: {SEEDS}")
Rows = dict[str, list[dict[str, str]]]
NOT_NEEDED = {
    "brand_data.csv", "daylight_time_data.csv", "domain_name_data.csv", "organization_tag_data.csv",
    "ticket_chat_data.csv", "ticket_chat_event_data.csv", "ticket_form_history_data.csv", "time_zone_data.csv",
    "user_tag_data.csv",
}  # fmt: skip


def made(folder: Path, mapping: str = "", **exports: object) -> tuple[Rows, list[str]]:
    """Give the facts that exports become, each written as a list in a JSON document, and the ids of the findings."""
    (folder / "mapping.yml").write_text(f'source: tickets\nsystem: zendesk\nfiles: ["*.json"]\n{mapping}', "utf-8")
    for name, records in exports.items():
        (folder / f"{name}.json").write_text(json.dumps({name: records}), "utf-8")
    rows, findings = facts_in(folder)
    return rows, [each.id for each in findings]


def ticket(**columns: object) -> dict[str, object]:
    """Give a ticket of requester 31, with what is said besides."""
    usual = {"id": 1, "created_at": "2025-03-03T09:00:00Z", "updated_at": "2025-03-09T09:00:00Z", "status": "open"}
    return {**usual, "priority": "high", "requester_id": 31, "submitter_id": 31, "group_id": 501, **columns}


def audit(number: int, hour: int, *events: dict[str, object], **columns: object) -> dict[str, object]:
    """Give an audit of ticket 1 by agent 21, so many hours after it was created."""
    at = f"{datetime(2025, 3, 3, 9) + timedelta(hours=hour):%Y-%m-%dT%H:%M:%SZ}"
    return {"id": number, "ticket_id": 1, "author_id": 21, "created_at": at, "events": list(events), **columns}


def create(field: str, value: str) -> dict[str, object]:
    return {"type": "Create", "field_name": field, "value": value}


def change(field: str, previous: str | None, value: str) -> dict[str, object]:
    return {"type": "Change", "field_name": field, "value": value, "previous_value": previous}


def comment(author: int, public: bool = True) -> dict[str, object]:
    return {"type": "Comment", "author_id": author, "public": public, "body": "words"}


def kinds(rows: Rows) -> list[str]:
    """Give the steps of all cases in their order."""
    ordered = sorted(rows["case_event"], key=lambda each: (each["case_id"], each["at"], int(each["number"])))
    return [each["kind"] for each in ordered]


@pytest.mark.parametrize("shape", ["zendesk_warehouse", "zendesk_two_schedules", "zendesk_view"])
def test_other_shapes_become_what_they_should(shape: str) -> None:
    """The tables of a warehouse and the CSV of a view are read like the JSON of the API."""
    rows, findings = facts_in(HERE / shape)
    should = expected(HERE / shape)
    assert sorted({each.id for each in findings}) == should.pop("findings")
    assert {table: sorted(each, key=str) for table, each in rows.items() if each} == {
        table: sorted(each, key=str) for table, each in should.items() if each
    }


def test_audits_and_a_warehouse_tell_one_life() -> None:
    """The same tickets have the same steps, whether their audits are read or a warehouse's history and comments."""

    def life(folder: str) -> list[tuple[str, ...]]:
        rows, _ = facts_in(HERE / folder)
        told = [each for each in rows["case_event"] if each["case_id"] in ("1001", "1002")]
        return sorted(tuple(f"{key}={each[key]}" for key in sorted(each) if key != "number") for each in told)

    assert life("zendesk") == life("zendesk_warehouse")


def test_a_private_note_is_no_answer_and_nor_is_the_opening_text(tmp_path: Path) -> None:
    """A ticket that an agent opens for a caller, with a note, waits for its first public word."""
    opening = audit(1, 0, comment(21), create("status", "open"))
    audits = [opening, audit(2, 1, comment(21, public=False)), audit(3, 2, comment(31)), audit(4, 3, comment(21))]
    users = [{"id": 21, "role": "agent"}, {"id": 31, "role": "end-user"}]
    rows, _ = made(tmp_path, tickets=[ticket(submitter_id=21)], audits=audits, users=users)
    assert kinds(rows) == ["opened", "working", "customer_replied", "responded"]
    assert rows["case"][0]["raised_by"] == "provider"
    assert rows["case"][0]["first_response_at"] == "2025-03-03 12:00:00"


def test_somebody_copied_in_speaks_for_the_customer_and_the_system_for_nobody(tmp_path: Path) -> None:
    """End users other than the requester are the customer's side; Zendesk's own texts are no answers."""
    audits = [audit(2, 1, comment(33)), audit(3, 2, comment(-1)), audit(4, 3, comment(34))]
    rows, _ = made(tmp_path, tickets=[ticket()], audits=audits, users=[{"id": 33, "role": "end-user"}])
    assert kinds(rows) == ["opened", "working", "customer_replied", "responded"]


def test_a_ticket_begins_with_what_it_had_then(tmp_path: Path) -> None:
    """Without the first audit, the first change still says what was before; what never changed was always so."""
    audits = [audit(2, 1, change("priority", "low", "high"), change("status", "new", "open"))]
    rows, _ = made(tmp_path, tickets=[ticket()], audits=audits)
    first = next(each for each in rows["case_event"] if each["kind"] == "opened")
    assert (first["priority"], first["state"], first["team"]) == ("low", "new", "501")


def test_without_a_history_nobody_knows_how_a_ticket_began(tmp_path: Path) -> None:
    """What a ticket has today is not taken for what it had."""
    rows, _ = made(tmp_path, tickets=[ticket()])
    assert [{"opened"}] == [{each["kind"]} for each in rows["case_event"]]
    assert "priority" not in rows["case_event"][0]
    assert rows["case"][0]["priority"] == "high"


def test_reopened_into_a_wait_is_two_steps(tmp_path: Path) -> None:
    """Solved to pending reopens a ticket and pauses it; neither may be lost."""
    audits = [
        audit(1, 0, create("status", "new")),
        audit(2, 1, change("status", "new", "solved")),
        audit(3, 2, change("status", "solved", "pending")),
        audit(4, 3, change("status", "pending", "hold")),
        audit(5, 4, change("status", "hold", "open")),
    ]
    rows, _ = made(tmp_path, tickets=[ticket()], audits=audits)
    assert kinds(rows) == ["opened", "resolved", "reopened", "waiting_on_customer", "waiting_on_other", "resumed"]
    assert rows["case"][0]["reopened"] == "1"


def test_a_merge_is_no_answer_and_no_closing(tmp_path: Path) -> None:
    """Both tickets of a merge get a public comment that nobody wrote to the customer."""
    merge = {"via": {"channel": "web", "source": {"rel": "merge"}}}
    audits = [
        audit(1, 0, create("status", "open")),
        audit(2, 1, comment(21), change("status", "open", "closed"), **merge),
    ]
    rows, _ = made(tmp_path, tickets=[ticket(status="closed")], audits=audits)
    assert kinds(rows) == ["opened", "working", "merged"]


def test_a_states_meaning_is_the_mappings_and_an_unknown_one_is_told(tmp_path: Path) -> None:
    """On hold may mean the customer; a state that means nothing is an update, and said."""
    audits = [
        audit(1, 0, create("status", "new")),
        audit(2, 1, change("status", "new", "hold")),
        audit(3, 2, change("status", "hold", "triaged")),
    ]
    rows, said = made(tmp_path, "states: {Hold: waiting_on_customer}", tickets=[ticket()], audits=audits)
    assert kinds(rows) == ["opened", "waiting_on_customer", "updated"]
    assert said == ["unknown-state"]


def test_lists_that_are_no_json_stop(tmp_path: Path) -> None:
    """An audit whose events were cut would be half a history; events of another shape are passed over."""
    broken = {**audit(1, 0), "events": '[{"type": "Comm'}
    odd = {**audit(2, 1), "events": [1, None, "x", []]}
    assert made(tmp_path, tickets=[ticket()], audits=[broken, odd]) == ({}, ["unreadable-value"])
    rows, said = made(tmp_path, tickets=[ticket()], audits=[odd])
    assert not said
    assert kinds(rows) == ["opened", "working"]


@pytest.mark.parametrize("score", one_in(3, ["goodwithcomment", "good_with_comment", "good"]))
def test_ratings_with_comments_are_ratings(tmp_path: Path, score: str) -> None:
    """A rating is good or bad, whether or not something was written with it."""
    rating = {"id": 5, "ticket_id": 1, "score": score, "created_at": "2025-03-04T09:00:00Z", "updated_at": None}
    rows, _ = made(tmp_path, tickets=[ticket()], satisfaction_ratings=[rating])
    assert rows["feedback"][0]["value"] == "1.0000"
    assert rows["feedback"][0]["answered_at"] == rows["feedback"][0]["invited_at"] == "2025-03-04 09:00:00"


def test_every_zone_of_rails_is_known() -> None:
    """There are 151 names in Rails today and some from before; each has a zone that exists."""
    assert len(ZONES) >= 151
    assert {name: zone for name, zone in ZONES.items() if not is_zone(zone)} == {}
    told = {"Pacific Time (US & Canada)": "America/Los_Angeles", "London": "Europe/London", "Quito": "America/Lima"}
    assert told.items() <= ZONES.items()
    assert ZONES["Cape Verde Is."] == "Atlantic/Cape_Verde"
    assert ZONES["Nuku'alofa"] == "Pacific/Tongatapu"


def test_a_schedule_in_no_known_zone_is_said_and_breaks_nothing(tmp_path: Path) -> None:
    """Its changes belong to no day, and its hours are left as they are written, for the clock to refuse."""
    schedule = {"id": 7, "name": "x", "time_zone": "Neverland", "intervals": [{"start_time": 0, "end_time": 60}]}
    text = 'Workweek changed from {} to {:mon=>{"09:00"=>"17:00"}}'
    log = {"id": 1, "change_description": text, "source_id": 7, "source_type": "zendesk/business_hours/workweek"}
    rows, said = made(
        tmp_path, tickets=[ticket()], schedules=[schedule], audit_logs=[{**log, "created_at": "2025-03-03T09:00:00Z"}]
    )
    assert said == ["unknown-zone-name"]
    assert [each["zone"] for each in rows["hours"]] == ["Neverland"]


def _worked(hours: list[dict[str, str]], start: datetime, end: datetime) -> float:
    """Count open minutes of one calendar between two UTC times, second by second."""
    zone = ZoneInfo(hours[0]["zone"])
    spans = [(int(each["opens_minute"]) * 60, int(each["closes_minute"]) * 60) for each in hours]
    open_, moment = 0, start.replace(tzinfo=ZoneInfo("UTC"))
    while moment < end.replace(tzinfo=ZoneInfo("UTC")):
        local = moment.astimezone(zone)
        second = local.weekday() * 86_400 + local.hour * 3600 + local.minute * 60 + local.second
        open_ += any(opens <= second < closes for opens, closes in spans)
        moment += timedelta(seconds=1)
    return open_ / 60


def test_one_ticket_under_two_schedules() -> None:
    """The published case (dbt_zendesk, DECISIONLOG) reads 959.46 minutes with every schedule, 689.46 with the last.

    By the second it is 960.13 and 690.13: the published reckoning rounds the start up to a minute, and writes 1 min
    25 s as 1.25 and 1 min 46 s as 1.46.
    """
    rows, _ = facts_in(HERE / "zendesk_two_schedules")
    (opened, *changed) = sorted(
        (each for each in rows["case_event"] if "calendar" in each), key=lambda each: datetime.fromisoformat(each["at"])
    )
    assert [opened["calendar"], *(each["calendar"] for each in changed)] == ["11", "12"]
    calendars: dict[str, list[dict[str, str]]] = defaultdict(list)
    for each in rows["hours"]:
        calendars[each["calendar"]].append(each)
    answered = datetime.fromisoformat(rows["case"][0]["first_response_at"])
    start, moved = datetime.fromisoformat(opened["at"]), datetime.fromisoformat(changed[0]["at"])
    every = _worked(calendars["11"], start, moved) + _worked(calendars["12"], moved, answered)
    assert round(every, 2) == 960.13
    assert round(_worked(calendars["12"], start, answered), 2) == 690.13


@pytest.mark.slow
@seeds
@pytest.mark.parametrize("name", sorted(each.name for each in SEEDS.glob("*.csv")) or ["none"])
def test_every_published_table_is_recognised(tmp_path: Path, name: str) -> None:
    """Each file loads by itself, or says nothing that a fact needs and is known for that."""
    (tmp_path / "mapping.yml").write_text("source: s\nsystem: zendesk\nfiles: [seeds/*.csv]\n", "utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / name).symlink_to(SEEDS / name)
    rows, findings = facts_in(tmp_path)
    assert not has_errors(findings)
    assert "unknown-export" not in {each.id for each in findings}
    assert (name in NOT_NEEDED) == ("not-needed" in {each.id for each in findings})
    if name in NOT_NEEDED:
        assert not any(rows.values())


@seeds
def test_the_published_tables_together(tmp_path: Path) -> None:
    """Ticket 11071's history is whole: how long it waited, worked and stood on hold, and what it was held to."""
    (tmp_path / "mapping.yml").write_text("source: s\nsystem: zendesk\nfiles: [seeds/*.csv]\n", "utf-8")
    (tmp_path / "seeds").symlink_to(SEEDS)
    rows, findings = facts_in(tmp_path)
    assert {each.id for each in findings} == {"unknown-schedule", "not-needed"}
    assert len(rows["case"]) == 10
    told = sorted(
        (each for each in rows["case_event"] if each["case_id"] == "11071" and "state" in each),
        key=lambda each: (each["at"], int(each["number"])),
    )
    days: dict[str, float] = defaultdict(float)
    for each, following in pairwise(told):
        passed = datetime.fromisoformat(following["at"]) - datetime.fromisoformat(each["at"])
        days[each["state"]] += passed / timedelta(days=1)
    # By hand: pending 4 + 10 + 1 + 13, on hold 3 + 14 + 3, open 1 + 15 + 2 + 12, and a day from solved to closed.
    assert days == {"pending": 28, "on-hold": 20, "open": pytest.approx(30), "solved": 1}
    held = {each["clock"]: each for each in rows["declared_clock"] if each["case_id"] == "11071"}
    # Policy 1002 asks 960 and 1,920 minutes of the normal priority it had then, 120 and 240 of the urgent it ended as.
    assert held["sla_policy.first_reply_time"]["target_seconds"] == str(960 * 60)
    assert held["sla_policy.requester_wait_time"]["target_seconds"] == str(1920 * 60)
