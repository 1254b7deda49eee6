"""A clock over one case: what vendors get wrong, by the numbers under which users complained, and the published traps.

Each figure is counted by hand in the comment above it. Times are UTC; 3 March 2025 is a Monday.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.clocks.lived import CALENDARS, HOUR, at, clock, lived, runs, step, time
from truegreen.clocks.hours import Hours, week
from truegreen.clocks.life import Event, life_of
from truegreen.clocks.walk import walk
from truegreen.clocks.working import Calendars, working
from truegreen.model.clock import (
    AsOf,
    CalendarBy,
    CalendarOf,
    From,
    Merged,
    Per,
    Reopened,
    Takes,
    TargetBy,
    When,
)

BY_PRIORITY = TargetBy(each={"P1": time("2 h"), "P2": time("8 h")})
ON_HOLD = ("waiting_on_customer", "waiting_on_other")
ANSWER = clock(stops=("responded",), reopened=Reopened.IGNORED)


# What users complain of in today's systems.


@pytest.mark.parametrize("as_of", [AsOf.STARTED, AsOf.STOPPED])
def test_a_new_priority_forgets_no_pause(as_of: AsOf) -> None:
    """GLPI #6902, #15605: a changed priority attached a new target that forgot the pauses, and was late falsely."""
    target = TargetBy(each=BY_PRIORITY.each, as_of=as_of)
    (run,) = runs(
        clock(pauses=ON_HOLD, target=target),
        step("mon 09:00", "opened", priority="P2"),
        step("mon 09:30", "waiting_on_customer"),
        step("mon 11:30", "working"),
        step("mon 12:00", "updated", priority="P1"),
        step("mon 12:30", "resolved"),
    )
    # 9:00 to 9:30 and 11:30 to 12:30 are 90 minutes; with the two hours on hold they would be 3.5 h, late for a P1.
    assert (run.elapsed, run.waited("customer")) == (90 * 60, 2 * HOUR)
    assert (run.held_to, run.target) == (("P2", 8 * HOUR) if as_of is AsOf.STARTED else ("P1", 2 * HOUR))
    assert run.on_time


def test_nothing_is_late_while_it_stands_still() -> None:
    """GLPI #24481: agreed levels were shown as violated while pending."""
    (run,) = runs(
        clock(pauses=ON_HOLD, target=time("2 h")), step("mon 09:00", "opened"), step("mon 10:00", "waiting_on_customer")
    )
    assert (run.state, run.elapsed, run.due_at, run.on_time) == ("paused", HOUR, None, None)


def test_a_pause_over_the_weekend_takes_off_working_hours_alone() -> None:
    """GLPI #10594: a weekend on hold was credited although nobody would have worked."""
    (run,) = runs(
        clock(pauses=ON_HOLD, calendar="office", target=time("4 h")),
        step("fri 16:00", "opened"),
        step("fri 17:00", "waiting_on_customer"),
        step("next mon 09:00", "working"),
        step("next mon 11:00", "resolved"),
    )
    # Open 8 to 18: runs Friday 16 to 17 and Monday 9 to 11; waits Friday 17 to 18 and Monday 8 to 9.
    assert (run.elapsed, run.waited("customer")) == (3 * HOUR, 2 * HOUR)
    assert run.due_at == at("next mon 12:00")


def test_time_that_a_case_was_solved_is_no_wait() -> None:
    """GLPI #23359: the time between solution and reopening was counted as pending."""
    told = [
        step("mon 09:00", "opened"), step("mon 10:00", "resolved"), step("tue 10:00", "reopened"),
        step("tue 12:00", "resolved"),
    ]  # fmt: skip
    (run,) = runs(clock(pauses=ON_HOLD), *told)
    # An hour and two hours; the day between is neither.
    assert (run.elapsed, run.waited("customer"), run.waited("other")) == (3 * HOUR, 0, 0)
    (gross,) = runs(clock(pauses=ON_HOLD, reopened=Reopened.COUNTS), *told)
    assert (gross.elapsed, gross.waited("other")) == (27 * HOUR, 0)


