"""Features come from what was known: nothing later moves them, few say little, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals.business_worlds import business
from truegreen.model.leak import LeakKind
from truegreen.readings.risk_history import Engaged, History
from truegreen.signals.warning.feature import Feature
from truegreen.signals.warning.features import features
from truegreen.signals.warning.known import known_at
from truegreen.signals.warning.labels import By, labels
from truegreen.signals.warning.leaks import looks_ahead
from truegreen.signals.warning.pooled import last
from truegreen.signals.warning.rows import UNKNOWN, Rows, design


def small(**kinds: bool) -> History:
    return business(1, accounts=150, months=16, **kinds).history


@pytest.fixture(scope="module")
def history() -> History:
    return small()


def of(history: History, place: int, name: str) -> Feature:
    return next(each for each in features(history, place).listed if each.id == name)


@pytest.mark.parametrize("name", ["satisfaction", "returns", "severe", "engagement", "silence", "revenue", "volume"])
def test_nothing_that_comes_later_moves_a_feature(history: History, name: str) -> None:
    assert looks_ahead(lambda held, place: of(held, place, name).shown, history, 10) is None


def test_shares_drawn_towards_the_mean_of_all_time_are_found_out(history: History) -> None:
    def by_all_time(held: History, place: int) -> np.ndarray:
        usual = held.counts["content"].sum() / held.counts["answers"].sum()
        return np.asarray((held.counts["content"] + 4 * usual) / (held.counts["answers"] + 4))

    found = looks_ahead(by_all_time, history, 10)
    assert found
    assert found.kind is LeakKind.FUTURE


def test_what_is_known_at_a_months_end_has_nothing_of_later(history: History) -> None:
    known = known_at(history, 8)
    assert len(known.months) == 9
    assert not (known.decided_on > known.ends[-1]).any()
    assert not (known.ended_on > known.ends[-1]).any()
    assert known.engaged
    assert known.engaged.day.max() <= known.ends[-1]
    with pytest.raises(ValueError, match="no month"):
        known_at(history, 16)


def test_a_share_of_few_is_drawn_towards_that_of_all(history: History) -> None:
    feature = of(history, 15, "satisfaction")
    answers, content = (last(history.counts[each], 3)[:, 15] for each in ("answers", "content"))
    raw = content[answers > 0] / answers[answers > 0]
    drawn = feature.shown[:, 15]
    assert drawn.std() < raw.std()
    assert np.ptp(drawn[answers == 0]) == pytest.approx(0)


def test_silence_is_a_lower_rhythm_than_its_own_and_a_stranger_has_none(history: History) -> None:
    assert history.engaged
    quiet = replace(history.engaged, account=history.engaged.account[:0], day=history.engaged.day[:0])
    found = features(replace(history, engaged=quiet), 15)
    assert {"engagement", "silence"} <= found.left_out.keys()
    alone = of(history, 15, "silence").shown[:, 15]
    left = history.ended_on < history.ends[15] - 90
    staying = np.isnat(history.decided_on) & history.here[:, 15]
    if left.any():
        assert np.nanmedian(alone[left]) > np.nanmedian(alone[staying])


def test_who_came_regularly_is_missed_sooner_and_a_busy_day_counts_once(history: History) -> None:
    random, many = np.random.default_rng(1), len(history.accounts)
    even = np.arange(many) % 2 == 0
    gaps = np.where(even[:, None], 14, np.maximum(random.geometric(1 / 14, (many, 20)), 1)).cumsum(axis=1)
    first = history.ends[0].astype("datetime64[D]")
    account, day = np.repeat(np.arange(many), 20), (first + gaps).ravel()
    kept = day <= first + 280
    came = Engaged(account=account[kept], day=day[kept])
    held = replace(history, engaged=came, ended_on=np.full(many, np.datetime64("NaT", "D")),
                   here=np.ones_like(history.here))  # fmt: skip
    told = of(held, 11, "silence").shown[:, 11]
    assert np.median(told[even]) > np.median(told[~even]) + 1
    again = np.tile(np.arange(len(came.day)), 3)
    busy = replace(held, engaged=Engaged(account=came.account[again], day=came.day[again]))
    assert np.allclose(of(busy, 11, "silence").shown[:, 11], told)


def test_what_the_records_lack_is_left_out_and_said(history: History) -> None:
    left_out = features(history, 15).left_out
    assert left_out["attainment"] == "no case says when it is due"
    assert left_out["use"] == "nobody counts it"
    bare = replace(
        history, counts={}, engaged=None, revenue=np.full(history.revenue.shape, np.nan),
        renewal=np.full(history.renewal.shape, np.datetime64("NaT", "D")),
        started=np.full(history.started.shape, np.datetime64("NaT", "D")),
    )  # fmt: skip
    found = features(bare, 15)
    assert not found.listed
    assert {"satisfaction", "heard", "engagement", "renewal", "tenure", "revenue", "volume"} <= found.left_out.keys()


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=3),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_sums_are_those_of_the_months_they_name(rows: list[list[int]], months: int, before: int) -> None:
    grid = np.array(rows, dtype=float)
    found = last(grid, months, before)
    for at in range(grid.shape[1]):
        upto = at - before + 1
        assert found[:, at].tolist() == grid[:, max(upto - months, 0) : max(upto, 0)].sum(axis=1).tolist()


def test_a_decision_counts_on_the_day_of_notice_and_nobody_knows_the_last_months(history: History) -> None:
    told = labels(history)
    hits = told.hits(history.months, 3)
    assert np.isnan(hits[:, -3:]).all()
    account = int(np.flatnonzero(history.decided_on > history.ends[6])[0])
    place = int(np.searchsorted(history.ends, history.decided_on[account]))
    assert not told.at_risk[account, place:].any()
    if place < len(history.months) - 3:
        assert hits[account, max(place - 3, 0) : place].all()
    assert not (told.at_risk & told.noticed).any()


def test_a_leaving_without_notice_is_left_out_or_moved_back_by_the_blackout() -> None:
    unrecorded = small(notice=False)
    plain, moved = labels(unrecorded), labels(unrecorded, blackout=90)
    gone = ~np.isnat(unrecorded.ended_on)
    assert plain.unknown[gone].all()
    assert not plain.at_risk[gone].any()
    assert (moved.day[gone] == unrecorded.ended_on[gone] - 90).all()
    assert moved.delay == 3
    by_leaving = labels(small(), By.LEAVING)
    assert (by_leaving.at_risk & by_leaving.noticed).any()


def test_gaps_are_filled_with_what_was_usual_in_the_past_and_may_say_something(history: History) -> None:
    grid = history.revenue.copy()
    grid[::5] = np.nan
    feature = Feature(id="x", words="", unit="", shown=grid, columns={"x": grid, "flat": np.zeros(grid.shape)})
    past = Rows(*(each.astype(np.intp) for each in np.nonzero(history.here[:, :8])))
    made = design([feature], past)
    assert made.names == ("x", "x" + UNKNOWN)
    assert made.dropped == ("flat",)
    columns = made.columns([feature], Rows(np.array([0, 1]), np.array([9, 9])))
    assert columns[0].tolist() == [made.fill[0], 1.0]
    assert made.low[0] <= columns[1, 0] <= made.high[0]
