"""What was heard: days are counted rightly, what is planted is found, what says nothing is not said to foretell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.signals.business_worlds import business
from tests.signals.heard_worlds import overheard, signals_of
from truegreen.model.backtest import Before, Look
from truegreen.model.entered import Kind
from truegreen.model.heard import Ahead, Came, Heard, Signal
from truegreen.readings.heard_signals import Signals
from truegreen.readings.risk_history import History
from truegreen.signals.heard.came import outcomes
from truegreen.signals.heard.first import ahead
from truegreen.signals.heard.rates import alone, stretches
from truegreen.signals.heard.stands import Stands, base_rate, stands, within
from truegreen.signals.heard.tellers import tellers
from truegreen.signals.heard.worth import heard
from truegreen.signals.warning.labels import labels
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.exact import rate_ratio

NONE = signals_of([])


@cache
def world(seed: int = 1, accounts: int = 400) -> History:
    return business(seed, accounts=accounts, months=24, level=-5.5).history


def found(history: History, said: Signals, days: int = 91) -> Heard:
    return heard(history, labels(history), said, days)


def verdict(of: Heard, kind: Kind) -> Verdict:
    return next(each.verdict for each in of.kinds if each.kind is kind)


def _stood(lives: list[tuple[int, int, int]], days: int = 40) -> Stands:
    first = np.datetime64("2025-01-01")
    months = (np.arange(first, first + days).astype("datetime64[M]") - first.astype("datetime64[M]")).astype(np.intp)
    start, end, decided = (np.array(each, dtype=np.intp) for each in zip(*lives, strict=True))
    return Stands(first, first + (days - 1), start, end, decided, months)


LIVES = st.lists(
    st.tuples(st.integers(0, 39), st.integers(0, 39), st.booleans()).map(
        lambda life: (min(life[:2]), max(life[:2]) + 1, max(life[:2]) if life[2] and life[0] != life[1] else -1)
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(LIVES, st.integers(1, 20))
def test_the_base_rate_is_that_of_every_day_counted_by_hand(lives: list[tuple[int, int, int]], days: int) -> None:
    stood = _stood(lives)
    asked = [
        decided >= 0 and day < decided <= day + days
        for start, end, decided in lives
        for day in range(start, end)
        if day != decided and day + days <= stood.count - 1
    ]
    assert base_rate(stood, days) == (pytest.approx(np.mean(asked)) if asked else None)


@given(LIVES, st.lists(st.tuples(st.integers(0, 5), st.integers(0, 39)), max_size=6), st.integers(1, 20))
def test_the_window_and_its_stretches_are_those_counted_by_hand(
    lives: list[tuple[int, int, int]], told: list[tuple[int, int]], days: int
) -> None:
    stood = _stood(lives)
    told = [(account, day) for account, day in told if account < len(lives)]
    said = signals_of([(account, str(stood.first + day), "complaint", "") for account, day in told])
    inside = within(said, np.ones(len(said), dtype=np.bool_), stood, days)
    for account, (start, end, _) in enumerate(lives):
        for day in range(start, end):
            assert inside[account, day] == any(each == account and 0 < day - on <= days for each, on in told)
    parts = stretches(stood, inside)
    assert parts.days.sum() == sum(end - start for start, end, _ in lives)
    assert parts.hit.sum() == sum(decided >= 0 for *_, decided in lives)
    assert parts.days[parts.heard].sum() == (stood.at_risk & inside).sum()


def test_what_came_of_signals_is_said_by_the_day() -> None:
    stood = _stood([(0, 21, 20), (5, 40, -1), (10, 40, -1)])
    rows = [(0, 19), (0, 20), (0, 25), (0, 5), (1, 4), (1, 5), (1, 39), (2, 29), (2, 30)]
    said = signals_of([(account, str(stood.first + day), "escalation", "") for account, day in rows])
    came = {(int(a), int((d - stood.first).astype(int))): c
            for a, d, c in zip(said.account, said.day, outcomes(said, stood, 10).came, strict=True)}  # fmt: skip
    assert [came[each] for each in rows] == [
        Came.DECIDED, Came.TOO_LATE, Came.TOO_LATE, Came.STAYED, Came.OUTSIDE, Came.STAYED, Came.OPEN, Came.STAYED,
        Came.OPEN,
    ]  # fmt: skip


def test_how_much_as_often_is_the_ratio_of_rates() -> None:
    history = world()
    stood = stands(history, labels(history))
    said = signals_of(overheard(history, 3, "escalation", 0.02, before=0.4))
    there = outcomes(said, stood, 91).are(Came.DECIDED, Came.STAYED, Came.OPEN)
    parts = stretches(stood, within(said, there, stood, 91))
    hits = [int(parts.hit[parts.heard == each].sum()) for each in (True, False)]
    days = [float(parts.days[parts.heard == each].sum()) for each in (True, False)]
    exact = rate_ratio(hits[0], days[0], hits[1], days[1])
    told = alone(parts)
    assert isinstance(told, Estimate)
    assert exact
    assert exp(told.value) == pytest.approx(exact.value, rel=0.02)
    assert exp(told.low) == pytest.approx(exact.low, rel=0.25)
    assert exp(told.high) == pytest.approx(exact.high, rel=0.25)


@pytest.mark.slow
def test_what_leavers_say_beforehand_foretells_and_adds_and_what_anybody_says_does_not() -> None:
    history = world()
    said = signals_of([
        *overheard(history, 5, "competitor_named", 0.01, before=0.5),
        *overheard(history, 6, "praise", 0.05),
        *overheard(history, 7, "complaint", 0.05),
    ])  # fmt: skip
    told = found(history, said)
    assert told.kinds[0].kind is Kind.COMPETITOR_NAMED
    assert verdict(told, Kind.COMPETITOR_NAMED) is Verdict.ESTABLISHED
    assert verdict(told, Kind.PRAISE) is not Verdict.ESTABLISHED
    assert verdict(told, Kind.COMPLAINT) is not Verdict.ESTABLISHED
    first = told.kinds[0]
    assert first.adds is Verdict.ESTABLISHED
    assert first.beside
    assert first.beside.low > log(2)
    assert first.heard > 0.4 * first.losses
    assert first.by_chance is not None
    assert first.by_chance < 0.1
    assert first.lead_days
    assert 20 < first.lead_days.value < 45
    assert told.numbers


def test_a_signal_of_what_the_numbers_say_foretells_and_adds_nothing_new() -> None:
    """Heard of an account whose answers are bad: it goes with leaving, less where the numbers are alike."""
    history = world(2)
    bad = history.counts["answers"] - history.counts["content"] > 1
    account, month = np.nonzero(bad)
    days = history.months[month].astype("datetime64[D]") + 27
    rows = [(int(a), str(d), "complaint", "") for a, d in zip(account, days, strict=True)]
    told = found(history, signals_of(rows)).kinds[0]
    assert told.alone
    assert told.beside
    assert told.alone.value > told.beside.value
    assert told.verdict is Verdict.ESTABLISHED
    assert told.adds is not Verdict.ESTABLISHED


def test_who_hears_is_said_only_of_enough_people() -> None:
    history = world()
    stood = stands(history, labels(history))
    said = signals_of(overheard(history, 3, "complaint", 0.03))
    came = outcomes(said, stood, 91)
    told, few = tellers(said, came)
    assert len(told) == 7
    assert few == ""
    assert all(each.low < each.share < each.high for each in told)
    assert [each.share for each in told] == sorted((each.share for each in told), reverse=True)
    some = signals_of([(0, "2023-05-05", "complaint", "p-1")])
    assert tellers(some, outcomes(some, stood, 91))[0] == ()
    nobody = replace(said, by=np.full(len(said), ""))
    assert tellers(nobody, came) == ((), "the records do not say who heard what")


def test_who_was_first() -> None:
    def loss(account: str, alert: date | None, *, said: bool = True) -> Before:
        look = Look(days=30, as_of=date(2025, 5, 31), chance=0.2 if said else None)
        return Before(account=account, decided=date(2025, 7, 1), looks=(look,), first_alert=alert)

    def told(account: str, on: date, kind: Kind = Kind.COMPLAINT) -> Signal:
        return Signal(account=account, on=on, kind=kind, severity=None, by="", came=Came.STAYED)

    signals = [
        told("people", date(2025, 4, 1)), told("model", date(2025, 6, 1)), told("alone", date(2025, 6, 30)),
        told("late", date(2025, 7, 1)), told("old", date(2024, 1, 1)), told("praised", date(2025, 5, 5), Kind.PRAISE),
        told("unsaid", date(2025, 5, 5)),
    ]  # fmt: skip
    losses = [
        loss("people", date(2025, 4, 30)), loss("model", date(2025, 4, 30)), loss("alone", None), loss("late", None),
        loss("old", date(2025, 4, 30)), loss("praised", None), loss("unsaid", None, said=False),
    ]  # fmt: skip
    assert ahead(signals, {Kind.COMPLAINT}, losses) == Ahead(
        losses=6, both=2, people_first=1, model_first=1, only_people=1, only_model=1, neither=2, days=-1.5
    )


def test_thin_records_are_no_mistake() -> None:
    history = world()
    nobody = replace(history, decided_on=np.full_like(history.decided_on, np.datetime64("NaT")),
                     ended_on=np.full_like(history.ended_on, np.datetime64("NaT")))  # fmt: skip
    said = signals_of(overheard(history, 3, "escalation", 0.02))
    assert found(history, NONE).kinds == ()
    told = found(nobody, said)
    assert (told.losses, told.kinds[0].verdict) == (0, Verdict.NOT_ENOUGH)
    assert told.kinds[0].because
    assert told.without
    one = signals_of([(0, "2023-05-05", "escalation", "")])
    assert found(history, one).kinds[0].verdict is Verdict.NOT_ENOUGH
    few = replace(history, here=np.zeros_like(history.here))
    assert found(few, said).accounts == 0
    with pytest.raises(ValueError, match="a window of 0 days is none"):
        found(history, said, 0)


def test_no_month_is_no_mistake() -> None:
    history = world()
    none = replace(history, months=history.months[:0], here=history.here[:, :0])
    assert found(none, NONE).few == "no month is over"


@pytest.mark.slow
def test_what_says_nothing_is_rarely_said_to_foretell() -> None:
    """Forty worlds with four kinds that anybody may have: of 160, at most some are called an effect."""
    wrong = 0
    for seed in range(40):
        history = world(seed + 100, 200)
        rows = [row for place, kind in enumerate(("complaint", "escalation", "praise", "sales_concern"))
                for row in overheard(history, 40 * seed + place, kind, 0.04)]  # fmt: skip
        told = found(history, signals_of(rows))
        wrong += any(each.verdict in (Verdict.ESTABLISHED, Verdict.PERVERSE) for each in told.kinds)
    assert wrong <= 5  # 5 % of 40 worlds are 2; more than 5 would be one time in 70


@pytest.mark.slow
def test_it_is_what_lifelines_says_of_covariates_that_change() -> None:
    lifelines = pytest.importorskip("lifelines")
    pandas = pytest.importorskip("pandas")
    history = world()
    stood = stands(history, labels(history))
    said = signals_of(overheard(history, 3, "escalation", 0.02, before=0.4))
    there = outcomes(said, stood, 91).are(Came.DECIDED, Came.STAYED, Came.OPEN)
    inside = within(said, there, stood, 91)
    rows = [
        (account, piece[0], piece[-1] + 1, float(inside[account, piece[0]]), stood.decided[account] == piece[-1])
        for account in np.flatnonzero(stood.end > stood.start)
        for piece in _pieces(np.arange(stood.start[account], stood.end[account]), inside[account])
    ]
    table = pandas.DataFrame(rows, columns=["id", "start", "stop", "heard", "event"])
    columns = {"id_col": "id", "event_col": "event", "start_col": "start", "stop_col": "stop"}
    cox = lifelines.CoxTimeVaryingFitter().fit(table, **columns)
    told = alone(stretches(stood, inside))
    assert isinstance(told, Estimate)
    assert told.value == pytest.approx(cox.params_["heard"], abs=0.1)


def _pieces(days: NDArray[np.int64], inside: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Cut an account's days where the window opens or closes."""
    return np.split(days, np.flatnonzero(np.diff(inside[days].astype(int))) + 1)