def test_each_message_is_answered_or_not_and_silence_after_an_answer_is_not_late() -> None:
    """Zammad #3140: the update time went on after the agent had answered last."""
    update = clock(starts=("customer_replied",), stops=("responded",), reopened=Reopened.ANEW, target=time("4 h"))
    found = runs(
        update,
        step("mon 09:00", "opened"),
        step("mon 09:00", "customer_replied"),
        step("mon 10:00", "responded"),
        step("mon 15:00", "customer_replied"),
        step("mon 20:00", "responded"),
        step("wed 09:00", "updated"),
    )
    # 9 to 10 is an hour, 15 to 20 five; nothing runs after that.
    assert [(each.state, each.elapsed, each.on_time) for each in found] == [
        ("stopped", HOUR, True), ("stopped", 5 * HOUR, False),
    ]  # fmt: skip


def test_a_first_answer_is_not_moved_by_what_the_customer_adds() -> None:
    """Zammad #5177: the update time overrode the first response."""
    found = runs(
        ANSWER,
        step("mon 09:00", "opened"),
        step("mon 11:00", "customer_replied"),
        step("mon 12:00", "responded"),
        step("mon 13:00", "customer_replied"),
        step("mon 16:00", "responded"),
    )
    assert [(each.started_at, each.elapsed) for each in found] == [(at("mon 09:00"), 3 * HOUR)]


@pytest.mark.parametrize("starts", [("opened",), ("opened", "customer_replied")])
def test_a_goodbye_after_the_solution_starts_nothing(starts: tuple[str, ...]) -> None:
    """Chatwoot #10178: the clock went on after the solution, because the customer spoke last."""
    (run,) = runs(
        clock(starts=starts, target=time("2 h")),
        step("mon 09:00", "opened"),
        step("mon 10:00", "resolved"),
        step("mon 10:05", "customer_replied"),
        until="fri 18:00",
    )
    assert (run.state, run.elapsed, run.on_time) == ("stopped", HOUR, True)


def test_two_opening_periods_a_day() -> None:
    """Chatwoot #14009: hours with a lunch break could not be written."""
    (run,) = runs(
        clock(calendar="with-lunch", target=time("1 h")), step("mon 11:30", "opened"), step("mon 13:31", "resolved")
    )
    # 11:30 to 12 and 13 to 13:31 are 61 minutes; the hour was used up at 13:30.
    assert (run.elapsed, run.due_at, run.on_time) == (61 * 60, at("mon 13:30"), False)


def test_a_status_of_the_source_pauses() -> None:
    """OsTicket #3034, #6524: no pause by status, such as waiting for parts."""
    (run,) = runs(
        clock(pauses=(When(state=("Waiting for parts", "Waiting for customer")),)),
        step("mon 09:00", "opened", state="Open"),
        step("mon 10:00", "updated", state="Waiting for parts"),
        step("mon 15:00", "updated", state="Open"),
        step("mon 16:00", "resolved"),
    )
    assert (run.elapsed, run.waited("other")) == (2 * HOUR, 5 * HOUR)


@pytest.mark.parametrize(
    ("counts_from", "second"), [(From.THEN, (HOUR, True)), (From.OPENED, (4 * HOUR, False))], ids=["own", "inherited"]
)
def test_a_second_team_has_its_own_time(counts_from: From, second: tuple[int, bool]) -> None:
    """GLPI #1911: the second team inherited a dead clock; here it does only where the text says so."""
    found = runs(
        clock(per=Per.TEAM, counts_from=counts_from, target=time("2 h")),
        step("mon 09:00", "opened", team="first"),
        step("mon 12:00", "assigned", team="second"),
        step("mon 13:00", "resolved"),
    )
    assert [(each.team, each.elapsed, each.on_time) for each in found] == [
        ("first", 3 * HOUR, False), ("second", *second),
    ]  # fmt: skip


# The six conditions, as ServiceNow's documentation tells them, and its traps.


@pytest.mark.parametrize(("pauses_before", "hours"), [(True, 3), (False, 4)])
def test_a_retroactive_start_takes_earlier_pauses_off_or_not(pauses_before: bool, hours: int) -> None:
    (run,) = runs(
        clock(starts=(When(priority=("P1",)),), counts_from=From.OPENED, pauses=ON_HOLD, pauses_before=pauses_before),
        step("mon 09:00", "opened", priority="P3"),
        step("mon 10:00", "waiting_on_customer"),
        step("mon 11:00", "working"),
        step("mon 12:00", "updated", priority="P1"),
        step("mon 13:00", "resolved"),
    )
    # From 9 to 13 are four hours, one of them on hold before the priority was raised.
    assert (run.started_at, run.elapsed) == (at("mon 09:00"), hours * HOUR)


