"""Saves: nothing planted is nothing found, a planted lift is found as often as promised, arms are looked at first."""

from __future__ import annotations

import numpy as np
import pytest

from tests.value.worlds import HORIZON, LAST, world
from truegreen.value.arms import not_understood
from truegreen.value.saves import entered, lift, months_more


def covered(worlds: int, accounts: int, stays: float, planted: float) -> tuple[float, float, list[float]]:
    """Give how often the interval covers the planted lift, how often it finds one, and the team's save rates."""
    holds, finds, reported = 0, 0, []
    for seed in range(worlds):
        made = world(accounts, stays, planted, seed)
        found = lift(made.programme, HORIZON, 0.15).estimate
        if found is None:
            continue
        holds += found.low <= made.stays_treated - made.stays_held_out <= found.high
        finds += found.low > 0 or found.high < 0
        reported.append(made.reported)
    return holds / len(reported), finds / len(reported), reported


def test_an_attempt_that_does_nothing_saves_nobody_in_a_few_worlds() -> None:
    holds, _, reported = covered(25, 500, 0.85, 0.0)
    assert holds >= 0.88
    assert np.mean(reported) == pytest.approx(0.85, abs=0.02)  # and the team reports that it saved 85 of 100


@pytest.mark.slow
def test_an_attempt_that_does_nothing_saves_nobody() -> None:
    holds, finds, reported = covered(200, 600, 0.85, 0.0)
    assert holds >= 0.93
    assert finds <= 0.07
    assert np.mean(reported) == pytest.approx(0.85, abs=0.01)


@pytest.mark.slow
def test_a_planted_lift_of_four_points_is_covered_as_often_as_promised() -> None:
    holds, finds, _ = covered(400, 4000, 0.85, 0.04)
    assert 0.92 <= holds <= 0.98
    assert finds > 0.5  # power: of 4,000 flagged with 600 held out, more than half of the worlds find it
    _, rarely, _ = covered(100, 500, 0.85, 0.04)
    assert rarely < 0.3  # 500 flagged with 75 held out are too few, and it is said: the interval covers nought


def test_the_arms_are_looked_at_before_any_lift() -> None:
    programme = world(1000, 0.85, 0.04, 1).programme
    gone = programme.treated | (np.arange(len(programme.treated)) % 2 == 0)  # half of the held out got lost
    fewer = entered(programme.place[gone], programme.day[gone], programme.treated[gone],
                    np.full(1000, np.datetime64("NaT")), LAST)  # fmt: skip
    found = lift(fewer, HORIZON, 0.15)
    assert found.estimate is None
    assert found.saves is None
    assert found.ratio is not None
    assert found.ratio.p < 0.001
    assert "too few" in found.because or "too many" in found.because


def test_without_held_out_accounts_nobody_can_tell() -> None:
    programme = world(300, 0.85, 0.0, 1, held_out=0.0).programme
    found = lift(programme, HORIZON, 0.15)
    assert found.estimate is None
    assert "nobody was held out" in found.because


def test_accounts_whose_time_is_not_over_are_left_out_and_counted() -> None:
    day = np.array(["2025-01-10", "2025-12-01", "2025-02-01"], dtype="datetime64[D]")
    decided = np.array(["NaT", "2025-12-20", "2025-03-01"], dtype="datetime64[D]")
    programme = entered([0, 1, 2], day, [True, True, False], decided, LAST)
    found = lift(programme, HORIZON, 0.15)
    assert (found.treated, found.treated_left, found.held_out, found.held_out_left) == (1, 0, 1, 1)
    assert found.waiting == 1
    assert "5 of each are the least" in found.because


def test_the_first_entry_counts_in_its_arm_and_notice_before_it_does_not() -> None:
    day = np.array(["2025-05-01", "2025-03-01", "2025-04-01"], dtype="datetime64[D]")
    decided = np.array(["2025-06-01", "2025-03-15"], dtype="datetime64[D]")
    programme = entered([0, 0, 1], day, [True, False, True], decided, LAST)
    assert programme.place.tolist() == [0]
    assert programme.treated.tolist() == [False]
    assert programme.day.tolist() == [np.datetime64("2025-03-01").item()]
    assert programme.had_decided == 1


def test_curves_start_at_all_and_go_on_where_not_all_are_known() -> None:
    programme = world(800, 0.85, 0.0, 5).programme
    curve = programme.curve(treated=True)
    assert curve is not None
    assert curve.rows == int((programme.treated & (programme.day < LAST)).sum())
    place = int(np.searchsorted(curve.times, HORIZON, side="right")) - 1
    assert curve.low[place] < 0.85 < curve.high[place]
    found = lift(programme, HORIZON, 0.15)
    assert found.by_time is not None
    assert found.estimate is not None
    assert found.by_time.low < 0 < found.by_time.high
    assert found.by_time.error <= found.estimate.error  # it has those too whose time is not over
    assert world(50, 0.85, 0.0, 1, held_out=0.0).programme.curve(treated=False) is None


def test_what_makes_no_sense_is_refused() -> None:
    programme = world(50, 0.85, 0.0, 1).programme
    for days, share in ((0, 0.15), (180, -0.1), (180, 1.0)):
        with pytest.raises(ValueError, match="a day at least"):
            lift(programme, days, share)
    nobody = entered([], [], [], [], LAST)
    assert lift(nobody, 180, 0.15).because == "nobody entered the programme"


def test_where_nobody_was_to_be_held_out_those_who_were_are_told() -> None:
    programme = world(300, 0.85, 0.0, 1).programme
    assert "held out where nobody was to be" in lift(programme, HORIZON, 0.0).because


def test_it_is_said_in_how_many_months_there_are_enough() -> None:
    def wait(*held_out: str, treated: int = 9) -> int | None:
        day = np.array(["2025-07-01"] * treated + list(held_out), dtype="datetime64[D]")
        arm = [True] * treated + [False] * len(held_out)
        programme = entered(np.arange(len(day)), day, arm, np.full(len(day), np.datetime64("NaT")), LAST)
        return months_more(programme, 180)

    assert str(LAST) == "2025-12-31"
    assert wait(*["2025-10-31"] * 5) == 4  # 180 days less 61
    assert wait(*["2025-10-31"] * 3) == 10  # two more at three in 183 days, and 180 days
    assert wait() is None
    assert wait(*["2025-06-01"] * 5) == 1


def test_words_for_arms_that_nobody_knows_are_named() -> None:
    assert not_understood(["treated", "B", "", "control", "zeta", "B"]) == ["B", "zeta"]
