"""Silent customers: weights mend what is known, bounds hold whatever is not, and the tipping point is said."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import Floats
from truegreen.stats.validity.invitation import invitation_gate
from truegreen.stats.validity.logistic import chances, design
from truegreen.stats.validity.response import effective_of, fractional, share_of_silent, weights
from truegreen.stats.validity.silent import Coverage, bounds, tipping, with_gap

unit = st.floats(0, 1)


class World:
    """What makes customers content also makes them answer, as far as it is known, and by ``direct`` besides."""

    def __init__(self, seed: int, direct: float = 0.0, count: int = 40_000) -> None:
        random = np.random.default_rng(seed)
        self.reopened = random.random(count) < 0.25
        self.hours = random.lognormal(2, 0.8, count)
        self.channel = random.choice(["chat", "mail", "phone"], count, p=[0.3, 0.3, 0.4])
        self.agent = random.integers(0, 60, count)
        unseen = random.normal(0, 0.5, count)
        mood = -1.4 * self.reopened - 0.03 * (self.hours - 10) + 0.6 * (self.channel == "chat") + unseen
        self.satisfied = random.random(count) < expit(1.3 + mood)
        known = mood - unseen
        self.answered = random.random(count) < expit(-1.6 + 0.7 * known + 0.3 * unseen + direct * self.satisfied)
        self.table, self.names = design(
            {"hours": self.hours, "reopened": self.reopened.astype(float)}, {"channel": self.channel}
        )

    def naive(self) -> float:
        return float(self.satisfied[self.answered].mean() - self.satisfied.mean())

    def weighted(self) -> float:
        found = weights(chances(self.answered, self.table, self.names), self.answered)
        return float(found.values @ self.satisfied / found.values.sum() - self.satisfied.mean())


def expit(logs: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logs)))


def test_weights_mend_what_is_known_and_not_what_is_not() -> None:
    """As in STATS: about four points too many become about one; where the content answer more, most of it remains."""
    known, hidden = World(1), World(1, direct=0.9)
    assert known.naive() > 0.04
    assert abs(known.weighted()) < 0.02
    assert hidden.naive() > 0.09
    assert hidden.weighted() > 0.05


@pytest.mark.slow
def test_chances_are_statsmodels() -> None:
    """With so many cases the ridge moves nothing that matters."""
    statsmodels = pytest.importorskip("statsmodels.api")
    world = World(2)
    found = chances(world.answered, world.table, world.names)
    oracle = statsmodels.GLM(world.answered.astype(float), world.table, family=statsmodels.families.Binomial()).fit()
    assert found.coefficients == pytest.approx(oracle.params, abs=2e-3)
    assert found.names == ("(constant)", "hours", "reopened", "channel=chat", "channel=mail")
    assert found.settled


def test_chances_are_as_many_as_happened() -> None:
    world = World(3, count=2000)
    found = chances(world.answered, world.table, world.names)
    assert found.values.sum() == pytest.approx(world.answered.sum())


def test_a_kind_that_never_answers_has_a_small_chance_and_not_none() -> None:
    kinds = np.array(["a"] * 50 + ["b"] * 50)
    answered = np.array([True, False] * 25 + [False] * 50)
    found = chances(answered, *design({}, {"kind": kinds}))
    assert found.settled
    assert 0 < found.values[-1] < 0.05
    assert found.values[0] == pytest.approx(0.5, abs=0.05)


def test_columns_that_say_the_same_share_it() -> None:
    number = np.arange(100.0)
    answered = np.random.default_rng(1).random(100) < number / 100
    twice = chances(answered, *design({"a": number, "b": 3 * number + 1}, {}))
    assert twice.settled
    assert twice.coefficients[1] == pytest.approx(twice.coefficients[2])


def test_who_always_answers_or_never_is_no_trouble() -> None:
    table, names = design({"hours": np.arange(10.0)}, {})
    assert chances(np.ones(10), table, names).values == pytest.approx(np.full(10, 10.5 / 11))
    never = weights(chances(np.zeros(10), table, names), np.zeros(10))
    assert (never.effective, never.trimmed) == (0, 0)
    assert share_of_silent(never, np.zeros(10)) is None


def test_unknown_figures_are_said_to_be_unknown() -> None:
    table, names = design({"hours": [1.0, np.nan, 3.0, np.nan]}, {"flat": ["x"] * 4})
    assert names == ("(constant)", "hours", "hours unknown")
    assert table[:, 1] == pytest.approx([-np.sqrt(2), 0, np.sqrt(2), 0])


def test_no_answer_speaks_for_too_many() -> None:
    table, names = design({}, {"kind": ["usual"] * 900 + ["rare"] * 600})
    answered = np.array([True] * 880 + [False] * 20 + [True] * 3 + [False] * 597)
    found = weights(chances(answered, table, names), answered)
    assert found.trimmed == 3
    assert found.values.max() == pytest.approx(10 * np.median(found.values[answered]))
    assert 300 < found.effective < 883


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30), st.floats(0.01, 100))
def test_worth_lies_between_one_and_all(values: list[float], scale: float) -> None:
    worth = effective_of(values)
    assert 1 - 1e-9 <= worth <= len(values) + 1e-9
    assert effective_of([each * scale for each in values]) == pytest.approx(worth)
    assert effective_of([scale] * len(values)) == pytest.approx(len(values))


def test_fractional_counts_by_hand() -> None:
    found = weights(chances([1, 1, 1, 0], *design({}, {"x": ["a"] * 4})), [1, 1, 1, 0])
    counted = fractional(found, [1, 0, 1, 1], [0, 0, 1, 1], 3)
    assert counted.totals == pytest.approx([2, 1, 0])
    assert counted.hits == pytest.approx([1, 1, 0])
    assert counted.plain_totals.tolist() == [2, 1, 0]
    assert counted.plain_hits.tolist() == [1, 1, 0]


def test_nobody_says_nothing() -> None:
    empty = np.zeros(0)
    assert effective_of(empty) == 0
    with pytest.raises(ValueError, match="cases to learn from"):
        chances(empty, np.zeros((0, 1)), ("(constant)",))
    with pytest.raises(ValueError, match="all of one length"):
        design({"a": [1, 2]}, {"b": ["x"]})
    with pytest.raises(ValueError, match="its chance"):
        weights(chances([1, 0], *design({"a": [1, 2]}, {})), [1])


def test_the_bounds_of_manski() -> None:
    assert bounds(0.9, 0.2) == pytest.approx((0.18, 0.98))
    assert bounds(0.9, 1.0) == pytest.approx((0.9, 0.9))
    assert bounds(0.9, 0.0) == (0, 1)


@given(unit, unit, unit)
def test_whatever_the_silent_say_is_within_the_bounds(share: float, heard: float, silent: float) -> None:
    low, high = bounds(share, heard)
    assert low - 1e-12 <= heard * share + (1 - heard) * silent <= high + 1e-12


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98), st.floats(0.02, 0.98))
def test_at_the_tipping_point_the_share_is_the_target(share: float, heard: float, target: float) -> None:
    found = tipping(share, heard, target)
    if found.can_turn:
        assert found.turns_at is not None
        assert heard * share + (1 - heard) * found.turns_at == pytest.approx(target)
        if 1e-5 < found.turns_at < 1 - 1e-5 and found.gap is not None:
            assert with_gap(share, heard, found.gap) == pytest.approx(target)
            assert (found.gap > 0) == (share > target) or share == pytest.approx(target)
    else:
        assert target < found.low + 1e-9 or target > found.high - 1e-9


def test_a_tipping_point_by_hand() -> None:
    """Half answer, nine in ten content, eight in ten agreed: the silent must be at seven in ten."""
    found = tipping(0.9, 0.5, 0.8)
    assert found.turns_at == pytest.approx(0.7)
    assert found.gap == pytest.approx(log(9) - log(7 / 3))
    assert (found.low, found.high) == pytest.approx((0.45, 0.95))
    weighted = tipping(0.9, 0.5, 0.8, silent=0.72)
    assert weighted.share == pytest.approx(0.81)
    assert weighted.gap == pytest.approx(log(0.72 / 0.28) - log(7 / 3))
    assert not tipping(0.9, 0.9, 0.5).can_turn
    assert not tipping(0.9, 1.0, 0.95).can_turn
    with pytest.raises(ValueError, match="must both be shares"):
        tipping(1.2, 0.5, 0.8)


def test_the_silent_are_what_weights_leave_to_them() -> None:
    world = World(4)
    found = share_of_silent(weights(chances(world.answered, world.table, world.names), world.answered), world.satisfied)
    assert found is not None
    heard, share, silent = found
    assert heard == pytest.approx(world.answered.mean())
    assert silent == pytest.approx(world.satisfied[~world.answered].mean(), abs=0.025)
    assert share - silent > 0.04


def test_a_funnel() -> None:
    found = Coverage(1000, 400, 100)
    assert (found.share_invited, found.share_answered, found.share_heard) == (0.4, 0.25, 0.1)
    assert [round(low, 3) for low, _ in found.intervals()] == [0.37, 0.21, 0.083]
    assert Coverage(0, 0, 0).intervals() == ()
    assert Coverage(5, 0, 0).share_answered is None
    with pytest.raises(ValueError, match="is no funnel"):
        Coverage(10, 20, 5)


def gate(seed: int, steered: float) -> Estimate | Unfit:
    """Agents invite differently often and have different customers; some steer the survey to the content ones."""
    random = np.random.default_rng(seed)
    agent = random.integers(0, 50, 6000)
    content = np.clip(random.normal(0.75, 0.12, 6000) + random.normal(0, 0.05, 50)[agent], 0.05, 0.99)
    often = 0.3 + 0.2 * random.random(50)[agent]
    invited = random.random(6000) < np.clip(often + steered * (content - 0.75), 0, 1)
    return invitation_gate(invited, content, agent)


def test_steered_invitations_are_seen() -> None:
    found = gate(2, 0.8)
    assert isinstance(found, Estimate)
    assert found.low < 0.08 < found.high
    assert found.p is not None
    assert found.p < 1e-4
    assert 45 < found.effective <= 50


def test_chance_invitations_are_not() -> None:
    found = [gate(seed, 0.0) for seed in range(200)]
    alarms = [each.p is not None and each.p < 0.05 for each in found if isinstance(each, Estimate)]
    assert len(alarms) == 200
    assert 0.005 < np.mean(alarms) < 0.1


def test_one_agent_says_why_not() -> None:
    assert isinstance(invitation_gate([1, 0, 1], [0.5, 0.6, 0.7], [1, 1, 1]), Unfit)
    with pytest.raises(ValueError, match="its prediction"):
        invitation_gate([1, 0], [0.5], [1, 1])