@pytest.mark.parametrize(
    "says",
    [
        {"starts": ("resolved",)},
        {"cancels": (When(priority=("P2",)),)},
        {"starts": (When(priority=("P1",)),)},
    ],
    ids=["start in stop", "start in cancel", "no start"],
)
def test_a_clock_starts_where_its_start_holds_and_neither_stop_nor_cancel_do(says: dict[str, object]) -> None:
    assert runs(clock(**says), step("mon 09:00", "opened", priority="P2"), step("mon 10:00", "resolved")) == []


def test_a_start_inside_the_pause_stands_still_until_its_end() -> None:
    (run,) = runs(clock(pauses=("opened",)), step("mon 09:00", "opened"), step("mon 10:00", "updated"))
    assert (run.state, run.elapsed) == ("paused", 0)
    (run,) = runs(
        clock(pauses=("opened",)),
        step("mon 09:00", "opened"),
        step("mon 10:00", "working"),
        step("mon 12:00", "resolved"),
    )
    assert (run.elapsed, run.waited("other")) == (2 * HOUR, HOUR)


def test_where_pause_and_start_exclude_each_other_a_lapsing_clock_is_void_instead_of_paused() -> None:
    told = [step("mon 09:00", "working"), step("mon 10:00", "waiting_on_customer"), step("mon 12:00", "resolved")]
    (lapsing,) = runs(clock(starts=("working",), pauses=ON_HOLD, lapses=True), *told)
    (lasting,) = runs(clock(starts=("working",), pauses=ON_HOLD), *told)
    assert (lapsing.state, lapsing.on_time) == ("cancelled", None)
    assert (lasting.state, lasting.elapsed, lasting.waited("customer")) == ("stopped", HOUR, 2 * HOUR)


@pytest.mark.parametrize(
    ("resumes", "elapsed"), [((), 4), (("resumed",), 2)], ids=["once the pause no longer holds", "on its condition"]
)
def test_a_clock_resumes_on_its_condition_or_when_its_pause_no_longer_holds(
    resumes: tuple[str, ...], elapsed: int
) -> None:
    (run,) = runs(
        clock(pauses=ON_HOLD, resumes=resumes),
        step("mon 09:00", "opened"),
        step("mon 10:00", "waiting_on_customer"),
        step("mon 12:00", "working"),
        step("mon 14:00", "resumed"),
        step("mon 15:00", "resolved"),
    )
    # An hour before the pause; after it three from 12, or one from 14.
    assert run.elapsed == elapsed * HOUR


def test_an_answer_resumes_although_nobody_says_that_the_case_waits_no_more() -> None:
    """frappe/helpdesk #1554, osTicket #6524: a pause is over by what resumes it, until somebody pauses it again."""
    (run,) = runs(
        clock(pauses=ON_HOLD, resumes=("customer_replied", "working")),
        step("mon 09:00", "opened"),
        step("mon 10:00", "waiting_on_customer"),
        step("mon 12:00", "customer_replied"),
        step("mon 13:00", "updated"),
        step("mon 14:00", "waiting_on_customer"),
        step("mon 17:00", "resolved"),
    )
    # It runs 9 to 10 and 12 to 14, and waits 10 to 12 and, paused again, 14 to 17.
    assert (run.elapsed, run.waited("customer")) == (3 * HOUR, 5 * HOUR)


@pytest.mark.parametrize(("voids", "state"), [(True, "cancelled"), (False, "stopped")])
def test_a_reset_ends_a_clock_and_attaches_it_again_where_its_start_holds(voids: bool, state: str) -> None:
    update = clock(starts=("opened", "responded"), resets=("responded",), reset_voids=voids, reopened=Reopened.ANEW)
    found = runs(update, step("mon 09:00", "opened"), step("mon 10:00", "responded"), step("mon 13:00", "resolved"))
    assert [(each.state, each.elapsed) for each in found] == [(state, HOUR), ("stopped", 3 * HOUR)]
    assert len(runs(clock(resets=("working",)), step("mon 09:00", "opened"), step("mon 10:00", "working"))) == 1


