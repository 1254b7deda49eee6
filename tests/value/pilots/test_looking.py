"""Looks: only planned ones, against the registered limits, and no more false alarms than were promised."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tests.value.pilots.made import WEEKS, drawn, of, pilot, registered
from truegreen.model.pilot import Goal, Rule
from truegreen.stats.estimate import Verdict
from truegreen.value.pilots.comparing import compared
from truegreen.value.pilots.looking import looks, next_look
from truegreen.value.pilots.rules import always_limit, limits, times
from truegreen.value.pilots.simulating import told_by

END = date(2026, 1, 4)
WRONG = (Verdict.ESTABLISHED, Verdict.PERVERSE)
WEEKLY = [
    {"rule": Rule.OBRIEN_FLEMING, "looks": WEEKS}, {"rule": Rule.POCOCK, "looks": WEEKS},
    {"rule": Rule.SPENDING, "looks": WEEKS}, {"rule": Rule.ALWAYS_VALID},
]  # fmt: skip


def test_limits_are_the_published_ones() -> None:
    five = pilot(rule=Rule.OBRIEN_FLEMING, looks=5, weeks=50)
    assert [round(each, 3) for each in limits(five, 0.05)] == [4.562, 3.226, 2.634, 2.281, 2.040]
    assert [round(each, 4) for each in limits(pilot(rule=Rule.POCOCK, looks=5, weeks=50), 0.05)] == [2.4132] * 5
    assert [round(each, 3) for each in limits(pilot(rule=Rule.FIXED), 0.05)] == [1.96]
    assert round(always_limit(1.0, 0.05), 2) == 3.04


def test_looks_are_of_planned_days_only_and_see_no_more_than_their_own() -> None:
    made = drawn(registered(looks=4), np.random.default_rng(2))
    planned = made.registered.pilot.look_days
    for asked, many in ((planned[0] - timedelta(days=1), 0), (planned[1], 2), (planned[2] - timedelta(days=1), 2)):
        found = looks(made, asked, asked)
        assert [each.day for each in found] == list(planned[:many])
    assert looks(made, END, planned[1]) == looks(made, END, END)[:2]
    third = compared(made, made.day_of(planned[2]))
    assert third is not None
    assert looks(made, END, END)[2].z == third.z
    assert next_look(made.registered.pilot, planned[1]) == planned[2]
    assert times(made.registered.pilot) == (0.25, 0.5, 0.75, 1.0)


def test_what_is_not_known_yet_is_no_look() -> None:
    made = drawn(registered(looks=4), np.random.default_rng(2))
    first = made.registered.pilot.look_days[0]
    assert looks(made, first - timedelta(days=1), END) == []


def test_a_fixed_pilot_shows_nothing_before_its_end() -> None:
    made = drawn(registered(rule=Rule.FIXED), np.random.default_rng(2), lift=0.15)
    assert looks(made, END - timedelta(days=1), END) == []
    assert [each.verdict for each in looks(made, END, END)] == [Verdict.ESTABLISHED]


def test_always_valid_says_nothing_of_a_handful() -> None:
    made = drawn(registered(rule=Rule.ALWAYS_VALID), np.random.default_rng(2), agents=10, lift=0.19)
    assert {each.verdict for each in looks(made, END, END)} == {Verdict.NOT_ENOUGH}


@pytest.mark.parametrize("rule", WEEKLY[:3], ids=lambda each: str(each["rule"]))
def test_what_is_planted_is_found_in_its_direction(rule: dict[str, Any]) -> None:
    chance = np.random.default_rng(8)
    assert told_by(drawn(registered(**rule | {"looks": 6}), chance, lift=0.10)) == (Verdict.ESTABLISHED, True)
    assert told_by(drawn(registered(**rule | {"looks": 6}), chance, lift=-0.15))[0] is Verdict.PERVERSE


@pytest.mark.parametrize(
    ("goal", "lift", "margin", "verdict"),
    [
        (Goal.SUPERIORITY, 0.0, "5 %", Verdict.REFUTED), (Goal.NON_INFERIORITY, 0.0, "5 %", Verdict.ESTABLISHED),
        (Goal.EQUIVALENCE, 0.0, "5 %", Verdict.ESTABLISHED), (Goal.NON_INFERIORITY, -0.15, "5 %", Verdict.PERVERSE),
        (Goal.EQUIVALENCE, 0.14, "3 %", Verdict.REFUTED), (Goal.EQUIVALENCE, -0.15, "3 %", Verdict.PERVERSE),
        (Goal.SUPERIORITY, 0.0, "0.5 %", Verdict.NOT_ENOUGH),
    ],
)  # fmt: skip
def test_each_goal_has_its_verdicts(goal: Goal, lift: float, margin: str, verdict: Verdict) -> None:
    said = registered(goal=goal, margin=of(margin), rule=Rule.FIXED)
    made = drawn(said, np.random.default_rng(21), agents=100, rate=12, lift=lift, alike=0.002)
    assert told_by(made)[0] is verdict


def test_without_a_margin_nothing_is_called_nothing() -> None:
    made = drawn(registered(margin=None, rule=Rule.FIXED), np.random.default_rng(21), agents=100, rate=12, alike=0.002)
    assert told_by(made)[0] is Verdict.NOT_ENOUGH
    assert looks(made, END, END)[0].information is None


@pytest.mark.parametrize("rule", WEEKLY, ids=lambda each: str(each["rule"]))
@pytest.mark.slow
def test_watched_weekly_for_a_year_it_cries_wolf_as_seldom_as_was_registered(rule: dict[str, Any]) -> None:
    """Bar 6: at most 5 % false positives over 52 looks, where 1.96 would give a third."""
    chance, worlds = np.random.default_rng(52), 600
    said = registered(**rule)
    wrong = sum(told_by(drawn(said, chance))[0] in WRONG for _ in range(worlds))
    assert wrong / worlds <= 0.05


@pytest.mark.slow
def test_who_stops_at_the_usual_limit_cries_wolf_in_a_quarter_and_more() -> None:
    chance, worlds, wrong = np.random.default_rng(53), 200, 0
    said = registered(rule=Rule.FIXED)
    for _ in range(worlds):
        made = drawn(said, chance)
        weekly = (compared(made, 7 * week + 6) for week in range(WEEKS))
        wrong += any(found is not None and abs(found.z) > 1.96 for found in weekly)
    assert wrong / worlds > 0.2


@pytest.mark.slow
def test_intervals_of_a_watched_pilot_hold_at_all_looks_at_once() -> None:
    chance, worlds, held = np.random.default_rng(54), 300, 0
    said = registered(rule=Rule.OBRIEN_FLEMING, looks=12)
    for _ in range(worlds):
        found = looks(drawn(said, chance, lift=0.04), END, END)
        held += all(each.estimate.low <= 0.04 <= each.estimate.high for each in found)
    assert held / worlds >= 0.95 - 2 * (0.95 * 0.05 / worlds) ** 0.5


@pytest.mark.parametrize("agents", [8, 12, 16, 24])
@pytest.mark.slow
def test_few_and_uneven_agents_cry_wolf_no_more_often(agents: int) -> None:
    chance, worlds = np.random.default_rng(agents), 2_000
    said = registered(rule=Rule.FIXED)
    wrong = sum(told_by(drawn(said, chance, agents=agents))[0] in WRONG for _ in range(worlds))
    assert wrong / worlds <= 0.05 + 2 * (0.05 * 0.95 / worlds) ** 0.5
