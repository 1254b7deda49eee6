"""In worlds where it is known who leaves: leavers are found as far as they can be, and nobody where none can be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.signals.business_worlds import business
from truegreen.model.backtest import Backtest, Contender, Order
from truegreen.readings.risk_history import History
from truegreen.signals.warning.backtest import Tried, backtest
from truegreen.signals.warning.labels import By, labels
from truegreen.signals.warning.leads import led
from truegreen.signals.warning.leaks import leaks
from truegreen.signals.warning.now import Now, told_now
from truegreen.signals.warning.origins import Setting, origins, past_rows
from truegreen.signals.warning.sayings import grouped, heard
from truegreen.signals.warning.scores import contender, judged
from truegreen.stats.estimate import Verdict
from truegreen.stats.foretold.ranking import auc

FORTY = Setting(budget=40)


def tried(history: History, by: By = By.NOTICE, setting: Setting = FORTY) -> Tried:
    return backtest(history, labels(history, by), setting, contenders=("hazard",), with_grouped=False, currency="EUR")


def champion(found: Backtest) -> Contender:
    return found.contenders[0]


def told(history: History, contender: str = "hazard") -> Now:
    found = told_now(history, labels(history), FORTY, contender, ridge=100.0)
    assert isinstance(found, Now)
    return found


@pytest.fixture(scope="module")
def small() -> History:
    return business(3, accounts=250, months=15, level=-4.5).history


@pytest.fixture(scope="module")
def found(small: History) -> Tried:
    return tried(small, setting=Setting(budget=10))


def test_a_small_world_is_told_month_by_month_from_what_was_over_by_then(small: History, found: Tried) -> None:
    marks = labels(small)
    first = origins(marks, small.months, 3)[0]
    past = past_rows(marks, marks.hits(small.months, 3), first, 3)
    assert past.month.max() == first - 3
    (made,) = [each for each in found.backtest.origins if each.month.start == small.months[first].item()]
    assert made.learnt_rows == len(past)
    assert made.learnt_decisions >= 8
    assert [each.alerts for each in found.backtest.origins] == [10] * len(found.backtest.origins)


def test_nobody_who_gave_notice_is_alerted(found: Tried) -> None:
    one = champion(found.backtest)
    assert one.already
    assert one.already.value == 0
    assert all(each.already == 0 for each in found.backtest.origins)


def test_what_would_have_been_said_before_each_loss_is_said_dearest_first(small: History, found: Tried) -> None:
    lost = small.decided_on[small.decided_on > small.ends[0]]
    before = found.backtest.before
    assert len(before) == len(lost)
    assert [[look.days for look in each.looks] for each in before] == [[180, 90, 60, 30]] * len(before)
    amounts = [each.revenue.amount for each in before if each.revenue]
    assert amounts == sorted(amounts, reverse=True)
    for each in before:
        assert all(look.as_of <= each.decided for look in each.looks)
        assert all((look.chance is None) == bool(look.why) for look in each.looks)
        assert (each.lead_days is None) == (each.first_alert is None)
        if each.first_alert:
            assert each.lead_days == (each.decided - each.first_alert).days <= 212


def test_who_was_alerted_by_then_has_as_long_a_lead(found: Tried) -> None:
    alerted = [(each.lead_days, look) for each in found.backtest.before for look in each.looks if look.alerted]
    assert alerted
    assert all(lead is not None and lead >= look.days for lead, look in alerted)


def test_as_many_as_by_chance_are_warned_where_lots_are_drawn(small: History) -> None:
    """Alerts drawn by lot warn of leavers as of anybody; the champion's warn of more."""
    marks, setting = labels(small), Setting(budget=10)
    said = heard(small, marks, setting, ("hazard",), singles=False).sayings["hazard"]
    own = led(small, marks, said, judged(small, marks, setting, said).told)
    assert own.warned > 1.2 * own.by_chance > 0
    drawn = [np.random.default_rng(seed).random(len(said.score)) < 0.1 for seed in range(20)]
    lots = [led(small, marks, said, each) for each in drawn]
    assert sum(each.warned for each in lots) == pytest.approx(sum(each.by_chance for each in lots), rel=0.05)
    assert led(small, marks, said, np.zeros(len(said.score), dtype=np.bool_)).by_chance == 0


@pytest.mark.parametrize("name", ["hazard", "bent", "silence"])
def test_causes_and_the_usual_account_add_up_to_the_score(small: History, name: str) -> None:
    now = told(small, name)
    for at in range(0, len(now.rows), 25):
        causes = now.causes(at)
        assert now.base + sum(each.pull for each in causes) == pytest.approx(now.score[at], abs=1e-12)
        assert [abs(each.pull) for each in causes] == sorted((abs(each.pull) for each in causes), reverse=True)
    assert np.all((now.low <= now.score) & (now.score <= now.high))


def test_the_same_records_say_the_same_twice(small: History, found: Tried) -> None:
    assert tried(small, setting=Setting(budget=10)).backtest == found.backtest


def test_too_few_losses_say_so_and_no_months_say_nothing() -> None:
    history = business(1, accounts=40, months=10, level=-9.0).history
    made = tried(history).backtest
    assert made.verdict is Verdict.NOT_ENOUGH
    assert "nothing is learnt until 8 have" in made.because
    assert not made.contenders
    empty = replace(
        history, months=history.months[:0], here=history.here[:, :0], revenue=history.revenue[:, :0],
        counts={name: each[:, :0] for name, each in history.counts.items()}, renewal=history.renewal[:, :0],
        owners=replace(history.owners, codes=history.owners.codes[:, :0]),
    )  # fmt: skip
    assert not tried(empty).backtest.origins