@pytest.mark.parametrize(
    ("as_of", "held_to", "on_time"),
    [(AsOf.STARTED, "P1", False), (AsOf.STOPPED, "P1", False), (AsOf.LATEST, "P2", True)],
)
def test_a_priority_set_after_the_fact_counts_only_where_the_text_lets_it(
    as_of: AsOf, held_to: str, on_time: bool
) -> None:
    """The case is today what it was made after its clock had stopped; a figure of the past is not."""
    (run,) = runs(
        clock(target=TargetBy(each=BY_PRIORITY.each, as_of=as_of)),
        step("mon 09:00", "opened", priority="P1"),
        step("mon 12:00", "resolved"),
        step("tue 09:00", "updated", priority="P2"),
        priority="P2",
    )
    # Three hours, of two for a P1 and of eight for a P2.
    assert (run.elapsed, run.held_to, run.on_time) == (3 * HOUR, held_to, on_time)


@pytest.mark.parametrize(
    ("reopened", "elapsed"),
    [
        (Reopened.CONTINUES, [3]),
        (Reopened.COUNTS, [27]),
        (Reopened.ANEW, [1, 2]),
        (Reopened.IGNORED, [1]),
    ],
)
def test_a_reopening_does_what_the_text_says(reopened: Reopened, elapsed: list[int]) -> None:
    found = runs(
        clock(reopened=reopened),
        step("mon 09:00", "opened"),
        step("mon 10:00", "resolved"),
        step("tue 10:00", "reopened"),
        step("tue 12:00", "resolved"),
    )
    assert [each.elapsed for each in found] == [hours * HOUR for hours in elapsed]


@pytest.mark.parametrize(
    ("says", "kind", "state"),
    [
        ({"merged": Merged.DROPPED}, "merged", "cancelled"),
        ({"merged": Merged.STOPS}, "merged", "stopped"),
        ({"cancels": ("cancelled",)}, "cancelled", "cancelled"),
        ({}, "cancelled", "running"),
    ],
)
def test_what_is_void_is_neither_kept_nor_missed(says: dict[str, object], kind: str, state: str) -> None:
    (run,) = runs(clock(target=time("30 min"), **says), step("mon 09:00", "opened"), step("mon 10:00", kind))
    assert run.state == state
    assert run.on_time is (None if state == "cancelled" else False)


# The published case of two schedules.


CHICAGO = Hours("chicago", (week(None, "America/Chicago", [(d * 1440 + 420, d * 1440 + 1260) for d in range(7)]),))
SAN_FRANCISCO = Hours(
    "san-francisco", (week(None, "America/Los_Angeles", [(d * 1440 + 480, d * 1440 + 1050) for d in range(5)]),)
)
TWO_DESKS = Calendars(
    {each.name: working(each, date(2020, 9, 20), date(2020, 10, 10)) for each in (CHICAGO, SAN_FRANCISCO)},
    frozenset({"chicago", "san-francisco"}),
)


@pytest.mark.parametrize(("takes", "seconds"), [(Takes.EVERY, 57_608), (Takes.LAST, 41_408)])
def test_a_ticket_under_two_schedules(takes: Takes, seconds: int) -> None:
    """Ticket 941606 of dbt_zendesk's decision log, which rounds to 959.46 minutes, and 689.46 by the last schedule.

    Chicago, 7 to 21 local (12 to 2 UTC): Tuesday 17:01:38 to 2:00 are 8:58:22, Wednesday 12:00 to 19:01:25 are 7:01:25.
    San Francisco, 8 to 17:30 local (15 to 0:30 UTC): Wednesday from 19:01:25 on are 21 s. Together 57,608 s or 960.13
    minutes. By San Francisco alone: Tuesday 17:01:38 to 0:30 are 7:28:22, Wednesday 15:00 to 19:01:46 are 4:01:46:
    41,408 s or 690.13 minutes.
    """
    answer = clock(
        stops=("responded",), reopened=Reopened.IGNORED, calendar=CalendarBy(by=CalendarOf.RECORD, takes=takes)
    )
    told = [
        Event(datetime(2020, 9, 29, 17, 1, 38), "opened", calendar="chicago"),
        Event(datetime(2020, 9, 30, 19, 1, 25), "updated", calendar="san-francisco"),
        Event(datetime(2020, 9, 30, 19, 1, 46), "responded"),
    ]
    (run,) = walk(answer, life_of({"case_id": "941606"}, told, datetime(2020, 10, 2)), TWO_DESKS)
    assert run.elapsed == seconds


def test_a_clock_goes_on_to_where_the_records_end() -> None:
    (run,) = walk(clock(target=time("2 h")), lived(step("mon 09:00", "opened"), until="mon 12:00"), CALENDARS)
    assert (run.state, run.elapsed, run.due_at, run.on_time) == ("running", 3 * HOUR, at("mon 11:00"), False)
