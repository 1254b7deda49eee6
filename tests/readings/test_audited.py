"""Each detector sees what is planted for it in a few rows, and nothing in the same rows without it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.facts.staging import case
from tests.readings.auditing import hits, laid_out, seen
from truegreen.readings.audited import Held, days, kept, rows_of, sample_of, see
from truegreen.readings.audited_looks import ADDED, COUNTS_AS, LEFT_OUT, LOOKS
from truegreen.readings.audited_tables import missing

DAY = "2025-03-03"
LATER = case("later", "2025-04-01 09:00", resolved_at="2025-04-01 10:00", customer_id="z", contact_type="other")
ROW = dict[str, object]


def at(time: str) -> str:
    return f"{DAY} {time}"


def worked(name: str, opened: str, resolved: str, **more: object) -> ROW:
    return case(name, at(opened), resolved_at=at(resolved), **more)


def test_self_raised_work_is_counted_where_the_raiser_is_known(tmp_path: Path) -> None:
    raised = [
        worked(f"c{n}", "09:00", "12:00", raised_by=who) for n, who in enumerate(("provider", "customer", "client"))
    ]
    found = hits(tmp_path, "self-raised", case=[*raised, worked("c9", "09:00", "12:00")])
    assert found == (1, 3)


@pytest.mark.parametrize(("resolved", "expected"), [("09:10", 1), ("09:11", 0)])
def test_closed_at_once_is_within_ten_minutes(tmp_path: Path, resolved: str, expected: int) -> None:
    rows = [worked("a", "09:00", resolved, raised_by="provider"), worked("b", "09:00", "09:05", raised_by="customer")]
    assert hits(tmp_path, "closed-at-once", case=rows) == (expected, 2)


def waited(name: str, *steps: tuple[str, str]) -> list[ROW]:
    listed = [("09:00", "opened"), *steps, ("17:00", "resolved")]
    return [{"case_id": name, "at": at(time), "kind": kind, "number": n} for n, (time, kind) in enumerate(listed)]


@pytest.mark.parametrize(
    ("steps", "expected", "seconds"),
    [
        ([("10:00", "waiting_on_customer"), ("11:00", "customer_replied"), ("14:00", "resumed")], 1, 3 * 3600),
        ([("10:00", "waiting_on_customer"), ("11:00", "customer_replied"), ("11:10", "resumed")], 0, 0),
        ([("10:00", "waiting_on_customer"), ("14:00", "resumed"), ("15:00", "customer_replied")], 0, 0),
        ([("09:30", "customer_replied"), ("10:00", "waiting_on_customer"), ("14:00", "resumed")], 0, 0),
    ],
)
def test_a_reply_contradicts_the_rest_of_a_wait(
    tmp_path: Path, steps: list[tuple[str, str]], expected: int, seconds: int
) -> None:
    found = seen(
        tmp_path, "customer-had-replied", case=[worked("a", "09:00", "17:00")], case_event=waited("a", *steps)
    )[""]
    assert (found.hits, found.of) == (expected, 1)
    assert found.also["contradicted_hours"] * 3600 == seconds


def targets(moved: int, *, usual: int = 60) -> list[ROW]:
    """Give cases with four hours to target, of which some were given eight and used six."""
    rows = [worked(f"u{n}", "08:00", "11:00", due_at=at("12:00"), priority="P2") for n in range(usual)]
    return rows + [worked(f"m{n}", "08:00", "14:00", due_at=at("16:00"), priority="P2") for n in range(moved)]


def test_targets_later_than_usual_are_seen_where_others_of_the_priority_have_one(tmp_path: Path) -> None:
    assert hits(tmp_path, "longer-target", case=targets(5)) == (5, 65)


def test_no_target_is_usual_where_they_differ_anyway(tmp_path: Path) -> None:
    start = datetime.fromisoformat(at("08:00"))
    rows = [
        worked(f"c{n}", "08:00", "09:00", due_at=str(start + timedelta(minutes=60 + n)), priority="P2")
        for n in range(60)
    ]
    assert hits(tmp_path, "longer-target", case=rows) == (0, 0)


def declared(name: str, state: str, stopped: str, **more: object) -> ROW:
    return {"case_id": name, "clock": "sla", "number": 1, "state": state, "started_at": at("09:00"),
            "stopped_at": at(stopped), "due_at": at("12:00"), **more}  # fmt: skip


def test_cancelled_clocks_are_told_from_those_cancelled_when_late(tmp_path: Path) -> None:
    cases = [worked(name, "09:00", "15:00") for name in "abc"]
    clocks = [
        declared("a", "stopped", "15:00"),
        declared("b", "cancelled", "13:00"),
        declared("c", "cancelled", "10:00"),
    ]
    assert hits(tmp_path / "one", "clocks-cancelled", case=cases, declared_clock=clocks) == (2, 3)
    assert hits(tmp_path / "two", "cancelled-when-late", case=cases, declared_clock=clocks) == (1, 2)


def came_back(after: timedelta, kind: str = "invoice", who: str = "x") -> list[ROW]:
    again = datetime.fromisoformat(at("12:00")) + after
    return [
        worked("first", "09:00", "12:00", customer_id="x", contact_type="invoice", due_at=at("13:00")),
        case("again", str(again), customer_id=who, contact_type=kind, resolved_at=str(again + timedelta(hours=3))),
        LATER,
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (came_back(timedelta(hours=71)), 1),
        (came_back(timedelta(hours=73)), 0),
        (came_back(timedelta(hours=-1)), 0),
        (came_back(timedelta(hours=5), kind="delivery"), 0),
        (came_back(timedelta(hours=5), who="y"), 0),
    ],
)
def test_a_matter_that_comes_back_within_three_days_is_reopened_as_new(
    tmp_path: Path, rows: list[ROW], expected: int
) -> None:
    assert hits(tmp_path, "reopened-as-new", case=rows)[0] == expected


def test_who_resolved_something_lately_may_still_come_back(tmp_path: Path) -> None:
    assert hits(tmp_path, "reopened-as-new", case=came_back(timedelta(hours=71))) == (1, 2)  # LATER is too young


def contact(name: str, when: str, talked: int, who: str = "x", **more: object) -> ROW:
    times = dict.fromkeys(("offered_at", "answered_at", "ended_at"), f"2025-03-{when}")
    known = {"interaction_id": name, "case_id": "a", "customer_id": who, "channel": "phone"}
    return {**known, **times, "talk_seconds": talked, **more}


CALLS = {"case": [worked("a", "09:00", "12:00", team="blue"), LATER]}


@pytest.mark.parametrize(
    ("talked", "again", "expected"), [(29, "04 08:00", 1), (30, "04 08:00", 0), (29, "04 10:00", 0)]
)
def test_short_contacts_are_those_followed_by_another_within_a_day(
    tmp_path: Path, talked: int, again: str, expected: int
) -> None:
    calls = [contact("1", "03 09:00", talked), contact("2", again, 300), contact("3", "03 09:30", 10, who="y")]
    assert hits(tmp_path, "short-contacts", interaction=calls, **CALLS)[0] == expected


def test_hang_ups_are_the_agents_without_a_transfer(tmp_path: Path) -> None:
    calls = [
        contact("1", "03 09:00", 60, ended_by="agent", transferred=False),
        contact("2", "03 10:00", 60, ended_by="agent", transferred=True),
        contact("3", "03 11:00", 60, ended_by="customer"),
        contact("4", "03 11:00", 60, who="y"),
    ]
    found = seen(tmp_path, "hang-ups", interaction=calls, **CALLS)
    assert (found[""].hits, found[""].of, found[""].also["called_again"]) == (1, 3, 1)
    assert found["blue"].hits == 1


def test_the_source_forgives_what_its_own_times_call_late(tmp_path: Path) -> None:
    rows = [
        worked("a", "09:00", "13:00", due_at=at("12:00"), on_target=True, waiting_seconds=7200),
        worked("b", "09:00", "13:00", due_at=at("12:00"), on_target=True),
        worked("c", "09:00", "13:00", due_at=at("12:00"), on_target=False),
        worked("d", "09:00", "11:00", due_at=at("12:00"), on_target=True),
    ]
    found = seen(tmp_path, "source-forgives", case=rows)[""]
    assert (found.hits, found.of, found.also["by_waits"]) == (2, 3, 1)


def test_rows_outside_the_agreements_services_are_left_out(tmp_path: Path) -> None:
    rows = [worked(name, "09:00", "12:00", raised_by="provider", service=name) for name in ("care", "other")]
    assert hits(tmp_path, "self-raised", case=rows) == (1, 1)


def test_a_detector_says_what_it_would_need(tmp_path: Path) -> None:
    _, laid = laid_out(tmp_path, case=[worked("a", "09:00", "12:00")])
    assert missing(laid, LOOKS["self-raised"].needs) == ["case.raised_by"]


def test_members_are_held_against_the_same_kind_and_hits_of_one_customer_come_together(tmp_path: Path) -> None:
    rows = [LATER]
    for n in range(40):
        start = datetime.fromisoformat(at("00:00")) + timedelta(hours=n)
        one = {"customer_id": "bot", "contact_type": "alarm", "team": "blue"}
        rows.append(case(f"bot{n:02}", str(start), resolved_at=str(start + timedelta(minutes=5)), **one))
        alone = {"customer_id": f"p{n}", "contact_type": "invoice", "team": "red"}
        rows.append(case(f"p{n}", str(start), resolved_at=str(start + timedelta(minutes=5)), **alone))
    found = seen(tmp_path, "reopened-as-new", case=rows)
    assert (found["blue"].hits, found["red"].hits) == (39, 0)
    assert found["blue"].expected == pytest.approx(39)  # all alarms are blue's, so it is held against itself
    assert found["red"].together == 1.0


def test_the_printed_query_gives_the_rows_that_were_counted(tmp_path: Path) -> None:
    duck, laid = laid_out(tmp_path, case=targets(5))
    look = LOOKS["longer-target"]
    see(duck, laid, "longer-target", look)
    for name in ("cases", "touches", "steps", "asked", "runs", "declared"):
        duck.run(f"DROP TABLE {name}")
    assert len(duck.rows(rows_of(laid, look, ""))) == 5
    columns, sample = sample_of(duck, "longer-target", look, "(unknown)")
    assert "target_seconds" in columns
    assert len(sample) == 5


def held_rows(tmp_path: Path) -> tuple[object, Held]:
    """Give five cases of one measure: a, b and c kept, d and e not; b and d were raised by the provider."""
    rows = [
        worked(name, "09:00", "12:00", raised_by="provider" if name in "bd" else "customer", due_at=at("13:00"))
        for name in "abcde"
    ]
    duck, laid = laid_out(tmp_path, case=rows)
    see(duck, laid, "self-raised", LOOKS["self-raised"])
    values = ", ".join(f"('{name}', DATE '{DAY}', {int(name in 'abc')}, 'blue')" for name in "abcde")
    duck.run(f"CREATE TEMP TABLE held_0 AS SELECT * FROM (VALUES {values}) AS t(id, day, value, member)")
    return duck, Held(None, "held_0", "case_id")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("effect", "expected"), [(LEFT_OUT, (2, 3)), (ADDED, (2, 5)), (COUNTS_AS, (2, 5)), ("counts as a hit", (4, 5))]
)
def test_what_becomes_of_a_hit_in_a_measure(tmp_path: Path, effect: str, expected: tuple[int, int]) -> None:
    duck, held = held_rows(tmp_path)
    duck.run("ALTER TABLE looked_self_raised ADD COLUMN without BOOLEAN DEFAULT false")  # type: ignore[attr-defined]
    if effect == ADDED:
        duck.run("ALTER TABLE looked_self_raised ADD COLUMN started_at TIMESTAMP")  # type: ignore[attr-defined]
    (day,) = days(duck, held, "self-raised", effect)  # type: ignore[arg-type]
    assert (day.hits, day.of) == (3, 5)
    assert (day.hits_without, day.of_without) == expected


def test_kept_counts_hits_and_the_rest_apart(tmp_path: Path) -> None:
    duck, held = held_rows(tmp_path)
    assert kept(duck, [held], "self-raised") == (1, 2, 2, 3)  # type: ignore[arg-type]
