"""Slowing down through the engine: what it counts, whom it names that the gap does not, and when it names nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tests.signals.silence_worlds import stopping
from tests.signals.test_silence import UNTIL, columns, events, logins, told
from truegreen.engine.duck import Duck
from truegreen.model.silence import Account
from truegreen.readings.engaged_days import feeds
from truegreen.readings.paces import STRETCHES, Paces, paces
from truegreen.signals.silence.slowed import slowed, with_days, wrong

DAY = date(2000, 1, 1)


def counted(came: Mapping[str, Any], until: date = UNTIL, gone: str = "") -> Paces | None:
    """Let the engine count comings: columns ``account_id``, ``kind``, ``feed`` and ``day``."""
    import pyarrow

    duck = Duck()
    try:
        duck.connection.register("drawn", pyarrow.table(dict(came)))
        on = "DATE '2000-01-01' + CAST(day AS INTEGER)"
        duck.run(
            f"CREATE TEMP TABLE came AS SELECT account_id, kind, feed, {on} AS day FROM drawn "
            f"WHERE {on} <= DATE '{until}'"
        )
        duck.run(f"CREATE TEMP TABLE ended AS SELECT '{gone}' AS account_id, DATE '2025-01-01' AS ended")
        return paces(duck, "came", feeds(duck, "came", until), until, "ended")
    finally:
        duck.close()


def names(came: Mapping[str, Any], until: date = UNTIL, promise: float = 0.1) -> set[int]:
    found = counted(came, until)
    accounts = {name: Account(id=name) for name in came["account_id"]}
    return {int(each.account.id) for each in slowed(found, accounts, {*accounts}, until=until, promise=promise)}


def slowing_down(left: float, k: int, seed: int, since: int = 100) -> tuple[dict[str, Any], set[int]]:
    """Draw 300 accounts that come every four days; from a day on, some go on with a share of it."""
    draw = np.random.default_rng(seed)
    came = events(stopping(k, accounts=300, stop=0.0, days=600.0, every=4.0, seed=seed))
    account, day = np.array(came["account_id"]).astype(int), np.asarray(came["day"])
    end = (UNTIL - DAY).days
    kept = (account >= 20) | (day <= end - since) | (draw.random(day.size) < left)
    return columns(account[kept], day[kept]), set(range(20))


def test_days_are_counted_by_stretches_back_from_the_last() -> None:
    end = (UNTIL - DAY).days
    days = [end, end - 29, end - 29, end - 30, end - 100, end - 719, end - 720]
    found = counted({"account_id": ["1"] * 7, "kind": ["order", "order", "login", *["order"] * 4], "feed": [""] * 7,
                     "day": days})  # fmt: skip
    assert found
    assert found.accounts.tolist() == ["1"]
    assert found.came[0, -4:].tolist() == [1, 0, 1, 2]
    assert found.came.sum() == 4  # the first day is none, nor what is older than two years
    assert found.time.shape == (1, STRETCHES)


def test_time_begins_with_the_first_coming_and_stands_still_while_a_feed_is_out() -> None:
    account, day = logins(200, 500, 6)
    end = (UNTIL - DAY).days
    kept = ((day < end - 50) | (day > end - 30)) & ((account > 0) | (day > end - 75))
    found = counted(columns(account[kept], day[kept], "login"))
    assert found
    others = found.accounts != "0"
    assert found.time[others, -2].mean() == pytest.approx(11 / 30, abs=0.1)
    assert found.time[others, -1].mean() == pytest.approx(1, abs=0.1)
    own = found.time[found.accounts == "0"][0]
    assert own[:-3].sum() == 0
    first = day[kept & (account == 0)].min()
    assert own[-3] == pytest.approx((end - 60 - first) / 30, abs=0.08)


def test_who_left_is_not_counted() -> None:
    account, day = logins(40, 300, 6)
    found = counted(columns(account, day), gone="7")
    assert found
    assert {*found.accounts} == {str(each) for each in range(40)} - {"7"}
    assert counted(columns(account[:0], day[:0])) is None


@pytest.mark.slow
@pytest.mark.parametrize("k", [1, 3])
def test_those_who_slow_down_are_found_where_the_gap_does_not_find_them(k: int) -> None:
    by_gap, by_pace, wrongly, planted = 0, 0, 0, 0
    for left in (0.1, 0.2):
        for seed in range(2):
            came, slower = slowing_down(left, k, seed)
            silent = told(came).names
            also = names(came)
            planted += len(slower)
            by_gap += len(silent & slower)
            by_pace += len((silent | also) & slower)
            wrongly += len((silent | also) - slower)
    assert by_pace >= 0.65 * planted
    assert by_gap <= 0.5 * by_pace
    assert wrongly <= 0.1 * by_pace + 2


def test_a_slowing_is_found_in_a_small_world_too() -> None:
    came, slower = slowing_down(0.1, 3, 5)
    found = names(came)
    assert len(found & slower) >= 14
    assert len(found - slower) <= 2
    assert names(came, UNTIL - timedelta(days=110)) == set()


@pytest.mark.parametrize("days", [7, pytest.param(35, marks=pytest.mark.slow)])
def test_while_a_feed_is_out_nobody_slows_down(days: int) -> None:
    account, day = logins(200, 500, 6)
    end = (UNTIL - DAY).days
    came = columns(account[day <= end - days], day[day <= end - days], "login")
    assert names(came) == set()


def test_a_feed_that_is_replaced_by_another_makes_nobody_slower() -> None:
    account, day = logins(150, 500, 8)
    came = columns(account, day, "login")
    came["feed"] = ["old" if each < (UNTIL - DAY).days - 120 else "new" for each in day]
    assert names(came) == set()


@pytest.mark.slow
@pytest.mark.parametrize("k", [1, 3])
def test_where_nobody_slows_down_hardly_anybody_is_named_month_by_month(k: int) -> None:
    alarms = 0
    for seed in range(3):
        came = events(stopping(k, stop=0.0, accounts=400, days=600.0, seed=seed))
        alarms += sum(len(names(came, UNTIL - timedelta(days=60 * month))) for month in range(6))
    assert alarms <= 2


def test_those_that_slowed_down_are_told_with_their_days_after_those_that_fell_silent() -> None:
    came, _ = slowing_down(0.0, 3, 5)
    accounts = {name: Account(id=name) for name in came["account_id"]}
    found = slowed(counted(came), accounts, {*accounts}, until=UNTIL, promise=0.1, named=3)
    assert [each.number for each in found] == [*range(4, 4 + len(found))]
    assert [each.p for each in found] == sorted(each.p for each in found)
    assert 0 < wrong(found) <= 0.1 * len(found)
    assert wrong([]) == 0
    days = {found[0].account.id: [("order", UNTIL), ("order", UNTIL - timedelta(days=3))]}
    first, second = with_days(found, days)[:2]
    assert (first.rhythm, first.came_on) == ("order", [UNTIL - timedelta(days=3), UNTIL])
    assert (second.rhythm, second.came_on) == ("any", [])
    assert slowed(None, {}, (), until=UNTIL, promise=0.1) == []