def test_a_refused_label_foretells_nothing(small: History) -> None:
    marks = labels(small, By.LEAVING)
    made = backtest(small, marks, FORTY, leaks=leaks(small, marks, 3)).backtest
    assert "known by the day they left" in made.refused
    assert not made.contenders


@pytest.mark.slow
def test_leavers_are_found_as_far_as_they_can_be() -> None:
    """STATS 2.C: AUC 0.72 of a possible 0.86, precision at 40 of 0.15 of a possible 0.33."""
    world = business(1)
    made = tried(world.history)
    one = champion(made.backtest)
    (said,) = [each for name, each in made.judged.items() if name == "hazard"] if made.judged else []
    known = said.known
    rows = said.said
    best = auc(
        world.chance[rows.account, rows.month][known], said.hit[known], rows.account[known], rows.month[known]
    )  # fmt: skip
    assert best
    assert 0.84 <= best.value <= 0.88
    assert one.auc
    assert one.precision
    assert one.already
    assert one.auc.value >= 0.72
    assert one.precision.value >= 0.15
    assert one.already.value == 0
    assert one.slope
    assert one.slope.low < 1 < one.slope.high
    assert one.in_the_large
    assert one.in_the_large.low < 0 < one.in_the_large.high
    assert one.brier
    assert one.brier_base
    assert one.brier.value < one.brier_base
    assert made.backtest.verdict is Verdict.ESTABLISHED
    assert all(each.happened_low <= each.foretold * 1.5 and each.happened_high >= each.foretold / 1.5
               for each in made.backtest.bins)  # fmt: skip


@pytest.mark.slow
def test_labelled_by_leaving_it_looks_far_better_and_most_alerts_come_too_late() -> None:
    made = tried(business(1).history, By.LEAVING).backtest
    one = champion(made)
    assert one.auc
    assert one.already
    assert one.precision
    assert one.auc.value > 0.88
    assert one.precision.value > 0.5
    assert one.already.value > 0.5


@pytest.mark.slow
def test_a_blackout_gives_back_an_honest_answer() -> None:
    history = business(1, notice=False).history
    marks = labels(history, blackout=91)
    made = backtest(history, marks, FORTY, leaks=leaks(history, marks, 3), contenders=("hazard",), with_grouped=False)
    one = champion(made.backtest)
    assert not made.backtest.refused
    assert one.auc
    assert 0.66 <= one.auc.value <= 0.78
    assert one.already is None


@pytest.mark.slow
def test_where_nothing_is_planted_nobody_is_called_at_risk() -> None:
    """Leaving has nothing to do with anything: AUC is one half, chances are right, and nobody is said to be at risk."""
    covered, claimed = 0, 0
    for seed in range(12):
        history = business(seed, accounts=400, months=18, effect=0.0, renewal=0.0, level=-4.4).history
        made = tried(history).backtest
        one = champion(made)
        assert one.auc
        covered += one.auc.low <= 0.5 <= one.auc.high
        claimed += made.verdict in (Verdict.ESTABLISHED, Verdict.PERVERSE)
        assert one.in_the_large
        assert abs(one.in_the_large.value) < 4 * one.in_the_large.error + 0.1
        now = told_now(history, labels(history), FORTY, "hazard")
        assert isinstance(now, Now)
        assert np.quantile(now.chance, 0.99) < 4 * now.chance.mean()
    assert covered >= 10
    assert claimed <= 2


@pytest.mark.slow
def test_accounts_it_never_learnt_from_are_told_as_well() -> None:
    history = business(2, accounts=800, months=24).history
    marks = labels(history)
    apart = contender(
        history, marks, FORTY, judged(history, marks, FORTY, grouped(history, marks, FORTY, "hazard")), ""
    )
    one = champion(tried(history).backtest)
    assert one.auc
    assert apart.auc
    assert abs(one.auc.value - apart.auc.value) < 0.04


@pytest.mark.slow
def test_trees_and_bends_do_not_win_where_everything_is_straight() -> None:
    pytest.importorskip("lightgbm")
    history = business(2, accounts=600, months=18).history
    made = backtest(history, labels(history), FORTY, with_grouped=False).backtest
    assert made.winner == "hazard"
    assert [each.id for each in made.contenders[:3]] == ["hazard", "bent", "trees"]
    assert not made.contenders[2].not_tried


@pytest.mark.slow
def test_by_expected_loss_more_revenue_is_found_and_fewer_accounts() -> None:
    made = tried(business(1).history, setting=Setting(budget=40, order=Order.LOSS)).backtest
    one, other = champion(made), made.otherwise
    assert other
    assert one.value_recall
    assert other.value_recall
    assert one.value_recall.value > other.value_recall.value
    assert one.hits <= other.hits


@pytest.mark.slow
def test_every_contender_speaks_of_the_same_accounts() -> None:
    history = business(3, accounts=250, months=15, level=-4.5).history
    said = heard(history, labels(history), FORTY).sayings
    assert {len(each.account) for each in said.values()} == {len(said["hazard"].account)}
